//! The JSON of contracts.md ("Drafting rules"): one flat list over all files.

use super::{Checked, ends};
use crate::law::span::LineIndex;
use serde::Serialize;

#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    code: &'a str,
    name: &'a str,
    severity: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    message: &'a str,
    suggestion: Option<&'a str>,
    source: &'a str,
}

/// The findings that stand. Columns count characters from one; the end is one past the last character.
#[must_use]
pub fn json(checked: &[Checked]) -> String {
    let mut rows = Vec::new();
    for text in checked {
        let lines = LineIndex::new(&text.source);
        rows.extend(text.report.findings.iter().map(|it| {
            let (start, end) = ends(&text.source, &lines, it);
            Row {
                file: &text.file,
                code: it.code,
                name: it.name,
                severity: it.severity.as_str(),
                line: start.line,
                column: start.column,
                end_line: end.line,
                end_column: end.column,
                message: &it.message,
                suggestion: it.suggestion.as_deref(),
                source: &it.source,
            }
        }));
    }
    let mut out = serde_json::to_string_pretty(&rows).unwrap_or_default();
    out.push('\n');
    out
}
