//! What several rules of words ask about the place of a word.

use crate::lint::context::Hit;

/// Characters of a quotation that only names a word; longer ones are text: the new words of an amendment decision.
const MENTION_CHARS: usize = 20;

/// Whether the word is only named: in a short “…” without a full stop, as in 将“其它”修改为“其他”.
pub(super) fn is_mentioned(hit: &Hit<'_, '_>) -> bool {
    if !hit.in_quotes() {
        return false;
    }
    let before = hit.before().rsplit('“').next().unwrap_or_default();
    let Some((after, _)) = hit.after().split_once('”') else { return false };
    let chars = before.chars().chain(hit.word.chars()).chain(after.chars());
    !after.contains('。') && !before.contains('。') && chars.count() <= MENTION_CHARS
}

/// The words of the hit's sentence before it.
pub(super) fn sentence_before<'s>(hit: &Hit<'s, '_>) -> &'s str {
    hit.before().rsplit(['。', '！', '？', '\n']).next().unwrap_or_default()
}

/// The words of the hit's clause before it.
pub(super) fn clause_before<'s>(hit: &Hit<'s, '_>) -> &'s str {
    hit.before().rsplit(['。', '！', '？', '\n', '，', '；', '：']).next().unwrap_or_default()
}

/// The words of the hit's clause after it.
pub(super) fn clause_after<'s>(hit: &Hit<'s, '_>) -> &'s str {
    hit.after().split(['。', '！', '？', '\n', '，', '；', '：']).next().unwrap_or_default()
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
