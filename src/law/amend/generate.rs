//! Two texts → the decision that turns the one into the other, proved before it is given.
//!
//! Each row of the comparison becomes a clause in the smallest units that read well (`plan`, `article`, `wording`).
//! The printed decision is then read and applied to the old text like anybody's; where the result is not the new text,
//! the rows at fault are told more coarsely, down to deleting the old article and adding the new one. What cannot be
//! said even so is [`NotProvable`]: no decision is given that does not do what it says.

mod article;
mod clauses;
mod cohesion;
mod divisions;
mod frame;
mod lists;
mod plan;
mod proof;
mod quote;
mod wording;

pub use frame::Frame;
pub use proof::{Difference, DifferencePlace, differences};

use super::apply::{Applied, Refused, apply};
use super::decision::{Clause, Decision, DecisionForm, Part};
use super::parse::parse_decision;
use super::print::{print, print_clause};
use crate::law::compare::{Comparison, RowKind, compare};
use crate::law::span::Span;
use crate::law::statute::Statute;
use article::Detail;
use clauses::{Drafts, Source, State, drafts, numbered};
use std::collections::BTreeSet;

/// How often a decision is made, applied and made again more coarsely.
const MAX_ROUNDS: usize = 16;

/// A decision and its proof.
#[derive(Debug, Clone)]
pub struct Generated {
    /// The decision.
    pub decision: Decision,
    /// Its canonical text: what was proved.
    pub text: String,
    /// The old text with the decision applied, as the applier reports it.
    pub applied: Applied,
    /// The comparison that it carries out.
    pub comparison: Comparison,
    /// What each clause carries out, in the order of the decision.
    pub trace: Vec<ClauseTrace>,
}

/// Which rows of the comparison a clause carries out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseTrace {
    /// The clause: its index, and within it that of the sub-clause.
    pub clause: Vec<usize>,
    /// Indices of rows; none for title, headings and annexes.
    pub rows: Vec<usize>,
}

/// No decision was found that turns the old text into the new one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("不能生成可以验证的修改决定")]
pub struct NotProvable {
    /// What stands in the way, in the order of the new text; never empty.
    pub obstacles: Vec<Obstacle>,
    /// The decision as it was tried last, for whoever wants to see why. It does not do what it should.
    pub tried: String,
}

/// Something that the decision could not be made to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// The clause as it was tried, cut short; `None` where no clause speaks of it.
    pub clause: Option<String>,
    /// What differs from the new text, or why the clause cannot be applied.
    pub differs: String,
}

/// Makes the decision that turns `old` into `new`. Cost: a comparison, and a few applications of the decision.
///
/// # Errors
///
/// [`NotProvable`] if what the applier makes of the decision is not `new`.
pub fn generate(old: &Statute, new: &Statute, frame: &Frame) -> Result<Generated, NotProvable> {
    let comparison = compare(old, new);
    let source = Source::new(old, new, &comparison);
    let mut attempt = best_attempt(&source, frame, Vec::new());
    let terms = everywhere(&source);
    if !terms.is_empty() {
        let other = best_attempt(&source, frame, terms);
        let shorter = other.text.len() < attempt.text.len() || !attempt.is_proved();
        if other.is_proved() && shorter {
            attempt = other;
        }
    }
    drop(source);
    attempt.finish(comparison)
}

/// The fewest places for which a term is replaced by a clause of its own.
const MIN_PLACES: usize = 6;

/// Terms that were replaced wherever they stood.
fn everywhere(source: &Source<'_>) -> Vec<(String, String)> {
    let terms = source.comparison.terms.iter().filter(|it| it.kept == 0 && it.count >= MIN_PLACES);
    terms.map(|it| (it.from.clone(), it.to.clone())).collect()
}

/// The first decision that is proved, or the last one tried.
fn best_attempt(source: &Source<'_>, frame: &Frame, terms: Vec<(String, String)>) -> Attempt {
    let mut state = State { terms, ..State::new(source.comparison) };
    let mut attempt = Attempt::make(source, &state, frame);
    for _ in 1..MAX_ROUNDS {
        if attempt.is_proved() || !attempt.learn(source, &mut state) {
            break;
        }
        attempt = Attempt::make(source, &state, frame);
    }
    attempt
}

impl Generated {
    /// The clause that a trace is about.
    #[must_use]
    pub fn clause(&self, trace: &ClauseTrace) -> Option<&Clause> {
        let clause = self.decision.parts.first()?.clauses.get(*trace.clause.first()?)?;
        trace.clause.get(1).map_or(Some(clause), |sub| clause.clauses.get(*sub))
    }
}

impl State {
    fn new(comparison: &Comparison) -> Self {
        Self {
            details: vec![Detail::Words; comparison.rows.len()],
            told: BTreeSet::new(),
            moved: BTreeSet::new(),
            numbered_headings: false,
            terms: Vec::new(),
        }
    }
}

/// A decision as it was tried.
struct Attempt {
    decision: Decision,
    text: String,
    trace: Vec<ClauseTrace>,
    result: Result<Applied, Refused>,
    differences: Vec<Difference>,
    empty: bool,
}

impl Attempt {
    fn make(source: &Source<'_>, state: &State, frame: &Frame) -> Self {
        let drafts = drafts(source, state);
        let (decision, trace) = decision(source, drafts, frame);
        let text = print(&decision);
        let read = parse_decision(&text);
        let result = apply(source.old, &read.decision);
        let differences = result.as_ref().map(|it| differences(&it.statute, source.new)).unwrap_or_default();
        let empty = decision.parts.iter().all(|it| it.clauses.is_empty());
        Self { decision, text, trace, result, differences, empty }
    }

    fn is_proved(&self) -> bool {
        self.result.is_ok() && self.differences.is_empty()
    }

    /// Makes coarser what went wrong. Whether anything could be.
    fn learn(&self, source: &Source<'_>, state: &mut State) -> bool {
        let before = state.clone();
        match &self.result {
            Err(refused) => {
                let rows: BTreeSet<usize> = refused.refusals.iter().flat_map(|it| self.rows_at(&it.clause)).collect();
                rows.into_iter().for_each(|it| coarser(source, state, it));
            }
            Ok(_) => self.differences.iter().for_each(|it| learn_from(source, state, it)),
        }
        state.details != before.details
            || state.told != before.told
            || state.moved != before.moved
            || state.numbered_headings != before.numbered_headings
    }

    /// The rows of the clause that the applier calls by this name.
    fn rows_at(&self, name: &str) -> Vec<usize> {
        let named = |it: &&ClauseTrace| self.clause(it).is_some_and(|clause| clause.0 == name);
        self.trace.iter().filter(named).flat_map(|it| it.rows.iter().copied()).collect()
    }

    /// A clause with the name that the applier gives it.
    fn clause(&self, trace: &ClauseTrace) -> Option<(String, &Clause)> {
        let clauses = &self.decision.parts.first()?.clauses;
        let clause = clauses.get(*trace.clause.first()?)?;
        let name = super::apply::clause_name(clause);
        match trace.clause.get(1) {
            Some(sub) => {
                let sub = clause.clauses.get(*sub)?;
                Some((format!("{name}{}", super::apply::clause_name(sub)), sub))
            }
            None => Some((name, clause)),
        }
    }

    fn finish(self, comparison: Comparison) -> Result<Generated, NotProvable> {
        let obstacles = self.obstacles(&comparison);
        let Self { decision, text, trace, result, .. } = self;
        match result {
            Ok(applied) if obstacles.is_empty() => Ok(Generated { decision, text, applied, comparison, trace }),
            _ => Err(NotProvable { obstacles, tried: text }),
        }
    }

    fn obstacles(&self, comparison: &Comparison) -> Vec<Obstacle> {
        if self.empty {
            let differs = "两个文本没有可以写入修改决定的不同".to_owned();
            return vec![Obstacle { clause: None, differs }];
        }
        match &self.result {
            Err(refused) => refused
                .refusals
                .iter()
                .map(|it| Obstacle {
                    clause: Some(format!("{}：{}", it.clause, it.words)), differs: it.reason.clone()
                })
                .collect(),
            Ok(_) => self.differences.iter().map(|it| self.obstacle(it, comparison)).collect(),
        }
    }

    fn obstacle(&self, difference: &Difference, comparison: &Comparison) -> Obstacle {
        let row = match difference.place {
            DifferencePlace::Article(at) | DifferencePlace::Membership(at) => comparison.row_of_new(at),
            _ => None,
        };
        let trace = row.and_then(|row| self.trace.iter().find(|it| it.rows.contains(&row)));
        let clause = trace.and_then(|it| self.clause(it)).map(|it| shortened(&print_clause(it.1)));
        Obstacle { clause, differs: difference.words.clone() }
    }
}

/// The longest clause in a message, in characters.
const MAX_SHOWN: usize = 60;

fn shortened(words: &str) -> String {
    let line = words.lines().next().unwrap_or_default();
    if line.chars().count() <= MAX_SHOWN {
        return line.to_owned();
    }
    line.chars().take(MAX_SHOWN).chain(['…']).collect()
}

fn learn_from(source: &Source<'_>, state: &mut State, difference: &Difference) {
    match difference.place {
        DifferencePlace::Article(at) => {
            if let Some(row) = source.comparison.row_of_new(at) {
                coarser(source, state, row);
            }
        }
        DifferencePlace::Membership(at) => {
            let row = source.comparison.row_of_new(at);
            let split = row.is_some_and(|it| source.comparison.rows[it].kind == RowKind::Split);
            let unsayable = split || !divisions::is_sayable(source, at);
            if let Some(row) = row.filter(|_| unsayable || state.moved.contains(&at)) {
                state.details[row] = Detail::Anew;
            }
            state.moved.insert(at);
        }
        DifferencePlace::Heading(_) => state.numbered_headings = true,
        _ => {}
    }
}

/// Tells a row more coarsely. What has no words to tell goes straight to the whole article.
fn coarser(source: &Source<'_>, state: &mut State, row: usize) {
    let kind = source.comparison.rows[row].kind;
    use RowKind::{Changed, Regrouped, Same};
    let next = match (state.details[row], kind) {
        (Detail::Words | Detail::References | Detail::Paragraphs, Same) => Some(Detail::Article),
        (Detail::Words | Detail::References | Detail::Paragraphs, Changed | Regrouped) => state.details[row].coarser(),
        (Detail::Article, Same | Changed | Regrouped) => Some(Detail::Anew),
        (Detail::Anew, _) => None,
        _ => Some(Detail::Anew),
    };
    if let Some(next) = next {
        state.details[row] = next;
    }
}

fn decision(source: &Source<'_>, drafts: Drafts, frame: &Frame) -> (Decision, Vec<ClauseTrace>) {
    let statute = &source.old.title.plain;
    let (clauses, trace) = numbered(drafts);
    let renumbered = source.comparison.rows.iter().any(|it| it.renumbered);
    let part = Part { statute: Some(statute.clone()), clauses, span: Span::default() };
    let decision = Decision {
        form: DecisionForm::Decision,
        title: frame.title(statute),
        note: Some(frame.note(statute)),
        lead: vec![frame.lead(statute)],
        parts: vec![part],
        tail: frame.tail(statute, renumbered),
    };
    (decision, trace)
}
