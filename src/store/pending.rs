//! People who gave the right password and have not shown the second factor yet.

use super::row::At;
use super::{StoreResult, Tx, args};
use crate::procedure::Digest;
use crate::procedure::person::PersonId;
use jiff::Timestamp;

const ADD: &str = "insert into pending_sign_in (token_sha256, person, made_at) values ($1, $2, $3)";
const GET: &str = "select person from pending_sign_in where token_sha256 = $1 and made_at >= $2";
const END: &str = "delete from pending_sign_in where token_sha256 = $1";
const END_OF: &str = "delete from pending_sign_in where person = $1";
const END_OLD: &str = "delete from pending_sign_in where made_at < $1";

/// Notes that this person gave the right password.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn add(tx: &mut Tx, token: Digest, person: PersonId, now: Timestamp) -> StoreResult<()> {
    tx.execute(ADD, args![token, person.get(), now.as_millisecond()]).await?;
    Ok(())
}

/// Who gave the password, if that was not before `oldest`.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn get(tx: &mut Tx, token: Digest, oldest: Timestamp) -> StoreResult<Option<PersonId>> {
    let row: Option<(i64,)> = tx.optional(GET, args![token, oldest.as_millisecond()]).await?;
    let read =
        |(id,): (i64,)| PersonId::new(id).map_err(|error| At { table: "pending_sign_in", row: &id }.wrong(error));
    row.map(read).transpose()
}

/// Ends one.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn end(tx: &mut Tx, token: Digest) -> StoreResult<()> {
    tx.execute(END, args![token]).await?;
    Ok(())
}

/// Ends all of a person.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn end_of(tx: &mut Tx, person: PersonId) -> StoreResult<()> {
    tx.execute(END_OF, args![person.get()]).await?;
    Ok(())
}

/// Ends those from before `oldest`.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn end_old(tx: &mut Tx, oldest: Timestamp) -> StoreResult<()> {
    tx.execute(END_OLD, args![oldest.as_millisecond()]).await?;
    Ok(())
}
