//! K305: a proviso that begins with 但 and not with 但是.

use super::near::at_clause_start;
use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K305",
    name: "bare_but",
    title: "分句用“但”开头",
    severity: Severity::Warning,
    source: clause!(G1 "16"),
    page: include_str!("bare_but.md"),
    triggers: &["但"],
    guards: &["但是", "但书", "但凡", "不但", "非但"],
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    // 已经受理但尚未办结: inside a clause 但 joins two attributes and is no proviso. What is quoted is not the drafter's.
    for hit in ctx.hits(&RULE).filter(|it| at_clause_start(it.before()) && !it.in_quotes()) {
        out.report(hit.place(), "分句开头表示转折，一般用“但是”，不用“但”。")
            .suggest("将“但”改为“但是”。")
            .safe(hit.replace("但是"));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn a_proviso_after_half_width_marks_is_one_too() {
        RULE.flags("应当公开,但依法不予公开的除外。");
        RULE.accepts("应当公开，但是否公开涉密信息，依照有关法律的规定执行。");
    }
}
