//! People and their appointments.

use super::row::At;
use super::{Lock, StoreResult, Tx, args, lock};
use crate::procedure::person::{Appointment, AppointmentId, Login, Person, PersonId, Post};
use jiff::Timestamp;
use jiff::civil::Date;

#[derive(sqlx::FromRow)]
pub(super) struct PersonRow {
    pub(super) id: i64,
    pub(super) login: String,
    pub(super) name: String,
    pub(super) active: bool,
}

impl PersonRow {
    pub(super) fn read(self) -> StoreResult<Person> {
        let at = At { table: "person", row: &self.id };
        let id = PersonId::new(self.id).map_err(|error| at.wrong(error))?;
        Ok(Person { id, login: at.parse(&self.login)?, name: self.name.clone(), active: self.active })
    }
}

#[derive(sqlx::FromRow)]
struct AppointmentRow {
    id: i64,
    person: i64,
    role: String,
    organ: String,
    point: Option<String>,
    from_on: String,
    until_on: Option<String>,
    ended_at: Option<i64>,
}

impl AppointmentRow {
    fn read(self) -> StoreResult<Appointment> {
        let at = At { table: "appointment", row: &self.id };
        let post = Post::new(at.parse(&self.role)?, &self.organ, at.parse_optional(self.point.as_deref())?);
        Ok(Appointment {
            id: AppointmentId::new(self.id).map_err(|error| at.wrong(error))?,
            person: PersonId::new(self.person).map_err(|error| at.wrong(error))?,
            post: post.map_err(|error| at.wrong(error))?,
            from: at.parse(&self.from_on)?,
            until: at.parse_optional(self.until_on.as_deref())?,
            ended: self.ended_at.is_some(),
        })
    }
}

const ALL: &str = "select id, login, name, active from person order by id";
const GET: &str = "select id, login, name, active from person where id = $1";
const BY_LOGIN: &str = "select id, login, name, active from person where login = $1";
const NEXT: &str = "select cast(coalesce(max(id), 0) + 1 as bigint) from person";
const ADD: &str = "insert into person (id, login, name, active, made_at) values ($1, $2, $3, $4, $5)";
const APPOINTMENTS: &str =
    "select id, person, role, organ, point, from_on, until_on, ended_at from appointment where person = $1 order by id";
const ALL_APPOINTMENTS: &str =
    "select id, person, role, organ, point, from_on, until_on, ended_at from appointment order by person, id";
const NEXT_APPOINTMENT: &str = "select cast(coalesce(max(id), 0) + 1 as bigint) from appointment";
const APPOINT: &str = "insert into appointment (id, person, role, organ, point, from_on, until_on) \
                       values ($1, $2, $3, $4, $5, $6, $7)";
const END: &str = "update appointment set ended_at = $2 where id = $1 and ended_at is null";

/// All people, in the order in which they came.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn all(tx: &mut Tx) -> StoreResult<Vec<Person>> {
    let rows: Vec<PersonRow> = tx.all(ALL, args![]).await?;
    rows.into_iter().map(PersonRow::read).collect()
}

/// The person with this number.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn get(tx: &mut Tx, id: PersonId) -> StoreResult<Option<Person>> {
    let row: Option<PersonRow> = tx.optional(GET, args![id.get()]).await?;
    row.map(PersonRow::read).transpose()
}

/// The person who signs in under this name.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn by_login(tx: &mut Tx, login: &Login) -> StoreResult<Option<Person>> {
    let row: Option<PersonRow> = tx.optional(BY_LOGIN, args![login.as_str()]).await?;
    row.map(PersonRow::read).transpose()
}

/// Waits until nobody else changes people, until the end of `tx`.
///
/// # Errors
/// See [`super::lock`].
pub async fn hold(tx: &mut Tx) -> StoreResult<()> {
    lock(tx, Lock::People).await
}

/// Adds a person who cannot sign in yet: there is no password.
///
/// # Errors
/// See [`super::bills::all`]; the name for signing in is taken.
pub async fn add(tx: &mut Tx, login: &Login, name: &str, now: Timestamp) -> StoreResult<PersonId> {
    lock(tx, Lock::People).await?;
    let id = next(tx, NEXT).await?;
    tx.execute(ADD, args![id, login.as_str(), name, true, now.as_millisecond()]).await?;
    PersonId::new(id).map_err(|error| At { table: "person", row: &id }.wrong(error))
}

/// The appointments of a person, ended ones among them, in the order in which they were made.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn appointments(tx: &mut Tx, person: PersonId) -> StoreResult<Vec<Appointment>> {
    let rows: Vec<AppointmentRow> = tx.all(APPOINTMENTS, args![person.get()]).await?;
    rows.into_iter().map(AppointmentRow::read).collect()
}

/// All appointments of all people.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn all_appointments(tx: &mut Tx) -> StoreResult<Vec<Appointment>> {
    let rows: Vec<AppointmentRow> = tx.all(ALL_APPOINTMENTS, args![]).await?;
    rows.into_iter().map(AppointmentRow::read).collect()
}

/// Appoints a person.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn appoint(
    tx: &mut Tx,
    person: PersonId,
    post: &Post,
    from: Date,
    until: Option<Date>,
) -> StoreResult<AppointmentId> {
    lock(tx, Lock::People).await?;
    let id = next(tx, NEXT_APPOINTMENT).await?;
    let (role, point) = (post.role().code(), post.point().map(ToString::to_string));
    tx.execute(APPOINT, args![id, person.get(), role, post.organ(), point, from, until]).await?;
    AppointmentId::new(id).map_err(|error| At { table: "appointment", row: &id }.wrong(error))
}

/// Ends an appointment now. One that has ended stays as it is.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn end_appointment(tx: &mut Tx, id: AppointmentId, now: Timestamp) -> StoreResult<()> {
    tx.execute(END, args![id.get(), now.as_millisecond()]).await?;
    Ok(())
}

async fn next(tx: &mut Tx, sql: &'static str) -> StoreResult<i64> {
    let row: Option<(i64,)> = tx.optional(sql, args![]).await?;
    Ok(row.map_or(1, |it| it.0))
}
