//! Sessions: who is signed in, and as which organ. A row is a digest of a token that only the browser has.

use super::row::At;
use super::{StoreError, StoreResult, Tx, args, people};
use crate::procedure::Digest;
use crate::procedure::person::{Appointment, AppointmentId, Person, PersonId};
use jiff::Timestamp;

/// A session with the person it belongs to.
#[derive(Debug, Clone)]
pub struct Session {
    /// The digest of its token.
    pub token: Digest,
    /// Who is signed in.
    pub person: Person,
    /// Every appointment of the person, ended ones among them.
    pub appointments: Vec<Appointment>,
    /// The appointment that was chosen, if one was.
    pub acting: Option<AppointmentId>,
    /// When the person signed in.
    pub made_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
}

/// A session as its owner sees it in a list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The digest of its token.
    pub token: Digest,
    /// With what it was begun: Chrome（Windows）.
    pub device: Option<String>,
    /// When the person signed in.
    pub made_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct ListedRow {
    token_sha256: String,
    device: Option<String>,
    made_at: i64,
    seen_at: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    token_sha256: String,
    person: i64,
    appointment: Option<i64>,
    made_at: i64,
    seen_at: i64,
}

const GET: &str = "select token_sha256, person, appointment, made_at, seen_at from session where token_sha256 = $1";
const ADD: &str =
    "insert into session (token_sha256, person, appointment, made_at, seen_at) values ($1, $2, $3, $4, $4)";
const DESCRIBE: &str = "update session set device = $2 where token_sha256 = $1";
const OF_PERSON: &str = "select token_sha256, device, made_at, seen_at from session where person = $1 \
                         order by seen_at desc, token_sha256";
const TOUCH: &str = "update session set seen_at = $2 where token_sha256 = $1";
const ACT: &str = "update session set appointment = $2 where token_sha256 = $1";
const END: &str = "delete from session where token_sha256 = $1";
const END_OTHERS: &str = "delete from session where person = $1 and token_sha256 <> $2";
const END_ALL: &str = "delete from session where person = $1";
const END_OLD: &str = "delete from session where seen_at < $1 or made_at < $2";

/// The session whose token has this digest.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn get(tx: &mut Tx, token: Digest) -> StoreResult<Option<Session>> {
    let row: Option<Row> = tx.optional(GET, args![token]).await?;
    let Some(row) = row else { return Ok(None) };
    let wrong = |reason: String| StoreError::contradiction("session", token.short(), reason);
    let id = PersonId::new(row.person).map_err(|error| wrong(error.to_string()))?;
    let person = people::get(tx, id).await?.ok_or_else(|| wrong("没有这个人".to_owned()))?;
    let appointments = people::appointments(tx, id).await?;
    let short = token.short();
    let at = At { table: "session", row: &short };
    Ok(Some(Session {
        token: at.parse(&row.token_sha256)?,
        person,
        appointments,
        acting: row.appointment.map(AppointmentId::new).transpose().map_err(|error| at.wrong(error))?,
        made_at: at.instant(row.made_at)?,
        seen_at: at.instant(row.seen_at)?,
    }))
}

/// Begins a session.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn add(
    tx: &mut Tx,
    token: Digest,
    person: PersonId,
    acting: Option<AppointmentId>,
    now: Timestamp,
) -> StoreResult<()> {
    tx.execute(ADD, args![token, person.get(), acting.map(AppointmentId::get), now.as_millisecond()]).await?;
    Ok(())
}

/// Notes with what it was begun.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn describe(tx: &mut Tx, token: Digest, device: &str) -> StoreResult<()> {
    tx.execute(DESCRIBE, args![token, device]).await?;
    Ok(())
}

/// The sessions of a person, the one last used first.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn of_person(tx: &mut Tx, person: PersonId) -> StoreResult<Vec<Listed>> {
    let rows: Vec<ListedRow> = tx.all(OF_PERSON, args![person.get()]).await?;
    let read = |row: ListedRow| {
        let at = At { table: "session", row: &person };
        Ok(Listed {
            token: at.parse(&row.token_sha256)?,
            made_at: at.instant(row.made_at)?,
            seen_at: at.instant(row.seen_at)?,
            device: row.device,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Notes that it was used.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn touch(tx: &mut Tx, token: Digest, now: Timestamp) -> StoreResult<()> {
    tx.execute(TOUCH, args![token, now.as_millisecond()]).await?;
    Ok(())
}

/// From now on the person acts under this appointment.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn act_as(tx: &mut Tx, token: Digest, acting: AppointmentId) -> StoreResult<()> {
    tx.execute(ACT, args![token, acting.get()]).await?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn end(tx: &mut Tx, token: Digest) -> StoreResult<()> {
    tx.execute(END, args![token]).await?;
    Ok(())
}

/// Ends every session of a person, but `kept` if there is one.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn end_of(tx: &mut Tx, person: PersonId, kept: Option<Digest>) -> StoreResult<u64> {
    match kept {
        Some(kept) => tx.execute(END_OTHERS, args![person.get(), kept]).await,
        None => tx.execute(END_ALL, args![person.get()]).await,
    }
}

/// Ends the sessions not used since `idle`, and those begun before `oldest`.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn end_old(tx: &mut Tx, idle: Timestamp, oldest: Timestamp) -> StoreResult<u64> {
    tx.execute(END_OLD, args![idle.as_millisecond(), oldest.as_millisecond()]).await
}
