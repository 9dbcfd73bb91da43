//! Where words begin and end: a small lexicon of our own, and the cut that needs the fewest and most known words.
//!
//! It serves to tell 应 in 相应|部门 from 应 in 企业|应|提供, not to analyse Chinese. A rule asks it where a guard word
//! would be needed for every neighbour. Why not jieba: docs/decisions/2026-11-24-own-lexicon.md.

use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// The words, one a line, sorted; `#` begins a comment.
const LEXICON: &str = include_str!("lexicon.txt");

/// What a known word costs, whatever its length; a run of digits or letters, and a mark, count as known.
const KNOWN: u32 = 10;
/// What a character costs that no known word holds.
const UNKNOWN: u32 = 15;

static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(words()).ok());

/// The words of the lexicon.
fn words() -> impl Iterator<Item = &'static str> {
    LEXICON.lines().filter(|it| !it.is_empty() && !it.starts_with('#'))
}

/// The bytes at which words begin or end, ascending, with 0 and the length. Linear in the length of the text.
#[must_use]
pub(super) fn boundaries(text: &str) -> Vec<u32> {
    // For each byte: the cheapest way to get there (its cost, where its last word begins).
    let mut best = vec![(u32::MAX, 0); text.len() + 1];
    best[0] = (0, 0);
    let known = known(text);
    let mut next = 0;
    for (start, c) in text.char_indices() {
        let cost = best[start].0;
        let (length, own) = single(&text[start..], c);
        offer(&mut best, start, start + length, cost.saturating_add(own));
        while let Some(&(_, end)) = known.get(next).filter(|it| it.0 == start) {
            offer(&mut best, start, end, cost.saturating_add(KNOWN));
            next += 1;
        }
    }
    let mut cuts = vec![text.len()];
    while let Some(&last) = cuts.last().filter(|it| **it > 0) {
        cuts.push(best[last].1);
    }
    cuts.iter().rev().filter_map(|it| u32::try_from(*it).ok()).collect()
}

/// Of two ways that cost the same the one that came first stays: its last word is the longer one.
fn offer(best: &mut [(u32, usize)], start: usize, end: usize, cost: u32) {
    if cost < best[end].0 {
        best[end] = (cost, start);
    }
}

/// All places of all known words, by where they begin.
fn known(text: &str) -> Vec<(usize, usize)> {
    let Some(words) = &*WORDS else { return Vec::new() };
    let mut found: Vec<_> = words.find_overlapping_iter(text).map(|it| (it.start(), it.end())).collect();
    found.sort_unstable();
    found
}

#[derive(PartialEq, Eq)]
enum Class {
    Latin,
    Numeral,
    Han,
    Mark,
}

fn class(c: char) -> Class {
    match c {
        '零' | '〇' | '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千'
        | '万' | '亿' => Class::Numeral,
        _ if c.is_ascii_alphanumeric() => Class::Latin,
        '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' => Class::Han,
        _ => Class::Mark,
    }
}

/// The length and cost of the character, or of the run of digits, numerals or letters, at the start of `text`.
fn single(text: &str, c: char) -> (usize, u32) {
    match class(c) {
        Class::Han => (c.len_utf8(), UNKNOWN),
        Class::Mark => (c.len_utf8(), KNOWN),
        run => (text.find(|it| class(it) != run).unwrap_or(text.len()), KNOWN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> String {
        let cuts = boundaries(text);
        let pieces = cuts.windows(2).map(|it| &text[it[0] as usize..it[1] as usize]);
        pieces.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn known_words_are_kept_together() {
        for (text, expected) in [
            ("", ""),
            ("对应当登记的事项", "对|应当|登记|的|事项"),
            ("相应部门", "相应|部门"),
            ("企业应提供材料", "企业|应|提供|材料"),
            ("折抵消费金额", "折抵|消费|金额"),
            ("处5万元以上一百二十万元以下罚款", "处|5|万|元|以上|一百二十万|元|以下|罚款"),
            ("移动APP，2026年", "移动|APP|，|2026|年"),
        ] {
            assert_eq!(cut(text), expected);
        }
    }

    #[test]
    fn the_lexicon_is_sorted_and_without_repetition() {
        let all: Vec<&str> = words().collect();
        assert!(all.is_sorted_by(|a, b| a < b), "{:?}", all.windows(2).find(|it| it[0] >= it[1]));
        assert!(all.iter().all(|it| it.chars().all(|c| class(c) != Class::Mark)));
    }
}
