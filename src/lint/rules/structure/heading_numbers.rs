//! K102: 编, 章 and 节 run on; 节 begin anew in each 章. The parser sees it; see `law::check`.

use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K102",
    name: "heading_numbers",
    title: "编、章、节的序号不连续",
    severity: Severity::Error,
    source: clause!(LL "六十五"),
    page: include_str!("heading_numbers.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for problem in ctx.problems("K102") {
        out.report(problem.span, &problem.message)
            .suggest("核对是否缺漏编、章、节，并按顺序重新编号；节在每章中从第一节起编号。");
    }
}
