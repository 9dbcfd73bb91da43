//! 定稿: the text as it stands, under which facts it would be sealed, what the drafting rules say, and what changed.

use super::check::{Group, groups};
use crate::export::report::Counts;
use crate::law::compare::Comparison;
use crate::law::parse::Parsed;
use crate::law::problem::Severity;
use crate::lint::run::Report;
use crate::procedure::correction::{Pair, is_lonely, is_unsure};
use crate::procedure::sealing::{Field, Refusal, SealForm};
use crate::procedure::{Stage, Version, VersionId};
use crate::view::frame::{Frame, PageCtx, Section};
use crate::view::{Dossier, chinese_date, link};

/// The most findings that are listed; the count is of all.
const MAX_SHOWN: usize = 200;

/// Where the text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whence {
    /// The working draft, in this revision.
    Revision(u32),
    /// A text that was imported and is not sealed.
    Open(VersionId),
}

/// A text that may be sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Where it comes from.
    pub whence: Whence,
    /// The text.
    pub text: String,
}

/// What the page is made of.
#[derive(Clone, Copy)]
pub struct SealView<'a> {
    /// The bill.
    pub dossier: &'a Dossier,
    /// The text, if there is one.
    pub draft: Option<&'a Draft>,
    /// The text, parsed.
    pub parsed: &'a Parsed,
    /// What the rules say.
    pub report: &'a Report,
    /// The text compared with the reading before.
    pub changes: Option<&'a Comparison>,
    /// The fields.
    pub form: &'a SealForm,
    /// What is wrong with them.
    pub refusals: &'a [Refusal],
    /// Whether whoever asks may seal in spite of errors.
    pub may_override: bool,
    /// What was sealed just now.
    pub sealed: Option<&'a Version>,
}

/// 定稿.
#[derive(askama::Template)]
#[template(path = "pages/desk_seal.html")]
pub struct SealPage {
    frame: Frame,
    title: String,
    example: bool,
    whence: Option<String>,
    draft_href: String,
    articles: usize,
    characters: usize,
    form: SealForm,
    stages: Vec<(&'static str, &'static str, bool)>,
    errors: Vec<(&'static str, String)>,
    messages: Vec<(Field, String)>,
    action: String,
    counts: Vec<(&'static str, usize)>,
    blocked: usize,
    may_override: bool,
    groups: Vec<Group>,
    more: usize,
    changes: Option<Changes>,
    sealed: Option<Sealed>,
}

/// What changed since the reading before.
struct Changes {
    label: String,
    counts: String,
    formal: usize,
    unsure: usize,
    lonely: usize,
}

/// What was sealed, and what is to be done now.
struct Sealed {
    label: String,
    href: String,
    chain: String,
    explain_href: Option<String>,
    pair_href: Option<String>,
}

impl SealPage {
    /// The page.
    #[must_use]
    pub fn new(ctx: &PageCtx, view: SealView<'_>) -> Self {
        let bill = &view.dossier.bill;
        let count = |it: Severity| view.report.count(it);
        let source = view.draft.map_or("", |it| it.text.as_str());
        let hidden: usize = view.report.hidden.values().sum();
        Self {
            frame: Frame::new(ctx, format!("{}：定稿", bill.title))
                .section(Section::Desk)
                .crumb("工作台", link::DESK)
                .unlisted(),
            title: bill.title.clone(),
            example: bill.example,
            whence: view.draft.map(|it| whence(it.whence)),
            draft_href: format!("{}/bills/{}/draft", link::DESK, bill.slug),
            articles: view.parsed.statute.articles().count(),
            characters: source.chars().filter(|it| !it.is_whitespace()).count(),
            stages: Stage::ALL.iter().map(|it| (it.code(), it.label(), view.form.stage == it.code())).collect(),
            errors: view.refusals.iter().map(|it| (name(it.field()), it.to_string())).collect(),
            messages: view.refusals.iter().map(|it| (it.field(), it.to_string())).collect(),
            action: link::desk_seal(&bill.slug),
            counts: [Severity::Error, Severity::Warning, Severity::Info].map(|it| (it.asks(), count(it))).into(),
            blocked: if view.form.stage == Stage::VoteDraft.code() { count(Severity::Error) } else { 0 },
            may_override: view.may_override,
            groups: groups(source, &view.parsed.statute, view.report, MAX_SHOWN, &|_| None),
            more: hidden + view.report.findings.len().saturating_sub(MAX_SHOWN),
            changes: view.changes.and_then(|it| changes(view.dossier, it)),
            sealed: view.sealed.and_then(|it| sealed(view.dossier, it)),
            form: view.form.clone(),
        }
    }

    fn message(&self, field: Field) -> Option<&str> {
        self.messages.iter().find(|it| it.0 == field).map(|it| it.1.as_str())
    }
}

fn whence(whence: Whence) -> String {
    match whence {
        Whence::Revision(number) => format!("工作文本第{number}次修订"),
        Whence::Open(version) => format!("已导入、尚未封存的文本{version}"),
    }
}

/// The name of a field, which is the end of its address in the page.
fn name(field: Field) -> &'static str {
    match field {
        Field::Stage => "stage",
        Field::Label => "label",
        Field::Reading => "reading",
        Field::Dated => "dated",
        Field::Session => "session",
        Field::Reason => "reason",
        Field::Whole => "text",
    }
}

fn changes(dossier: &Dossier, comparison: &Comparison) -> Option<Changes> {
    let before = dossier.versions.iter().rev().find(|it| it.is_sealed())?;
    let counts = Counts::of(comparison);
    let rows = &comparison.rows;
    Some(Changes {
        label: before.facts.label.clone(),
        counts: counts.chinese(),
        formal: counts.formal,
        unsure: rows.iter().filter(|it| is_unsure(it)).count(),
        lonely: rows.iter().filter(|it| is_lonely(it)).count(),
    })
}

fn sealed(dossier: &Dossier, version: &Version) -> Option<Sealed> {
    let slug = &dossier.bill.slug;
    let pair = version.id().previous().and_then(|it| Pair::new(slug.clone(), it, version.id()).ok());
    Some(Sealed {
        label: format!("{}（{}，{}）", version.facts.label, version.id(), chinese_date(version.facts.dated)),
        href: link::version(slug, version.id()),
        chain: version.seal?.chain.to_string(),
        explain_href: pair.as_ref().map(link::desk_explain),
        pair_href: pair.as_ref().map(link::desk_pair),
    })
}
