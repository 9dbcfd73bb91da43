//! K5xx: clauses that every ordinance has.

use crate::lint::rule::Rule;

/// The rules, in the order of their codes.
pub(super) const RULES: &[&Rule] = &[];

/// Codes of the handbook that have no rule yet.
pub(super) const TO_COME: &[&str] = &["K501", "K502", "K503", "K504", "K505", "K506", "K507", "K508"];
