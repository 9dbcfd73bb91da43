//! K302: 严禁 for 禁止, and 禁止 behind a subject, where 不得 belongs.

use super::near::{CLAUSE, begins, ends, since};
use crate::law::problem::Severity;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

/// Who is told not to do something. Organs are no such subjects: they forbid others.
const ADDRESSEES: &[&str] = &[
    "单位",
    "个人",
    "组织",
    "人员",
    "企业",
    "公民",
    "者",
    "车辆",
    "机动车",
    "行人",
    "学生",
    "业主",
    "乘客",
    "旅客",
    "游客",
    "用户",
    "村民",
    "居民",
    "船舶",
    "当事人",
    "使用人",
    "所有人",
    "驾驶人",
    "承租人",
    "任何人",
];

pub(super) static RULE: Rule = Rule {
    code: "K302",
    name: "misused_forbid",
    title: "禁止性规范用词不当",
    severity: Severity::Warning,
    source: clause!(G1 "15"),
    page: include_str!("misused_forbid.md"),
    triggers: &["严禁", "禁止"],
    guards: &["或者禁止", "和禁止", "禁止性", "禁止令"],
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE) {
        let addressed = has_addressee(&hit);
        let instead = if addressed { "不得" } else { "禁止" };
        let message = match (hit.word, addressed) {
            ("严禁", _) => "禁止性规范一般用“不得”或者“禁止”，不用“严禁”。",
            (_, true) => "句子有主语的，禁止性规范一般用“不得”，不用“禁止”。",
            _ => continue,
        };
        out.report(hit.place(), message)
            .suggest(format!("将“{}”改为“{instead}”。", hit.word))
            .offer(hit.replace(instead));
    }
}

/// Whether the word stands right behind those who are to obey: 任何单位和个人禁止…. Not where they forbid it to others
/// (经营者禁止消费者…), and not behind 对…的人员, where an organ forbids.
fn has_addressee(hit: &Hit<'_, '_>) -> bool {
    let subject = since(hit.before(), CLAUSE).trim_end_matches(['都', '均']);
    ends(subject, ADDRESSEES).is_some()
        && !subject.ends_with("或者")
        && !subject.contains(['对', '的', '在'])
        && begins(hit.after(), &["消费者", "他人", "其", "或者", "和", "与"]).is_none()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::rule::Stage;

    #[test]
    fn behind_a_subject_must_not_takes_the_place_of_both_words() {
        let found = RULE.found("任何单位和个人严禁占用消防车通道。", Stage::Draft);
        assert_eq!(found[0].suggestion.as_deref(), Some("将“严禁”改为“不得”。"));
        RULE.flags("除执行任务的救援车辆外，机动车均禁止驶入步行街。");
    }

    #[test]
    fn those_who_forbid_others_are_left_alone() {
        RULE.accepts("市人民政府可以限制或者禁止机动车通行。");
        RULE.accepts("对受过处罚的人员禁止从事示例服务。");
        RULE.accepts("示例中心不得因经营者禁止消费者自带饮品而拒绝受理投诉。");
    }
}
