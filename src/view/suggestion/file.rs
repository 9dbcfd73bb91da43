//! What a file would do, before it is done.

use super::redline::lines;
use super::word::{Choice, choices};
use super::{Local, brought, frame, headline, signed};
use crate::procedure::suggestion::{Found, Remark, WordFile};
use crate::procedure::working::note::Anchor;
use crate::procedure::working::{Revision, RevisionNumber};
use crate::view::compare::lines::{Line, Mark};
use crate::view::frame::{Frame, PageCtx};
use crate::view::{Dossier, link};

/// Suggestions that are listed before they are taken.
const MAX_LISTED: usize = 200;

/// Everything that the page shows.
pub struct WordFileView<'a> {
    /// The bill.
    pub dossier: &'a Dossier,
    /// The file.
    pub file: &'a WordFile,
    /// The revision with which it is compared.
    pub base: RevisionNumber,
    /// The text of that.
    pub text: &'a str,
    /// Whether the draft would begin with the file, and how many articles that has.
    pub begins: Option<usize>,
    /// What it suggests.
    pub found: &'a Found,
    /// 批注, each with the words of the draft that it is about.
    pub remarks: &'a [(Remark, Option<Anchor>)],
    /// The words in the file at which each remark stands.
    pub at: &'a [String],
    /// What was left out or not understood.
    pub notes: &'a [String],
    /// Revisions that can be chosen, the newest first.
    pub revisions: &'a [Revision],
    /// Whether the person may change the draft.
    pub edits: bool,
    /// Tells times.
    pub local: Local<'a>,
}

/// A file that was brought.
#[derive(askama::Template)]
#[template(path = "pages/desk_word_file.html")]
pub struct WordFilePage {
    frame: Frame,
    title: String,
    example: bool,
    name: String,
    told: String,
    from: String,
    base: String,
    begins: Option<usize>,
    rows: Vec<Row>,
    more: usize,
    count: usize,
    known: usize,
    remarks: Vec<RemarkRow>,
    lost_remarks: Vec<RemarkRow>,
    unplaced: Vec<UnplacedRow>,
    notes: Vec<String>,
    choices: Vec<Choice>,
    taken: bool,
    edits: bool,
    href: String,
    suggestions_href: String,
    sha256: String,
}

struct Row {
    head: String,
    by: String,
    lines: Vec<Line<'static>>,
}

struct RemarkRow {
    by: String,
    quote: String,
    words: String,
}

struct UnplacedRow {
    unit: String,
    old: String,
    new: String,
}

impl WordFilePage {
    /// The page.
    #[must_use]
    pub fn new(ctx: &PageCtx, view: WordFileView<'_>) -> Self {
        let slug = &view.dossier.bill.slug;
        let all = &view.found.suggestions;
        let row = |it: &crate::procedure::suggestion::NewSuggestion| Row {
            head: headline(it),
            by: signed(&it.author, it.dated),
            lines: lines(view.text, it),
        };
        let remark = |(it, at): &(&(Remark, Option<Anchor>), &String)| RemarkRow {
            by: signed(&it.0.author, it.0.dated),
            quote: (*at).clone(),
            words: it.0.words.clone(),
        };
        let with: Vec<_> = view.remarks.iter().zip(view.at).collect();
        let organ = &view.file.organ;
        Self {
            frame: frame(ctx, view.dossier, "来稿").crumb("文档来往", link::word(slug)),
            title: view.dossier.bill.title.clone(),
            example: view.dossier.bill.example,
            name: if view.file.name.is_empty() { "未命名的文件".to_owned() } else { view.file.name.clone() },
            told: brought(view.file, view.local),
            from: if organ.is_empty() { String::new() } else { format!("来自{organ}") },
            base: view.base.to_string(),
            begins: view.begins,
            rows: all.iter().take(MAX_LISTED).map(row).collect(),
            more: all.len().saturating_sub(MAX_LISTED),
            count: all.len(),
            known: view.found.known,
            remarks: with.iter().filter(|it| it.0.1.is_some()).map(remark).collect(),
            lost_remarks: with.iter().filter(|it| it.0.1.is_none()).map(remark).collect(),
            unplaced: view
                .found
                .unplaced
                .iter()
                .map(|it| UnplacedRow { unit: it.unit.clone(), old: it.old.clone(), new: it.new.clone() })
                .collect(),
            notes: view.notes.to_vec(),
            choices: choices(view.revisions, view.local),
            taken: view.file.taken_at.is_some(),
            edits: view.edits,
            href: link::word_file(slug, view.file.id),
            suggestions_href: link::suggestions(slug),
            sha256: view.file.sha256.to_string(),
        }
    }

    /// Whether there is anything to take.
    fn is_empty(&self) -> bool {
        self.begins.is_none() && self.count == 0 && self.remarks.is_empty()
    }
}
