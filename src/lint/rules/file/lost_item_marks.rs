//! K005: items whose （一） was lost, because Word had numbered them by itself.

use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::law::statute::{ItemMark, Paragraph};
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

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let lost = |it: &&Paragraph| it.items.iter().any(|item| item.mark == ItemMark::Lost);
    let lists: Vec<&Paragraph> = ctx.articles.iter().flat_map(|it| &it.paragraphs).filter(lost).collect();
    for problem in ctx.problems("K005") {
        let own = lists.iter().filter(|it| it.span.start <= problem.span.end && problem.span.start <= it.span.end);
        let edits = own
            .flat_map(|it| &it.items)
            .filter(|it| it.mark == ItemMark::Lost)
            .map(|it| Edit { span: Span::new(it.text_span.start, it.text_span.start), replacement: it.number_text() });
        out.report(problem.span, &problem.message).suggest("依次补上（一）（二）……。").offer(edits);
    }
}
