//! K092: `km:allow` with a code or a name that no rule has.

use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::registry;
use crate::lint::rule::{PLATFORM, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K092",
    name: "unknown_rule_in_waiver",
    title: "保留标注的规则编号不存在",
    severity: Severity::Warning,
    source: PLATFORM,
    page: include_str!("unknown_rule_in_waiver.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for waiver in &ctx.waivers {
        let unknown: Vec<&str> = waiver.codes.iter().copied().filter(|it| registry::find(it).is_none()).collect();
        let message = match unknown.as_slice() {
            [] if !waiver.codes.is_empty() => continue,
            [] => "这处保留标注没有写明规则编号。".to_owned(),
            _ => format!("没有编号为“{}”的规则。", unknown.join("、")),
        };
        out.report(waiver.span, message).suggest("写明要保留的规则编号，如 <!-- km:allow K301 理由 -->。");
    }
}
