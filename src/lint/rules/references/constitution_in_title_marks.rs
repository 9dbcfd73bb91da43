//! K209: 《宪法》. The constitution takes no 《》.

use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K209",
    name: "constitution_in_title_marks",
    title: "引用宪法加书名号",
    severity: Severity::Warning,
    source: clause!(G1 "6"),
    page: include_str!("constitution_in_title_marks.md"),
    triggers: &["《宪法》", "《中华人民共和国宪法》"],
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE).filter(|it| !it.in_quotes()) {
        out.report(hit.place(), "引用宪法不加书名号。").suggest("改为“宪法”。").safe(hit.replace("宪法"));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn odd_cases() {
        RULE.flags("根据《中华人民共和国宪法》的规定，制定本条例。");
        RULE.accepts("学习《中华人民共和国宪法修正案》。");
        RULE.accepts("公务员应当向宪法宣誓。");
    }
}
