//! K327: a bare 应 or 可 where 应当 or 可以 is meant.
//!
//! 应 is guarded: what is no 应 of duty is listed. 可 is asked for: it makes words of all kinds (可回收, 可控), so that only
//! what surely goes on as a verb is a hit.

use super::mention::{clause_after, first, has_any, is_mentioned, starts_with_any};
use crate::law::problem::Severity;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{PRACTICE, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K327",
    name: "bare_modal",
    title: "单用“应”“可”",
    severity: Severity::Warning,
    source: PRACTICE,
    page: include_str!("bare_modal.md"),
    triggers: &["应", "可"],
    guards: &[
        "应价",
        "应征增",
        "应征未征",
        "可撤销内容",
        "应受",
        "应交金额",
        "应交电费",
        "应交水费",
        "应缴数",
        "应缴税款",
        "应缴纳税款",
        "应缴水土",
        "应负的",
        "应发行股份",
        "应发行的股份",
        "应分担份额",
        "应征。",
        "应征；",
        "应征，",
        "应征并",
        "一应",
        "供应",
        "相应",
        "对应",
        "响应",
        "适应",
        "反应",
        "回应",
        "呼应",
        "顺应",
        "感应",
        "效应",
        "答应",
        "理应",
        "因应",
        "策应",
        "照应",
        "接应",
        "内应",
        "胁应",
        "应当",
        "应急",
        "应用",
        "应对",
        "应纳",
        "应收",
        "应付",
        "应税",
        "应缴税",
        "应缴费",
        "应缴款",
        "应缴资金",
        "应缴未缴",
        "应缴的",
        "应交税",
        "应交未交",
        "应补税",
        "应退税",
        "应退的",
        "应扣未",
        "应有",
        "应得",
        "应届",
        "应聘",
        "应邀",
        "应征公",
        "应征地",
        "应征税",
        "应征对象",
        "应征青年",
        "应征者",
        "应征人",
        "应征入伍",
        "应诉",
        "应选",
        "应激",
        "应变",
        "应试",
        "应验",
        "应允",
        "应否",
        "应答",
        "应知",
        "应享",
        "应尽",
        "应保尽保",
        "应收尽收",
        "应救尽救",
        "应治尽治",
        "应减尽减",
        "应检尽检",
        "应录尽录",
        "应归尽归",
        "应公开尽公开",
        "应公开未公开",
        "应公开而",
        "应通尽通",
        "应统尽统",
        "应力",
        "应战",
        "应季",
        "应时",
        "应约",
        "应标",
        "应运",
        "应募",
        "应召",
        "应考",
        "应考人员",
        "应付账",
        "应计",
        "应验收",
        "应援",
        "应变力",
        "应接",
        "许可",
        "认可",
        "可以",
        "可能",
        "可行",
        "不可",
        "方可",
        "即可",
        "可以根据",
        "可由此",
        "可由其",
        "宁可",
        "无可",
        "尚可",
        "非可",
        "两可",
    ],
    check,
    ..Rule::PLAIN
};

/// After 应, what shows that it is no duty.
const NO_DUTY: &[&str] = &["的", "等", "和", "与", "、", "及", "或", "，", "。", "；", "）", "”", "于"];
/// A request to which somebody answers, near behind: 应…请求.
const REQUESTS: &[&str] = &["请求", "邀请", "要求", "申请", "之邀"];
/// After these a 要求 is a standard to be met.
const STANDARDS: &[&str] =
    &["按", "根据", "符合", "提出", "向", "在", "依", "满足", "达到", "主动", "遵守", "明确", "及时"];
/// What goes on after a 可 that permits.
const MAY: &[&str] = &[
    "依法",
    "依照",
    "按照",
    "按规定",
    "依据",
    "根据",
    "参照",
    "视情",
    "酌情",
    "由",
    "在",
    "对",
    "向",
    "将",
    "就",
    "与",
    "处",
    "并处",
    "给予",
    "予以",
    "授予",
    "责令",
    "没收",
    "采取",
    "采用",
    "提出",
    "提起",
    "申请",
    "要求",
    "请求",
    "委托",
    "聘请",
    "聘用",
    "邀请",
    "设立",
    "设置",
    "自行",
    "直接",
    "通过",
    "适当",
    "申报",
    "优先",
    "选择",
    "制定",
    "规定",
    "决定",
    "组织",
    "开展",
    "实行",
    "实施",
    "作为",
    "作出",
    "延长",
    "减免",
    "免除",
    "免于",
    "不予",
    "不再",
    "不",
    "先",
    "同时",
    "同",
    "单独",
    "联合",
    "凭",
    "以",
    "经",
    "从",
    "为",
    "因",
    "使用",
    "享受",
    "拒绝",
    "查阅",
    "暂扣",
    "吊销",
    "撤销",
    "取消",
    "派",
    "召开",
    "适用",
    "安排",
    "推荐",
    "任用",
    "批准",
    "征求",
    "公布",
    "继续",
    "另行",
    "用于",
    "代为",
    "暂缓",
    "临时",
    "并",
    "结合",
    "会同",
    "办理",
    "取得",
    "建立",
    "收取",
    "减收",
    "免收",
    "减征",
    "免征",
    "进行",
    "列入",
    "纳入",
    "从轻",
    "减轻",
    "免予",
];
/// Behind the verb, what makes 可 a part of a word after all: 可使用面积, 可转让的.
const PART_OF_WORD: &[&str] = &["的", "性", "率", "量", "面积", "范围", "额", "物"];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE).filter(|it| it.is_word() && !is_mentioned(it)) {
        let (right, hits) = match hit.word {
            "应" => ("应当", is_duty(&hit)),
            _ => ("可以", is_permission(&hit)),
        };
        if hits {
            out.report(hit.place(), format!("不单用“{}”，用“{right}”。", hit.word))
                .suggest(format!("将“{}”改为“{right}”。", hit.word))
                .offer(hit.replace(right));
        }
    }
}

fn is_duty(hit: &Hit<'_, '_>) -> bool {
    let after = hit.after();
    let near = first(clause_after(hit), 16);
    let answers = has_any(near, REQUESTS) && !starts_with_any(after, STANDARDS) && !starts_with_any(after, REQUESTS);
    !after.is_empty() && !starts_with_any(after, NO_DUTY) && !answers
}

fn is_permission(hit: &Hit<'_, '_>) -> bool {
    let Some(verb) = MAY.iter().filter(|it| hit.after().starts_with(**it)).max_by_key(|it| it.len()) else {
        return false;
    };
    !starts_with_any(&hit.after()[verb.len()..], PART_OF_WORD)
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn parts_of_words_stand() {
        RULE.accepts("按照可使用面积计算，可转让的权利除外。");
        RULE.accepts("应业主请求，业主委员会组织协商。");
        RULE.accepts("对应当登记的事项，未经许可不得变更，经验收合格方可使用。");
        RULE.flags("业主可向业主委员会反映。");
        RULE.flags("情节严重的，可处五千元以下罚款。");
    }
}
