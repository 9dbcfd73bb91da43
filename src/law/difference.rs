//! What a file made of a text, as changes of the text that can be taken one by one.
//!
//! Three texts: `base`, with its marks as it is kept; `sent`, what a file of it says when nobody has touched it; `back`,
//! what the file says now. What was lost on the way to the file is in neither of the last two and changes nothing. Units
//! are paired by content as for a merge ([`super::merge`]); each change lies in one unit, or is a whole unit that came,
//! went or moved. Numbers of units and of references to them are compared by what they name: pure renumbering is no
//! change, and [`settled`] counts anew when changes are taken; where units are counted with a gap nothing counts anew, and
//! a number that changed is a change. Pure, total, bounded. What has no place in `base` is told,
//! never dropped. Absent on purpose: who changed something and what is decided ([`crate::procedure::suggestion`]).

mod place;
mod units;

use super::compare::{Budget, Lexicon};
use super::edit::{Edit, applied};
use super::merge::cut::Source;
use super::merge::renumbered;
use units::Differ;

/// Work of one comparison, in cells of the table that compares words: about 200 ms at the most.
const MAX_CELLS: u64 = 60_000_000;
/// Changes that are told; what comes after is told as one that has no place.
pub const MAX_CHANGES: usize = 2_000;

/// What kind of change it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words inside one article, heading or annex.
    Words,
    /// A whole one that came.
    Added,
    /// A whole one that went.
    Removed,
    /// A whole one that stands elsewhere, perhaps with other words.
    Moved,
}

/// One change of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What kind.
    pub kind: Kind,
    /// The article, heading or annex, by its number in `base`; an added one by its number in the file.
    pub unit: String,
    /// What goes and comes in `base`: one edit, of a moved unit two, in the order of the text.
    pub edits: Vec<Edit>,
    /// Of the tracked edits that were given, the one that this is, by index.
    pub tracked: Option<usize>,
}

/// A change whose words do not stand in `base`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// The article, heading or annex, by its number in the file.
    pub unit: String,
    /// The words that went, as they stood in the file.
    pub old: String,
    /// The words that came.
    pub new: String,
    /// Of the tracked edits that were given, the one that this is, by index.
    pub tracked: Option<usize>,
}

/// Everything that a file changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// In the order of the file.
    pub changes: Vec<Change>,
    /// What has no place in `base`.
    pub unplaced: Vec<Unplaced>,
    /// Whether both files count their units without a gap, so that numbers follow when changes are taken.
    pub renumbers: bool,
}

/// What `back` changed against `sent`, as changes of `base`. With `tracked`, edits of `sent` that give `back`, the changes
/// are those edits; without, the most readable ones that lead from one to the other.
#[must_use]
pub fn difference(base: &str, sent: &str, back: &str, tracked: Option<&[Edit]>) -> Difference {
    if sent == back {
        return Difference::default();
    }
    let tracked = tracked.filter(|it| applied(sent, it) == back);
    let [base, sent, back] = [base, sent, back].map(Source::read);
    let mut differ = Differ::new(base, sent, back, tracked, Lexicon::default(), Budget::of(MAX_CELLS));
    differ.run();
    differ.found
}

/// The base with edits made. If `renumbers`, and the base counts its units without a gap, the text does so too, and
/// references go on naming what they named.
#[must_use]
pub fn settled(base: &str, edits: &[Edit], renumbers: bool) -> String {
    let changed = applied(base, edits);
    if !renumbers || changed == base { changed } else { renumbered(base, &changed) }
}

#[cfg(test)]
mod tests;
