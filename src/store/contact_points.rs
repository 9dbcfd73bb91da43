//! 基层立法联系点.

use super::row::At;
use super::{StoreResult, Tx, args};
use crate::procedure::{ContactPoint, Slug};

#[derive(sqlx::FromRow)]
struct Row {
    slug: String,
    name: String,
    tier: String,
    host: String,
    host_type: String,
    district: String,
    sector: Option<String>,
    plaque: Option<String>,
    address: Option<String>,
    hours: Option<String>,
    telephone: Option<String>,
    intro: Option<String>,
    valid_from: String,
    valid_to: Option<String>,
    status: String,
    example: bool,
}

impl TryFrom<Row> for ContactPoint {
    type Error = super::StoreError;

    fn try_from(row: Row) -> StoreResult<Self> {
        let at = At { table: "contact_point", row: &row.slug };
        Ok(Self {
            slug: at.parse(&row.slug)?,
            tier: at.parse(&row.tier)?,
            host_type: at.parse(&row.host_type)?,
            valid_from: at.parse(&row.valid_from)?,
            valid_to: at.parse_optional(row.valid_to.as_deref())?,
            status: at.parse(&row.status)?,
            name: row.name,
            host: row.host,
            district: row.district,
            sector: row.sector,
            plaque: row.plaque,
            address: row.address,
            hours: row.hours,
            telephone: row.telephone,
            intro: row.intro,
            example: row.example,
        })
    }
}

const ALL: &str = "select slug, name, tier, host, host_type, district, sector, plaque, address, hours, telephone, \
                   intro, valid_from, valid_to, status, example from contact_point order by position, slug";
const GET: &str = "select slug, name, tier, host, host_type, district, sector, plaque, address, hours, telephone, \
                   intro, valid_from, valid_to, status, example from contact_point where slug = $1";
const PUT: &str = "insert into contact_point (slug, position, name, tier, host, host_type, district, sector, plaque, \
                   address, hours, telephone, intro, valid_from, valid_to, status, example) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) \
                   on conflict (slug) do update set position = excluded.position, name = excluded.name, \
                   tier = excluded.tier, host = excluded.host, host_type = excluded.host_type, \
                   district = excluded.district, sector = excluded.sector, plaque = excluded.plaque, \
                   address = excluded.address, hours = excluded.hours, telephone = excluded.telephone, \
                   intro = excluded.intro, valid_from = excluded.valid_from, valid_to = excluded.valid_to, \
                   status = excluded.status, example = excluded.example";

/// All points, in the order of the list they came in.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn all(tx: &mut Tx) -> StoreResult<Vec<ContactPoint>> {
    let rows: Vec<Row> = tx.all(ALL, args![]).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The point of this name.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn get(tx: &mut Tx, slug: &Slug) -> StoreResult<Option<ContactPoint>> {
    let row: Option<Row> = tx.optional(GET, args![slug]).await?;
    row.map(TryInto::try_into).transpose()
}

/// Adds the point, or replaces the one of this name. `position` is its place in the list.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn put(tx: &mut Tx, point: &ContactPoint, position: i64) -> StoreResult<()> {
    let values = args![
        &point.slug,
        position,
        &point.name,
        point.tier.code(),
        &point.host,
        point.host_type.code(),
        &point.district,
        &point.sector,
        &point.plaque,
        &point.address,
        &point.hours,
        &point.telephone,
        &point.intro,
        point.valid_from,
        point.valid_to,
        point.status.code(),
        point.example,
    ];
    tx.execute(PUT, values).await?;
    Ok(())
}
