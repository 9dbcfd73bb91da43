//! All rules as JSON.

use crate::lint::page::{self, FIXABLE};
use crate::lint::registry::families;
use crate::lint::rule::{Rule, Stage, Status};
use serde::Serialize;

#[derive(Serialize)]
struct Row<'a> {
    code: &'a str,
    name: &'a str,
    title: &'a str,
    family: &'a str,
    severity: &'a str,
    stages: Vec<&'a str>,
    status: &'a str,
    since: Option<&'a str>,
    source: &'a str,
    summary: &'a str,
    fix: &'a str,
}

/// Every rule: code, English name, Chinese title, family, severity, stages, status, source, its sentence, its fixes.
#[must_use]
pub fn rules_json() -> String {
    let mut rows: Vec<Row<'_>> =
        families().iter().flat_map(|it| it.rules.iter().map(|rule| row(it.name, rule))).collect();
    rows.sort_by_key(|it| it.code);
    let mut out = serde_json::to_string_pretty(&rows).unwrap_or_default();
    out.push('\n');
    out
}

fn row(family: &'static str, rule: &'static Rule) -> Row<'static> {
    let page = page::read(rule.page);
    let how = page.sections.last().map_or("", |it| it.1);
    let (status, since) = match rule.status {
        Status::Preview => ("preview", None),
        Status::Stable(since) => ("stable", Some(since)),
    };
    Row {
        code: rule.code,
        name: rule.name,
        title: rule.title,
        family,
        severity: rule.severity.as_str(),
        stages: [Stage::Draft, Stage::Vote]
            .into_iter()
            .filter(|it| rule.stages.include(*it))
            .map(Stage::as_str)
            .collect(),
        status,
        since,
        source: rule.source,
        summary: page.summary,
        fix: if how.starts_with(FIXABLE[0]) {
            "safe"
        } else if how.starts_with(FIXABLE[1]) {
            "offered"
        } else {
            "none"
        },
    }
}
