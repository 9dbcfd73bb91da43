//! K6xx: hints at what a city may not decide. They cite the law, never block and never say 违法.

use crate::lint::rule::Rule;

/// The rules, in the order of their codes.
pub(super) const RULES: &[&Rule] = &[];

/// Codes of the handbook that have no rule yet.
pub(super) const TO_COME: &[&str] =
    &["K601", "K602", "K603", "K604", "K605", "K606", "K607", "K608", "K609", "K610", "K611", "K612", "K613", "K614"];
