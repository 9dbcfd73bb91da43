//! K312: 帐 in words of money. Tents keep it.

use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K312",
    name: "old_account",
    title: "账目用字写作“帐”",
    severity: Severity::Warning,
    source: clause!(G1 "23"),
    page: include_str!("old_account.md"),
    triggers: &["帐"],
    guards: &["帐篷", "蚊帐", "营帐", "帐幕", "帐子", "床帐", "军帐", "纱帐", "毡帐", "帐房", "大帐", "“帐”"],
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE) {
        out.report(hit.place(), "表述货币、货物出入的记载和债务，用“账”，不用“帐”。")
            .suggest("将“帐”改为“账”。")
            .safe(hit.replace("账"));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn an_amendment_that_names_the_character_is_left_alone() {
        RULE.accepts("将相关条文中的“帐”修改为“账”。");
        RULE.flags("开立专用帐户，分别记帐。");
    }
}
