//! 批注 of a Word file → notes to colleagues on the working draft.

use crate::law::span::Span;
use crate::procedure::working::note::{Anchor, MAX_NOTE_CHARS};
use jiff::civil::DateTime;
use std::ops::Range;

/// What somebody wrote beside the text of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Who.
    pub author: String,
    /// When.
    pub dated: Option<DateTime>,
    /// Bytes of the file's text.
    pub range: Range<usize>,
    /// What it says.
    pub words: String,
}

/// The words of the draft that a remark is about: those that it stands beside in the file, if the draft has them once, or
/// once between the same neighbours.
#[must_use]
pub fn placed(remark: &Remark, file: &str, head: &str) -> Option<Anchor> {
    let anchor = Anchor::new(file, Span::new(remark.range.start, remark.range.end.max(remark.range.start)))?;
    Anchor::new(head, anchor.find(head, None)?)
}

/// The remark as notes within their bound: the first is the note, further ones are replies to it.
#[must_use]
pub fn pieces(author: &str, dated: Option<DateTime>, words: &str) -> Vec<String> {
    let author = if author.is_empty() { "未署名" } else { author };
    let when = dated.map(|it| format!("，{}年{}月{}日", it.year(), it.month(), it.day())).unwrap_or_default();
    let all: Vec<char> = format!("（来稿批注：{author}{when}）{}", words.trim()).chars().collect();
    all.chunks(MAX_NOTE_CHARS).map(|it| it.iter().collect()).collect()
}
