//! K611: favours for local firms, named suppliers, local tax deals; and the conclusion of the fair competition review.

use super::hint::{hint, is_restraint, rests_on_law};
use super::maker::is_local;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K611",
    name: "local_favour",
    title: "公平竞争审查",
    source: clause!(GP "八条至第十一"),
    page: include_str!("local_favour.md"),
    triggers: &[
        "优先采购",
        "优先购买",
        "优先选用",
        "优先使用",
        "优先采用",
        "优先选择",
        "本市企业",
        "本地企业",
        "本市产品",
        "本地产品",
        "本市生产的",
        "本地生产的",
        "指定的经营者",
        "指定的供应商",
        "指定的企业",
        "指定品牌",
        "税收返还",
        "先征后返",
        "即征即退",
        "税收奖励",
        "减免税",
    ],
    guards: &["优先使用权"],
    check,
    ..Rule::PLAIN
};

const REVIEW: &str = "删去；确有必要的，按照第十二条论证。提请审议时附公平竞争审查结论。";

fn check(ctx: &Context<'_>, out: &mut Findings) {
    if !is_local(ctx) {
        return;
    }
    let mut last = None;
    for hit in ctx.hits(&RULE).filter(|it| !is_restraint(it)) {
        let Some((what, law)) = fault(&hit) else { continue };
        // 优先采购本市企业产品 holds two triggers and is one fault.
        let clause = hit.unit.clause_around(hit.span.start);
        if last.replace((hit.unit.path, clause)) != Some((hit.unit.path, clause)) {
            hint(out, hit.place(), what, "是否通过公平竞争审查").suggest(REVIEW).source(law);
        }
    }
}

fn fault(hit: &Hit<'_, '_>) -> Option<(&'static str, &'static str)> {
    let clause = hit.clause();
    let has = |words: &[&str]| words.iter().any(|it| clause.contains(it));
    match hit.word {
        "税收返还" | "先征后返" | "即征即退" | "税收奖励" | "减免税" => {
            let given = has(&["给予", "可以", "予以", "应当", "享受", "实行"]);
            (given && !rests_on_law(hit)).then_some(("条文给予税收优惠", clause!(GP "十")))
        }
        "指定的经营者" | "指定的供应商" | "指定的企业" | "指定品牌" => {
            let bound = has(&["应当", "必须", "只能", "由"]);
            bound.then_some(("条文限定使用指定经营者的商品、服务", clause!(GP "八")))
        }
        "本市企业" | "本地企业" | "本市产品" | "本地产品" | "本市生产的" | "本地生产的" => {
            let favoured = has(&["优先", "优惠", "补贴", "奖励", "倾斜", "加分"]);
            favoured.then_some(("条文对本地企业、产品给予优待", clause!(GP "九")))
        }
        _ => {
            let local = ["本市", "本地", "本县", "本省", "当地", "市内"];
            let goods = ["企业", "产品", "商品", "品牌", "供应商", "经营者", "服务"];
            let after = hit.after();
            let end = after.find(['，', '。', '；']).unwrap_or(after.len());
            let own =
                local.iter().any(|it| after[..end].contains(it)) && goods.iter().any(|it| after[..end].contains(it));
            own.then_some(("条文要求优先使用本地企业、产品", clause!(GP "九")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn odd_cases() {
        for text in [
            "机关、事业单位应当优先采购节能环保产品。",
            "不得要求用户使用指定的经营者提供的服务。",
            "有关部门应当为本市企业登记提供便利。",
            "符合条件的企业，按照国家有关规定享受减免税优惠。",
        ] {
            RULE.accepts(text);
        }
        assert_eq!(RULE.found("应当优先采购本市企业产品。", crate::lint::rule::Stage::Draft).len(), 1);
    }
}
