//! Quantities with a bound (十人以上, 不满五十人) and the bands they make, as rule K313 compares them.

use super::near::{begins, ends};
use crate::law::number::{is_numeral_char, read_numeral};
use crate::law::span::Span;

/// What can be counted or measured; of two that fit, the longer stands first.
const UNITS: &[&str] = &[
    "平方公里",
    "个工作日",
    "平方米",
    "立方米",
    "工作日",
    "个月",
    "周岁",
    "人次",
    "小时",
    "分钟",
    "总吨",
    "公里",
    "千米",
    "厘米",
    "毫米",
    "公斤",
    "千克",
    "毫克",
    "公顷",
    "分贝",
    "兆瓦",
    "千瓦",
    "元",
    "日",
    "天",
    "月",
    "年",
    "岁",
    "人",
    "名",
    "倍",
    "吨",
    "米",
    "克",
    "次",
    "台",
    "辆",
    "艘",
    "株",
    "棵",
    "头",
    "只",
    "户",
    "亩",
    "度",
    "层",
    "席",
    "家",
    "件",
    "起",
    "间",
    "张",
    "个",
    "种",
    "场",
    "升",
    "%",
    "％",
];

/// One end of a band.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bound<'t> {
    /// The number and its unit with the word that bounds them, as bytes of the text.
    pub span: Span,
    /// The number and its unit: 十人.
    pub amount: &'t str,
    /// What is counted: 人; for a part of a whole with its denominator: 百分之.
    pub unit: (&'t str, &'t str),
    /// How many.
    pub value: u64,
    /// Whether the quantities lie above it.
    pub lower: bool,
    /// Whether the number itself belongs to them.
    pub inclusive: bool,
}

/// The bound that the word at `word` makes; None if no plain quantity stands beside it.
pub(super) fn bound<'t>(text: &'t str, word: Span) -> Option<Bound<'t>> {
    let (lower, inclusive, before) = match text.get(word.range())? {
        "以上" => (true, true, true),
        "以下" | "以内" => (false, true, true),
        "超过" | "大于" => (true, false, false),
        "不满" | "未满" | "不足" | "小于" => (false, false, false),
        _ => return None,
    };
    let amount = if before { amount_before(&text[..word.start])? } else { amount_behind(&text[word.end..])? };
    let Amount { part, digits, unit } = amount;
    let length = part.len() + digits.len() + unit.len();
    let start = if before { word.start - length } else { word.end };
    let amount = Span::new(start, start + length);
    let value = value(digits)?;
    Some(Bound { span: amount.hull(word), amount: &text[amount.range()], unit: (part, unit), value, lower, inclusive })
}

/// 百分之二十, 五万元.
struct Amount<'t> {
    part: &'t str,
    digits: &'t str,
    unit: &'t str,
}

/// The amount at the end of the text.
fn amount_before(text: &str) -> Option<Amount<'_>> {
    let rest = text.strip_suffix(ends(text, UNITS).unwrap_or(""))?;
    let before = rest.trim_end_matches(is_part_of_number);
    let (digits, unit) = (&rest[before.len()..], &text[rest.len()..]);
    let part = before.strip_suffix("分之").map_or("", |it| &before[it.trim_end_matches(is_part_of_number).len()..]);
    let plain = !digits.is_empty() && !before.ends_with(['.', '．', '第', '数', '几']);
    (plain && !(unit.is_empty() && part.is_empty())).then_some(Amount { part, digits, unit })
}

/// The amount at the start of the text.
fn amount_behind(text: &str) -> Option<Amount<'_>> {
    let first = numeral(text);
    let fraction = text[first.len()..].strip_prefix("分之");
    let digits = fraction.map_or(first, numeral);
    let part = if fraction.is_some() { &text[..first.len() + "分之".len()] } else { "" };
    let behind = &text[part.len() + digits.len()..];
    let unit = begins(behind, UNITS).unwrap_or("");
    // 超过三个月以上 and 不满一年以下 are bounded twice; the other word counts.
    let twice = behind[unit.len()..].starts_with('以') || behind.starts_with(['.', '．']);
    let counted = !unit.is_empty() || !part.is_empty();
    (!digits.is_empty() && !twice && counted).then_some(Amount { part, digits, unit })
}

fn numeral(text: &str) -> &str {
    text.find(|c| !is_part_of_number(c)).map_or(text, |at| &text[..at])
}

fn is_part_of_number(c: char) -> bool {
    is_numeral_char(c) || matches!(c, '两' | '万' | '亿')
}

/// The longest number that is read; what is longer is no quantity of a statute.
const MAX_DIGITS: usize = 16;

/// The value of 五万, 5万, 一亿五千万, 十.
fn value(digits: &str) -> Option<u64> {
    if digits.chars().count() > MAX_DIGITS {
        return None;
    }
    for (mark, times) in [('亿', 100_000_000), ('万', 10_000)] {
        if let Some((high, low)) = digits.split_once(mark) {
            let low = if low.is_empty() { 0 } else { value(low)? };
            return value(high)?.checked_mul(times)?.checked_add(low);
        }
    }
    let plain = digits.replace('两', "二");
    plain.parse().ok().or_else(|| read_numeral(&plain).map(|it| u64::from(it.value)))
}

/// Quantities between two bounds, or above or below one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Band<'t> {
    pub lower: Option<Bound<'t>>,
    pub upper: Option<Bound<'t>>,
    /// All of it, as bytes of the text.
    pub span: Span,
}

impl<'t> Band<'t> {
    /// Joins bounds (in the order of the text) to bands: 十人以上 and 不满五十人 are one where they touch.
    pub(super) fn all(text: &'t str, bounds: &[Bound<'t>]) -> Vec<Self> {
        let mut found: Vec<Self> = Vec::new();
        for bound in bounds {
            match found.last_mut() {
                Some(last) if last.upper.is_none() && !bound.lower && last.meets(text, bound) => {
                    last.upper = Some(*bound);
                    last.span = last.span.hull(bound.span);
                }
                _ => found.push(Self::of(*bound)),
            }
        }
        found
    }

    fn of(bound: Bound<'t>) -> Self {
        let (lower, upper) = if bound.lower { (Some(bound), None) } else { (None, Some(bound)) };
        Self { lower, upper, span: bound.span }
    }

    fn meets(&self, text: &str, bound: &Bound<'t>) -> bool {
        let between = text.get(self.span.end..bound.span.start);
        between.is_some_and(|it| matches!(it, "" | "、" | "，" | "且" | "并且" | "但" | "，但"))
            && self.lower.is_some_and(|it| it.unit == bound.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn read(text: &str, word: &str) -> Option<(u64, bool, bool)> {
        let start = text.find(word).expect("the word");
        bound(text, Span::new(start, start + word.len())).map(|it| (it.value, it.lower, it.inclusive))
    }

    #[test]
    fn bounds_are_read_in_chinese_and_arabic_numerals() {
        assert_eq!(read("处五万元以上", "以上"), Some((50_000, true, true)));
        assert_eq!(read("一亿五千万元以下", "以下"), Some((150_000_000, false, true)));
        assert_eq!(read("超过5万元的", "超过"), Some((50_000, true, false)));
        assert_eq!(read("不满两周岁", "不满"), Some((2, false, false)));
        assert_eq!(read("百分之二十以上", "以上"), Some((20, true, true)));
        assert_eq!(read("超过百分之三十的", "超过"), Some((30, true, false)));
        assert_eq!(read("县级以上", "以上"), None);
        assert_eq!(read("1.5米以上", "以上"), None);
        assert_eq!(read("不足部分", "不足"), None);
        assert_eq!(read("九九九九九九九九九九九九九九九九九九九九元以上", "以上"), None);
    }

    #[test]
    fn bounds_that_touch_are_one_band() {
        let text = "十人以上不满五十人的";
        let bounds = [bound(text, Span::new(6, 12)), bound(text, Span::new(12, 18))].map(|it| it.expect("a bound"));
        assert_eq!(Band::all(text, &bounds).len(), 1);
    }
}
