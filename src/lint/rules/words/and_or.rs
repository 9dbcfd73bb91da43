//! K303: 和/或 and its like. It leaves open which of three cases is meant; a statute says it.

use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K303",
    name: "and_or",
    title: "使用“和/或”",
    severity: Severity::Warning,
    source: clause!(G1 "13"),
    page: include_str!("and_or.md"),
    triggers: AND_OR,
    check,
    ..Rule::PLAIN
};

/// The forms of 和/或. The rule on bare 或 leaves them to this one.
pub(super) const AND_OR: &[&str] = &[
    "和/或",
    "和／或",
    "和（或）",
    "和(或)",
    "和/或者",
    "和／或者",
    "和（或者）",
    "和(或者)",
    "及/或",
    "及／或",
    "及（或）",
    "及(或)",
    "及/或者",
    "及（或者）",
    "与/或",
    "与／或",
    "与（或）",
    "或/和",
    "或／和",
    "或（和）",
    "或(和)",
    "或者/和",
    "或者（和）",
    "以及/或者",
    "以及（或者）",
];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE) {
        out.report(hit.place(), format!("法规中不用“{}”：并列用“和”，有主次的用“以及”，选择用“或者”。", hit.word))
            .suggest("写明是并列还是选择；两种情形都包括的，写作“甲、乙或者甲和乙”。");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn the_longer_form_is_found_once() {
        use crate::lint::rule::Stage;
        assert_eq!(RULE.found("警告以及/或者罚款。", Stage::Draft).len(), 1);
    }
}
