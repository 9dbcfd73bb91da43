//! K333: words that leave open how much, when or who. 立法法 wants provisions that can be carried out.

use super::mention::{
    clause_after, clause_before, has_any, is_mentioned, sentence_after, sentence_before, starts_with_any,
};
use crate::law::path::ProvisionPath;
use crate::law::problem::Severity;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K333",
    name: "vague_words",
    title: "含义不确定的词语",
    severity: Severity::Info,
    source: clause!(LL "七"),
    page: include_str!("vague_words.md"),
    triggers: &[
        "原则上",
        "适当",
        "相关部门",
        "相关单位",
        "相关规定",
        "相关人员",
        "相关措施",
        "相关要求",
        "相关手续",
        "相关材料",
        "相关政策",
        "等等",
        "及时",
        "尽快",
        "尽可能",
        "尽量",
        "一定期限内",
        "合理期限内",
    ],
    guards: &[
        "不适当",
        "适当性",
        "原则上海",
        "等等级",
        "等等同",
        "及时间",
        "及时限",
        "以及时",
        "及时长",
        "及时效",
        "及时段",
        "及时代",
        "及时刻",
        "及时任",
        "及时评",
        "相关人员的",
        "及时性",
        "未及时",
        "不及时",
        "没有及时",
        "拒不及时",
        "及时有效",
        "尽量具",
    ],
    check,
    ..Rule::PLAIN
};

/// What is due to somebody, and wants a day by which it is done.
const DUE: &[&str] = &[
    "答复", "告知", "通知", "反馈", "办理", "报告", "公布", "公开", "移送", "退还", "返还", "受理", "支付", "发放",
    "修复", "回复", "上报", "备案", "办结", "处理", "作出", "整改", "更正",
];
const LIMITS: &[&str] = &["日内", "小时", "个月内", "工作日", "立即", "当日", "当场", "期限"];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let mut told: Option<(ProvisionPath, &str)> = None;
    for hit in ctx.hits(&RULE).filter(|it| !is_mentioned(it)) {
        let here = Some((hit.unit.path, hit.word));
        if told == here || hit.word == "及时" && !lacks_limit(&hit) || is_part(&hit) {
            continue;
        }
        told = here;
        let (what, remedy) = advice(hit.word);
        out.report(hit.place(), format!("“{}”{what}。", hit.word)).suggest(remedy);
    }
}

/// 及时 with a duty that wants a limit, and no limit in the sentence.
fn lacks_limit(hit: &Hit<'_, '_>) -> bool {
    let due = DUE.iter().any(|it| clause_after(hit).starts_with(it));
    due && !has_any(sentence_after(hit), LIMITS) && !has_any(sentence_before(hit), LIMITS)
}

/// A word of its own after all: 原则上 in 基本原则上, 适当 as what is judged (是否适当).
fn is_part(hit: &Hit<'_, '_>) -> bool {
    let before = clause_before(hit);
    match hit.word {
        "适当" => {
            before.ends_with("是否")
                || hit.after().is_empty()
                || starts_with_any(hit.after(), &["，", "。", "；", "、"])
        }
        "原则上" => before.ends_with('的'),
        _ => false,
    }
}

fn advice(word: &str) -> (&'static str, &'static str) {
    match word {
        "及时" | "尽快" | "一定期限内" | "合理期限内" => {
            ("没有明确期限", "能够确定期限的，写明期限，例如“在五个工作日内”。")
        }
        "等等" => ("使列举的范围不确定", "删去“等等”，写明“等”所概括的事项，或者用“其他……”兜底。"),
        "原则上" => ("使规定是否必须遵守不明确", "删去“原则上”；有例外的，写明例外的情形。"),
        it if it.starts_with("相关") => ("指向不明确", "写明具体的部门、人员或者规定；确需概括的，用“有关”。"),
        _ => ("没有明确标准", "能够量化的，写明标准、幅度或者条件。"),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn a_limit_makes_it_clear() {
        RULE.accepts("应当及时报告，报告时间不得迟于二十四小时。");
        RULE.accepts("撤销不适当的决定，审查其是否适当。");
        RULE.accepts("公布名单以及时间、地点。");
        RULE.flags("应当及时答复。");
        RULE.flags("由相关部门处理。");
    }
}
