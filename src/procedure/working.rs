//! The working draft (工作文本) of a bill: one text that everyone edits, kept as revisions that only grow.
//!
//! A save names the revision it began with; what becomes of it is decided in [`save`]. A revision is stored as the one
//! span that it replaced ([`delta`]), with the whole text every so often, and its SHA-256 is checked at every reading.
//! Notes to colleagues hang on words and are found again by them ([`note`]). Absent on purpose: who may do what
//! ([`super::permission`]), storage, and merging itself ([`crate::law::merge`]).

pub mod delta;
pub mod marks;
pub mod note;
pub mod save;

use super::correction::Signer;
use super::person::{PersonId, Role};
use super::{BillState, Digest, numbered, words};
use jiff::Timestamp;

/// The longest working draft, in bytes; the longest law has a tenth of it.
pub const MAX_TEXT_BYTES: usize = 4 * 1024 * 1024;
/// The longest remark on a revision, in characters.
pub const MAX_REMARK_CHARS: usize = 200;
/// The most articles that a revision names as touched.
pub const MAX_TOUCHED: usize = 40;
/// Seconds after which one who said nothing is no longer shown.
pub const PRESENT_SECONDS: i64 = 30;
/// The most people that are shown.
pub const MAX_PRESENT: usize = 50;

numbered!(
    /// The number of a revision within its bill, from one, in the order in which they were kept.
    RevisionNumber(u32),
    "修订号"
);

impl RevisionNumber {
    /// The first revision: the text with which the working draft was opened.
    pub const FIRST: Self = Self(1);
}

words!(
    /// How a revision came about.
    RevisionKind, "修订方式", {
        /// The working draft was opened with the text of a reading.
        Opened = "opened", "开始起草";
        /// Somebody typed.
        Typed = "typed", "编辑";
        /// Somebody typed, and it was merged with what others had saved meanwhile.
        Merged = "merged", "编辑并合并";
        /// An earlier revision was brought back.
        Restored = "restored", "恢复";
        /// A Word file was read into it.
        Imported = "imported", "导入";
        /// A suggestion was taken.
        Suggestion = "suggestion", "采纳修订建议";
        /// What somebody typed and what could not be merged: kept beside the draft, never lost.
        Aside = "aside", "未合并的保存";
    }
);

/// A revision, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Its number.
    pub number: RevisionNumber,
    /// The revision it is stored against; none for the first.
    pub parent: Option<RevisionNumber>,
    /// How it came about. [`RevisionKind::Aside`] is never the head.
    pub kind: RevisionKind,
    /// The SHA-256 of its text.
    pub sha256: Digest,
    /// The person.
    pub person: PersonId,
    /// Name and organ, as they stood.
    pub by: Signer,
    /// When.
    pub at: Timestamp,
    /// What the person said about it; may be empty.
    pub remark: String,
    /// The articles it changed against its parent, by number.
    pub articles: Vec<String>,
}

/// A revision that may be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRevision {
    /// How it came about.
    pub kind: RevisionKind,
    /// Its text.
    pub text: String,
    /// The articles it changed against its parent.
    pub articles: Vec<String>,
    /// The person.
    pub person: PersonId,
    /// Name and organ.
    pub by: Signer,
    /// What the person says about it.
    pub remark: String,
}

/// Someone who has the draft open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    /// The tab.
    pub client: String,
    /// Name and organ.
    pub by: Signer,
    /// The article at the cursor: its address, may be empty.
    pub path: String,
}

/// The name of a browser tab: letters and digits that the server made, or nothing.
#[must_use]
pub fn client(text: &str) -> Option<&str> {
    let good = (8..=64).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
    good.then_some(text)
}

/// Whether a role may change the text while the bill stands there: those who drafted a bill may until it is submitted,
/// and again when it comes back to them; afterwards the text is the Standing Committee's.
#[must_use]
pub fn is_open_to(role: Role, state: BillState) -> bool {
    role != Role::HandlingUnit || matches!(state, BillState::Proposed | BillState::Planned | BillState::Drafting)
}

/// The articles in a list for a log: 第三条、第五条等8处.
#[must_use]
pub fn listed(articles: &[String]) -> String {
    const SHOWN: usize = 6;
    let shown = articles.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join("、");
    match articles.len() {
        0 => String::new(),
        n if n > SHOWN => format!("{shown}等{n}处"),
        _ => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revision_is_named_by_a_plain_number() {
        assert_eq!("17".parse::<RevisionNumber>().map(RevisionNumber::get), Ok(17));
        for odd in ["", "0", "01", "-1", "1a", "99999999999"] {
            assert!(odd.parse::<RevisionNumber>().is_err(), "{odd}");
        }
    }

    #[test]
    fn the_drafting_unit_writes_until_the_bill_is_submitted() {
        assert!(is_open_to(Role::HandlingUnit, BillState::Drafting));
        assert!(!is_open_to(Role::HandlingUnit, BillState::Revising));
        assert!(is_open_to(Role::LegCommission, BillState::Revising));
    }

    #[test]
    fn a_long_list_is_cut() {
        let articles: Vec<String> = (1..=8).map(|n| format!("第{n}条")).collect();
        assert_eq!(listed(&articles[..2]), "第1条、第2条");
        assert!(listed(&articles).ends_with("第6条等8处"));
    }

    #[test]
    fn a_tab_is_named_by_letters_and_digits() {
        assert_eq!(client("a1b2c3d4"), Some("a1b2c3d4"));
        for odd in ["", "short", "a1b2c3d4<", &"a".repeat(65)] {
            assert_eq!(client(odd), None);
        }
    }
}
