//! The revisions of a working draft: list, one, two compared.

use super::{Local, frame, told};
use crate::law::compare::Comparison;
use crate::procedure::Version;
use crate::procedure::working::{Revision, RevisionKind, RevisionNumber, listed};
use crate::view::amend::changed;
use crate::view::compare::Item;
use crate::view::compare::lines::Mark;
use crate::view::frame::{Frame, PageCtx};
use crate::view::{Dossier, chinese_time, link};

/// 修订记录.
#[derive(askama::Template)]
#[template(path = "pages/desk_revisions.html")]
pub struct RevisionsPage {
    frame: Frame,
    title: String,
    example: bool,
    draft_href: String,
    rows: Vec<Row>,
    older_href: Option<String>,
}

struct Row {
    number: String,
    href: String,
    kind: &'static str,
    aside: bool,
    head: bool,
    by: String,
    at: String,
    remark: String,
    articles: String,
    /// What it changed.
    compare_href: Option<String>,
    /// What changed since.
    since_href: Option<String>,
    restore_href: Option<String>,
}

impl RevisionsPage {
    /// The page of these revisions, the newest first; a full page has `most`.
    #[must_use]
    pub fn new(
        ctx: &PageCtx,
        dossier: &Dossier,
        head: Option<&Revision>,
        revisions: &[Revision],
        most: usize,
        edits: bool,
        local: Local<'_>,
    ) -> Self {
        let slug = &dossier.bill.slug;
        let last = revisions.last().filter(|it| revisions.len() == most && it.number != RevisionNumber::FIRST);
        Self {
            frame: frame(ctx, dossier, "修订记录"),
            title: dossier.bill.title.clone(),
            example: dossier.bill.example,
            draft_href: link::draft(slug),
            rows: revisions.iter().map(|it| row(dossier, head, it, edits, local)).collect(),
            older_href: last.map(|it| format!("{}?before={}", link::revisions(slug), it.number)),
        }
    }
}

fn row(dossier: &Dossier, head: Option<&Revision>, revision: &Revision, edits: bool, local: Local<'_>) -> Row {
    let slug = &dossier.bill.slug;
    let number = revision.number;
    let is_head = head.is_some_and(|it| it.number == number);
    Row {
        number: number.to_string(),
        href: link::revision(slug, number),
        kind: revision.kind.label(),
        aside: revision.kind == RevisionKind::Aside,
        head: is_head,
        by: format!("{}（{}）", revision.by.name(), revision.by.organ()),
        at: chinese_time(&local(revision.at)),
        remark: revision.remark.clone(),
        articles: listed(&revision.articles),
        compare_href: revision.parent.map(|it| link::revision_pair(slug, it, number)),
        since_href: head.filter(|_| !is_head).map(|it| link::revision_pair(slug, number, it.number)),
        restore_href: (edits && !is_head).then(|| format!("{}/restore", link::revision(slug, number))),
    }
}

/// One revision.
#[derive(askama::Template)]
#[template(path = "pages/desk_revision.html")]
pub struct RevisionPage {
    frame: Frame,
    title: String,
    example: bool,
    lead: String,
    row: Row,
    text: String,
}

impl RevisionPage {
    /// The page of a revision and its text.
    #[must_use]
    pub fn new(
        ctx: &PageCtx,
        dossier: &Dossier,
        revision: &Revision,
        text: &str,
        head: Option<&Revision>,
        edits: bool,
        local: Local<'_>,
    ) -> Self {
        Self {
            frame: frame(ctx, dossier, &format!("第{}次修订", revision.number))
                .crumb("修订记录", link::revisions(&dossier.bill.slug)),
            title: dossier.bill.title.clone(),
            example: dossier.bill.example,
            lead: told(revision, local),
            row: row(dossier, head, revision, edits, local),
            text: text.to_owned(),
        }
    }
}

/// One of two texts that are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedText {
    label: String,
    lead: String,
}

impl ComparedText {
    /// A revision.
    #[must_use]
    pub fn revision(revision: &Revision, local: Local<'_>) -> Self {
        Self { label: format!("第{}次修订", revision.number), lead: told(revision, local) }
    }

    /// A reading.
    #[must_use]
    pub fn reading(version: &Version) -> Self {
        Self { label: version.facts.label.clone(), lead: version.facts.label.clone() }
    }
}

/// Two texts compared.
#[derive(askama::Template)]
#[template(path = "pages/desk_revision_pair.html")]
pub struct RevisionPairPage<'a> {
    frame: Frame,
    title: String,
    example: bool,
    old: ComparedText,
    new: ComparedText,
    items: Vec<Item<'a>>,
}

impl<'a> RevisionPairPage<'a> {
    /// The page of two texts and their comparison.
    #[must_use]
    pub fn new(
        ctx: &PageCtx,
        dossier: &Dossier,
        old: ComparedText,
        new: ComparedText,
        comparison: &'a Comparison,
    ) -> Self {
        Self {
            frame: frame(ctx, dossier, &format!("{}与{}对照", old.label, new.label))
                .crumb("修订记录", link::revisions(&dossier.bill.slug)),
            title: dossier.bill.title.clone(),
            example: dossier.bill.example,
            old,
            new,
            items: changed(comparison),
        }
    }
}
