//! Links that are good once. A row has the digest of the token; only whoever got the link has the token.

use super::row::At;
use super::{StoreResult, Tx, args};
use crate::procedure::Digest;
use crate::procedure::account::Purpose;
use crate::procedure::person::PersonId;
use jiff::Timestamp;

/// A link that is still good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The digest of its token.
    pub token: Digest,
    /// What it is for.
    pub purpose: Purpose,
    /// For whom; nobody yet for the first administrator.
    pub person: Option<PersonId>,
    /// Who made it; nobody when the program did.
    pub made_by: Option<PersonId>,
    /// When it ends.
    pub expires_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    token_sha256: String,
    purpose: String,
    person: Option<i64>,
    made_by: Option<i64>,
    expires_at: i64,
}

impl Row {
    fn read(self) -> StoreResult<Invitation> {
        let short: String = self.token_sha256.chars().take(12).collect();
        let at = At { table: "invitation", row: &short };
        let person = |id: Option<i64>| id.map(PersonId::new).transpose().map_err(|error| at.wrong(error));
        Ok(Invitation {
            token: at.parse(&self.token_sha256)?,
            purpose: at.parse(&self.purpose)?,
            person: person(self.person)?,
            made_by: person(self.made_by)?,
            expires_at: at.instant(self.expires_at)?,
        })
    }
}

const ADD: &str = "insert into invitation (token_sha256, purpose, person, made_by, made_at, expires_at) \
                   values ($1, $2, $3, $4, $5, $6)";
const GET: &str = "select token_sha256, purpose, person, made_by, expires_at from invitation \
                   where token_sha256 = $1 and used_at is null and expires_at > $2";
const OF_PERSON: &str = "select token_sha256, purpose, person, made_by, expires_at from invitation \
                         where person = $1 and used_at is null and expires_at > $2 order by made_at desc";
const USE_UP: &str = "update invitation set used_at = $2 \
                      where token_sha256 = $1 and used_at is null and expires_at > $2";
const WITHDRAW: &str = "delete from invitation where person = $1 and used_at is null";
const WITHDRAW_FIRST: &str = "delete from invitation where purpose = $1 and used_at is null";
const FORGET_OLD: &str = "delete from invitation where expires_at < $1";

/// Adds a link. Earlier ones for the same person that were not used are good no longer.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn add(tx: &mut Tx, invitation: &Invitation, now: Timestamp) -> StoreResult<()> {
    tx.execute(FORGET_OLD, args![now.as_millisecond()]).await?;
    match invitation.person {
        Some(person) => withdraw(tx, person).await?,
        None => {
            tx.execute(WITHDRAW_FIRST, args![invitation.purpose.code()]).await?;
        }
    }
    let (person, by) = (invitation.person.map(PersonId::get), invitation.made_by.map(PersonId::get));
    let (made, ends) = (now.as_millisecond(), invitation.expires_at.as_millisecond());
    tx.execute(ADD, args![invitation.token, invitation.purpose.code(), person, by, made, ends]).await?;
    Ok(())
}

/// The link with this token, if it was not used and has not ended.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn get(tx: &mut Tx, token: Digest, now: Timestamp) -> StoreResult<Option<Invitation>> {
    let row: Option<Row> = tx.optional(GET, args![token, now.as_millisecond()]).await?;
    row.map(Row::read).transpose()
}

/// The link of a person that is still good, if there is one.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn of_person(tx: &mut Tx, person: PersonId, now: Timestamp) -> StoreResult<Option<Invitation>> {
    let row: Option<Row> = tx.optional(OF_PERSON, args![person.get(), now.as_millisecond()]).await?;
    row.map(Row::read).transpose()
}

/// Uses a link up. Gives whether it was still good: of two who ask at once one gets `true`.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn use_up(tx: &mut Tx, token: Digest, now: Timestamp) -> StoreResult<bool> {
    Ok(tx.execute(USE_UP, args![token, now.as_millisecond()]).await? == 1)
}

/// Makes every unused link of a person good no longer.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn withdraw(tx: &mut Tx, person: PersonId) -> StoreResult<()> {
    tx.execute(WITHDRAW, args![person.get()]).await?;
    Ok(())
}
