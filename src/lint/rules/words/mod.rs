//! K3xx: the words of 立法技术规范.

mod and_or;
mod bands;
mod bare_but;
mod bare_or_and;
mod misused_accordance;
mod misused_enact;
mod misused_forbid;
mod misused_jointly;
mod misused_make;
mod misused_offset;
mod misused_pay;
mod misused_publish;
mod must_for_duty;
mod near;
mod old_account;
mod open_except;
mod tian_for_day;
mod unfit_bands;
mod workday_for_liberty;

use crate::lint::rule::Rule;

/// The rules, in the order of their codes.
pub(super) const RULES: &[&Rule] = &[
    &must_for_duty::RULE,
    &misused_forbid::RULE,
    &and_or::RULE,
    &bare_or_and::RULE,
    &bare_but::RULE,
    &open_except::RULE,
    &misused_accordance::RULE,
    &misused_enact::RULE,
    &misused_jointly::RULE,
    &misused_pay::RULE,
    &misused_offset::RULE,
    &old_account::RULE,
    &unfit_bands::RULE,
    &workday_for_liberty::RULE,
    &tian_for_day::RULE,
    &misused_make::RULE,
    &misused_publish::RULE,
];

/// Codes of the handbook that have no rule yet.
pub(super) const TO_COME: &[&str] = &[
    "K319", "K320", "K322", "K323", "K324", "K325", "K326", "K327", "K328", "K329", "K330", "K331", "K332", "K333",
    "K334",
];
