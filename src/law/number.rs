//! Chinese numerals and the numbers of provisions.
//!
//! Canonical numerals follow domain handbook §3.1: 10 十, 20 二十, 101 一百零一, 110 一百一十, 1010 一千零一十.
//! Input is read more widely (一百十, 〇, Arabic digits, full-width digits); [`Numeral::canonical`] tells whether
//! what stood in the text was the canonical form, so that the caller can report it (rule K106).

use std::fmt;
use std::str::FromStr;

/// The largest number that a provision may carry; beyond it a "number" is text.
pub const MAX_NUMBER: u16 = 9_999;

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// A number as it was read from a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    /// The value, 1 to [`MAX_NUMBER`].
    pub value: u16,
    /// Whether the characters were the canonical Chinese numeral of that value.
    pub canonical: bool,
}

/// Why a text is not a number of a provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("不是条文序号")]
pub struct InvalidNumber;

/// Whether `c` may stand inside a numeral that [`read_numeral`] understands.
#[must_use]
pub fn is_numeral_char(c: char) -> bool {
    matches!(c, '零' | '〇' | '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千')
        || c.is_ascii_digit()
        || ('０'..='９').contains(&c)
}

/// The canonical Chinese numeral of `n` (1 to [`MAX_NUMBER`]; larger values are written in Arabic digits).
#[must_use]
pub fn to_chinese(n: u16) -> String {
    if n == 0 || n > MAX_NUMBER {
        return n.to_string();
    }
    let mut out = String::with_capacity(15);
    let mut zero_pending = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = usize::from((n / unit) % 10);
        if digit == 0 {
            zero_pending = !out.is_empty();
            continue;
        }
        if zero_pending {
            out.push('零');
            zero_pending = false;
        }
        // 十 to 十九 are written without a leading 一; 一百一十 keeps it.
        if !(unit == 10 && digit == 1 && out.is_empty()) {
            out.push(DIGITS[digit]);
        }
        out.push_str(name);
    }
    out
}

/// Reads a whole string as a numeral: Chinese in any accepted spelling, or Arabic digits of either width.
#[must_use]
pub fn read_numeral(text: &str) -> Option<Numeral> {
    let first = text.chars().next()?;
    let value = if first.is_ascii_digit() || ('０'..='９').contains(&first) {
        read_arabic(text)?
    } else {
        read_chinese(text)?
    };
    if value == 0 || value > MAX_NUMBER {
        return None;
    }
    Some(Numeral { value, canonical: to_chinese(value) == text })
}

fn read_arabic(text: &str) -> Option<u16> {
    let mut value: u16 = 0;
    for c in text.chars() {
        let digit = match c {
            '0'..='9' => c as u32 - '0' as u32,
            '０'..='９' => c as u32 - '０' as u32,
            _ => return None,
        };
        value = value.checked_mul(10)?.checked_add(u16::try_from(digit).ok()?)?;
    }
    Some(value)
}

fn read_chinese(text: &str) -> Option<u16> {
    let mut total: u16 = 0;
    let mut digit: Option<u16> = None;
    let mut last_unit: u16 = 10_000;
    let mut positional = true; // 一〇一: digits only, read by place
    let mut place_value: u16 = 0;
    let mut chars = 0;
    for c in text.chars() {
        chars += 1;
        if chars > 9 {
            return None;
        }
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                let d = digit_value(c)?;
                if positional {
                    place_value = place_value.checked_mul(10)?.checked_add(d)?;
                } else if digit.is_some_and(|held| held != 0) {
                    return None; // two digits in a row, as in 十二三
                }
                digit = Some(d);
                continue;
            }
        };
        if positional && chars > 2 {
            return None; // 一二十
        }
        positional = false;
        if unit >= last_unit {
            return None; // units must fall: 十百 is no number
        }
        last_unit = unit;
        let factor = match digit.take() {
            Some(0) | None => 1,
            Some(d) => d,
        };
        total = total.checked_add(factor.checked_mul(unit)?)?;
    }
    if positional {
        return Some(place_value);
    }
    total.checked_add(digit.unwrap_or(0))
}

fn digit_value(c: char) -> Option<u16> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The number of an article 条: 第十二条, or 第十二条之一 for one inserted after it.
///
/// Ordered as the text is ordered: 第十二条 < 第十二条之一 < 第十二条之二 < 第十三条.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleNumber {
    base: u16,
    inserted: u16,
}

impl ArticleNumber {
    /// Article `base`, without 之. `base` is clamped to 1..=[`MAX_NUMBER`].
    #[must_use]
    pub fn new(base: u16) -> Self {
        Self { base: base.clamp(1, MAX_NUMBER), inserted: 0 }
    }

    /// 第`base`条之`inserted`; `inserted` 0 means none.
    #[must_use]
    pub fn with_inserted(base: u16, inserted: u16) -> Self {
        Self { inserted: inserted.min(MAX_NUMBER), ..Self::new(base) }
    }

    /// The number before 条.
    #[must_use]
    pub fn base(self) -> u16 {
        self.base
    }

    /// The number after 之, 0 if there is none.
    #[must_use]
    pub fn inserted(self) -> u16 {
        self.inserted
    }

    /// Whether `next` may directly follow `self` in a text that skips no number.
    #[must_use]
    pub fn is_followed_by(self, next: Self) -> bool {
        (next.inserted == 0 && next.base == self.base + 1)
            || (next.base == self.base && next.inserted == self.inserted + 1)
    }
}

impl fmt::Display for ArticleNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第{}条", to_chinese(self.base))?;
        if self.inserted > 0 {
            write!(f, "之{}", to_chinese(self.inserted))?;
        }
        Ok(())
    }
}

impl FromStr for ArticleNumber {
    type Err = InvalidNumber;

    fn from_str(text: &str) -> Result<Self, InvalidNumber> {
        let rest = text.strip_prefix('第').ok_or(InvalidNumber)?;
        let (base, rest) = rest.split_once('条').ok_or(InvalidNumber)?;
        let base = read_numeral(base).ok_or(InvalidNumber)?;
        if rest.is_empty() {
            return Ok(Self::new(base.value));
        }
        let inserted = rest.strip_prefix('之').and_then(read_numeral).ok_or(InvalidNumber)?;
        Ok(Self::with_inserted(base.value, inserted.value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_written_as_statutes_write_them() {
        for (n, text) in [
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (100, "一百"),
            (101, "一百零一"),
            (110, "一百一十"),
            (111, "一百一十一"),
            (1000, "一千"),
            (1001, "一千零一"),
            (1010, "一千零一十"),
            (1110, "一千一百一十"),
            (1260, "一千二百六十"),
        ] {
            assert_eq!(to_chinese(n), text);
        }
    }

    #[test]
    fn every_number_is_read_back_and_is_canonical() {
        for n in 1..=MAX_NUMBER {
            assert_eq!(read_numeral(&to_chinese(n)), Some(Numeral { value: n, canonical: true }), "{n}");
        }
    }

    #[test]
    fn other_spellings_are_read_but_not_canonical() {
        for (text, value) in [
            ("一百十", 110),
            ("一百一", 101),
            ("12", 12),
            ("１２", 12),
            ("一〇一", 101),
            ("一十二", 12),
            ("两", 2),
            ("一千零十", 1010),
        ] {
            assert_eq!(read_numeral(text), Some(Numeral { value, canonical: false }), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "零", "0", "十百", "百千", "十二三", "一二十", "廿", "99999", "一a", "二十十"]
        {
            assert_eq!(read_numeral(text), None, "{text}");
        }
    }

    #[test]
    fn article_numbers_are_ordered_as_the_text_is() {
        let twelve = ArticleNumber::new(12);
        let inserted = ArticleNumber::with_inserted(12, 1);
        assert!(twelve < inserted && inserted < ArticleNumber::new(13));
        assert!(twelve.is_followed_by(inserted) && inserted.is_followed_by(ArticleNumber::new(13)));
        assert!(!twelve.is_followed_by(ArticleNumber::new(14)));
        assert_eq!(
            "第一百二十条之一".parse::<ArticleNumber>().map(|n| n.to_string()),
            Ok("第一百二十条之一".to_owned())
        );
        assert_eq!("第12条".parse(), Ok(ArticleNumber::new(12)));
        assert_eq!("第条".parse::<ArticleNumber>(), Err(InvalidNumber));
    }
}
