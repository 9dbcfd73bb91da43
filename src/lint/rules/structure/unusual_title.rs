//! K111: a title without place, with a kind that ordinances do not have, or with 暂行.
//!
//! National texts have no place in their titles and are left alone: they are told by title, 题注, 公告 or front matter,
//! and a place is missed only in a text that says 本市 or 本省.

use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PRACTICE, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K111",
    name: "unusual_title",
    title: "标题的构成不规范",
    severity: Severity::Warning,
    source: PRACTICE,
    page: include_str!("unusual_title.md"),
    check,
    ..Rule::PLAIN
};

/// What titles of ordinances end with.
const KINDS: [&str; 6] = ["条例", "规定", "办法", "决定", "规则", "细则"];
/// Where the name of a place ends.
const PLACES: [char; 7] = ['省', '市', '州', '县', '区', '旗', '盟'];
/// Names of places that may stand without 省 or 市.
const REGIONS: [&str; 31] = [
    "北京",
    "天津",
    "上海",
    "重庆",
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "海南",
    "四川",
    "贵州",
    "云南",
    "陕西",
    "甘肃",
    "青海",
    "内蒙古",
    "广西",
    "西藏",
    "宁夏",
    "新疆",
];
/// Words that only a local text has.
const LOCAL: [&str; 5] = ["本市", "本省", "本自治", "本县", "我市"];
/// How long the name of a place is at most, in characters.
const MAX_PLACE_CHARS: usize = 14;
/// Organs whose texts are national.
const NATIONAL: [&str; 6] =
    ["全国人民代表大会", "国务院", "最高人民", "中华人民共和国", "监察委员会", "中央军事委员会"];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let title = ctx.statute.title.as_str().trim_end_matches("（试行）");
    if title.is_empty() || title.contains("关于") || is_national(ctx) {
        return;
    }
    let place = ctx.title_place();
    if ctx.statute.title.as_str().contains("暂行") || ctx.statute.title.as_str().ends_with("（试行）") {
        out.report(place, "法规标题不用“暂行”“试行”。").suggest("删去“暂行”“试行”；需要限定期限的，在附则中规定。");
    }
    if !KINDS.iter().any(|it| title.ends_with(it)) {
        let message = if title.ends_with('法') {
            "地方性法规的标题不用“法”。"
        } else {
            "标题没有写明是条例、规定还是办法。"
        };
        out.report(place, message).suggest("系统规定一方面事项的称“条例”，部分规定的称“规定”，实施性的称“办法”。");
    }
    let named = title.chars().take(MAX_PLACE_CHARS).any(|it| PLACES.contains(&it))
        || REGIONS.iter().any(|it| title.starts_with(it));
    if !named && ctx.units.iter().any(|unit| LOCAL.iter().any(|it| unit.text.contains(it))) {
        out.report(place, "标题没有写明适用的地方。").suggest("标题由地方名称、事项和“条例”“规定”“办法”构成。");
    }
}

fn is_national(ctx: &Context<'_>) -> bool {
    let statute = ctx.statute;
    let note = statute.title_note.as_ref().map(|it| it.as_str());
    let front = statute.front_matter.as_ref().and_then(|it| it.get("type"));
    let heads =
        [statute.title.as_str()].into_iter().chain(note).chain(statute.notice.iter().map(|it| it.text.as_str()));
    front.is_some_and(|it| !it.contains("地方"))
        || heads.into_iter().any(|words| NATIONAL.iter().any(|it| words.contains(it)))
}

#[cfg(test)]
mod tests {
    use super::RULE;

    fn text(title: &str) -> String {
        format!("# {title}\n\n第一条　本市实行示例制度。\n")
    }

    #[test]
    fn titles_of_ordinances_pass() {
        for title in [
            "××市优化营商环境条例",
            "××自治州水资源保护条例",
            "××市实施《中华人民共和国中医药法》办法",
            "××市人民代表大会议事规则",
            "××市人民代表大会常务委员会关于加强示例工作的决定",
            "中华人民共和国立法法",
        ] {
            RULE.accepts(&text(title));
        }
        for title in
            ["××市市容管理法", "环境卫生条例", "××市市容管理暂行规定", "××市市容管理条例（试行）", "××市市容管理"]
        {
            RULE.flags(&text(title));
        }
    }
}
