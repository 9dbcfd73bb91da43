//! A Word file (docx) → plain lines: one paragraph a block, blank lines between, tables as GFM rows, footnotes as
//! `[^1]`. Numbers that Word counted itself are written out.
//!
//! A file with tracked changes has two texts, 原始状态 and 最终状态, and both are given, with the changes between them as
//! edits of the first: applying all of them gives the second, byte for byte. The parts of the work: `package` (the zip
//! file within bounds), `document` (XML → [`flow`]), `numbering`, `fields`, `view` (flow → the lines of one of the
//! two texts), `changes` (what is between them), `comments`.
//!
//! Bounded: entries, bytes unpacked, depth, attributes, paragraphs, cells, words. Absent on purpose: looks. Which
//! paragraph is a heading is told by its words, by `law`.

mod changes;
mod comments;
mod document;
mod fields;
mod flow;
mod numbering;
mod package;
mod rope;
mod view;

use super::Unreadable;
use jiff::civil::DateTime;
use package::Package;
use std::ops::Range;
use view::View;

/// What a Word file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// The text before all tracked changes: 原始状态.
    pub text: String,
    /// The text with all of them accepted: 最终状态. It is [`Imported::text`] where nothing was tracked.
    pub revised: String,
    /// The tracked changes, in the order of the text, not overlapping. Applied to [`Imported::text`] together they
    /// give [`Imported::revised`].
    pub suggestions: Vec<TrackedChange>,
    /// 批注, in the order of the text.
    pub comments: Vec<Comment>,
    /// What was left out, replaced or not understood: one Chinese line each, for the person who brought the file.
    pub notes: Vec<String>,
}

/// Words that one person replaced, removed or added with 修订 switched on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackedChange {
    /// Who, as the program that wrote the file was set up; empty where the file does not say, and for
    /// [`ChangeKind::Numbering`].
    pub author: String,
    /// When, by the clock of the author's machine: Word writes local time. Of several changes in one, the last.
    pub dated: Option<DateTime>,
    /// Bytes of [`Imported::text`] that go; empty where words only come.
    pub range: Range<usize>,
    /// The words that come, as they stand in a text: with line feeds and marks.
    pub inserted: String,
    /// Whose doing it is.
    pub kind: ChangeKind,
}

/// Whose doing a change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// A person changed words.
    Words,
    /// A number that Word counts moved because of the other changes.
    Numbering,
}

/// 批注: what somebody wrote beside the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Who, as the program was set up.
    pub author: String,
    /// When, by the clock of the author's machine.
    pub dated: Option<DateTime>,
    /// Bytes of [`Imported::text`] that it is about; empty at a place without words.
    pub range: Range<usize>,
    /// What it says; line feeds part paragraphs.
    pub words: String,
    /// Whether it was marked as done.
    pub done: bool,
    /// The answers to it, in the order of the file.
    pub replies: Vec<Reply>,
}

/// An answer to a [`Comment`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Who.
    pub author: String,
    /// When, by the clock of the author's machine.
    pub dated: Option<DateTime>,
    /// What it says.
    pub words: String,
}

/// The text of a docx file as it stands with all tracked changes accepted.
///
/// # Errors
/// When the bytes are no docx, a damaged one, or one beyond the bounds.
pub fn text(bytes: &[u8]) -> Result<String, Unreadable> {
    import(bytes).map(|it| it.revised)
}

/// Everything that a docx file says: both texts, the changes between them, the comments.
///
/// # Errors
/// When the bytes are no docx, a damaged or encrypted one, one that is made to harm, or one beyond the bounds.
pub fn import(bytes: &[u8]) -> Result<Imported, Unreadable> {
    if bytes.len() > super::MAX_FILE_BYTES {
        return Err(super::too_large());
    }
    let mut package = Package::open(bytes)?;
    let main = package.main_part()?;
    let (folder, name) =
        main.rsplit_once('/').map_or((String::new(), main.as_str()), |(folder, name)| (format!("{folder}/"), name));
    let mut part = |name: &str| package.read(&format!("{folder}{name}")).map(Option::unwrap_or_default);
    let numbering = numbering::Numbering::read(&part("numbering.xml")?, &part("styles.xml")?)?;
    let links = document::addresses(&part(&format!("_rels/{name}.rels"))?)?;
    let comments = comments::read(&part("comments.xml")?, &part("commentsExtended.xml")?)?;
    let notes = [part("footnotes.xml")?, part("endnotes.xml")?];
    let document = package.read(&main)?.ok_or_else(package::no_document)?;
    let flow = document::read(&document, &notes, &links)?;
    drop((document, notes));
    let original = View::of(&flow, &numbering, flow::Side::Original)?;
    let comments = comments.place(&flow, &original);
    let mut notes = flow.notes();
    if !flow.has_changes() {
        return Ok(Imported {
            revised: original.text.clone(),
            text: original.text,
            comments,
            notes,
            ..Imported::default()
        });
    }
    let revised = View::of(&flow, &numbering, flow::Side::Revised)?;
    let suggestions = changes::between(&flow, &original, &revised);
    if suggestions.len() >= changes::MAX_CHANGES {
        notes.push("修订过多，余下的合并为一处".to_owned());
    }
    Ok(Imported { text: original.text, revised: revised.text, suggestions, comments, notes })
}

/// A date as Word writes it, `2026-11-24T10:53:35Z`; the `Z` is not true, the time is local.
fn dated(words: &str) -> Option<DateTime> {
    words.trim().trim_end_matches('Z').parse().ok()
}

/// Whether a tracked change says so little about itself that it needs a name.
fn author(words: Option<String>) -> String {
    const MAX_AUTHOR_CHARS: usize = 80;
    words.unwrap_or_default().trim().chars().filter(|it| !it.is_control()).take(MAX_AUTHOR_CHARS).collect()
}

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tracked_tests;
