//! What in the text an opinion is about.

use super::MAX_WORDS_CHARS;
use crate::law::path::ProvisionPath;
use crate::procedure::{Invalid, serde_as_text};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The place in the version that an opinion is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// 全文.
    Whole,
    /// 条, 款, 项 or 目.
    Provision(ProvisionPath),
}

impl Place {
    /// The article it is in.
    #[must_use]
    pub fn article(self) -> Option<ProvisionPath> {
        match self {
            Self::Whole => None,
            Self::Provision(path) => Some(path.whole_article()),
        }
    }

    /// 第十二条第二款, 全文.
    #[must_use]
    pub fn chinese(self) -> String {
        match self {
            Self::Whole => "全文".to_owned(),
            Self::Provision(path) => path.chinese(),
        }
    }
}

/// As in addresses and tables: `a12.p2`, or `all`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => f.write_str("all"),
            Self::Provision(path) => path.fmt(f),
        }
    }
}

impl FromStr for Place {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        match text {
            "" | "all" => Ok(Self::Whole),
            _ => text
                .parse()
                .map(Self::Provision)
                .map_err(|_| Invalid::new("条款", text, "应为 a12、a12.p2 这样的地址，或者 all")),
        }
    }
}

serde_as_text!(Place, |it: &Place| it.to_string());

/// Words of the text that an opinion quotes, with what stands around them, so that they are found again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The words.
    pub exact: String,
    /// Up to [`Quote::CONTEXT_CHARS`] characters before them in the same provision.
    pub prefix: String,
    /// And after them.
    pub suffix: String,
}

impl Quote {
    /// How much stands around the words.
    pub const CONTEXT_CHARS: usize = 32;

    /// The quotation of `exact` in the words of a provision. Where it stands several times, the one nearest to
    /// `near`, counted in characters, is meant; `None` where it does not stand at all.
    #[must_use]
    pub fn find(words: &str, exact: &str, near: usize) -> Option<Self> {
        if exact.is_empty() || exact.chars().count() > MAX_WORDS_CHARS {
            return None;
        }
        let chars_before = |byte: usize| words[..byte].chars().count();
        let (at, _) = words.match_indices(exact).min_by_key(|(byte, _)| chars_before(*byte).abs_diff(near))?;
        let (before, after) = (&words[..at], &words[at + exact.len()..]);
        let skipped = before.chars().count().saturating_sub(Self::CONTEXT_CHARS);
        Some(Self {
            exact: exact.to_owned(),
            prefix: before.chars().skip(skipped).collect(),
            suffix: after.chars().take(Self::CONTEXT_CHARS).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_written_as_addresses_are() {
        for text in ["all", "a12", "a12-1.p2.i3"] {
            assert_eq!(text.parse::<Place>().map(|it| it.to_string()).as_deref(), Ok(text));
        }
        assert_eq!("".parse(), Ok(Place::Whole));
        assert!("第十二条".parse::<Place>().is_err());
        assert_eq!("a12.p2".parse::<Place>().map(Place::chinese).as_deref(), Ok("第十二条第二款"));
    }

    #[test]
    fn of_words_that_stand_twice_the_nearer_ones_are_quoted() {
        let words = "市人民政府应当公开，县人民政府应当公开。";
        let quote = Quote::find(words, "应当公开", 15).expect("it stands there");
        assert_eq!((quote.prefix.as_str(), quote.suffix.as_str()), ("市人民政府应当公开，县人民政府", "。"));
        let quote = Quote::find(words, "应当公开", 0).expect("it stands there");
        assert_eq!(quote.prefix, "市人民政府");
        assert_eq!(Quote::find(words, "可以公开", 0), None);
        assert_eq!(Quote::find(words, "", 0), None);
    }
}
