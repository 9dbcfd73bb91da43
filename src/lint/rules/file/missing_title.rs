//! K007: a text without a title.

use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PLATFORM, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K007",
    name: "missing_title",
    title: "没有标题",
    severity: Severity::Warning,
    source: PLATFORM,
    page: include_str!("missing_title.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for problem in ctx.problems("K007") {
        out.report(problem.span, &problem.message).at_most(problem.severity).suggest("在第一行写出法规的完整名称。");
    }
}
