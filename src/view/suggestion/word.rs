//! The page of Word files: take the draft away, bring a file.

use super::{Local, brought, frame};
use crate::procedure::suggestion::{MAX_FILE_BYTES, WordFile};
use crate::procedure::working::{Revision, RevisionKind, RevisionNumber};
use crate::view::frame::{Frame, PageCtx};
use crate::view::link::Format;
use crate::view::{Dossier, chinese_time, link};

/// What was typed beside a file, and why it was not accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BringForm {
    /// The revision that was edited; empty to let the program find it.
    pub base: String,
    /// Who changed what bears no name.
    pub author: String,
    /// The organ from which it comes.
    pub organ: String,
    /// Why it was not accepted.
    pub error: Option<String>,
}

/// Everything that the page shows.
pub struct WordView<'a> {
    /// The bill.
    pub dossier: &'a Dossier,
    /// The draft as it stands.
    pub head: Option<&'a Revision>,
    /// Revisions that can be chosen, the newest first.
    pub revisions: &'a [Revision],
    /// Files that were brought, the newest first.
    pub files: &'a [WordFile],
    /// How many suggestions are open.
    pub open: usize,
    /// What was typed.
    pub form: BringForm,
    /// Whether the person may change the draft.
    pub edits: bool,
    /// Tells times.
    pub local: Local<'a>,
}

/// Word 来往.
#[derive(askama::Template)]
#[template(path = "pages/desk_word.html")]
pub struct WordPage {
    frame: Frame,
    title: String,
    example: bool,
    head: Option<Head>,
    href: String,
    suggestions_href: String,
    draft_href: String,
    open: usize,
    choices: Vec<Choice>,
    files: Vec<FileRow>,
    form: BringForm,
    edits: bool,
    most: usize,
}

struct Head {
    told: String,
    word_href: String,
    text_href: String,
}

/// A revision in a list.
pub(super) struct Choice {
    pub number: String,
    pub label: String,
}

struct FileRow {
    number: String,
    name: String,
    href: String,
    told: String,
    taken: bool,
}

impl WordPage {
    /// The page.
    #[must_use]
    pub fn new(ctx: &PageCtx, view: WordView<'_>) -> Self {
        let slug = &view.dossier.bill.slug;
        let head = view.head.map(|it| Head {
            told: format!("第{}次修订，{}保存", it.number, chinese_time(&(view.local)(it.at))),
            word_href: link::word_draft(slug, it.number, Format::Word),
            text_href: link::word_draft(slug, it.number, Format::Markdown),
        });
        let row = |it: &WordFile| FileRow {
            number: it.id.to_string(),
            name: if it.name.is_empty() { "未命名的文件".to_owned() } else { it.name.clone() },
            href: link::word_file(slug, it.id),
            told: brought(it, view.local),
            taken: it.taken_at.is_some(),
        };
        Self {
            frame: frame(ctx, view.dossier, "文档来往"),
            title: view.dossier.bill.title.clone(),
            example: view.dossier.bill.example,
            head,
            href: link::word(slug),
            suggestions_href: link::suggestions(slug),
            draft_href: link::draft(slug),
            open: view.open,
            choices: choices(view.revisions, view.local),
            files: view.files.iter().map(row).collect(),
            form: view.form,
            edits: view.edits,
            most: MAX_FILE_BYTES / 1024 / 1024,
        }
    }
}

/// Revisions to choose from: 第17次修订，王某，2026年11月23日14:03.
pub(super) fn choices(revisions: &[Revision], local: Local<'_>) -> Vec<Choice> {
    let shown = revisions.iter().filter(|it| it.kind != RevisionKind::Aside);
    let choice = |it: &Revision| Choice { number: it.number.to_string(), label: label(it.number, it, local) };
    shown.map(choice).collect()
}

fn label(number: RevisionNumber, it: &Revision, local: Local<'_>) -> String {
    format!("第{number}次修订，{}，{}", it.by.name(), chinese_time(&local(it.at)))
}
