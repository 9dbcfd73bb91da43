//! K602: matters that only laws of the nation may decide. What rests on a law (依法, 依照《…》), forbids or protects is
//! left alone; so is 构成犯罪的，依法追究刑事责任, which has none of the triggers.

use super::hint::{hint, is_restraint, rests_on_law};
use super::maker::is_local;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K602",
    name: "reserved_to_law",
    title: "涉及只能制定法律的事项",
    source: clause!(LL "十一"),
    page: include_str!("reserved_to_law.md"),
    triggers: &[
        "有期徒刑",
        "无期徒刑",
        "拘役",
        "剥夺政治权利",
        "没收财产",
        "罪论处",
        "视为犯罪",
        "拘留",
        "限制人身自由",
        "税率",
        "开征",
        "加征",
        "免征",
        "减征",
        "征用",
        "予以征收",
        "可以征收",
        "诉讼时效",
        "不得起诉",
        "不得提起诉讼",
        "终局裁决",
        "连带责任",
        "惩罚性赔偿",
        "发行货币",
        "汇率",
    ],
    guards: &["拘留所", "司法拘留", "征用补偿", "征收征用", "拘留室"],
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    if !is_local(ctx) {
        return;
    }
    for hit in ctx.hits(&RULE).filter(|it| !is_restraint(it) && !rests_on_law(it) && is_ordered(it)) {
        hint(
            out,
            hit.place(),
            &format!("“{}”涉及{}，属于只能制定法律的事项", hit.word, matter(hit.word)),
            "是否有法律依据",
        )
        .suggest("删去；法律已有规定的，写明“依法”或者引用该法律。");
    }
}

fn matter(word: &str) -> &'static str {
    match word {
        "拘留" | "限制人身自由" => "限制人身自由的强制措施和处罚（第五项）",
        "税率" | "开征" | "加征" | "免征" | "减征" => "税种、税率和税收征收管理（第六项）",
        "征用" | "予以征收" | "可以征收" => "非国有财产的征收、征用（第七项）",
        "连带责任" | "惩罚性赔偿" | "诉讼时效" => "民事基本制度（第八项）",
        "发行货币" | "汇率" => "财政、海关、金融和外贸的基本制度（第九项）",
        "不得起诉" | "不得提起诉讼" | "终局裁决" => "诉讼制度和仲裁基本制度（第十项）",
        _ => "犯罪和刑罚（第四项）",
    }
}

/// Whether the words around the trigger decide the matter, in contrast to telling of it.
fn is_ordered(hit: &Hit<'_, '_>) -> bool {
    let clause = hit.clause();
    match hit.word {
        // What is levied must be a tax; fees are not meant.
        "开征" | "加征" | "免征" | "减征" => clause.contains('税'),
        "征用" | "予以征收" | "可以征收" => is_taking(hit),
        "拘留" | "限制人身自由" => {
            let said = ["处", "可以", "予以", "给予", "应当", "有权"].iter().any(|it| clause.contains(it));
            said && !hit.after().starts_with(['的', '等', '措'])
        }
        "连带责任" => !hit.after().starts_with("保险") && !clause.contains("约定"),
        "惩罚性赔偿" => ["承担", "请求", "支付"].iter().any(|it| clause.contains(it)),
        "诉讼时效" => ["期间为", "起算", "中断", "中止", "不适用", "延长"].iter().any(|it| clause.contains(it)),
        "有期徒刑" | "无期徒刑" | "拘役" | "剥夺政治权利" => {
            clause.contains('处') && !clause.contains("判处") && !clause.contains('被')
        }
        "税率" => ["适用", "为", "调整", "降低", "按"].iter().any(|it| clause.contains(it)),
        _ => true,
    }
}

/// Property that is not the state's is taken; fees, and what follows a taking, are not meant.
fn is_taking(hit: &Hit<'_, '_>) -> bool {
    let clause = hit.clause();
    let property = ["房屋", "土地", "财产", "车辆", "船舶", "物资", "设施", "设备", "场所", "场地"];
    let ordered = ["可以", "应当", "有权", "予以"].iter().any(|it| clause.contains(it));
    let fee = ["费", "税", "补偿"].iter().any(|it| clause.contains(it));
    ordered && !fee && !hit.after().starts_with("手续") && property.iter().any(|it| clause.contains(it))
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn odd_cases() {
        for text in [
            "构成犯罪的，依法追究刑事责任。",
            "养犬人曾被行政拘留的，不予办理登记。",
            "可能被判处无期徒刑的人，应当提供法律援助。",
            "周边五百米内不得规划建设拘留所。",
            "不得以任何方式限制人身自由。",
            "企业依法享受减征增值税的优惠。",
            "因抢险需要征用物资的，应当依法给予补偿。",
        ] {
            RULE.accepts(text);
        }
        RULE.flags("拒不改正的，由公安机关处五日以下拘留。");
        RULE.accepts("# 中华人民共和国示例法\n\n第一条　拒不改正的，由公安机关处五日以下拘留。");
    }
}
