//! All rules, by code. A family names its own rules in its `mod.rs`; nothing else is needed to register one.

use super::rule::Rule;
use super::rules;
use std::sync::LazyLock;

static RULES: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let mut all: Vec<&'static Rule> = rules::FAMILIES.iter().flat_map(|it| it.rules.iter().copied()).collect();
    all.sort_by_key(|it| it.code);
    all
});

/// All rules in the order of their codes.
#[must_use]
pub fn rules() -> &'static [&'static Rule] {
    &RULES
}

/// The rule of a code (K301, in capitals or not) or of an English name.
#[must_use]
pub fn find(code_or_name: &str) -> Option<&'static Rule> {
    rules().iter().copied().find(|it| it.code.eq_ignore_ascii_case(code_or_name) || it.name == code_or_name)
}

/// Where a rule stands in [`rules`].
pub(super) fn index(rule: &Rule) -> Option<usize> {
    rules().binary_search_by_key(&rule.code, |it| it.code).ok()
}

/// A family of rules, as a list of rules is parted for people.
#[derive(Debug)]
pub struct Family {
    /// The folder: `structure`.
    pub name: &'static str,
    /// In Chinese: 结构.
    pub title: &'static str,
    /// Its rules.
    pub rules: &'static [&'static Rule],
    /// Codes of the handbook that have no rule yet.
    pub to_come: &'static [&'static str],
}

/// The families, in the order of their codes.
#[must_use]
pub fn families() -> &'static [Family] {
    rules::FAMILIES
}
