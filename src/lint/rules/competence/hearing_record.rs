//! K610: who sets a licence or coercion must have heard people and say so. A text cannot show it; the rule says what to
//! attach, once for a text.

use super::hint::hint;
use super::maker::is_local;
use super::measures::{articles, coercions, licences};
use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K610",
    name: "hearing_record",
    title: "设定许可、强制的听取意见记录",
    source: concat!(clause!(XK "十九"), "、", clause!(QZ "十四")),
    page: include_str!("hearing_record.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    if !is_local(ctx) {
        return;
    }
    let (licences, coercions) = (licences(ctx), coercions(ctx));
    for (what, all, law) in [("行政许可", &licences, clause!(XK "十九")), ("行政强制", &coercions, clause!(QZ "十四"))]
    {
        let Some(first) = all.first() else { continue };
        let told = format!("{}规定了{what}", articles(all.iter().map(|it| it.path)));
        hint(out, first.place, &told, "是否由本法规设定")
            .suggest(
                "属于设定的，随草案附听证会、论证会等听取意见的记录，并说明必要性、可能产生的影响和采纳意见的情况。",
            )
            .source(law)
            // Whether the superior law has set it already, K607 to K609 ask; this is about papers.
            .at_most(if ctx.inputs.superior.is_empty() { Severity::Info } else { Severity::Warning });
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::rule::Stage;

    #[test]
    fn licences_and_coercion_are_told_once_each() {
        let text =
            "第三条　举办活动，应当申请活动许可。\n\n第四条　主管部门可以扣押物品。\n\n第五条　主管部门可以查封场所。";
        let found = RULE.found(text, Stage::Draft);
        assert_eq!(found.len(), 2);
        assert!(found[1].message.starts_with("第四条、第五条规定了行政强制"));
    }
}
