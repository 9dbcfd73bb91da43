//! K603: penalties that a local ordinance may not create: 限制人身自由, 吊销营业执照.

use super::hint::{hint, is_restraint, rests_on_law};
use super::maker::is_local;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K603",
    name: "penalty_beyond_power",
    title: "地方性法规不能设定的行政处罚",
    source: clause!(CF "十二"),
    page: include_str!("penalty_beyond_power.md"),
    triggers: &[
        "吊销营业执照",
        "吊销其营业执照",
        "吊销企业营业执照",
        "吊销工商营业执照",
        "吊销执照",
        "行政拘留",
        "拘留",
    ],
    guards: &["拘留所", "司法拘留", "拘留室", "拘留的"],
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    if !is_local(ctx) {
        return;
    }
    for hit in ctx.hits(&RULE).filter(|it| !is_restraint(it) && !rests_on_law(it) && is_penalty(it)) {
        let kind = if hit.word.contains("拘留") { "限制人身自由的行政处罚" } else { "吊销营业执照" };
        hint(out, hit.place(), &format!("地方性法规不能设定{kind}"), "该处罚是否由法律、行政法规设定")
            .suggest("改为罚款、责令停产停业等可以设定的处罚；法律、行政法规已有规定的，写明“依法”或者引用。");
    }
}

fn is_penalty(hit: &Hit<'_, '_>) -> bool {
    let clause = hit.clause();
    let said = ["处", "给予", "可以", "予以"].iter().any(|it| clause.contains(it));
    // 被吊销营业执照的 tells of one; 的 behind it makes it a condition.
    !hit.after().starts_with('的') && (said || !hit.word.contains("拘留")) && !clause.contains("年以上")
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn odd_cases() {
        RULE.accepts("物业服务人被吊销营业执照的，业主大会应当重新选聘。");
        RULE.accepts("情节严重的，提请市场监督管理部门依法吊销营业执照。");
        RULE.accepts("由公安机关依照《中华人民共和国治安管理处罚法》的规定，处五日以下拘留。");
        RULE.flags("处一万元以下罚款；情节严重的，吊销营业执照。");
    }
}
