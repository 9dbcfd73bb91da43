//! K090: `km:allow` without a reason. Such a waiver lets nothing stand.

use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PLATFORM, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K090",
    name: "waiver_without_reason",
    title: "保留标注没有理由",
    severity: Severity::Warning,
    source: PLATFORM,
    page: include_str!("waiver_without_reason.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for waiver in ctx.waivers.iter().filter(|it| it.reason.is_empty()) {
        out.report(waiver.span, "这处保留标注没有写明理由，不起作用。")
            .suggest("在规则编号后空一格写明理由，如 <!-- km:allow K301 引用上级文件原文 -->。");
    }
}
