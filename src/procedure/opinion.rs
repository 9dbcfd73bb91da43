//! 意见建议: what people say about a draft that is open to opinions (domain handbook §7).
//!
//! One model for all channels: a *submission* comes from a person, an organisation or a contact point, and carries one or
//! more *opinions*, each on a place in the text. What was said is never overwritten: a correction, a tidied wording and a
//! redaction are *layers* over the first words ([`layer`]), what becomes of a submission is a log of *deeds*
//! ([`standing`]). A submission is named by a receipt that can be read over the telephone ([`receipt`]); names and
//! contacts stand apart ([`contact`]). Absent on purpose: storage, pages, the clock.

pub mod contact;
pub mod form_key;
pub mod layer;
mod place;
pub mod receipt;
mod said;
pub mod standing;
mod submission;

pub use place::{Place, Quote};
pub use said::{NewOpinion, Typed};
pub use submission::{Head, HeadBasis, NewSubmission, Opinion, Source, Submission, SubmissionId, Via};

use super::words;

/// The longest opinion, reason or proposed wording, in characters: five pages of a letter.
pub const MAX_WORDS_CHARS: usize = 5_000;
/// The most opinions in one submission: a meeting, a letter of an association.
pub const MAX_OPINIONS: usize = 200;
/// The most people who may stand behind one submission.
pub const MAX_HEADS: u32 = 100_000;

words!(
    /// What an opinion asks for (domain handbook §7).
    Wish, "意见类型", {
        /// Something is missing.
        Add = "add", "增加";
        /// Something should go.
        Remove = "remove", "删除";
        /// Something should be otherwise.
        Change = "change", "修改";
        /// Words only.
        Wording = "wording", "文字";
        /// A question.
        Question = "question", "疑问";
        /// It is good as it stands.
        Support = "support", "支持";
        /// It should not be.
        Oppose = "oppose", "反对";
    }
);
