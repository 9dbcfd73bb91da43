//! K604: a penalty wider than the one of a superior law for an act that is alike. Looks only where the superior text was
//! given; whether two acts are the same, a person decides.

use super::hint::hint;
use super::maker::is_local;
use super::penalties::{Penalty, bounds, partner, penalties, penalties_of, place};
use crate::law::statute::Statute;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};
use crate::lint::rules::forms::amounts;

pub(super) static RULE: Rule = Rule {
    code: "K604",
    name: "wider_penalty",
    title: "行政处罚是否超出上位法的行为、种类和幅度",
    source: clause!(CF "十二"),
    page: include_str!("wider_penalty.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    if ctx.inputs.superior.is_empty() || !is_local(ctx) {
        return;
    }
    let own = penalties(&ctx.units, &ctx.references);
    for law in ctx.inputs.superior {
        penalties_of(law, |others| {
            let mut last = None;
            for penalty in &own {
                let Some(other) = partner(penalty, others) else { continue };
                // A list of acts has one penalty; it is told once for one article of the law.
                if last.replace((penalty.unit, other.unit)) != Some((penalty.unit, other.unit)) {
                    compare(ctx, out, penalty, law, other);
                }
            }
        });
    }
}

fn compare(ctx: &Context<'_>, out: &mut Findings, penalty: &Penalty<'_>, law: &Statute, other: &Penalty<'_>) {
    let spot = ctx.units[penalty.unit].place(place(penalty));
    let cited = format!("《{}》{}", law.title, other.path.whole_article().chinese());
    let beyond: Vec<&str> = penalty.kinds.difference(&other.kinds).copied().collect();
    if !beyond.is_empty() {
        let what = format!("{cited}对相近的行为没有规定{}", beyond.join("、"));
        hint(out, spot, &what, "处罚的种类是否超出上位法").suggest("限于上位法规定的处罚种类。");
    }
    for (payer, &(low, high)) in &penalty.fines {
        let Some((least, most)) = bounds(other, *payer) else { continue };
        let what = match (high > most, low < least) {
            (true, _) => format!("罚款上限为{}，{cited}对相近行为的罚款上限为{}", yuan(high), yuan(most)),
            (_, true) => format!("罚款下限为{}，{cited}对相近行为的罚款下限为{}", yuan(low), yuan(least)),
            _ => continue,
        };
        hint(out, spot, &what, "罚款的幅度是否超出上位法").suggest("限于上位法规定的幅度。");
    }
}

/// The fine in words, 零 where there is no lower bound.
fn yuan(hundredths: u64) -> String {
    format!("{}元", amounts::written(hundredths / 100).unwrap_or_else(|| (hundredths / 100).to_string()))
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn without_a_superior_text_nothing_is_said() {
        RULE.accepts("在人行道上堆放建筑材料的，处三万元以下罚款。");
    }
}
