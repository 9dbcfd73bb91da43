//! A file that was brought → suggestions.

use super::{ChangeKind, MAX_SUGGESTIONS, NewSuggestion, Suggestion};
use crate::law::difference::{Change, Difference, Unplaced, difference};
use crate::law::edit::Edit;
use crate::procedure::working::RevisionNumber;
use jiff::civil::DateTime;

/// What a file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brought {
    /// What a file of the base says when nobody has touched it.
    pub sent: String,
    /// What this one says without its tracked changes.
    pub text: String,
    /// What it says with them.
    pub revised: String,
    /// The tracked changes: edits of [`Brought::text`] that give [`Brought::revised`].
    pub tracked: Vec<TrackedEdit>,
    /// Who changed what bears no name.
    pub author: String,
}

impl Brought {
    /// Who made all tracked changes, if one person did: then also those that are told otherwise than they were tracked.
    fn only_author(&self) -> Option<&str> {
        let mut named = self.tracked.iter().map(|it| it.author.as_str()).filter(|it| !it.is_empty());
        let first = named.next()?;
        named.all(|it| it == first).then_some(first)
    }
}

/// A tracked change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackedEdit {
    /// Who; empty for numbers that only followed.
    pub author: String,
    /// When.
    pub dated: Option<DateTime>,
    /// What.
    pub edit: Edit,
}

/// What comes of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The suggestions, first those without a name, then the tracked ones, each in the order of the text.
    pub suggestions: Vec<NewSuggestion>,
    /// What has no place in the base: its article, the words before and after, and who.
    pub unplaced: Vec<Unplaced>,
    /// How many were left out because the very same ones are there already.
    pub known: usize,
}

/// The suggestions that a file makes to the base; those in `known` are not made again.
#[must_use]
pub fn read(base: (RevisionNumber, &str), brought: &Brought, known: &[Suggestion]) -> Found {
    let mut found = Found::default();
    let plain = difference(base.1, &brought.sent, &brought.text, None);
    let plain = collect(base.1, plain, &mut found, |_| (brought.author.clone(), None));
    let edits: Vec<Edit> = brought.tracked.iter().map(|it| it.edit.clone()).collect();
    let tracked = difference(base.1, &brought.text, &brought.revised, Some(&edits));
    let only = brought.only_author();
    let tracked = collect(base.1, tracked, &mut found, |at| {
        let tracked = at.and_then(|it| brought.tracked.get(it)).filter(|it| !it.author.is_empty());
        let other = || (only.unwrap_or(&brought.author).to_owned(), None);
        tracked.map_or_else(other, |it| (it.author.clone(), it.dated))
    });
    let is_known = |it: &NewSuggestion| known.iter().any(|old| old.base == base.0 && old.said.edits == it.edits);
    for suggestion in plain.into_iter().chain(tracked) {
        if is_known(&suggestion) || found.suggestions.iter().any(|it| it.edits == suggestion.edits) {
            found.known += 1;
        } else if known.len() + found.suggestions.len() < MAX_SUGGESTIONS {
            found.suggestions.push(suggestion);
        } else {
            let new = suggestion.edits.iter().map(|it| it.replacement.as_str()).collect();
            found.unplaced.push(Unplaced { unit: suggestion.unit, old: suggestion.quoted, new, tracked: None });
        }
    }
    found
}

fn collect(
    base: &str,
    difference: Difference,
    found: &mut Found,
    who: impl Fn(Option<usize>) -> (String, Option<DateTime>),
) -> Vec<NewSuggestion> {
    found.unplaced.extend(difference.unplaced);
    let renumbers = difference.renumbers;
    let made = |Change { kind, unit, edits, tracked }: Change| {
        let (author, dated) = who(tracked);
        let quoted = edits.iter().filter_map(|it| base.get(it.span.range())).collect::<String>().trim().to_owned();
        NewSuggestion { kind: ChangeKind::from(kind), author, dated, unit, edits, quoted, renumbers }
    };
    difference.changes.into_iter().map(made).collect()
}
