//! K301: 必须 for a duty. 应当 is the word of statutes; 必须 stays where it tells of a necessity and not of a duty.

use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K301",
    name: "must_for_duty",
    title: "用“必须”设定义务",
    severity: Severity::Warning,
    source: clause!(G1 "14"),
    page: include_str!("must_for_duty.md"),
    triggers: &["必须"],
    // 依法必须进行招标的项目 is a term of another law.
    guards: &["所必须", "必须品", "必须进行招标", "必须招标"],
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE) {
        // 维持生活必须的: 必须 stands for 必需, not for a duty.
        if hit.after().starts_with('的') {
            continue;
        }
        out.report(hit.place(), "设定义务一般用“应当”，不用“必须”。")
            .suggest("将“必须”改为“应当”。")
            .offer(hit.replace("应当"));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn titles_of_others_are_left_alone() {
        RULE.accepts("依法必须进行招标的项目，应当公告。");
        RULE.accepts("依照《必须登记的事项办法》办理。");
        RULE.flags("依照《登记办法》必须办理。");
    }
}
