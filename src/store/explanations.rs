//! 修改说明. The log only grows: what was written anew stays, with the one that took its place.

use super::row::At;
use super::{Lock, StoreResult, Tx, args, lock};
use crate::procedure::correction::{Pair, Signer};
use crate::procedure::explanation::{Explanation, ExplanationId, NewExplanation};
use jiff::Timestamp;

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    anchor: String,
    words: String,
    author: String,
    organ: String,
    made_at: i64,
    successor: Option<i64>,
}

impl Row {
    fn read(self, pair: &Pair) -> StoreResult<Explanation> {
        let at = At { table: "explanation", row: &self.id };
        let written = NewExplanation {
            pair: pair.clone(),
            anchor: at.parse(&self.anchor)?,
            words: self.words.clone(),
            by: Signer::new(&self.author, &self.organ).map_err(|error| at.wrong(error))?,
            replaces: Vec::new(),
        };
        let successor = self.successor.map(|it| id(&at, it)).transpose()?;
        Ok(Explanation { id: id(&at, self.id)?, written, at: at.instant(self.made_at)?, successor })
    }
}

fn id(at: &At<'_>, number: i64) -> StoreResult<ExplanationId> {
    ExplanationId::new(number).map_err(|error| at.wrong(error))
}

const OF_PAIR: &str = "select e.id, e.anchor, e.words, e.author, e.organ, e.made_at, x.successor from explanation e \
                       left join explanation_end x on x.explanation = e.id \
                       where e.bill = $1 and e.old_version = $2 and e.new_version = $3 order by e.id";
const NEXT: &str = "select cast(coalesce(max(id), 0) + 1 as bigint) from explanation";
const ADD: &str = "insert into explanation (id, bill, old_version, new_version, anchor, words, author, organ, made_at) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const END: &str = "insert into explanation_end (explanation, successor) values ($1, $2)";

/// Holds the log until the end of `tx`: who reads it to decide, and then adds, must be alone.
///
/// # Errors
/// See [`lock`].
pub async fn hold(tx: &mut Tx) -> StoreResult<()> {
    lock(tx, Lock::Explanations).await
}

/// Everything that was written about a pair of readings, in order; of those that took the place of others, only the
/// others say so.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn of_pair(tx: &mut Tx, pair: &Pair) -> StoreResult<Vec<Explanation>> {
    let rows: Vec<Row> = tx.all(OF_PAIR, args![pair.bill(), pair.old(), pair.new_version()]).await?;
    rows.into_iter().map(|it| it.read(pair)).collect()
}

/// Adds an explanation, and to each of which it takes the place that it did. [`hold`] the log before.
///
/// # Errors
/// See [`super::bills::all`]; [`super::StoreError::Constraint`] when another has taken the place of one already.
pub async fn add(tx: &mut Tx, new: &NewExplanation, now: Timestamp) -> StoreResult<ExplanationId> {
    hold(tx).await?;
    let next: Option<(i64,)> = tx.optional(NEXT, args![]).await?;
    let number = next.map_or(1, |it| it.0);
    let pair = &new.pair;
    let values = args![
        number,
        pair.bill(),
        pair.old(),
        pair.new_version(),
        new.anchor.to_string(),
        &new.words,
        new.by.name(),
        new.by.organ(),
        Some(now),
    ];
    tx.execute(ADD, values).await?;
    for replaced in &new.replaces {
        tx.execute(END, args![replaced.get(), number]).await?;
    }
    id(&At { table: "explanation", row: &number }, number)
}
