//! Reports in the forms that people and programs read: text, JSON, SARIF; the rules as JSON. Pure.

mod json;
mod rules;
mod sarif;
mod text;

pub use json::json;
pub use rules::rules_json;
pub use sarif::sarif;
pub use text::{Tally, text};

use super::finding::Finding;
use super::run::Report;
use crate::law::problem::Severity;
use crate::law::span::{LineColumn, LineIndex};

/// A text with what the rules say about it.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The file, as the command was given it.
    pub file: String,
    /// The text.
    pub source: String,
    /// What the rules say.
    pub report: Report,
}

/// Severity in Chinese.
#[must_use]
pub fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "错误",
        Severity::Warning => "警告",
        Severity::Info => "提示",
    }
}

/// First and one past the last character of a finding.
fn ends(source: &str, lines: &LineIndex, finding: &Finding) -> (LineColumn, LineColumn) {
    (lines.locate(source, finding.span.start), lines.locate(source, finding.span.end))
}
