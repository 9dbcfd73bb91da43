//! Working drafts: revisions that only grow, notes on their words, and who has one open.

use super::row::At;
use super::{StoreResult, Tx, args, lock_draft};
use crate::law::edit::Edit;
use crate::procedure::correction::Signer;
use crate::procedure::person::PersonId;
use crate::procedure::working::delta::{Delta, is_whole};
use crate::procedure::working::note::{Anchor, Entry, Note};
use crate::procedure::working::{
    MAX_PRESENT, NewRevision, PRESENT_SECONDS, Present, Revision, RevisionKind, RevisionNumber,
};
use crate::procedure::{Digest, Slug};
use jiff::{SignedDuration, Timestamp};

#[derive(sqlx::FromRow)]
struct Row {
    number: i64,
    parent: Option<i64>,
    kind: String,
    text_sha256: String,
    person: i64,
    author: String,
    organ: String,
    kept_at: i64,
    remark: String,
    articles: String,
}

/// What parts the articles of a revision in its column.
const BETWEEN_ARTICLES: char = '\n';

impl Row {
    fn read(self, bill: &Slug) -> StoreResult<Revision> {
        let name = format!("{bill} {}", self.number);
        let at = At { table: "draft_revision", row: &name };
        Ok(Revision {
            number: number(&at, self.number)?,
            parent: self.parent.map(|it| number(&at, it)).transpose()?,
            kind: at.parse(&self.kind)?,
            sha256: at.parse(&self.text_sha256)?,
            person: PersonId::new(self.person).map_err(|error| at.wrong(error))?,
            by: Signer::new(&self.author, &self.organ).map_err(|error| at.wrong(error))?,
            at: at.instant(self.kept_at)?,
            remark: self.remark,
            articles: self.articles.split(BETWEEN_ARTICLES).filter(|it| !it.is_empty()).map(str::to_owned).collect(),
        })
    }
}

fn number(at: &At<'_>, number: i64) -> StoreResult<RevisionNumber> {
    let number = u32::try_from(number).map_err(|error| at.wrong(error))?;
    RevisionNumber::new(number).map_err(|error| at.wrong(error))
}

fn int(number: RevisionNumber) -> i64 {
    i64::from(number.get())
}

const HEAD: &str = "select number, parent, kind, text_sha256, person, author, organ, kept_at, remark, articles \
                    from draft_revision where bill = $1 and number = \
                    (select max(number) from draft_revision where bill = $1 and kind <> 'aside')";
const GET: &str = "select number, parent, kind, text_sha256, person, author, organ, kept_at, remark, articles \
                   from draft_revision where bill = $1 and number = $2";
const BEFORE: &str = "select number, parent, kind, text_sha256, person, author, organ, kept_at, remark, articles \
                      from draft_revision where bill = $1 and number < $2 order by number desc limit $3";
const SINCE: &str = "select number, parent, kind, text_sha256, person, author, organ, kept_at, remark, articles \
                     from draft_revision where bill = $1 and number > $2 and kind <> 'aside' order by number";
const CHAIN: &str = "with recursive chain (number, parent, depth, start_byte, removed_bytes, inserted, whole) as ( \
                     select number, parent, depth, start_byte, removed_bytes, inserted, whole from draft_revision \
                     where bill = $1 and number = $2 union all \
                     select r.number, r.parent, r.depth, r.start_byte, r.removed_bytes, r.inserted, r.whole \
                     from draft_revision r join chain c on r.bill = $1 and r.number = c.parent and c.whole is null) \
                     select start_byte, removed_bytes, inserted, whole from chain order by depth";
const STEPS: &str = "select start_byte, removed_bytes, inserted_bytes from draft_revision \
                     where bill = $1 and number > $2 and kind <> 'aside' order by number";
const DEPTH: &str = "select depth from draft_revision where bill = $1 and number = $2";
const NEXT: &str = "select cast(coalesce(max(number), 0) + 1 as bigint) from draft_revision where bill = $1";
const INSERT: &str = "insert into draft_revision (bill, number, parent, kept_aside, depth, kind, start_byte, \
                      removed_bytes, inserted, inserted_bytes, whole, text_sha256, person, author, organ, kept_at, \
                      remark, articles) \
                      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
const HEADS: &str = "select r.bill, r.number, r.author, r.organ, r.kept_at from draft_revision r join \
                     (select bill, max(number) as number from draft_revision where kind <> 'aside' group by bill) h \
                     on h.bill = r.bill and h.number = r.number order by r.bill";

/// The revision that is the working draft now; none before it was opened.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn head(tx: &mut Tx, bill: &Slug) -> StoreResult<Option<Revision>> {
    let row: Option<Row> = tx.optional(HEAD, args![bill]).await?;
    row.map(|it| it.read(bill)).transpose()
}

/// A revision, without its text.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn get(tx: &mut Tx, bill: &Slug, revision: RevisionNumber) -> StoreResult<Option<Revision>> {
    let row: Option<Row> = tx.optional(GET, args![bill, int(revision)]).await?;
    row.map(|it| it.read(bill)).transpose()
}

/// The revisions below a number, the newest first, at most so many.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn before(tx: &mut Tx, bill: &Slug, below: u32, most: usize) -> StoreResult<Vec<Revision>> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows: Vec<Row> = tx.all(BEFORE, args![bill, i64::from(below), most]).await?;
    rows.into_iter().map(|it| it.read(bill)).collect()
}

/// The revisions of the draft after this one, the oldest first.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn since(tx: &mut Tx, bill: &Slug, revision: RevisionNumber) -> StoreResult<Vec<Revision>> {
    let rows: Vec<Row> = tx.all(SINCE, args![bill, int(revision)]).await?;
    rows.into_iter().map(|it| it.read(bill)).collect()
}

/// The text of a revision, put together and checked against its SHA-256.
///
/// # Errors
/// See [`super::bills::all`]; [`super::StoreError::Contradiction`] when it is not the text that was kept.
pub async fn text(tx: &mut Tx, bill: &Slug, revision: &Revision) -> StoreResult<String> {
    let rows: Vec<(i64, i64, String, Option<String>)> = tx.all(CHAIN, args![bill, int(revision.number)]).await?;
    let name = format!("{bill} {}", revision.number);
    let at = At { table: "draft_revision", row: &name };
    let broken = || at.wrong("由修改记录还原不出文本");
    let mut text: Option<String> = None;
    for (start, removed, inserted, whole) in rows {
        text = match (whole, text) {
            (Some(whole), _) => Some(whole),
            (None, Some(text)) => {
                let (start, removed) = (size(&at, start)?, size(&at, removed)?);
                Some(Delta { start, removed, inserted }.apply(&text).ok_or_else(broken)?)
            }
            (None, None) => return Err(broken()),
        };
    }
    let text = text.ok_or_else(broken)?;
    if Digest::of(text.as_bytes()) == revision.sha256 {
        Ok(text)
    } else {
        Err(at.wrong("文本与登记的校验值不符"))
    }
}

fn size(at: &At<'_>, number: i64) -> StoreResult<usize> {
    usize::try_from(number).map_err(|error| at.wrong(error))
}

/// What the revisions of the draft after this one replaced, one after the other.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn steps(tx: &mut Tx, bill: &Slug, revision: RevisionNumber) -> StoreResult<Vec<(RevisionNumber, Edit)>> {
    let rows: Vec<(i64, i64, i64)> = tx.all(STEPS, args![bill, int(revision)]).await?;
    let revisions = since(tx, bill, revision).await?;
    let at = At { table: "draft_revision", row: bill };
    let step = |((start, removed, came), revision): ((i64, i64, i64), Revision)| {
        let start = size(&at, start)?;
        // Of what came only the length matters here.
        let words = "\u{0}".repeat(size(&at, came)?);
        Ok((revision.number, Edit::new(start, start + size(&at, removed)?, words)))
    };
    rows.into_iter().zip(revisions).map(step).collect()
}

/// The working draft of a bill in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftHead {
    /// The bill.
    pub bill: Slug,
    /// The newest revision.
    pub number: RevisionNumber,
    /// Who saved it.
    pub by: Signer,
    /// When.
    pub at: Timestamp,
}

/// All working drafts.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn heads(tx: &mut Tx) -> StoreResult<Vec<DraftHead>> {
    let rows: Vec<(String, i64, String, String, i64)> = tx.all(HEADS, args![]).await?;
    let read = |(bill, revision, author, organ, kept_at): (String, i64, String, String, i64)| {
        let at = At { table: "draft_revision", row: &bill };
        Ok(DraftHead {
            bill: at.parse(&bill)?,
            number: number(&at, revision)?,
            by: Signer::new(&author, &organ).map_err(|error| at.wrong(error))?,
            at: at.instant(kept_at)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Waits until nobody else saves this draft; from now on the head stays until the end of the transaction.
///
/// # Errors
/// [`super::StoreError::Busy`].
pub async fn hold(tx: &mut Tx, bill: &Slug) -> StoreResult<()> {
    lock_draft(tx, bill).await
}

/// Keeps a revision under the next number, stored against `parent`, whose text is `base`. The draft must be held.
///
/// # Errors
/// See [`super::bills::all`]; [`super::StoreError::Constraint`] when there is no such bill or parent.
pub async fn add(
    tx: &mut Tx,
    bill: &Slug,
    parent: Option<(&Revision, &str)>,
    new: &NewRevision,
    now: Timestamp,
) -> StoreResult<Revision> {
    let next: Option<(i64,)> = tx.optional(NEXT, args![bill]).await?;
    let next = next.map_or(1, |it| it.0);
    let depth = match parent {
        Some((parent, _)) => {
            let depth: Option<(i64,)> = tx.optional(DEPTH, args![bill, int(parent.number)]).await?;
            depth.map_or(0, |it| it.0) + 1
        }
        None => 0,
    };
    let delta = Delta::between(parent.map_or("", |it| it.1), &new.text);
    let whole = parent.is_none() || is_whole(u32::try_from(depth).unwrap_or(u32::MAX), &delta, &new.text);
    let sha256 = Digest::of(new.text.as_bytes());
    let length = |it: usize| i64::try_from(it).unwrap_or(i64::MAX);
    let values = args![
        bill,
        next,
        parent.map(|it| int(it.0.number)),
        new.kind == RevisionKind::Aside,
        if whole { 0 } else { depth },
        new.kind.code(),
        length(delta.start),
        length(delta.removed),
        &delta.inserted,
        length(delta.inserted.len()),
        whole.then(|| new.text.clone()),
        sha256,
        new.person.get(),
        new.by.name(),
        new.by.organ(),
        Some(now),
        &new.remark,
        new.articles.join(&BETWEEN_ARTICLES.to_string()),
    ];
    tx.execute(INSERT, values).await?;
    Ok(Revision {
        number: number(&At { table: "draft_revision", row: &next }, next)?,
        parent: parent.map(|it| it.0.number),
        kind: new.kind,
        sha256,
        person: new.person,
        by: new.by.clone(),
        at: now,
        remark: new.remark.clone(),
        articles: new.articles.clone(),
    })
}

// ── notes ────────────────────────────────────────────────────────────────────────────────────────────────────────────

#[derive(sqlx::FromRow)]
struct NoteRow {
    number: i64,
    revision: i64,
    start_byte: i64,
    quote: String,
    before_quote: String,
    after_quote: String,
    words: String,
    author: String,
    organ: String,
    made_at: i64,
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    note: i64,
    words: String,
    done: Option<bool>,
    author: String,
    organ: String,
    made_at: i64,
}

const NOTES: &str = "select number, revision, start_byte, quote, before_quote, after_quote, words, author, organ, \
                     made_at from draft_note where bill = $1 order by number";
const ENTRIES: &str = "select note, words, done, author, organ, made_at from draft_note_entry where bill = $1 \
                       order by note, number";
const NEXT_NOTE: &str = "select cast(coalesce(max(number), 0) + 1 as bigint) from draft_note where bill = $1";
const NEXT_ENTRY: &str =
    "select cast(coalesce(max(number), 0) + 1 as bigint) from draft_note_entry where bill = $1 and note = $2";
const INSERT_NOTE: &str = "insert into draft_note (bill, number, revision, start_byte, quote, before_quote, \
                           after_quote, words, person, author, organ, made_at) \
                           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
const INSERT_ENTRY: &str = "insert into draft_note_entry (bill, note, number, words, done, person, author, organ, \
                            made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

/// All notes of a draft with what was said since, in their order.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn notes(tx: &mut Tx, bill: &Slug) -> StoreResult<Vec<Note>> {
    let rows: Vec<NoteRow> = tx.all(NOTES, args![bill]).await?;
    let entries: Vec<EntryRow> = tx.all(ENTRIES, args![bill]).await?;
    let at = At { table: "draft_note", row: bill };
    let mut notes = Vec::with_capacity(rows.len());
    for row in rows {
        notes.push(Note {
            number: row.number,
            revision: number(&at, row.revision)?,
            anchor: Anchor {
                start: size(&at, row.start_byte)?,
                quote: row.quote,
                before: row.before_quote,
                after: row.after_quote,
            },
            words: row.words,
            by: Signer::new(&row.author, &row.organ).map_err(|error| at.wrong(error))?,
            at: at.instant(row.made_at)?,
            entries: Vec::new(),
        });
    }
    for row in entries {
        let entry = Entry {
            words: row.words,
            done: row.done,
            by: Signer::new(&row.author, &row.organ).map_err(|error| at.wrong(error))?,
            at: at.instant(row.made_at)?,
        };
        notes.iter_mut().filter(|it| it.number == row.note).for_each(|it| it.entries.push(entry.clone()));
    }
    Ok(notes)
}

/// Adds a note under the next number. The draft must be held.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn add_note(
    tx: &mut Tx,
    bill: &Slug,
    revision: RevisionNumber,
    anchor: &Anchor,
    words: &str,
    by: (PersonId, &Signer),
    now: Timestamp,
) -> StoreResult<i64> {
    let next: Option<(i64,)> = tx.optional(NEXT_NOTE, args![bill]).await?;
    let next = next.map_or(1, |it| it.0);
    let values = args![
        bill,
        next,
        int(revision),
        i64::try_from(anchor.start).unwrap_or(i64::MAX),
        &anchor.quote,
        &anchor.before,
        &anchor.after,
        words,
        by.0.get(),
        by.1.name(),
        by.1.organ(),
        Some(now),
    ];
    tx.execute(INSERT_NOTE, values).await?;
    Ok(next)
}

/// Adds a reply or a mark to a note. The draft must be held.
///
/// # Errors
/// See [`super::bills::all`]; [`super::StoreError::Constraint`] when there is no such note.
pub async fn add_entry(
    tx: &mut Tx,
    bill: &Slug,
    note: i64,
    words: &str,
    done: Option<bool>,
    by: (PersonId, &Signer),
    now: Timestamp,
) -> StoreResult<()> {
    let next: Option<(i64,)> = tx.optional(NEXT_ENTRY, args![bill, note]).await?;
    let next = next.map_or(1, |it| it.0);
    let values = args![bill, note, next, words, done, by.0.get(), by.1.name(), by.1.organ(), Some(now)];
    tx.execute(INSERT_ENTRY, values).await?;
    Ok(())
}

// ── who is where ─────────────────────────────────────────────────────────────────────────────────────────────────────

const PRESENT: &str = "select client, author, organ, path from draft_presence where bill = $1 and seen_at > $2 \
                       order by author, client limit $3";
const SEEN: &str = "insert into draft_presence (bill, client, author, organ, path, seen_at) \
                    values ($1, $2, $3, $4, $5, $6) on conflict (bill, client) do update set author = excluded.author, \
                    organ = excluded.organ, path = excluded.path, seen_at = excluded.seen_at";
const FORGET: &str = "delete from draft_presence where seen_at <= $1";

/// Says that someone has the draft open, and forgets those who have not said so for a while.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn seen(tx: &mut Tx, bill: &Slug, who: &Present, now: Timestamp) -> StoreResult<()> {
    tx.execute(FORGET, args![expired(now)]).await?;
    let values = args![bill, who.client.as_str(), who.by.name(), who.by.organ(), &who.path, Some(now)];
    tx.execute(SEEN, values).await?;
    Ok(())
}

/// Those who have the draft open.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn present(tx: &mut Tx, bill: &Slug, now: Timestamp) -> StoreResult<Vec<Present>> {
    let most = i64::try_from(MAX_PRESENT).unwrap_or(i64::MAX);
    let rows: Vec<(String, String, String, String)> = tx.all(PRESENT, args![bill, expired(now), most]).await?;
    let at = At { table: "draft_presence", row: bill };
    let read = |(client, author, organ, path): (String, String, String, String)| {
        let by = Signer::new(&author, &organ).map_err(|error| at.wrong(error))?;
        Ok(Present { client, by, path })
    };
    rows.into_iter().map(read).collect()
}

fn expired(now: Timestamp) -> Option<Timestamp> {
    now.checked_sub(SignedDuration::from_secs(PRESENT_SECONDS)).ok()
}
