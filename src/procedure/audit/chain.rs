//! The chain: the hash of an entry, and walking over all of them.

use super::entry::EntryNumber;
use crate::procedure::{Digest, Invalid};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::str::FromStr;

/// What stands in a row, as it is stored. A row that was tampered with need not be an entry; it can still be hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fields<'a> {
    /// The number.
    pub number: i64,
    /// Milliseconds since 1970.
    pub at: i64,
    /// The number of the person.
    pub person: Option<i64>,
    /// The name.
    pub name: &'a str,
    /// The organ.
    pub organ: &'a str,
    /// The code of the deed.
    pub deed: &'a str,
    /// The code of the kind of object.
    pub kind: &'a str,
    /// The id of the object.
    pub object: &'a str,
    /// The details.
    pub details: &'a str,
}

/// The hash that binds an entry to its fields, and through `previous` to all before it.
///
/// Every field is preceded by its length in bytes (eight, big endian), so that no two entries have the same bytes.
#[must_use]
pub fn entry_hash(fields: &Fields<'_>, previous: Option<&str>) -> Digest {
    let (number, at) = (fields.number.to_string(), fields.at.to_string());
    let person = fields.person.map(|it| it.to_string()).unwrap_or_default();
    let all = [
        "kaimen-audit-1",
        &number,
        &at,
        &person,
        fields.name,
        fields.organ,
        fields.deed,
        fields.kind,
        fields.object,
        fields.details,
        previous.unwrap_or_default(),
    ];
    let mut hasher = Sha256::new();
    for field in all {
        hasher.update((field.len() as u64).to_be_bytes());
        hasher.update(field.as_bytes());
    }
    Digest::from_bytes(hasher.finalize().into())
}

/// An entry as it was at some earlier time, kept outside the database: `12:` and the hash of entry 12.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    /// The entry.
    pub number: EntryNumber,
    /// The hash it had.
    pub hash: Digest,
}

impl FromStr for Anchor {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wrong = || Invalid::new("审计记录末值", text, "应为“编号:64位十六进制校验值”");
        let (number, hash) = text.split_once(':').ok_or_else(wrong)?;
        let (number, hash) = (number.parse().map_err(|_| wrong())?, hash.parse().map_err(|_| wrong())?);
        Ok(Self { number, hash })
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.number, self.hash)
    }
}

/// The first place at which the record is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Break {
    /// What stands in the row does not give its hash.
    #[error("第{0}号记录被改动过：内容与登记的校验值不符")]
    Changed(i64),
    /// Rows are not there.
    #[error("{}缺失，已被删除", rows(*.0, *.1))]
    Removed(i64, i64),
    /// The row does not follow the one before: one of the two was put in or computed anew.
    #[error("第{0}号记录与前一号不相接：前一号被改写，或者这一号是后来插入的")]
    Unlinked(i64),
    /// A row has a number that comes before the first, or twice.
    #[error("多出编号为{0}的记录")]
    Inserted(i64),
    /// The entry is not there which an anchor names, and no later one.
    #[error("第{0}号之后的记录被截去：外部留存的末值是第{1}号")]
    Truncated(i64, i64),
    /// The entry that an anchor names has another hash.
    #[error("第{0}号记录与外部留存的末值不符：这一号或者更早的记录整段被改写")]
    Rewritten(i64),
}

fn rows(first: i64, last: i64) -> String {
    if first == last { format!("第{first}号记录") } else { format!("第{first}号至第{last}号记录") }
}

/// Walks over the rows in the order of their numbers.
#[derive(Debug, Clone, Default)]
pub struct Walk {
    last: i64,
    hash: Option<String>,
    anchors: Vec<Anchor>,
}

impl Walk {
    /// At the beginning, with anchors to be met on the way.
    #[must_use]
    pub fn new(anchors: &[Anchor]) -> Self {
        Self { anchors: anchors.to_vec(), ..Self::default() }
    }

    /// The next row, with the hashes that stand in it.
    ///
    /// # Errors
    /// Here the record breaks.
    pub fn step(&mut self, fields: &Fields<'_>, previous: Option<&str>, hash: &str) -> Result<(), Break> {
        let number = fields.number;
        if number <= self.last {
            return Err(Break::Inserted(number));
        }
        if number > self.last + 1 {
            return Err(Break::Removed(self.last + 1, number - 1));
        }
        if entry_hash(fields, previous).to_string() != hash {
            return Err(Break::Changed(number));
        }
        if previous != self.hash.as_deref() {
            return Err(Break::Unlinked(number));
        }
        if self.anchors.iter().any(|it| it.number.get() == number && it.hash.to_string() != hash) {
            return Err(Break::Rewritten(number));
        }
        (self.last, self.hash) = (number, Some(hash.to_owned()));
        Ok(())
    }

    /// After the last row.
    ///
    /// # Errors
    /// An anchor names a later entry.
    pub fn end(&self) -> Result<(), Break> {
        let latest = self.anchors.iter().map(|it| it.number.get()).max().unwrap_or(0);
        if latest > self.last { Err(Break::Truncated(self.last, latest)) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Actor, Deed, NewEntry, ObjectKind};
    use super::*;
    use jiff::Timestamp;

    /// A row: number, what was said, the hash before, the own hash.
    type Stored = (i64, String, Option<String>, String);

    fn entry(words: &str) -> NewEntry {
        NewEntry::new(Actor::operator(), Deed::Exported).on(ObjectKind::Bill, "noise").saying(words)
    }

    /// Entries as rows.
    fn chained(words: &[&str]) -> Vec<Stored> {
        let mut previous: Option<Digest> = None;
        let mut all = Vec::new();
        for (number, words) in (1..).zip(words) {
            let id = EntryNumber::new(number).unwrap();
            let hash = entry(words).hash(id, Timestamp::UNIX_EPOCH, previous.as_ref());
            all.push((number, (*words).to_owned(), previous.map(|it| it.to_string()), hash.to_string()));
            previous = Some(hash);
        }
        all
    }

    fn walk(rows: &[Stored], anchors: &[Anchor]) -> Result<(), Break> {
        let mut walk = Walk::new(anchors);
        for (number, words, previous, hash) in rows {
            let said = entry(words);
            let id = EntryNumber::new(1).unwrap();
            let fields = Fields { number: *number, ..said.fields(id, Timestamp::UNIX_EPOCH) };
            walk.step(&fields, previous.as_deref(), hash)?;
        }
        walk.end()
    }

    #[test]
    fn the_first_row_that_is_not_as_written_is_named() {
        let rows = chained(&["甲", "乙", "丙", "丁", "戊"]);
        assert_eq!(walk(&rows, &[]), Ok(()));
        let tampered = |change: &dyn Fn(&mut Vec<Stored>)| {
            let mut copy = rows.clone();
            change(&mut copy);
            walk(&copy, &[]).unwrap_err()
        };
        assert_eq!(tampered(&|it| it[2].1 = "改".to_owned()), Break::Changed(3));
        assert_eq!(tampered(&|it| drop(it.remove(2))), Break::Removed(3, 3));
        assert_eq!(tampered(&|it| drop(it.drain(..2))), Break::Removed(1, 2));
        assert_eq!(tampered(&|it| it.insert(0, (0, String::new(), None, String::new()))), Break::Inserted(0));
        let anew = |it: &mut Vec<Stored>| {
            let id = EntryNumber::new(3).unwrap();
            let previous = it[1].3.parse().unwrap();
            it[2].1 = "改".to_owned();
            it[2].3 = entry("改").hash(id, Timestamp::UNIX_EPOCH, Some(&previous)).to_string();
        };
        assert_eq!(tampered(&anew), Break::Unlinked(4), "the hash was computed anew, the next row betrays it");
    }

    #[test]
    fn an_anchor_betrays_a_cut_tail_and_a_chain_computed_anew() {
        let rows = chained(&["甲", "乙", "丙"]);
        let anchor = |rows: &[Stored], at: usize| Anchor {
            number: EntryNumber::new(rows[at].0).unwrap(),
            hash: rows[at].3.parse().unwrap(),
        };
        let head = anchor(&rows, 2);
        assert_eq!(walk(&rows, &[head]), Ok(()));
        assert_eq!(walk(&rows[..1], &[]), Ok(()), "without one the cut is not seen");
        assert_eq!(walk(&rows[..1], &[head]), Err(Break::Truncated(1, 3)));
        let forged = chained(&["甲", "假", "丙"]);
        assert_eq!(walk(&forged, &[]), Ok(()));
        assert_eq!(walk(&forged, &[head]), Err(Break::Rewritten(3)));
        assert_eq!(head.to_string().parse(), Ok(head));
        for bad in ["", "3", "3:", "0:aa", &head.to_string()[..20]] {
            assert!(bad.parse::<Anchor>().is_err(), "{bad}");
        }
    }

    #[test]
    fn the_hash_depends_on_every_field_and_on_where_each_ends() {
        let base = Fields {
            number: 1,
            at: 2,
            person: Some(3),
            name: "甲",
            organ: "乙",
            deed: "exported",
            kind: "bill",
            object: "noise",
            details: "丙",
        };
        let hashes = [
            entry_hash(&base, None),
            entry_hash(&base, Some("x")),
            entry_hash(&Fields { number: 2, ..base }, None),
            entry_hash(&Fields { at: 3, ..base }, None),
            entry_hash(&Fields { person: None, ..base }, None),
            entry_hash(&Fields { name: "甲乙", organ: "", ..base }, None),
            entry_hash(&Fields { organ: "乙e", deed: "xported", ..base }, None),
            entry_hash(&Fields { kind: "person", ..base }, None),
            entry_hash(&Fields { object: "noise丙", details: "", ..base }, None),
            entry_hash(&Fields { details: "丁", ..base }, None),
        ];
        let distinct: std::collections::HashSet<_> = hashes.iter().collect();
        assert_eq!(distinct.len(), hashes.len());
    }
}
