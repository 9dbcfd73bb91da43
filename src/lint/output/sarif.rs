//! SARIF 2.1.0: rules with their help, findings with regions and fixes, waivers as suppressions in the source.

use super::{Checked, ends};
use crate::law::problem::Severity;
use crate::law::span::{LineIndex, Span};
use crate::lint::finding::{Finding, Fix};
use crate::lint::page;
use crate::lint::registry;
use crate::lint::rule::Rule;
use serde_json::{Value, json};

/// The schema that the log says it follows.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One run over all files.
#[must_use]
pub fn sarif(checked: &[Checked]) -> String {
    let rules: Vec<Value> = registry::rules().iter().map(|it| descriptor(it)).collect();
    let driver = json!({
        "name": "kaimen",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "language": "zh-CN",
        "rules": rules,
    });
    let results: Vec<Value> = checked.iter().flat_map(results).collect();
    let run = json!({
        "tool": { "driver": driver },
        "columnKind": "unicodeCodePoints",
        "results": results,
    });
    let mut out = serde_json::to_string_pretty(&json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] }))
        .unwrap_or_default();
    out.push('\n');
    out
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn descriptor(rule: &Rule) -> Value {
    let summary = page::read(rule.page).summary;
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": summary },
        "help": { "text": format!("{summary}（{}）", rule.source), "markdown": rule.page },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn results(text: &Checked) -> Vec<Value> {
    let lines = LineIndex::new(&text.source);
    let standing = text.report.findings.iter().map(|it| (it, None));
    let waived = text.report.waived.iter().map(|(it, reason)| (it, Some(reason.as_str())));
    standing.chain(waived).map(|(it, reason)| result(text, &lines, it, reason)).collect()
}

fn result(text: &Checked, lines: &LineIndex, finding: &Finding, waived: Option<&str>) -> Value {
    let artifact = json!({ "uri": uri(&text.file) });
    let message = match &finding.suggestion {
        Some(suggestion) => format!("{}{suggestion}（{}）", finding.message, finding.source),
        None => format!("{}（{}）", finding.message, finding.source),
    };
    let rule = registry::rules().binary_search_by_key(&finding.code, |it| it.code).ok();
    let mut result = json!({
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": level(finding.severity),
        "message": { "text": message },
        "locations": [{ "physicalLocation": { "artifactLocation": artifact, "region": region(text, lines, finding) } }],
    });
    if let Some(fix) = &finding.fix {
        result["fixes"] = json!([fix_of(text, lines, fix, &artifact)]);
    }
    if let Some(reason) = waived {
        result["suppressions"] = json!([{ "kind": "inSource", "justification": reason }]);
    }
    result
}

fn region(text: &Checked, lines: &LineIndex, finding: &Finding) -> Value {
    let (start, end) = ends(&text.source, lines, finding);
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

fn fix_of(text: &Checked, lines: &LineIndex, fix: &Fix, artifact: &Value) -> Value {
    let place = |span: Span| {
        let (start, end) = (lines.locate(&text.source, span.start), lines.locate(&text.source, span.end));
        json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
    };
    let replacements: Vec<Value> = fix
        .edits()
        .iter()
        .map(|it| json!({ "deletedRegion": place(it.span), "insertedContent": { "text": it.replacement } }))
        .collect();
    let words = if fix.is_safe() { "可以自动修改" } else { "可能改变含义，由起草人决定" };
    json!({
        "description": { "text": words },
        "artifactChanges": [{ "artifactLocation": artifact, "replacements": replacements }],
    })
}

/// A path as a relative reference: everything but unreserved characters and `/` percent-encoded.
fn uri(path: &str) -> String {
    if path == "-" {
        return "stdin".to_owned();
    }
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~' | b'/');
    path.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("a/草案 1.md"), "a/%E8%8D%89%E6%A1%88%201.md");
        assert_eq!(uri("-"), "stdin");
    }
}
