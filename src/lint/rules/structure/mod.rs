//! K1xx: the parts of a text and their numbers.

mod article_numbers;
mod drafting_marks;
mod empty_provision;
mod heading_numbers;
mod incomplete_title_note;
mod item_numbers;
mod marks;
mod narrow_item_brackets;
mod numbered_paragraph;
mod numerals_of_provisions;
mod subitem_marks;
mod toc_differs;
mod unusual_outer_chapters;
mod unusual_title;

use crate::lint::rule::Rule;

/// The rules, in the order of their codes.
pub(super) const RULES: &[&Rule] = &[
    &article_numbers::RULE,
    &heading_numbers::RULE,
    &item_numbers::RULE,
    &numbered_paragraph::RULE,
    &subitem_marks::RULE,
    &numerals_of_provisions::RULE,
    &narrow_item_brackets::RULE,
    &toc_differs::RULE,
    &empty_provision::RULE,
    &incomplete_title_note::RULE,
    &unusual_title::RULE,
    &unusual_outer_chapters::RULE,
    &drafting_marks::RULE,
];

/// Codes of the handbook that have no rule yet.
pub(super) const TO_COME: &[&str] = &[];
