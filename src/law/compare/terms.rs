//! Terms that were replaced throughout: shown once, with how often, and where the old word was kept.
//!
//! The same short replacement in several places is one; its words are completed by what always stands beside it
//! (市场→经营 before 主体 is 市场主体→经营主体). Replacements that change a number, a duty or a denial are no terms,
//! however often they stand: those are read one by one.

use super::classify::{Class, Classes, Edit};
use crate::law::chars::is_letter;
use std::collections::BTreeMap;

/// A term replaced throughout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The old term.
    pub from: String,
    /// The new one.
    pub to: String,
    /// How often it was replaced.
    pub count: usize,
    /// How often the old term still stands in the new text.
    pub kept: usize,
}

/// How often a replacement must stand to be one throughout.
pub(super) const MIN_COUNT: usize = 3;
/// The longest replaced words, in characters.
const MAX_CHARS: usize = 12;
/// The shortest term.
const MIN_CHARS: usize = 2;
/// How many characters beside a replacement may belong to the term.
const MAX_BESIDE: usize = 6;
/// The most terms of one comparison.
const MAX_TERMS: usize = 40;
/// Of all places where the old term stood, at least this share must have been replaced, in percent.
const MIN_SHARE: usize = 50;
/// Words that join others and are part of no term.
const JOINING: &str = "的了和或及与并对向在由为是以应当可将按依经从有之所等把被各该其于至、";
/// Words that deny.
const DENIALS: &str = "不未非无勿";

/// One place where words were replaced, with the words beside it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub edit: Edit<'a>,
    /// What kinds of change it is.
    pub classes: Classes,
}

/// The terms among `places`, most frequent first, and for each place the term it belongs to.
pub(super) fn terms(places: &[Place<'_>], old_words: &str, new_words: &str) -> (Vec<Term>, Vec<Option<usize>>) {
    let mut same: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (at, place) in places.iter().enumerate().filter(|(_, it)| may_be_term(**it)) {
        same.entry((place.edit.deleted, place.edit.inserted)).or_default().push(at);
    }
    let mut found: Vec<(Term, Vec<usize>)> = same
        .into_iter()
        .filter(|it| it.1.len() >= MIN_COUNT)
        .filter_map(|((from, to), at)| {
            let term = completed(from, to, &at.iter().map(|it| places[*it].edit).collect::<Vec<_>>());
            Some((with_exceptions(term?, at.len(), old_words, new_words)?, at))
        })
        .collect();
    found.sort_by(|a, b| b.0.count.cmp(&a.0.count).then_with(|| a.0.from.cmp(&b.0.from)));
    found.truncate(MAX_TERMS);
    let mut of_place = vec![None; places.len()];
    for (n, (_, at)) in found.iter().enumerate() {
        at.iter().for_each(|it| of_place[*it] = Some(n));
    }
    (found.into_iter().map(|it| it.0).collect(), of_place)
}

fn may_be_term(place: Place<'_>) -> bool {
    let short = |words: &str| {
        words.chars().count() <= MAX_CHARS && words.chars().all(|it| is_letter(it) && !DENIALS.contains(it))
    };
    let grave = [Class::Amount, Class::Modal, Class::Duty, Class::Numbering];
    if !short(place.edit.deleted) || !short(place.edit.inserted) {
        return false;
    }
    !grave.into_iter().any(|it| place.classes.contains(it))
}

/// The replacement with what stands beside it in every place.
fn completed(from: &str, to: &str, edits: &[Edit<'_>]) -> Option<(String, String)> {
    let after = common(edits.iter().map(|it| it.after.chars().collect()).collect());
    let before = common(edits.iter().map(|it| it.before.chars().rev().collect()).collect());
    let before: String = before.chars().rev().collect();
    let (from, to) = (format!("{before}{from}{after}"), format!("{before}{to}{after}"));
    (from.chars().count() >= MIN_CHARS && to.chars().count() >= MIN_CHARS).then_some((from, to))
}

/// The beginning that all have in common, as far as it may belong to a term.
fn common(words: Vec<Vec<char>>) -> String {
    let Some(first) = words.first() else { return String::new() };
    let agree = |(at, c): &(usize, &char)| {
        is_letter(**c) && !JOINING.contains(**c) && words.iter().all(|it| it.get(*at) == Some(c))
    };
    first.iter().enumerate().take(MAX_BESIDE).take_while(agree).map(|it| it.1).collect()
}

/// The term with its exceptions, if it was replaced often enough.
fn with_exceptions((from, to): (String, String), count: usize, old_words: &str, new_words: &str) -> Option<Term> {
    // Where the old term is a part of the new one (主管部门 → 行政主管部门), those are not exceptions.
    let inside = to.matches(&from).count();
    let of_its_own = |words: &str| {
        let parts = if inside == 0 { 0 } else { inside * words.matches(&to).count() };
        words.matches(&from).count().saturating_sub(parts)
    };
    let (kept, before) = (of_its_own(new_words), of_its_own(old_words));
    (count * 100 >= before.max(1) * MIN_SHARE).then_some(Term { from, to, count, kept })
}

/// The classes of a place that belongs to a term.
pub(super) fn class() -> Classes {
    Classes::of(Class::Term)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::compare::classify::classify;

    fn place<'a>(before: &'a str, deleted: &'a str, inserted: &'a str, after: &'a str) -> Place<'a> {
        let edit = Edit { deleted, inserted, before, after };
        Place { edit, classes: classify(edit) }
    }

    #[test]
    fn a_term_is_completed_by_what_always_stands_beside_it() {
        let places = [
            place("各类", "市场", "经营", "主体应当"),
            place("对", "市场", "经营", "主体的"),
            place("；", "市场", "经营", "主体依法"),
            place("促进", "发展", "提升", ""),
        ];
        let old = "市场主体市场主体市场主体市场主体市场监管";
        let (found, of_place) = terms(&places, old, "经营主体经营主体经营主体市场主体市场监管");
        let term = Term { from: "市场主体".into(), to: "经营主体".into(), count: 3, kept: 1 };
        assert_eq!(found, [term]);
        assert_eq!(of_place, [Some(0), Some(0), Some(0), None]);
    }

    #[test]
    fn numbers_and_duties_are_never_terms() {
        let modal = [place("者", "可以", "应当", "公示"); 4];
        assert_eq!(terms(&modal, "", "").0, []);
        let amount = [place("处", "一万", "五千", "元罚款"); 4];
        assert_eq!(terms(&amount, "", "").0, []);
        let denial = [place("的", "不属于", "属于", "范围"); 4];
        assert_eq!(terms(&denial, "", "").0, []);
    }

    #[test]
    fn an_added_word_is_a_term_with_the_word_it_was_added_to() {
        let places = [
            place("由", "", "行政", "主管部门负责"),
            place("，", "", "行政", "主管部门的"),
            place("", "", "行政", "主管部门应"),
        ];
        let (found, _) = terms(&places, &"主管部门".repeat(4), &format!("{}主管部门", "行政主管部门".repeat(3)));
        let term = Term { from: "主管部门".into(), to: "行政主管部门".into(), count: 3, kept: 1 };
        assert_eq!(found, [term]);
    }
}
