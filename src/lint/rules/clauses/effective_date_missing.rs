//! K503: no effective date, or one that does not stand in the last article.

use super::clause;
use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K503",
    name: "effective_date_missing",
    title: "没有写明施行日期或者施行日期不在最后一条",
    severity: Severity::Error,
    source: clause!(LL "六十一"),
    page: include_str!("effective_date_missing.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let Some(own) = clause::rules_of(ctx) else { return };
    let last = clause::last_index(ctx);
    if ctx.units.iter().any(|it| it.article_index == last && sets_date(it.text)) {
        return;
    }
    let named = format!("本{own}");
    // An earlier article may date a plan or a licence; only one that names the text dates the text.
    let of_text = |it: &str| it.rfind("施行").is_some_and(|at| it[..at].contains(&named)) && sets_date(it);
    let before = ctx.units.iter().rev().find(|it| it.sentences().any(|span| of_text(&it.text[span.range()])));
    if let Some(unit) = before {
        // Readers find it; so it does not hold up a vote.
        out.report(unit.place(unit.sentences().next().unwrap_or_default()), "施行日期不在最后一条。")
            .suggest("施行日期放在最后一条。")
            .at_most(Severity::Warning);
    } else if !ctx.units.iter().any(|it| sets_date(it.text)) && !dated_outside(ctx) {
        let place = ctx.articles.last().map_or_else(|| ctx.title_place(), |it| it.number_span);
        // A few national laws on elections were put into force by the order that published them.
        let weight = if clause::is_local(ctx) { Severity::Error } else { Severity::Warning };
        out.report(place, "没有写明施行日期。")
            .suggest(format!("在最后一条写明：本{own}自×年×月×日起施行。"))
            .at_most(weight);
    }
}

/// Whether the words say from when on a text applies. K326 and K504 look at how they say it.
fn sets_date(text: &str) -> bool {
    let when = ["起", "起正式", "开始", "日", "时", "后", "起开始", "起试", "起，"];
    ["施行", "实施", "生效", "执行", "实行", "行"]
        .iter()
        .any(|begins| text.match_indices(begins).any(|(at, _)| when.iter().any(|it| text[..at].ends_with(it))))
}

/// Whether the 题注 or the words before the articles say it.
fn dated_outside(ctx: &Context<'_>) -> bool {
    let note = ctx.statute.title_note.iter().map(|it| it.as_str());
    let before = ctx.statute.preamble.iter().chain(&ctx.statute.notice).map(|it| it.text.as_str());
    note.chain(before).any(|it| it.contains("施行") || it.contains("实施") || it.contains("生效"))
}

#[cfg(test)]
mod tests {
    use super::{RULE, sets_date};

    #[test]
    fn old_and_new_ways_to_set_a_date_are_known() {
        for text in [
            "本法自公布之日起施行。",
            "本条例自2026年1月1日起实施。",
            "本办法于2026年1月1日开始施行。",
            "本条例2026年1月1日施行。",
        ] {
            assert!(sets_date(text), "{text}");
        }
        assert!(!sets_date("本条例的施行情况应当报告。"));
    }

    #[test]
    fn odd_cases() {
        RULE.flags("# ××市示例条例\n\n第一条　甲。\n");
        RULE.flags("# ××市示例条例\n\n第一条　本条例自2026年1月1日起施行。\n\n第二条　甲。\n");
        RULE.accepts("# ××市关于示例工作的决定\n\n第一条　甲。\n");
        RULE.accepts("# ××市示例条例\n\n甲。\n");
    }
}
