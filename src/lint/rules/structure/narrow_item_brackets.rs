//! K107: 项 marked (一) instead of （一）. The parser sees it while it reads lists.

use super::marks;
use crate::law::problem::Severity;
use crate::law::statute::Item;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PRACTICE, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K107",
    name: "narrow_item_brackets",
    title: "项的括号是半角",
    severity: Severity::Warning,
    source: PRACTICE,
    page: include_str!("narrow_item_brackets.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let items: Vec<&Item> = ctx.articles.iter().flat_map(|it| &it.paragraphs).flat_map(|it| &it.items).collect();
    for problem in ctx.problems("K107") {
        let own = items.binary_search_by_key(&problem.span.start, |it| it.span.start).ok().map(|at| items[at]);
        let edit = own.and_then(|it| marks::replace(ctx.source, it.span, it.text_span, &it.number_text()));
        let span = edit.as_ref().map_or(problem.span, |it| it.span);
        out.report(span, "项的序号用全角括号。").suggest("将“( )”改为“（）”。").safe(edit);
    }
}
