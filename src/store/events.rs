//! What has happened to bills.

use super::row::At;
use super::{StoreResult, Tx, args};
use crate::procedure::{BillState, Event, Slug};

#[derive(sqlx::FromRow)]
struct Row {
    bill: String,
    position: i64,
    state: String,
    reading: Option<i64>,
    happened_on: String,
    by_whom: String,
    version: Option<i64>,
    note: Option<String>,
}

impl Row {
    fn read(self) -> StoreResult<(Slug, Event)> {
        let name = format!("{} {}", self.bill, self.position);
        let at = At { table: "event", row: &name };
        let reading = at.reading_optional(self.reading)?;
        let event = Event {
            state: BillState::from_code(&self.state, reading).map_err(|error| at.wrong(error))?,
            on: at.parse(&self.happened_on)?,
            version: at.version_optional(self.version)?,
            by: self.by_whom,
            note: self.note,
        };
        Ok((at.parse(&self.bill)?, event))
    }
}

const ALL: &str = "select bill, position, state, reading, happened_on, by_whom, version, note from event \
                   order by bill, position";
const OF_BILL: &str = "select bill, position, state, reading, happened_on, by_whom, version, note from event \
                       where bill = $1 order by position";
const CLEAR: &str = "delete from event where bill = $1";
const INSERT: &str = "insert into event (bill, position, state, reading, happened_on, by_whom, version, note) \
                      values ($1, $2, $3, $4, $5, $6, $7, $8)";

/// The events of all bills; those of one bill are together and in order.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn all(tx: &mut Tx) -> StoreResult<Vec<(Slug, Event)>> {
    let rows: Vec<Row> = tx.all(ALL, args![]).await?;
    rows.into_iter().map(Row::read).collect()
}

/// The events of a bill, in order.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn of_bill(tx: &mut Tx, bill: &Slug) -> StoreResult<Vec<Event>> {
    let rows: Vec<Row> = tx.all(OF_BILL, args![bill]).await?;
    rows.into_iter().map(|row| row.read().map(|it| it.1)).collect()
}

/// Makes these the events of the bill.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn replace_all(tx: &mut Tx, bill: &Slug, events: &[Event]) -> StoreResult<()> {
    tx.execute(CLEAR, args![bill]).await?;
    for (position, event) in (0_i64..).zip(events) {
        let state = event.state;
        let values =
            args![bill, position, state.code(), state.reading(), event.on, &event.by, event.version, &event.note];
        tx.execute(INSERT, values).await?;
    }
    Ok(())
}
