//! Recomputes what the database claims: the SHA-256 of every text, the chain of every sealed version, and the chain of the
//! record of what was done.
//!
//! It finds any change of a text or of a fact under the seal. Whoever can rewrite the whole chain with this program's
//! own rule escapes it; against that, keep the last chain hashes（链末值）outside the database.

use super::audit::{self, AuditReport};
use super::dialect::seals_are_guarded;
use super::versions::{self, seal_of};
use super::{StoreResult, Tx, bills, documents};
use crate::procedure::audit::Anchor;
use crate::procedure::{Bill, Digest, Slug, Version, VersionId};

/// What [`verify`] found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Each sealed or open version that was checked.
    pub versions: usize,
    /// Each paper that was checked.
    pub documents: usize,
    /// The chain hash of the last sealed version of each bill.
    pub ends: Vec<(Slug, VersionId, Digest)>,
    /// What does not agree.
    pub broken: Vec<Broken>,
    /// Whether the database itself would refuse to change a sealed version.
    pub guarded: bool,
    /// The record of what was done.
    pub audit: AuditReport,
}

impl Report {
    /// Whether everything agrees, and the database would refuse what must not be done.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.broken.is_empty() && self.guarded && self.audit.broken.is_none() && self.audit.guarded
    }
}

/// Something that does not agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The bill.
    pub bill: Slug,
    /// The version (v2) or paper (explanation).
    pub part: String,
    /// What does not agree, in Chinese.
    pub what: String,
}

/// Checks all texts, one at a time, and the record of what was done. `anchors` are last entries of the record that were
/// kept outside the database.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn verify(tx: &mut Tx, anchors: &[Anchor]) -> StoreResult<Report> {
    let guarded = seals_are_guarded(tx).await?;
    let mut report = Report { guarded, audit: audit::verify(tx, anchors).await?, ..Report::default() };
    for bill in bills::all(tx).await? {
        let mut previous: Option<Version> = None;
        for version in versions::of_bill(tx, &bill.slug).await? {
            let text = versions::text(tx, &bill.slug, version.id()).await?.unwrap_or_default();
            report.versions += 1;
            for what in faults(&bill, &version, previous.as_ref(), &text) {
                report.broken.push(Broken { bill: bill.slug.clone(), part: version.id().to_string(), what });
            }
            previous = Some(version);
        }
        if let Some((id, seal)) = previous.and_then(|it| Some((it.id(), it.seal?))) {
            report.ends.push((bill.slug.clone(), id, seal.chain));
        }
        for document in documents::of_bill(tx, &bill.slug).await? {
            let text = documents::text(tx, &bill.slug, &document.name).await?.unwrap_or_default();
            report.documents += 1;
            if let Some(what) = text_fault(&text, document.text_sha256) {
                report.broken.push(Broken { bill: bill.slug.clone(), part: document.name.to_string(), what });
            }
        }
    }
    Ok(report)
}

fn faults(bill: &Bill, version: &Version, previous: Option<&Version>, text: &str) -> Vec<String> {
    let mut found: Vec<String> = text_fault(text, version.text_sha256).into_iter().collect();
    if version.id().previous() != previous.map(Version::id) {
        found.push("前一文本缺失".to_owned());
    }
    let Some(seal) = version.seal else { return found };
    let before = previous.and_then(|it| it.seal).map(|it| it.chain);
    if previous.is_some() && before.is_none() {
        found.push("前一文本没有封存".to_owned());
    }
    if seal.predecessor != before {
        found.push("登记的前一文本校验值与前一文本不符".to_owned());
    }
    let chain = seal_of(&bill.slug, bill.kind, version, seal.predecessor);
    if chain != seal.chain {
        found.push(format!("链校验值不符：登记 {}，实算 {}", seal.chain.short(), chain.short()));
    }
    found
}

fn text_fault(text: &str, recorded: Digest) -> Option<String> {
    let actual = Digest::of(text.as_bytes());
    (actual != recorded)
        .then(|| format!("文本与登记的 SHA-256 不符：登记 {}，实算 {}", recorded.short(), actual.short()))
}
