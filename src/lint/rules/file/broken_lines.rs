//! K011: a 款 that a copied link broke into lines. The parser joins them.

use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PLATFORM, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K011",
    name: "broken_lines",
    title: "一款被断成几段",
    severity: Severity::Warning,
    source: PLATFORM,
    page: include_str!("broken_lines.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for problem in ctx.problems("K011") {
        out.report(problem.span, &problem.message)
            .at_most(problem.severity)
            .suggest("接成一款；应当另起一款的，在行首加“\\”。");
    }
}
