//! Where words of the file stand in the base.

use crate::law::compare::{Budget, Kind, Token, diff};
use crate::law::span::Span;
use std::ops::Range;

/// The tokens of a unit of the file, each with its token in the base, if it is there.
pub(super) struct Places<'a> {
    sent: &'a [Token],
    base: &'a [Token],
    of_sent: Vec<Option<usize>>,
}

impl<'a> Places<'a> {
    pub fn new(sent: &'a [Token], base: &'a [Token], budget: &mut Budget) -> Self {
        let mut of_sent = vec![None; sent.len()];
        for stretch in diff(sent, base, budget) {
            if stretch.equal {
                stretch.old.zip(stretch.new).for_each(|(old, new)| of_sent[old] = Some(new));
            }
        }
        Self { sent, base, of_sent }
    }

    /// Where these tokens stand; where they would stand if there are none. `None` if the base does not have them.
    pub fn of(&self, range: Range<usize>) -> Option<Span> {
        if range.is_empty() {
            return self.point(range.start);
        }
        let is_blank = |it: usize| self.sent[it].kind == Kind::Break;
        let mut words = range.clone();
        while !words.is_empty() && is_blank(words.start) && self.of_sent[words.start].is_none() {
            words.start += 1;
        }
        while !words.is_empty() && is_blank(words.end - 1) && self.of_sent[words.end - 1].is_none() {
            words.end -= 1;
        }
        if words.clone().any(|it| self.of_sent[it].is_none() && !is_blank(it)) {
            return None;
        }
        let first = self.of_sent.get(words.start).copied().flatten().filter(|_| !words.is_empty());
        match (first, words.end.checked_sub(1).and_then(|it| self.of_sent[it])) {
            (Some(first), Some(last)) => Some(Span::new(self.base[first].start, self.base[last].end)),
            _ => self.point(range.start),
        }
    }

    /// The place before this token.
    fn point(&self, at: usize) -> Option<Span> {
        let before = at.checked_sub(1).and_then(|it| self.of_sent[it]).map(|it| self.base[it].end);
        let after = || self.of_sent.get(at).copied().flatten().map(|it| self.base[it].start);
        before.or_else(after).map(|it| Span::new(it, it))
    }
}
