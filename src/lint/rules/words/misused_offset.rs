//! K311: debts are 抵销, effects 抵消. 折抵消费 holds neither.

use super::near::{SENTENCE, has, since, until};
use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K311",
    name: "misused_offset",
    title: "“抵销”“抵消”用法不当",
    severity: Severity::Warning,
    source: clause!(G1 "22"),
    page: include_str!("misused_offset.md"),
    triggers: &["抵消", "抵销"],
    guards: &["抵消费", "抵消毒", "抵消防", "抵消耗", "抵销售"],
    check,
    ..Rule::PLAIN
};

const DEBTS: &[&str] =
    &["债", "款", "欠", "账", "费用", "租金", "税", "金额", "应付", "应收", "赔偿", "补偿", "保证金", "工资", "支付"];
const EFFECTS: &[&str] = &["影响", "作用", "效果", "效应", "效力", "排放"];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE) {
        let sentence = [since(hit.before(), SENTENCE), until(hit.after(), SENTENCE)];
        let debts = sentence.iter().any(|it| has(it, DEBTS));
        let effects = sentence.iter().any(|it| has(it, EFFECTS));
        let (message, instead) = match hit.word {
            "抵消" if debts && !effects => ("债务、款项的相互冲抵用“抵销”，不用“抵消”。", "抵销"),
            "抵销" if effects && !debts => ("作用、影响的相互消除用“抵消”，不用“抵销”。", "抵消"),
            _ => continue,
        };
        out.report(hit.place(), message)
            .suggest(format!("将“{}”改为“{instead}”。", hit.word))
            .offer(hit.replace(instead));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn the_sentence_tells_debts_from_effects() {
        RULE.accepts("债务可以抵销；对环境的影响，应当采取措施抵消。");
        RULE.flags("应付的租金可以相互抵消。");
    }
}
