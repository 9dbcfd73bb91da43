//! A comparison as JSON, in the shape that contracts.md ("Comparison") promises.
//!
//! Beyond the contract: `headings` and `outside`, so that no words of the texts are missing, `links` with the score of
//! each pair, and `related` and `coarse`. With three texts and more, `rows[].texts` has the numbers of each text and
//! `steps` the comparison of each with the next.

use super::Rows;
use crate::law::compare::{Chain, Comparison, Heading, Hunk, Outside, Part, Row, Side, Summary, Term};
use serde::Serialize;

/// The comparison as JSON, ending in a line feed.
#[must_use]
pub fn comparison_json(comparison: &Comparison, rows: Rows) -> String {
    written(&document(comparison, rows))
}

/// The chain as JSON, ending in a line feed.
#[must_use]
pub fn chain_json(chain: &Chain, rows: Rows) -> String {
    let texts: Vec<&Side> = chain.texts().collect();
    let shown = chain.rows.iter().filter(|row| {
        let mut steps = chain.steps.iter().zip(&row.steps).flat_map(|(step, at)| at.iter().map(|it| &step.rows[*it]));
        rows == Rows::All || steps.any(|it| rows.shows(it))
    });
    let row = |row: &crate::law::compare::ChainRow| ChainRowJson {
        texts: texts.iter().zip(&row.texts).map(|(text, at)| numbers(text, at)).collect(),
        changed: chain.is_changed(row),
    };
    written(&ChainJson {
        texts: texts.iter().map(|it| side(it)).collect(),
        rows: shown.map(row).collect(),
        steps: chain.steps.iter().map(|it| document(it, rows)).collect(),
    })
}

fn written(value: &impl Serialize) -> String {
    // Strings, numbers and lists cannot fail to be written.
    let mut json = serde_json::to_string_pretty(value).unwrap_or_default();
    json.push('\n');
    json
}

#[derive(Serialize)]
struct ChainJson {
    texts: Vec<SideJson>,
    rows: Vec<ChainRowJson>,
    steps: Vec<Document>,
}

#[derive(Serialize)]
struct ChainRowJson {
    texts: Vec<Vec<String>>,
    changed: bool,
}

#[derive(Serialize)]
struct Document {
    old: SideJson,
    new: SideJson,
    related: bool,
    coarse: bool,
    rows: Vec<RowJson>,
    summary: SummaryJson,
    terms: Vec<TermJson>,
    headings: Vec<HeadingJson>,
    outside: Vec<OutsideJson>,
}

#[derive(Serialize)]
struct SideJson {
    title: String,
    status: Option<String>,
    articles: usize,
}

#[derive(Serialize)]
struct RowJson {
    old: Vec<String>,
    new: Vec<String>,
    kind: &'static str,
    renumbered: bool,
    moved: bool,
    consequential: bool,
    classes: Vec<&'static str>,
    similarity: f64,
    links: Vec<LinkJson>,
    hunks: Vec<HunkJson>,
}

#[derive(Serialize)]
struct LinkJson {
    old: String,
    new: String,
    score: f64,
    /// Why these two; nothing where a person said so.
    reason: Option<&'static str>,
}

#[derive(Serialize)]
struct HunkJson {
    old: Vec<String>,
    new: Option<String>,
    parts: Vec<(&'static str, String)>,
}

#[derive(Serialize)]
struct SummaryJson {
    same: usize,
    changed: usize,
    added: usize,
    removed: usize,
    split: usize,
    merged: usize,
    regrouped: usize,
    renumbered: usize,
    moved: usize,
    consequential: usize,
}

#[derive(Serialize)]
struct TermJson {
    from: String,
    to: String,
    count: usize,
    kept: usize,
}

#[derive(Serialize)]
struct HeadingJson {
    old: Option<String>,
    new: Option<String>,
    before: usize,
    renamed: bool,
}

#[derive(Serialize)]
struct OutsideJson {
    place: String,
    parts: Vec<(&'static str, String)>,
}

fn document(comparison: &Comparison, rows: Rows) -> Document {
    let shown = comparison.rows.iter().filter(|it| rows.shows(it));
    Document {
        old: side(&comparison.old),
        new: side(&comparison.new),
        related: comparison.related,
        coarse: comparison.coarse,
        rows: shown.map(|it| row(comparison, it)).collect(),
        summary: summary(comparison.summary()),
        terms: comparison.terms.iter().map(term).collect(),
        headings: comparison.headings.iter().map(heading).collect(),
        outside: comparison.outside.iter().map(outside).collect(),
    }
}

fn side(side: &Side) -> SideJson {
    SideJson { title: side.title.clone(), status: side.status.clone(), articles: side.articles.len() }
}

fn numbers(side: &Side, articles: &[usize]) -> Vec<String> {
    side.numbers(articles).into_iter().map(str::to_owned).collect()
}

fn number(side: &Side, article: usize) -> String {
    side.articles.get(article).map(|it| it.number.clone()).unwrap_or_default()
}

fn row(comparison: &Comparison, row: &Row) -> RowJson {
    let links = row.links.iter().map(|it| LinkJson {
        old: number(&comparison.old, it.old),
        new: number(&comparison.new, it.new),
        score: rounded(it.score),
        reason: it.reason.map(crate::law::align::Reason::as_str),
    });
    RowJson {
        old: numbers(&comparison.old, &row.old),
        new: numbers(&comparison.new, &row.new),
        kind: row.kind.as_str(),
        renumbered: row.renumbered,
        moved: row.moved,
        consequential: row.consequential,
        classes: row.classes.iter().map(crate::law::compare::Class::as_str).collect(),
        similarity: rounded(row.similarity),
        links: links.collect(),
        hunks: row.hunks.iter().map(|it| hunk(comparison, it)).collect(),
    }
}

fn rounded(share: f32) -> f64 {
    (f64::from(share) * 1000.0).round() / 1000.0
}

fn hunk(comparison: &Comparison, hunk: &Hunk) -> HunkJson {
    HunkJson {
        old: hunk.old.iter().map(|it| number(&comparison.old, it.article)).collect(),
        new: hunk.new.map(|it| number(&comparison.new, it)),
        parts: parts(&hunk.parts),
    }
}

/// Neighbouring parts of one kind are one part here, whatever their classes.
fn parts(parts: &[Part]) -> Vec<(&'static str, String)> {
    let mut out: Vec<(&'static str, String)> = Vec::with_capacity(parts.len());
    for part in parts {
        match out.last_mut() {
            Some((op, text)) if *op == part.op.as_str() => text.push_str(&part.text),
            _ => out.push((part.op.as_str(), part.text.clone())),
        }
    }
    out
}

fn summary(sum: Summary) -> SummaryJson {
    let Summary { same, changed, added, removed, split, merged, regrouped, renumbered, moved, consequential } = sum;
    SummaryJson { same, changed, added, removed, split, merged, regrouped, renumbered, moved, consequential }
}

fn term(term: &Term) -> TermJson {
    TermJson { from: term.from.clone(), to: term.to.clone(), count: term.count, kept: term.kept }
}

fn heading(it: &Heading) -> HeadingJson {
    HeadingJson { old: it.old.clone(), new: it.new.clone(), before: it.before, renamed: it.renamed }
}

fn outside(it: &Outside) -> OutsideJson {
    OutsideJson { place: it.place.chinese().to_owned(), parts: parts(&it.parts) }
}
