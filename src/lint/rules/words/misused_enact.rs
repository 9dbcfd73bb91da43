//! K308: 制定 for making a rule, 规定 for settling a matter; 制订 and 另订 are out of use.

use super::near::{CLAUSE, begins, since};
use crate::law::problem::Severity;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K308",
    name: "misused_enact",
    title: "“制定”“规定”用法不当",
    severity: Severity::Warning,
    source: clause!(G1 "19"),
    page: include_str!("misused_enact.md"),
    triggers: &["制订", "另订", "制定"],
    guards: &["编制订", "研制订", "制订单", "制订购", "制订货", "另订合同", "另订协议", "另订契约"],
    check,
    ..Rule::PLAIN
};

/// Matters that an organ settles; what it makes about them is no text of its own.
const MATTERS: &[&str] = &["范围", "比例", "期限", "数额", "名额", "时间", "区域", "具体条件", "幅度", "额度"];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE) {
        let (message, suggestion, instead) = match hit.word {
            "制订" => ("创设规范性文件用“制定”，不用“制订”。", "将“制订”改为“制定”。", "制定"),
            "另订" => ("法规中不用“另订”。", "将“另订”改为“另行制定”，并写明由谁制定。", "另行制定"),
            _ if settles(&hit) => ("就具体事项作出决定用“规定”，不用“制定”。", "将“制定”改为“规定”。", "规定"),
            _ => continue,
        };
        out.report(hit.place(), message).suggest(suggestion).offer(hit.replace(instead));
    }
}

/// 具体范围由市人民政府制定: a matter, 由, an organ, and nothing behind the verb that would be made.
fn settles(hit: &Hit<'_, '_>) -> bool {
    let ends_there = hit.after().is_empty()
        || hit.after().starts_with(CLAUSE)
        || begins(hit.after(), &["并公布", "并向社会公布", "公布"]).is_some();
    let matter = since(hit.before(), CLAUSE).split_once('由').map_or("", |it| it.0);
    ends_there
        && !hit.before().ends_with("组织")
        && !matter.contains(['办', '和', '、'])
        && MATTERS.iter().any(|it| matter.ends_with(it))
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn words_that_only_meet_are_left_alone() {
        RULE.accepts("企业研制订单管理系统。");
        RULE.accepts("双方可以另订合同。");
    }

    #[test]
    fn a_list_with_a_rule_in_it_is_made() {
        RULE.accepts("具体办法和范围由市人民政府制定。");
        RULE.flags("具体范围由市交通主管部门会同有关部门制定，并向社会公布。");
    }
}
