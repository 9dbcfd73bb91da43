//! K6xx: hints at what a city may not decide. They cite the law, never block and never say 违法.

mod added_penalty;
mod coercive_execution;
mod coercive_measure;
mod congress_matter;
mod hearing_record;
mod hint;
mod licence_conditions;
mod local_favour;
mod maker;
mod market_barrier;
mod measures;
mod outside_four_fields;
mod penalties;
mod penalty_beyond_power;
mod personal_data;
mod reserved_to_law;
mod retroactive;
mod wider_penalty;

use crate::lint::rule::Rule;

/// The rules, in the order of their codes.
pub(super) const RULES: &[&Rule] = &[
    &outside_four_fields::RULE,
    &reserved_to_law::RULE,
    &penalty_beyond_power::RULE,
    &wider_penalty::RULE,
    &added_penalty::RULE,
    &market_barrier::RULE,
    &licence_conditions::RULE,
    &coercive_measure::RULE,
    &coercive_execution::RULE,
    &hearing_record::RULE,
    &local_favour::RULE,
    &personal_data::RULE,
    &retroactive::RULE,
    &congress_matter::RULE,
];

/// Codes of the handbook that have no rule yet.
pub(super) const TO_COME: &[&str] = &[];

#[cfg(test)]
mod tests {
    use super::RULES;
    use crate::law::parse::parse;
    use crate::law::problem::Severity;
    use crate::lint::context::Inputs;
    use crate::lint::page;
    use crate::lint::rule::Stage;
    use crate::lint::settings::Settings;
    use crate::lint::testing::wrapped;
    use crate::lint::{Finding, Options, lint};

    /// What the family says about all examples of its pages, in an installation that wants it to block.
    fn said() -> Vec<Finding> {
        let severities = RULES.iter().map(|it| (it.code.to_owned(), Severity::Error)).collect();
        let settings = Settings { preview: true, severities, ..Settings::default() };
        let mut found = Vec::new();
        for page in RULES.iter().map(|it| page::read(it.page)) {
            let superior: Vec<_> = page.givens.iter().map(|it| parse(it.1).statute).collect();
            for text in page.examples.iter().map(wrapped) {
                let inputs = Inputs { known_titles: None, superior: &superior };
                let options = Options { stage: Some(Stage::Vote), settings: &settings, inputs };
                found.extend(lint(&text, &parse(&text), &options).findings);
            }
        }
        found.retain(|it| it.code.starts_with("K6"));
        found
    }

    #[test]
    fn hints_ask_to_check_cite_the_law_and_never_block() {
        let said = said();
        assert!(RULES.iter().all(|rule| said.iter().any(|it| it.code == rule.code)));
        for it in said {
            assert!(it.severity <= Severity::Warning, "{it:?}");
            assert!(it.message.contains("请核对") && !it.message.contains("违法"), "{it:?}");
            assert!(!it.suggestion.as_deref().unwrap_or_default().contains("违法"), "{it:?}");
            assert!(it.source.starts_with('《') && it.source.contains('条'), "{it:?}");
            assert!(it.fix.is_none(), "{it:?}");
        }
    }

    #[test]
    fn texts_of_the_nation_are_told_nothing() {
        for page in RULES.iter().map(|it| page::read(it.page)) {
            for example in page.examples.iter().filter(|it| !it.good) {
                let text = wrapped(example);
                let title = text.lines().next().unwrap_or_default();
                let text = text.replace(title, "# 中华人民共和国示例条例").replace("本市", "全国");
                let settings = Settings { preview: true, ..Settings::default() };
                let found = lint(&text, &parse(&text), &Options::new(&settings)).findings;
                assert!(!found.iter().any(|it| it.code.starts_with("K6")), "{text}\n{found:?}");
            }
        }
    }
}
