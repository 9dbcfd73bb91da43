//! An entry, and what may stand in it.

use super::chain::{Fields, entry_hash};
use super::deed::Deed;
use crate::procedure::person::{Person, PersonId, Post};
use crate::procedure::{Digest, numbered, words};
use jiff::Timestamp;
use std::fmt;

/// The longest id of an object, in characters.
pub const MAX_OBJECT_CHARS: usize = 160;
/// The longest details, in characters. Longer ones are cut, and say so by their last character.
pub const MAX_DETAILS_CHARS: usize = 300;

words!(
    /// What a deed was done to.
    ObjectKind, "审计对象", {
        /// The site as a whole, or nothing in particular.
        Site = "site", "本站";
        /// An account; the id is the number of the person.
        Person = "person", "人员";
        /// An appointment; the id is its number.
        Appointment = "appointment", "任职";
        /// A bill; the id is its address.
        Bill = "bill", "法规案";
        /// A text of a bill; the id is `noise/v2`.
        Version = "version", "文本";
        /// The working draft of a bill; the id is `noise` or `noise/17`.
        Draft = "draft", "工作文本";
        /// Two texts; the id is `noise/v1..v2`.
        Comparison = "comparison", "对照";
        /// A kept trial; the id is `noise/t3`.
        Trial = "trial", "试改文本";
        /// A paper of a bill; the id is `noise/explanation`.
        Paper = "paper", "文件";
        /// A contact point; the id is its address.
        Point = "point", "联系点";
        /// The record itself.
        Audit = "audit", "审计记录";
    }
);

numbered!(
    /// The number of an entry, from one, without gaps.
    EntryNumber(i64),
    "审计记录编号"
);

/// Who did it. Name and organ are as they were then; a later change of either does not reach back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    person: Option<PersonId>,
    name: String,
    organ: String,
}

impl Actor {
    /// A person, acting under an appointment.
    #[must_use]
    pub fn acting(person: &Person, post: &Post) -> Self {
        Self { person: Some(person.id), name: person.name.clone(), organ: post.organ().to_owned() }
    }

    /// A person, before any appointment is chosen.
    #[must_use]
    pub fn person(person: &Person) -> Self {
        Self { person: Some(person.id), name: person.name.clone(), organ: String::new() }
    }

    /// Somebody of whom nothing is known. What was typed as a name is not recorded: it may be a password.
    #[must_use]
    pub fn unknown() -> Self {
        Self { person: None, name: "未登录者".to_owned(), organ: String::new() }
    }

    /// The operator, at the command line.
    #[must_use]
    pub fn operator() -> Self {
        Self { person: None, name: "命令行".to_owned(), organ: String::new() }
    }

    /// One that was stored.
    #[must_use]
    pub fn stored(person: Option<PersonId>, name: String, organ: String) -> Self {
        Self { person, name, organ }
    }

    /// The number of the person, where there is one.
    #[must_use]
    pub fn id(&self) -> Option<PersonId> {
        self.person
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The organ as which it was done; empty before one was chosen.
    #[must_use]
    pub fn organ(&self) -> &str {
        &self.organ
    }
}

/// An entry before it has a number and a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    by: Actor,
    deed: Deed,
    kind: ObjectKind,
    object: String,
    details: String,
}

impl NewEntry {
    /// This was done, to nothing in particular.
    #[must_use]
    pub fn new(by: Actor, deed: Deed) -> Self {
        Self { by, deed, kind: ObjectKind::Site, object: String::new(), details: String::new() }
    }

    /// What it was done to. The id names it without personal data: a number, an address.
    #[must_use]
    pub fn on(self, kind: ObjectKind, id: impl fmt::Display) -> Self {
        Self { kind, object: bounded(&id.to_string(), MAX_OBJECT_CHARS), ..self }
    }

    /// A few words about it: from which state to which, which format, why. No personal data, no texts.
    #[must_use]
    pub fn saying(self, words: impl AsRef<str>) -> Self {
        Self { details: bounded(words.as_ref(), MAX_DETAILS_CHARS), ..self }
    }

    /// Who did it.
    #[must_use]
    pub fn by(&self) -> &Actor {
        &self.by
    }

    /// What was done.
    #[must_use]
    pub fn deed(&self) -> Deed {
        self.deed
    }

    /// The kind of what it was done to.
    #[must_use]
    pub fn kind(&self) -> ObjectKind {
        self.kind
    }

    /// The id of what it was done to; empty for nothing in particular.
    #[must_use]
    pub fn object(&self) -> &str {
        &self.object
    }

    /// The details; empty where there are none.
    #[must_use]
    pub fn details(&self) -> &str {
        &self.details
    }

    /// What the hash is made of.
    #[must_use]
    pub fn fields(&self, number: EntryNumber, at: Timestamp) -> Fields<'_> {
        Fields {
            number: number.get(),
            at: at.as_millisecond(),
            person: self.by.person.map(PersonId::get),
            name: &self.by.name,
            organ: &self.by.organ,
            deed: self.deed.code(),
            kind: self.kind.code(),
            object: &self.object,
            details: &self.details,
        }
    }

    /// The hash of this entry under this number and time.
    #[must_use]
    pub fn hash(&self, number: EntryNumber, at: Timestamp, previous: Option<&Digest>) -> Digest {
        entry_hash(&self.fields(number, at), previous.map(Digest::to_string).as_deref())
    }
}

/// An entry of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub number: EntryNumber,
    /// When, to the millisecond.
    pub at: Timestamp,
    /// What.
    pub entry: NewEntry,
    /// The hash of the entry before it; `None` for the first.
    pub previous: Option<Digest>,
    /// Its own hash.
    pub hash: Digest,
}

/// One line within a bound.
fn bounded(text: &str, most: usize) -> String {
    let plain: String = text.trim().chars().take(most + 1).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if plain.chars().count() <= most { plain } else { plain.chars().take(most - 1).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_one_line_within_a_bound() {
        let long = NewEntry::new(Actor::unknown(), Deed::Exported).saying(format!("甲\n乙{}", "丙".repeat(1_000)));
        assert_eq!(long.details().chars().count(), MAX_DETAILS_CHARS);
        assert!(long.details().starts_with("甲 乙") && long.details().ends_with('…'));
        let whole = long.saying("丁".repeat(MAX_DETAILS_CHARS)).on(ObjectKind::Bill, "noise");
        assert!(!whole.details().ends_with('…'));
        assert_eq!((whole.kind(), whole.object()), (ObjectKind::Bill, "noise"));
    }

    #[test]
    fn an_entry_number_is_positive() {
        assert_eq!("12".parse::<EntryNumber>().map(EntryNumber::get), Ok(12));
        for bad in ["", "0", "-1", "01", "+1", "一", "9223372036854775808"] {
            assert!(bad.parse::<EntryNumber>().is_err(), "{bad}");
        }
    }
}
