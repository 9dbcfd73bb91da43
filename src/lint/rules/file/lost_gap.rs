//! K003: 第一条为了…: the gap after a number was lost, or a heading and an article share a line. The parser tells them apart by the order of the numbers.

use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::lint::context::Context;
use crate::lint::finding::Edit;
use crate::lint::finding::Findings;
use crate::lint::rule::{PLATFORM, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K003",
    name: "lost_gap",
    title: "条的序号后没有空格",
    severity: Severity::Warning,
    source: PLATFORM,
    page: include_str!("lost_gap.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for problem in ctx.problems("K003") {
        let article = ctx.article_at(problem.span.start).is_some_and(|it| it.number_span == problem.span);
        let end = Span::new(problem.span.end, problem.span.end);
        let edit = article.then(|| Edit { span: end, replacement: "\u{3000}".to_owned() });
        out.report(problem.span, &problem.message).suggest("序号后空一个全角空格；章、节标题单独成行。").safe(edit);
    }
}
