//! Findings, outline and references of a text that is being written. Places are UTF-16 units, as editors count.

use crate::law::edit::Utf16;
use crate::law::path::ProvisionPath;
use crate::law::refs::{Reference, Resolution};
use crate::law::span::Span;
use crate::law::statute::{Article, DivisionKind, Statute, Unit};
use crate::lint::run::Report;
use crate::lint::{Finding, registry};
use crate::view::link;
use serde::Serialize;
use std::collections::HashMap;

/// Characters of an article that the outline shows.
const FIRST_CHARS: usize = 24;
/// References that are told; a longer text has its first ones.
const MAX_REFERENCES: usize = 20_000;

/// What the server sees in a text.
#[derive(Debug, Serialize)]
pub struct DraftCheck {
    /// What the rules say.
    pub(super) findings: Vec<FindingRow>,
    /// Headings, articles and annexes.
    pub(super) outline: Vec<OutlineRow>,
    references: Vec<ReferenceRow>,
    counts: Counts,
}

#[derive(Debug, Serialize)]
pub(super) struct FindingRow {
    pub code: &'static str,
    #[serde(rename = "name")]
    pub title: &'static str,
    pub severity: &'static str,
    pub from: usize,
    pub to: usize,
    pub message: String,
    pub suggestion: Option<String>,
    pub fix: Option<Vec<(usize, usize, String)>>,
    pub href: String,
    #[serde(skip)]
    pub weight: &'static str,
    #[serde(skip)]
    pub article: String,
}

#[derive(Debug, Serialize)]
pub(super) struct OutlineRow {
    pub kind: &'static str,
    pub number: String,
    pub path: String,
    pub name: String,
    pub first: String,
    pub from: usize,
    pub to: usize,
    pub level: usize,
}

#[derive(Debug, Serialize)]
struct ReferenceRow {
    from: usize,
    to: usize,
    result: &'static str,
    targets: Vec<TargetRow>,
}

#[derive(Debug, Serialize)]
struct TargetRow {
    path: String,
    from: usize,
    label: String,
}

#[derive(Debug, Serialize)]
struct Counts {
    articles: usize,
    characters: usize,
}

impl DraftCheck {
    /// What the rules said (`report`) and the parser found in `source`.
    #[must_use]
    pub fn new(source: &str, statute: &Statute, report: &Report, references: &[Reference]) -> Self {
        let index = Utf16::new(source);
        let mut outline = Vec::new();
        rows(&statute.body, 0, &index, &mut outline);
        outline.extend(statute.annexes.iter().enumerate().map(|(at, it)| OutlineRow {
            kind: "annex",
            number: it.number_text(),
            path: crate::export::html::annex_anchor(at),
            name: it.name.clone(),
            first: String::new(),
            from: index.units(it.span.start),
            to: index.units(it.span.end),
            level: 0,
        }));
        let articles: Vec<&Article> = statute.articles().collect();
        let places = Places::new(statute, &index);
        Self {
            findings: report.findings.iter().map(|it| finding(it, &index, &articles)).collect(),
            outline,
            references: references.iter().take(MAX_REFERENCES).map(|it| places.row(it)).collect(),
            counts: Counts {
                articles: articles.len(),
                characters: source.chars().filter(|it| !it.is_whitespace()).count(),
            },
        }
    }
}

fn finding(finding: &Finding, index: &Utf16<'_>, articles: &[&Article]) -> FindingRow {
    let range = |span: Span| (index.units(span.start), index.units(span.end));
    let (from, to) = range(finding.span);
    let edits = finding.fix.as_ref().map(|fix| {
        let edit = |it: &crate::law::edit::Edit| {
            let (from, to) = range(it.span);
            (from, to, it.replacement.clone())
        };
        fix.edits().iter().map(edit).collect()
    });
    let place = articles.partition_point(|it| it.span.start <= finding.span.start);
    let inside = place.checked_sub(1).map(|it| articles[it]).filter(|it| finding.span.start < it.span.end);
    FindingRow {
        code: finding.code,
        title: registry::find(finding.code).map_or("", |it| it.title),
        severity: finding.severity.as_str(),
        from,
        to,
        message: finding.message.clone(),
        suggestion: finding.suggestion.clone(),
        fix: edits,
        href: link::rule(finding.code),
        weight: finding.severity.asks(),
        article: inside.map_or_else(|| "全文".to_owned(), |it| it.number().to_string()),
    }
}

fn rows(units: &[Unit], level: usize, index: &Utf16<'_>, out: &mut Vec<OutlineRow>) {
    for unit in units {
        match unit {
            Unit::Division(it) => {
                out.push(OutlineRow {
                    kind: kind(it.kind),
                    number: it.number_text(),
                    path: it.anchor.clone(),
                    name: it.name.plain.clone(),
                    first: String::new(),
                    from: index.units(it.span.start),
                    to: index.units(it.span.end),
                    level,
                });
                rows(&it.units, level + 1, index, out);
            }
            Unit::Article(it) => out.push(OutlineRow {
                kind: "article",
                number: it.number().to_string(),
                path: it.path.to_string(),
                name: it.caption.as_ref().map(|it| it.text.clone()).unwrap_or_default(),
                first: first_words(it),
                from: index.units(it.span.start),
                to: index.units(it.span.end),
                level,
            }),
        }
    }
}

fn kind(kind: DivisionKind) -> &'static str {
    match kind {
        DivisionKind::Book => "book",
        DivisionKind::SubBook => "subbook",
        DivisionKind::Chapter => "chapter",
        DivisionKind::Section => "section",
        DivisionKind::Heading => "heading",
    }
}

fn first_words(article: &Article) -> String {
    let Some(paragraph) = article.paragraphs.first() else { return String::new() };
    let words = if paragraph.text.plain.is_empty() {
        paragraph.items.first().map(|it| it.text.plain.as_str()).unwrap_or_default()
    } else {
        paragraph.text.plain.as_str()
    };
    words.chars().take(FIRST_CHARS).collect()
}

/// Where provisions and headings begin.
struct Places<'a> {
    index: &'a Utf16<'a>,
    articles: HashMap<ProvisionPath, &'a Article>,
    headings: HashMap<&'a str, usize>,
}

impl<'a> Places<'a> {
    fn new(statute: &'a Statute, index: &'a Utf16<'a>) -> Self {
        let mut places =
            Self { index, articles: statute.articles().map(|it| (it.path, it)).collect(), headings: HashMap::new() };
        places.collect(&statute.body);
        places
    }

    fn collect(&mut self, units: &'a [Unit]) {
        for unit in units {
            if let Unit::Division(it) = unit {
                self.headings.insert(it.anchor.as_str(), it.span.start);
                self.collect(&it.units);
            }
        }
    }

    fn row(&self, reference: &Reference) -> ReferenceRow {
        let targets = match &reference.result {
            Resolution::ResolvedDivisions(targets) => {
                let row = |it: &crate::law::refs::DivisionTarget| {
                    let from = *self.headings.get(it.anchor.as_str())?;
                    Some(TargetRow { path: it.anchor.clone(), from: self.index.units(from), label: it.heading.clone() })
                };
                targets.iter().filter_map(row).collect()
            }
            other => {
                let row = |it: &ProvisionPath| {
                    let from = self.start(*it)?;
                    Some(TargetRow { path: it.to_string(), from: self.index.units(from), label: it.chinese() })
                };
                other.targets().iter().filter_map(row).collect()
            }
        };
        ReferenceRow {
            from: self.index.units(reference.source_span.start),
            to: self.index.units(reference.source_span.end),
            result: reference.result.as_str(),
            targets,
        }
    }

    fn start(&self, path: ProvisionPath) -> Option<usize> {
        let article = self.articles.get(&path.whole_article())?;
        let paragraph = path.paragraph.and_then(|it| article.paragraphs.get(usize::from(it).checked_sub(1)?));
        let item = paragraph.and_then(|it| it.items.iter().find(|item| Some(item.number) == path.item));
        Some(item.map(|it| it.span.start).or(paragraph.map(|it| it.span.start)).unwrap_or(article.span.start))
    }
}
