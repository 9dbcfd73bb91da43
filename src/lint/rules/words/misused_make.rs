//! K317: 作出 decisions, rules and explanations; 做出 achievements.

use super::near::{CLAUSE, find, first, until};
use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K317",
    name: "misused_make",
    title: "“作出”“做出”用法不当",
    severity: Severity::Warning,
    source: clause!(G2 "6"),
    page: include_str!("misused_make.md"),
    triggers: &["作出", "做出"],
    guards: &["工作出", "合作出", "制作出", "创作出", "运作出", "操作出", "作出口", "耕作出"],
    check,
    ..Rule::PLAIN
};

const DECISIONS: &[&str] = &[
    "决定", "规定", "解释", "决议", "裁定", "判决", "裁决", "处罚", "处分", "处理", "批准", "许可", "答复", "批复",
    "认定", "审批", "说明", "承诺", "是否",
];
const ACHIEVEMENTS: &[&str] = &["贡献", "成绩", "成就", "业绩", "实绩", "功绩", "表率", "牺牲", "奉献"];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE) {
        let object = first(until(until(hit.after(), CLAUSE), &['、']), 16);
        let (wanted, instead) = if hit.word == "做出" { (DECISIONS, "作出") } else { (ACHIEVEMENTS, "做出") };
        let (mine, other) =
            (find(object, wanted), find(object, if hit.word == "做出" { ACHIEVEMENTS } else { DECISIONS }));
        let Some((at, word)) = mine.filter(|it| other.is_none_or(|other| it.0 < other.0)) else { continue };
        // 作出关于表彰成绩突出者的…, 作出成绩无效的处理: the word belongs to something else that is made.
        if object[..at].contains(['的', '对', '关']) || object[at..].contains("无效") {
            continue;
        }
        out.report(hit.place(), format!("与“{word}”搭配，一般用“{instead}”，不用“{}”。", hit.word))
            .suggest(format!("将“{}”改为“{instead}”。", hit.word))
            .offer(hit.replace(instead));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn what_is_made_decides_and_not_what_stands_further_on() {
        RULE.accepts("作出决定表彰成绩突出的个人。");
        RULE.accepts("对做出成绩的个人作出表彰决定。");
        RULE.accepts("作出取消参赛资格、取消比赛成绩等处理。");
        RULE.accepts("作出考试成绩无效、取消资格等处理。");
        RULE.accepts("企业可以合作出资，制作出版物。");
        RULE.flags("对作出突出贡献的单位给予表彰。");
    }
}
