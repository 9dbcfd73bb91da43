//! The record of what was done. It only grows: the database holds that, and the chain of hashes shows what the database
//! could not hold.

use super::dialect::audit_is_guarded;
use super::row::At;
use super::{Lock, StoreResult, Tx, args, lock};
use crate::procedure::Digest;
use crate::procedure::audit::{Actor, Anchor, Break, Deed, Entry, EntryNumber, Fields, NewEntry, ObjectKind, Walk};
use crate::procedure::person::PersonId;
use jiff::Timestamp;

#[derive(sqlx::FromRow)]
struct Row {
    number: i64,
    at: i64,
    person: Option<i64>,
    name: String,
    organ: String,
    deed: String,
    object_kind: String,
    object: String,
    details: String,
    previous: Option<String>,
    hash: String,
}

impl Row {
    fn fields(&self) -> Fields<'_> {
        Fields {
            number: self.number,
            at: self.at,
            person: self.person,
            name: &self.name,
            organ: &self.organ,
            deed: &self.deed,
            kind: &self.object_kind,
            object: &self.object,
            details: &self.details,
        }
    }

    fn read(self) -> StoreResult<Entry> {
        let at = At { table: "audit", row: &self.number };
        let person = self.person.map(PersonId::new).transpose().map_err(|error| at.wrong(error))?;
        let deed: Deed = at.parse(&self.deed)?;
        let kind: ObjectKind = at.parse(&self.object_kind)?;
        let by = Actor::stored(person, self.name.clone(), self.organ.clone());
        Ok(Entry {
            number: number(&at, self.number)?,
            at: at.instant(self.at)?,
            entry: NewEntry::new(by, deed).on(kind, &self.object).saying(&self.details),
            previous: at.parse_optional(self.previous.as_deref())?,
            hash: at.parse(&self.hash)?,
        })
    }
}

fn number(at: &At<'_>, number: i64) -> StoreResult<EntryNumber> {
    EntryNumber::new(number).map_err(|error| at.wrong(error))
}

const HEAD: &str = "select number, hash from audit order by number desc limit 1";
const ADD: &str = "insert into audit (number, at, person, name, organ, deed, object_kind, object, details, previous, \
                   hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
// A condition that is not asked for is null. The casts tell PostgreSQL the type of a null.
const FILTERED: &str = "select number, at, person, name, organ, deed, object_kind, object, details, previous, hash \
                        from audit where (cast($1 as bigint) is null or person = $1) \
                        and (cast($2 as text) is null or deed = $2) \
                        and (cast($3 as text) is null or object_kind = $3) \
                        and (cast($4 as text) is null or object = $4) \
                        and (cast($5 as bigint) is null or at >= $5) and (cast($6 as bigint) is null or at < $6) \
                        and (cast($7 as bigint) is null or number < $7) order by number desc limit $8";
const ON_FROM: &str = "select number, at, person, name, organ, deed, object_kind, object, details, previous, hash \
                       from audit where number > $1 order by number limit $2";
const FIRST: &str = "select number, at, person, name, organ, deed, object_kind, object, details, previous, hash \
                     from audit order by number limit $1";

/// Rows that are walked at a time.
const STRIDE: i64 = 1_000;

/// Which entries are wanted. A field that is `None` asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// By this person.
    pub person: Option<PersonId>,
    /// This deed.
    pub deed: Option<Deed>,
    /// Done to this kind of object.
    pub kind: Option<ObjectKind>,
    /// Done to the object of this id.
    pub object: Option<String>,
    /// From this instant on.
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub until: Option<Timestamp>,
}

/// Records that something was done, in the transaction in which it is done: either both last, or neither. Take this lock
/// last: every other writer of the record waits until `tx` ends.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn add(tx: &mut Tx, new: &NewEntry, now: Timestamp) -> StoreResult<EntryNumber> {
    lock(tx, Lock::Audit).await?;
    let head = head(tx).await?;
    let next = head.map_or(1, |it| it.number.get() + 1);
    let next = number(&At { table: "audit", row: &next }, next)?;
    let previous = head.map(|it| it.hash);
    let by = new.by();
    let values = args![
        next.get(),
        now.as_millisecond(),
        by.id().map(PersonId::get),
        by.name(),
        by.organ(),
        new.deed().code(),
        new.kind().code(),
        new.object(),
        new.details(),
        previous,
        new.hash(next, now, previous.as_ref()),
    ];
    tx.execute(ADD, values).await?;
    Ok(next)
}

/// The last entry, to be kept outside the database.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn head(tx: &mut Tx) -> StoreResult<Option<Anchor>> {
    let row: Option<(i64, String)> = tx.optional(HEAD, args![]).await?;
    let Some((last, hash)) = row else { return Ok(None) };
    let at = At { table: "audit", row: &last };
    Ok(Some(Anchor { number: number(&at, last)?, hash: at.parse::<Digest>(&hash)? }))
}

/// At most `most` entries before the one numbered `before`, the latest first.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn page(tx: &mut Tx, filter: &Filter, before: Option<EntryNumber>, most: usize) -> StoreResult<Vec<Entry>> {
    let values = args![
        filter.person.map(PersonId::get),
        filter.deed.map(|it| it.code().to_owned()),
        filter.kind.map(|it| it.code().to_owned()),
        &filter.object,
        filter.from,
        filter.until,
        before.map(EntryNumber::get),
        i64::try_from(most).unwrap_or(i64::MAX),
    ];
    let rows: Vec<Row> = tx.all(FILTERED, values).await?;
    rows.into_iter().map(Row::read).collect()
}

/// What [`verify`] found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditReport {
    /// How many entries agree.
    pub entries: i64,
    /// The last entry, where all agree.
    pub head: Option<Anchor>,
    /// Where the record breaks, if it does.
    pub broken: Option<Break>,
    /// Whether the database itself would refuse to change an entry.
    pub guarded: bool,
}

/// Walks over the whole record. `anchors` are last entries of earlier times, kept outside the database: only they betray
/// a tail that was cut off, or a chain that was computed anew.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn verify(tx: &mut Tx, anchors: &[Anchor]) -> StoreResult<AuditReport> {
    let mut report = AuditReport { guarded: audit_is_guarded(tx).await?, ..AuditReport::default() };
    let mut walk = Walk::new(anchors);
    // The first rows whatever their number: one below one is a row that was put in.
    let mut rows: Vec<Row> = tx.all(FIRST, args![STRIDE]).await?;
    while let Some(last) = rows.last().map(|it| it.number) {
        for row in &rows {
            if let Err(found) = walk.step(&row.fields(), row.previous.as_deref(), &row.hash) {
                report.broken = Some(found);
                return Ok(report);
            }
            report.entries += 1;
        }
        rows = tx.all(ON_FROM, args![last, STRIDE]).await?;
    }
    report.broken = walk.end().err();
    if report.broken.is_none() {
        report.head = head(tx).await?;
    }
    Ok(report)
}
