//! What people say about which articles of two texts belong together: confirmed or linked anew, by whom and when.
//!
//! The log only grows. A correction names its articles by address and by their words, so that [`judge`] can tell
//! whether it still speaks of the texts as they are; where it does not, it waits for a person and is never dropped.
//! Absent on purpose: who may correct (there are no accounts yet), the texts, and the comparison itself
//! ([`crate::law::compare`]).

mod articles;
mod judge;
mod list;
mod make;
#[cfg(test)]
pub(super) mod sample;

pub use articles::{Articles, Named, article_label};
pub use judge::{Judged, Pending, Place, Reason, Why, judge, judge_within};
pub use list::{MAX_ARTICLES, article_list, shown_list};
pub use make::{Field, NewCorrection, Refusal, Standing, correct, withdraw};

use super::{Invalid, Slug, VersionId, numbered, words};
use crate::law::compare::{Row, RowKind};
use jiff::Timestamp;

/// The longest name of a person, in characters.
pub const MAX_NAME_CHARS: usize = 40;
/// The longest name of an organ, in characters.
pub const MAX_ORGAN_CHARS: usize = 60;
/// The longest note, in characters.
pub const MAX_NOTE_CHARS: usize = 500;
/// The most corrections that are kept of one pair of texts; ten times as many as the longest law has articles.
pub const MAX_LOG: usize = 12_000;
/// A link with a lower score should be looked at by a person. Of 1,263 rows that were aligned by hand the engine has 33
/// wrong; this and the split and merged ones make 57 rows unsure, 11 of the 33 among them. 13 more are among the 207
/// that were added or removed ([`is_lonely`]).
pub const UNSURE_BELOW: f32 = 0.5;

numbered!(
    /// The number of a correction, from one, in the order in which they were made.
    CorrectionId(i64),
    "核对记录编号"
);

/// Two texts of a bill, always from the older to the newer; a comparison the other way round reads the same
/// corrections mirrored.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pair {
    bill: Slug,
    old: VersionId,
    new: VersionId,
}

impl Pair {
    /// The pair of these two, whichever is the older.
    ///
    /// # Errors
    /// They are the same text.
    pub fn new(bill: Slug, one: VersionId, other: VersionId) -> Result<Self, Invalid> {
        if one == other {
            return Err(Invalid::new("对照", &format!("{one}..{other}"), "应为两个不同的文本，如 v1..v2"));
        }
        Ok(Self { bill, old: one.min(other), new: one.max(other) })
    }

    /// The bill.
    #[must_use]
    pub fn bill(&self) -> &Slug {
        &self.bill
    }

    /// The older text.
    #[must_use]
    pub fn old(&self) -> VersionId {
        self.old
    }

    /// The newer text.
    #[must_use]
    pub fn new_version(&self) -> VersionId {
        self.new
    }
}

words!(
    /// What a correction said to the comparison of its day.
    CorrectionKind, "核对种类", {
        /// The row was right.
        Confirm = "confirm", "确认";
        /// The row was wrong: other articles belong together.
        Relink = "relink", "改为对应";
    }
);

/// One of the two texts of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// The older.
    Old,
    /// The newer.
    New,
}

/// Who says so. There are no accounts yet: both are as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    name: String,
    organ: String,
}

impl Signer {
    /// A person and the organ for which they act.
    ///
    /// # Errors
    /// Either is empty or too long.
    pub fn new(name: &str, organ: &str) -> Result<Self, Refusal> {
        match Self::refusals(name, organ).into_iter().next() {
            Some(refusal) => Err(refusal),
            None => Ok(Self { name: one_line(name), organ: one_line(organ) }),
        }
    }

    /// Everything that is wrong with the two.
    #[must_use]
    pub fn refusals(name: &str, organ: &str) -> Vec<Refusal> {
        let check = |text: &str, most: usize, missing: Refusal, long: Refusal| match one_line(text).chars().count() {
            0 => Some(missing),
            length if length > most => Some(long),
            _ => None,
        };
        let name = check(name, MAX_NAME_CHARS, Refusal::NameMissing, Refusal::NameTooLong);
        let organ = check(organ, MAX_ORGAN_CHARS, Refusal::OrganMissing, Refusal::OrganTooLong);
        name.into_iter().chain(organ).collect()
    }

    /// The person.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// 法工委 and the like.
    #[must_use]
    pub fn organ(&self) -> &str {
        &self.organ
    }
}

/// Words of a form on one line, single blanks between them.
pub(super) fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A correction as it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Its number.
    pub id: CorrectionId,
    /// The texts it is about.
    pub pair: Pair,
    /// Whether it agreed with the comparison.
    pub kind: CorrectionKind,
    /// These articles of the older text; none if the others were added.
    pub old: Vec<Named>,
    /// Became these of the newer one; none if the others were removed.
    pub new: Vec<Named>,
    /// What its author wants others to know.
    pub note: Option<String>,
    /// Its author.
    pub by: Signer,
    /// When it was made.
    pub made_at: Timestamp,
    /// How it ended, if it has.
    pub end: Option<End>,
}

/// How a correction ended. The correction itself stays in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// Replaced: a later one names some of the same articles.
    Replaced {
        /// The later one.
        by: CorrectionId,
        /// When that was made.
        at: Timestamp,
    },
    /// Withdrawn by a person.
    Withdrawn {
        /// The person.
        by: Signer,
        /// When.
        at: Timestamp,
    },
}

impl Correction {
    /// Whether it has been neither replaced nor withdrawn.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.end.is_none()
    }
}

/// Whether a person should look at a row: the engine found it by weak signs, or says that articles were split or merged.
/// What a person said is never unsure.
#[must_use]
pub fn is_unsure(row: &Row) -> bool {
    let weak = row.links.iter().any(|it| it.reason.is_some() && it.score < UNSURE_BELOW);
    let joined = matches!(row.kind, RowKind::Split | RowKind::Merged | RowKind::Regrouped);
    weak || (joined && !row.is_asserted())
}

/// Whether a row has articles of one side only: the engine may have missed where they went.
#[must_use]
pub fn is_lonely(row: &Row) -> bool {
    matches!(row.kind, RowKind::Added | RowKind::Removed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_runs_from_the_older_to_the_newer_text() {
        let id = |n| VersionId::new(n).unwrap();
        let slug: Slug = "a".parse().unwrap();
        let pair = Pair::new(slug.clone(), id(3), id(1)).unwrap();
        assert_eq!((pair.old(), pair.new_version()), (id(1), id(3)));
        assert!(Pair::new(slug, id(1), id(1)).is_err());
    }

    #[test]
    fn a_signer_has_a_name_and_an_organ_of_one_line() {
        let signer = Signer::new(" 王\u{3000}某\n", "法工委\t一处").unwrap();
        assert_eq!((signer.name(), signer.organ()), ("王 某", "法工委 一处"));
        for (name, organ, expected) in [
            ("", "法工委", Refusal::NameMissing),
            (" \u{3000}\n", "法工委", Refusal::NameMissing),
            (&"王".repeat(41), "法工委", Refusal::NameTooLong),
            ("王某", "", Refusal::OrganMissing),
            ("王某", &"委".repeat(61), Refusal::OrganTooLong),
        ] {
            assert_eq!(Signer::new(name, organ), Err(expected));
        }
        assert!(Signer::new(&"王".repeat(40), &"委".repeat(60)).is_ok());
    }

    #[test]
    fn a_number_has_one_spelling() {
        assert_eq!("12".parse::<CorrectionId>().map(CorrectionId::get), Ok(12));
        for bad in ["", "0", "012", "-1", "+1", "1 ", "一", "99999999999999999999"] {
            assert!(bad.parse::<CorrectionId>().is_err(), "{bad}");
        }
    }
}
