//! K3xx: the words of 立法技术规范.

mod and_or;
mod approval_words;
mod bands;
mod bare_but;
mod bare_modal;
mod bare_or_and;
mod basis_words;
mod bureau_names;
mod definitions;
mod effective_word;
mod establish_words;
mod gain_words;
mod latin_letters;
mod licence_verbs;
mod mention;
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
mod our_city;
mod tian_for_day;
mod two_terms;
mod unfit_bands;
mod unlawful_words;
mod vague_words;
mod workday_for_liberty;
mod wrong_forms;

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
    &unlawful_words::RULE,
    &establish_words::RULE,
    &approval_words::RULE,
    &licence_verbs::RULE,
    &basis_words::RULE,
    &gain_words::RULE,
    &effective_word::RULE,
    &bare_modal::RULE,
    &wrong_forms::RULE,
    &our_city::RULE,
    &bureau_names::RULE,
    &definitions::RULE,
    &two_terms::RULE,
    &vague_words::RULE,
    &latin_letters::RULE,
];

/// Codes of the handbook that have no rule yet.
pub(super) const TO_COME: &[&str] = &[];
