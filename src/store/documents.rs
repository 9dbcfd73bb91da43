//! The papers of a bill.

use super::args::Val;
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

impl Row {
    fn read(self) -> StoreResult<(Slug, Document)> {
        let name = format!("{} {}", self.bill, self.name);
        let at = At { table: "document", row: &name };
        let document = Document {
            name: at.parse(&self.name)?,
            kind: at.parse(&self.kind)?,
            version: at.version_optional(self.version)?,
            dated: at.parse(&self.dated)?,
            text_sha256: at.parse(&self.text_sha256)?,
            title: self.title,
            author: self.author,
        };
        Ok((at.parse(&self.bill)?, document))
    }
}

/// Papers of this table or of one with the same columns.
pub(super) async fn read(tx: &mut Tx, sql: &'static str, values: Vec<Val>) -> StoreResult<Vec<(Slug, Document)>> {
    let rows: Vec<Row> = tx.all(sql, values).await?;
    rows.into_iter().map(Row::read).collect()
}

const ALL: &str = "select bill, name, kind, version, title, author, dated, text_sha256 from document \
                   order by bill, position";
const OF_BILL: &str = "select bill, name, kind, version, title, author, dated, text_sha256 from document \
                       where bill = $1 order by position";
const GET: &str = "select bill, name, kind, version, title, author, dated, text_sha256 from document \
                   where bill = $1 and name = $2";
/// Imported or added at the desk; their names are never the same.
const TEXT: &str = "select text from document where bill = $1 and name = $2 \
                    union all select text from desk_paper where bill = $1 and name = $2";
const CLEAR: &str = "delete from document where bill = $1";
const INSERT: &str = "insert into document (bill, name, position, kind, version, title, author, dated, text, \
                      text_sha256) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

/// The papers of a bill in their order, without their texts.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn of_bill(tx: &mut Tx, bill: &Slug) -> StoreResult<Vec<Document>> {
    Ok(read(tx, OF_BILL, args![bill]).await?.into_iter().map(|it| it.1).collect())
}

/// The papers of all bills; those of one bill are together and in order.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn all(tx: &mut Tx) -> StoreResult<Vec<(Slug, Document)>> {
    read(tx, ALL, args![]).await
}

/// A paper without its text.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn get(tx: &mut Tx, bill: &Slug, name: &DocumentName) -> StoreResult<Option<Document>> {
    let row: Option<Row> = tx.optional(GET, args![bill, name]).await?;
    row.map(|it| it.read().map(|it| it.1)).transpose()
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
