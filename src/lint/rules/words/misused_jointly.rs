//! K309: 会同 needs the one who leads before it and the others behind it; 商 leaves the decision to the first alone.

use super::near::{CLAUSE, SENTENCE, begins, ends, find, until};
use crate::law::problem::Severity;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K309",
    name: "misused_jointly",
    title: "“会同”“商”用法不当",
    severity: Severity::Warning,
    source: clause!(G1 "20"),
    page: include_str!("misused_jointly.md"),
    triggers: &["会同", "商"],
    guards: &[
        "会同意",
        "大会同",
        "商业",
        "商品",
        "商务",
        "商户",
        "商家",
        "商标",
        "商事",
        "商会",
        "商誉",
        "商圈",
        "商贸",
        "商场",
        "商店",
        "商铺",
        "商城",
        "商人",
        "商用",
        "商住",
        "商检",
        "商量",
        "商议",
        "商定",
        "商讨",
        "商请",
        "商洽",
        "商谈",
        "商签",
        "商榷",
        "商法",
        "商号",
        "商旅",
        "商机",
        "商船",
        "商行",
        "商超",
        "商服",
        "工商",
        "招商",
        "电商",
        "厂商",
        "外商",
        "客商",
        "侨商",
        "开发商",
        "供应商",
        "承包商",
        "运营商",
        "经销商",
        "营商",
        "会商",
        "协商",
        "磋商",
        "经商",
        "智商",
    ],
    check,
    ..Rule::PLAIN
};

/// How the names of those end who may consult or act together.
const ORGANS: &[&str] =
    &["部门", "机关", "政府", "机构", "委员会", "法院", "检察院", "办事处", "单位", "总局", "协会", "组织", "公安"];
/// Verbs that cannot be the beginning of a participant's name.
const VERBS: &[&str] = &[
    "制定",
    "制订",
    "研究",
    "组织实施",
    "组织编制",
    "组织开展",
    "开展",
    "实施",
    "办理",
    "确定",
    "编制",
    "审查",
    "审核",
    "提出",
    "拟定",
    "拟订",
    "发布",
    "公布",
    "作出",
    "处理",
    "进行",
    "共同",
    "联合",
    "规定",
    "建立",
];
/// 联合制定, 共同发布.
const TOGETHER: &[&str] = &["共同", "联合"];
/// What is done together.
const ACTS: &[&str] = &["制定", "发布", "规定", "公布", "作出", "印发", "编制", "确定", "组织"];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE) {
        if hit.word == "会同" && is_alone(&hit) {
            out.report(hit.place(), "“会同”之前写牵头单位，之后写参与单位；此处没有参与单位。")
                .suggest("写作“甲会同乙……”，由牵头单位在前。");
        } else if hit.word == "商" && acts_together(&hit) {
            out.report(hit.place(), "“商”由主办单位单独作出决定；共同作出的，用“会同”。")
                .suggest("共同作出的，将“商”改为“会同”；单独作出的，删去“共同”“联合”。")
                .offer(hit.replace("会同"));
        }
    }
}

/// 甲和乙会同制定, 由甲、乙会同。
fn is_alone(hit: &Hit<'_, '_>) -> bool {
    hit.after().is_empty() || hit.after().starts_with(CLAUSE) || begins(hit.after(), VERBS).is_some()
}

/// 市发展改革部门商市财政部门共同制定: 商 as a verb behind an organ, and an act of both.
fn acts_together(hit: &Hit<'_, '_>) -> bool {
    let rest = until(hit.after(), SENTENCE);
    let together = find(rest, TOGETHER).map(|(at, it)| rest[at + it.len()..].trim_start_matches("研究"));
    ends(hit.before(), ORGANS).is_some() && together.is_some_and(|it| begins(it, ACTS).is_some())
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn participants_whose_name_begins_like_a_verb_are_seen() {
        RULE.accepts("社会信用主管部门应当会同负责知识产权保护的主管部门确定惩戒措施。");
        RULE.accepts("市财政部门会同组织部门建立培训制度。");
        RULE.flags("具体办法由市财政部门和市民政部门会同。");
    }

    #[test]
    fn words_that_hold_the_character_are_left_alone() {
        RULE.accepts("经业主大会同意，建设单位商业配套设施可以共同使用。");
    }
}
