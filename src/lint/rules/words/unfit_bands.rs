//! K313: bands that leave out or count twice the number where they meet, and 不足, 大于, 小于 for 不满, 超过.
//!
//! Only bands that are conditions (…的，) are compared: the scales of fines that follow them may share a bound.

use super::bands::{Band, Bound, bound};
use super::near::{CLAUSE, first, has, since, until};
use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};
use crate::lint::unit::TextUnit;

pub(super) static RULE: Rule = Rule {
    code: "K313",
    name: "unfit_bands",
    title: "相邻档次有重叠或者空档",
    severity: Severity::Warning,
    source: clause!(G1 "24"),
    page: include_str!("unfit_bands.md"),
    triggers: &["以上", "以下", "以内", "超过", "不满", "未满", "不足", "大于", "小于"],
    guards: &["不大于", "不小于", "大于等于", "小于等于", "大于或者等于", "小于或者等于", "不超过", "不得超过"],
    check,
    ..Rule::PLAIN
};

/// Ends of what is meted out; such a band is no condition.
const METED: &[&str] = &["罚款", "罚金", "徒刑", "拘", "处分"];

/// A band that is a condition, where it stands and what it measures.
struct Case<'s, 'a> {
    unit: &'s TextUnit<'a>,
    band: Band<'a>,
    measured: &'a str,
}

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let hits: Vec<Hit<'_, '_>> = ctx.hits(&RULE).collect();
    for hit in &hits {
        wording(hit, out);
    }
    let same_paragraph = |a: &Hit<'_, '_>, b: &Hit<'_, '_>| std::ptr::eq(a.unit.paragraph, b.unit.paragraph);
    for group in hits.chunk_by(same_paragraph) {
        let cases: Vec<Case<'_, '_>> = group.chunk_by(|a, b| std::ptr::eq(a.unit, b.unit)).flat_map(cases).collect();
        for pair in cases.windows(2) {
            let [a, b] = pair else { continue };
            if !compare(ctx, a, b, out) {
                compare(ctx, b, a, out);
            }
        }
    }
}

/// 不足 and 大于 are understood and in wide use, also in laws: a hint.
fn wording(hit: &Hit<'_, '_>, out: &mut Findings) {
    let instead = match hit.word {
        "不足" | "小于" => "不满",
        "大于" => "超过",
        _ => return,
    };
    if bound(hit.unit.text, hit.span).is_some() {
        out.report(hit.place(), format!("不含本数一般用“不满”“超过”，不用“{}”。", hit.word))
            .suggest(format!("将“{}”改为“{instead}”。", hit.word))
            .offer(hit.replace(instead))
            .at_most(Severity::Info);
    }
}

fn cases<'s, 'a>(hits: &[Hit<'s, 'a>]) -> Vec<Case<'s, 'a>> {
    let Some(unit) = hits.first().map(|it| it.unit) else { return Vec::new() };
    let bounds: Vec<Bound<'a>> = hits.iter().filter_map(|it| bound(unit.text, it.span)).collect();
    let bands = Band::all(unit.text, &bounds).into_iter();
    bands.filter(|it| is_condition(unit.text, it.span)).map(|it| case(unit, it)).collect()
}

/// Whether the clause ends …的 soon behind the band: 违法所得五万元以上的，.
fn is_condition(text: &str, band: Span) -> bool {
    let rest = until(until(&text[band.end..], CLAUSE), &['、']);
    let near = first(rest, 8) == rest || rest.starts_with("或者");
    rest.ends_with('的') && near && !has(rest, METED)
}

fn case<'s, 'a>(unit: &'s TextUnit<'a>, band: Band<'a>) -> Case<'s, 'a> {
    let before = since(since(&unit.text[..band.span.start], CLAUSE), &['、', '的', '者']);
    let measured = before.trim_end_matches(['在', '为', '达', '到', '满', '是']);
    Case { unit, band, measured }
}

/// Reports `below` and `above` if they meet at a number that both count or neither.
fn compare(ctx: &Context<'_>, below: &Case<'_, '_>, above: &Case<'_, '_>, out: &mut Findings) -> bool {
    let (Some(upper), Some(lower)) = (below.band.upper, above.band.lower) else { return false };
    let meet = upper.unit == lower.unit && upper.value == lower.value && upper.inclusive == lower.inclusive;
    if !meet || !is_same(below.measured, above.measured) {
        return false;
    }
    let words = |case: &Case<'_, '_>, bound: Bound<'_>| case.unit.text[bound.span.range()].to_owned();
    let (low, high) = (words(below, upper), words(above, lower));
    let (unit, bound, both, instead) = if upper.inclusive {
        (below.unit, upper, "都包含", format!("不满{}", upper.amount))
    } else {
        (above.unit, lower, "都不包含", format!("{}以上", lower.amount))
    };
    out.report(unit.place(bound.span), format!("“{low}”和“{high}”{both}{}，相邻档次应当衔接。", upper.amount))
        .suggest(format!("将“{}”改为“{instead}”。", &unit.text[bound.span.range()]))
        .offer(unit.edit(ctx.source, bound.span, instead));
    true
}

/// Whether both measure the same: the second may leave it out, and attributes before it may differ.
fn is_same(a: &str, b: &str) -> bool {
    let tail = |it: &str| it.chars().rev().take(2).collect::<String>();
    a.is_empty() || b.is_empty() || tail(a) == tail(b)
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn bands_in_items_are_compared_too() {
        RULE.flags("按照下列规定处理：\n（一）面积不满十平方米的，由街道办事处处理；\n（二）面积超过十平方米的，由市人民政府处理。");
        RULE.accepts("按照下列规定处理：\n（一）面积不满十平方米的，由街道办事处处理；\n（二）面积十平方米以上的，由市人民政府处理。");
    }

    #[test]
    fn bands_of_different_things_are_not_compared() {
        RULE.accepts("从业人员十人以下的，每年检查一次；月营业额十人以上的，每季度检查一次。");
        RULE.accepts("从业人员十人以下的，每年检查一次；面积十平方米以上的，每季度检查一次。");
    }
}
