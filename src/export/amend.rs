//! Amendment decisions as JSON: what a generated one carries out, and what an applied one did.

use crate::law::amend::{Applied, Clause, Generated, print_clause};
use crate::law::compare::Comparison;
use serde::Serialize;

/// A generated decision, its clauses with the rows of the comparison that they carry out, and what follows by itself.
#[must_use]
pub fn decision_json(generated: &Generated) -> String {
    let clauses = generated.trace.iter().filter_map(|it| {
        let clause = generated.clause(it)?;
        let rows = it.rows.iter().filter_map(|row| row_json(&generated.comparison, *row)).collect();
        Some(ClauseJson { text: words(clause), rows })
    });
    json(&DecisionJson {
        title: &generated.decision.title,
        text: &generated.text,
        clauses: clauses.collect(),
        report: report(&generated.applied),
    })
}

/// What an applied decision did: operations, articles that were renumbered without being named, references that
/// followed, and what a person should look at.
#[must_use]
pub fn report_json(applied: &Applied) -> String {
    json(&report(applied))
}

fn json(value: &impl Serialize) -> String {
    // Strings and lists cannot fail to be written.
    let mut json = serde_json::to_string_pretty(value).unwrap_or_default();
    json.push('\n');
    json
}

/// The clause without the lines of its sub-clauses.
fn words(clause: &Clause) -> String {
    print_clause(&Clause { clauses: Vec::new(), ..clause.clone() }).trim_end().to_owned()
}

fn row_json(comparison: &Comparison, row: usize) -> Option<RowJson<'_>> {
    let row = comparison.rows.get(row)?;
    Some(RowJson {
        old: comparison.old.numbers(&row.old),
        new: comparison.new.numbers(&row.new),
        kind: row.kind.as_str(),
    })
}

fn report(applied: &Applied) -> ReportJson<'_> {
    let operations = applied.operations.iter();
    let renumbered = applied.renumbered.iter();
    let references = applied.references.iter();
    ReportJson {
        operations: operations
            .map(|it| OperationJson { clause: &it.clause, words: &it.words, places: &it.old })
            .collect(),
        renumbered: renumbered.map(|(old, new)| Pair { old: old.to_string(), new: new.to_string() }).collect(),
        references: references.map(|it| ReferenceJson { within: &it.within, old: &it.old, new: &it.new }).collect(),
        notes: &applied.notes,
    }
}

#[derive(Serialize)]
struct DecisionJson<'a> {
    title: &'a str,
    text: &'a str,
    clauses: Vec<ClauseJson<'a>>,
    #[serde(flatten)]
    report: ReportJson<'a>,
}

#[derive(Serialize)]
struct ClauseJson<'a> {
    text: String,
    rows: Vec<RowJson<'a>>,
}

#[derive(Serialize)]
struct RowJson<'a> {
    old: Vec<&'a str>,
    new: Vec<&'a str>,
    kind: &'static str,
}

#[derive(Serialize)]
struct ReportJson<'a> {
    operations: Vec<OperationJson<'a>>,
    renumbered: Vec<Pair>,
    references: Vec<ReferenceJson<'a>>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct OperationJson<'a> {
    clause: &'a str,
    words: &'a str,
    places: &'a [String],
}

#[derive(Serialize)]
struct Pair {
    old: String,
    new: String,
}

#[derive(Serialize)]
struct ReferenceJson<'a> {
    within: &'a str,
    old: &'a str,
    new: &'a str,
}
