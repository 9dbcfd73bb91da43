//! K402: a date or a decimal in Chinese numerals. Days of the lunar calendar and periods (三十日) are no dates.

use super::amounts;
use crate::law::span::Span;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};
use crate::lint::unit::TextUnit;

pub(super) static RULE: Rule = Rule {
    code: "K402",
    name: "chinese_date",
    title: "日期、小数用汉字数字表述",
    source: clause!(G1 "11"),
    page: include_str!("chinese_date.md"),
    triggers: &["年", "月", "点"],
    guards: &["正月", "腊月", "个月", "重点", "地点", "网点", "站点", "节点", "特点", "试点", "要点"],
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let mut done = (0, 0);
    for hit in ctx.hits(&RULE) {
        let unit = hit.unit;
        // 一九九九年十二月三十一日 is one date, whose 月 was seen with its 年.
        if done.0 == unit.span.start && hit.span.start < done.1 {
            continue;
        }
        let found = match hit.word {
            "年" => year(unit, hit.span),
            "月" => month(unit, hit.span.start),
            _ => decimal(unit, hit.span),
        };
        let Some((span, written)) = found else { continue };
        done = (unit.span.start, span.end);
        let kind = if hit.word == "点" { "小数" } else { "日期" };
        out.report(unit.place(span), format!("{kind}“{}”用了汉字数字。", &unit.text[span.range()]))
            .suggest(format!("改为“{written}”。"))
            .safe(unit.edit(ctx.source, span, written.as_str()));
    }
}

/// 二〇二六年, with the month and the day behind it.
fn year(unit: &TextUnit<'_>, sign: Span) -> Option<(Span, String)> {
    let before = &unit.text[..sign.start];
    let start = numerals_before(before)?;
    let digits: Vec<u64> = before[start..].chars().map_while(single).collect();
    let plausible = digits.len() == 4 && before[start..].chars().count() == 4 && matches!(digits[0], 1 | 2);
    let n = digits.iter().fold(0, |sum, it| sum * 10 + it);
    if !plausible || !(1800..2200).contains(&n) {
        return None;
    }
    let (rest, tail) = month_and_day(&unit.text[sign.end..]).unwrap_or((0, String::new()));
    Some((Span::new(start, sign.end + rest), format!("{n}年{tail}")))
}

fn single(c: char) -> Option<u64> {
    let digits = ["〇零○０O", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    digits.iter().position(|it| it.contains(c)).and_then(|it| u64::try_from(it).ok())
}

/// A month of the solar calendar with its day: 五月一日. A month alone is one only after 每年 and its like.
fn month(unit: &TextUnit<'_>, sign: usize) -> Option<(Span, String)> {
    let before = &unit.text[..sign];
    let start = numerals_before(before)?;
    let head = &before[..start];
    if ["农历", "阴历", "夏历"].iter().any(|it| head.ends_with(it)) || head.ends_with('第') {
        return None;
    }
    let (length, written) = month_and_day(&unit.text[start..])?;
    let yearly = ["每年", "当年", "次年", "上年", "下年", "公历"].iter().any(|it| head.ends_with(it));
    let period = ["内", "以", "之", "后", "期"].iter().any(|it| unit.text[start + length..].starts_with(it));
    let whole = written.ends_with('日') || (yearly && !period);
    whole.then(|| (Span::new(start, start + length), written))
}

/// The month at the start of `text`, with the day if there is one: its length and how it is to be written.
fn month_and_day(text: &str) -> Option<(usize, String)> {
    let (length, month) = part(text, "月", 12)?;
    match part(&text[length..], "日", 31) {
        Some((more, day)) => Some((length + more, format!("{month}月{day}日"))),
        None => Some((length, format!("{month}月"))),
    }
}

fn part(text: &str, sign: &str, most: u64) -> Option<(usize, u64)> {
    let (length, value) = amounts::read(text)?;
    let numerals = !text[..length].contains(|c: char| c.is_ascii_digit());
    let n = value / 100;
    (numerals && (1..=most).contains(&n) && text[length..].starts_with(sign)).then_some((length + sign.len(), n))
}

/// 零点五 before a measure; 百分之零点五 stays, because percentages are written in Chinese numerals.
fn decimal(unit: &TextUnit<'_>, point: Span) -> Option<(Span, String)> {
    let start = numerals_before(&unit.text[..point.start])?;
    let (_, whole) = amounts::read(&unit.text[start..point.start])?;
    let tail: Vec<u64> = unit.text[point.end..].chars().map_while(single).collect();
    let length: usize = unit.text[point.end..].chars().take(tail.len()).map(char::len_utf8).sum();
    let end = point.end + length;
    let clock = unit.text[end..].starts_with(['分', '钟', '整', '时', '至', '到', '十', '以']);
    if tail.is_empty() || clock || unit.text[..start].ends_with("分之") {
        return None;
    }
    let tail: String = tail.iter().map(u64::to_string).collect();
    Some((Span::new(start, end), format!("{}.{tail}", whole / 100)))
}

/// Where the Chinese numerals at the end of `before` begin, if there are any.
fn numerals_before(before: &str) -> Option<usize> {
    let chars = before.char_indices().rev().take(8);
    let numerals = chars.take_while(|(_, c)| !c.is_ascii_digit() && (amounts::is_part(*c) || single(*c).is_some()));
    numerals.last().map(|it| it.0)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::rule::Stage;

    #[test]
    fn odd_cases() {
        for text in
            ["三十日内公布。", "农历八月十五日休息。", "六个月内办结。", "一月内办结。", "二十三点三十分后停止。"]
        {
            RULE.accepts(text);
        }
        RULE.flags("每年三月为宣传月。");
    }

    #[test]
    fn a_date_is_one_finding() {
        let found = RULE.found("自二〇二六年十月一日起执行。", Stage::Draft);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].suggestion.as_deref(), Some("改为“2026年10月1日”。"));
    }
}
