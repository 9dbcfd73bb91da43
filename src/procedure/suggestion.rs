//! 修订建议: a change of the working draft that somebody brought, in a Word file or otherwise, and that a person of the
//! desk accepts or rejects.
//!
//! A suggestion is edits of one revision, its base. What it would make of the draft as it stands now is a merge
//! ([`take`]); several taken in any order make the text that all together make. Decisions are a log that only grows.
//! Absent on purpose: reading files, storage, who may decide ([`super::permission`]).

mod brought;
mod remark;
mod take;

pub use brought::{Brought, Found, TrackedEdit, read};
pub use remark::{Remark, pieces, placed};
pub use take::{Several, Taken, take, take_all};

use super::correction::Signer;
use super::person::PersonId;
use super::working::RevisionNumber;
use super::{Digest, numbered, words};
use crate::law::difference::Kind;
use crate::law::edit::Edit;
use jiff::Timestamp;
use jiff::civil::DateTime;

/// The largest file that is brought to a draft, in bytes.
pub const MAX_FILE_BYTES: usize = 16 * 1024 * 1024;
/// The most files of a bill.
pub const MAX_FILES: usize = 500;
/// The most suggestions of a bill.
pub const MAX_SUGGESTIONS: usize = 10_000;
/// The longest name of an author or of an organ, in characters.
pub const MAX_NAME_CHARS: usize = 80;
/// The longest name of a file that is kept, in characters.
pub const MAX_FILE_NAME_CHARS: usize = 120;

words!(
    /// What is said about a suggestion.
    Verdict, "处理结果", {
        /// It is in the draft now.
        Accepted = "accepted", "采纳";
        /// It is not wanted.
        Rejected = "rejected", "不采纳";
        /// The draft says so already, or has no such words any more.
        Obsolete = "obsolete", "已无须处理";
        /// It is to be decided again.
        Reopened = "reopened", "重新处理";
    }
);

words!(
    /// What kind of change a suggestion is.
    ChangeKind, "修改方式", {
        /// Words inside one article.
        Words = "words", "修改";
        /// A whole article or heading that comes.
        Added = "added", "增加";
        /// A whole one that goes.
        Removed = "removed", "删除";
        /// A whole one that stands elsewhere.
        Moved = "moved", "移动";
    }
);

impl From<Kind> for ChangeKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Words => Self::Words,
            Kind::Added => Self::Added,
            Kind::Removed => Self::Removed,
            Kind::Moved => Self::Moved,
        }
    }
}

numbered!(
    /// The number of a suggestion within its bill, from one.
    SuggestionId(u32),
    "修订建议编号"
);
numbered!(
    /// The number of a file that was brought, within its bill, from one.
    FileId(u32),
    "来稿编号"
);

/// A file that may be kept: the bytes as they came, so that nothing of what was brought is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// What it was called.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The revision that was edited in it; none where the file begins the draft.
    pub base: Option<RevisionNumber>,
    /// Who changed what bears no name, as the person who brings it says; may be empty.
    pub author: String,
    /// The organ from which it comes, as the person who brings it says; may be empty.
    pub organ: String,
    /// Who brings it.
    pub person: PersonId,
    /// Name and organ.
    pub by: Signer,
}

/// A file that is kept, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordFile {
    /// Its number.
    pub id: FileId,
    /// What it was called.
    pub name: String,
    /// How many bytes it has.
    pub size: usize,
    /// The SHA-256 of the bytes.
    pub sha256: Digest,
    /// The revision that was edited in it.
    pub base: Option<RevisionNumber>,
    /// Who changed what bears no name.
    pub author: String,
    /// The organ from which it comes.
    pub organ: String,
    /// Who brought it.
    pub by: Signer,
    /// When.
    pub at: Timestamp,
    /// When its suggestions were added to the draft; none before.
    pub taken_at: Option<Timestamp>,
}

/// A suggestion that may be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSuggestion {
    /// What kind of change it is.
    pub kind: ChangeKind,
    /// Who, as named in the file; may be empty.
    pub author: String,
    /// When, by the clock of the author's machine, if the file says it.
    pub dated: Option<DateTime>,
    /// The article, heading or annex.
    pub unit: String,
    /// What goes and comes in the text of the base, in its order, not overlapping.
    pub edits: Vec<Edit>,
    /// The words that go.
    pub quoted: String,
    /// Whether numbers and references follow when it is taken.
    pub renumbers: bool,
}

/// Where a suggestion comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A file that was brought.
    File(FileId),
    /// A person at the desk.
    Person,
}

/// A suggestion as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Its number.
    pub id: SuggestionId,
    /// Where it comes from.
    pub origin: Origin,
    /// The organ from which it comes; may be empty.
    pub organ: String,
    /// The revision whose text the edits change.
    pub base: RevisionNumber,
    /// What it says.
    pub said: NewSuggestion,
    /// When it was added.
    pub at: Timestamp,
    /// What was decided, in order.
    pub decisions: Vec<Decision>,
}

/// What somebody decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What.
    pub verdict: Verdict,
    /// The revision that came of it.
    pub revision: Option<RevisionNumber>,
    /// Who.
    pub by: Signer,
    /// When.
    pub at: Timestamp,
}

impl Suggestion {
    /// The decision that holds; none while it is open.
    #[must_use]
    pub fn decided(&self) -> Option<&Decision> {
        self.decisions.last().filter(|it| it.verdict != Verdict::Reopened)
    }

    /// Whether nobody has decided, or it is to be decided again.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.decided().is_none()
    }

    /// Whether it was accepted.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.decided().is_some_and(|it| it.verdict == Verdict::Accepted)
    }
}

/// A name of a person, an organ or a file on one line, within a bound.
#[must_use]
pub fn name(text: &str, most: usize) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    line.trim().chars().take(most).collect()
}

#[cfg(test)]
mod tests;
