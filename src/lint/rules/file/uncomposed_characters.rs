//! K006: characters that NFC composes. The parser composes them and keeps the source.

use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PLATFORM, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K006",
    name: "uncomposed_characters",
    title: "有未合成的字符",
    severity: Severity::Info,
    source: PLATFORM,
    page: include_str!("uncomposed_characters.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for problem in ctx.problems("K006") {
        out.report(problem.span, &problem.message)
            .at_most(problem.severity)
            .suggest("用输入法重新输入这些字符，或者把文件转换为 NFC。");
    }
}
