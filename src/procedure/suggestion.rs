//! 修改建议: a change of the working draft that somebody proposes from outside it, as a value: from a Word file that
//! came back, or from a person.
//!
//! A suggestion is one edit of the revision that it was made against, with the words that stood there; accepting it
//! gives an edited text of that revision, which [`crate::law::merge`] brings together with what was written since. The
//! edits come from [`placed`] (修订 of a word processor) or from [`differences`] (a file that was edited without them).
//! Absent on purpose: reading files ([`crate::intake`]), who may decide, and where suggestions are kept.

mod articles;
mod differences;
mod lines;
mod outside;
mod placed;
#[cfg(test)]
mod tests;

pub use differences::{Differences, differences};
pub use placed::placed;

use super::{Invalid, words};
use crate::law::edit::{Edit, applied};
use crate::law::statute::Statute;
use jiff::Timestamp;
use jiff::civil::DateTime;
use std::fmt;
use std::str::FromStr;

/// The longest words that a suggestion quotes or brings are shown in full up to so many characters.
pub const SHOWN_CHARS: usize = 400;
/// Suggestions that one file may bring.
pub const MAX_SUGGESTIONS: usize = 2_000;

/// The number of a suggestion, from one, in the order in which they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SuggestionId(i64);

impl SuggestionId {
    /// The suggestion with this number.
    ///
    /// # Errors
    /// The number is not positive.
    pub fn new(number: i64) -> Result<Self, Invalid> {
        if number > 0 { Ok(Self(number)) } else { Err(Self::invalid(&number.to_string())) }
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> i64 {
        self.0
    }

    fn invalid(given: &str) -> Invalid {
        Invalid::new("修改建议编号", given, "应为正整数")
    }
}

impl FromStr for SuggestionId {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let digits = !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
        let number = text.parse().ok().filter(|_| digits).ok_or_else(|| Self::invalid(text))?;
        Self::new(number)
    }
}

impl fmt::Display for SuggestionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

words!(
    /// Where a suggestion comes from.
    SuggestionSource, "建议来源", {
        /// 修订 in a Word file: the file says who and when.
        Tracked = "tracked", "Word 修订";
        /// A Word file that differs from what was handed out, without 修订.
        Compared = "compared", "Word 文件比对";
        /// A person wrote it here.
        Person = "person", "在线提出";
    }
);

words!(
    /// What became of a suggestion.
    SuggestionState, "建议状态", {
        /// Nobody decided yet.
        Open = "open", "待处理";
        /// It was taken over.
        Accepted = "accepted", "已采纳";
        /// It was not taken over.
        Rejected = "rejected", "未采纳";
        /// The words it is about are gone.
        Obsolete = "obsolete", "已失效";
    }
);

/// Who decided and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The person, as logs name them: name and organ.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Where a suggestion comes from and who made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// How it came.
    pub source: SuggestionSource,
    /// Who: a name as the file gives it, or the name of the person.
    pub author: String,
    /// The organ, where it is known.
    pub organ: Option<String>,
    /// When it was made, by the author's clock.
    pub dated: Option<DateTime>,
}

/// A proposed change of one revision of the working draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Where it comes from.
    pub origin: Origin,
    /// The revision that it is an edit of.
    pub base: u64,
    /// The edit, in the text of that revision.
    pub edit: Edit,
    /// The words that go, as they stood there.
    pub quoted: String,
    /// The article that it is in, as numbered there: 第三条; none outside the articles.
    pub article: Option<String>,
    /// What became of it.
    pub state: SuggestionState,
    /// By whom, if anybody decided.
    pub decided: Option<Decided>,
}

/// Why a suggestion cannot be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Somebody decided before.
    #[error("这条建议已经处理过，请刷新页面查看结果")]
    Decided,
    /// The words it quotes do not stand in its revision.
    #[error("这条建议所依据的文字已经找不到，请对照原文件手工修改")]
    Lost,
}

impl Suggestion {
    /// An open suggestion: `edit` of the text `base`, which is revision `number` and was read as `statute`. `None` for
    /// an edit that does not lie in that text or changes nothing.
    #[must_use]
    pub fn new(origin: Origin, number: u64, base: &str, statute: &Statute, edit: Edit) -> Option<Self> {
        let quoted = base.get(edit.span.range())?.to_owned();
        let article = statute
            .articles()
            .find(|it| it.span.start <= edit.span.start && edit.span.start <= it.span.end)
            .map(|it| it.number().to_string());
        (quoted != edit.replacement).then_some(Self {
            origin,
            base: number,
            edit,
            quoted,
            article,
            state: SuggestionState::Open,
            decided: None,
        })
    }

    /// The text of the base revision with this suggestion taken over, for a three-way merge with the newest revision.
    ///
    /// # Errors
    /// The quoted words do not stand there: it is not the text that the suggestion was made for.
    pub fn taken_over(&self, base: &str) -> Result<String, Refusal> {
        match base.get(self.edit.span.range()) {
            Some(words) if words == self.quoted => Ok(applied(base, std::slice::from_ref(&self.edit))),
            _ => Err(Refusal::Lost),
        }
    }

    /// The suggestion with a decision.
    ///
    /// # Errors
    /// It is not open any more.
    pub fn decide(&self, state: SuggestionState, by: Decided) -> Result<Self, Refusal> {
        if self.state != SuggestionState::Open {
            return Err(Refusal::Decided);
        }
        Ok(Self { state, decided: Some(by), ..self.clone() })
    }
}
