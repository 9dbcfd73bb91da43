//! K1xx: the parts of a text and their numbers.

mod article_numbers;

use crate::lint::rule::Rule;

/// The rules, in the order of their codes.
pub(super) const RULES: &[&Rule] = &[
    &article_numbers::RULE, //
];

/// Codes of the handbook that have no rule yet.
pub(super) const TO_COME: &[&str] =
    &["K102", "K103", "K104", "K105", "K106", "K107", "K108", "K109", "K110", "K111", "K112", "K113"];
