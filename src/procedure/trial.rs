//! 试改文本: what an amendment decision made of a reading, kept on the desk by a drafter.
//!
//! A trial is no reading: it takes no number from one, is never public, and never changes. What becomes of it is for the
//! procedure to say.

use super::correction::{Signer, one_line};
use super::{Digest, Invalid, Slug, VersionId};
use jiff::Timestamp;
use std::fmt;
use std::str::FromStr;

/// The longest name of a trial, in characters.
pub const MAX_LABEL_CHARS: usize = 60;
/// The longest decision that is kept, in bytes.
pub const MAX_DECISION_BYTES: usize = 2 * 1024 * 1024;

/// `t1`, `t2` …: the place of a trial among those of its bill, and its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TrialId(u32);

impl TrialId {
    /// The trial with this number.
    ///
    /// # Errors
    /// The number is 0.
    pub fn new(number: u32) -> Result<Self, Invalid> {
        if number > 0 { Ok(Self(number)) } else { Err(Self::invalid("t0")) }
    }

    /// The number, from one.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0
    }

    fn invalid(given: &str) -> Invalid {
        Invalid::new("试改文本编号", given, "应为 t1、t2、t3……")
    }
}

impl FromStr for TrialId {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let digits = text.strip_prefix('t').filter(|it| !it.starts_with('0') && it.bytes().all(|b| b.is_ascii_digit()));
        let number = digits.and_then(|it| it.parse().ok()).ok_or_else(|| Self::invalid(text))?;
        Self::new(number).map_err(|_| Self::invalid(text))
    }
}

impl fmt::Display for TrialId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "t{}", self.0)
    }
}

/// A trial that may be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTrial {
    /// The bill.
    pub bill: Slug,
    /// The reading that was amended.
    pub base: VersionId,
    /// The SHA-256 of the text that was amended.
    pub base_sha256: Digest,
    /// What the drafter calls it.
    pub label: String,
    /// The decision, as it was given.
    pub decision: String,
    /// The amended text, in canonical Markdown.
    pub text: String,
    /// Who keeps it.
    pub by: Signer,
}

/// A trial as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// Its place and address.
    pub id: TrialId,
    /// What was kept.
    pub kept: NewTrial,
    /// The SHA-256 of its text.
    pub text_sha256: Digest,
    /// When.
    pub kept_at: Timestamp,
}

/// A trial in a list: its bill, its place, its name, when it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrialHead {
    /// The bill.
    pub bill: Slug,
    /// Its place and address.
    pub id: TrialId,
    /// What the drafter calls it.
    pub label: String,
    /// When it was kept.
    pub kept_at: Timestamp,
}

/// Why a trial is not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TrialRefusal {
    /// It has no name.
    #[error("请给试改文本起个名称，如“按修改决定试改”")]
    LabelMissing,
    /// Its name is too long.
    #[error("名称不能超过{MAX_LABEL_CHARS}个字")]
    LabelTooLong,
    /// The reading changed since the trial was shown.
    #[error("您打开页面以后，原文本有了更新，没有保存；请看过新的结果再保存")]
    BaseChanged,
}

/// The name of a trial on one line.
///
/// # Errors
/// It is empty or too long.
pub fn label(words: &str) -> Result<String, TrialRefusal> {
    let label = one_line(words);
    match label.chars().count() {
        0 => Err(TrialRefusal::LabelMissing),
        n if n > MAX_LABEL_CHARS => Err(TrialRefusal::LabelTooLong),
        _ => Ok(label),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_t_and_a_number() {
        assert_eq!("t12".parse::<TrialId>().map(TrialId::number), Ok(12));
        for odd in ["", "t", "t0", "t01", "12", "v1", "t-1", "t99999999999"] {
            assert!(odd.parse::<TrialId>().is_err(), "{odd}");
        }
    }

    #[test]
    fn a_name_is_one_line_of_bounded_length() {
        assert_eq!(label("  按修改决定\n试改 ").as_deref(), Ok("按修改决定 试改"));
        assert_eq!(label(" \n"), Err(TrialRefusal::LabelMissing));
        assert_eq!(label(&"长".repeat(MAX_LABEL_CHARS + 1)), Err(TrialRefusal::LabelTooLong));
    }
}
