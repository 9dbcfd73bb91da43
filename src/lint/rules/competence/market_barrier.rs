//! K606: licences that a local ordinance may not set: qualifications of the nation, registration of companies and what
//! comes before it, bars on firms and goods from elsewhere.

use super::hint::{hint, is_restraint, rests_on_law};
use super::maker::is_local;
use crate::law::problem::Severity;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K606",
    name: "market_barrier",
    title: "地方性法规不得设定的行政许可",
    // Eight of nine findings in the corpus were true: below the bar of nine in ten.
    severity: Severity::Info,
    source: clause!(XK "十五"),
    page: include_str!("market_barrier.md"),
    triggers: &[
        "外地企业",
        "市外企业",
        "外来企业",
        "非本市企业",
        "本市以外的企业",
        "外地经营者",
        "本市以外的经营者",
        "外地商品",
        "外地产品",
        "准入证",
        "准销证",
        "资格证书",
        "资格证",
        "从业资格",
        "执业资格",
        "上岗证",
        "工商登记",
        "市场主体登记",
        "企业登记",
        "营业执照",
    ],
    guards: &["教师资格证", "资格证明"],
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    if !is_local(ctx) {
        return;
    }
    for hit in ctx.hits(&RULE).filter(|it| !is_restraint(it) && !rests_on_law(it)) {
        let Some(kind) = kind(&hit) else { continue };
        let (what, advice) = match kind {
            Kind::Elsewhere => {
                ("条文对外地经营者、商品规定了许可或者准入条件", "删去专门针对外地经营者、商品的许可或者准入条件。")
            }
            Kind::Registration => {
                ("条文把其他许可作为企业登记的前置条件", "删去前置条件；法律、行政法规规定的前置许可，写明“依法”。")
            }
            Kind::Qualification => {
                ("条文规定从业者应当取得资格、资质", "国家统一确定的资格、资质，写明“依法取得”；否则删去。")
            }
        };
        hint(out, hit.place(), what, "地方性法规是否可以设定该项许可").suggest(advice);
    }
}

enum Kind {
    Elsewhere,
    Registration,
    Qualification,
}

fn kind(hit: &Hit<'_, '_>) -> Option<Kind> {
    let clause = hit.clause();
    let before = clause_before(hit);
    let has = |words: &[&str]| words.iter().any(|it| clause.contains(it));
    match hit.word {
        "准入证" | "准销证" => has(&["应当", "必须", "方可", "须", "凭"]).then_some(Kind::Elsewhere),
        "工商登记" | "市场主体登记" | "企业登记" | "营业执照" => {
            let conditional = before.contains("方可") || before.contains("后，再") || before.contains("凭");
            let applied = ["办理", "申请", "申领", "领取"].iter().any(|it| before.contains(it));
            let proof = has(&["凭营业执照", "凭工商营业执照", "持营业执照", "凭企业营业执照"]);
            (conditional && applied && !proof).then_some(Kind::Registration)
        }
        "资格证书" | "资格证" | "从业资格" | "执业资格" | "上岗证" => {
            let ordered = ["应当", "必须", "方可", "须"].iter().any(|it| before.contains(it));
            let held = ["取得", "持有", "具有", "具备", "办理"].iter().any(|it| before.contains(it));
            (ordered && held && !has(&["相应", "核验", "查验", "公示", "检查"])).then_some(Kind::Qualification)
        }
        _ => {
            let barred = has(&["许可", "批准", "审批", "准入", "备案", "登记", "不得进入", "方可", "证"]);
            let ordered = has(&["应当", "必须", "方可", "须", "不得"]);
            (barred && ordered && !has(&["鼓励", "支持", "平等", "同等"])).then_some(Kind::Elsewhere)
        }
    }
}

/// The words of the sentence part before the hit: 取得……批准后，方可办理工商登记 spans two clauses.
fn clause_before<'s>(hit: &Hit<'s, '_>) -> &'s str {
    let before = hit.before();
    &before[before.rfind(['。', '；', '：', '，']).unwrap_or(0)..]
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn odd_cases() {
        for text in [
            "不得限制外地商品进入本市市场。",
            "鼓励外地企业在本市设立分支机构，有关部门应当提供登记便利。",
            "申请人应当凭营业执照办理登记。",
            "涉企经营许可事项不得作为企业登记的前置条件。",
        ] {
            RULE.accepts(text);
        }
    }
}
