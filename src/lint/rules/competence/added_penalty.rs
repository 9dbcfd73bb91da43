//! K605: penalties that the law does not have for the act need a record of hearings, an explanation, and a note at
//! filing. A text cannot show these; the rule says what to attach.

use super::hint::hint;
use super::maker::is_local;
use super::measures::articles;
use super::penalties::{Penalty, is_penal, partner, penalties, penalties_of, place};
use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K605",
    name: "added_penalty",
    title: "补充设定行政处罚的论证和说明",
    source: clause!(CF "十二"),
    page: include_str!("added_penalty.md"),
    check,
    ..Rule::PLAIN
};

const ATTACH: &str = "补充设定的，随草案附听证会、论证会等听取意见的记录和书面说明；报送备案时说明补充设定的情况。";

fn check(ctx: &Context<'_>, out: &mut Findings) {
    if !is_local(ctx) || !ctx.units.iter().any(|it| is_penal(it.text)) {
        return;
    }
    let mut own = penalties(&ctx.units, &ctx.references);
    own.retain(|it| it.kinds.contains("罚款") || it.text.contains('处'));
    let known = !ctx.inputs.superior.is_empty();
    for law in ctx.inputs.superior {
        penalties_of(law, |others| own.retain(|it| partner(it, others).is_none()));
    }
    let Some(first) = own.first() else { return };
    let what = told(&own, known);
    let entry = hint(out, ctx.units[first.unit].place(place(first)), &what, "是否属于补充设定").suggest(ATTACH);
    // Without the superior text nobody can tell whether a penalty is added at all.
    if !known {
        entry.at_most(Severity::Info);
    }
}

fn told(own: &[Penalty<'_>], known: bool) -> String {
    let articles = articles(own.iter().map(|it| it.path));
    if known {
        format!("在所提供的上位法中没有找到与{articles}相近的处罚规定")
    } else {
        format!("{articles}规定了行政处罚")
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::law::problem::Severity;
    use crate::lint::rule::Stage;

    #[test]
    fn it_is_said_once_and_only_as_information_where_no_superior_text_is_known() {
        let text = "第三条　乱扔果皮的，处二百元以下罚款。\n\n第四条　随地吐痰的，处五十元以下罚款。";
        let found = RULE.found(text, Stage::Vote);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].severity, Severity::Info);
        assert!(found[0].message.contains("第三条、第四条"));
    }
}
