//! K320: 设定 for rights, duties, licences and penalties; 设立 for bodies.

use super::mention::{clause_after, clause_before, ends_with_any, is_mentioned, starts_with_any};
use crate::law::problem::Severity;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K320",
    name: "establish_words",
    title: "“设定”与“设立”混用",
    severity: Severity::Warning,
    source: clause!(G2 "9"),
    page: include_str!("establish_words.md"),
    triggers: &["设定", "设立"],
    guards: &["假设定", "设定点", "建设立", "建设定", "开设定"],
    check,
    ..Rule::PLAIN
};

/// What is founded. A body whose name begins the object (企业的资质) is not; the object must end with it.
const BODIES: &[&str] = &[
    "机构",
    "组织",
    "委员会",
    "办公室",
    "中心",
    "协会",
    "学会",
    "商会",
    "基金会",
    "公司",
    "工作站",
    "服务站",
    "联络站",
    "联络点",
    "联系点",
    "指挥部",
    "领导小组",
    "工作组",
    "专班",
    "窗口",
    "学校",
    "幼儿园",
    "法庭",
];
/// What a text creates for others, in the words of the laws on them. 设立收费项目 is as common as 设定.
const POWERS: &[&str] = &["行政许可", "行政处罚", "行政强制", "行政审批事项", "行政审批项目"];
/// What may stand before the verb; after a noun 设立 belongs to it: 公司设立行政许可.
const BEFORE_VERB: &[&str] = &[
    "不得", "可以", "应当", "不能", "自行", "擅自", "违法", "违规", "变相", "另行", "重新", "或者", "新", "增", "、",
    "“",
];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE).filter(|it| !is_mentioned(it)) {
        if hit.word == "设定" && founds_a_body(&hit) {
            out.report(hit.place(), "成立机构、组织，用“设立”，不用“设定”。")
                .suggest("将“设定”改为“设立”。")
                .offer(hit.replace("设立"));
        }
        if hit.word == "设立" && creates_a_power(&hit) {
            out.report(hit.place(), "行政许可、行政处罚、行政强制等的创设，用“设定”，不用“设立”。")
                .suggest("将“设立”改为“设定”。")
                .offer(hit.replace("设定"));
        }
    }
}

fn founds_a_body(hit: &Hit<'_, '_>) -> bool {
    let rest = clause_after(hit);
    let object = rest.split("、").next().unwrap_or_default();
    let object = ["和", "或者", "以及"].iter().fold(object, |it, and| it.split(and).next().unwrap_or_default());
    ends_with_any(object, BODIES) && !rest.contains('的') && object.chars().count() <= 16
}

fn creates_a_power(hit: &Hit<'_, '_>) -> bool {
    let before = clause_before(hit);
    starts_with_any(hit.after(), POWERS) && (before.is_empty() || ends_with_any(before, BEFORE_VERB))
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn the_object_decides() {
        RULE.accepts("不得设定企业或者其他组织的资质要求。");
        RULE.accepts("设定机构的职责。");
        RULE.accepts("公司设立行政许可由省人民政府规定。");
        RULE.flags("街道可以设定便民服务站、联络站。");
    }
}
