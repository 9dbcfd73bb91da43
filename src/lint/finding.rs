//! What a rule says about one place of a text, and the bounded list that it is said into.

use super::rule::Rule;
pub use crate::law::edit::Edit;
use crate::law::problem::Severity;
use crate::law::span::Span;
use std::collections::BTreeMap;

/// Findings of one rule that are kept; further ones are only counted.
pub const MAX_PER_RULE: usize = 500;
/// Findings of a text that are kept; further ones are only counted.
pub const MAX_FINDINGS: usize = 5_000;

/// How a finding can be mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fix {
    /// Changes no meaning: `--fix` applies it.
    Safe(Vec<Edit>),
    /// May change the meaning: shown, never applied.
    Offered(Vec<Edit>),
}

impl Fix {
    /// The changes, in the order of the text.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        match self {
            Self::Safe(edits) | Self::Offered(edits) => edits,
        }
    }

    /// Whether `--fix` applies it.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        matches!(self, Self::Safe(_))
    }
}

/// One thing to mend at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code.
    pub code: &'static str,
    /// The rule's English name.
    pub name: &'static str,
    /// What it weighs here.
    pub severity: Severity,
    /// Where, in the source.
    pub span: Span,
    /// What is wrong, for a drafter.
    pub message: String,
    /// What to write instead, or what to do.
    pub suggestion: Option<String>,
    /// How a program can mend it.
    pub fix: Option<Fix>,
    /// The clause it rests on.
    pub source: String,
}

/// The list that rules report into.
#[derive(Debug)]
pub struct Findings {
    rule: &'static Rule,
    severity: Severity,
    of_rule: usize,
    pub(super) kept: Vec<Finding>,
    pub(super) hidden: BTreeMap<&'static str, usize>,
}

impl Findings {
    /// Begins with the findings of `rule`.
    pub(super) fn new(rule: &'static Rule) -> Self {
        Self { rule, severity: rule.severity, of_rule: 0, kept: Vec::new(), hidden: BTreeMap::new() }
    }

    /// Goes on with the findings of another rule.
    pub(super) fn go_on(&mut self, rule: &'static Rule, severity: Severity) {
        (self.rule, self.severity, self.of_rule) = (rule, severity, 0);
    }

    /// Reports one place. Beyond [`MAX_PER_RULE`] it is only counted.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> Entry<'_> {
        self.of_rule += 1;
        if self.of_rule > MAX_PER_RULE {
            *self.hidden.entry(self.rule.code).or_insert(0) += 1;
            return Entry(None);
        }
        self.kept.push(Finding {
            code: self.rule.code,
            name: self.rule.name,
            severity: self.severity,
            span,
            message: message.into(),
            suggestion: None,
            fix: None,
            source: self.rule.source.to_owned(),
        });
        Entry(self.kept.last_mut())
    }
}

/// A finding that is being written.
#[derive(Debug)]
pub struct Entry<'a>(Option<&'a mut Finding>);

impl Entry<'_> {
    fn with(mut self, change: impl FnOnce(&mut Finding)) -> Self {
        if let Some(finding) = &mut self.0 {
            change(finding);
        }
        self
    }

    /// What to write instead, or what to do.
    #[expect(clippy::return_self_not_must_use, reason = "the finding is kept whether the chain goes on or not")]
    pub fn suggest(self, suggestion: impl Into<String>) -> Self {
        self.with(|it| it.suggestion = Some(suggestion.into()))
    }

    /// A clause that is nearer than the rule's own.
    #[expect(clippy::return_self_not_must_use, reason = "the finding is kept whether the chain goes on or not")]
    pub fn source(self, source: impl Into<String>) -> Self {
        self.with(|it| it.source = source.into())
    }

    /// Less than the rule usually weighs. A finding never weighs more than the settings say.
    #[expect(clippy::return_self_not_must_use, reason = "the finding is kept whether the chain goes on or not")]
    pub fn at_most(self, severity: Severity) -> Self {
        self.with(|it| it.severity = it.severity.min(severity))
    }

    /// Changes that keep the meaning. No changes, no fix.
    #[expect(clippy::return_self_not_must_use, reason = "the finding is kept whether the chain goes on or not")]
    pub fn safe(self, edits: impl IntoIterator<Item = Edit>) -> Self {
        let edits = in_order(edits);
        self.with(|it| it.fix = edits.map(Fix::Safe))
    }

    /// Changes that a person must decide on. No changes, no fix.
    #[expect(clippy::return_self_not_must_use, reason = "the finding is kept whether the chain goes on or not")]
    pub fn offer(self, edits: impl IntoIterator<Item = Edit>) -> Self {
        let edits = in_order(edits);
        self.with(|it| it.fix = edits.map(Fix::Offered))
    }
}

fn in_order(edits: impl IntoIterator<Item = Edit>) -> Option<Vec<Edit>> {
    let mut edits: Vec<Edit> = edits.into_iter().collect();
    edits.sort();
    (!edits.is_empty()).then_some(edits)
}
