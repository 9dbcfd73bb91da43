//! K101: the numbers of articles run on and occur once. The parser sees it; see `law::check`.

use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K101",
    name: "article_numbers",
    title: "条的序号不连续或者重复",
    severity: Severity::Error,
    source: clause!(LL "六十五"),
    page: include_str!("article_numbers.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    // 宪法修正案 number their articles on from one amendment to the next.
    if ctx.is_amendment() {
        return;
    }
    for problem in ctx.problems("K101") {
        out.report(problem.span, &problem.message).suggest("核对条文是否缺漏或者重复，并按顺序重新编号。");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn inserted_articles_follow_their_base() {
        RULE.accepts("第三条　甲。\n\n第三条之一　乙。\n\n第四条　丙。");
        RULE.flags("第三条　甲。\n\n第三条之二　乙。\n\n第四条　丙。");
    }

    #[test]
    fn amendments_number_on_from_one_to_the_next() {
        RULE.accepts("# 中华人民共和国示例修正案\n\n第三条　甲。\n\n第九条　乙。\n");
        RULE.flags("# ××市示例条例\n\n第三条　甲。\n\n第九条　乙。\n");
    }
}
