//! K319: 违法 breaks a rule, 非法 lacks a basis; 执业人员 hold a licence, 从业人员 work in a trade.
//!
//! Only settled pairs are looked for: which of the two words a new case needs, no machine can tell.

use super::mention::{clause_after, clause_before, ends_with_any, is_mentioned, sentence_before};
use crate::law::problem::Severity;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K319",
    name: "unlawful_words",
    title: "“违法”与“非法”、“执业人员”与“从业人员”混用",
    // Read over the corpus, 23 of 33 findings were true; the rest are 违法占用, which enacted laws use on purpose.
    severity: Severity::Info,
    source: clause!(G2 "8"),
    page: include_str!("unlawful_words.md"),
    triggers: &[
        "非法所得",
        "非法经营额",
        "非法行为",
        "违法占用",
        "违法占有",
        "违法侵占",
        "违法持有",
        "违法获取",
        "违法拘禁",
        "从业人员",
        "执业人员",
    ],
    check,
    ..Rule::PLAIN
};

/// Those who may work only with a licence of their own.
const LICENSED: &[&str] = &[
    "律师",
    "公证员",
    "注册会计师",
    "执业医师",
    "医师",
    "护士",
    "执业药师",
    "注册建筑师",
    "执业兽医",
    "专利代理师",
    "基层法律服务工作者",
];
/// Trades that anyone may work in.
const TRADES: &[&str] = &[
    "餐饮",
    "家政",
    "家政服务",
    "旅游",
    "出租汽车",
    "快递",
    "美容",
    "美容美发",
    "养老",
    "养老服务",
    "物业",
    "物业服务",
    "住宿",
    "零售",
    "环境卫生",
    "保洁",
    "外卖",
    "客运",
    "货运",
    "电子商务",
    "建筑施工",
];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE).filter(|it| !is_mentioned(it)) {
        match hit.word {
            "从业人员" | "执业人员" => people(&hit, out),
            word => {
                let lacking = word.starts_with("违法");
                // With a broken rule beside it, 违法 is in its place.
                if !(lacking && beside_a_breach(&hit)) {
                    law(&hit, lacking, out);
                }
            }
        }
    }
}

/// A rule broken is named, or other things done against the law stand beside it: 违法搭建、违法占用.
fn beside_a_breach(hit: &Hit<'_, '_>) -> bool {
    sentence_before(hit).contains("违反")
        || [clause_before(hit), clause_after(hit)].iter().any(|it| it.contains("违法"))
}

fn law(hit: &Hit<'_, '_>, lacking: bool, out: &mut Findings) {
    let word = hit.word;
    let (own, other) = if lacking { ("违法", "非法") } else { ("非法", "违法") };
    let right = word.replacen(own, other, 1);
    let why = if lacking {
        "强调没有法律依据的，一般用“非法”"
    } else {
        "指违反法律规定的，一般用“违法”"
    };
    out.report(hit.place(), format!("“{word}”：{why}。"))
        .suggest(format!("核对后将“{word}”改为“{right}”。"))
        .offer(hit.replace(&right));
}

fn people(hit: &Hit<'_, '_>, out: &mut Findings) {
    let before = clause_before(hit);
    let before = before.strip_suffix("等").unwrap_or(before);
    let (right, why) = match hit.word {
        "从业人员" if ends_with_any(before, LICENSED) => ("执业人员", "依法取得执业证书的人员，用“执业人员”"),
        "执业人员" if ends_with_any(before, TRADES) => ("从业人员", "一般行业的就业人员，用“从业人员”"),
        _ => return,
    };
    out.report(hit.place(), format!("{why}，不用“{}”。", hit.word))
        .suggest(format!("将“{}”改为“{right}”。", hit.word))
        .source(clause!(G2 "10"))
        .offer(hit.replace(right));
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn settled_uses_stand() {
        RULE.accepts("非法人组织参照执行。");
        RULE.accepts("没收非法财物和违法所得。");
        RULE.accepts("旅游从业人员和律师事务所的从业人员应当接受培训。");
        RULE.flags("将“某某”修改为：“没收非法所得，可以并处罚款，情节严重的，依照有关法律的规定处罚。”");
        RULE.accepts("将第三条中的“非法所得”修改为“违法所得”。");
    }
}
