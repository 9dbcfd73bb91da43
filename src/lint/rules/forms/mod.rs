//! K4xx: numerals, punctuation, lists.

pub(in crate::lint::rules) mod amounts;
mod arabic_quantity;
mod chinese_date;
mod fine_band;
mod item_end;
mod list_lead;
mod lists;
mod long_sentence;
mod marks;
mod mixed_item_de;
mod paragraph_end;
mod quotation_marks;

use crate::lint::rule::Rule;

/// The rules, in the order of their codes.
pub(super) const RULES: &[&Rule] = &[
    &arabic_quantity::RULE,
    &chinese_date::RULE,
    &item_end::RULE,
    &list_lead::RULE,
    &mixed_item_de::RULE,
    &paragraph_end::RULE,
    &quotation_marks::RULE,
    &long_sentence::RULE,
    &fine_band::RULE,
];

/// Codes of the handbook that have no rule yet.
pub(super) const TO_COME: &[&str] = &[];
