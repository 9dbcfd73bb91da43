//! Characters as the texts of statutes use them.

/// Letters and digits; the common ideographs first, because asking for all letters is slow.
pub(super) fn is_letter(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || c.is_alphanumeric()
}

/// The longest title in 《》, in characters; what is longer is a forgotten bracket.
const MAX_TITLE_CHARS: usize = 200;

/// The bytes of 《…》 at the start, titles within it included; none if there is no such, or it does not end on its line.
pub(super) fn title_len(rest: &str) -> Option<usize> {
    if !rest.starts_with('《') {
        return None;
    }
    let mut depth = 0_u32;
    for (at, c) in rest.char_indices().take(MAX_TITLE_CHARS) {
        match c {
            '\n' => return None,
            '《' => depth += 1,
            '》' if depth == 1 => return Some(at + c.len_utf8()),
            '》' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// With which characters some words may begin: a filter that never denies one of them, though it lets others pass.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beginnings(u128);

impl Beginnings {
    /// The beginnings of words of the first plane from U+0800 on, which take three bytes a character.
    pub const fn of(words: &[&str]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < words.len() {
            let bytes = words[at].as_bytes();
            bits |= Self::bit(((bytes[1] & 0x3f) as u32) << 6 | (bytes[2] & 0x3f) as u32);
            at += 1;
        }
        Self(bits)
    }

    const fn bit(c: u32) -> u128 {
        1 << (c & 0x7f)
    }

    /// Whether a word may begin with this character.
    pub fn may_be(self, c: char) -> bool {
        self.0 & Self::bit(u32::from(c)) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_all_scripts_are_letters_and_marks_are_none() {
        assert!("条〇aé１𠮷".chars().filter(|it| *it != '〇').all(is_letter));
        assert!(!"，。（）《》 \u{3000}\n%".chars().any(is_letter));
    }

    #[test]
    fn a_title_ends_with_its_own_bracket_or_is_none() {
        assert_eq!(title_len("《关于修改《甲》的决定》乙"), Some("《关于修改《甲》的决定》".len()));
        assert_eq!(title_len("《甲\n》"), None);
        assert_eq!(title_len("甲《乙》"), None);
        assert_eq!(title_len(&format!("《{}》", "甲".repeat(MAX_TITLE_CHARS))), None);
    }

    #[test]
    fn no_beginning_is_denied() {
        const WORDS: [&str; 4] = ["应当", "不得", "（一）", "可"];
        const BEGINNINGS: Beginnings = Beginnings::of(&WORDS);
        assert!(WORDS.iter().filter_map(|it| it.chars().next()).all(|it| BEGINNINGS.may_be(it)));
        assert!(!BEGINNINGS.may_be('甲'));
    }
}
