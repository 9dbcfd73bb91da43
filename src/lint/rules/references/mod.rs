//! K2xx: references within the text and to other laws.

mod article_of_another_law;
mod bracketed_item;
mod cited;
mod constitution_in_title_marks;
mod dangling_reference;
mod duty_without_consequence;
mod item_without_paragraph;
mod law_names;
mod law_not_in_force;
mod nothing_before;
mod odd_range;
mod other_self_name;
mod penalty_without_duty;
mod short_law_name;
mod vague_reference;

use crate::lint::rule::Rule;

/// The rules, in the order of their codes.
pub(super) const RULES: &[&Rule] = &[
    &dangling_reference::RULE,
    &nothing_before::RULE,
    &bracketed_item::RULE,
    &item_without_paragraph::RULE,
    &odd_range::RULE,
    &vague_reference::RULE,
    &other_self_name::RULE,
    &short_law_name::RULE,
    &constitution_in_title_marks::RULE,
    &article_of_another_law::RULE,
    &law_not_in_force::RULE,
    &penalty_without_duty::RULE,
    &duty_without_consequence::RULE,
];

/// Codes of the handbook that have no rule yet.
pub(super) const TO_COME: &[&str] = &[];
