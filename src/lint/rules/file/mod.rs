//! K00x: faults of the file that the parser mends or passes over, so that a text is never refused.

mod broken_lines;
mod byte_order_mark;
mod idle_continuation;
mod lost_gap;
mod lost_item_marks;
mod missing_articles;
mod missing_title;
mod odd_characters;
mod page_furniture;
mod paragraph_between_items;
mod uncomposed_characters;

use crate::lint::rule::Rule;

/// The rules, in the order of their codes.
pub(super) const RULES: &[&Rule] = &[
    &byte_order_mark::RULE,
    &lost_gap::RULE,
    &page_furniture::RULE,
    &lost_item_marks::RULE,
    &uncomposed_characters::RULE,
    &missing_title::RULE,
    &missing_articles::RULE,
    &odd_characters::RULE,
    &idle_continuation::RULE,
    &broken_lines::RULE,
    &paragraph_between_items::RULE,
];

/// Codes that have no rule yet.
pub(super) const TO_COME: &[&str] = &[];
