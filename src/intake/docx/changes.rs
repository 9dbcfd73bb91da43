//! What lies between the two texts of a document, as edits of the first.
//!
//! Both texts are made of the same pieces. Where a piece stands in both it is kept; what lies between kept pieces is a
//! change, whose author is told by the pieces that are there on one side only.

use super::flow::Flow;
use super::rope::Origin;
use super::view::View;
use super::{ChangeKind, TrackedChange};
use std::ops::Range;

/// Changes that are told apart; what comes after is told as one.
pub(super) const MAX_CHANGES: usize = 10_000;

/// The edits that turn the original text into the revised one.
pub(super) fn between(flow: &Flow, original: &View, revised: &View) -> Vec<TrackedChange> {
    let mut writer = Writer { flow, original, revised, changes: Vec::new() };
    let (mut old, mut new) = (0, 0);
    for kept in kept(original, revised) {
        if writer.changes.len() + 1 >= MAX_CHANGES {
            break;
        }
        writer.gap(old..kept.old.start, new..kept.new.start);
        (old, new) = (kept.old.end, kept.new.end);
    }
    writer.gap(old..original.text.len(), new..revised.text.len());
    let mut changes = writer.changes;
    if apply(&original.text, &changes).as_deref() != Some(revised.text.as_str()) {
        // Never expected; but what people accept must be what they saw.
        changes.clear();
        let whole = |it: &View| 0..it.text.len();
        let mut writer = Writer { flow, original, revised, changes };
        writer.push(whole(original), whole(revised), None);
        changes = writer.changes;
    }
    changes
}

/// The text with all changes made; `None` if they overlap or lie outside.
pub(super) fn apply(text: &str, changes: &[TrackedChange]) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for change in changes {
        out.push_str(text.get(at..change.range.start)?);
        out.push_str(&change.inserted);
        at = change.range.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

struct Kept {
    old: Range<usize>,
    new: Range<usize>,
}

/// What stands in both texts, in the order of both.
fn kept(original: &View, revised: &View) -> Vec<Kept> {
    let mut by_atom: Vec<&Origin> = original.origins.iter().collect();
    by_atom.sort_by_key(|it| (it.atom, it.from));
    let mut kept: Vec<Kept> = Vec::new();
    for new in &revised.origins {
        let first = by_atom.partition_point(|it| it.atom < new.atom);
        for old in by_atom[first..].iter().take_while(|it| it.atom == new.atom) {
            let from = old.from.max(new.from);
            let to = (old.from + old.len).min(new.from + new.len);
            if from >= to {
                continue;
            }
            let place = |it: &Origin| it.at + (from - it.from)..it.at + (to - it.from);
            let pair = Kept { old: place(old), new: place(new) };
            let follows = kept.last().is_none_or(|it| it.old.end <= pair.old.start && it.new.end <= pair.new.start);
            if follows && original.text.get(pair.old.clone()) == revised.text.get(pair.new.clone()) {
                kept.push(pair);
            }
        }
    }
    kept
}

struct Writer<'a> {
    flow: &'a Flow,
    original: &'a View,
    revised: &'a View,
    changes: Vec<TrackedChange>,
}

impl Writer<'_> {
    /// The changes in a gap: one for each stretch of one author.
    fn gap(&mut self, old: Range<usize>, new: Range<usize>) {
        if self.original.text.get(old.clone()) == self.revised.text.get(new.clone()) {
            return;
        }
        let mut pieces = self.pieces(self.original, &old, false);
        pieces.extend(self.pieces(self.revised, &new, true));
        pieces.sort_by_key(|it| it.atom);
        let (mut old_at, mut new_at) = (old.start, new.start); // where the stretch begins
        let (mut old_end, mut new_end) = (old.start, new.start); // how far its pieces reach
        let mut author: Option<u32> = None;
        for piece in pieces {
            let is_other = |it: &u32| !self.flow.same_author(*it, piece.author) && self.changes.len() + 1 < MAX_CHANGES;
            if let Some(before) = author.filter(is_other) {
                self.push(old_at..old_end, new_at..new_end, Some(before));
                (old_at, new_at, author) = (old_end, new_end, None);
            }
            author = Some(author.map_or(piece.author, |it| self.later(it, piece.author)));
            match piece.is_new {
                false => old_end = old_end.max(piece.end),
                true => new_end = new_end.max(piece.end),
            }
        }
        self.push(old_at..old.end, new_at..new.end, author);
    }

    fn pieces(&self, view: &View, gap: &Range<usize>, is_new: bool) -> Vec<Piece> {
        let first = view.origins.partition_point(|it| it.end() <= gap.start);
        let inside = view.origins[first..].iter().take_while(|it| it.at < gap.end);
        inside
            .filter_map(|it| {
                let author = self.flow.atoms.get(it.atom)?.state.author()?;
                Some(Piece { atom: it.atom, is_new, end: it.end().min(gap.end), author })
            })
            .collect()
    }

    /// Of two changes of one person, the later.
    fn later(&self, one: u32, other: u32) -> u32 {
        if self.flow.author(other).dated > self.flow.author(one).dated { other } else { one }
    }

    fn push(&mut self, old: Range<usize>, new: Range<usize>, author: Option<u32>) {
        let (before, after) = (&self.original.text[old.clone()], &self.revised.text[new]);
        let head = common(before.chars(), after.chars());
        let tail = common(before[head..].chars().rev(), after[head..].chars().rev());
        let inserted = &after[head..after.len() - tail];
        let range = old.start + head..old.end - tail;
        if range.is_empty() && inserted.is_empty() {
            return;
        }
        let kind = if author.is_some() { ChangeKind::Words } else { ChangeKind::Numbering };
        let by = author.map(|it| self.flow.author(it)).unwrap_or_default();
        let inserted = inserted.to_owned();
        self.changes.push(TrackedChange { author: by.name, dated: by.dated, range, inserted, kind });
    }
}

struct Piece {
    atom: usize,
    is_new: bool,
    end: usize,
    author: u32,
}

/// How many bytes both begin with.
fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}
