//! K09x: waivers that lack a reason, a known rule or a finding.

mod unknown_rule_in_waiver;
pub(in crate::lint) mod unused_waiver;
mod waiver_without_reason;

use crate::lint::rule::Rule;

/// The rules, in the order of their codes.
pub(super) const RULES: &[&Rule] = &[&waiver_without_reason::RULE, &unused_waiver::RULE, &unknown_rule_in_waiver::RULE];

/// Codes that have no rule yet.
pub(super) const TO_COME: &[&str] = &[];
