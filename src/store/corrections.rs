//! The log of corrections. It only grows: what ended stays, with how and by whom.

use super::row::At;
use super::{Lock, StoreError, StoreResult, Tx, args, lock};
use crate::law::path::ProvisionPath;
use crate::procedure::correction::{Correction, CorrectionId, End, Named, NewCorrection, Pair, Signer};
use crate::procedure::{Slug, VersionId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    bill: String,
    old_version: i64,
    new_version: i64,
    kind: String,
    old_articles: String,
    new_articles: String,
    note: Option<String>,
    author: String,
    organ: String,
    made_at: i64,
    successor: Option<i64>,
    end_author: Option<String>,
    end_organ: Option<String>,
    ended_at: Option<i64>,
}

/// A named article in the table.
#[derive(Serialize, Deserialize)]
struct Stored {
    path: String,
    words: String,
}

impl Row {
    fn read(self) -> StoreResult<Correction> {
        let at = At { table: "correction", row: &self.id };
        let pair = pair(&at, &self.bill, self.old_version, self.new_version)?;
        Ok(Correction {
            id: id(&at, self.id)?,
            pair,
            kind: at.parse(&self.kind)?,
            old: named(&at, &self.old_articles)?,
            new: named(&at, &self.new_articles)?,
            note: self.note.clone(),
            by: signer(&at, &self.author, &self.organ)?,
            made_at: at.instant(self.made_at)?,
            end: self.end(&at)?,
        })
    }

    fn end(&self, at: &At<'_>) -> StoreResult<Option<End>> {
        let Some(ended_at) = self.ended_at else { return Ok(None) };
        let ended_at = at.instant(ended_at)?;
        match (self.successor, &self.end_author, &self.end_organ) {
            (Some(successor), None, None) => Ok(Some(End::Replaced { by: id(at, successor)?, at: ended_at })),
            (None, Some(name), Some(organ)) => Ok(Some(End::Withdrawn { by: signer(at, name, organ)?, at: ended_at })),
            _ => Err(at.wrong("替换或撤销的记录不完整")),
        }
    }
}

fn id(at: &At<'_>, number: i64) -> StoreResult<CorrectionId> {
    CorrectionId::new(number).map_err(|error| at.wrong(error))
}

fn pair(at: &At<'_>, bill: &str, old: i64, new: i64) -> StoreResult<Pair> {
    Pair::new(at.parse(bill)?, at.version(old)?, at.version(new)?).map_err(|error| at.wrong(error))
}

fn signer(at: &At<'_>, name: &str, organ: &str) -> StoreResult<Signer> {
    Signer::new(name, organ).map_err(|error| at.wrong(error))
}

fn named(at: &At<'_>, json: &str) -> StoreResult<Vec<Named>> {
    let stored: Vec<Stored> = serde_json::from_str(json).map_err(|error| at.wrong(error))?;
    stored.into_iter().map(|it| Ok(Named::new(at.parse::<ProvisionPath>(&it.path)?, it.words))).collect()
}

fn json(articles: &[Named]) -> StoreResult<String> {
    let stored: Vec<Stored> =
        articles.iter().map(|it| Stored { path: it.path().to_string(), words: it.words().to_owned() }).collect();
    serde_json::to_string(&stored).map_err(|error| StoreError::Driver(error.to_string()))
}

const OF_PAIR: &str = "select c.id, c.bill, c.old_version, c.new_version, c.kind, c.old_articles, c.new_articles, \
                       c.note, c.author, c.organ, c.made_at, e.successor, e.author as end_author, \
                       e.organ as end_organ, e.ended_at from correction c \
                       left join correction_end e on e.correction = c.id \
                       where c.bill = $1 and c.old_version = $2 and c.new_version = $3 order by c.id";
const GET: &str = "select c.id, c.bill, c.old_version, c.new_version, c.kind, c.old_articles, c.new_articles, \
                   c.note, c.author, c.organ, c.made_at, e.successor, e.author as end_author, \
                   e.organ as end_organ, e.ended_at from correction c \
                   left join correction_end e on e.correction = c.id where c.id = $1";
const PAIRS: &str = "select c.bill, c.old_version, c.new_version, cast(max(c.id) as bigint) as latest, \
                     cast(count(*) as bigint) as made, cast(count(e.correction) as bigint) as ended \
                     from correction c left join correction_end e on e.correction = c.id \
                     group by c.bill, c.old_version, c.new_version \
                     order by c.bill, c.old_version, c.new_version";
const NEXT: &str = "select cast(coalesce(max(id), 0) + 1 as bigint) from correction";
const INSERT: &str = "insert into correction (id, bill, old_version, new_version, kind, old_articles, new_articles, \
                      note, author, organ, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const END: &str = "insert into correction_end (correction, successor, author, organ, ended_at) \
                   values ($1, $2, $3, $4, $5)";

/// How far the log of a pair has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairLog {
    /// The texts.
    pub pair: Pair,
    /// The last correction.
    pub latest: CorrectionId,
    /// How many were made.
    pub made: i64,
    /// How many of them ended.
    pub ended: i64,
}

impl PairLog {
    /// Whether some have neither been replaced nor withdrawn.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.ended < self.made
    }
}

#[derive(sqlx::FromRow)]
struct PairRow {
    bill: String,
    old_version: i64,
    new_version: i64,
    latest: i64,
    made: i64,
    ended: i64,
}

/// Holds the log until the end of `tx`: who reads it to decide, and then adds, must be alone.
///
/// # Errors
/// See [`lock`].
pub async fn hold(tx: &mut Tx) -> StoreResult<()> {
    lock(tx, Lock::Corrections).await
}

/// Everything that was said about a pair, in order.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn of_pair(tx: &mut Tx, pair: &Pair) -> StoreResult<Vec<Correction>> {
    let rows: Vec<Row> = tx.all(OF_PAIR, args![pair.bill(), pair.old(), pair.new_version()]).await?;
    rows.into_iter().map(Row::read).collect()
}

/// A correction.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn get(tx: &mut Tx, id: CorrectionId) -> StoreResult<Option<Correction>> {
    let row: Option<Row> = tx.optional(GET, args![id.get()]).await?;
    row.map(Row::read).transpose()
}

/// All pairs of which something was said.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn pairs(tx: &mut Tx) -> StoreResult<Vec<PairLog>> {
    let rows: Vec<PairRow> = tx.all(PAIRS, args![]).await?;
    let read = |row: PairRow| {
        let name = format!("{} v{}..v{}", row.bill, row.old_version, row.new_version);
        let at = At { table: "correction", row: &name };
        let pair = pair(&at, &row.bill, row.old_version, row.new_version)?;
        Ok(PairLog { pair, latest: id(&at, row.latest)?, made: row.made, ended: row.ended })
    };
    rows.into_iter().map(read).collect()
}

/// Adds a correction to the log, and to each that it replaces that it did. [`hold`] the log before.
///
/// # Errors
/// See [`super::bills::all`]; [`StoreError::Constraint`] when one of those it replaces has ended already.
pub async fn add(tx: &mut Tx, new: &NewCorrection, now: Timestamp) -> StoreResult<CorrectionId> {
    hold(tx).await?;
    let next: Option<(i64,)> = tx.optional(NEXT, args![]).await?;
    let number = next.map_or(1, |it| it.0);
    let (bill, old, newer): (&Slug, VersionId, VersionId) = (new.pair.bill(), new.pair.old(), new.pair.new_version());
    let values = args![
        number,
        bill,
        old,
        newer,
        new.kind.code(),
        json(&new.old)?,
        json(&new.new)?,
        &new.note,
        new.by.name(),
        new.by.organ(),
        Some(now),
    ];
    tx.execute(INSERT, values).await?;
    for replaced in &new.replaces {
        tx.execute(END, args![replaced.get(), Some(number), None::<String>, None::<String>, Some(now)]).await?;
    }
    id(&At { table: "correction", row: &number }, number)
}

/// Records that a person withdrew a correction.
///
/// # Errors
/// See [`super::bills::all`]; [`StoreError::Constraint`] when it is not there or has ended already.
pub async fn withdraw(tx: &mut Tx, id: CorrectionId, by: &Signer, now: Timestamp) -> StoreResult<()> {
    tx.execute(END, args![id.get(), None::<i64>, by.name(), by.organ(), Some(now)]).await?;
    Ok(())
}
