//! Signing in by a directory: whose account there is whose here, and attempts that are on their way there.

use super::row::At;
use super::{StoreResult, Tx, args};
use crate::procedure::Digest;
use crate::procedure::person::PersonId;
use jiff::Timestamp;

/// An attempt, by the digests of the token that the browser has and of the state that comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttemptId {
    /// Of the token.
    pub token: Digest,
    /// Of the state.
    pub state: Digest,
}

/// What is remembered of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// What the answer is checked against, sealed.
    pub sealed: String,
    /// Where one wants to go afterwards.
    pub wanted: String,
    /// Who ties an account, if that is what it is for.
    pub person: Option<PersonId>,
}

#[derive(sqlx::FromRow)]
struct Row {
    sealed: String,
    wanted: String,
    person: Option<i64>,
}

const BEGIN: &str = "insert into directory_attempt (token_sha256, state_sha256, sealed, wanted, person, made_at) \
                     values ($1, $2, $3, $4, $5, $6)";
const GET: &str = "select sealed, wanted, person from directory_attempt \
                   where token_sha256 = $1 and state_sha256 = $2 and made_at >= $3";
const END: &str = "delete from directory_attempt where token_sha256 = $1";
const END_OF: &str = "delete from directory_attempt where person = $1";
const END_OLD: &str = "delete from directory_attempt where made_at < $1";
const COUNT: &str = "select cast(count(*) as bigint) from directory_attempt";
const TIED: &str = "select person from person_subject where issuer = $1 and subject = $2";
const HAS: &str = "select person from person_subject where issuer = $1 and person = $2";
const TIE: &str = "insert into person_subject (issuer, subject, person, made_at) values ($1, $2, $3, $4) \
                   on conflict do nothing";
const UNTIE: &str = "delete from person_subject where person = $1";

/// Remembers an attempt.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn begin(tx: &mut Tx, id: AttemptId, attempt: &Attempt, now: Timestamp) -> StoreResult<()> {
    let person = attempt.person.map(PersonId::get);
    let values = args![id.token, id.state, &attempt.sealed, &attempt.wanted, person, now.as_millisecond()];
    tx.execute(BEGIN, values).await?;
    Ok(())
}

/// Uses an attempt up that was not begun before `oldest`: of two that ask one gets it. One whose state is another stays.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn take(tx: &mut Tx, id: AttemptId, oldest: Timestamp) -> StoreResult<Option<Attempt>> {
    let row: Option<Row> = tx.optional(GET, args![id.token, id.state, oldest.as_millisecond()]).await?;
    let Some(row) = row else { return Ok(None) };
    if tx.execute(END, args![id.token]).await? == 0 {
        return Ok(None);
    }
    let short = id.token.short();
    let person = row.person.map(|it| person("directory_attempt", &short, it)).transpose()?;
    Ok(Some(Attempt { sealed: row.sealed, wanted: row.wanted, person }))
}

/// Ends all that a person has begun.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn end_of(tx: &mut Tx, person: PersonId) -> StoreResult<()> {
    tx.execute(END_OF, args![person.get()]).await?;
    Ok(())
}

/// Ends those from before `oldest`; gives how many are left.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn end_old(tx: &mut Tx, oldest: Timestamp) -> StoreResult<i64> {
    tx.execute(END_OLD, args![oldest.as_millisecond()]).await?;
    let row: Option<(i64,)> = tx.optional(COUNT, args![]).await?;
    Ok(row.map_or(0, |it| it.0))
}

/// Whose account here belongs to this account there.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn whose(tx: &mut Tx, issuer: &str, subject: &str) -> StoreResult<Option<PersonId>> {
    let row: Option<(i64,)> = tx.optional(TIED, args![issuer, subject]).await?;
    row.map(|(id,)| person("person_subject", issuer, id)).transpose()
}

/// Whether a person has an account there.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn is_tied(tx: &mut Tx, issuer: &str, person: PersonId) -> StoreResult<bool> {
    let row: Option<(i64,)> = tx.optional(HAS, args![issuer, person.get()]).await?;
    Ok(row.is_some())
}

/// Ties an account there to a person. Gives whether it was: it is not when either is tied already.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn tie(tx: &mut Tx, issuer: &str, subject: &str, person: PersonId, now: Timestamp) -> StoreResult<bool> {
    Ok(tx.execute(TIE, args![issuer, subject, person.get(), now.as_millisecond()]).await? == 1)
}

/// Unties whatever is tied to a person. Gives whether anything was.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn untie(tx: &mut Tx, person: PersonId) -> StoreResult<bool> {
    Ok(tx.execute(UNTIE, args![person.get()]).await? > 0)
}

fn person(table: &'static str, row: &str, id: i64) -> StoreResult<PersonId> {
    PersonId::new(id).map_err(|error| At { table, row: &row }.wrong(error))
}
