//! Words cut into the smallest pieces that a mark may not break: 第十二条, a number, a title in 《》, a Latin word, and
//! for all else the single character.

use crate::law::chars::{is_letter, title_len};
use crate::law::number::is_numeral_char;
use std::collections::HashMap;
use std::ops::Range;

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::law) struct Token {
    /// Bytes of the text.
    pub start: usize,
    pub end: usize,
    /// Equal words have equal ids within one [`Lexicon`].
    pub id: u32,
    pub kind: Kind,
    /// Characters.
    pub chars: u16,
}

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::law) enum Kind {
    /// One character that belongs to a word.
    Char,
    /// Punctuation and blanks.
    Mark,
    /// The end of a line.
    Break,
    /// 第十二条, 第二款, 第三项 …, （一）.
    Ordinal,
    /// 一百二十, 3.5, 百分之三十, 2026.
    Number,
    /// 《…》.
    Title,
    /// Latin letters and digits.
    Latin,
}

/// Ids below are characters; above, words of several characters.
const FIRST_WORD: u32 = 0x11_0000;

/// The words of several characters seen so far.
#[derive(Debug, Default)]
pub(in crate::law) struct Lexicon {
    words: HashMap<String, u32>,
}

impl Lexicon {
    /// Cuts a text. Cost grows with its length.
    pub fn cut(&mut self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.len() / 3 + 1);
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            let (bytes, kind) = piece(&text[at..], first);
            let words = &text[at..at + bytes];
            let chars = words.chars().count();
            let id = if chars == 1 { u32::from(first) } else { self.id(words) };
            let chars = u16::try_from(chars).unwrap_or(u16::MAX);
            tokens.push(Token { start: at, end: at + bytes, id, kind, chars });
            at += bytes;
        }
        tokens
    }

    fn id(&mut self, words: &str) -> u32 {
        if let Some(id) = self.words.get(words) {
            return *id;
        }
        let id = FIRST_WORD.saturating_add(u32::try_from(self.words.len()).unwrap_or(u32::MAX));
        self.words.insert(words.to_owned(), id);
        id
    }
}

/// The pieces of a text that no quotation may break, as bytes: 第十二条, a number, 《…》, a Latin word, a character.
pub(in crate::law) fn pieces(text: &str) -> Vec<Range<usize>> {
    Lexicon::default().cut(text).iter().map(|it| it.start..it.end).collect()
}

/// How many bytes the piece at the start of `rest` has, and what it is.
fn piece(rest: &str, first: char) -> (usize, Kind) {
    let one = first.len_utf8();
    match first {
        '\n' => (one, Kind::Break),
        '第' => ordinal(rest).map_or((one, Kind::Char), |bytes| (bytes, Kind::Ordinal)),
        '（' => item_mark(rest).map_or((one, Kind::Mark), |bytes| (bytes, Kind::Ordinal)),
        '《' => title_len(rest).map_or((one, Kind::Mark), |bytes| (bytes, Kind::Title)),
        '百' if rest.starts_with("百分之") => percentage(rest).map_or((one, Kind::Number), |it| (it, Kind::Number)),
        _ if is_numeral_char(first) || first.is_ascii_digit() => (number(rest), Kind::Number),
        _ if first.is_ascii_alphabetic() => (latin(rest), Kind::Latin),
        _ if is_letter(first) => (one, Kind::Char),
        _ => (one, Kind::Mark),
    }
}

fn run(rest: &str, belongs: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !belongs(c)).unwrap_or(rest.len())
}

fn is_digit(c: char) -> bool {
    is_numeral_char(c) || c.is_ascii_digit()
}

/// The bytes of 第十二条之一, 第三章, 第二款 … at the start.
pub(in crate::law) fn ordinal_len(rest: &str) -> Option<usize> {
    rest.starts_with('第').then(|| ordinal(rest)).flatten()
}

/// 第…条 and its kin, with 之一.
fn ordinal(rest: &str) -> Option<usize> {
    let inside = '第'.len_utf8();
    let digits = run(&rest[inside..], is_digit);
    let unit = rest[inside + digits..].chars().next().filter(|_| digits > 0)?;
    if !matches!(unit, '条' | '款' | '项' | '目' | '章' | '节' | '编') {
        return None;
    }
    let end = inside + digits + unit.len_utf8();
    let inserted = rest[end..].strip_prefix('之').map_or(0, |it| run(it, is_numeral_char));
    // 第十二条之规定: 之 belongs to it only before a number.
    Some(if unit == '条' && inserted > 0 { end + '之'.len_utf8() + inserted } else { end })
}

/// （一）.
fn item_mark(rest: &str) -> Option<usize> {
    let inside = '（'.len_utf8();
    let digits = run(&rest[inside..], is_digit);
    (digits > 0 && rest[inside + digits..].starts_with('）')).then_some(inside + digits + '）'.len_utf8())
}

fn percentage(rest: &str) -> Option<usize> {
    let inside = "百分之".len();
    let digits = run(&rest[inside..], |c| is_digit(c) || c == '点');
    (digits > 0).then_some(inside + digits)
}

/// 一百二十, 3.5%, 2026.
fn number(rest: &str) -> usize {
    let digits = run(rest, |c| is_digit(c) || matches!(c, '万' | '亿'));
    let fraction = rest[digits..].strip_prefix(['.', '点']).map_or(0, |it| run(it, is_digit));
    let end =
        if fraction > 0 { digits + rest[digits..].chars().next().map_or(0, char::len_utf8) + fraction } else { digits };
    rest[end..].chars().next().filter(|c| matches!(c, '%' | '％' | '‰')).map_or(end, |c| end + c.len_utf8())
}

fn latin(rest: &str) -> usize {
    run(rest, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        Lexicon::default().cut(text).iter().map(|it| &text[it.start..it.end]).collect()
    }

    #[test]
    fn nothing_that_belongs_together_is_cut() {
        assert_eq!(cut("依照第十二条之一第二款"), ["依", "照", "第十二条之一", "第二款"]);
        assert_eq!(cut("《关于〈某条例〉的决定》施行"), ["《关于〈某条例〉的决定》", "施", "行"]);
        assert_eq!(cut("处一万五千元，3.5%"), ["处", "一万五千", "元", "，", "3.5%"]);
        assert_eq!(cut("百分之三十点五"), ["百分之三十点五"]);
        assert_eq!(cut("（一）APP名"), ["（一）", "APP", "名"]);
        assert_eq!(cut("第三方第十二条之规定"), ["第", "三", "方", "第十二条", "之", "规", "定"]);
    }

    #[test]
    fn an_open_bracket_swallows_nothing() {
        assert_eq!(cut("《甲\n乙》"), ["《", "甲", "\n", "乙", "》"]);
        assert_eq!(cut(&format!("《{}》", "甲".repeat(200))).len(), 202);
    }

    #[test]
    fn every_byte_is_in_one_piece() {
        for text in ["", "《", "第", "第一", "（一", "百分之", "𠮷é１２", "3.", "点二"] {
            let mut lexicon = Lexicon::default();
            assert_eq!(cut(text).concat(), text);
            assert_eq!(lexicon.cut(text), lexicon.cut(text));
        }
    }
}
