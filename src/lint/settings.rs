//! What an installation says about the rules. Plain values: `config` reads them, nothing here knows of files.

use super::rule::{Rule, Status};
use crate::law::problem::Severity;
use std::collections::{BTreeMap, BTreeSet};

/// Word pairs of an installation that are looked for; further ones are left out.
pub const MAX_WORD_PAIRS: usize = 500;

/// The installation's own choices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Codes of rules that do not run.
    pub off: BTreeSet<String>,
    /// Severities other than the rule's own, by code.
    pub severities: BTreeMap<String, Severity>,
    /// Whether rules on trial run.
    pub preview: bool,
    /// The installation's own words.
    pub words: Vec<WordPair>,
}

/// A word that an installation does not want to read, and what it writes instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordPair {
    /// The unwanted word.
    pub avoid: String,
    /// The wanted one; empty where a person must think.
    pub instead: String,
    /// Why; may be empty.
    pub reason: String,
}

impl Settings {
    /// Whether a rule runs in this installation.
    #[must_use]
    pub fn runs(&self, rule: &Rule) -> bool {
        (self.preview || rule.status != Status::Preview) && !self.off.contains(rule.code)
    }

    /// What its findings weigh.
    #[must_use]
    pub fn severity(&self, rule: &Rule) -> Severity {
        self.severities.get(rule.code).copied().unwrap_or(rule.severity)
    }
}
