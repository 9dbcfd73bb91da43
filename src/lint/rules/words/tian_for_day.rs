//! K316: 天 in a period; statutes count in 日.

use crate::law::number::is_numeral_char;
use crate::law::problem::Severity;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{PRACTICE, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K316",
    name: "tian_for_day",
    title: "期限用“天”计算",
    severity: Severity::Warning,
    source: PRACTICE,
    page: include_str!("tian_for_day.md"),
    triggers: &["天"],
    guards: &["天然", "天津", "天线", "天气", "天桥", "天文", "天空", "天窗", "天山", "天地", "天府", "天河", "天体"],
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE).filter(is_counted) {
        out.report(hit.place(), "期限一般用“日”计算，不用“天”。").suggest("将“天”改为“日”。").safe(hit.replace("日"));
    }
}

/// Whether a number stands before it: 三十天, 半天 not.
fn is_counted(hit: &Hit<'_, '_>) -> bool {
    let before = hit.before().trim_end_matches(' ');
    let rest = before.trim_end_matches(|c| is_numeral_char(c) || c == '两');
    rest.len() < before.len() && !rest.ends_with(['统', '唯', '单', '同', '某', '有', '这', '那', '哪'])
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn only_days_that_are_counted_are_found() {
        RULE.flags("每逾期1天，加收滞还费。");
        RULE.accepts("同一天发生的，统一天然气收费标准。");
        RULE.accepts("当天、春天和星期天除外。");
    }
}
