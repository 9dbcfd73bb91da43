//! The marks of 项 and 目 in the source, and what may be written over them.

use crate::law::span::Span;
use crate::lint::finding::Edit;

/// Writes `mark` over what stands between the start of an 项 or 目 and its words. None where more than a mark stands
/// there (Markdown around it, a mark on another line).
pub(super) fn replace(source: &str, whole: Span, words: Span, mark: &str) -> Option<Edit> {
    let span = Span { start: whole.start, end: words.start };
    let old = source.get(span.range())?.trim_end();
    let plain = !old.is_empty() && old.chars().count() <= 8 && !old.contains(['*', '\n', '[', '\\']);
    let span = Span::new(span.start, span.start + old.len());
    (plain && old != mark).then(|| Edit { span, replacement: mark.to_owned() })
}
