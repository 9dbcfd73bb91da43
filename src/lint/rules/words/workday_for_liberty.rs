//! K315: 工作日 for a period in which liberty or property is held. There every day counts.

use super::near::{SENTENCE, find, has, since, until};
use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K315",
    name: "workday_for_liberty",
    title: "限制人身、财产权利的期限按工作日计算",
    severity: Severity::Warning,
    source: clause!(G1 "25"),
    page: include_str!("workday_for_liberty.md"),
    triggers: &["工作日"],
    check,
    ..Rule::PLAIN
};

/// Measures under which a person waits for liberty or property.
const MEASURES: &[&str] = &[
    "拘留",
    "留置",
    "羁押",
    "扣押",
    "查封",
    "冻结",
    "扣留",
    "暂扣",
    "限制人身自由",
    "隔离",
    "约束",
    "先行登记保存",
    "责令停产停业",
    "证据保存",
];
/// Signs that the period is that of the measure, or of its end.
const PERIODS: &[&str] = &["期限", "期间", "不得超过", "不超过", "延长", "最长", "解除", "返还", "退还", "处理决定"];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE) {
        let sentence = [since(hit.before(), SENTENCE), until(hit.after(), SENTENCE)];
        let Some((_, measure)) = sentence.iter().find_map(|it| find(it, MEASURES)) else { continue };
        if sentence.iter().any(|it| has(it, PERIODS)) {
            out.report(hit.place(), format!("“{measure}”限制重要权利，其期限一般用“日”，不用“工作日”。"))
                .suggest("将“工作日”改为“日”，并核对期限的长短。")
                .offer(hit.replace("日"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn a_period_in_another_sentence_is_left_alone() {
        RULE.accepts("查封的期限不得超过三十日；应当在三个工作日内告知申请人。");
        RULE.flags("对先行登记保存的证据，应当在七个工作日内作出处理决定。");
    }
}
