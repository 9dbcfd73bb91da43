//! Two people changed one text at the same time: the text with both their changes, and the places where a person must
//! choose.
//!
//! First articles and what stands between them (`pair` says which unit became which, by content; `order` puts the units
//! of both in one sequence, so that one may move or insert what the other edits), then the words inside a unit (`words`).
//! Numbers of headings and of references to them are not compared as words but by what they name (`cut`), and are
//! printed at the end (`numbers`): renumbering by one side and edits of the other do not meet. Edits that touch or overlap
//! are conflicts, equal ones are one. In a conflict the text holds what `theirs` says, and both sides are told: nothing is
//! ever lost. Bytes that nobody changed stay as they are. Pure, total, bounded: when the budget of the word comparison
//! ends, conflicts become larger, never wrong.

mod assemble;
pub(in crate::law) mod cut;
pub(in crate::law) mod numbers;
mod order;
pub(in crate::law) mod pair;
mod words;

use super::compare::Budget;
use super::edit::Edit;
use super::span::Span;
use assemble::Assembler;
use cut::Source;

/// Work of one merge beside reading, in cells of the table that compares words: about 120 ms at the most.
const MAX_CELLS: u64 = 40_000_000;
/// Notes of one merge; further ones are left out.
const MAX_NOTES: usize = 50;

/// Two changed texts as one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    /// Everything of both that does not conflict, and where it does, what `theirs` says.
    pub text: String,
    /// Where a person must choose, in the order of the text.
    pub conflicts: Vec<Conflict>,
    /// The changes that turn `ours` into the text.
    pub ours: Vec<Edit>,
    /// The changes that turn `theirs` into the text.
    pub theirs: Vec<Edit>,
    /// What a person should look at, in Chinese: a reference of one side to an article that the other deleted.
    pub notes: Vec<String>,
}

/// Words that both sides changed, differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The article, as numbered in the text: 第三条; or the heading or annex.
    pub article: String,
    /// Where in the text `theirs` stands; empty if they deleted the words.
    pub span: Span,
    /// What both began with.
    pub base: String,
    /// What we made of it.
    pub ours: String,
    /// What they made of it.
    pub theirs: String,
}

/// Merges what `ours` and `theirs` made of `base`.
#[must_use]
pub fn merge(base: &str, ours: &str, theirs: &str) -> Merged {
    let plain = |text: &str, ours: &str, theirs: &str| Merged {
        text: text.to_owned(),
        ours: super::edit::between(ours, text).into_iter().collect(),
        theirs: super::edit::between(theirs, text).into_iter().collect(),
        ..Merged::default()
    };
    if base == ours || ours == theirs {
        return plain(theirs, ours, theirs);
    }
    if base == theirs {
        return plain(ours, ours, theirs);
    }
    let [mut base, mut ours, mut theirs] = [base, ours, theirs].map(Source::read);
    base.identify((0..base.units.len()).collect());
    let first = pair::pair(&base, &ours);
    let second = pair::pair(&base, &theirs);
    let entries = order::entries(&base, &mut ours, &mut theirs, &first, &second);
    let mut assembler = Assembler::new([&base, &ours, &theirs], Budget::of(MAX_CELLS));
    assembler.run(&entries, ours.counts_on() && theirs.counts_on());
    assembler.finish()
}

/// The changed text with the numbers that its units have if the base counts without a gap; references of either go on
/// naming what they named. The changed text as it is if the base does not count so.
#[must_use]
pub(in crate::law) fn renumbered(base: &str, changed: &str) -> String {
    let [mut base, mut ours, mut theirs] = [base, changed, base].map(Source::read);
    if !base.counts_on() {
        return changed.to_owned();
    }
    base.identify((0..base.units.len()).collect());
    let first = pair::pair(&base, &ours);
    let same: Vec<Option<usize>> = (0..base.units.len()).map(Some).collect();
    let entries = order::entries(&base, &mut ours, &mut theirs, &first, &same);
    let mut assembler = Assembler::new([&base, &ours, &theirs], Budget::of(MAX_CELLS));
    assembler.run(&entries, true);
    assembler.finish().text
}

/// What `new` changed against `old`: articles, headings and annexes by their new number, removed ones by the old one.
/// Those of which only numbers changed are not among them.
#[must_use]
pub fn touched(old: &str, new: &str) -> Vec<String> {
    if old == new {
        return Vec::new();
    }
    let (old, new) = (Source::read(old), Source::read(new));
    let partner = pair::pair(&old, &new);
    let mut kept = vec![false; old.units.len()];
    let mut touched = Vec::new();
    for (at, was) in partner.iter().enumerate() {
        was.iter().for_each(|it| kept[*it] = true);
        if was.is_none_or(|it| pair::key(&old, it) != pair::key(&new, at)) {
            touched.push(new.units[at].label.clone());
        }
    }
    let gone = old.units.iter().zip(&kept).filter(|it| !it.1);
    touched.extend(gone.map(|it| format!("{}（删除）", it.0.label)));
    touched
}

#[cfg(test)]
mod tests;
