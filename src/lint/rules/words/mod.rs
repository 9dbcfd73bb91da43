//! K3xx: the words of 立法技术规范.

mod approval_words;
mod bare_modal;
mod basis_words;
mod bureau_names;
mod definitions;
mod effective_word;
mod establish_words;
mod gain_words;
mod latin_letters;
mod licence_verbs;
mod mention;
mod must_for_duty;
mod our_city;
mod two_terms;
mod unlawful_words;
mod vague_words;
mod wrong_forms;

use crate::lint::rule::Rule;

/// The rules, in the order of their codes.
pub(super) const RULES: &[&Rule] = &[
    &must_for_duty::RULE, //
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
pub(super) const TO_COME: &[&str] = &[
    "K302", "K303", "K304", "K305", "K306", "K307", "K308", "K309", "K310", "K311", "K312", "K313", "K315", "K316",
    "K317", "K318",
];
