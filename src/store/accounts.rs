//! What people prove themselves with: passwords, second factors, recovery codes; and whether an account is open.

use super::people::PersonRow;
use super::{StoreResult, Tx, args};
use crate::procedure::Digest;
use crate::procedure::person::{Login, Person, PersonId, Role};
use jiff::Timestamp;
use jiff::civil::Date;
use std::fmt;

/// A person with what is stored of the secrets.
#[derive(Clone)]
pub struct Credentials {
    /// Whose they are.
    pub person: Person,
    /// Argon2id of the password, once there is one.
    pub password: Option<String>,
    /// The second factor, sealed with the installation's key.
    pub second_factor: Option<String>,
}

/// Without the secrets.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("person", &self.person.id).finish_non_exhaustive()
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    login: String,
    name: String,
    active: bool,
    password: Option<String>,
    second_factor: Option<String>,
}

impl Row {
    fn read(self) -> StoreResult<Credentials> {
        let Self { id, login, name, active, password, second_factor } = self;
        let person = PersonRow { id, login, name, active }.read()?;
        Ok(Credentials { person, password, second_factor })
    }
}

const BY_LOGIN: &str = "select id, login, name, active, password, second_factor from person where login = $1";
const GET: &str = "select id, login, name, active, password, second_factor from person where id = $1";
const SET_PASSWORD: &str = "update person set password = $2 where id = $1";
const SET_FACTOR: &str = "update person set second_factor = $2, second_factor_step = $3 where id = $1 \
                          and (second_factor_step is null or second_factor_step < $3)";
const CLEAR_FACTOR: &str = "update person set second_factor = null where id = $1";
const USE_STEP: &str = "update person set second_factor_step = $2 where id = $1 \
                        and (second_factor_step is null or second_factor_step < $2)";
const SET_ACTIVE: &str = "update person set active = $2 where id = $1 and active <> $2";
const CLEAR_CODES: &str = "delete from recovery_code where person = $1";
const ADD_CODE: &str = "insert into recovery_code (person, code_sha256) values ($1, $2)";
const USE_CODE: &str =
    "update recovery_code set used_at = $3 where person = $1 and code_sha256 = $2 and used_at is null";
const CODES_LEFT: &str = "select cast(count(*) as bigint) from recovery_code where person = $1 and used_at is null";
const HOLDERS: &str = "select distinct p.id from person p join appointment a on a.person = p.id \
                       where a.role = $1 and a.ended_at is null and a.from_on <= $2 \
                       and (a.until_on is null or a.until_on >= $2) and p.active and p.password is not null \
                       order by p.id";

/// What is stored of whoever signs in under this name.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn by_login(tx: &mut Tx, login: &Login) -> StoreResult<Option<Credentials>> {
    let row: Option<Row> = tx.optional(BY_LOGIN, args![login.as_str()]).await?;
    row.map(Row::read).transpose()
}

/// What is stored of this person.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn get(tx: &mut Tx, person: PersonId) -> StoreResult<Option<Credentials>> {
    let row: Option<Row> = tx.optional(GET, args![person.get()]).await?;
    row.map(Row::read).transpose()
}

/// Stores a password's hash in the place of the one before.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn set_password(tx: &mut Tx, person: PersonId, hash: &str) -> StoreResult<()> {
    tx.execute(SET_PASSWORD, args![person.get(), hash]).await?;
    Ok(())
}

/// Stores a sealed second factor, and the step whose number proved that it works: that step is used up. Gives whether
/// it was stored; it is not when that step or a later one has been used.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn set_second_factor(tx: &mut Tx, person: PersonId, sealed: &str, step: i64) -> StoreResult<bool> {
    Ok(tx.execute(SET_FACTOR, args![person.get(), sealed, step]).await? == 1)
}

/// Takes the second factor and its recovery codes away.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn clear_second_factor(tx: &mut Tx, person: PersonId) -> StoreResult<()> {
    tx.execute(CLEAR_FACTOR, args![person.get()]).await?;
    tx.execute(CLEAR_CODES, args![person.get()]).await?;
    Ok(())
}

/// Uses a step up. Gives whether it could be: of two processes that ask with the same number one gets `true`.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn use_step(tx: &mut Tx, person: PersonId, step: i64) -> StoreResult<bool> {
    Ok(tx.execute(USE_STEP, args![person.get(), step]).await? == 1)
}

/// Opens an account that was closed. Gives whether it was.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn open(tx: &mut Tx, person: PersonId) -> StoreResult<bool> {
    Ok(tx.execute(SET_ACTIVE, args![person.get(), true]).await? == 1)
}

/// Closes an account: sessions, sign-ins under way and links end with it. Gives whether it was open.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn close(tx: &mut Tx, person: PersonId) -> StoreResult<bool> {
    let changed = tx.execute(SET_ACTIVE, args![person.get(), false]).await? == 1;
    super::sessions::end_of(tx, person, None).await?;
    super::pending::end_of(tx, person).await?;
    super::directory::end_of(tx, person).await?;
    super::invitations::withdraw(tx, person).await?;
    Ok(changed)
}

/// Stores new recovery codes in the place of all old ones.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn set_recovery_codes(tx: &mut Tx, person: PersonId, codes: &[Digest]) -> StoreResult<()> {
    tx.execute(CLEAR_CODES, args![person.get()]).await?;
    for code in codes {
        tx.execute(ADD_CODE, args![person.get(), *code]).await?;
    }
    Ok(())
}

/// Uses a recovery code up. Gives whether it was there and unused.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn use_recovery_code(tx: &mut Tx, person: PersonId, code: Digest, now: Timestamp) -> StoreResult<bool> {
    Ok(tx.execute(USE_CODE, args![person.get(), code, now.as_millisecond()]).await? == 1)
}

/// How many recovery codes are left.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn recovery_codes_left(tx: &mut Tx, person: PersonId) -> StoreResult<i64> {
    let row: Option<(i64,)> = tx.optional(CODES_LEFT, args![person.get()]).await?;
    Ok(row.map_or(0, |it| it.0))
}

/// Who can sign in and holds this role on that day.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn holders(tx: &mut Tx, role: Role, day: Date) -> StoreResult<Vec<PersonId>> {
    let rows: Vec<(i64,)> = tx.all(HOLDERS, args![role.code(), day]).await?;
    let read =
        |(id,): (i64,)| PersonId::new(id).map_err(|error| super::row::At { table: "person", row: &id }.wrong(error));
    rows.into_iter().map(read).collect()
}
