//! What is odd in a text, said so that a drafter can mend it. A problem never stops the parser.

use super::span::Span;

/// How much a problem weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// For information.
    Info,
    /// Must be answered or waived.
    Warning,
    /// Blocks a 表决稿.
    Error,
}

impl Severity {
    /// error, warning or info, as the JSON of contracts.md has it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// What it asks of a drafter, in Chinese.
    #[must_use]
    pub fn asks(self) -> &'static str {
        match self {
            Self::Info => "提示",
            Self::Warning => "请改或者说明理由",
            Self::Error => "必须改",
        }
    }
}

/// One odd thing at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The drafting rule (K101 …, domain handbook §6) or, under K100, a fault of the file itself.
    pub code: &'static str,
    /// Its weight.
    pub severity: Severity,
    /// Where.
    pub span: Span,
    /// What, in Chinese.
    pub message: String,
}
