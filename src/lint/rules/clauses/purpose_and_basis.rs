//! K501: 第一条 says why, then on what basis: 为了…，根据…，结合本市实际，制定本条例。

use super::clause;
use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};
use crate::lint::unit::TextUnit;

pub(super) static RULE: Rule = Rule {
    code: "K501",
    name: "purpose_and_basis",
    title: "第一条的立法目的、依据表述不规范",
    severity: Severity::Warning,
    source: clause!(G1 "5"),
    page: include_str!("purpose_and_basis.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let Some(own) = clause::rules_of(ctx) else { return };
    let Some(unit) = clause::of_first(ctx).next() else { return };
    let text = unit.text;
    let made = text.find("制定本").or_else(|| text.find("制订本"));
    let purpose = purpose(unit);
    let basis = ["根据", "依据", "依照", "按照"].into_iter().filter_map(|it| text.find(it)).min();
    match (purpose, basis, made) {
        (_, _, None) => return nothing_made(ctx, unit, own, out),
        (Some(why), _, Some(_)) if !text[why..].starts_with("为了") => short_purpose(ctx, unit, why, out),
        (Some(why), Some(on), Some(made)) if on < why && why < made => {
            let span = unit.place(Span::new(on, made));
            out.report(span, "立法依据写在立法目的之前。").suggest("先写“为了…”，再写“根据…”。");
        }
        (None, _, Some(_)) if !carries_out(ctx) => {
            let whole = unit.place(unit.sentences().next().unwrap_or_default());
            out.report(whole, "第一条没有写明立法目的。").suggest("在立法依据之前写明“为了…”。");
        }
        _ => {}
    }
    if let (None, Some(made)) = (basis, made)
        && clause::is_local(ctx)
        && !carries_out(ctx)
    {
        let span = Span::new(made, text[made..].find(['。', '，']).map_or(text.len(), |it| made + it));
        out.report(unit.place(span), "第一条没有写明立法依据。")
            .suggest(format!("写明“根据《…》（等法律、法规），结合本市实际，制定本{own}”。"));
    }
}

/// Where 为了 or 为 begins, at the start of a clause.
fn purpose(unit: &TextUnit<'_>) -> Option<usize> {
    unit.clauses().map(|it| it.start).find(|&at| {
        let words = &unit.text[at..];
        words.starts_with('为') && !["为此", "为主", "为本"].iter().any(|it| words.starts_with(it))
    })
}

fn short_purpose(ctx: &Context<'_>, unit: &TextUnit<'_>, at: usize, out: &mut Findings) {
    let span = Span::new(at, at + '为'.len_utf8());
    out.report(unit.place(span), "表述立法目的用“为了”，不用“为”。")
        .suggest("将“为”改为“为了”。")
        .safe(unit.edit(ctx.source, span, "为了"));
}

/// A first article that makes nothing: 制定本条例 is missing altogether.
fn nothing_made(ctx: &Context<'_>, unit: &TextUnit<'_>, own: &str, out: &mut Findings) {
    let said = clause::of_first(ctx).any(|it| it.text.contains("制定") || it.text.contains("制订"));
    if !said && clause::is_local(ctx) {
        let whole = unit.place(unit.sentences().next().unwrap_or_default());
        out.report(whole, "第一条没有写明立法目的和依据。")
            .suggest(format!("写明“为了…，根据…，结合本市实际，制定本{own}。”"));
    }
}

/// A text that carries out the law of its title has its purpose and its basis in it.
fn carries_out(ctx: &Context<'_>) -> bool {
    ["实施", "施行", "细则"].iter().any(|it| ctx.statute.title.as_str().contains(it))
}

#[cfg(test)]
mod tests {
    use super::RULE;

    fn first(words: &str) -> String {
        format!("# ××市示例条例\n\n第一条　{words}\n\n第二条　本条例自2026年10月1日起施行。\n")
    }

    #[test]
    fn odd_cases() {
        RULE.flags(&first("本条例适用于示例活动。"));
        RULE.flags(&first("根据有关法律，制定本条例。"));
        RULE.flags(&first("为了规范示例活动，制定本条例。"));
        RULE.accepts(&first("为了规范示例活动，根据有关法律，制定本条例。"));
        RULE.accepts("# ××市实施《示例法》办法\n\n第一条　为了实施《示例法》，结合本市实际，制定本办法。\n");
        RULE.accepts("# 关于废止《××市示例条例》的决定\n\n第一条　废止《××市示例条例》。\n");
        RULE.accepts("# ××市实施《示例法》办法\n\n第一条　根据《示例法》，结合本市实际，制定本办法。\n");
    }
}
