//! One opinion as it is typed, and as it may be kept.

use super::{MAX_WORDS_CHARS, Place, Quote, Wish};
use crate::procedure::Invalid;

/// What stands in the fields of one opinion.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// `a12.p2`, or nothing for 全文.
    pub place: String,
    /// A code of [`Wish`], or nothing.
    pub wish: String,
    /// 意见建议.
    pub words: String,
    /// 理由, may be empty.
    pub reason: String,
    /// 建议的表述: the provision as it should read, may be empty.
    pub wording: String,
}

/// An opinion that may be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOpinion {
    /// About what.
    pub place: Place,
    /// The words it quotes, if it is about some in particular.
    pub quote: Option<Quote>,
    /// What it asks for, where that was said.
    pub wish: Option<Wish>,
    /// What was said. Empty only where a wording is proposed.
    pub words: String,
    /// Why, if that was said.
    pub reason: Option<String>,
    /// The wording that is proposed for the whole provision.
    pub wording: Option<String>,
}

impl NewOpinion {
    /// Reads what was typed. Line ends become `\n`, ends are trimmed; inside nothing is changed.
    ///
    /// # Errors
    /// There are no words, too many, or a code that does not exist.
    pub fn read(typed: &Typed) -> Result<Self, Invalid> {
        let words = told("意见", &typed.words)?;
        let wording = told("建议的表述", &typed.wording)?;
        if words.is_empty() && wording.is_empty() {
            return Err(Invalid::new("意见", "", "请写下您的意见"));
        }
        let wish = Some(typed.wish.trim()).filter(|it| !it.is_empty()).map(str::parse).transpose()?;
        let optional = |text: String| (!text.is_empty()).then_some(text);
        let reason = optional(told("理由", &typed.reason)?);
        Ok(Self { place: typed.place.parse()?, quote: None, wish, words, reason, wording: optional(wording) })
    }
}

/// Words of several lines within the bound, without control characters.
pub(super) fn told(what: &'static str, text: &str) -> Result<String, Invalid> {
    let text: String = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim();
    if text.chars().count() > MAX_WORDS_CHARS {
        return Err(Invalid::new(what, text, format!("不超过{MAX_WORDS_CHARS}个字，请分成几条提交")));
    }
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(Invalid::new(what, text, "不能含有控制字符"));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(words: &str, wording: &str) -> Typed {
        Typed { place: "a3".into(), words: words.into(), wording: wording.into(), ..Typed::default() }
    }

    #[test]
    fn words_or_a_wording_will_do() {
        let said = NewOpinion::read(&typed(" 太长了。\r\n建议分开。 ", "")).expect("words");
        assert_eq!(
            (said.words.as_str(), said.wording, said.place.to_string().as_str()),
            ("太长了。\n建议分开。", None, "a3")
        );
        assert!(NewOpinion::read(&typed("", "市人民政府应当公开。")).is_ok());
        assert!(NewOpinion::read(&typed(" \u{3000}", "")).is_err());
    }

    #[test]
    fn bounds_are_told() {
        let longest = "字".repeat(MAX_WORDS_CHARS);
        assert!(NewOpinion::read(&typed(&longest, "")).is_ok());
        assert!(NewOpinion::read(&typed(&format!("{longest}字"), "")).is_err());
        assert!(NewOpinion::read(&typed("字\u{7}", "")).is_err());
        assert!(NewOpinion::read(&Typed { wish: "shout".into(), ..typed("字", "") }).is_err());
        assert!(NewOpinion::read(&Typed { place: "a0x".into(), ..typed("字", "") }).is_err());
    }
}
