//! Failures one after the other, for waiting times. Within a bound: old rows go, and when there are too many, the oldest.

use super::row::At;
use super::{Lock, StoreResult, Tx, args, lock};
use crate::procedure::Digest;
use crate::procedure::account::{Failures, Patience};
use jiff::Timestamp;

/// The most subjects that are remembered.
const MAX_SUBJECTS: i64 = 100_000;

#[derive(sqlx::FromRow)]
struct Row {
    failures: i64,
    last_at: i64,
}

const GET: &str = "select failures, last_at from failed_attempt where subject_sha256 = $1";
const PUT: &str = "insert into failed_attempt (subject_sha256, failures, last_at) values ($1, $2, $3) \
                   on conflict (subject_sha256) do update set failures = $2, last_at = $3";
const TAKE_BACK: &str = "update failed_attempt set failures = failures - 1 where subject_sha256 = $1 and failures > 0";
const FORGET: &str = "delete from failed_attempt where subject_sha256 = $1";
const FORGET_OLD: &str = "delete from failed_attempt where last_at < $1";
const COUNT: &str = "select cast(count(*) as bigint) from failed_attempt";
const FORGET_OLDEST: &str = "delete from failed_attempt where subject_sha256 in \
                             (select subject_sha256 from failed_attempt order by last_at limit $1)";

/// Waits until nobody else counts, until the end of `tx`: read, decide and write are one step.
///
/// # Errors
/// See [`super::lock`].
pub async fn hold(tx: &mut Tx) -> StoreResult<()> {
    lock(tx, Lock::Attempts).await
}

/// The failures of this subject.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn get(tx: &mut Tx, subject: Digest) -> StoreResult<Option<Failures>> {
    let row: Option<Row> = tx.optional(GET, args![subject]).await?;
    let short = subject.short();
    let at = At { table: "failed_attempt", row: &short };
    row.map(|row| Ok(Failures { count: row.failures, last: at.instant(row.last_at)? })).transpose()
}

/// Counts one more failure. New subjects push out the oldest beyond [`MAX_SUBJECTS`].
///
/// # Errors
/// See [`super::bills::all`].
pub async fn count(tx: &mut Tx, subject: Digest, patience: &Patience, now: Timestamp) -> StoreResult<()> {
    let before = get(tx, subject).await?;
    if before.is_none() {
        make_room(tx, MAX_SUBJECTS, now).await?;
    }
    let after = patience.after(before, now);
    tx.execute(PUT, args![subject, after.count, after.last.as_millisecond()]).await?;
    Ok(())
}

/// Takes back what was counted for an attempt that turned out to be none.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn take_back(tx: &mut Tx, subject: Digest) -> StoreResult<()> {
    tx.execute(TAKE_BACK, args![subject]).await?;
    Ok(())
}

/// Forgets the failures of this subject: it proved itself.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn forget(tx: &mut Tx, subject: Digest) -> StoreResult<()> {
    tx.execute(FORGET, args![subject]).await?;
    Ok(())
}

async fn make_room(tx: &mut Tx, most: i64, now: Timestamp) -> StoreResult<()> {
    tx.execute(FORGET_OLD, args![Patience::forgotten(now).as_millisecond()]).await?;
    let row: Option<(i64,)> = tx.optional(COUNT, args![]).await?;
    let over = row.map_or(0, |it| it.0) + 1 - most;
    if over > 0 {
        tx.execute(FORGET_OLDEST, args![over]).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Db, Target, migrate};

    #[tokio::test]
    async fn the_oldest_go_when_there_are_too_many() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Target::Sqlite(folder.path().join("k.db"))).await.unwrap();
        let at = |second| Timestamp::from_second(1_000_000 + second).unwrap();
        migrate(&db, at(0)).await.unwrap();
        let mut tx = db.write().await.unwrap();
        let patience = Patience { free: 5, first: jiff::SignedDuration::from_secs(30), forgives: None };
        let subject = |number: i64| Digest::of(&number.to_be_bytes());
        for number in 0..5 {
            count(&mut tx, subject(number), &patience, at(number)).await.unwrap();
        }
        count(&mut tx, subject(0), &patience, at(6)).await.unwrap();
        make_room(&mut tx, 4, at(7)).await.unwrap();
        let mut left = Vec::new();
        for number in 0..5 {
            left.push(get(&mut tx, subject(number)).await.unwrap().map(|it| it.count));
        }
        assert_eq!(left, [Some(2), None, None, Some(1), Some(1)]);
        make_room(&mut tx, 4, at(24 * 3600 + 5)).await.unwrap();
        assert_eq!(get(&mut tx, subject(4)).await.unwrap(), None);
        assert_eq!(get(&mut tx, subject(0)).await.unwrap().map(|it| it.count), Some(2));
    }
}
