//! The rows while they are being made: their words joined and cut, their edits found and classified.

use super::classify::{Class, Classes, Edit, classify};
use super::diff::{Budget, Stretch, diff};
use super::hunks::{Hunk, Op, Part, hunks};
use super::rows::{Group, RowKind};
use super::terms::{self, Term};
use super::tokens::{Kind, Lexicon, Token};
use super::{OldStart, Row, Side};

/// The words of the articles of one side of a row, joined by line feeds.
#[derive(Debug, Default)]
pub(super) struct Joined {
    pub text: String,
    pub tokens: Vec<Token>,
    /// Indices of the articles.
    pub articles: Vec<usize>,
    /// Bytes at which each article begins.
    pub starts: Vec<usize>,
}

impl Joined {
    fn of(side: &Side, articles: &[usize], lexicon: &mut Lexicon) -> Self {
        let mut joined = Self { articles: articles.to_vec(), ..Self::default() };
        for at in articles {
            if !joined.starts.is_empty() {
                joined.text.push('\n');
            }
            joined.starts.push(joined.text.len());
            joined.text.push_str(&side.articles[*at].words.text);
        }
        joined.tokens = lexicon.cut(&joined.text);
        joined
    }

    /// Words that are no articles, as one.
    pub fn of_text(text: &str, lexicon: &mut Lexicon) -> Self {
        Self { tokens: lexicon.cut(text), text: text.to_owned(), ..Self::default() }
    }

    /// Whether the piece is the line feed between two articles.
    pub fn is_joint(&self, token: usize) -> bool {
        let token = &self.tokens[token];
        token.kind == Kind::Break && self.starts.len() > 1 && self.starts.binary_search(&token.end).is_ok()
    }

    /// The article (counted within the row) in which a byte stands, and the byte within its words.
    pub fn locate(&self, byte: usize) -> (usize, usize) {
        let at = self.starts.partition_point(|it| *it <= byte).saturating_sub(1);
        (at, byte - self.starts.get(at).copied().unwrap_or(0))
    }

    /// The words of some pieces.
    pub fn bytes(&self, range: &std::ops::Range<usize>) -> &str {
        match (self.tokens.get(range.start), range.end.checked_sub(1).and_then(|it| self.tokens.get(it))) {
            (Some(first), Some(last)) if !range.is_empty() => &self.text[first.start..last.end],
            _ => "",
        }
    }
}

/// A row that is being made.
pub(super) struct DraftRow {
    pub group: Group,
    pub kind: RowKind,
    pub old: Joined,
    pub new: Joined,
    pub stretches: Vec<Stretch>,
    /// The classes of each stretch; none for equal ones.
    pub classes: Vec<Classes>,
}

impl DraftRow {
    fn new(group: Group, old_side: &Side, new_side: &Side, lexicon: &mut Lexicon, budget: &mut Budget) -> Self {
        let kind = kind(&group, old_side, new_side);
        if kind == RowKind::Same {
            // Nothing to compare: the words are copied when the row is finished.
            return Self::of(group, kind, Joined::default(), Joined::default(), Vec::new());
        }
        let old = Joined::of(old_side, &group.old, lexicon);
        let new = Joined::of(new_side, &group.new, lexicon);
        let stretches = diff(&old.tokens, &new.tokens, budget);
        let mut row = Self::of(group, kind, old, new, stretches);
        for at in 0..row.stretches.len() {
            if !row.stretches[at].equal {
                row.classes[at] = classify(row.edit(at, at));
            }
        }
        row
    }

    fn of(group: Group, kind: RowKind, old: Joined, new: Joined, stretches: Vec<Stretch>) -> Self {
        let classes = vec![Classes::default(); stretches.len()];
        Self { group, kind, old, new, stretches, classes }
    }

    /// The edit from stretch `first` to stretch `last`, with what stands beside it.
    pub fn edit(&self, first: usize, last: usize) -> Edit<'_> {
        let (a, b) = (&self.stretches[first], &self.stretches[last]);
        let before = first.checked_sub(1).map_or("", |it| self.old.bytes(&self.stretches[it].old));
        let after = self.stretches.get(last + 1).map_or("", |it| self.old.bytes(&it.old));
        Edit {
            deleted: self.old.bytes(&(a.old.start..b.old.end)),
            inserted: self.new.bytes(&(a.new.start..b.new.end)),
            before,
            after,
        }
    }

    /// The edit as a place where a term may have been replaced.
    fn place(&self, first: usize, last: usize) -> terms::Place<'_> {
        let edit = self.edit(first, last);
        let classes = if first == last { self.classes[first] } else { classify(edit) };
        terms::Place { edit, classes }
    }

    fn finish(self, old_side: &Side, new_side: &Side) -> Row {
        let Self { group, kind, old, new, stretches, classes } = self;
        let all = classes.iter().fold(Classes::default(), |sum, it| sum.union(*it));
        let formal = kind == RowKind::Changed;
        let hunks = if kind == RowKind::Same {
            vec![unchanged(&group, new_side)]
        } else {
            hunks(&old, &new, &stretches, &classes)
        };
        let renumbered = !group.old.is_empty()
            && !group.new.is_empty()
            && old_side.numbers(&group.old) != new_side.numbers(&group.new);
        Row {
            kind,
            renumbered,
            moved: group.moved,
            consequential: formal && all == Classes::of(Class::Reference),
            classes: all,
            similarity: similarity(&hunks),
            links: Vec::new(),
            old: group.old,
            new: group.new,
            hunks,
        }
    }
}

fn kind(group: &Group, old_side: &Side, new_side: &Side) -> RowKind {
    match (group.old.as_slice(), group.new.as_slice()) {
        ([], _) => RowKind::Added,
        (_, []) => RowKind::Removed,
        ([old], [new]) if old_side.articles[*old].words == new_side.articles[*new].words => RowKind::Same,
        ([_], [_]) => RowKind::Changed,
        ([_], _) => RowKind::Split,
        (_, [_]) => RowKind::Merged,
        _ => RowKind::Regrouped,
    }
}

fn unchanged(group: &Group, new_side: &Side) -> Hunk {
    let new = group.new.first().copied();
    let text = new.map(|it| new_side.articles[it].words.text.clone()).unwrap_or_default();
    let old = group.old.iter().map(|it| OldStart { article: *it, at: 0, continued: false }).collect();
    let parts =
        if text.is_empty() { Vec::new() } else { vec![Part { op: Op::Equal, text, classes: Classes::default() }] };
    Hunk { new, old, parts }
}

/// Twice the characters that stay over those of both sides; nothing on both sides is the same.
fn similarity(hunks: &[Hunk]) -> f32 {
    let (mut kept, mut all) = (0_usize, 0_usize);
    for part in hunks.iter().flat_map(|it| &it.parts) {
        let chars = part.text.chars().filter(|it| *it != '\n').count();
        let both = if part.op == Op::Equal { 2 * chars } else { 0 };
        kept += both;
        all += both.max(chars);
    }
    if all == 0 { 1.0 } else { kept as f32 / all as f32 }
}

/// All rows while they are being made.
pub(super) struct Draft<'a> {
    pub old: &'a Side,
    pub new: &'a Side,
    pub rows: Vec<DraftRow>,
}

/// The longest island between two edits that may be one term together: 环境[保护] → [生态]环境.
const MAX_TERM_ISLAND: usize = 4;

impl<'a> Draft<'a> {
    pub fn new(old: &'a Side, new: &'a Side, groups: Vec<Group>, budget: &mut Budget) -> Self {
        let mut lexicon = Lexicon::default();
        let rows = groups.into_iter().map(|it| DraftRow::new(it, old, new, &mut lexicon, budget)).collect();
        Self { old, new, rows }
    }

    /// Finds the terms that were replaced throughout, and marks their edits.
    pub fn mark_terms(&mut self) -> Vec<Term> {
        let mut found = Vec::new();
        for joined in [true, false] {
            found.extend(self.mark_terms_of(joined));
        }
        found.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.from.cmp(&b.from)));
        found
    }

    fn mark_terms_of(&mut self, joined: bool) -> Vec<Term> {
        let spans = self.term_spans(joined);
        let places: Vec<terms::Place<'_>> =
            spans.iter().map(|(row, first, last)| self.rows[*row].place(*first, *last)).collect();
        let words = |side: &Side| side.articles.iter().map(|it| it.words.text.as_str()).collect::<Vec<_>>().join("\n");
        if places.len() < terms::MIN_COUNT {
            return Vec::new();
        }
        let (found, of_place) = terms::terms(&places, &words(self.old), &words(self.new));
        for ((row, first, last), _) in spans.iter().zip(&of_place).filter(|it| it.1.is_some()) {
            self.rows[*row].classes[*first] = terms::class();
            self.rows[*row].classes[*last] = terms::class();
        }
        found
    }

    /// Edits that may be a replaced term: single ones, or two with a short island between them.
    fn term_spans(&self, joined: bool) -> Vec<(usize, usize, usize)> {
        let mut spans = Vec::new();
        let free = |row: &DraftRow, at: usize| {
            !row.stretches[at].equal
                && !row.classes[at].contains(Class::Term)
                && !row.classes[at].contains(Class::Reference)
        };
        for (n, row) in self.rows.iter().enumerate() {
            let last = row.stretches.len().saturating_sub(if joined { 2 } else { 0 });
            for at in (0..last).filter(|it| free(row, *it)) {
                if !joined {
                    spans.push((n, at, at));
                } else if row.stretches[at + 1].old.len() <= MAX_TERM_ISLAND && free(row, at + 2) {
                    spans.push((n, at, at + 2));
                }
            }
        }
        spans
    }

    pub fn finish(self) -> Vec<Row> {
        let (old, new) = (self.old, self.new);
        self.rows.into_iter().map(|it| it.finish(old, new)).collect()
    }
}
