//! Inside one unit: which tokens both kept, which one side changed, and where their changes meet.

use super::cut::{Source, is_ordinal};
use super::order::Entry;
use crate::law::compare::{Budget, Kind, Lexicon, Token, diff};
use std::ops::Range;

/// A stretch of a merged unit, as tokens of the three texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Chunk {
    /// Both kept it: where it begins in each text, and how long it is.
    Kept { base: usize, ours: usize, theirs: usize, len: usize },
    /// We changed it.
    Ours(Range<usize>),
    /// They changed it.
    Theirs(Range<usize>),
    /// Both changed it in the same way.
    Both { ours: Range<usize>, theirs: Range<usize> },
    /// Both changed it, differently.
    Conflict { base: Range<usize>, ours: Range<usize>, theirs: Range<usize> },
}

/// The tokens of one unit in one text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tokens<'a> {
    pub text: &'a str,
    pub list: &'a [Token],
}

impl<'a> Tokens<'a> {
    pub fn words(&self, at: usize) -> &'a str {
        &self.text[self.list[at].start..self.list[at].end]
    }

    /// The same words, or numbers that name the same unit.
    fn same(&self, at: usize, other: &Self, there: usize) -> bool {
        self.list[at].id == other.list[there].id || self.words(at) == other.words(there)
    }

    fn all_same(&self, own: Range<usize>, other: &Self, there: Range<usize>) -> bool {
        own.len() == there.len() && own.zip(there).all(|(a, b)| self.same(a, other, b))
    }
}

/// Whether a unit stands in the merged text. One that a side deleted does only if they kept it and changed its words.
pub(super) fn stays(entry: &Entry, sources: [&Source<'_>; 3]) -> bool {
    match (entry.base, entry.ours, entry.theirs) {
        (Some(base), None, Some(theirs)) => !is_unchanged(sources[0], base, sources[2], theirs),
        (Some(_), _, None) => false,
        _ => true,
    }
}

/// Whether a side left the words of a unit as they were, but for numbers that name units.
pub(super) fn is_unchanged(base: &Source<'_>, unit: usize, side: &Source<'_>, there: usize) -> bool {
    if base.text[base.units[unit].body.range()] == side.text[side.units[there].body.range()] {
        return true;
    }
    let mut lexicon = Lexicon::default();
    let (old, new) = (base.tokens(unit, &mut lexicon), side.tokens(there, &mut lexicon));
    let (old, new) = (Tokens { text: base.text, list: &old }, Tokens { text: side.text, list: &new });
    old.all_same(0..old.list.len(), &new, 0..new.list.len())
}

/// A change of one side: these tokens of the base became those.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    base: Range<usize>,
    side: Range<usize>,
    ours: bool,
}

/// Merges the tokens of one unit.
pub(super) fn merged(base: Tokens<'_>, ours: Tokens<'_>, theirs: Tokens<'_>, budget: &mut Budget) -> Vec<Chunk> {
    let mut all = changes(base, ours, true, budget);
    all.extend(changes(base, theirs, false, budget));
    all.sort_by_key(|it| (it.base.start, it.base.end, it.ours));
    let mut walk = Walk { at: 0, ours: 0, theirs: 0, chunks: Vec::new() };
    let mut rest = all.into_iter().peekable();
    while let Some(first) = rest.next() {
        let mut end = first.base.end;
        let mut group = vec![first];
        while let Some(next) =
            rest.next_if(|it| it.base.start < end || group.iter().any(|other| meets(other, it, [base, ours, theirs])))
        {
            end = end.max(next.base.end);
            group.push(next);
        }
        walk.group(&group, end, ours, theirs);
    }
    walk.keep(base.list.len());
    walk.chunks
}

/// What a side changed, without what only the table of the comparison drew into a change.
fn changes(base: Tokens<'_>, side: Tokens<'_>, ours: bool, budget: &mut Budget) -> Vec<Change> {
    let narrowed = |mut old: Range<usize>, mut new: Range<usize>| {
        while !old.is_empty() && !new.is_empty() && base.same(old.start, &side, new.start) {
            (old.start, new.start) = (old.start + 1, new.start + 1);
        }
        while !old.is_empty() && !new.is_empty() && base.same(old.end - 1, &side, new.end - 1) {
            (old.end, new.end) = (old.end - 1, new.end - 1);
        }
        Change { base: old, side: new, ours }
    };
    diff(base.list, side.list, budget)
        .into_iter()
        .filter(|it| !it.equal)
        .map(|it| narrowed(it.old, it.new))
        .filter(|it| !it.base.is_empty() || !it.side.is_empty())
        .collect()
}

/// Whether changes of both sides touch, so that nobody can say how they go together.
fn meets(a: &Change, b: &Change, [base, ours, theirs]: [Tokens<'_>; 3]) -> bool {
    if a.ours == b.ours || a.base.start > b.base.end || b.base.start > a.base.end {
        return false;
    }
    let overlap = a.base.start < b.base.end && b.base.start < a.base.end;
    let side = |it: &Change| if it.ours { ours } else { theirs };
    // 第三条 → 第四条 says nothing of the words beside it.
    let is_number = |it: &Change| {
        it.base.len() == 1 && it.side.len() == 1 && {
            let (old, new) = (&base.list[it.base.start], &side(it).list[it.side.start]);
            is_ordinal(old) && is_ordinal(new)
        }
    };
    if !overlap && (is_number(a) || is_number(b)) {
        return false;
    }
    // Lines put between lines do not meet changes within the line above or below.
    let ends = |it: &Change| {
        let list = &side(it).list[it.side.clone()];
        let is_break = |it: Option<&Token>| it.is_some_and(|it| it.kind == Kind::Break);
        (it.base.is_empty(), is_break(list.first()), is_break(list.last()))
    };
    let within_line = |it: &Change| {
        let no_break = |it: &[Token]| it.iter().all(|it| it.kind != Kind::Break);
        !it.base.is_empty() && no_break(&base.list[it.base.clone()]) && no_break(&side(it).list[it.side.clone()])
    };
    let between_lines = |line: &Change, other: &Change| {
        let (inserts, first, last) = ends(line);
        let at = line.base.start;
        inserts && within_line(other) && ((first && other.base.end == at) || (last && other.base.start == at))
    };
    overlap || !(between_lines(a, b) || between_lines(b, a))
}

struct Walk {
    /// How far the three texts have been read.
    at: usize,
    ours: usize,
    theirs: usize,
    chunks: Vec<Chunk>,
}

impl Walk {
    /// What both kept up to token `to` of the base.
    fn keep(&mut self, to: usize) {
        let len = to - self.at;
        if len > 0 {
            self.chunks.push(Chunk::Kept { base: self.at, ours: self.ours, theirs: self.theirs, len });
        }
        (self.at, self.ours, self.theirs) = (to, self.ours + len, self.theirs + len);
    }

    /// Changes that belong together, up to token `end` of the base.
    fn group(&mut self, group: &[Change], end: usize, ours: Tokens<'_>, theirs: Tokens<'_>) {
        let Some(first) = group.first() else { return };
        self.keep(first.base.start);
        let came = |own: bool| {
            let changes = group.iter().filter(|it| it.ours == own);
            changes.fold(end - first.base.start, |len, it| len + it.side.len() - it.base.len())
        };
        let own = self.ours..self.ours + came(true);
        let their = self.theirs..self.theirs + came(false);
        (self.at, self.ours, self.theirs) = (end, own.end, their.end);
        let (by_us, by_them) = (group.iter().any(|it| it.ours), group.iter().any(|it| !it.ours));
        self.chunks.push(match (by_us, by_them) {
            (true, false) => Chunk::Ours(own),
            (false, _) => Chunk::Theirs(their),
            _ if ours.all_same(own.clone(), &theirs, their.clone()) => Chunk::Both { ours: own, theirs: their },
            _ => Chunk::Conflict { base: first.base.start..end, ours: own, theirs: their },
        });
    }
}
