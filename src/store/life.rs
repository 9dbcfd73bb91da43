//! The life of bills: projects, the log of steps, papers added at the desk, and what an import made public. The log and
//! the papers only grow; the database holds that.
//!
//! `cases.rs` puts a bill together with everything that a step depends on.

mod cases;

pub use cases::{case, cases};

use super::row::At;
use super::{Lock, StoreResult, Tx, args, lock};
use crate::procedure::correction::Signer;
use crate::procedure::life::{Accepted, Project, Recorder, Step, Transition};
use crate::procedure::person::{AppointmentId, PersonId};
use crate::procedure::{BillState, Digest, Document, DocumentName, Slug, VersionId};
use jiff::Timestamp;
use jiff::civil::Date;

#[derive(sqlx::FromRow)]
struct EntryRow {
    bill: String,
    number: i64,
    act: String,
    from_state: String,
    from_reading: Option<i64>,
    to_state: String,
    to_reading: Option<i64>,
    happened_on: String,
    actor: String,
    reason: Option<String>,
    details: String,
    warnings: String,
    undoes: Option<i64>,
    person: Option<i64>,
    appointment: Option<i64>,
    author: Option<String>,
    organ: Option<String>,
    recorded_at: i64,
}

impl EntryRow {
    fn read(self) -> StoreResult<(Slug, Transition)> {
        let name = format!("{} {}", self.bill, self.number);
        let at = At { table: "life_entry", row: &name };
        let state = |code: &str, reading: Option<i64>| {
            BillState::from_code(code, at.reading_optional(reading)?).map_err(|error| at.wrong(error))
        };
        let small = |number: i64| u32::try_from(number).map_err(|error| at.wrong(error));
        let by = match (self.person, self.appointment, &self.author, &self.organ) {
            (Some(person), Some(appointment), Some(author), Some(organ)) => Some(Recorder {
                person: PersonId::new(person).map_err(|error| at.wrong(error))?,
                appointment: AppointmentId::new(appointment).map_err(|error| at.wrong(error))?,
                signer: Signer::new(author, organ).map_err(|error| at.wrong(error))?,
            }),
            _ => None,
        };
        let step = Step {
            act: at.parse(&self.act)?,
            from: state(&self.from_state, self.from_reading)?,
            to: state(&self.to_state, self.to_reading)?,
            on: at.parse(&self.happened_on)?,
            actor: at.parse(&self.actor)?,
            details: serde_json::from_str(&self.details).map_err(|error| at.wrong(error))?,
            warnings: serde_json::from_str::<Vec<Accepted>>(&self.warnings).map_err(|error| at.wrong(error))?,
            undoes: self.undoes.map(small).transpose()?,
            reason: self.reason,
        };
        let entry = Transition { number: small(self.number)?, step, by, recorded_at: at.instant(self.recorded_at)? };
        Ok((at.parse(&self.bill)?, entry))
    }
}

const ENTRIES: &str = "select bill, number, act, from_state, from_reading, to_state, to_reading, happened_on, actor, \
                       reason, details, warnings, undoes, person, appointment, author, organ, recorded_at \
                       from life_entry order by bill, number";
const ENTRIES_OF: &str = "select bill, number, act, from_state, from_reading, to_state, to_reading, happened_on, \
                          actor, reason, details, warnings, undoes, person, appointment, author, organ, recorded_at \
                          from life_entry where bill = $1 order by number";
const NEXT: &str = "select cast(coalesce(max(number), 0) + 1 as bigint) from life_entry where bill = $1";
const RECORD: &str = "insert into life_entry (bill, number, act, from_state, from_reading, to_state, to_reading, \
                      happened_on, actor, reason, details, warnings, undoes, person, appointment, author, organ, \
                      recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, \
                      $17, $18)";

/// Nobody else records a step until the end of this transaction: what is decided on is what is stored.
///
/// # Errors
/// [`super::StoreError::Busy`].
pub async fn hold(tx: &mut Tx) -> StoreResult<()> {
    lock(tx, Lock::Life).await
}

/// The log of a bill, in order.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn log(tx: &mut Tx, bill: &Slug) -> StoreResult<Vec<Transition>> {
    let rows: Vec<EntryRow> = tx.all(ENTRIES_OF, args![bill]).await?;
    rows.into_iter().map(|row| row.read().map(|it| it.1)).collect()
}

async fn logs(tx: &mut Tx) -> StoreResult<Vec<(Slug, Transition)>> {
    let rows: Vec<EntryRow> = tx.all(ENTRIES, args![]).await?;
    rows.into_iter().map(EntryRow::read).collect()
}

/// Adds a step to the log under the next number; `by` is nobody where a day alone decided. Call [`hold`] first.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn record(tx: &mut Tx, bill: &Slug, step: &Step, by: Option<&Recorder>, now: Timestamp) -> StoreResult<u32> {
    let next: Option<(i64,)> = tx.optional(NEXT, args![bill]).await?;
    let number = next.map_or(1, |it| it.0);
    let wrong = |error: &dyn std::fmt::Display| At { table: "life_entry", row: bill }.wrong(error);
    let json = |value: serde_json::Result<String>| value.map_err(|error| wrong(&error));
    let values = args![
        bill,
        number,
        step.act.code(),
        step.from.code(),
        step.from.reading(),
        step.to.code(),
        step.to.reading(),
        step.on,
        step.actor.code(),
        &step.reason,
        json(serde_json::to_string(&step.details))?,
        json(serde_json::to_string(&step.warnings))?,
        step.undoes.map(i64::from),
        by.map(|it| it.person.get()),
        by.map(|it| it.appointment.get()),
        by.map(|it| it.signer.name().to_owned()),
        by.map(|it| it.signer.organ().to_owned()),
        now.as_millisecond(),
    ];
    tx.execute(RECORD, values).await?;
    u32::try_from(number).map_err(|error| wrong(&error))
}

const PROPOSE: &str = "insert into project (bill, class, sponsor_kind, venue, target_session, target, proposed_on, \
                       person, appointment, author, organ, made_at) \
                       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
const PROJECTS: &str = "select bill, class, sponsor_kind, venue, target_session, target from project";
const PROJECT_OF: &str = "select bill, class, sponsor_kind, venue, target_session, target from project where bill = $1";

#[derive(sqlx::FromRow)]
struct ProjectRow {
    bill: String,
    class: String,
    sponsor_kind: String,
    venue: String,
    target_session: Option<String>,
    target: Option<String>,
}

impl ProjectRow {
    fn read(self) -> StoreResult<(Slug, Project)> {
        let at = At { table: "project", row: &self.bill };
        let project = Project {
            class: at.parse(&self.class)?,
            sponsor_kind: at.parse(&self.sponsor_kind)?,
            venue: at.parse(&self.venue)?,
            target: at.parse_optional(self.target.as_deref())?,
            target_session: self.target_session,
        };
        Ok((at.parse(&self.bill)?, project))
    }
}

/// Keeps what was said when the project of a bill was proposed; the bill itself is added by [`super::bills::put`].
///
/// # Errors
/// See [`super::bills::all`].
pub async fn propose(
    tx: &mut Tx,
    bill: &Slug,
    project: &Project,
    on: Date,
    by: &Recorder,
    now: Timestamp,
) -> StoreResult<()> {
    let values = args![
        bill,
        project.class.code(),
        project.sponsor_kind.code(),
        project.venue.code(),
        &project.target_session,
        project.target.as_ref().map(Slug::to_string),
        on,
        by.person.get(),
        by.appointment.get(),
        by.signer.name(),
        by.signer.organ(),
        now.as_millisecond(),
    ];
    tx.execute(PROPOSE, values).await?;
    Ok(())
}

/// Whether the bill was proposed here, and is therefore not an import's to change.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn is_proposed_here(tx: &mut Tx, bill: &Slug) -> StoreResult<bool> {
    let row: Option<ProjectRow> = tx.optional(PROJECT_OF, args![bill]).await?;
    Ok(row.is_some())
}

const PAPERS: &str = "select bill, name, kind, version, title, author, dated, text_sha256 from desk_paper \
                      order by bill, number";
const PAPERS_OF: &str = "select bill, name, kind, version, title, author, dated, text_sha256 from desk_paper \
                         where bill = $1 order by number";
const NEXT_PAPER: &str = "select cast(coalesce(max(number), 0) + 1 as bigint) from desk_paper where bill = $1";
const ADD_PAPER: &str = "insert into desk_paper (bill, name, number, kind, version, title, author, dated, text, \
                         text_sha256, person, appointment, signer, organ, added_at) \
                         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";

/// A paper that is to be added at the desk. Its name is made from its kind and its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPaper {
    /// What it is.
    pub kind: crate::procedure::DocumentKind,
    /// The version it goes with.
    pub version: Option<VersionId>,
    /// Its title.
    pub title: String,
    /// Who made it.
    pub author: String,
    /// The day it bears.
    pub dated: Date,
    /// Its Markdown.
    pub text: String,
}

/// Adds a paper for good. Call [`hold`] first.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn add_paper(
    tx: &mut Tx,
    bill: &Slug,
    paper: &NewPaper,
    by: &Recorder,
    now: Timestamp,
) -> StoreResult<DocumentName> {
    let next: Option<(i64,)> = tx.optional(NEXT_PAPER, args![bill]).await?;
    let number = next.map_or(1, |it| it.0);
    // `d` keeps these apart from the names of files that an import brings.
    let name = format!("{}-d{number}", paper.kind.code().replace('_', "-"));
    let name: DocumentName = At { table: "desk_paper", row: bill }.parse(&name)?;
    let values = args![
        bill,
        &name,
        number,
        paper.kind.code(),
        paper.version,
        &paper.title,
        &paper.author,
        paper.dated,
        &paper.text,
        Digest::of(paper.text.as_bytes()),
        by.person.get(),
        by.appointment.get(),
        by.signer.name(),
        by.signer.organ(),
        now.as_millisecond(),
    ];
    tx.execute(ADD_PAPER, values).await?;
    Ok(name)
}

/// The papers of a bill that were added at the desk, in order, without their texts.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn papers(tx: &mut Tx, bill: &Slug) -> StoreResult<Vec<Document>> {
    super::documents::read(tx, PAPERS_OF, args![bill]).await.map(|all| all.into_iter().map(|it| it.1).collect())
}

const PUBLISH: &str = "insert into publication (bill, version) values ($1, $2) on conflict (bill, version) do nothing";
const PUBLISHED: &str = "select bill, version from publication";
const PUBLISHED_OF: &str = "select bill, version from publication where bill = $1";

/// Makes a text public, as an import does with what it brings.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn publish(tx: &mut Tx, bill: &Slug, version: VersionId) -> StoreResult<()> {
    tx.execute(PUBLISH, args![bill, version]).await?;
    Ok(())
}

/// The texts of a bill that an import made public.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn published(tx: &mut Tx, bill: &Slug) -> StoreResult<Vec<VersionId>> {
    let rows: Vec<(String, i64)> = tx.all(PUBLISHED_OF, args![bill]).await?;
    let at = At { table: "publication", row: bill };
    rows.into_iter().map(|it| at.version(it.1)).collect()
}
