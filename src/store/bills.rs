//! Bills.

use super::row::At;
use super::{StoreResult, Tx, args};
use crate::procedure::{Bill, Slug};

#[derive(sqlx::FromRow)]
struct Row {
    slug: String,
    title: String,
    kind: String,
    example: bool,
    jurisdiction: String,
    enactor: String,
    sponsor: String,
    drafting_unit: String,
    committee: Option<String>,
    summary: String,
    questions: String,
    readings_required: i64,
}

impl TryFrom<Row> for Bill {
    type Error = super::StoreError;

    fn try_from(row: Row) -> StoreResult<Self> {
        let at = At { table: "bill", row: &row.slug };
        Ok(Self {
            slug: at.parse(&row.slug)?,
            kind: at.parse(&row.kind)?,
            questions: serde_json::from_str(&row.questions).map_err(|error| at.wrong(error))?,
            readings_required: at.reading(row.readings_required)?,
            title: row.title,
            example: row.example,
            jurisdiction: row.jurisdiction,
            enactor: row.enactor,
            sponsor: row.sponsor,
            drafting_unit: row.drafting_unit,
            committee: row.committee,
            summary: row.summary,
        })
    }
}

const ALL: &str = "select slug, title, kind, example, jurisdiction, enactor, sponsor, drafting_unit, committee, \
                   summary, questions, readings_required from bill order by slug";
const GET: &str = "select slug, title, kind, example, jurisdiction, enactor, sponsor, drafting_unit, committee, \
                   summary, questions, readings_required from bill where slug = $1";
const PUT: &str = "insert into bill (slug, title, kind, example, jurisdiction, enactor, sponsor, drafting_unit, \
                   committee, summary, questions, readings_required) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
                   on conflict (slug) do update set title = excluded.title, kind = excluded.kind, \
                   example = excluded.example, jurisdiction = excluded.jurisdiction, enactor = excluded.enactor, \
                   sponsor = excluded.sponsor, drafting_unit = excluded.drafting_unit, \
                   committee = excluded.committee, summary = excluded.summary, questions = excluded.questions, \
                   readings_required = excluded.readings_required";

/// All bills, by their names in addresses.
///
/// # Errors
/// The database fails or holds a row that makes no sense; so with all functions of this module and its neighbours.
pub async fn all(tx: &mut Tx) -> StoreResult<Vec<Bill>> {
    let rows: Vec<Row> = tx.all(ALL, args![]).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The bill of this name.
///
/// # Errors
/// See [`all`].
pub async fn get(tx: &mut Tx, slug: &Slug) -> StoreResult<Option<Bill>> {
    let row: Option<Row> = tx.optional(GET, args![slug]).await?;
    row.map(TryInto::try_into).transpose()
}

/// Adds the bill, or replaces what is recorded about the one of this name. Its versions are not touched.
///
/// # Errors
/// See [`all`].
pub async fn put(tx: &mut Tx, bill: &Bill) -> StoreResult<()> {
    let questions = serde_json::Value::from(bill.questions.clone()).to_string();
    let values = args![
        &bill.slug,
        &bill.title,
        bill.kind.code(),
        bill.example,
        &bill.jurisdiction,
        &bill.enactor,
        &bill.sponsor,
        &bill.drafting_unit,
        &bill.committee,
        &bill.summary,
        questions,
        bill.readings_required,
    ];
    tx.execute(PUT, values).await?;
    Ok(())
}
