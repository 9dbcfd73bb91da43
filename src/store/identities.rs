//! Who the articles of sealed readings are, and how each reading is aligned with the one before. What hangs on an article
//! through all readings (opinions, reasons) asks here.

use super::row::At;
use super::{Lock, StoreError, StoreResult, Tx, args, corrections, lock, versions};
use crate::law::parse::parse;
use crate::procedure::correction::Pair;
use crate::procedure::identity::{
    AlignedRow, Alignment, ArticleUid, Derived, Identified, Identities, Known, SealedText, derive,
};
use crate::procedure::{Slug, Version, VersionId};
use serde::{Deserialize, Serialize};

/// An article in the table.
#[derive(Serialize, Deserialize)]
struct StoredArticle {
    path: String,
    uid: i64,
}

/// A row of an alignment in the table.
#[derive(Serialize, Deserialize)]
struct StoredRow {
    old: Vec<usize>,
    new: Vec<usize>,
}

const KNOWN: &str = "select uid, version, position from article_uid where bill = $1 order by uid";
const BEAR: &str = "insert into article_uid (bill, uid, version, position) values ($1, $2, $3, $4)";
const GET: &str = "select articles, alignment from reading_articles where bill = $1 and version = $2";
const BEFORE: &str = "select max(version) from reading_articles where bill = $1 and version < $2";
const PUT: &str = "insert into reading_articles (bill, version, articles, alignment) values ($1, $2, $3, $4) \
                   on conflict (bill, version) do update set articles = $3, alignment = $4";

/// Holds the identities of all bills until the end of `tx`: who reads them to derive them anew must be alone.
///
/// # Errors
/// See [`lock`].
pub async fn hold(tx: &mut Tx) -> StoreResult<()> {
    lock(tx, Lock::Identities).await
}

/// The sealed readings of a bill from the first on, with what was said about each and the one before. How they are aligned
/// stays as it was settled; of `anew`, about which something was said since, it is left to be found anew.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn sealed_texts(tx: &mut Tx, bill: &Slug, anew: Option<VersionId>) -> StoreResult<Vec<SealedText>> {
    let all = versions::of_bill(tx, bill).await?;
    let mut texts: Vec<SealedText> = Vec::new();
    for version in all.iter().take_while(|it| it.is_sealed()).map(Version::id) {
        let text = versions::text(tx, bill, version).await?.unwrap_or_default();
        let pair = texts.last().and_then(|it| Pair::new(bill.clone(), it.version, version).ok());
        let log = match pair {
            Some(pair) => corrections::of_pair(tx, &pair).await?,
            None => Vec::new(),
        };
        let settled = if anew == Some(version) { None } else { alignment(tx, bill, version).await? };
        texts.push(SealedText { version, statute: parse(&text).statute, log, settled });
    }
    Ok(texts)
}

/// Every identity that was given in a bill.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn known(tx: &mut Tx, bill: &Slug) -> StoreResult<Known> {
    let rows: Vec<(i64, i64, i64)> = tx.all(KNOWN, args![bill]).await?;
    let at = At { table: "article_uid", row: bill };
    let read = |(number, version, position): (i64, i64, i64)| {
        let position = usize::try_from(position).map_err(|error| at.wrong(error))?;
        Ok(((at.version(version)?, position), uid(&at, number)?))
    };
    rows.into_iter().map(read).collect()
}

fn uid(at: &At<'_>, number: i64) -> StoreResult<ArticleUid> {
    ArticleUid::new(number).map_err(|error| at.wrong(error))
}

/// Keeps what was derived; readings that say the same already are left alone. [`hold`] them before.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn put(tx: &mut Tx, bill: &Slug, derived: &Derived) -> StoreResult<()> {
    for (uid, version, position) in &derived.born {
        let position = i64::try_from(*position).unwrap_or(i64::MAX);
        tx.execute(BEAR, args![bill, uid.get(), *version, position]).await?;
    }
    for (at, reading) in derived.identities.iter().enumerate() {
        let articles = articles_json(&reading.articles)?;
        let alignment = at.checked_sub(1).and_then(|it| derived.alignments.get(it));
        let alignment = alignment.map(|it| rows_json(&it.rows)).transpose()?;
        let stored: Option<(String, Option<String>)> = tx.optional(GET, args![bill, reading.version]).await?;
        if stored.is_none_or(|it| it != (articles.clone(), alignment.clone())) {
            tx.execute(PUT, args![bill, reading.version, articles, alignment]).await?;
        }
    }
    Ok(())
}

fn articles_json(articles: &[Identified]) -> StoreResult<String> {
    let stored: Vec<StoredArticle> =
        articles.iter().map(|it| StoredArticle { path: it.path.to_string(), uid: it.uid.get() }).collect();
    serde_json::to_string(&stored).map_err(|error| StoreError::Driver(error.to_string()))
}

fn rows_json(rows: &[AlignedRow]) -> StoreResult<String> {
    let stored: Vec<StoredRow> = rows.iter().map(|it| StoredRow { old: it.old.clone(), new: it.new.clone() }).collect();
    serde_json::to_string(&stored).map_err(|error| StoreError::Driver(error.to_string()))
}

/// Derives and keeps who the articles of all sealed readings of a bill are. It compares each reading with the one
/// before: on a thread that answers requests call [`hold`], [`sealed_texts`], [`known`], [`derive`] and [`put`] instead,
/// with [`derive`] elsewhere.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn settle(tx: &mut Tx, bill: &Slug) -> StoreResult<()> {
    hold(tx).await?;
    let texts = sealed_texts(tx, bill, None).await?;
    let known = known(tx, bill).await?;
    put(tx, bill, &derive(&texts, &known)).await
}

/// Who the articles of a reading are, in order; `None` for a reading that is not sealed, or was sealed by a program that
/// knew of no identities and has not been settled since.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn of_version(tx: &mut Tx, bill: &Slug, version: VersionId) -> StoreResult<Option<Identities>> {
    let row: Option<(String, Option<String>)> = tx.optional(GET, args![bill, version]).await?;
    let Some((articles, _)) = row else { return Ok(None) };
    let name = format!("{bill} {version}");
    let at = At { table: "reading_articles", row: &name };
    let stored: Vec<StoredArticle> = serde_json::from_str(&articles).map_err(|error| at.wrong(error))?;
    let read = |it: StoredArticle| Ok(Identified { path: at.parse(&it.path)?, uid: uid(&at, it.uid)? });
    Ok(Some(Identities { version, articles: stored.into_iter().map(read).collect::<StoreResult<_>>()? }))
}

/// How a reading is aligned with the one before; `None` for the first, and as in [`of_version`].
///
/// # Errors
/// See [`super::bills::all`].
pub async fn alignment(tx: &mut Tx, bill: &Slug, version: VersionId) -> StoreResult<Option<Alignment>> {
    let row: Option<(String, Option<String>)> = tx.optional(GET, args![bill, version]).await?;
    let Some((_, Some(rows))) = row else { return Ok(None) };
    let name = format!("{bill} {version}");
    let at = At { table: "reading_articles", row: &name };
    let stored: Vec<StoredRow> = serde_json::from_str(&rows).map_err(|error| at.wrong(error))?;
    let rows = stored.into_iter().map(|it| AlignedRow { old: it.old, new: it.new }).collect();
    Ok(Some(Alignment { version, rows }))
}

/// How the newer of two sealed readings was aligned with the older; `None` unless that is the one before, and as in
/// [`of_version`].
///
/// # Errors
/// See [`super::bills::all`].
pub async fn alignment_of(tx: &mut Tx, pair: &Pair) -> StoreResult<Option<Alignment>> {
    let before: Option<(Option<i64>,)> = tx.optional(BEFORE, args![pair.bill(), pair.new_version()]).await?;
    if before.and_then(|it| it.0) != Some(i64::from(pair.old().number())) {
        return Ok(None);
    }
    alignment(tx, pair.bill(), pair.new_version()).await
}
