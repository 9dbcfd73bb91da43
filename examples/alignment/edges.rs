//! Edges and rows of an alignment, and how they are scored.

use crate::pairs::Pair;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// An article of the old text and one of the new, counted from zero. An article that was added has no old one, an
/// article that was removed no new one.
pub(crate) type Edge = (Option<usize>, Option<usize>);

/// The edges between two texts; every article has one at least.
pub(crate) struct Alignment {
    pub(crate) edges: BTreeSet<Edge>,
}

impl Alignment {
    /// Links of an aligner, with an edge to nothing for every article without a link.
    pub(crate) fn of(pair: &Pair, links: &[(usize, usize)]) -> Self {
        let mut edges: BTreeSet<Edge> = links.iter().map(|(old, new)| (Some(*old), Some(*new))).collect();
        let olds: BTreeSet<usize> = links.iter().map(|it| it.0).collect();
        let news: BTreeSet<usize> = links.iter().map(|it| it.1).collect();
        edges.extend((0..pair.old_numbers.len()).filter(|it| !olds.contains(it)).map(|it| (Some(it), None)));
        edges.extend((0..pair.new_numbers.len()).filter(|it| !news.contains(it)).map(|it| (None, Some(it))));
        Self { edges }
    }

    /// Lists the edges that are missing and those that are too many.
    pub(crate) fn print_differences(&self, pair: &Pair) {
        for (edge, truth) in pair.truth.iter().filter(|it| !self.edges.contains(it.0)) {
            println!("  missed {:<12} {}{}", truth.label, pair.show(edge), if truth.low { " (low)" } else { "" });
        }
        for edge in self.edges.iter().filter(|it| !pair.truth.contains_key(*it)) {
            println!("  extra               {}", pair.show(edge));
        }
    }
}

/// The rows of a comparison table: articles that hang together by edges, old ones as (0, n) and new ones as (1, n).
fn rows(edges: &BTreeSet<Edge>) -> BTreeSet<BTreeSet<(u8, usize)>> {
    let mut rows: Vec<BTreeSet<(u8, usize)>> = Vec::new();
    for (old, new) in edges {
        let mut row: BTreeSet<(u8, usize)> = old.map(|it| (0, it)).into_iter().chain(new.map(|it| (1, it))).collect();
        rows.retain(|it| {
            let apart = it.is_disjoint(&row);
            if !apart {
                row.extend(it);
            }
            apart
        });
        rows.push(row);
    }
    rows.into_iter().collect()
}

/// Hits among something counted.
#[derive(Default, Clone, Copy)]
pub(crate) struct Share {
    pub(crate) hits: usize,
    pub(crate) of: usize,
}

impl Share {
    pub(crate) fn count(&mut self, hit: bool) {
        self.hits += usize::from(hit);
        self.of += 1;
    }

    pub(crate) fn share(self) -> f64 {
        if self.of == 0 { 1.0 } else { self.hits as f64 / self.of as f64 }
    }
}

/// Precision and recall.
#[derive(Default, Clone, Copy)]
pub(crate) struct Found {
    /// Of the edges found, those that are true.
    pub(crate) precision: Share,
    /// Of the true edges, those that were found.
    pub(crate) recall: Share,
}

impl Found {
    pub(crate) fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision.share(), self.recall.share());
        if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (precision, recall) = (self.precision.share(), self.recall.share());
        write!(f, "precision {precision:.4} recall {recall:.4} F1 {:.4}", self.f1())
    }
}

/// The figures of one or more pairs.
#[derive(Default)]
pub(crate) struct Score {
    /// All edges, those to nothing included.
    pub(crate) all: Found,
    /// True edges labelled split, merged, moved, inserted or deleted; found edges that look so: to nothing, from or to
    /// an article with several edges, or true under such a label.
    pub(crate) non_trivial: Found,
    /// True rows of which a found row has exactly the articles.
    pub(crate) rows: Share,
    /// True edges found, by label.
    pub(crate) by_label: BTreeMap<String, Share>,
    /// Articles of both texts, and those of them whose found row is no true row.
    in_right_row: Share,
}

impl Score {
    /// Counts one pair. Without the rows of low confidence, their edges and all that touches their articles stay out.
    pub(crate) fn add(&mut self, found: &Alignment, pair: &Pair, only_high_confidence: bool) {
        let doubtful = if only_high_confidence { pair.doubtful_articles() } else { BTreeSet::new() };
        let counts = |it: &&Edge| {
            !it.0.is_some_and(|at| doubtful.contains(&(0, at))) && !it.1.is_some_and(|at| doubtful.contains(&(1, at)))
        };
        let edges: BTreeSet<Edge> = found.edges.iter().filter(counts).copied().collect();
        for (edge, truth) in pair.truth.iter().filter(|it| counts(&it.0)) {
            let hit = edges.contains(edge);
            self.all.recall.count(hit);
            self.by_label.entry(truth.label.clone()).or_default().count(hit);
            if truth.is_non_trivial() {
                self.non_trivial.recall.count(hit);
            }
        }
        for edge in &edges {
            let truth = pair.truth.get(edge);
            self.all.precision.count(truth.is_some());
            if truth.map_or_else(|| looks_non_trivial(edge, &edges), |it| it.is_non_trivial()) {
                self.non_trivial.precision.count(truth.is_some());
            }
        }
        self.add_rows(&edges, &pair.truth.keys().filter(counts).copied().collect());
    }

    fn add_rows(&mut self, edges: &BTreeSet<Edge>, truth: &BTreeSet<Edge>) {
        let (found, truth) = (rows(edges), rows(truth));
        truth.iter().for_each(|row| self.rows.count(found.contains(row)));
        for row in &found {
            row.iter().for_each(|_| self.in_right_row.count(truth.contains(row)));
        }
    }

    /// Articles a clerk would have to fix, per 100 articles of both texts: those that stand in a row which is not,
    /// article for article, a true row.
    pub(crate) fn to_fix(&self) -> f64 {
        100.0 * (1.0 - self.in_right_row.share())
    }

    /// Recall of a label; split+merged counts as split and as merged.
    pub(crate) fn recall(&self, label: &str) -> f64 {
        let mut sum = Share::default();
        for (_, share) in self.by_label.iter().filter(|it| it.0.split('+').any(|part| part == label)) {
            sum.hits += share.hits;
            sum.of += share.of;
        }
        sum.share()
    }
}

/// Whether a wrong edge claims more than that an article stayed one.
fn looks_non_trivial(edge: &Edge, edges: &BTreeSet<Edge>) -> bool {
    let (Some(old), Some(new)) = *edge else { return true };
    let degree = |at: fn(&Edge) -> Option<usize>, of: usize| edges.iter().filter(|it| at(it) == Some(of)).count();
    degree(|it| it.0, old) > 1 || degree(|it| it.1, new) > 1
}
