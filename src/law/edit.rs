//! Changes of a source text, as values: what goes, what comes instead, and where a place stands afterwards.
//!
//! Places inside the program are bytes. Editors in browsers count UTF-16 code units; [`Utf16`] translates at the edge.

use super::span::Span;

/// One change of a source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The bytes that go; empty to insert.
    pub span: Span,
    /// What comes instead; empty to delete.
    pub replacement: String,
}

impl Edit {
    /// Replaces `start..end` by `words`.
    #[must_use]
    pub fn new(start: usize, end: usize, words: impl Into<String>) -> Self {
        Self { span: Span::new(start, end), replacement: words.into() }
    }
}

/// The source with the edits made, byte for byte. They must be in order and not overlap; one that does not fit is left
/// out.
#[must_use]
pub fn applied(source: &str, edits: &[Edit]) -> String {
    let mut text = String::with_capacity(source.len() + edits.iter().map(|it| it.replacement.len()).sum::<usize>());
    let mut at = 0;
    for edit in edits {
        let Some(kept) = source.get(at..edit.span.start).filter(|_| source.get(edit.span.range()).is_some()) else {
            continue;
        };
        text.push_str(kept);
        text.push_str(&edit.replacement);
        at = edit.span.end;
    }
    text.push_str(&source[at..]);
    text
}

/// Where byte `at` of the old text stands after the edits; none if it stood inside words that went.
#[must_use]
pub fn mapped(at: usize, edits: &[Edit]) -> Option<usize> {
    let (mut came, mut went) = (0, 0);
    for edit in edits {
        if edit.span.start >= at {
            break;
        }
        if edit.span.end > at {
            return None;
        }
        came += edit.replacement.len();
        went += edit.span.len();
    }
    Some(at - went + came)
}

/// The one edit that turns `old` into `new`: what stands between the beginning and the end that both have.
#[must_use]
pub fn between(old: &str, new: &str) -> Option<Edit> {
    if old == new {
        return None;
    }
    let most = old.len().min(new.len());
    let mut start = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
        start -= 1;
    }
    let mut tail = old.bytes().rev().zip(new.bytes().rev()).take(most - start).take_while(|(a, b)| a == b).count();
    while !old.is_char_boundary(old.len() - tail) || !new.is_char_boundary(new.len() - tail) {
        tail -= 1;
    }
    Some(Edit::new(start, old.len() - tail, &new[start..new.len() - tail]))
}

/// Bytes ⇄ UTF-16 code units of one text. Cost of making one grows with the text, of asking with the distance between two
/// marks.
#[derive(Debug, Clone)]
pub struct Utf16<'a> {
    text: &'a str,
    /// Of every [`STEP`]th byte, moved back to the start of a character: its place and the units before it.
    marks: Vec<(usize, usize)>,
    units: usize,
}

/// Bytes between two marks of [`Utf16`].
const STEP: usize = 512;

impl<'a> Utf16<'a> {
    /// Reads a text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut units = 0;
        for (at, c) in text.char_indices() {
            if at >= marks.len() * STEP {
                marks.push((at, units));
            }
            units += c.len_utf16();
        }
        Self { text, marks, units }
    }

    /// How many units the text has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.units
    }

    /// Whether the text is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units == 0
    }

    /// The units before byte `at`. Past the end is the end; inside a character is its start.
    #[must_use]
    pub fn units(&self, at: usize) -> usize {
        let Some((mut byte, mut units)) = self.mark(|it| it.0 <= at) else { return 0 };
        for c in self.text[byte..].chars() {
            byte += c.len_utf8();
            if byte > at {
                break;
            }
            units += c.len_utf16();
        }
        units
    }

    /// The byte at which `units` units have passed. Past the end is the end; inside a pair is its start.
    #[must_use]
    pub fn byte(&self, units: usize) -> usize {
        let Some((mut byte, mut passed)) = self.mark(|it| it.1 <= units) else { return 0 };
        for c in self.text[byte..].chars() {
            passed += c.len_utf16();
            if passed > units {
                break;
            }
            byte += c.len_utf8();
        }
        byte
    }

    fn mark(&self, before: impl Fn(&(usize, usize)) -> bool) -> Option<(usize, usize)> {
        self.marks.partition_point(before).checked_sub(1).map(|it| self.marks[it])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_byte_for_byte_and_places_follow() {
        let edits = [Edit::new(0, 3, "丁戊"), Edit::new(6, 6, "\n")];
        assert_eq!(applied("甲乙丙", &edits), "丁戊乙\n丙");
        assert_eq!([0, 1, 3, 6, 9].map(|it| mapped(it, &edits)), [Some(0), None, Some(6), Some(9), Some(13)]);
        assert_eq!(applied("甲", &[Edit::new(1, 2, "x"), Edit::new(7, 8, "x")]), "甲");
    }

    #[test]
    fn the_edit_between_two_texts_is_as_short_as_it_can_be() {
        for (old, new) in [("甲乙丙", "甲丁丙"), ("", "甲"), ("甲", ""), ("一一", "一一一"), ("中", "丰"), ("𠮷", "𠮶")]
        {
            let edit = between(old, new).expect("they differ");
            assert_eq!(applied(old, std::slice::from_ref(&edit)), new);
            assert!(edit.span.len() <= 4 && edit.replacement.len() <= 4, "{edit:?}");
        }
        assert_eq!(between("甲", "甲"), None);
    }

    #[test]
    fn units_and_bytes_are_each_others_mirror() {
        let text = "第一条　𠮷é\n甲".repeat(300);
        let index = Utf16::new(&text);
        let mut units = 0;
        for (at, c) in text.char_indices() {
            assert_eq!((index.units(at), index.byte(units)), (units, at));
            units += c.len_utf16();
        }
        assert_eq!((index.len(), index.units(usize::MAX), index.byte(usize::MAX)), (units, units, text.len()));
        assert_eq!((Utf16::new("").units(5), Utf16::new("").byte(5)), (0, 0));
    }
}
