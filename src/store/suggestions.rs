//! Files that were brought to a working draft, and the suggestions in them. Both only grow; the database holds that.

use super::row::At;
use super::{StoreResult, Tx, args};
use crate::law::edit::Edit;
use crate::procedure::correction::Signer;
use crate::procedure::person::PersonId;
use crate::procedure::suggestion::{
    Decision, FileId, NewFile, NewSuggestion, Origin, Suggestion, SuggestionId, Verdict, WordFile,
};
use crate::procedure::working::RevisionNumber;
use crate::procedure::{Digest, Slug};
use jiff::Timestamp;
use std::collections::HashMap;

// ── files ────────────────────────────────────────────────────────────────────────────────────────────────────────────

#[derive(sqlx::FromRow)]
struct FileRow {
    number: i64,
    name: String,
    size: i64,
    sha256: String,
    base: Option<i64>,
    author: String,
    organ: String,
    brought_by: String,
    brought_as: String,
    brought_at: i64,
    taken_at: Option<i64>,
}

impl FileRow {
    fn read(self, bill: &Slug) -> StoreResult<WordFile> {
        let row = format!("{bill} {}", self.number);
        let at = At { table: "word_file", row: &row };
        Ok(WordFile {
            id: file_id(&at, self.number)?,
            name: self.name,
            size: usize::try_from(self.size).map_err(|error| at.wrong(error))?,
            sha256: at.parse(&self.sha256)?,
            base: self.base.map(|it| revision(&at, it)).transpose()?,
            author: self.author,
            organ: self.organ,
            by: Signer::new(&self.brought_by, &self.brought_as).map_err(|error| at.wrong(error))?,
            at: at.instant(self.brought_at)?,
            taken_at: self.taken_at.map(|it| at.instant(it)).transpose()?,
        })
    }
}

fn small(at: &At<'_>, number: i64) -> StoreResult<u32> {
    u32::try_from(number).map_err(|error| at.wrong(error))
}

fn file_id(at: &At<'_>, number: i64) -> StoreResult<FileId> {
    FileId::new(small(at, number)?).map_err(|error| at.wrong(error))
}

fn revision(at: &At<'_>, number: i64) -> StoreResult<RevisionNumber> {
    RevisionNumber::new(small(at, number)?).map_err(|error| at.wrong(error))
}

const FILES: &str = "select f.number, f.name, f.size, f.sha256, f.base, f.author, f.organ, f.brought_by, f.brought_as, \
                     f.brought_at, t.taken_at from word_file f left join word_file_taken t \
                     on t.bill = f.bill and t.file = f.number where f.bill = $1 order by f.number desc";
const FILE: &str = "select f.number, f.name, f.size, f.sha256, f.base, f.author, f.organ, f.brought_by, f.brought_as, \
                    f.brought_at, t.taken_at from word_file f left join word_file_taken t \
                    on t.bill = f.bill and t.file = f.number where f.bill = $1 and f.number = $2";
const CONTENT: &str = "select content from word_file where bill = $1 and number = $2";
const NEXT_FILE: &str = "select cast(coalesce(max(number), 0) + 1 as bigint) from word_file where bill = $1";
const INSERT_FILE: &str = "insert into word_file (bill, number, name, content, size, sha256, base, author, organ, \
                           person, brought_by, brought_as, brought_at) \
                           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
const INSERT_TAKEN: &str = "insert into word_file_taken (bill, file, base, person, taken_by, taken_as, taken_at) \
                            values ($1, $2, $3, $4, $5, $6, $7)";

/// The files of a bill without their bytes, the newest first.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn files(tx: &mut Tx, bill: &Slug) -> StoreResult<Vec<WordFile>> {
    let rows: Vec<FileRow> = tx.all(FILES, args![bill]).await?;
    rows.into_iter().map(|it| it.read(bill)).collect()
}

/// A file without its bytes.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn file(tx: &mut Tx, bill: &Slug, id: FileId) -> StoreResult<Option<WordFile>> {
    let row: Option<FileRow> = tx.optional(FILE, args![bill, i64::from(id.get())]).await?;
    row.map(|it| it.read(bill)).transpose()
}

/// The bytes of a file, checked against their SHA-256.
///
/// # Errors
/// See [`super::bills::all`]; [`super::StoreError::Contradiction`] when they are not those that were brought.
pub async fn content(tx: &mut Tx, bill: &Slug, file: &WordFile) -> StoreResult<Vec<u8>> {
    let found: Option<(Vec<u8>,)> = tx.optional(CONTENT, args![bill, i64::from(file.id.get())]).await?;
    let bytes = found.map(|it| it.0).unwrap_or_default();
    let row = format!("{bill} {}", file.id);
    let at = At { table: "word_file", row: &row };
    if Digest::of(&bytes) == file.sha256 { Ok(bytes) } else { Err(at.wrong("文件与登记的校验值不符")) }
}

/// Keeps a file under the next number. The draft must be held.
///
/// # Errors
/// See [`super::bills::all`]; [`super::StoreError::Constraint`] when there is no such bill or revision.
pub async fn add_file(tx: &mut Tx, bill: &Slug, new: NewFile, now: Timestamp) -> StoreResult<FileId> {
    let next: Option<(i64,)> = tx.optional(NEXT_FILE, args![bill]).await?;
    let next = next.map_or(1, |it| it.0);
    let (size, sha256) = (i64::try_from(new.bytes.len()).unwrap_or(i64::MAX), Digest::of(&new.bytes));
    let values = args![
        bill,
        next,
        new.name,
        new.bytes,
        size,
        sha256,
        new.base.map(|it| i64::from(it.get())),
        new.author,
        new.organ,
        new.person.get(),
        new.by.name(),
        new.by.organ(),
        Some(now),
    ];
    tx.execute(INSERT_FILE, values).await?;
    file_id(&At { table: "word_file", row: &next }, next)
}

/// Says that the suggestions of a file were added, against this revision. The draft must be held.
///
/// # Errors
/// See [`super::bills::all`]; [`super::StoreError::Constraint`] when that was said before.
pub async fn mark_taken(
    tx: &mut Tx,
    bill: &Slug,
    (file, base): (FileId, RevisionNumber),
    by: (PersonId, &Signer),
    now: Timestamp,
) -> StoreResult<()> {
    let (file, base) = (i64::from(file.get()), i64::from(base.get()));
    let values = args![bill, file, base, by.0.get(), by.1.name(), by.1.organ(), Some(now)];
    tx.execute(INSERT_TAKEN, values).await?;
    Ok(())
}

// ── suggestions ──────────────────────────────────────────────────────────────────────────────────────────────────────

#[derive(sqlx::FromRow)]
struct Row {
    number: i64,
    file: Option<i64>,
    organ: String,
    base: i64,
    kind: String,
    author: String,
    dated: Option<String>,
    unit: String,
    edits: String,
    quoted: String,
    renumbers: bool,
    made_at: i64,
}

impl Row {
    fn read(self, bill: &Slug) -> StoreResult<Suggestion> {
        let row = format!("{bill} {}", self.number);
        let at = At { table: "suggestion", row: &row };
        let said = NewSuggestion {
            kind: at.parse(&self.kind)?,
            author: self.author,
            dated: at.parse_optional(self.dated.as_deref())?,
            unit: self.unit,
            edits: edits(&at, &self.edits)?,
            quoted: self.quoted,
            renumbers: self.renumbers,
        };
        Ok(Suggestion {
            id: id(&at, self.number)?,
            origin: self.file.map(|it| file_id(&at, it)).transpose()?.map_or(Origin::Person, Origin::File),
            organ: self.organ,
            base: revision(&at, self.base)?,
            said,
            at: at.instant(self.made_at)?,
            decisions: Vec::new(),
        })
    }
}

fn id(at: &At<'_>, number: i64) -> StoreResult<SuggestionId> {
    SuggestionId::new(small(at, number)?).map_err(|error| at.wrong(error))
}

fn edits(at: &At<'_>, json: &str) -> StoreResult<Vec<Edit>> {
    let stored: Vec<(usize, usize, String)> = serde_json::from_str(json).map_err(|error| at.wrong(error))?;
    if stored.iter().any(|it| it.0 > it.1) {
        return Err(at.wrong("修改的位置前后颠倒"));
    }
    Ok(stored.into_iter().map(|(start, end, words)| Edit::new(start, end, words)).collect())
}

fn json(edits: &[Edit]) -> String {
    let stored = edits.iter().map(|it| serde_json::json!([it.span.start, it.span.end, it.replacement]));
    serde_json::Value::from(stored.collect::<Vec<_>>()).to_string()
}

#[derive(sqlx::FromRow)]
struct DecisionRow {
    suggestion: i64,
    verdict: String,
    revision: Option<i64>,
    author: String,
    organ: String,
    decided_at: i64,
}

const ALL: &str = "select number, file, organ, base, kind, author, dated, unit, edits, quoted, renumbers, made_at \
                   from suggestion where bill = $1 order by number";
const DECISIONS: &str = "select suggestion, verdict, revision, author, organ, decided_at from suggestion_decision \
                         where bill = $1 order by suggestion, number";
const NEXT: &str = "select cast(coalesce(max(number), 0) + 1 as bigint) from suggestion where bill = $1";
const INSERT: &str = "insert into suggestion (bill, number, file, organ, base, kind, author, dated, unit, edits, \
                      quoted, renumbers, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
const NEXT_DECISION: &str = "select cast(coalesce(max(number), 0) + 1 as bigint) from suggestion_decision \
                             where bill = $1 and suggestion = $2";
const INSERT_DECISION: &str = "insert into suggestion_decision (bill, suggestion, number, verdict, revision, person, \
                               author, organ, decided_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

/// All suggestions to a draft with what was decided, in their order.
///
/// # Errors
/// See [`super::bills::all`].
pub async fn all(tx: &mut Tx, bill: &Slug) -> StoreResult<Vec<Suggestion>> {
    let rows: Vec<Row> = tx.all(ALL, args![bill]).await?;
    let decided: Vec<DecisionRow> = tx.all(DECISIONS, args![bill]).await?;
    let at = At { table: "suggestion_decision", row: bill };
    let mut decisions: HashMap<i64, Vec<Decision>> = HashMap::new();
    for row in decided {
        let decision = Decision {
            verdict: at.parse(&row.verdict)?,
            revision: row.revision.map(|it| revision(&at, it)).transpose()?,
            by: Signer::new(&row.author, &row.organ).map_err(|error| at.wrong(error))?,
            at: at.instant(row.decided_at)?,
        };
        decisions.entry(row.suggestion).or_default().push(decision);
    }
    let read = |row: Row| {
        let decisions = decisions.remove(&row.number).unwrap_or_default();
        row.read(bill).map(|it| Suggestion { decisions, ..it })
    };
    rows.into_iter().map(read).collect()
}

/// Adds a suggestion under the next number. The draft must be held.
///
/// # Errors
/// See [`super::bills::all`]; [`super::StoreError::Constraint`] when there is no such file or revision.
pub async fn add(
    tx: &mut Tx,
    bill: &Slug,
    (origin, organ, base): (Origin, &str, RevisionNumber),
    new: &NewSuggestion,
    now: Timestamp,
) -> StoreResult<SuggestionId> {
    let next: Option<(i64,)> = tx.optional(NEXT, args![bill]).await?;
    let next = next.map_or(1, |it| it.0);
    let file = match origin {
        Origin::File(file) => Some(i64::from(file.get())),
        Origin::Person => None,
    };
    let values = args![
        bill,
        next,
        file,
        organ,
        i64::from(base.get()),
        new.kind.code(),
        &new.author,
        new.dated.map(|it| it.to_string()),
        &new.unit,
        json(&new.edits),
        &new.quoted,
        new.renumbers,
        Some(now),
    ];
    tx.execute(INSERT, values).await?;
    id(&At { table: "suggestion", row: &next }, next)
}

/// Records what was decided about a suggestion. The draft must be held.
///
/// # Errors
/// See [`super::bills::all`]; [`super::StoreError::Constraint`] when there is no such suggestion, or an accepted one comes
/// without its revision.
pub async fn decide(
    tx: &mut Tx,
    bill: &Slug,
    suggestion: SuggestionId,
    (verdict, revision): (Verdict, Option<RevisionNumber>),
    by: (PersonId, &Signer),
    now: Timestamp,
) -> StoreResult<()> {
    let suggestion = i64::from(suggestion.get());
    let next: Option<(i64,)> = tx.optional(NEXT_DECISION, args![bill, suggestion]).await?;
    let values = args![
        bill,
        suggestion,
        next.map_or(1, |it| it.0),
        verdict.code(),
        revision.map(|it| i64::from(it.get())),
        by.0.get(),
        by.1.name(),
        by.1.organ(),
        Some(now),
    ];
    tx.execute(INSERT_DECISION, values).await?;
    Ok(())
}
