//! K112: a text in chapters whose first is not 总则 or whose last is not 附则.

use crate::law::problem::Severity;
use crate::law::statute::{Division, DivisionKind, Unit};
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PRACTICE, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K112",
    name: "unusual_outer_chapters",
    title: "首章不是总则或者末章不是附则",
    severity: Severity::Warning,
    source: PRACTICE,
    page: include_str!("unusual_outer_chapters.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let chapters: Vec<&Division> = ctx.statute.body.iter().filter_map(chapter).collect();
    let ([first, .., last], false) = (chapters.as_slice(), ctx.is_amendment()) else { return };
    // A text whose first chapter was lost has another fault (K102).
    if first.number <= 1 && !matches!(first.name.as_str(), "总则" | "总纲") {
        out.report(first.span, "分章的法规，第一章一般为“总则”。")
            .suggest("将目的、依据、适用范围、原则和职责分工归入“总则”。");
    }
    if last.name.as_str() != "附则" {
        out.report(last.span, "分章的法规，最后一章一般为“附则”。")
            .suggest("将用语含义、参照适用和施行日期归入“附则”。");
    }
}

fn chapter(unit: &Unit) -> Option<&Division> {
    match unit {
        Unit::Division(division) if division.kind == DivisionKind::Chapter => Some(division),
        _ => None,
    }
}
