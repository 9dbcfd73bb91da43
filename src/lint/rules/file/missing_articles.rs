//! K008: an empty file, or a text without articles.

use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PLATFORM, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K008",
    name: "missing_articles",
    title: "没有条文",
    severity: Severity::Error,
    source: PLATFORM,
    page: include_str!("missing_articles.md"),
    check,
    ..Rule::PLAIN
};

/// Texts that may well have no articles.
const WITHOUT: [&str; 8] = ["决定", "决议", "修正案", "批复", "答复", "解释", "意见", "通知"];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let title = ctx.statute.title.as_str();
    for problem in ctx.problems("K008").filter(|_| !WITHOUT.iter().any(|it| title.contains(it))) {
        out.report(ctx.title_place(), &problem.message)
            .at_most(problem.severity)
            .suggest("条文以“第一条”和一个全角空格开头；核对是否选错了文件。");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::law::problem::Severity;
    use crate::lint::testing::found_in;

    #[test]
    fn an_empty_file_is_an_error_and_a_decision_needs_no_articles() {
        let weight = |text: &str| found_in(&RULE, text).first().map(|it| it.severity);
        assert_eq!(weight(" \n"), Some(Severity::Error));
        assert_eq!(weight("# ××市示例条例\n\n甲。\n"), Some(Severity::Warning));
        assert_eq!(weight("# ××市人民代表大会常务委员会关于示例的决定\n\n甲。\n"), None);
    }
}
