//! 统改用语 without a script: what is sought, where it stands, and which places had better stay.

use super::frame;
use crate::law::terms::{Hit, Hits, Keep, MAX_TERM_CHARS};
use crate::procedure::working::RevisionNumber;
use crate::view::frame::{Frame, PageCtx};
use crate::view::{Dossier, link};
use std::collections::BTreeSet;

/// What was typed and ticked.
#[derive(Debug, Clone, Default)]
pub struct TermsForm {
    /// The term that is sought.
    pub find: String,
    /// What comes instead.
    pub replace: String,
    /// What is wrong with the first.
    pub find_error: Option<String>,
    /// What is wrong with the second.
    pub replace_error: Option<String>,
    /// Why nothing was replaced.
    pub refused: Option<String>,
    /// Which places were ticked, by the byte at which they start; none before anybody ticked.
    pub ticked: Option<BTreeSet<usize>>,
}

/// A place of the term.
struct Row {
    at: usize,
    article: String,
    before: String,
    after: String,
    why: String,
    ticked: bool,
}

/// 统改用语.
#[derive(askama::Template)]
#[template(path = "pages/desk_draft_terms.html")]
pub struct TermsPage {
    frame: Frame,
    title: String,
    example: bool,
    draft_href: String,
    form_href: String,
    base: String,
    max: usize,
    form: TermsForm,
    rows: Option<Vec<Row>>,
    /// Places that had better stay.
    kept: usize,
    /// Places that are not listed.
    hidden: usize,
}

impl TermsPage {
    /// The page; `hits` are the places in the text of revision `base`, once something is sought.
    #[must_use]
    pub fn new(ctx: &PageCtx, dossier: &Dossier, base: RevisionNumber, form: TermsForm, hits: Option<Hits>) -> Self {
        let slug = &dossier.bill.slug;
        let hidden = hits.as_ref().map_or(0, |it| it.hidden);
        let row = |it: Hit| Row {
            at: it.span.start,
            ticked: form.ticked.as_ref().map_or(it.keep.is_none(), |ticked| ticked.contains(&it.span.start)),
            why: it.keep.as_ref().map(Keep::chinese).unwrap_or_default(),
            // The number of the article stands before it already.
            before: it.before.strip_prefix(&format!("{}　", it.article)).unwrap_or(&it.before).to_owned(),
            article: it.article,
            after: it.after,
        };
        let rows: Option<Vec<Row>> = hits.map(|it| it.list.into_iter().map(row).collect());
        Self {
            frame: frame(ctx, dossier, "统改用语"),
            title: dossier.bill.title.clone(),
            example: dossier.bill.example,
            draft_href: link::draft(slug),
            form_href: link::draft_terms(slug),
            base: base.to_string(),
            max: MAX_TERM_CHARS,
            kept: rows.iter().flatten().filter(|it| !it.why.is_empty()).count(),
            rows,
            hidden,
            form,
        }
    }
}
