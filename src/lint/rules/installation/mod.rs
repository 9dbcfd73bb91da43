//! K399: the words that an installation itself does not want to read.

mod unwanted_word;

use crate::lint::rule::Rule;

/// The rules, in the order of their codes.
pub(super) const RULES: &[&Rule] = &[&unwanted_word::RULE];

/// Codes that have no rule yet.
pub(super) const TO_COME: &[&str] = &[];
