//! Text that remembers where its words came from.

use std::ops::Range;

/// Words of a rope that came from an atom of the flow. What no origin covers was made by the view: a number that Word
/// counts, the bars of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Origin {
    /// First byte in the text.
    pub(super) at: usize,
    /// How many bytes.
    pub(super) len: usize,
    /// Which atom.
    pub(super) atom: usize,
    /// The first of its bytes.
    pub(super) from: usize,
}

impl Origin {
    pub(super) fn end(self) -> usize {
        self.at + self.len
    }
}

#[derive(Debug, Clone, Default)]
pub(super) struct Rope {
    pub(super) text: String,
    /// In the order of the text, not overlapping.
    pub(super) origins: Vec<Origin>,
}

impl Rope {
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Words of the view's own.
    pub(super) fn push(&mut self, words: &str) {
        self.text.push_str(words);
    }

    /// Words of an atom, from its byte `from` on.
    pub(super) fn push_from(&mut self, words: &str, atom: usize, from: usize) {
        if !words.is_empty() {
            self.origins.push(Origin { at: self.text.len(), len: words.len(), atom, from });
            self.text.push_str(words);
        }
    }

    pub(super) fn append(&mut self, other: &Self) {
        let shift = self.text.len();
        self.text.push_str(&other.text);
        self.origins.extend(other.origins.iter().map(|it| Origin { at: it.at + shift, ..*it }));
    }

    pub(super) fn slice(&self, range: Range<usize>) -> Self {
        let first = self.origins.partition_point(|it| it.end() <= range.start);
        let inside = self.origins[first..].iter().take_while(|it| it.at < range.end);
        let cut = |it: &Origin| {
            let (start, end) = (it.at.max(range.start), it.end().min(range.end));
            Origin { at: start - range.start, len: end - start, atom: it.atom, from: it.from + (start - it.at) }
        };
        Self { text: self.text[range.clone()].to_owned(), origins: inside.map(cut).collect() }
    }

    /// Takes the last `len` bytes off. Cost is that of what is taken.
    pub(super) fn split_tail(&mut self, len: usize) -> Self {
        let at = self.text.len() - len;
        let mut tail = Self { text: self.text.split_off(at), origins: Vec::new() };
        while let Some(last) = self.origins.last_mut().filter(|it| it.end() > at) {
            let kept = at.saturating_sub(last.at);
            let start = last.at + kept - at;
            tail.origins.insert(0, Origin { at: start, len: last.len - kept, atom: last.atom, from: last.from + kept });
            last.len = kept;
            if kept > 0 {
                break;
            }
            self.origins.pop();
        }
        tail
    }

    /// The lines without blanks at their edges; empty ones are left out.
    pub(super) fn lines(&self) -> Vec<Self> {
        let mut lines = Vec::new();
        let mut at = 0;
        for line in self.text.split('\n') {
            let start = at + (line.len() - line.trim_start_matches(is_blank).len());
            let words = line.trim_matches(is_blank);
            if !words.is_empty() {
                lines.push(self.slice(start..start + words.len()));
            }
            at += line.len() + 1;
        }
        lines
    }
}

/// Spaces of every kind at the edge of a line: an indent made by hand.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_origins() {
        let mut rope = Rope::default();
        rope.push("第一条");
        rope.push_from("　甲 \n　", 4, 0);
        rope.push_from("乙", 5, 3);
        let lines = rope.lines();
        assert_eq!(lines.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(), ["第一条　甲", "乙"]);
        assert_eq!(lines[0].origins, [Origin { at: 9, len: 6, atom: 4, from: 0 }]);
        assert_eq!(lines[1].origins, [Origin { at: 0, len: 3, atom: 5, from: 3 }]);
    }
}
