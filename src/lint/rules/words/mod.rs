//! K3xx: the words of 立法技术规范.

mod must_for_duty;

use crate::lint::rule::Rule;

/// The rules, in the order of their codes.
pub(super) const RULES: &[&Rule] = &[
    &must_for_duty::RULE, //
];

/// Codes of the handbook that have no rule yet.
pub(super) const TO_COME: &[&str] = &[
    "K302", "K303", "K304", "K305", "K306", "K307", "K308", "K309", "K310", "K311", "K312", "K313", "K315", "K316",
    "K317", "K318", "K319", "K320", "K322", "K323", "K324", "K325", "K326", "K327", "K328", "K329", "K330", "K331",
    "K332", "K333", "K334",
];
