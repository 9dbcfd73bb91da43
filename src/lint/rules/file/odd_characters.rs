//! K009: private-use, zero-width and control characters.

use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Edit;
use crate::lint::finding::Findings;
use crate::lint::rule::{PLATFORM, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K009",
    name: "odd_characters",
    title: "有看不见或者别处显示不出来的字符",
    severity: Severity::Warning,
    source: PLATFORM,
    page: include_str!("odd_characters.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for problem in ctx.problems("K009") {
        let c = ctx.source.get(problem.span.range()).and_then(|it| it.chars().next());
        let invisible =
            c.is_some_and(|c| c.is_control() || matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}'));
        let edit = invisible.then(|| Edit { span: problem.span, replacement: String::new() });
        let suggestion = if invisible { "删去这个字符。" } else { "换成标准的汉字或者符号。" };
        out.report(problem.span, &problem.message).at_most(problem.severity).suggest(suggestion).safe(edit);
    }
}
