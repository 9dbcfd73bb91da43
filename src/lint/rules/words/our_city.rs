//! K329: 我市 and 市政府 belong to speeches; a text says 本市 and 市人民政府.

use super::mention::is_mentioned;
use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PRACTICE, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K329",
    name: "our_city",
    title: "用“我市”“市政府”等口头简称",
    severity: Severity::Warning,
    source: PRACTICE,
    page: include_str!("our_city.md"),
    triggers: &[
        "我市",
        "我省",
        "我区",
        "我县",
        "我州",
        "市政府",
        "省政府",
        "区政府",
        "县政府",
        "州政府",
        "旗政府",
        "镇政府",
        "乡政府",
        "市人大常委会",
        "省人大常委会",
        "区人大常委会",
        "县人大常委会",
        "市人大",
        "省人大",
        "区人大",
        "县人大",
        "街道办，",
        "街道办、",
        "街道办应当",
        "街道办和",
        "街道办可以",
        "街道办负责",
    ],
    guards: &[
        "市人大（",
        "直辖市政府",
        "自治州政府",
        "自治区政府",
        "、镇政府",
        "市政府财政",
        "区政府财政",
        "县政府财政",
        "自我省",
        "自我区",
        "行政区政府",
        "特区政府",
        "城市政府",
        "市政府投资",
        "市政府采购",
        "市政府规章",
        "市政府信息",
        "市政府性",
        "市政府债",
        "市政府数据",
        "市政府购买",
        "市政府部门",
        "省政府投资",
        "省政府采购",
        "省政府规章",
        "省政府信息",
        "省政府性",
        "省政府数据",
        "区政府投资",
        "区政府采购",
        "区政府信息",
        "区政府性",
        "区政府购买",
        "县政府投资",
        "县政府采购",
        "县政府信息",
        "县政府性",
        "县政府规章",
        "市人大代",
        "省人大代",
        "区人大代",
        "县人大代",
        "地区政府",
        "辖区政府",
        "市人大街",
        "市政府网",
        "市政府门户网",
        "省政府网",
        "省政府门户网",
        "区政府部门",
        "省政府部门",
        "县政府部门",
        "省政府购买",
        "县政府购买",
        "城市人大",
        "市政府定价",
        "省政府定价",
        "省政府债",
        "市政府补",
        "区政府补",
        "市政府公报",
        "省政府公报",
        "市政府储备",
        "省政府储备",
        "市政府举办",
        "市政府基金",
    ],
    check,
    ..Rule::PLAIN
};

/// The short form and the full one.
const FULL: &[(&str, &str)] = &[
    ("我", "本"),
    ("人大常委会", "人民代表大会常务委员会"),
    ("人大", "人民代表大会"),
    ("政府", "人民政府"),
    ("街道办", "街道办事处"),
];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    // The text's own short names: （以下简称市人大常委会）.
    let is_defined =
        |it: &&str| ["简称", "简称为", "以下称"].iter().any(|by| ctx.source.contains(&format!("{by}{it}")));
    let mut words: Vec<&str> = ctx.hits(&RULE).map(|it| it.word).collect();
    words.sort_unstable();
    words.dedup();
    let defined: Vec<&str> = words.into_iter().filter(is_defined).collect();
    for hit in ctx.hits(&RULE).filter(|it| !is_mentioned(it)) {
        let Some((short, full)) = FULL.iter().find(|it| hit.word.contains(it.0)) else { continue };
        let word = hit.word.trim_end_matches(['，', '、']);
        let right = word.replacen(short, full, 1);
        if defined.contains(&word) {
            continue;
        }
        out.report(hit.place(), format!("法规中不用“{word}”，用“{right}”。"))
            .suggest(format!("将“{word}”改为“{right}”。"))
            .offer(hit.replace(&hit.word.replacen(short, full, 1)));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn other_words_with_the_same_characters_stand() {
        RULE.accepts("鼓励开展自我区分和自我省察。");
        RULE.accepts("香港特别行政区政府和城市政府之间的合作。");
        RULE.accepts("本市政府投资项目和本省政府采购活动，适用本条例。");
        RULE.flags("由县人大常委会监督。");
    }
}
