//! 编, 章 and 节 that came, went or were renamed.

use super::super::decision::{Act, Line, Locator, Target};
use super::article::order;
use super::clauses::{Source, State, line};
use super::proof::{Place, homes, places};
use crate::law::compare::successors;
use crate::law::statute::DivisionKind;

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

/// Whether 移至第三节 says clearly where an article goes: no other heading of that kind has the number.
pub(super) fn is_sayable(source: &Source<'_>, article: usize) -> bool {
    let Some(Target::Division { kind, number }) = home(source, article) else { return false };
    places(source.new).iter().filter(|it| it.kind == kind && it.number == number).count() == 1
}

/// What happens to headings, and what follows for the articles under them.
#[derive(Debug, Default)]
pub(super) struct Headings {
    /// The clauses, in the order of the rows.
    pub clauses: Vec<Heading>,
    /// Old articles that go with their heading: 删去第三章 says it of all of them.
    pub gone: Vec<usize>,
    /// For each new article the old heading, by its number, under whose successor it stands.
    pub homes: Vec<Option<Locator>>,
}

struct Divisions<'a> {
    source: &'a Source<'a>,
    state: &'a State,
    old: Vec<Place>,
    new: Vec<Place>,
    /// For each old heading the new one it became.
    successor: Vec<Option<usize>>,
}

/// The clauses on headings. `stays` tells whether an old article lives on.
pub(super) fn headings(source: &Source<'_>, state: &State, stays: &dyn Fn(usize) -> bool) -> Headings {
    let (old, new) = (places(source.old), places(source.new));
    let mut headings = Headings { homes: vec![None; source.new_articles.len()], ..Headings::default() };
    if old.is_empty() && new.is_empty() {
        return headings;
    }
    let successor = own_successors(source, &old, &new);
    let homes = homes(&new, source.new_articles.len());
    let divisions = Divisions { source, state, old, new, successor };
    for at in 0..divisions.new.len() {
        headings.clauses.extend(divisions.kept_or_added(at));
    }
    for at in 0..divisions.old.len() {
        divisions.deleted(at, stays, &mut headings);
    }
    headings.clauses.sort_by_key(|it| it.before);
    let locator = |it: usize| divisions.predecessor(it).map(|it| divisions.locator(it));
    headings.homes = homes.into_iter().map(|it| it.and_then(locator)).collect();
    headings
}

/// Successors under successors: a 节 that went to another 章 was deleted there and added here.
fn own_successors(source: &Source<'_>, old: &[Place], new: &[Place]) -> Vec<Option<usize>> {
    let mut successor = successors(source.old, source.new, &source.comparison.rows);
    for at in 0..old.len() {
        let parent = old[at].inside.last().map(|it| successor[*it]);
        let fits = |it: &usize| match (parent, new[*it].inside.last()) {
            (None, None) => true,
            (Some(Some(became)), Some(own)) => became == *own,
            _ => false,
        };
        successor[at] = successor[at].filter(fits);
    }
    successor
}

impl Divisions<'_> {
    fn locator(&self, at: usize) -> Locator {
        let place = &self.old[at];
        if place.kind == DivisionKind::Heading {
            return Locator::Heading { words: format!("{}、{}", place.kind.number(place.number), place.name) };
        }
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
        match self.predecessor(at) {
            // Said with the new heading above it.
            None if self.is_in_added(at) => return None,
            Some(own) => {
                let old = &self.old[own];
                if self.state.numbered_headings && old.number != new.number {
                    let to = vec![Target::Division { kind: new.kind, number: new.number }];
                    orders.push(order(Act::Renumber { from: vec![self.locator(own)], to }));
                }
                if old.name != new.name {
                    let name = match new.kind {
                        DivisionKind::Heading => format!("{}、{}", new.kind.number(new.number), new.name),
                        _ => new.name.clone(),
                    };
                    orders.push(order(Act::RenameDivision { at: self.locator(own), name }));
                }
            }
            None => orders.push(order(self.added(at))),
        }
        let rows = (new.from..new.to).map(|it| self.row_of_new(it)).take(1).collect();
        let mut lines = vec![line(orders)];
        if self.predecessor(at).is_none() {
            let below = (0..self.new.len()).filter(|it| self.new[*it].inside.contains(&at));
            let below = below.filter(|it| self.predecessor(*it).is_none());
            lines.extend(below.map(|it| line(vec![order(self.added(it))])));
        }
        lines.iter().any(|it| !it.operations.is_empty()).then_some(Heading { before, lines, rows })
    }

    fn is_in_added(&self, at: usize) -> bool {
        self.new[at].inside.iter().any(|it| self.predecessor(*it).is_none())
    }

    fn added(&self, at: usize) -> Act {
        let new = &self.new[at];
        let parent = new.inside.last().and_then(|it| self.predecessor(*it));
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

    /// The old heading that became this new one.
    fn predecessor(&self, new: usize) -> Option<usize> {
        self.successor.iter().position(|it| *it == Some(new))
    }

    /// A heading that went: its articles stand under another one, or went with it.
    fn deleted(&self, at: usize, stays: &dyn Fn(usize) -> bool, headings: &mut Headings) {
        let old = &self.old[at];
        if self.successor[at].is_some() || headings.gone.contains(&old.from) && old.to > old.from {
            return;
        }
        let before = self.row_of_old(old.from);
        let left = (old.from..old.to).any(stays);
        let kept_below =
            (0..self.old.len()).any(|it| self.old[it].inside.contains(&at) && self.successor[it].is_some());
        let (act, rows) = match self.heir(at).filter(|_| left || kept_below) {
            Some(into) => (Act::MergeDivision { from: self.locator(at), into: self.locator(into) }, vec![before]),
            None if left || kept_below => {
                (Act::RenameDivision { at: self.locator(at), name: String::new() }, vec![before])
            }
            None => {
                headings.gone.extend(old.from..old.to);
                let mut rows: Vec<usize> = (old.from..old.to).map(|it| self.row_of_old(it)).collect();
                rows.dedup();
                (Act::Delete { at: vec![self.locator(at)] }, rows)
            }
        };
        headings.clauses.push(Heading { before, lines: vec![line(vec![order(act)])], rows });
    }

    /// The old heading under whose successor the first article that is left then stands; at need the nearest heading
    /// that stays.
    fn heir(&self, at: usize) -> Option<usize> {
        let old = &self.old[at];
        let rows = &self.source.comparison.rows;
        let first = (old.from..old.to).filter_map(|it| rows.get(self.row_of_old(it))?.new.first().copied()).next();
        let holds = |it: &usize| first.is_some_and(|first| (self.new[*it].from..self.new[*it].to).contains(&first));
        let heirs: Vec<usize> = (0..self.new.len()).filter(holds).filter_map(|it| self.predecessor(it)).collect();
        let same = |it: &&usize| self.old[**it].kind == old.kind;
        let near = |it: &usize| self.successor[*it].is_some() && self.old[*it].kind == old.kind;
        let before = (0..at).rev().find(near);
        let after = || (at + 1..self.old.len()).find(near);
        let any = || (0..at).rev().chain(at + 1..self.old.len()).find(|it| self.successor[*it].is_some());
        heirs.iter().rfind(same).or(heirs.last()).copied().or(before).or_else(after).or_else(any)
    }
}
