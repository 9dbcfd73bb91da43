//! The reading page: 目录, 正文, 旁注.

use super::frame::{Frame, PageCtx, Section};
use super::notice::NoticeCard;
use super::rows::{Download, PaperRow, TextRow, downloads};
use super::{Dossier, chinese_date, link};
use crate::export::html::{self, References, SafeHtml};
use crate::law::refs::{Reference, references};
use crate::law::statute::Statute;
use crate::procedure::Version;

/// The most articles whose numbers fit the margin.
const LONGEST_HANGING: usize = 999;

/// A text that has been read and written out once, to be shown many times.
#[derive(Debug)]
pub struct ReadingText {
    /// The tree.
    pub statute: Statute,
    /// Its references.
    pub references: Vec<Reference>,
    /// How many articles.
    pub articles: usize,
    /// How many bytes the source has.
    pub bytes: usize,
    body: SafeHtml,
    toc: SafeHtml,
}

impl ReadingText {
    /// Reads and writes out a text whose page has the address `address`.
    #[must_use]
    pub fn new(source: &str, address: &str) -> Self {
        let statute = crate::law::parse::parse(source).statute;
        let references = references(&statute);
        let options =
            html::Options { articles_below: Some(address), references: References::InPage, ..html::Options::default() };
        Self {
            body: html::statute_html(&statute, &references, &options),
            toc: html::toc_html(&statute, &options),
            articles: statute.counts().articles,
            bytes: source.len(),
            statute,
            references,
        }
    }

    /// The whole text.
    pub(super) fn body(&self) -> &SafeHtml {
        &self.body
    }

    /// Its 目录; empty if it has no headings.
    pub(super) fn toc(&self) -> &SafeHtml {
        &self.toc
    }
}

/// A text of a bill.
#[derive(askama::Template)]
#[template(path = "pages/version.html")]
pub struct VersionPage<'a> {
    frame: Frame,
    text: &'a ReadingText,
    label: String,
    example: bool,
    /// The newest text of the bill, if this is an older one.
    newer: Option<TextRow>,
    open: Option<NoticeCard>,
    facts: Vec<(&'static str, String)>,
    neighbours: Vec<TextRow>,
    /// 看改了什么: words and address.
    comparisons: Vec<(String, String)>,
    papers: Vec<PaperRow>,
    downloads: Vec<Download>,
    bill_href: String,
    /// Whether the numbers of the articles hang in the margin; those above 第九百九十九条 are too long for it.
    hanging: bool,
}

impl<'a> VersionPage<'a> {
    /// The page of `version` of the bill in `dossier`.
    #[must_use]
    pub fn new(ctx: &PageCtx, dossier: &Dossier, version: &Version, text: &'a ReadingText) -> Self {
        let bill = &dossier.bill;
        let slug = &bill.slug;
        let label = version.facts.label.clone();
        let latest = dossier.latest().filter(|it| it.id() != version.id());
        let open = dossier.open_notice(ctx.today).filter(|(it, _)| it.id.version == version.id());
        let papers = dossier.documents.iter().filter(|it| it.version == Some(version.id()));
        Self {
            frame: Frame::new(ctx, format!("{}（{label}）", bill.title))
                .section(Section::Bills)
                .crumb("法规草案", link::BILLS)
                .crumb(bill.title.clone(), link::bill(slug))
                .describe(bill.summary.clone()),
            text,
            example: bill.example,
            newer: latest.map(|it| TextRow::of(slug, it, None)),
            open: open.map(|(it, _)| NoticeCard::of(dossier, it, ctx.today)),
            facts: facts(version, text, &label),
            neighbours: dossier.versions.iter().map(|it| TextRow::of(slug, it, Some(version))).collect(),
            comparisons: comparisons(dossier, version),
            papers: papers.map(|it| PaperRow::of(slug, it)).collect(),
            downloads: downloads(slug, version),
            bill_href: link::bill(slug),
            hanging: text.articles <= LONGEST_HANGING,
            label,
        }
    }
}

/// This text against the one before it, and the newest against this one.
fn comparisons(dossier: &Dossier, version: &Version) -> Vec<(String, String)> {
    let slug = &dossier.bill.slug;
    let before = dossier.before(version.id()).map(|it| {
        let words = format!("与前一稿（{}）对照", it.facts.label);
        (words, link::comparison(slug, &[it.id(), version.id()]))
    });
    let latest = dossier.latest().filter(|it| it.id() != version.id()).map(|it| {
        let words = format!("与最新一稿（{}）对照", it.facts.label);
        (words, link::comparison(slug, &[version.id(), it.id()]))
    });
    before.into_iter().chain(latest).collect()
}

fn facts(version: &Version, text: &ReadingText, label: &str) -> Vec<(&'static str, String)> {
    let mut facts = vec![("文本", label.to_owned()), ("日期", chinese_date(version.facts.dated))];
    facts.extend(version.facts.reading.map(|it| ("审议", it.long_label())));
    facts.push(("篇幅", format!("{}条", text.articles)));
    facts
}
