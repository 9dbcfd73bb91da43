//! K005: items whose （一） was lost, because Word had numbered them by itself.

use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::law::statute::ItemMark;
use crate::lint::context::Context;
use crate::lint::finding::Edit;
use crate::lint::finding::Findings;
use crate::lint::rule::{PLATFORM, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K005",
    name: "lost_item_marks",
    title: "项没有序号",
    severity: Severity::Warning,
    source: PLATFORM,
    page: include_str!("lost_item_marks.md"),
    check,
    ..Rule::PLAIN
};

/// The parser reports an article once, however many lists in it lost their marks.
fn check(ctx: &Context<'_>, out: &mut Findings) {
    for problem in ctx.problems("K005") {
        let paragraphs = ctx.article_at(problem.span.start).map_or(&[][..], |it| it.paragraphs.as_slice());
        let items = paragraphs.iter().flat_map(|it| &it.items).filter(|it| it.mark == ItemMark::Lost);
        let edits = items
            .map(|it| Edit { span: Span::new(it.text_span.start, it.text_span.start), replacement: it.number_text() });
        out.report(problem.span, &problem.message).suggest("依次补上（一）（二）……。").offer(edits);
    }
}
