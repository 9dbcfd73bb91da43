//! What is to be done with each row of the comparison, and which articles are told their new number.
//!
//! The applier puts every article with a stated number in its place and pours the others, in their old order, into the
//! free places. So a number is stated where words are ordered for a renumbered article, as drafters do, and where the
//! old order would put an article elsewhere; all other renumberings follow by themselves.

use super::article::Detail;
use crate::law::compare::{Comparison, Row, RowKind, heaviest_chain};

/// One thing that happens to articles, by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// One became one.
    Pair(usize, usize),
    /// New.
    Add(usize),
    /// Gone.
    Delete(usize),
    /// One became several.
    Split(usize, Vec<usize>),
    /// Several became one.
    Merge(Vec<usize>, usize),
}

/// The steps of one row.
pub(super) fn steps(row: &Row, detail: Detail) -> Vec<Step> {
    if detail == Detail::Anew {
        return row.old.iter().map(|it| Step::Delete(*it)).chain(row.new.iter().map(|it| Step::Add(*it))).collect();
    }
    match (row.kind, row.old.as_slice(), row.new.as_slice()) {
        (RowKind::Split, [old], new) => vec![Step::Split(*old, new.to_vec())],
        (RowKind::Merged, old, [new]) => vec![Step::Merge(old.to_vec(), *new)],
        (RowKind::Regrouped, ..) => regrouped(row),
        (_, [old], [new]) => vec![Step::Pair(*old, *new)],
        (_, old, new) => old.iter().map(|it| Step::Delete(*it)).chain(new.iter().map(|it| Step::Add(*it))).collect(),
    }
}

/// Several that became several others: the surest links one to one, the rest deleted and added.
fn regrouped(row: &Row) -> Vec<Step> {
    let mut links: Vec<_> = row.links.iter().collect();
    links.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.old, a.new).cmp(&(b.old, b.new))));
    let (mut old, mut new) = (row.old.clone(), row.new.clone());
    let mut pairs = Vec::new();
    for link in links {
        if old.contains(&link.old) && new.contains(&link.new) {
            old.retain(|it| *it != link.old);
            new.retain(|it| *it != link.new);
            pairs.push((link.new, link.old));
        }
    }
    let mut steps: Vec<(usize, Step)> = pairs.into_iter().map(|(b, a)| (b, Step::Pair(a, b))).collect();
    steps.extend(new.into_iter().map(|it| (it, Step::Add(it))));
    steps.sort_by_key(|it| it.0);
    old.into_iter().map(Step::Delete).chain(steps.into_iter().map(|it| it.1)).collect()
}

/// What a pair that keeps its number weighs more than one that does not, in the order that is kept.
const SAME_NUMBER: u64 = 10_000;

/// The pairs whose numbers must be told although nothing else is: those that break the order of the others.
/// `silent` are the pairs that would not be told their number.
pub(super) fn out_of_order(comparison: &Comparison, silent: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut pairs = silent.to_vec();
    pairs.sort_unstable();
    let same = |a: usize, b: usize| comparison.old.articles[a].number == comparison.new.articles[b].number;
    let points: Vec<(usize, u64)> =
        pairs.iter().map(|(a, b)| (*b, if same(*a, *b) { SAME_NUMBER } else { 1 })).collect();
    let mut kept = vec![false; pairs.len()];
    heaviest_chain(&points).into_iter().for_each(|it| kept[it] = true);
    pairs.into_iter().zip(kept).filter(|it| !it.1).map(|it| it.0).collect()
}
