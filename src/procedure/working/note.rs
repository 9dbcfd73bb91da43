//! Notes to colleagues on words of the draft, and where those words are when the draft has moved on.
//!
//! A note is found again by its exact words: first where they stood, as far as the revisions since tell, else where
//! these words stand between the same neighbours, else where they stand once. It is never hung on words that only look
//! like them.

use super::RevisionNumber;
use crate::law::edit::Edit;
use crate::law::span::Span;
use crate::procedure::correction::Signer;
use jiff::Timestamp;

/// The longest note or reply, in characters.
pub const MAX_NOTE_CHARS: usize = 1_000;
/// The most notes of a draft.
pub const MAX_NOTES: usize = 1_000;
/// The most replies and marks on one note.
pub const MAX_ENTRIES: usize = 200;
/// The longest words that a note hangs on, in characters.
pub const MAX_QUOTE_CHARS: usize = 2_000;
/// Characters kept before and after the words.
const CONTEXT_CHARS: usize = 24;
/// Places of the words that are looked at.
const MAX_PLACES: usize = 1_000;

/// Words of a text, and what stands around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// First byte.
    pub start: usize,
    /// The words.
    pub quote: String,
    /// What stands before.
    pub before: String,
    /// What stands after.
    pub after: String,
}

impl Anchor {
    /// The anchor of these bytes. None if there are no words there, or too many.
    #[must_use]
    pub fn new(text: &str, span: Span) -> Option<Self> {
        let quote = text.get(span.start..span.end).filter(|it| !it.trim().is_empty())?;
        if quote.chars().count() > MAX_QUOTE_CHARS {
            return None;
        }
        let before: Vec<char> = text[..span.start].chars().rev().take(CONTEXT_CHARS).collect();
        Some(Self {
            start: span.start,
            quote: quote.to_owned(),
            before: before.into_iter().rev().collect(),
            after: text[span.end..].chars().take(CONTEXT_CHARS).collect(),
        })
    }

    /// Where the words stand in `text`. `mapped` is where they began, as far as the edits since tell.
    #[must_use]
    pub fn find(&self, text: &str, mapped: Option<usize>) -> Option<Span> {
        let span = |start: usize| Span::new(start, start + self.quote.len());
        let stands = |start: &usize| text.get(*start..).is_some_and(|it| it.starts_with(&self.quote));
        if let Some(start) = mapped.filter(stands) {
            return Some(span(start));
        }
        let places: Vec<usize> = text.match_indices(&self.quote).map(|it| it.0).take(MAX_PLACES).collect();
        let before = |it: &usize| text[..*it].ends_with(&self.before);
        let after = |it: &usize| text[it + self.quote.len()..].starts_with(&self.after);
        let one = |wanted: &dyn Fn(&usize) -> bool| {
            let mut found = places.iter().filter(|it| wanted(it));
            found.next().filter(|_| found.next().is_none()).map(|it| span(*it))
        };
        if places.len() == MAX_PLACES {
            return None;
        }
        one(&|it| before(it) && after(it)).or_else(|| one(&|_| true)).or_else(|| one(&|it| before(it) || after(it)))
    }
}

/// Where a byte stands after edits that were made one after the other; none if its words went.
#[must_use]
pub fn mapped(start: usize, steps: &[Edit]) -> Option<usize> {
    steps.iter().try_fold(start, |at, step| crate::law::edit::mapped(at, std::slice::from_ref(step)))
}

/// A note as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its number within the bill, from one.
    pub number: i64,
    /// The revision that was the head when it was made.
    pub revision: RevisionNumber,
    /// On which words.
    pub anchor: Anchor,
    /// What it says.
    pub words: String,
    /// Who.
    pub by: Signer,
    /// When.
    pub at: Timestamp,
    /// What was said since, in order.
    pub entries: Vec<Entry>,
}

impl Note {
    /// Whether it is settled: what was said last about that.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.entries.iter().rev().find_map(|it| it.done).unwrap_or(false)
    }
}

/// A reply, or a mark that it is settled or open again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What was said; empty for a mark alone.
    pub words: String,
    /// Whether it is settled from now on; none for a reply.
    pub done: Option<bool>,
    /// Who.
    pub by: Signer,
    /// When.
    pub at: Timestamp,
}

/// Why a note is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteRefusal {
    /// It says nothing.
    #[error("请写明批注的内容")]
    Empty,
    /// It says too much.
    #[error("批注不能超过{MAX_NOTE_CHARS}个字")]
    TooLong,
    /// There are no words there.
    #[error("请先选定要批注的文字（不超过{MAX_QUOTE_CHARS}个字）")]
    NoWords,
    /// There are too many already.
    #[error("批注太多了，请先处理已有的批注")]
    TooMany,
}

/// The words of a note or reply.
///
/// # Errors
/// They are empty or too long.
pub fn words(text: &str) -> Result<String, NoteRefusal> {
    let text: String = text.trim().chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect();
    match text.chars().count() {
        0 => Err(NoteRefusal::Empty),
        n if n > MAX_NOTE_CHARS => Err(NoteRefusal::TooLong),
        _ => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "第一条　市人民政府应当公开。\n\n第二条　区人民政府应当公开。\n";

    fn anchor(words: &str, nth: usize) -> Anchor {
        let start = TEXT.match_indices(words).nth(nth).unwrap().0;
        Anchor::new(TEXT, Span::new(start, start + words.len())).unwrap()
    }

    #[test]
    fn words_are_found_where_the_edits_moved_them() {
        let anchor = anchor("应当公开", 1);
        let text = format!("甲\n\n{TEXT}");
        let steps = [Edit::new(0, 0, "甲\n\n")];
        let found = anchor.find(&text, mapped(anchor.start, &steps)).unwrap();
        assert_eq!(found.start, anchor.start + "甲\n\n".len());
    }

    #[test]
    fn without_a_place_the_neighbours_tell_which_it_is() {
        let anchor = anchor("应当公开", 1);
        let found = anchor.find(TEXT, None).unwrap();
        assert_eq!(found.start, anchor.start);
    }

    #[test]
    fn words_that_are_gone_or_doubtful_are_nowhere() {
        let anchor = anchor("应当公开", 1);
        assert_eq!(anchor.find(&TEXT.replace("应当公开", "可以公开"), Some(anchor.start)), None);
        let twice = "第八条　丙应当公开，丁。\n\n第九条　戊应当公开，己。\n";
        assert_eq!(anchor.find(twice, None), None);
        assert_eq!(anchor.find("甲应当公开乙", None), Some(Span::new(3, 15)), "only one is left");
        assert_eq!(mapped(5, &[Edit::new(3, 9, "")]), None);
    }

    #[test]
    fn a_note_needs_words_to_hang_on_and_something_to_say() {
        assert_eq!(Anchor::new(TEXT, Span::new(0, 0)), None);
        assert_eq!(Anchor::new(TEXT, Span::new(1, 3)), None, "inside a character");
        assert_eq!(Anchor::new(TEXT, Span::new(0, 9_999)), None);
        assert_eq!(words(" \n "), Err(NoteRefusal::Empty));
        assert_eq!(words(&"长".repeat(MAX_NOTE_CHARS + 1)), Err(NoteRefusal::TooLong));
        assert_eq!(words(" 请核对\u{0}\n数字 ").as_deref(), Ok("请核对 \n数字"));
    }
}
