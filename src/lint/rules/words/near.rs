//! What stands near a hit, for all rules about words: the rest of the clause or sentence, and whether a word begins or
//! ends it.

/// Where clauses end, half-width marks included: drafts have both.
pub(super) const CLAUSE: &[char] = &['，', '；', '。', '：', ',', ';', ':', '\n'];
/// Where sentences end.
pub(super) const SENTENCE: &[char] = &['；', '。', ';', '\n'];

/// The text up to the first of the marks.
pub(super) fn until<'t>(text: &'t str, marks: &[char]) -> &'t str {
    text.find(marks).map_or(text, |at| &text[..at])
}

/// The text after the last of the marks.
pub(super) fn since<'t>(text: &'t str, marks: &[char]) -> &'t str {
    text.char_indices().rev().find(|(_, c)| marks.contains(c)).map_or(text, |(at, c)| &text[at + c.len_utf8()..])
}

/// The first `count` characters.
pub(super) fn first(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at])
}

/// The word of the list that the text begins with; the first that fits.
pub(super) fn begins<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    words.iter().copied().find(|it| text.starts_with(it))
}

/// The word of the list that the text ends with; the first that fits.
pub(super) fn ends<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    words.iter().copied().find(|it| text.ends_with(it))
}

/// The word of the list that comes first in the text, and where. Of two that begin together, the one first in the list.
pub(super) fn find<'w>(text: &str, words: &[&'w str]) -> Option<(usize, &'w str)> {
    words.iter().filter_map(|it| Some((text.find(it)?, *it))).min_by_key(|it| it.0)
}

/// Whether one of the words is in the text.
pub(super) fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|it| text.contains(it))
}

/// Whether a clause begins after this text: it is empty or ends with a mark that parts clauses, or opens a bracket.
pub(super) fn at_clause_start(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\u{3000}']);
    before.is_empty() || before.ends_with(CLAUSE) || before.ends_with(['“', '（', '('])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_neighbourhood_is_cut_at_marks_and_characters() {
        assert_eq!(until("甲乙，丙", CLAUSE), "甲乙");
        assert_eq!(until("甲乙", CLAUSE), "甲乙");
        assert_eq!(since("甲，乙丙", CLAUSE), "乙丙");
        assert_eq!(since("甲乙丙", CLAUSE), "甲乙丙");
        assert_eq!((first("甲乙丙", 2), first("甲", 2)), ("甲乙", "甲"));
        assert_eq!(find("甲乙丙", &["丙", "乙"]), Some((3, "乙")));
        assert!(at_clause_start("") && at_clause_start("甲，") && at_clause_start("甲：“") && !at_clause_start("甲"));
    }
}
