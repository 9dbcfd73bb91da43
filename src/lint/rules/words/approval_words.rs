//! K322: 批准 weighs whether; 核准 finds that set conditions are met.
//!
//! Seen are only the two cases that words give away: 核准 at discretion, and 核准 of plans by a government or congress.

use super::mention::{clause_before, ends_with_any, has_any, is_mentioned, sentence_before};
use crate::law::problem::Severity;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K322",
    name: "approval_words",
    title: "“批准”与“核准”混用",
    severity: Severity::Warning,
    source: clause!(G2 "11"),
    page: include_str!("approval_words.md"),
    triggers: &["核准"],
    guards: &["核准制", "核准书", "核准件", "核准权", "核准机关", "核准文件"],
    check,
    ..Rule::PLAIN
};

const DISCRETION: &[&str] = &[
    "可以",
    "可以予以",
    "可予",
    "酌情",
    "酌情予以",
    "视情",
    "视情况",
    "根据实际情况",
    "根据情况",
    "根据需要",
    "自行",
    "自主",
];
const ORGANS: &[&str] =
    &["人民政府", "人民代表大会", "常务委员会", "国务院", "上级机关", "上级主管机关", "人民政府审查", "人民政府同意并"];
/// What a government weighs, and does not check against conditions.
const PLANS: &[&str] = &["规划", "方案", "计划", "名录", "办法", "预算", "标准"];
/// What it does check: treaties by their own law, projects, prices.
const CHECKED: &[&str] = &["项目", "投资", "追诉", "登记", "死刑", "资格", "价格", "收费", "条约", "协定", "符合"];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE).filter(|it| !is_mentioned(it)) {
        let message = if is_free(&hit) {
            "由有权机关决定是否准许的，用“批准”；“核准”用于对符合法定条件的予以准许。"
        } else if is_organ(&hit) {
            "规划、方案等报人民政府或者人大审查决定的，用“批准”，不用“核准”。"
        } else {
            continue;
        };
        out.report(hit.place(), message).suggest("核对后将“核准”改为“批准”。").offer(hit.replace("批准"));
    }
}

fn is_free(hit: &Hit<'_, '_>) -> bool {
    ends_with_any(clause_before(hit), DISCRETION) && !hit.after().starts_with('的')
}

fn is_organ(hit: &Hit<'_, '_>) -> bool {
    let sentence = sentence_before(hit);
    ends_with_any(sentence, ORGANS) && has_any(sentence, PLANS) && !has_any(sentence, CHECKED)
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn other_approvals_stand() {
        RULE.accepts("投资项目由国务院核准。");
        RULE.accepts("未取得核准文件的，不得施工。");
        RULE.flags("管理规划由市人民政府核准。");
    }
}
