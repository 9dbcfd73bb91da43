//! K502: no article says what the text applies to.

use super::clause;
use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PRACTICE, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K502",
    name: "scope_missing",
    title: "没有写明适用范围",
    severity: Severity::Warning,
    source: PRACTICE,
    page: include_str!("scope_missing.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    // A law of the whole state needs no area, and often says no more.
    let Some(own) = clause::rules_of(ctx).filter(|_| clause::is_local(ctx)) else { return };
    let named = format!("本{own}");
    let area = ["行政区域", "境内", "本市", "本省", "从事"];
    let words = |it: &str| {
        let applies = it.contains("适用") && (it.contains(&named) || it.contains("适用于"));
        let binds =
            ["遵守", "依照", "按照", "执行", "所称"].iter().any(|word| it.contains(word)) && it.contains(&named);
        applies || binds && area.iter().any(|word| it.contains(word))
    };
    // 议事规则 say of whom they speak by their title, and a text that carries out a law applies where that one does.
    let organ = ["规则", "细则"].contains(&own) || ctx.statute.title.as_str().contains("实施");
    if !organ && !ctx.units.iter().any(|it| words(it.text)) {
        out.report(ctx.title_place(), "没有写明适用范围。")
            .suggest(format!("一般在第二条写明：本市行政区域内的…活动，适用本{own}。"));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn odd_cases() {
        RULE.flags("# ××市示例条例\n\n第一条　为了示例，制定本条例。\n\n第二条　本条例自2026年10月1日起施行。\n");
        RULE.accepts("# ××市示例条例\n\n第一条　在本市养犬的，应当遵守本条例。\n");
        RULE.accepts("# ××市示例条例\n\n第一条　本条例适用于本市的示例活动。\n");
        RULE.accepts("# 关于示例工作的决定\n\n第一条　加强示例工作。\n");
    }
}
