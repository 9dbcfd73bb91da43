//! What people say about drafts: submissions and their opinions, written once; layers over them and what became of them,
//! which only grow. Names and contacts stand in a table of their own, sealed.

use super::row::At;
use super::{StoreError, StoreResult, Tx, args};
use crate::procedure::correction::Signer;
use crate::procedure::opinion::layer::{Layer, NewLayer};
use crate::procedure::opinion::standing::{NewEntry, OpinionEntry};
use crate::procedure::opinion::{Head, NewOpinion, NewSubmission, Opinion, Place, Quote, Submission, SubmissionId};
use crate::procedure::person::PersonId;
use crate::procedure::{ConsultationId, Digest, Slug};
use jiff::Timestamp;
use jiff::civil::Date;

/// How often a number is made anew that another submission of the same millisecond happens to have.
const NUMBERS: usize = 8;

/// Who keyed a submission in that did not come from a page of the public, and when it was said.
#[derive(Debug, Clone)]
pub struct Keyed {
    /// The person.
    pub person: PersonId,
    /// Name and organ.
    pub by: Signer,
    /// The day on which it was said or written.
    pub said_on: Option<Date>,
    /// What else is to be known about it.
    pub note: Option<String>,
}

/// A submission and all that is kept with it.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// What is said.
    pub submission: NewSubmission,
    /// What makes a second sending the same ([`NewSubmission::identity`]).
    pub identity: Digest,
    /// The keyed digest by which the receipt is found.
    pub receipt: Digest,
    /// The receipt, sealed.
    pub sealed_receipt: String,
    /// Names and contacts, sealed.
    pub sealed_contact: Option<String>,
    /// Who keyed it in.
    pub keyed: Option<Keyed>,
}

/// What a submission became, or already was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its number.
    pub id: SubmissionId,
    /// Its receipt, sealed; of the first sending, if this was not it.
    pub sealed_receipt: String,
    /// When it was first received.
    pub received_at: Timestamp,
    /// Whether this was the first sending.
    pub is_new: bool,
}

const INSERT: &str = "insert into submission (id, bill, version, identity_sha256, receipt_sha256, receipt, via, point, source, \
                      people, people_basis, received_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
                      on conflict do nothing";
const KNOWN: &str = "select id, receipt, received_at from submission where identity_sha256 = $1";
const INSERT_OPINION: &str = "insert into opinion (submission, number, bill, version, place, article, quote, wish, words, reason, \
                              wording) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const INSERT_CONTACT: &str = "insert into submission_contact (submission, sealed) values ($1, $2)";
const INSERT_KEYED: &str = "insert into submission_entry (submission, person, author, organ, said_on, note) \
                            values ($1, $2, $3, $4, $5, $6)";

/// Keeps a submission, unless the same was kept before; then nothing is written and the first receipt is given back.
/// `chance` gives numbers nobody can guess.
///
/// # Errors
/// The database fails; then nothing of it is kept.
pub async fn keep(tx: &mut Tx, it: &Incoming, now: Timestamp, chance: impl Fn() -> u32) -> StoreResult<Kept> {
    for _ in 0..NUMBERS {
        let id = SubmissionId::at(now, chance()).map_err(|error| StoreError::contradiction("submission", "", error))?;
        if insert(tx, it, id, now).await? == 1 {
            insert_parts(tx, it, id).await?;
            return Ok(Kept { id, sealed_receipt: it.sealed_receipt.clone(), received_at: now, is_new: true });
        }
        let known: Option<(i64, String, i64)> = tx.optional(KNOWN, args![it.identity]).await?;
        if let Some((id, sealed_receipt, received_at)) = known {
            let at = At { table: "submission", row: &id };
            return Ok(Kept {
                id: number(&at, id)?,
                sealed_receipt,
                received_at: at.instant(received_at)?,
                is_new: false,
            });
        }
    }
    Err(StoreError::Busy)
}

async fn insert(tx: &mut Tx, it: &Incoming, id: SubmissionId, now: Timestamp) -> StoreResult<u64> {
    let NewSubmission { consultation, via, point, source, head, .. } = &it.submission;
    let values = args![
        id.get(),
        &consultation.bill,
        consultation.version,
        it.identity,
        it.receipt,
        &it.sealed_receipt,
        via.code(),
        point.as_ref().map(Slug::to_string),
        source.code(),
        i64::from(head.people()),
        head.basis().code(),
        now.as_millisecond()
    ];
    tx.execute(INSERT, values).await
}

async fn insert_parts(tx: &mut Tx, it: &Incoming, id: SubmissionId) -> StoreResult<()> {
    for (n, opinion) in (1_i64..).zip(&it.submission.opinions) {
        insert_opinion(tx, &it.submission.consultation, id, n, opinion).await?;
    }
    if let Some(sealed) = &it.sealed_contact {
        tx.execute(INSERT_CONTACT, args![id.get(), sealed]).await?;
    }
    if let Some(Keyed { person, by, said_on, note }) = &it.keyed {
        let values = args![id.get(), person.get(), by.name(), by.organ(), *said_on, note];
        tx.execute(INSERT_KEYED, values).await?;
    }
    Ok(())
}

async fn insert_opinion(
    tx: &mut Tx,
    of: &ConsultationId,
    id: SubmissionId,
    number: i64,
    it: &NewOpinion,
) -> StoreResult<()> {
    let quote = it.quote.as_ref().map(serde_json::to_string).transpose();
    let quote = quote.map_err(|error| StoreError::contradiction("opinion", id, error))?;
    let values = args![
        id.get(),
        number,
        &of.bill,
        of.version,
        it.place.to_string(),
        article(it.place),
        quote,
        it.wish.map(|wish| wish.code().to_owned()),
        &it.words,
        &it.reason,
        &it.wording
    ];
    tx.execute(INSERT_OPINION, values).await?;
    Ok(())
}

/// The article as it stands in the index: `a12`, or `all`.
fn article(place: Place) -> String {
    place.article().map_or_else(|| "all".to_owned(), |it| it.to_string())
}

// ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    bill: String,
    version: i64,
    via: String,
    point: Option<String>,
    source: String,
    people: i64,
    people_basis: String,
    received_at: i64,
}

#[derive(sqlx::FromRow)]
struct OpinionRow {
    submission: i64,
    number: i64,
    place: String,
    quote: Option<String>,
    wish: Option<String>,
    words: String,
    reason: Option<String>,
    wording: Option<String>,
}

fn number(at: &At<'_>, id: i64) -> StoreResult<SubmissionId> {
    SubmissionId::new(id).map_err(|error| at.wrong(error))
}

fn small(at: &At<'_>, number: i64) -> StoreResult<u32> {
    u32::try_from(number).map_err(|error| at.wrong(error))
}

impl Row {
    fn read(self, opinions: Vec<Opinion>) -> StoreResult<Submission> {
        let at = At { table: "submission", row: &self.id };
        let head =
            Head::new(small(&at, self.people)?, at.parse(&self.people_basis)?).map_err(|error| at.wrong(error))?;
        Ok(Submission {
            id: number(&at, self.id)?,
            consultation: ConsultationId { bill: at.parse(&self.bill)?, version: at.version(self.version)? },
            via: at.parse(&self.via)?,
            point: at.parse_optional(self.point.as_deref())?,
            source: at.parse(&self.source)?,
            head,
            received_at: at.instant(self.received_at)?,
            opinions,
        })
    }
}

impl OpinionRow {
    fn read(self) -> StoreResult<Opinion> {
        let row = format!("{}/{}", self.submission, self.number);
        let at = At { table: "opinion", row: &row };
        let quote: Option<Quote> =
            self.quote.as_deref().map(serde_json::from_str).transpose().map_err(|it| at.wrong(it))?;
        Ok(Opinion {
            number: small(&at, self.number)?,
            place: at.parse(&self.place)?,
            quote,
            wish: at.parse_optional(self.wish.as_deref())?,
            words: self.words,
            reason: self.reason,
            wording: self.wording,
        })
    }
}

const GET: &str = "select id, bill, version, via, point, source, people, people_basis, received_at from submission \
                   where id = $1";
const OPINIONS: &str = "select submission, number, place, quote, wish, words, reason, wording from opinion \
                        where submission = $1 order by number";
const BY_RECEIPT: &str = "select id from submission where receipt_sha256 = $1";

/// A submission.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn get(tx: &mut Tx, id: SubmissionId) -> StoreResult<Option<Submission>> {
    let row: Option<Row> = tx.optional(GET, args![id.get()]).await?;
    let Some(row) = row else { return Ok(None) };
    let opinions: Vec<OpinionRow> = tx.all(OPINIONS, args![id.get()]).await?;
    row.read(opinions.into_iter().map(OpinionRow::read).collect::<StoreResult<_>>()?).map(Some)
}

/// The submission of a receipt, by the receipt's keyed digest.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn by_receipt(tx: &mut Tx, receipt: &Digest) -> StoreResult<Option<SubmissionId>> {
    let row: Option<(i64,)> = tx.optional(BY_RECEIPT, args![*receipt]).await?;
    row.map(|(id,)| number(&At { table: "submission", row: &id }, id)).transpose()
}

const CONTACT: &str = "select sealed from submission_contact where submission = $1";
const RECEIPT: &str = "select receipt from submission where id = $1";
const ERASE: &str = "delete from submission_contact where submission = $1";
const IDENTITY: &str = "select identity_sha256 from submission where id = $1";

/// Names and contacts as they are kept: sealed. `None` where none were given, or where they were erased.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn sealed_contact(tx: &mut Tx, id: SubmissionId) -> StoreResult<Option<String>> {
    Ok(tx.optional::<(String,)>(CONTACT, args![id.get()]).await?.map(|(it,)| it))
}

/// The receipt as it is kept: sealed.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn sealed_receipt(tx: &mut Tx, id: SubmissionId) -> StoreResult<Option<String>> {
    Ok(tx.optional::<(String,)>(RECEIPT, args![id.get()]).await?.map(|(it,)| it))
}

/// What makes a second sending of it the same.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn identity(tx: &mut Tx, id: SubmissionId) -> StoreResult<Option<Digest>> {
    let row: Option<(String,)> = tx.optional(IDENTITY, args![id.get()]).await?;
    row.map(|(it,)| At { table: "submission", row: &id }.parse(&it)).transpose()
}

/// Erases names and contacts for good. What was said stays (档案).
///
/// # Errors
/// See [`super::bills::all`].
pub async fn erase_contact(tx: &mut Tx, id: SubmissionId) -> StoreResult<bool> {
    Ok(tx.execute(ERASE, args![id.get()]).await? > 0)
}

// ── layers ───────────────────────────────────────────────────────────────────────────────────────────────────────────

#[derive(sqlx::FromRow)]
struct LayerRow {
    opinion: i64,
    number: i64,
    kind: String,
    words: String,
    reason: String,
    by_whom: String,
    made_at: i64,
}

const LAYERS: &str = "select opinion, number, kind, words, reason, by_whom, made_at from opinion_layer \
                      where submission = $1 order by opinion, number";
const INSERT_LAYER: &str = "insert into opinion_layer (submission, opinion, number, kind, words, reason, person, by_whom, made_at) \
                            select $1, $2, cast(coalesce(max(number), 0) + 1 as bigint), $3, $4, $5, $6, $7, $8 \
                            from opinion_layer where submission = $1 and opinion = $2";

/// The layers over the opinions of a submission, each with the number of its opinion, from the bottom.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn layers(tx: &mut Tx, id: SubmissionId) -> StoreResult<Vec<(u32, Layer)>> {
    let rows: Vec<LayerRow> = tx.all(LAYERS, args![id.get()]).await?;
    let read = |row: LayerRow| {
        let name = format!("{id}/{}/{}", row.opinion, row.number);
        let at = At { table: "opinion_layer", row: &name };
        let layer = Layer {
            number: small(&at, row.number)?,
            kind: at.parse(&row.kind)?,
            words: row.words,
            reason: row.reason,
            by: row.by_whom,
            at: at.instant(row.made_at)?,
        };
        Ok((small(&at, row.opinion)?, layer))
    };
    rows.into_iter().map(read).collect()
}

/// Adds a layer. `by` is who is shown; `person` is none where whoever sent it did it with the receipt.
///
/// # Errors
/// See [`super::bills::all`]; [`StoreError::Constraint`] where two were added at once.
pub async fn add_layer(
    tx: &mut Tx,
    id: SubmissionId,
    opinion: u32,
    layer: &NewLayer,
    (person, by): (Option<PersonId>, &str),
    now: Timestamp,
) -> StoreResult<()> {
    let NewLayer { kind, words, reason } = layer;
    let (person, now) = (person.map(PersonId::get), now.as_millisecond());
    let values = args![id.get(), i64::from(opinion), kind.code(), words, reason, person, by, now];
    tx.execute(INSERT_LAYER, values).await?;
    Ok(())
}

// ── what became of them ──────────────────────────────────────────────────────────────────────────────────────────────

#[derive(sqlx::FromRow)]
struct EntryRow {
    number: i64,
    opinion: Option<i64>,
    deed: String,
    reason: String,
    by_whom: String,
    made_at: i64,
}

const ENTRIES: &str = "select number, opinion, deed, reason, by_whom, made_at from opinion_entry where submission = $1 \
                       order by number";
const INSERT_ENTRY: &str = "insert into opinion_entry (submission, number, opinion, deed, reason, person, by_whom, made_at) \
                            select $1, cast(coalesce(max(number), 0) + 1 as bigint), $2, $3, $4, $5, $6, $7 \
                            from opinion_entry where submission = $1";

/// What became of a submission, from the first.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn entries(tx: &mut Tx, id: SubmissionId) -> StoreResult<Vec<OpinionEntry>> {
    let rows: Vec<EntryRow> = tx.all(ENTRIES, args![id.get()]).await?;
    let read = |row: EntryRow| {
        let name = format!("{id}/{}", row.number);
        let at = At { table: "opinion_entry", row: &name };
        Ok(OpinionEntry {
            number: small(&at, row.number)?,
            opinion: row.opinion.map(|it| small(&at, it)).transpose()?,
            deed: at.parse(&row.deed)?,
            reason: row.reason,
            by: row.by_whom,
            at: at.instant(row.made_at)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Adds to what became of a submission. `person` is none where whoever sent it did it with the receipt.
///
/// # Errors
/// As [`add_layer`].
pub async fn add_entry(
    tx: &mut Tx,
    id: SubmissionId,
    entry: &NewEntry,
    (person, by): (Option<PersonId>, &str),
    now: Timestamp,
) -> StoreResult<()> {
    let NewEntry { opinion, deed, reason } = entry;
    let (person, now) = (person.map(PersonId::get), now.as_millisecond());
    let values = args![id.get(), opinion.map(i64::from), deed.code(), reason, person, by, now];
    tx.execute(INSERT_ENTRY, values).await?;
    Ok(())
}

// ── lists ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/// Which submissions a list shows. Whoever lists decides what may be seen; this only finds.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only those with an opinion on this article (`a12`, `all`).
    pub article: Option<String>,
    /// Only those through this point.
    pub point: Option<Slug>,
    /// Only those older than this one.
    pub before: Option<SubmissionId>,
    /// Whether those are left out that a point recorded and has not handed in.
    pub handed_in: bool,
}

const LIST: &str = "select id, bill, version, via, point, source, people, people_basis, received_at from submission s \
                    where bill = $1 and version = $2 and id < $3 and ($4 = '' or point = $4) \
                    and (not $5 or not exists (select 1 from submission_entry e where e.submission = s.id and s.via = 'point') \
                         or exists (select 1 from point_reported r where r.submission = s.id)) \
                    order by id desc limit $6";
const LIST_ARTICLE: &str = "select id, s.bill, s.version, via, point, source, people, people_basis, received_at \
                    from submission s where id in (select o.submission from opinion o where o.bill = $1 and o.version = $2 \
                         and o.article = $7 and o.submission < $3) and ($4 = '' or point = $4) \
                    and (not $5 or not exists (select 1 from submission_entry e where e.submission = s.id and s.via = 'point') \
                         or exists (select 1 from point_reported r where r.submission = s.id)) \
                    order by id desc limit $6";

/// Submissions, the newest first.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn list(tx: &mut Tx, of: &ConsultationId, by: &Filter, most: u32) -> StoreResult<Vec<Submission>> {
    let before = by.before.map_or(i64::MAX, SubmissionId::get);
    let point = by.point.as_ref().map_or("", Slug::as_str);
    let mut values = args![&of.bill, of.version, before, point, by.handed_in, i64::from(most)];
    let sql = if let Some(article) = &by.article {
        values.extend(args![article]);
        LIST_ARTICLE
    } else {
        LIST
    };
    let rows: Vec<Row> = tx.all(sql, values).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let opinions: Vec<OpinionRow> = tx.all(OPINIONS, args![row.id]).await?;
        found.push(row.read(opinions.into_iter().map(OpinionRow::read).collect::<StoreResult<_>>()?)?);
    }
    Ok(found)
}

const COUNTS: &str = "select article, cast(count(*) as bigint) from opinion where bill = $1 and version = $2 \
                      group by article order by article";
const TOTAL: &str = "select cast(count(*) as bigint), cast(coalesce(sum(people), 0) as bigint) from submission \
                     where bill = $1 and version = $2";

/// How many opinions there are on each article (`a12`, `all`).
///
/// # Errors
/// See [`super::bills::all`].
pub async fn counts(tx: &mut Tx, of: &ConsultationId) -> StoreResult<Vec<(String, i64)>> {
    tx.all(COUNTS, args![&of.bill, of.version]).await
}

/// How many submissions there are, and how many people stand behind them.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn total(tx: &mut Tx, of: &ConsultationId) -> StoreResult<(i64, i64)> {
    Ok(tx.optional(TOTAL, args![&of.bill, of.version]).await?.unwrap_or_default())
}
