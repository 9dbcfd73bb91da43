//! K609: administrative execution by force is set by laws of the nation alone.

use super::hint::{hint, is_restraint, rests_on_law};
use super::maker::is_local;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K609",
    name: "coercive_execution",
    title: "行政强制执行的设定",
    source: clause!(QZ "十三"),
    page: include_str!("coercive_execution.md"),
    triggers: &[
        "强制拆除",
        "强行拆除",
        "强制清除",
        "强制搬迁",
        "强制搬离",
        "强制执行",
        "强制关闭",
        "代履行",
        "加处罚款",
        "滞纳金",
        "划拨",
        "代为清除",
        "代为清理",
        "代为拆除",
        "代为治理",
        "代为修复",
        "代为处置",
        "代为恢复",
        "代为改正",
        "代为补",
    ],
    guards: &[
        "人民法院强制执行",
        "法院强制执行",
        "强制执行力",
        "强制执行效力",
        "划拨土地",
        "划拨用地",
        "划拨方式",
        "强制执行程序",
    ],
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    if !is_local(ctx) {
        return;
    }
    for hit in ctx.hits(&RULE).filter(sets) {
        hint(out, hit.place(), &format!("“{}”属于行政强制执行，由法律设定", hit.word), "有没有法律授权")
            .suggest("法律有规定的，写明“依法”或者引用；没有规定的，改为“依法申请人民法院强制执行”。");
    }
}

/// Whether the text itself orders the execution.
pub(super) fn sets(hit: &Hit<'_, '_>) -> bool {
    let before = hit.before();
    let part = &before[before.rfind(['。', '；', '：']).unwrap_or(0)..];
    let clause = hit.clause();
    // Neighbours, keepers and firms who act for somebody execute nothing.
    let private = ["物业服务", "监护人", "委托他人", "保险", "业主委员会", "合同"].iter().any(|it| part.contains(it));
    let court = clause.contains("人民法院") || clause.contains("人民检察院");
    let fee = matches!(hit.word, "滞纳金") && !["加收", "按日", "每日", "加处"].iter().any(|it| part.contains(it));
    let transfer = hit.word == "划拨" && !["存款", "款项", "账户", "汇款"].iter().any(|it| clause.contains(it));
    let told = hit.after().starts_with(['的', '费', '等']);
    !private && !court && !fee && !transfer && !told && !is_restraint(hit) && !rests_on_law(hit)
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn odd_cases() {
        for text in [
            "逾期不履行的，依法申请人民法院强制执行。",
            "业主不及时处理的，物业服务人可以代为清理，费用由业主承担。",
            "建设用地依法以划拨方式供应。",
            "依法收取的滞纳金用于绿化。",
        ] {
            RULE.accepts(text);
        }
        RULE.flags("逾期不清除的，代为清除，所需费用由当事人承担。");
    }
}
