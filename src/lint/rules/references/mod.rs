//! K2xx: references within the text and to other laws.

use crate::lint::rule::Rule;

/// The rules, in the order of their codes.
pub(super) const RULES: &[&Rule] = &[];

/// Codes of the handbook that have no rule yet.
pub(super) const TO_COME: &[&str] =
    &["K201", "K202", "K203", "K204", "K205", "K206", "K207", "K208", "K209", "K210", "K211", "K212", "K213"];
