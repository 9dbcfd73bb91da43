//! K310: 缴纳 where payment is compulsory, 交纳 where it is not. A hint: what is compulsory often turns on another law.

use super::near::{CLAUSE, find, first, until};
use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K310",
    name: "misused_pay",
    title: "“缴纳”“交纳”用法不当",
    severity: Severity::Info,
    source: clause!(G1 "21"),
    page: include_str!("misused_pay.md"),
    triggers: &["缴纳", "交纳"],
    check,
    ..Rule::PLAIN
};

/// Sums owed by agreement or for a service.
const AGREED: &[&str] = &[
    "物业费",
    "物业服务费",
    "物业管理费",
    "会费",
    "租金",
    "房租",
    "押金",
    "水费",
    "电费",
    "燃气费",
    "采暖费",
    "供暖费",
    "热费",
    "停车费",
    "停车服务费",
    "学费",
    "定金",
    "订金",
    "服务费",
    "门票",
    "保管费",
    "培训费",
    "住宿费",
    "电信费",
    "通信费",
];
/// Sums that the State exacts.
const EXACTED: &[&str] = &[
    "罚款",
    "罚金",
    "滞纳金",
    "税款",
    "关税",
    "税收",
    "社会保险费",
    "养老保险费",
    "医疗保险费",
    "工伤保险费",
    "失业保险费",
    "生育保险费",
];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE) {
        let object = first(until(until(hit.after(), CLAUSE), &['、', '（']), 10);
        // Parking on public roads is a charge of the State in many cities.
        if object.contains("道路") {
            continue;
        }
        let (agreed, exacted) = (find(object, AGREED), find(object, EXACTED));
        let (message, instead) = match (hit.word, agreed, exacted) {
            ("缴纳", Some((_, sum)), None) => (format!("“{sum}”不具有强制征收的性质，一般用“交纳”。"), "交纳"),
            ("交纳", None, Some((_, sum))) => (format!("“{sum}”具有强制性，一般用“缴纳”。"), "缴纳"),
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
    fn only_the_sum_right_behind_the_verb_counts() {
        RULE.accepts("业主应当交纳物业费、代缴的税款。");
        RULE.accepts("停车人应当足额缴纳道路停车费。");
        RULE.accepts("按照规定缴纳，租金另行计算。");
        RULE.flags("承租人应当按月足额缴纳的租金。");
    }
}
