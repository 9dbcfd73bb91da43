//! K109: an article without words, a heading without articles. The parser sees it; see `law::check`.

use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PLATFORM, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K109",
    name: "empty_provision",
    title: "条文或者章节没有内容",
    severity: Severity::Error,
    source: PLATFORM,
    page: include_str!("empty_provision.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for problem in ctx.problems("K109") {
        out.report(problem.span, &problem.message).suggest("补上内容，或者删去并重新编号。");
    }
}
