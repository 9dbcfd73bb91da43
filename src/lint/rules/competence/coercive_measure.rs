//! K608: coercive measures. A local ordinance may set only 查封 and 扣押, and only where no law and no administrative
//! regulation exists.

use super::hint::{hint, is_restraint, rests_on_law};
use super::maker::is_local;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K608",
    name: "coercive_measure",
    title: "行政强制措施的设定",
    source: clause!(QZ "十条、第十一"),
    page: include_str!("coercive_measure.md"),
    triggers: &[
        "冻结",
        "查封",
        "扣押",
        "扣留",
        "暂扣",
        "封存",
        "强制带离",
        "强制约束",
        "强制隔离",
        "强制传唤",
        "强制检测",
        "强制停止",
    ],
    guards: &["冻结期", "强制隔离戒毒", "解除查封", "解除扣押", "封存档案", "就地封存"],
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    if !is_local(ctx) {
        return;
    }
    let mut last = None;
    for hit in ctx.hits(&RULE).filter(sets) {
        // 查封、扣押 in one clause are one place to look at; 冻结 beside them is another.
        let key = (hit.unit.path, hit.unit.clause_around(hit.span.start), may_be_set(hit.word));
        if last.replace(key) == Some(key) {
            continue;
        }
        let (what, advice) = if may_be_set(hit.word) {
            (
                format!("条文规定了“{}”", hit.word),
                "有法律、行政法规的，写明“依法”或者引用；尚未制定且属于地方性事务的，才可以设定查封、扣押。",
            )
        } else {
            (
                format!("“{}”不属于地方性法规可以设定的行政强制措施", hit.word),
                "地方性法规只能设定查封、扣押；法律已有规定的，写明“依法”或者引用该法律。",
            )
        };
        hint(out, hit.place(), &what, "法律、行政法规是否已有规定").suggest(advice);
    }
}

/// 扣留 and 暂扣 of things are 扣押 by another name.
fn may_be_set(word: &str) -> bool {
    matches!(word, "查封" | "扣押" | "扣留" | "暂扣" | "封存")
}

/// Whether the text itself orders the measure.
pub(super) fn sets(hit: &Hit<'_, '_>) -> bool {
    let clause = hit.clause();
    let ordered = ["可以", "应当", "予以", "由", "有权", "先行", "并处", "采取"].iter().any(|it| clause.contains(it));
    // 暂扣许可证件 is a penalty, 查封的房屋 a thing, 查封、扣押清单 and 情况 papers about it.
    let after = hit.after();
    let paper = ["证", "执照"].iter().any(|it| clause.contains(it)) && matches!(hit.word, "暂扣" | "扣留");
    let told =
        ["的", "清单", "期限", "情况", "决定", "物品清单", "等情形", "费用"].iter().any(|it| after.starts_with(it));
    let system = ["机制", "制度"].iter().any(|it| clause.contains(it));
    ordered && !paper && !told && !system && !clause.contains('被') && !is_restraint(hit) && !rests_on_law(hit)
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn odd_cases() {
        for text in [
            "对市场主体实施查封、扣押的，应当依法进行，避免影响正常经营。",
            "情节严重的，可以暂扣车辆营运证。",
            "车辆被查封的，不得转让。",
            "需要采取查封、扣押措施的，依照有关法律、行政法规规定的程序实施。",
            "公安机关应当建立健全快速查询、冻结、止付的联动机制。",
            "由公安机关依照《中华人民共和国道路交通安全法》的规定予以扣留。",
        ] {
            RULE.accepts(text);
        }
        RULE.flags("城市管理部门可以暂扣当事人经营的物品。");
    }
}
