//! 编, 章 and 节 that came, went or were renamed.

use super::super::decision::{Act, Line, Locator, Target};
use super::article::order;
use super::clauses::{Source, State, line};
use super::proof::{Place, homes, places};
use crate::law::compare::successors;

/// A clause on a heading, and where it stands among the rows.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    pub before: usize,
    pub lines: Vec<Line>,
    pub rows: Vec<usize>,
}

/// The division in which a new article stands.
pub(super) fn home(source: &Source<'_>, article: usize) -> Option<Target> {
    let places = places(source.new);
    let home = homes(&places, source.new_articles.len()).get(article).copied().flatten()?;
    let place = &places[home];
    Some(Target::Division { kind: place.kind, number: place.number })
}

/// Whether a new article is quoted under the heading that is added with it.
pub(super) fn is_quoted_with_heading(_source: &Source<'_>, _state: &State, _article: usize) -> bool {
    false
}

struct Divisions<'a> {
    source: &'a Source<'a>,
    state: &'a State,
    old: Vec<Place>,
    new: Vec<Place>,
    /// For each old heading the new one it became.
    successor: Vec<Option<usize>>,
}

/// The clauses on headings.
pub(super) fn headings(source: &Source<'_>, state: &State) -> Vec<Heading> {
    let (old, new) = (places(source.old), places(source.new));
    if old.is_empty() && new.is_empty() {
        return Vec::new();
    }
    let successor = successors(source.old, source.new, &source.comparison.rows);
    let divisions = Divisions { source, state, old, new, successor };
    let mut found = Vec::new();
    for at in 0..divisions.new.len() {
        found.extend(divisions.kept_or_added(at));
    }
    for at in 0..divisions.old.len() {
        found.extend(divisions.deleted(at));
    }
    found.sort_by_key(|it| it.before);
    found
}

impl Divisions<'_> {
    fn locator(&self, at: usize) -> Locator {
        let place = &self.old[at];
        let inside = place.inside.iter().map(|it| (self.old[*it].kind, self.old[*it].number)).collect();
        Locator::Division { inside, kind: place.kind, number: place.number }
    }

    fn row_of_new(&self, article: usize) -> usize {
        self.source.comparison.row_of_new(article).unwrap_or(self.source.comparison.rows.len())
    }

    fn row_of_old(&self, article: usize) -> usize {
        self.source.comparison.row_of_old(article).unwrap_or(self.source.comparison.rows.len())
    }

    fn kept_or_added(&self, at: usize) -> Option<Heading> {
        let new = &self.new[at];
        let before = self.row_of_new(new.from);
        let mut orders = Vec::new();
        match self.successor.iter().position(|it| *it == Some(at)) {
            Some(own) => {
                let old = &self.old[own];
                if self.state.numbered_headings && old.number != new.number {
                    let to = vec![Target::Division { kind: new.kind, number: new.number }];
                    orders.push(order(Act::Renumber { from: vec![self.locator(own)], to }));
                }
                if old.name != new.name {
                    orders.push(order(Act::RenameDivision { at: self.locator(own), name: new.name.clone() }));
                }
            }
            None => orders.push(order(self.added(at))),
        }
        let rows = (new.from..new.to).map(|it| self.row_of_new(it)).take(1).collect();
        (!orders.is_empty()).then(|| Heading { before, lines: vec![line(orders)], rows })
    }

    fn added(&self, at: usize) -> Act {
        let new = &self.new[at];
        let parent = new.inside.last().and_then(|it| self.successor.iter().position(|own| *own == Some(*it)));
        let number = |it: usize| self.source.new_articles[it].number();
        let articles = (new.to > new.from).then(|| (number(new.from), number(new.to - 1)));
        Act::AddDivision {
            within: parent.map(|it| self.locator(it)),
            kind: new.kind,
            number: new.number,
            name: Some(new.name.clone()),
            articles,
            text: None,
        }
    }

    /// A heading that went: its articles stand under another one, or went with it.
    fn deleted(&self, at: usize) -> Option<Heading> {
        if self.successor[at].is_some() {
            return None;
        }
        let old = &self.old[at];
        let before = self.row_of_old(old.from);
        let into = self.heir(at);
        let act = match into {
            Some(into) => Act::MergeDivision { from: self.locator(at), into: self.locator(into) },
            None => Act::Delete { at: vec![self.locator(at)] },
        };
        Some(Heading { before, lines: vec![line(vec![order(act)])], rows: vec![before] })
    }

    /// The old heading under whose successor the first article that is left then stands.
    fn heir(&self, at: usize) -> Option<usize> {
        let old = &self.old[at];
        let rows = &self.source.comparison.rows;
        let first = (old.from..old.to).filter_map(|it| rows.get(self.row_of_old(it))?.new.first().copied()).next()?;
        let heirs = self.new.iter().enumerate().filter(|it| (it.1.from..it.1.to).contains(&first));
        let heir = heirs.filter(|it| it.1.kind == old.kind).map(|it| it.0).next_back()?;
        self.successor.iter().position(|it| *it == Some(heir))
    }
}
