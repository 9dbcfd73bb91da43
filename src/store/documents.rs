//! The papers of a bill.

use super::row::At;
use super::{StoreResult, Tx, args};
use crate::procedure::{Digest, Document, DocumentName, Slug};

#[derive(sqlx::FromRow)]
struct Row {
    bill: String,
    name: String,
    kind: String,
    version: Option<i64>,
    title: String,
    author: String,
    dated: String,
    text_sha256: String,
}

impl TryFrom<Row> for Document {
    type Error = super::StoreError;

    fn try_from(row: Row) -> StoreResult<Self> {
        let name = format!("{} {}", row.bill, row.name);
        let at = At { table: "document", row: &name };
        Ok(Self {
            name: at.parse(&row.name)?,
            kind: at.parse(&row.kind)?,
            version: at.version_optional(row.version)?,
            dated: at.parse(&row.dated)?,
            text_sha256: at.parse(&row.text_sha256)?,
            title: row.title,
            author: row.author,
        })
    }
}

const OF_BILL: &str = "select bill, name, kind, version, title, author, dated, text_sha256 from document \
                       where bill = $1 order by position";
const GET: &str = "select bill, name, kind, version, title, author, dated, text_sha256 from document \
                   where bill = $1 and name = $2";
const TEXT: &str = "select text from document where bill = $1 and name = $2";
const CLEAR: &str = "delete from document where bill = $1";
const INSERT: &str = "insert into document (bill, name, position, kind, version, title, author, dated, text, \
                      text_sha256) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

/// The papers of a bill in their order, without their texts.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn of_bill(tx: &mut Tx, bill: &Slug) -> StoreResult<Vec<Document>> {
    let rows: Vec<Row> = tx.all(OF_BILL, args![bill]).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// A paper without its text.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn get(tx: &mut Tx, bill: &Slug, name: &DocumentName) -> StoreResult<Option<Document>> {
    let row: Option<Row> = tx.optional(GET, args![bill, name]).await?;
    row.map(TryInto::try_into).transpose()
}

/// The Markdown of a paper.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn text(tx: &mut Tx, bill: &Slug, name: &DocumentName) -> StoreResult<Option<String>> {
    let row: Option<(String,)> = tx.optional(TEXT, args![bill, name]).await?;
    Ok(row.map(|it| it.0))
}

/// Makes these the papers of the bill, with their texts, in this order. The SHA-256 is computed here.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn replace_all(tx: &mut Tx, bill: &Slug, documents: &[(Document, String)]) -> StoreResult<()> {
    tx.execute(CLEAR, args![bill]).await?;
    for (position, (document, text)) in (0_i64..).zip(documents) {
        let values = args![
            bill,
            &document.name,
            position,
            document.kind.code(),
            document.version,
            &document.title,
            &document.author,
            document.dated,
            text,
            Digest::of(text.as_bytes()),
        ];
        tx.execute(INSERT, values).await?;
    }
    Ok(())
}
