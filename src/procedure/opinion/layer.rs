//! Layers over the first words of an opinion: corrections by whoever said it, tidied wordings, redactions. The first words
//! stay as they are below them.

use super::said::told;
use crate::procedure::{Invalid, words};
use jiff::Timestamp;

words!(
    /// What a layer is.
    LayerKind, "文字整理方式", {
        /// 更正: whoever said it says it better.
        Corrected = "corrected", "更正";
        /// 整理: a liaison or a drafter puts what was said at a meeting into a sentence.
        Tidied = "tidied", "整理";
        /// 隐去: somebody's personal data are taken out of what is shown.
        Redacted = "redacted", "隐去个人信息";
    }
);

/// What stands in the place of what was redacted.
pub const REDACTED: char = '■';
/// The longest reason, in characters.
pub const MAX_REASON_CHARS: usize = 300;

/// A layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// Which of its opinion, from one; the later lies upon the earlier.
    pub number: u32,
    /// What it is.
    pub kind: LayerKind,
    /// The words as they read with it.
    pub words: String,
    /// Why.
    pub reason: String,
    /// Who, as it is shown: 本人, 李某（法工委）.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A layer that may be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLayer {
    /// What it is.
    pub kind: LayerKind,
    /// The words as they read with it.
    pub words: String,
    /// Why.
    pub reason: String,
}

impl NewLayer {
    /// A layer of these words upon `below`.
    ///
    /// # Errors
    /// Nothing is changed, nothing is left, or a redaction has no reason or does more than take out.
    pub fn new(kind: LayerKind, below: &str, words: &str, reason: &str) -> Result<Self, Invalid> {
        let words = told("意见", words)?;
        let reason = reason.trim();
        if reason.chars().count() > MAX_REASON_CHARS {
            return Err(Invalid::new("理由", reason, format!("不超过{MAX_REASON_CHARS}个字")));
        }
        if words.is_empty() || words == below {
            return Err(Invalid::new("意见", &words, "与原来的文字一样，或者没有文字"));
        }
        if kind == LayerKind::Redacted && (reason.is_empty() || !only_covers(below, &words)) {
            return Err(Invalid::new("隐去", reason, format!("须写明理由，并且只能把文字换成{REDACTED}")));
        }
        Ok(Self { kind, words, reason: reason.to_owned() })
    }
}

/// The words as they are shown: those of the topmost layer, or the first ones.
#[must_use]
pub fn shown<'a>(first: &'a str, layers: &'a [Layer]) -> &'a str {
    layers.iter().max_by_key(|it| it.number).map_or(first, |it| &it.words)
}

/// Whether `after` is `before` with some characters covered, each by one [`REDACTED`].
fn only_covers(before: &str, after: &str) -> bool {
    before.chars().count() == after.chars().count()
        && before.chars().zip(after.chars()).all(|(b, a)| a == b || a == REDACTED)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(kind: LayerKind, words: &str, reason: &str) -> Result<NewLayer, Invalid> {
        NewLayer::new(kind, "我是张三，建议缩短期限。", words, reason)
    }

    #[test]
    fn a_redaction_covers_and_does_nothing_else() {
        let covered = "我是■■，建议缩短期限。";
        assert!(layer(LayerKind::Redacted, covered, "他人姓名").is_ok());
        assert!(layer(LayerKind::Redacted, covered, " ").is_err(), "without a reason");
        assert!(layer(LayerKind::Redacted, "我是■■，建议延长期限。", "他人姓名").is_err(), "it changes words");
        assert!(layer(LayerKind::Redacted, "建议缩短期限。", "他人姓名").is_err(), "it takes words out unseen");
    }

    #[test]
    fn a_layer_changes_something_and_leaves_something() {
        assert!(layer(LayerKind::Corrected, "建议期限为五日。", "").is_ok());
        assert!(layer(LayerKind::Tidied, "我是张三，建议缩短期限。", "").is_err());
        assert!(layer(LayerKind::Tidied, " ", "").is_err());
    }

    #[test]
    fn the_topmost_layer_is_shown() {
        let at = Timestamp::UNIX_EPOCH;
        let layer = |number, words: &str| Layer {
            number,
            kind: LayerKind::Tidied,
            words: words.into(),
            reason: String::new(),
            by: "李某".into(),
            at,
        };
        assert_eq!(shown("一", &[]), "一");
        assert_eq!(shown("一", &[layer(2, "三"), layer(1, "二")]), "三");
    }
}
