//! K212: a penalty for breaking a provision that demands and forbids nothing, such as 适用范围.

use super::cited;
use crate::law::path::ProvisionPath;
use crate::law::problem::Severity;
use crate::law::refs::{Reference, Resolution};
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PRACTICE, Rule};
use crate::lint::unit::TextUnit;

pub(super) static RULE: Rule = Rule {
    code: "K212",
    name: "penalty_without_duty",
    title: "罚则引用的条文没有义务或者禁止",
    severity: Severity::Warning,
    source: PRACTICE,
    page: include_str!("penalty_without_duty.md"),
    check,
    ..Rule::PLAIN
};

/// Words of an article that demands or forbids something.
const DUTY: &[&str] = &[
    "应",
    "不得",
    "禁止",
    "须",
    "严禁",
    "不准",
    "方可",
    "义务",
    "不能",
    "不许",
    "才能",
    "不予",
    "不可",
    "方能",
    "负责",
    "凭",
    "遵守",
    "履行",
    "服从",
    "责任",
    "要求",
    "决定",
    "适用《", // Rights of others and permits bind without these words.
    "批准",
    "核准",
    "享受",
    "享有",
    "有权",
    "不受",
];
/// Words of an article that lays down consequences.
pub(super) const PENALTY: &[&str] = &["罚", "责令", "处分", "警告", "没收", "吊销", "给予", "追究", "赔偿", "责任"];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for (_, reference) in cited::in_units(ctx).filter(|(unit, it)| breaks(unit, it)) {
        let Resolution::Resolved(targets) = &reference.result else { continue };
        let idle: Vec<String> =
            targets.iter().filter(|it| demands_nothing(ctx, **it)).map(ProvisionPath::chinese).collect();
        if !idle.is_empty() {
            out.report(ctx.place(reference), format!("{}没有写明“应当”“不得”“禁止”等要求。", idle.join("、")))
                .suggest("核对条文序号，引用设定义务或者禁止的条款；确是这一条的，在该条写明义务或者禁止。");
        }
    }
}

/// Whether the words are 违反…第…条, in an article that lays down a penalty.
fn breaks(unit: &TextUnit<'_>, reference: &Reference) -> bool {
    let before = &unit.text[..reference.span.start];
    let penalty = PENALTY.iter().any(|it| unit.text.contains(it) || unit.paragraph.text.plain.contains(it));
    reference.explicit && before.ends_with("违反") && penalty
}

/// Whether none of the words of the provision and of what it stands in demand or forbid.
fn demands_nothing(ctx: &Context<'_>, path: ProvisionPath) -> bool {
    let Some(article) = ctx.article(path) else { return false };
    let mut words: Vec<&str> = Vec::new();
    for (p, paragraph) in (1_u16..).zip(&article.paragraphs) {
        if path.paragraph.is_some_and(|it| it != p) {
            continue;
        }
        words.push(&paragraph.text.plain);
        for item in paragraph.items.iter().filter(|it| path.item.is_none_or(|n| n == it.number)) {
            words.push(&item.text.plain);
            words.extend(item.subitems.iter().map(|it| it.text.plain.as_str()));
        }
    }
    !words.is_empty() && !words.iter().any(|text| DUTY.iter().any(|it| text.contains(it)))
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn odd_cases() {
        let items = "第三条　在公共场所不得有下列行为：\n\n（一）吸烟；\n\n（二）喧哗。\n\n第四条　";
        RULE.accepts(&format!("{items}违反本条例第三条第一项规定的，处五十元罚款。"));
        RULE.flags("第三条　本市鼓励示例活动。\n\n第四条　违反本条例第三条规定的，处五十元罚款。");
        RULE.accepts("第三条　本市鼓励示例活动。\n\n第四条　依照本条例第三条规定给予奖励。");
        RULE.accepts("违反《某法》第三条规定的，处五十元罚款。");
    }
}
