//! K614: matters of special importance are passed by the Congress, not by its Standing Committee. Information only: which
//! matter is of special importance, a person decides.

use super::hint::hint;
use super::maker::is_local;
use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K614",
    name: "congress_matter",
    title: "特别重大事项由人民代表大会通过",
    severity: Severity::Info,
    source: clause!(LL "八十六"),
    page: include_str!("congress_matter.md"),
    check,
    ..Rule::PLAIN
};

/// Matters that touch every citizen or the Congress itself.
const MATTERS: [(&str, &str); 15] = [
    ("制定地方性法规", "立法程序"),
    ("地方立法", "立法程序"),
    ("立法条例", "立法程序"),
    ("议事规则", "人民代表大会的议事程序"),
    ("讨论决定重大事项", "人民代表大会及其常务委员会的职权"),
    ("养犬", "全体市民的生活"),
    ("烟花爆竹", "全体市民的生活"),
    ("控制吸烟", "全体市民的生活"),
    ("殡葬", "全体市民的生活"),
    ("生活垃圾", "全体市民的生活"),
    ("电动自行车", "全体市民的生活"),
    ("机动车限行", "全体市民的生活"),
    ("城市更新", "城市的长远发展"),
    ("生态文明建设", "城市的长远发展"),
    ("历史文化名城", "城市的长远发展"),
];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    if !is_local(ctx) || is_by_congress(ctx) {
        return;
    }
    let title = ctx.statute.title.as_str();
    let Some((_, why)) = MATTERS.iter().find(|it| title.contains(it.0) && !title.contains("听证")) else { return };
    hint(
        out,
        ctx.title_place(),
        &format!("法规涉及{why}，可能属于本行政区域特别重大事项"),
        "是否由人民代表大会审议通过",
    )
    .suggest("属于特别重大事项的，按照人民代表大会审议的程序安排；不属于的，在说明中写明考虑。");
}

/// Whether the head or the 题注 says that the Congress itself makes the text.
fn is_by_congress(ctx: &Context<'_>) -> bool {
    let enactor = ctx.statute.front_matter.as_ref().and_then(|it| it.get("enactor"));
    let note = ctx.statute.title_note.as_ref().map(|it| it.as_str());
    let own = |words: &str| words.contains("人民代表大会") && !words.contains("常务委员会");
    enactor.is_some_and(own) || note.is_some_and(|it| own(&it[..it.find("通过").unwrap_or(it.len())]))
}

#[cfg(test)]
mod tests {
    use super::is_by_congress;
    use crate::law::parse::parse;
    use crate::lint::context::{Context, Inputs};
    use crate::lint::rule::Stage;
    use crate::lint::settings::Settings;

    #[test]
    fn head_and_note_say_that_the_congress_makes_the_text() {
        let of = |source: &str| {
            let parsed = parse(source);
            is_by_congress(&Context::new(source, &parsed, Stage::Draft, &Settings::default(), Inputs::default()))
        };
        let head = |organ: &str| format!("---\nenactor: ××市{organ}\n---\n\n# ××市养犬管理条例\n\n第一条　甲。\n");
        assert!(of(&head("人民代表大会")) && !of(&head("人民代表大会常务委员会")));
        assert!(of("# ××市养犬管理条例\n\n（2026年1月20日××市第三届人民代表大会第一次会议通过）\n\n第一条　甲。\n"));
        assert!(!of("# ××市养犬管理条例\n\n第一条　甲。\n"));
    }
}
