//! K012: a paragraph between two items of one list. The parser takes it as words of the first.

use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PLATFORM, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K012",
    name: "paragraph_between_items",
    title: "两项之间夹有段落",
    severity: Severity::Info,
    source: PLATFORM,
    page: include_str!("paragraph_between_items.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for problem in ctx.problems("K012") {
        out.report(problem.span, &problem.message)
            .at_most(problem.severity)
            .suggest("并入上一项；属于另一款的，移到最后一项之后。");
    }
}
