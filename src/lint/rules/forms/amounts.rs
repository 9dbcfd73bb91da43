//! Amounts as statutes write them: 五万, 1.5万, 一百二十万, 5000. Written and read; bands of them, as fines have.

use crate::law::number::to_chinese;
use crate::law::span::Span;

/// The largest amount that is read; a run of numerals beyond it is no amount.
pub(in crate::lint::rules) const MAX: u64 = 1_000_000_000_000_000;
/// Values are counted in hundredths, so that 1.5 and 零点五 can be compared.
const ONE: u64 = 100;

/// Whether the character can stand in an amount.
#[must_use]
pub(in crate::lint::rules) fn is_part(c: char) -> bool {
    c.is_ascii_digit() || digit(c).is_some() || unit(c).is_some()
}

fn digit(c: char) -> Option<u64> {
    let chinese = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    match c {
        '〇' => Some(0),
        '两' => Some(2),
        _ => chinese.iter().position(|it| *it == c).and_then(|it| u64::try_from(it).ok()),
    }
}

fn unit(c: char) -> Option<u64> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

/// The amount at the start of `text`: its length in bytes and its value in hundredths.
#[must_use]
pub(in crate::lint::rules) fn read(text: &str) -> Option<(usize, u64)> {
    let mut sum = Sum::default();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next().filter(|it| is_part(*it)) {
        if c.is_ascii_digit() {
            let (length, value) = arabic(&text[at..])?;
            sum.part = value;
            at += length;
            continue;
        }
        match (digit(c), unit(c)) {
            (Some(it), _) => sum.part = sum.part.checked_mul(10)?.checked_add(it * ONE)?,
            (_, Some(it)) => sum.unit(it)?,
            _ => break,
        }
        at += c.len_utf8();
    }
    let value = sum.total.checked_add(sum.section)?.checked_add(sum.part)?;
    (at > 0 && value <= MAX).then_some((at, value))
}

#[derive(Default)]
struct Sum {
    total: u64,
    section: u64,
    part: u64,
}

impl Sum {
    fn unit(&mut self, unit: u64) -> Option<()> {
        if unit < 10_000 {
            let part = if self.part == 0 { ONE } else { self.part };
            self.section = self.section.checked_add(part.checked_mul(unit)?)?;
        } else {
            let below = self.section.checked_add(self.part)?;
            let below = if below == 0 && self.total == 0 { ONE } else { below };
            // 一万亿: the greater unit takes all that stands before it.
            let before = if unit > 10_000 { std::mem::take(&mut self.total) } else { 0 };
            self.total = self.total.checked_add(below.checked_add(before)?.checked_mul(unit)?)?;
            self.section = 0;
        }
        self.part = 0;
        Some(())
    }
}

/// Arabic digits with at most two decimals; separators of thousands are left out.
fn arabic(text: &str) -> Option<(usize, u64)> {
    let whole = text.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(text.len());
    let whole = text[..whole].trim_end_matches(',').len();
    let value = text[..whole].replace(',', "").parse::<u64>().ok()?.checked_mul(ONE)?;
    let Some(rest) = text[whole..].strip_prefix('.') else { return Some((whole, value)) };
    let decimals = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let hundredths = match rest.get(..decimals.min(2)) {
        Some("") | None => return Some((whole, value)),
        Some(one) if one.len() == 1 => one.parse::<u64>().ok()? * 10,
        Some(two) => two.parse::<u64>().ok()?,
    };
    Some((whole + 1 + decimals, value.checked_add(hundredths)?))
}

/// A whole number in Chinese numerals: 15000 is 一万五千. None beyond 亿.
#[must_use]
pub(in crate::lint::rules) fn written(n: u64) -> Option<String> {
    if n == 0 {
        return Some("零".to_owned());
    }
    let mut out = String::new();
    for (unit, name) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
        let part = u16::try_from(n / unit % 10_000).ok()?;
        if part == 0 {
            continue;
        }
        if !out.is_empty() && part < 1_000 {
            out.push('零');
        }
        // After 万 the ten keeps its 一: 一万零一十.
        let tens = !out.is_empty() && (10..20).contains(&part);
        out.push_str(if tens { "一" } else { "" });
        out.push_str(&to_chinese(part));
        out.push_str(name);
    }
    (n < 1_000_000_000_000).then_some(out)
}

/// How the two bounds of a band are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lint::rules) enum Joined {
    /// 一万元以上五万元以下, and one bound alone.
    Plainly,
    /// 五万元以下一万元以上.
    Reversed,
    /// 一万元至五万元, 1-5万元.
    Range,
    /// 五万元: no band at all.
    Fixed,
}

/// An amount or a band of them: 一万元以上五万元以下.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lint::rules) struct Band {
    /// Bytes of the text.
    pub span: Span,
    /// The lower bound, in hundredths.
    pub low: Option<u64>,
    /// The upper bound, in hundredths.
    pub high: Option<u64>,
    /// 元 or 倍.
    pub unit: char,
    /// How it is written.
    pub joined: Joined,
    /// The first number, where it is one of two.
    pub first: Option<Span>,
    /// The second number, where there are two.
    pub second: Option<Span>,
}

const RANGES: [&str; 9] = ["至", "到", "—", "－", "–", "-", "~", "～", "──"];

/// The amounts and bands of money (元) and of multiples (倍) in a text, in its order.
#[must_use]
pub(in crate::lint::rules) fn bands(text: &str) -> Vec<Band> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(is_part).map(|it| at + it) {
        let Some((length, value)) = read(&text[start..]) else {
            at = start + text[start..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let number = Amount { span: Span::new(start, start + length), value };
        at = number.span.end;
        if let Some(band) = band(text, number) {
            at = band.span.end;
            found.push(band);
        }
    }
    found
}

#[derive(Clone, Copy)]
struct Amount {
    span: Span,
    value: u64,
}

fn band(text: &str, first: Amount) -> Option<Band> {
    let unit = money(&text[first.span.end..]);
    let after = first.span.end + unit.map_or(0, char::len_utf8);
    let (word, joined) = relation(&text[after..])?;
    let next = after + word.len();
    let second = read(&text[next..])
        .map(|(length, value)| Amount { span: Span::new(next, next + length), value })
        .filter(|it| money(&text[it.span.end..]).is_some());
    let own = |low, high, end| {
        let span = Span::new(first.span.start, end);
        unit.map(|unit| Band { span, low, high, unit, joined, first: None, second: None })
    };
    let Some(second) = second else {
        return match word {
            "以上" => own(Some(first.value), None, next),
            "以下" => own(None, Some(first.value), next),
            "" => own(Some(first.value), Some(first.value), next),
            _ => None,
        };
    };
    let unit = money(&text[second.span.end..])?;
    let end = second.span.end + unit.len_utf8();
    let (low, high, tail) = match joined {
        Joined::Plainly if word == "以上" => (first.value, second.value, "以下"),
        Joined::Reversed => (second.value, first.value, "以上"),
        Joined::Range => (first.value, second.value, ""),
        _ => return own(None, None, next),
    };
    if !text[end..].starts_with(tail) {
        return own((word == "以上").then_some(first.value), (word == "以下").then_some(first.value), next);
    }
    let span = Span::new(first.span.start, end + tail.len());
    let (first, second) = (Some(first.span), Some(second.span));
    Some(Band { span, low: Some(low), high: Some(high), unit, joined, first, second })
}

fn money(text: &str) -> Option<char> {
    text.chars().next().filter(|it| matches!(it, '元' | '倍'))
}

fn relation(text: &str) -> Option<(&'static str, Joined)> {
    if text.starts_with("以上") {
        return Some(("以上", Joined::Plainly));
    }
    if let Some(rest) = text.strip_prefix("以下") {
        let two = read(rest).is_some_and(|(length, _)| {
            money(&rest[length..]).is_some_and(|it| rest[length + it.len_utf8()..].starts_with("以上"))
        });
        return Some(("以下", if two { Joined::Reversed } else { Joined::Plainly }));
    }
    let range = RANGES.iter().find(|it| text.starts_with(**it)).map(|it| (*it, Joined::Range));
    Some(range.unwrap_or(("", Joined::Fixed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_in_all_spellings() {
        for (text, value) in [
            ("五万元", 50_000),
            ("一百二十万元", 1_200_000),
            ("一万五千元", 15_000),
            ("十元", 10),
            ("两千元", 2_000),
            ("5000元", 5_000),
            ("10,000元", 10_000),
            ("5万元", 50_000),
            ("一亿零三百万元", 103_000_000),
        ] {
            assert_eq!(read(text).map(|it| it.1), Some(value * ONE), "{text}");
        }
        assert_eq!(read("1.5万元").map(|it| it.1), Some(1_500_000));
        assert_eq!(read("元"), None);
        assert_eq!(read(&"9".repeat(30)), None);
        assert_eq!(read(&"亿".repeat(30)), None);
    }

    #[test]
    fn whole_numbers_are_written_as_they_are_read() {
        for n in [1, 10, 12, 100, 101, 110, 1_000, 10_000, 10_010, 15_000, 100_000, 120_050, 100_000_000, 300_050_000] {
            let text = written(n).expect("within bounds");
            assert_eq!(read(&text), Some((text.len(), n * ONE)), "{text}");
        }
        assert_eq!(written(10_010).as_deref(), Some("一万零一十"));
        assert_eq!(written(u64::MAX), None);
    }

    #[test]
    fn bands_are_seen_with_their_bounds() {
        let seen = |text: &str| {
            let all = bands(text);
            all.iter().map(|it| (it.low.map(|it| it / ONE), it.high.map(|it| it / ONE), it.joined)).collect::<Vec<_>>()
        };
        assert_eq!(seen("处一万元以上五万元以下罚款"), [(Some(10_000), Some(50_000), Joined::Plainly)]);
        assert_eq!(seen("处五百元以下罚款"), [(None, Some(500), Joined::Plainly)]);
        assert_eq!(seen("处五万元以下一万元以上罚款"), [(Some(10_000), Some(50_000), Joined::Reversed)]);
        assert_eq!(seen("处一至五万元罚款"), [(Some(1), Some(50_000), Joined::Range)]);
        assert_eq!(seen("处一千元至五千元罚款"), [(Some(1_000), Some(5_000), Joined::Range)]);
        assert_eq!(seen("处违法所得一倍以上五倍以下罚款"), [(Some(1), Some(5), Joined::Plainly)]);
        assert_eq!(seen("处二百元罚款"), [(Some(200), Some(200), Joined::Fixed)]);
        assert_eq!(seen("第一条统一管理，一至两名工作人员"), []);
    }
}
