//! Notices of public consultations.

use super::row::At;
use super::{StoreResult, Tx, args};
use crate::procedure::{Channel, ConsultationId, ConsultationNotice, Slug};

#[derive(sqlx::FromRow)]
struct Row {
    bill: String,
    version: i64,
    title: String,
    opens: String,
    closes: String,
    address: Option<String>,
    postcode: Option<String>,
    envelope: Option<String>,
    telephone: Option<String>,
    fax: Option<String>,
    email: Option<String>,
}

impl TryFrom<Row> for ConsultationNotice {
    type Error = super::StoreError;

    fn try_from(row: Row) -> StoreResult<Self> {
        let name = format!("{} v{}", row.bill, row.version);
        let at = At { table: "consultation", row: &name };
        let (postcode, envelope) = (row.postcode, row.envelope);
        let letter = row.address.map(|address| Channel::Letter { address, postcode, envelope });
        let channels =
            [letter, row.telephone.map(Channel::Telephone), row.fax.map(Channel::Fax), row.email.map(Channel::Email)];
        Ok(Self {
            id: ConsultationId { bill: at.parse(&row.bill)?, version: at.version(row.version)? },
            opens: at.parse(&row.opens)?,
            closes: at.parse(&row.closes)?,
            title: row.title,
            channels: channels.into_iter().flatten().collect(),
        })
    }
}

const ALL: &str = "select bill, version, title, opens, closes, address, postcode, envelope, telephone, fax, email \
                   from consultation order by closes, bill, version";
const OF_BILL: &str = "select bill, version, title, opens, closes, address, postcode, envelope, telephone, fax, \
                       email from consultation where bill = $1 order by version";
const GET: &str = "select bill, version, title, opens, closes, address, postcode, envelope, telephone, fax, email \
                   from consultation where bill = $1 and version = $2";
const CLEAR: &str = "delete from consultation where bill = $1";
const INSERT: &str = "insert into consultation (bill, version, title, opens, closes, address, postcode, envelope, \
                      telephone, fax, email) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

/// All notices, the one that closes first first.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn all(tx: &mut Tx) -> StoreResult<Vec<ConsultationNotice>> {
    let rows: Vec<Row> = tx.all(ALL, args![]).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The notices of a bill, by version.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn of_bill(tx: &mut Tx, bill: &Slug) -> StoreResult<Vec<ConsultationNotice>> {
    let rows: Vec<Row> = tx.all(OF_BILL, args![bill]).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// A notice.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn get(tx: &mut Tx, id: &ConsultationId) -> StoreResult<Option<ConsultationNotice>> {
    let row: Option<Row> = tx.optional(GET, args![&id.bill, id.version]).await?;
    row.map(TryInto::try_into).transpose()
}

/// Makes these the notices of the bill. Of each kind of channel one is kept.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn replace_all(tx: &mut Tx, bill: &Slug, notices: &[ConsultationNotice]) -> StoreResult<()> {
    tx.execute(CLEAR, args![bill]).await?;
    for notice in notices {
        let (mut address, mut postcode, mut envelope) = (None, None, None);
        let (mut telephone, mut fax, mut email) = (None, None, None);
        for channel in notice.channels.iter().cloned() {
            match channel {
                Channel::Letter { address: a, postcode: p, envelope: e } => {
                    (address, postcode, envelope) = (Some(a), p, e);
                }
                Channel::Telephone(it) => telephone = Some(it),
                Channel::Fax(it) => fax = Some(it),
                Channel::Email(it) => email = Some(it),
            }
        }
        let (version, title) = (notice.id.version, &notice.title);
        let values = args![
            bill,
            version,
            title,
            notice.opens,
            notice.closes,
            address,
            postcode,
            envelope,
            telephone,
            fax,
            email
        ];
        tx.execute(INSERT, values).await?;
    }
    Ok(())
}
