//! What several rules of words ask about the place of a word.

use crate::lint::context::Hit;

/// Characters of a quotation that only names a word; longer ones are text: the new words of an amendment decision.
const MENTION_CHARS: usize = 20;
/// Characters on either side of a word that are looked at, so that a text without any mark costs no more than another.
const MAX_SENTENCE_CHARS: usize = 400;
/// What ends a sentence.
const SENTENCE_ENDS: [char; 4] = ['。', '！', '？', '\n'];
/// What ends a clause.
const CLAUSE_ENDS: [char; 7] = ['。', '！', '？', '\n', '，', '；', '：'];

/// Whether the word is only named: in a short “…” without a full stop, as in 将“其它”修改为“其他”.
pub(super) fn is_mentioned(hit: &Hit<'_, '_>) -> bool {
    let marks = ['“', '”', '。'];
    let before = last(hit.before(), MENTION_CHARS);
    let Some(opened) = before.rfind(marks).filter(|at| before[*at..].starts_with('“')) else { return false };
    let after = first(hit.after(), MENTION_CHARS);
    let Some(closed) = after.find(marks).filter(|at| after[*at..].starts_with('”')) else { return false };
    let inside = [&before[opened + '“'.len_utf8()..], hit.word, &after[..closed]];
    inside.iter().map(|it| it.chars().count()).sum::<usize>() <= MENTION_CHARS
}

/// The words of the hit's sentence before it.
pub(super) fn sentence_before<'s>(hit: &Hit<'s, '_>) -> &'s str {
    last(hit.before(), MAX_SENTENCE_CHARS).rsplit(SENTENCE_ENDS).next().unwrap_or_default()
}

/// The words of the hit's sentence after it.
pub(super) fn sentence_after<'s>(hit: &Hit<'s, '_>) -> &'s str {
    first(hit.after(), MAX_SENTENCE_CHARS).split(SENTENCE_ENDS).next().unwrap_or_default()
}

/// The words of the hit's clause before it.
pub(super) fn clause_before<'s>(hit: &Hit<'s, '_>) -> &'s str {
    last(hit.before(), MAX_SENTENCE_CHARS).rsplit(CLAUSE_ENDS).next().unwrap_or_default()
}

/// The words of the hit's clause after it.
pub(super) fn clause_after<'s>(hit: &Hit<'s, '_>) -> &'s str {
    first(hit.after(), MAX_SENTENCE_CHARS).split(CLAUSE_ENDS).next().unwrap_or_default()
}

/// The first `count` characters.
pub(super) fn first(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at])
}

/// The last `count` characters.
pub(super) fn last(text: &str, count: usize) -> &str {
    let start = count.checked_sub(1).and_then(|it| text.char_indices().rev().nth(it));
    start.map_or(if count == 0 { "" } else { text }, |(at, _)| &text[at..])
}

/// Whether any of `words` occurs in `text`.
pub(super) fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|it| text.contains(it))
}

/// Whether `text` begins with any of `words`.
pub(super) fn starts_with_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|it| text.starts_with(it))
}

/// Whether `text` ends with any of `words`.
pub(super) fn ends_with_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|it| text.ends_with(it))
}
