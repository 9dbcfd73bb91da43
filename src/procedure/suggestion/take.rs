//! What taking a suggestion makes of the draft.

use super::{ChangeKind, Suggestion, SuggestionId};
use crate::law::difference::settled;
use crate::law::edit::Edit;
use crate::law::merge::{Conflict, Merged, merge};

/// What comes of taking suggestions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// The text with them, and what to look at.
    Text(String, Vec<String>),
    /// The text says so already.
    Already,
    /// Somebody changed the same words since: a person must choose. Ours is the suggestion, theirs the draft.
    Conflict(Vec<Conflict>),
}

/// Takes suggestions to one base. `accepted` are those to the same base that were taken before, `head` is the draft now.
#[must_use]
pub fn take(base: &str, accepted: &[&Suggestion], new: &[&Suggestion], head: &str) -> Taken {
    let with = |more: &[&Suggestion]| {
        let all: Vec<&Suggestion> = accepted.iter().chain(more).copied().collect();
        Some(settled(base, &together(&all)?, all.iter().any(|it| it.said.renumbers)))
    };
    let before = with(&[]).zip(with(new));
    let alone = || {
        let edits = together(new)?;
        Some((base.to_owned(), settled(base, &edits, new.iter().any(|it| it.said.renumbers))))
    };
    let Some((was, wanted)) = before.or_else(alone) else {
        return Taken::Conflict(Vec::new());
    };
    match merge(&was, &wanted, head) {
        merged if !merged.conflicts.is_empty() => Taken::Conflict(merged.conflicts),
        Merged { text, .. } if text == head => Taken::Already,
        Merged { text, notes, .. } => Taken::Text(text, notes),
    }
}

/// What came of taking many.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Several {
    /// The text with all that could be taken; the draft if none could.
    pub text: String,
    /// Those that were taken.
    pub taken: Vec<SuggestionId>,
    /// Those that the draft says already.
    pub already: Vec<SuggestionId>,
    /// Those about which a person must choose.
    pub conflicts: Vec<SuggestionId>,
    /// What to look at.
    pub notes: Vec<String>,
}

/// Takes as many of these as do not conflict, all at once where that goes, else half by half.
#[must_use]
pub fn take_all(base: &str, accepted: &[&Suggestion], new: &[&Suggestion], head: &str) -> Several {
    let mut several = Several { text: head.to_owned(), ..Several::default() };
    let mut accepted = accepted.to_vec();
    // The first part is the one to do next.
    let mut parts = vec![new];
    while let Some(part) = parts.pop() {
        let ids = part.iter().map(|it| it.id);
        match take(base, &accepted, part, &several.text) {
            Taken::Text(text, notes) => {
                several.text = text;
                several.taken.extend(ids);
                several.notes.extend(notes);
                accepted.extend(part);
            }
            Taken::Already => several.already.extend(ids),
            Taken::Conflict(_) if part.len() == 1 => several.conflicts.extend(ids),
            Taken::Conflict(_) => {
                let (first, second) = part.split_at(part.len() / 2);
                parts.extend([second, first]);
            }
        }
    }
    several
}

/// All edits in the order of the text. None if some overlap, or words of two files meet: nobody can say how they go
/// together. Words of one file that meet were made for each other, and whole articles stand beside anything.
fn together(suggestions: &[&Suggestion]) -> Option<Vec<Edit>> {
    let mut sorted = suggestions.to_vec();
    sorted.sort_by_key(|it| it.id);
    let mut edits: Vec<(&Suggestion, &Edit)> =
        sorted.iter().flat_map(|it| it.said.edits.iter().map(move |edit| (*it, edit))).collect();
    edits.sort_by_key(|it| it.1.span);
    let goes = |(one, before): (&Suggestion, &Edit), (other, after): (&Suggestion, &Edit)| {
        let words = |it: &Suggestion| it.said.kind == ChangeKind::Words;
        let strangers = one.origin != other.origin && words(one) && words(other);
        before.span.end < after.span.start || before.span.end == after.span.start && !strangers
    };
    let fits = edits.windows(2).all(|it| goes(it[0], it[1]));
    fits.then(|| edits.into_iter().map(|it| it.1.clone()).collect())
}
