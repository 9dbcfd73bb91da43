//! Versions of texts. A sealed one is never changed: not by these functions, and not by the database.

use super::row::At;
use super::{StoreError, StoreResult, Tx, args};
use crate::procedure::{Bill, BillKind, Digest, Seal, Slug, Version, VersionFacts, VersionId, chain_hash};
use jiff::Timestamp;

#[derive(sqlx::FromRow)]
struct Row {
    bill: String,
    number: i64,
    stage: String,
    label: String,
    reading: Option<i64>,
    dated: String,
    session: Option<String>,
    text_sha256: String,
    sealed_at: Option<i64>,
    predecessor: Option<String>,
    chain: Option<String>,
}

impl Row {
    fn read(self) -> StoreResult<(Slug, Version)> {
        let name = format!("{} v{}", self.bill, self.number);
        let at = At { table: "version", row: &name };
        let seal = match (self.sealed_at, &self.chain) {
            (Some(sealed_at), Some(chain)) => Some(Seal {
                sealed_at: at.instant(sealed_at)?,
                predecessor: at.parse_optional(self.predecessor.as_deref())?,
                chain: at.parse(chain)?,
            }),
            (None, None) => None,
            _ => return Err(at.wrong("封存记录不完整")),
        };
        let facts = VersionFacts {
            id: at.version(self.number)?,
            stage: at.parse(&self.stage)?,
            reading: at.reading_optional(self.reading)?,
            dated: at.parse(&self.dated)?,
            label: self.label,
            session: self.session,
        };
        Ok((at.parse(&self.bill)?, Version { facts, text_sha256: at.parse(&self.text_sha256)?, seal }))
    }
}

const ALL: &str = "select bill, number, stage, label, reading, dated, session, text_sha256, sealed_at, predecessor, \
                   chain from version order by bill, number";
const OF_BILL: &str = "select bill, number, stage, label, reading, dated, session, text_sha256, sealed_at, \
                       predecessor, chain from version where bill = $1 order by number";
const GET: &str = "select bill, number, stage, label, reading, dated, session, text_sha256, sealed_at, \
                   predecessor, chain from version where bill = $1 and number = $2";
const TEXT: &str = "select text from version where bill = $1 and number = $2";
const INSERT: &str = "insert into version (bill, number, stage, label, reading, dated, session, text, text_sha256) \
                      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const REPLACE: &str = "update version set stage = $3, label = $4, reading = $5, dated = $6, session = $7, text = $8, \
                       text_sha256 = $9 where bill = $1 and number = $2 and chain is null";
/// A text that goes is no longer public either; its number may come back for another.
const UNPUBLISH: &str = "delete from publication where bill = $1 and version = $2 and exists \
                         (select 1 from version v where v.bill = $1 and v.number = $2 and v.chain is null)";
const REMOVE: &str = "delete from version where bill = $1 and number = $2 and chain is null";
const SEAL: &str = "update version set sealed_at = $3, predecessor = $4, chain = $5 \
                    where bill = $1 and number = $2 and chain is null";

/// All versions of all bills, without their texts.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn all(tx: &mut Tx) -> StoreResult<Vec<(Slug, Version)>> {
    let rows: Vec<Row> = tx.all(ALL, args![]).await?;
    rows.into_iter().map(Row::read).collect()
}

/// The versions of a bill, in order, without their texts.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn of_bill(tx: &mut Tx, bill: &Slug) -> StoreResult<Vec<Version>> {
    let rows: Vec<Row> = tx.all(OF_BILL, args![bill]).await?;
    rows.into_iter().map(|row| row.read().map(|it| it.1)).collect()
}

/// A version without its text.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn get(tx: &mut Tx, bill: &Slug, id: VersionId) -> StoreResult<Option<Version>> {
    let row: Option<Row> = tx.optional(GET, args![bill, id]).await?;
    row.map(|row| row.read().map(|it| it.1)).transpose()
}

/// The text of a version, byte for byte as it was imported.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn text(tx: &mut Tx, bill: &Slug, id: VersionId) -> StoreResult<Option<String>> {
    let row: Option<(String,)> = tx.optional(TEXT, args![bill, id]).await?;
    Ok(row.map(|it| it.0))
}

/// Adds a version that is not sealed.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn add(tx: &mut Tx, bill: &Slug, facts: &VersionFacts, text: &str) -> StoreResult<()> {
    tx.execute(INSERT, values(bill, facts, text)).await?;
    Ok(())
}

/// Replaces facts and text of a version that is not sealed.
///
/// # Errors
/// [`StoreError::Sealed`] when it is sealed or not there.
pub async fn replace(tx: &mut Tx, bill: &Slug, facts: &VersionFacts, text: &str) -> StoreResult<()> {
    one(tx.execute(REPLACE, values(bill, facts, text)).await?)
}

/// Removes a version that is not sealed.
///
/// # Errors
/// [`StoreError::Sealed`] when it is sealed or not there.
pub async fn remove(tx: &mut Tx, bill: &Slug, id: VersionId) -> StoreResult<()> {
    tx.execute(UNPUBLISH, args![bill, id]).await?;
    one(tx.execute(REMOVE, args![bill, id]).await?)
}

/// Seals a version: from now on it cannot change. The version before it must be sealed.
///
/// # Errors
/// [`StoreError::Sealed`] when it is sealed already or not there, [`StoreError::Contradiction`] when the version
/// before it is not sealed.
pub async fn seal(tx: &mut Tx, bill: &Bill, id: VersionId, now: Timestamp) -> StoreResult<Seal> {
    let version = get(tx, &bill.slug, id).await?.ok_or(StoreError::Sealed)?;
    let predecessor = match id.previous() {
        None => None,
        Some(previous) => Some(chain_of(tx, &bill.slug, previous).await?),
    };
    let chain = seal_of(&bill.slug, bill.kind, &version, predecessor);
    one(tx.execute(SEAL, args![&bill.slug, id, Some(now), predecessor, chain]).await?)?;
    Ok(Seal { sealed_at: now, predecessor, chain })
}

async fn chain_of(tx: &mut Tx, bill: &Slug, id: VersionId) -> StoreResult<Digest> {
    let seal = get(tx, bill, id).await?.and_then(|it| it.seal);
    let missing = || StoreError::contradiction("version", format!("{bill} {id}"), "后面的文本已封存，这一文本却没有");
    Ok(seal.ok_or_else(missing)?.chain)
}

/// The chain hash that a version must have.
pub(super) fn seal_of(bill: &Slug, kind: BillKind, version: &Version, predecessor: Option<Digest>) -> Digest {
    chain_hash(bill, kind, &version.facts, &version.text_sha256, predecessor.as_ref())
}

fn values(bill: &Slug, facts: &VersionFacts, text: &str) -> Vec<args::Val> {
    args![
        bill,
        facts.id,
        facts.stage.code(),
        &facts.label,
        facts.reading,
        facts.dated,
        &facts.session,
        text,
        Digest::of(text.as_bytes()),
    ]
}

/// These statements leave sealed rows alone, so that a row which was not touched was sealed (or is not there).
fn one(rows: u64) -> StoreResult<()> {
    if rows == 1 { Ok(()) } else { Err(StoreError::Sealed) }
}
