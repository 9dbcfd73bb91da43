//! K324: 根据 names what a text is made upon; 依据 and 依照 what a rule is applied upon.

use super::mention::{clause_after, has_any, is_mentioned, sentence_after, sentence_before};
use crate::law::problem::Severity;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K324",
    name: "basis_words",
    title: "“根据”与“依据”混用",
    severity: Severity::Warning,
    source: clause!(G2 "13"),
    page: include_str!("basis_words.md"),
    triggers: &["依据", "依照", "按照", "遵照", "根据"],
    guards: &["为依据", "依据和", "法律依据", "立法依据"],
    check,
    ..Rule::PLAIN
};

/// What a text can be made upon; plans and instructions are none.
const BASES: &[&str] = &["法律", "法规", "宪法", "》", "法》"];
/// What is done to a person by a rule.
const APPLIED: &[&str] = &["给予处罚", "予以处罚", "处罚", "给予行政处罚", "处以", "给予处分", "追究", "罚款"];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE).filter(|it| !is_mentioned(it)) {
        if hit.word == "根据" {
            if applies_a_rule(&hit) {
                out.report(hit.place(), "适用条文作出处理，用“依照”或者“依据”，不用“根据”。")
                    .suggest("将“根据”改为“依照”。")
                    .offer(hit.replace("依照"));
            }
        } else if is_legislative_basis(&hit) {
            out.report(hit.place(), format!("表述立法依据，用“根据”，不用“{}”。", hit.word))
                .suggest(format!("将“{}”改为“根据”。", hit.word))
                .offer(hit.replace("根据"));
        }
    }
}

/// 依据《…法》等法律、法规，…制定本条例, in the first article.
fn is_legislative_basis(hit: &Hit<'_, '_>) -> bool {
    let first = hit.unit.article.number().base() == 1 && !sentence_before(hit).contains("制定本");
    let sentence = sentence_after(hit);
    let own = sentence.split("制定本").next().unwrap_or_default();
    first && own.len() < sentence.len() && has_any(clause_after(hit), BASES)
}

/// 根据本条例第十条的规定处罚.
fn applies_a_rule(hit: &Hit<'_, '_>) -> bool {
    let rest = clause_after(hit);
    let numbered =
        rest.strip_prefix('本').and_then(|it| it.split_once('第')).is_some_and(|it| it.0.chars().count() <= 2);
    numbered && has_any(rest, APPLIED)
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn only_laws_are_a_legislative_basis() {
        RULE.accepts("第一条　为了规范示例活动，按照国家总体部署，结合本市实际，制定本条例。");
        RULE.flags("第一条　为了规范示例活动，依照《中华人民共和国示例法》，制定本条例。");
        RULE.accepts("第八条　市人民政府依据有关法律制定本市标准。");
    }
}
