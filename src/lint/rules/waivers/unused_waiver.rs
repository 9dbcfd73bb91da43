//! K091: `km:allow` where its rule finds nothing. It is told after all rules have run; see `lint::run`.

use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::lint::context::Context;
use crate::lint::finding::{Edit, Findings};
use crate::lint::rule::{PLATFORM, Rule};

pub(in crate::lint) static RULE: Rule = Rule {
    code: "K091",
    name: "unused_waiver",
    title: "保留标注没有对应的提示",
    severity: Severity::Warning,
    source: PLATFORM,
    page: include_str!("unused_waiver.md"),
    ..Rule::PLAIN
};

/// Reports the waivers that let nothing stand. `used` holds, for each waiver, the codes that it let stand; `silent`
/// tells of rules that cannot have found anything.
pub(in crate::lint) fn report(
    ctx: &Context<'_>,
    used: &[Vec<&'static str>],
    silent: impl Fn(&Rule) -> bool,
    out: &mut Findings,
) {
    let hidden = out.hidden.clone();
    for (waiver, used) in ctx.waivers.iter().zip(used).filter(|(it, _)| !it.reason.is_empty()) {
        let idle = |it: &&Rule| !used.contains(&it.code) && !silent(it) && !hidden.contains_key(it.code);
        let codes: Vec<&str> = waiver.rules().filter(|it| idle(it)).map(|it| it.code).collect();
        if codes.is_empty() {
            continue;
        }
        let whole = codes.len() == waiver.codes.len();
        out.report(waiver.span, format!("{}在这里没有提示，不需要保留标注。", codes.join("、")))
            .suggest(if whole { "删去这处标注。" } else { "从标注中删去这些编号。" })
            .safe(whole.then(|| Edit { span: with_blank(ctx.source, waiver.span), replacement: String::new() }));
    }
}

/// The comment with the blanks before it on its line.
fn with_blank(source: &str, span: Span) -> Span {
    let before = source[..span.start].trim_end_matches([' ', '\t', '\u{3000}']);
    Span::new(before.len(), span.end)
}
