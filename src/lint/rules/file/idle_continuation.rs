//! K010: `km:cont` where nothing could go on.

use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PLATFORM, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K010",
    name: "idle_continuation",
    title: "接续标注前没有上文",
    severity: Severity::Warning,
    source: PLATFORM,
    page: include_str!("idle_continuation.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for problem in ctx.problems("K010") {
        out.report(problem.span, &problem.message)
            .at_most(problem.severity)
            .suggest("删去 <!-- km:cont -->，或者移到要接续的段落之后。");
    }
}
