//! A version of the text of a bill, and the chain of hashes that makes a silent change visible.

use super::{BillKind, Digest, Invalid, Reading, Slug, Stage, serde_as_text};
use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::str::FromStr;

/// `v1`, `v2` …: the place of a version among those of its bill, and its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VersionId(u16);

impl VersionId {
    /// The highest number that is accepted.
    pub const MAX: u16 = 999;

    /// The version with this number.
    ///
    /// # Errors
    /// The number is 0 or above [`VersionId::MAX`].
    pub fn new(number: u16) -> Result<Self, Invalid> {
        if (1..=Self::MAX).contains(&number) { Ok(Self(number)) } else { Err(Self::invalid(&number.to_string())) }
    }

    /// The number, from one.
    #[must_use]
    pub fn number(self) -> u16 {
        self.0
    }

    /// The version before this one, unless this is the first.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        (self.0 > 1).then(|| Self(self.0 - 1))
    }

    fn invalid(given: &str) -> Invalid {
        Invalid::new("版本号", given, "应为 v1、v2、v3……")
    }
}

impl FromStr for VersionId {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let digits = text.strip_prefix('v').filter(|it| !it.starts_with('0') && it.bytes().all(|b| b.is_ascii_digit()));
        let number = digits.and_then(|it| it.parse().ok()).ok_or_else(|| Self::invalid(text))?;
        Self::new(number).map_err(|_| Self::invalid(text))
    }
}

impl fmt::Display for VersionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v{}", self.0)
    }
}

serde_as_text!(VersionId, |it: &VersionId| *it);

/// What is recorded about a version besides its text. All of it is under the seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionFacts {
    /// Its place and address.
    pub id: VersionId,
    /// What the text is called at this point.
    pub stage: Stage,
    /// What it is called in print; usually [`Stage::label`], 修订草案 and the like where the bill is of that kind.
    pub label: String,
    /// The reading it was before, if any.
    pub reading: Option<Reading>,
    /// The day it bears.
    pub dated: Date,
    /// The session it was before.
    pub session: Option<String>,
}

/// A version. Its text is kept apart because most pages do not need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// What is recorded about it.
    pub facts: VersionFacts,
    /// The SHA-256 of the text as imported, byte for byte.
    pub text_sha256: Digest,
    /// The seal; a version without one may still be replaced.
    pub seal: Option<Seal>,
}

impl Version {
    /// Its place and address.
    #[must_use]
    pub fn id(&self) -> VersionId {
        self.facts.id
    }

    /// Whether its text can never change again.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        self.seal.is_some()
    }
}

/// What makes a version immutable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seal {
    /// When it was sealed.
    pub sealed_at: Timestamp,
    /// The chain hash of the version before it; `None` for the first.
    pub predecessor: Option<Digest>,
    /// [`chain_hash`] of this version.
    pub chain: Digest,
}

/// The hash that binds a version to its bill, its facts, its text, and through `predecessor` to all before it.
///
/// Every field is preceded by its length in bytes (eight, big endian), so that no two records have the same bytes.
#[must_use]
pub fn chain_hash(
    bill: &Slug,
    kind: BillKind,
    facts: &VersionFacts,
    text_sha256: &Digest,
    predecessor: Option<&Digest>,
) -> Digest {
    let fields = [
        "kaimen-version-1".to_owned(),
        bill.to_string(),
        kind.code().to_owned(),
        facts.id.to_string(),
        facts.stage.code().to_owned(),
        facts.label.clone(),
        facts.reading.map(|it| it.get().to_string()).unwrap_or_default(),
        facts.dated.to_string(),
        facts.session.clone().unwrap_or_default(),
        text_sha256.to_string(),
        predecessor.map(Digest::to_string).unwrap_or_default(),
    ];
    let mut hasher = Sha256::new();
    for field in fields {
        hasher.update((field.len() as u64).to_be_bytes());
        hasher.update(field.as_bytes());
    }
    Digest::from_bytes(hasher.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn facts() -> VersionFacts {
        VersionFacts {
            id: VersionId(2),
            stage: Stage::RevisedDraft,
            label: "草案修改稿".to_owned(),
            reading: Reading::new(2).ok(),
            dated: date(2026, 6, 30),
            session: Some("第三十三次会议".to_owned()),
        }
    }

    #[test]
    fn a_version_has_one_spelling() {
        assert_eq!("v12".parse::<VersionId>().map(VersionId::number), Ok(12));
        for bad in ["", "v", "v0", "v01", "1", "V1", "v+1", "v1000", "v99999", "v一"] {
            assert!(bad.parse::<VersionId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn the_chain_hash_depends_on_every_fact() {
        let slug: Slug = "a".parse().expect("a slug");
        let text = Digest::of(b"text");
        let hash = |f: &VersionFacts, t: &Digest, p| chain_hash(&slug, BillKind::Enact, f, t, p);
        let original = hash(&facts(), &text, None);
        let mut others = vec![
            hash(&facts(), &Digest::of(b"other"), None),
            hash(&facts(), &text, Some(&text)),
            chain_hash(&"b".parse().expect("a slug"), BillKind::Enact, &facts(), &text, None),
            chain_hash(&slug, BillKind::Revise, &facts(), &text, None),
            hash(&VersionFacts { id: VersionId(3), ..facts() }, &text, None),
            hash(&VersionFacts { stage: Stage::VoteDraft, ..facts() }, &text, None),
            hash(&VersionFacts { label: "草案".to_owned(), ..facts() }, &text, None),
            hash(&VersionFacts { reading: None, ..facts() }, &text, None),
            hash(&VersionFacts { dated: date(2026, 7, 1), ..facts() }, &text, None),
            hash(&VersionFacts { session: None, ..facts() }, &text, None),
        ];
        others.push(original);
        let distinct: std::collections::HashSet<_> = others.iter().collect();
        assert_eq!(distinct.len(), others.len());
        assert_eq!(hash(&facts(), &text, None), original, "and on nothing else");
    }
}
