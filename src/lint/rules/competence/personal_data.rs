//! K612: duties to collect data of natural persons that do not say for what, how much, how long.

use super::hint::{hint, is_restraint, names_law};
use super::maker::is_local;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K612",
    name: "personal_data",
    title: "收集个人信息的目的、范围和期限",
    source: clause!(PI "六条、第三十四"),
    page: include_str!("personal_data.md"),
    triggers: &[
        "身份证号",
        "身份证件",
        "身份证复印件",
        "身份信息",
        "个人信息",
        "住址",
        "家庭住址",
        "人脸",
        "指纹",
        "生物识别",
        "电话号码",
        "手机号",
        "联系电话",
        "行踪",
    ],
    guards: &["身份信息保密", "个人信息保护", "举报电话号码", "服务电话号码", "投诉电话号码", "监督电话号码"],
    check,
    ..Rule::PLAIN
};

/// What an article that collects must say, and the words that show it.
const LIMITS: [(&str, &[&str]); 3] = [
    ("目的", &["用于", "目的", "用途", "为了", "以便"]),
    ("必要范围", &["必要", "必需", "最小", "过度", "无关", "最少"]),
    ("保存期限", &["保存", "保管", "留存期", "删除", "销毁"]),
];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    if !is_local(ctx) {
        return;
    }
    let mut last = None;
    for hit in ctx.hits(&RULE).filter(collects) {
        let missing = missing(ctx, &hit);
        if missing.len() < 2 || last.replace(hit.unit.article_index) == Some(hit.unit.article_index) {
            continue;
        }
        let what = format!("条文要求收集“{}”等个人信息，没有看到收集的{}", hit.word, missing.join("、"));
        hint(out, hit.place(), &what, "是否限于必要的范围")
            .suggest("写明收集的目的，只收集必要的项目，规定保存期限和删除要求。");
    }
}

/// Whether the sentence orders somebody to collect or to hand over, and about whom.
fn collects(hit: &Hit<'_, '_>) -> bool {
    const VERBS: [&str; 14] = [
        "登记",
        "采集",
        "收集",
        "查验",
        "核验",
        "记录",
        "留存",
        "报送",
        "录入",
        "提供",
        "核对",
        "如实填写",
        "公示",
        "填报",
    ];
    let before = hit.before();
    let part = &before[before.rfind(['。', '；', '：']).unwrap_or(0)..];
    let clause = hit.clause();
    let collected = VERBS.iter().any(|it| clause.contains(it) || part.contains(it));
    let ordered = ["应当", "必须", "须", "可以", "有权"].iter().any(|it| part.contains(it));
    let guarded = ["保密", "泄露", "隐私", "信息安全", "出售", "未经"].iter().any(|it| hit.unit.text.contains(it));
    // 执法人员应当出示身份证件: an official shows who he is.
    let official = ["执法", "工作人员", "检查人员", "行政机关", "经营者", "经营主体", "企业", "举报", "监督电话"];
    let of_office = official.iter().any(|it| part.contains(it));
    let bounded = clause.contains("保护") || part.contains("限于");
    collected
        && ordered
        && !guarded
        && !bounded
        && !of_office
        && !is_restraint(hit)
        && !names_law(part)
        && !names_law(clause)
}

/// What the article does not say.
fn missing(ctx: &Context<'_>, hit: &Hit<'_, '_>) -> Vec<&'static str> {
    let index = hit.unit.article_index;
    let from = ctx.units.partition_point(|it| it.article_index < index);
    let own = || ctx.units[from..].iter().take_while(|it| it.article_index == index);
    let said = |words: &[&str]| own().any(|it| words.iter().any(|word| it.text.contains(word)));
    LIMITS.iter().filter(|it| !said(it.1)).map(|it| it.0).collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn odd_cases() {
        for text in [
            "执法人员应当出示执法身份证件。",
            "对举报人的身份信息应当予以保密。",
            "收集个人信息应当遵守《中华人民共和国个人信息保护法》。",
            "任何单位不得强制登记住址。",
            "登记服务对象信息，应当限于必需的范围，并采取措施保护其个人信息。",
        ] {
            RULE.accepts(text);
        }
    }
}
