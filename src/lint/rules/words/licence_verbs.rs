//! K323: 吊销 punishes by taking a licence, 注销 strikes it off when it has ended, 撤销 undoes what should not have been.

use super::mention::{
    clause_after, clause_before, ends_with_any, has_any, is_mentioned, sentence_before, starts_with_any,
};
use crate::law::problem::Severity;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K323",
    name: "licence_verbs",
    title: "“注销”“吊销”“撤销”混用",
    severity: Severity::Warning,
    source: clause!(G2 "12"),
    page: include_str!("licence_verbs.md"),
    triggers: &["注销", "吊销", "撤销"],
    guards: &["注销登记", "注销手续", "注销或者", "撤销或者", "吊销或者注销"],
    check,
    ..Rule::PLAIN
};

/// Papers that a penalty takes away.
const LICENCES: &[&str] = &["营业执照", "许可证", "驾驶证", "执业证", "资格证", "资质证", "执照"];
const PENALTY: &[&str] = &["罚款", "情节严重", "责令停", "没收", "警告"];
/// Where a licence should not have been given, or has ended of itself.
const NO_PENALTY: &[&str] = &[
    "欺骗",
    "贿赂",
    "不正当手段",
    "骗取",
    "隐瞒",
    "虚假",
    "伪造",
    "届满",
    "终止",
    "停业的",
    "歇业",
    "解散",
    "死亡",
    "吊销",
    "不再具备",
    "不具备",
    "不符合",
    "滥用职权",
    "越权",
    "超越",
    "未延续",
    "买卖",
];
/// Ends that are nobody's fault. Who stops business of his own accord is punished: 自行停业 is none.
const ENDED: &[&str] = &["届满未", "期限届满", "有效期届满", "期满未", "歇业的"];
/// What 吊销 cannot take: these are undone.
const UNDONE: &[&str] = &["决定", "该决定", "行政许可决定", "任命", "荣誉称号", "其荣誉称号", "称号", "命令"];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE).filter(|it| !is_mentioned(it)) {
        let Some((right, why)) = other(&hit) else { continue };
        out.report(hit.place(), format!("{why}用“{right}”，不用“{}”。", hit.word))
            .suggest(format!("核对后将“{}”改为“{right}”。", hit.word))
            .offer(hit.replace(right));
    }
}

/// The word that belongs here instead, and why.
fn other(hit: &Hit<'_, '_>) -> Option<(&'static str, &'static str)> {
    let before = sentence_before(hit);
    let penal = has_any(before, PENALTY);
    match hit.word {
        "吊销" if starts_with_any(hit.after(), UNDONE) => Some(("撤销", "取消决定、称号等，")),
        "吊销" if has_any(before, ENDED) && !penal && !before.contains("违反") && takes(hit) && is_act(hit) => {
            Some(("注销", "许可证件因终止、届满等原因失效的，"))
        }
        "撤销" | "注销" if penal && takes(hit) && !has_any(before, NO_PENALTY) && is_act(hit) => {
            Some(("吊销", "作为行政处罚取消许可证件的，"))
        }
        _ => None,
    }
}

fn takes(hit: &Hit<'_, '_>) -> bool {
    let object = clause_after(hit).split('、').next().unwrap_or_default();
    let object: String = object.chars().take(12).take_while(|it| !matches!(it, '和' | '或')).collect();
    has_any(&object, LICENCES)
}

/// Whether the office does it, and not somebody asks for it or it was done.
fn is_act(hit: &Hit<'_, '_>) -> bool {
    !ends_with_any(clause_before(hit), &["申请", "办理", "被", "已", "被依法", "依法被", "应当申请", "及时"])
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn the_reason_decides() {
        RULE.accepts("处一万元罚款；已经办理注销许可证手续的，不再处罚。");
        RULE.accepts("以欺骗手段取得许可证的，处一万元罚款，并撤销许可证。");
        RULE.flags("情节严重的，处一万元以下罚款，并由原发证机关注销其经营许可证。");
        RULE.flags("由作出机关吊销该决定。");
    }
}
