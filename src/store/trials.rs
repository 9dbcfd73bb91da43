//! Trials (试改文本). They only grow; the database holds that.

use super::row::At;
use super::{Lock, StoreResult, Tx, args, lock};
use crate::procedure::correction::Signer;
use crate::procedure::trial::{NewTrial, Trial, TrialHead, TrialId};
use crate::procedure::{Digest, Slug};
use jiff::Timestamp;

#[derive(sqlx::FromRow)]
struct Row {
    bill: String,
    number: i64,
    base: i64,
    base_sha256: String,
    label: String,
    decision: String,
    text: String,
    text_sha256: String,
    author: String,
    organ: String,
    kept_at: i64,
}

impl Row {
    fn read(self) -> StoreResult<Trial> {
        let name = format!("{} t{}", self.bill, self.number);
        let at = At { table: "trial", row: &name };
        let id = id(&at, self.number)?;
        let kept = NewTrial {
            bill: at.parse(&self.bill)?,
            base: at.version(self.base)?,
            base_sha256: at.parse(&self.base_sha256)?,
            label: self.label,
            decision: self.decision,
            text: self.text,
            by: Signer::new(&self.author, &self.organ).map_err(|error| at.wrong(error))?,
        };
        Ok(Trial { id, kept, text_sha256: at.parse(&self.text_sha256)?, kept_at: at.instant(self.kept_at)? })
    }
}

fn id(at: &At<'_>, number: i64) -> StoreResult<TrialId> {
    let number = u32::try_from(number).map_err(|error| at.wrong(error))?;
    TrialId::new(number).map_err(|error| at.wrong(error))
}

const GET: &str = "select bill, number, base, base_sha256, label, decision, text, text_sha256, author, organ, kept_at \
                   from trial where bill = $1 and number = $2";
const ALL: &str = "select bill, number, label, kept_at from trial order by bill, number";
const NEXT: &str = "select cast(coalesce(max(number), 0) + 1 as bigint) from trial where bill = $1";
const INSERT: &str = "insert into trial (bill, number, base, base_sha256, label, decision, text, text_sha256, author, \
                      organ, kept_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

/// All trials of all bills, in order, without their texts.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn all(tx: &mut Tx) -> StoreResult<Vec<TrialHead>> {
    let rows: Vec<(String, i64, String, i64)> = tx.all(ALL, args![]).await?;
    let read = |(bill, number, label, kept_at): (String, i64, String, i64)| {
        let name = format!("{bill} t{number}");
        let at = At { table: "trial", row: &name };
        Ok(TrialHead { bill: at.parse(&bill)?, id: id(&at, number)?, label, kept_at: at.instant(kept_at)? })
    };
    rows.into_iter().map(read).collect()
}

/// A trial with its text.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn get(tx: &mut Tx, bill: &Slug, id: TrialId) -> StoreResult<Option<Trial>> {
    let row: Option<Row> = tx.optional(GET, args![bill, i64::from(id.number())]).await?;
    row.map(Row::read).transpose()
}

/// Keeps a trial under the next number of its bill.
///
/// # Errors
/// See [`super::bills::all`]; [`super::StoreError::Constraint`] when there is no such bill.
pub async fn add(tx: &mut Tx, new: &NewTrial, now: Timestamp) -> StoreResult<TrialId> {
    lock(tx, Lock::Trials).await?;
    let next: Option<(i64,)> = tx.optional(NEXT, args![&new.bill]).await?;
    let number = next.map_or(1, |it| it.0);
    let values = args![
        &new.bill,
        number,
        new.base,
        new.base_sha256,
        &new.label,
        &new.decision,
        &new.text,
        Digest::of(new.text.as_bytes()),
        new.by.name(),
        new.by.organ(),
        Some(now),
    ];
    tx.execute(INSERT, values).await?;
    id(&At { table: "trial", row: &number }, number)
}
