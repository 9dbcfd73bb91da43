//! K5xx: clauses that every ordinance has.

mod clause;
mod copied_from_superior;
mod criminal_clause;
mod delegation_without_organ;
mod effective_date_form;
mod effective_date_missing;
mod purpose_and_basis;
mod scope_missing;
mod vague_repeal;

use crate::lint::rule::Rule;

/// The rules, in the order of their codes.
pub(super) const RULES: &[&Rule] = &[
    &purpose_and_basis::RULE,
    &scope_missing::RULE,
    &effective_date_missing::RULE,
    &effective_date_form::RULE,
    &vague_repeal::RULE,
    &delegation_without_organ::RULE,
    &criminal_clause::RULE,
    &copied_from_superior::RULE,
];

/// Codes of the handbook that have no rule yet.
pub(super) const TO_COME: &[&str] = &[];
