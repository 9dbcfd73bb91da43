//! Half-width marks among Chinese characters, and what to write instead.

use crate::law::span::Span;

/// The half-width marks that stand among Chinese characters, with the full-width ones. Marks between digits or letters
/// (8:30, 10,000, v1.2, an address) are left out.
#[must_use]
pub(super) fn half_width(text: &str) -> Vec<(Span, &'static str)> {
    let found = text.bytes().enumerate().filter_map(|(at, byte)| Some((at, full(byte)?)));
    found.filter(|(at, _)| is_chinese_there(text, *at)).map(|(at, full)| (Span::new(at, at + 1), full)).collect()
}

fn full(byte: u8) -> Option<&'static str> {
    Some(match byte {
        b',' => "，",
        b';' => "；",
        b':' => "：",
        b'(' => "（",
        b')' => "）",
        b'?' => "？",
        b'!' => "！",
        b'.' => "。",
        _ => return None,
    })
}

/// Before a mark stands the word it belongs to; only an opening bracket belongs to what follows.
fn is_chinese_there(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + 1..].chars().next();
    let plain = |c: Option<char>| c.is_some_and(|it| it.is_ascii_alphanumeric() || matches!(it, '/' | '.' | ' '));
    match text.as_bytes()[at] {
        b'(' => is_han(after) || is_han(before),
        // A bracket that closes is full-width where its partner is, or is to be.
        b')' => opens_full(text, at) || is_han(before),
        b'.' => is_han(before) && !plain(after),
        _ => is_han(before) || (is_han(after) && !plain(before)),
    }
}

fn opens_full(text: &str, at: usize) -> bool {
    let open = text[..at].rfind(['(', '（']);
    open.is_some_and(|it| text[it..].starts_with('（') || is_chinese_there(text, it))
}

fn is_han(c: Option<char>) -> bool {
    c.is_some_and(|it| matches!(it, '\u{3400}'..='\u{9FFF}' | '”' | '》' | '）' | '“' | '《' | '（'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_marks_among_chinese_characters_are_seen() {
        let seen = |text: &str| half_width(text).iter().map(|it| it.0.start).collect::<Vec<usize>>();
        assert_eq!(seen("甲,乙"), [3]);
        assert_eq!(seen("甲(乙)丙"), [3, 7]);
        assert_eq!(seen("8:30至9:00，10,000元"), Vec::<usize>::new());
        assert_eq!(seen("网址www.example.invalid"), Vec::<usize>::new());
        assert_eq!(seen("甲(PM2.5)乙"), [3, 9]);
        assert_eq!(seen("f(x)=a"), Vec::<usize>::new());
    }
}
