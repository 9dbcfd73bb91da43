//! The page of a working draft: the plain form, and beside it what the server sees in the text.

use super::check::DraftCheck;
use super::{Local, told};
use crate::law::compare::Comparison;
use crate::procedure::working::marks;
use crate::procedure::working::{MAX_REMARK_CHARS, Revision};
use crate::view::amend::changed;
use crate::view::compare::Item;
use crate::view::compare::lines::Mark;
use crate::view::frame::{Frame, PageCtx, Section};
use crate::view::{Dossier, link};

/// Findings that the plain page lists.
const MAX_FINDINGS: usize = 300;

/// What was typed, and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct DraftForm {
    /// What the person says about the revision.
    pub note: String,
    /// Why it was not saved.
    pub error: Option<String>,
    /// What must be chosen.
    pub questions: Vec<Question>,
    /// Where what was sent is kept meanwhile.
    pub kept: Option<String>,
    /// The words that a new note hangs on.
    pub quote: String,
    /// What a new note says.
    pub words: String,
    /// Why it was not accepted.
    pub note_error: Option<String>,
}

/// Words that two people changed.
#[derive(Debug, Clone)]
pub struct Question {
    /// The article.
    pub article: String,
    /// What both began with.
    pub base: String,
    /// What the person wrote.
    pub yours: String,
    /// What stands in the draft.
    pub theirs: String,
    /// Who wrote that.
    pub by: String,
    /// The words before them on their line.
    pub before: String,
    /// The words after them on their line.
    pub after: String,
}

/// A note to colleagues.
#[derive(Debug, Clone)]
pub struct NoteRow {
    /// Its number.
    pub id: i64,
    /// The words it hangs on.
    pub quote: String,
    /// Whether these words are gone.
    pub gone: bool,
    /// What it says.
    pub words: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
    /// Whether it is settled.
    pub done: bool,
    /// Who and when, and what was said since.
    pub replies: Vec<(String, String)>,
    /// Where a reply goes.
    pub href: String,
}

/// What stands beside the text, and who looks at it.
pub struct DraftSide {
    /// What the server sees in the text.
    pub check: DraftCheck,
    /// Notes to colleagues.
    pub notes: Vec<NoteRow>,
    /// Whether the person may change the text.
    pub edits: bool,
    /// Whether the person may write notes.
    pub annotates: bool,
    /// A new name for this browser tab.
    pub client: String,
    /// The person.
    pub person: String,
    /// The organ.
    pub organ: String,
}

/// 工作文本.
#[derive(askama::Template)]
#[template(path = "pages/desk_draft.html")]
pub struct DraftPage<'a> {
    frame: Frame,
    title: String,
    example: bool,
    lead: String,
    remark: String,
    api: String,
    bill: String,
    base: String,
    text: String,
    form: DraftForm,
    side: DraftSide,
    max_note: usize,
    revisions_href: String,
    word_href: String,
    suggestions_href: String,
    articles_href: String,
    terms_href: String,
    compare_href: Option<String>,
    changes: Option<Vec<Item<'a>>>,
    /// Findings that are not listed.
    more: usize,
    marks: [&'static str; 3],
}

impl<'a> DraftPage<'a> {
    /// The page of `text`, which stands on top of `revision`.
    #[expect(clippy::too_many_arguments, reason = "everything that the page shows, put together in one place")]
    #[must_use]
    pub fn new(
        ctx: &PageCtx,
        dossier: &Dossier,
        revision: &Revision,
        text: String,
        form: DraftForm,
        mut side: DraftSide,
        changes: Option<&'a Comparison>,
        local: Local<'_>,
    ) -> Self {
        let slug = &dossier.bill.slug;
        let more = side.check.findings.len().saturating_sub(MAX_FINDINGS);
        side.check.findings.truncate(MAX_FINDINGS);
        let reading = dossier.versions.iter().rev().find(|it| it.seal.is_some()).or(dossier.versions.last());
        Self {
            frame: Frame::new(ctx, format!("{}：工作文本", dossier.bill.title))
                .section(Section::Desk)
                .crumb("工作台", link::DESK)
                .unlisted(),
            title: dossier.bill.title.clone(),
            example: dossier.bill.example,
            lead: told(revision, local),
            remark: revision.remark.clone(),
            api: link::draft(slug),
            bill: slug.to_string(),
            base: revision.number.to_string(),
            text,
            form,
            side,
            max_note: MAX_REMARK_CHARS,
            revisions_href: link::revisions(slug),
            word_href: link::word(slug),
            suggestions_href: link::suggestions(slug),
            articles_href: link::draft_articles(slug),
            terms_href: link::draft_terms(slug),
            compare_href: reading.map(|it| link::draft_since(slug, it.id())),
            changes: changes.map(changed),
            more,
            marks: [marks::YOURS, marks::THEIRS, marks::END],
        }
    }
}

/// A bill that nobody has begun to write on.
#[derive(askama::Template)]
#[template(path = "pages/desk_draft_none.html")]
pub struct NoDraftPage {
    frame: Frame,
    title: String,
    example: bool,
    texts: Vec<(String, String)>,
}

impl NoDraftPage {
    /// The page.
    #[must_use]
    pub fn new(ctx: &PageCtx, dossier: &Dossier) -> Self {
        let text =
            |it: &crate::procedure::Version| (it.facts.label.clone(), link::version(&dossier.bill.slug, it.id()));
        Self {
            frame: Frame::new(ctx, format!("{}：工作文本", dossier.bill.title))
                .section(Section::Desk)
                .crumb("工作台", link::DESK)
                .unlisted(),
            title: dossier.bill.title.clone(),
            example: dossier.bill.example,
            texts: dossier.versions.iter().map(text).collect(),
        }
    }
}
