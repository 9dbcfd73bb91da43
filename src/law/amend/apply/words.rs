//! Finding quoted words. Only white space, the width of brackets and the nesting of quotation marks and titles may
//! differ from what the statute says.

use crate::law::lex::is_space;
use crate::law::span::Span;

/// Words made comparable, with the place of each character.
pub(super) struct Comparable {
    chars: Vec<char>,
    /// Byte ranges in the words.
    places: Vec<Span>,
}

impl Comparable {
    pub fn new(words: &str) -> Self {
        let mut chars = Vec::with_capacity(words.len() / 3);
        let mut places = Vec::with_capacity(words.len() / 3);
        for (at, c) in words.char_indices().filter(|(_, c)| !is_space(*c)) {
            chars.push(comparable(c));
            places.push(Span::new(at, at + c.len_utf8()));
        }
        Self { chars, places }
    }

    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    pub fn same(&self, other: &Self) -> bool {
        self.chars == other.chars
    }

    /// Every place of `needle`, not overlapping, in order.
    pub fn find(&self, needle: &Self) -> Vec<Span> {
        let mut found = Vec::new();
        let size = needle.chars.len();
        if size == 0 {
            return found;
        }
        let mut at = 0;
        while at + size <= self.chars.len() {
            if self.chars[at..at + size] == needle.chars[..] {
                found.push(self.places[at].hull(self.places[at + size - 1]));
                at += size;
            } else {
                at += 1;
            }
        }
        found
    }
}

fn comparable(c: char) -> char {
    match c {
        '(' => '（',
        ')' => '）',
        '‘' => '“',
        '’' => '”',
        '《' | '<' => '〈',
        '》' | '>' => '〉',
        _ => c,
    }
}

/// Whether two texts say the same but for white space, brackets and nesting.
pub(super) fn same(left: &str, right: &str) -> bool {
    Comparable::new(left).same(&Comparable::new(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_spaces_brackets_and_nesting_may_differ() {
        let text = Comparable::new("《某法》（以下简称“某法”） 第三条");
        for (words, count) in [("〈某法〉(以下简称‘某法’)第三条", 1), ("某法", 2), ("某 法", 2), ("某法。", 0), ("", 0)]
        {
            assert_eq!(text.find(&Comparable::new(words)).len(), count, "{words}");
        }
    }
}
