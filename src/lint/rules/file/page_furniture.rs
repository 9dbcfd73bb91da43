//! K004: a page number or a running head between articles. The parser keeps it as a comment.

use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PLATFORM, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K004",
    name: "page_furniture",
    title: "条文中夹有页码或者页眉",
    severity: Severity::Warning,
    source: PLATFORM,
    page: include_str!("page_furniture.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for problem in ctx.problems("K004") {
        out.report(problem.span, &problem.message)
            .at_most(problem.severity)
            .suggest("删去页码、页眉；如果是条文，在行首加“\\”。");
    }
}
