//! A text that was handed out and what came back, edited by somebody who did not track changes → edits of the first.

use super::articles::{Placed, Texts};
use super::outside::Outside;
use crate::law::compare::compare;
use crate::law::edit::Edit;
use crate::law::parse::parse;

/// What differs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differences {
    /// Edits of the text that was handed out, in its order, not overlapping: each inside one article or outside all, a
    /// whole article that came or went as one.
    pub edits: Vec<Edit>,
    /// Articles whose number alone changed. They make no edit, because numbers follow from which articles there are.
    pub renumbered: usize,
}

/// The edits that make of `base` what `imported` says. How the words are written (marks, directives, the width of
/// brackets) is none of it.
#[must_use]
pub fn differences(base: &str, imported: &str) -> Differences {
    let (old, new) = (parse(base).statute, parse(imported).statute);
    let comparison = compare(&old, &new);
    let texts = Texts::of((base, &old), (imported, &new), &comparison);
    let mut edits: Vec<Placed> = comparison.rows.iter().flat_map(|it| texts.row(it)).collect();
    edits.extend(Outside::of(base, &old).differences(&Outside::of(imported, &new), &texts));
    let note = |it: &crate::law::statute::Statute| it.title_note.as_ref().map(|it| it.plain.clone());
    if note(&old) != note(&new)
        && let Some(edit) = changed_note(base, &note(&old), &note(&new))
    {
        edits.push((edit, 0));
    }
    Differences {
        edits: in_order(edits),
        renumbered: comparison.rows.iter().filter(|it| it.is_renumbered_only()).count(),
    }
}

/// 题注 that is written in one line and differs.
fn changed_note(base: &str, old: &Option<String>, new: &Option<String>) -> Option<Edit> {
    let (old, new) = (old.as_deref()?, new.as_deref()?);
    let at = base.find(old)?;
    let edit = crate::law::edit::between(old, new)?;
    Some(Edit::new(at + edit.span.start, at + edit.span.end, edit.replacement))
}

/// In the order of the text, without those that reach into one before.
fn in_order(mut edits: Vec<Placed>) -> Vec<Edit> {
    edits.retain(|(it, _)| !it.span.is_empty() || !it.replacement.is_empty());
    edits.sort_by_key(|(it, order)| (it.span, *order));
    let mut kept: Vec<Edit> = Vec::with_capacity(edits.len());
    for (edit, _) in edits {
        if kept.last().is_none_or(|it| it.span.end <= edit.span.start) {
            kept.push(edit);
        }
    }
    kept
}
