//! K105: 目 marked （1） or ① instead of 1. The parser sees it while it reads lists.

use super::marks;
use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::law::statute::Subitem;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K105",
    name: "subitem_marks",
    title: "目的序号不是1.2.",
    severity: Severity::Warning,
    source: clause!(LL "六十五"),
    page: include_str!("subitem_marks.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let subitems: Vec<&Subitem> = ctx
        .articles
        .iter()
        .flat_map(|it| &it.paragraphs)
        .flat_map(|it| &it.items)
        .flat_map(|it| &it.subitems)
        .collect();
    for problem in ctx.problems("K105") {
        let own = subitems.binary_search_by_key(&problem.span.start, |it| it.span.start).ok().map(|at| subitems[at]);
        let span =
            own.map_or(problem.span, |it| Span { start: it.span.start, end: it.text_span.start.max(it.span.start) });
        out.report(span, "目的序号用“1.”“2.”，不用“（1）”“①”。")
            .suggest("改为阿拉伯数字加下脚点。")
            .safe(own.and_then(|it| marks::replace(ctx.source, it.span, it.text_span, &it.number_text())));
    }
}
