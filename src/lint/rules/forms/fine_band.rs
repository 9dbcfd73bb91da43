//! K411: how the band of a fine is written, and whether its bounds can stand.

use super::amounts::{Band, Joined, bands};
use crate::law::span::Span;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};
use crate::lint::unit::TextUnit;

pub(super) static RULE: Rule = Rule {
    code: "K411",
    name: "fine_band",
    title: "罚款幅度的表述",
    source: clause!(G2 "4"),
    page: include_str!("fine_band.md"),
    triggers: &["罚款"],
    check,
    ..Rule::PLAIN
};

/// How many times the upper bound may be the lower one.
const MOST_TIMES: u64 = 10;

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE) {
        let start = hit.unit.clause_around(hit.span.start).start;
        let words = &hit.unit.text[start..hit.span.start];
        let Some(band) = bands(words).into_iter().rfind(|it| is_fine(words, it)) else { continue };
        report(ctx, out, hit.unit, start, band);
    }
}

/// Nothing but 的 stands between the band and 罚款. 百分之五十以上三倍以下 has two measures and is left out.
fn is_fine(words: &str, band: &Band) -> bool {
    matches!(words[band.span.end..].trim(), "" | "的" | "的行政") && !words[..band.span.start].ends_with("分之")
}

fn report(ctx: &Context<'_>, out: &mut Findings, unit: &TextUnit<'_>, offset: usize, band: Band) {
    let span = Span::new(offset + band.span.start, offset + band.span.end);
    let (Some(low), Some(high), Some(_)) = (band.low, band.high, band.first) else { return };
    let usual = usual(&unit.text[offset..], band);
    if matches!(band.joined, Joined::Range | Joined::Reversed) {
        let entry = out.report(unit.place(span), "罚款幅度没有写成“……以上……以下”的形式。");
        if let Some(usual) = usual {
            entry.suggest(format!("改为“{usual}”。")).offer(unit.edit(ctx.source, span, usual));
        }
    } else if low >= high {
        out.report(unit.place(span), "罚款幅度的下限不低于上限。").suggest("核对下限和上限。");
    } else if high > low.saturating_mul(MOST_TIMES) {
        let times = high / low.max(1);
        out.report(unit.place(span), format!("罚款上限约为下限的{times}倍，超过{MOST_TIMES}倍。"))
            .suggest("核对裁量幅度是否过大；确有需要的，按照情节分档规定。");
    }
}

/// 一万元以上五万元以下 for 一至五万元. None where it is not sure which unit the first number has.
fn usual(text: &str, band: Band) -> Option<String> {
    let (first, second) = (&text[band.first?.range()], &text[band.second?.range()]);
    let unit = band.unit;
    if band.joined == Joined::Reversed {
        return Some(format!("{second}{unit}以上{first}{unit}以下"));
    }
    let named = text[band.first?.end..].starts_with(unit);
    let low = if named { first.to_owned() } else { with_unit_of(first, second)? };
    Some(format!("{low}{unit}以上{second}{unit}以下"))
}

/// 一 of 一至五万 is 一万, 五十 of 五十至五百 is 五十; which one 一千 of 一千至五万 is, a person must say.
fn with_unit_of(first: &str, second: &str) -> Option<String> {
    let big = |it: &str| it.contains(['万', '亿']);
    let tail = second.chars().next_back().filter(|it| matches!(it, '百' | '千' | '万' | '亿'));
    match tail {
        Some('万' | '亿') if big(first) => Some(first.to_owned()),
        Some('万' | '亿') if first.contains(['百', '千']) => None,
        Some(it @ ('万' | '亿')) => Some(format!("{first}{it}")),
        Some(it) if !first.contains(['十', '百', '千']) => Some(format!("{first}{it}")),
        _ => Some(first.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::rule::Stage;

    #[test]
    fn the_usual_form_is_offered() {
        let of = |text: &str| RULE.found(text, Stage::Draft).remove(0).suggestion.unwrap_or_default();
        assert_eq!(of("处一至五万元罚款。"), "改为“一万元以上五万元以下”。");
        assert_eq!(of("处五百元至二千元的罚款。"), "改为“五百元以上二千元以下”。");
        assert_eq!(of("处五万元以下一万元以上罚款。"), "改为“一万元以上五万元以下”。");
        assert_eq!(of("处违法所得一至三倍的罚款。"), "改为“一倍以上三倍以下”。");
        assert_eq!(of("处五十至五百元罚款。"), "改为“五十元以上五百元以下”。");
        assert_eq!(of("处三十至五十万元罚款。"), "改为“三十万元以上五十万元以下”。");
        assert_eq!(of("处一千至五万元罚款。"), "");
    }

    #[test]
    fn what_is_no_fine_has_no_band() {
        RULE.accepts("奖励一至五万元。");
        RULE.accepts("处货值金额百分之五十以上三倍以下罚款。");
        RULE.accepts("造成损失一千元至五万元的，处损失一倍以上三倍以下罚款。");
    }
}
