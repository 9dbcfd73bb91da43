//! K001: a byte order mark before the first word. The parser passes over it.

use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Edit;
use crate::lint::finding::Findings;
use crate::lint::rule::{PLATFORM, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K001",
    name: "byte_order_mark",
    title: "文件开头有字节顺序标记",
    severity: Severity::Info,
    source: PLATFORM,
    page: include_str!("byte_order_mark.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for problem in ctx.problems("K001") {
        let edit = Edit { span: problem.span, replacement: String::new() };
        out.report(problem.span, &problem.message).suggest("另存为不带 BOM 的 UTF-8。").safe([edit]);
    }
}
