//! K4xx: numerals, punctuation, lists.

use crate::lint::rule::Rule;

/// The rules, in the order of their codes.
pub(super) const RULES: &[&Rule] = &[];

/// Codes of the handbook that have no rule yet.
pub(super) const TO_COME: &[&str] = &["K401", "K402", "K403", "K404", "K405", "K406", "K407", "K410", "K411"];
