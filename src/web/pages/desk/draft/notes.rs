//! Notes to colleagues on words of the draft.

use super::json::{self, Body};
use crate::law::edit::{Edit, Utf16};
use crate::law::span::Span;
use crate::procedure::Slug;
use crate::procedure::working::RevisionNumber;
use crate::procedure::working::note::{Anchor, MAX_ENTRIES, MAX_NOTES, Note, NoteRefusal, mapped, words};
use crate::store::{self, Tx};
use crate::view::{NoteRow, PageCtx, chinese_time, link};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Missing, Page};
use crate::web::who::Who;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Answer {
    notes: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: i64,
    from: Option<usize>,
    to: Option<usize>,
    quote: String,
    words: String,
    by: String,
    organ: String,
    at: String,
    done: bool,
    replies: Vec<Reply>,
}

#[derive(Serialize)]
struct Reply {
    words: String,
    by: String,
    organ: String,
    at: String,
}

/// All notes, each where its words stand now; words that are gone have no place.
pub async fn placed(tx: &mut Tx, slug: &Slug, text: &str) -> Result<Vec<(Note, Option<Span>)>, AppError> {
    let notes = store::working::notes(tx, slug).await?;
    let Some(oldest) = notes.iter().map(|it| it.revision).min() else { return Ok(Vec::new()) };
    let steps = store::working::steps(tx, slug, oldest).await?;
    let place = |note: Note| {
        let since: Vec<Edit> = steps_after(&steps, note.revision);
        let span = note.anchor.find(text, mapped(note.anchor.start, &since));
        (note, span)
    };
    Ok(notes.into_iter().map(place).collect())
}

fn steps_after(steps: &[(RevisionNumber, Edit)], revision: RevisionNumber) -> Vec<Edit> {
    steps.iter().filter(|it| it.0 > revision).map(|it| it.1.clone()).collect()
}

async fn answer_for(app: &App, slug: &Slug, sent: Option<&str>) -> Page {
    let mut tx = app.db().read().await?;
    let (_, head) = super::head(&mut tx, slug).await?;
    let text = sent.unwrap_or(&head);
    let index = Utf16::new(text);
    let time = |at| chinese_time(&app.clock().local(at));
    let row = |(note, span): (Note, Option<Span>)| Row {
        id: note.number,
        from: span.map(|it| index.units(it.start)),
        to: span.map(|it| index.units(it.end)),
        done: note.is_done(),
        quote: note.anchor.quote,
        words: note.words,
        by: note.by.name().to_owned(),
        organ: note.by.organ().to_owned(),
        at: time(note.at),
        replies: note
            .entries
            .into_iter()
            .filter(|it| !it.words.is_empty())
            .map(|it| Reply {
                words: it.words,
                by: it.by.name().to_owned(),
                organ: it.by.organ().to_owned(),
                at: time(it.at),
            })
            .collect(),
    };
    let notes = placed(&mut tx, slug, text).await?.into_iter().map(row).collect();
    json::answer(&Answer { notes })
}

/// The notes as rows of the page.
pub async fn rows(app: &App, tx: &mut Tx, slug: &Slug, text: &str) -> Result<Vec<NoteRow>, AppError> {
    let time = |at| chinese_time(&app.clock().local(at));
    let row = |(note, span): (Note, Option<Span>)| NoteRow {
        gone: span.is_none(),
        done: note.is_done(),
        href: format!("{}/annotate/{}", link::draft(slug), note.number),
        id: note.number,
        quote: note.anchor.quote.clone(),
        words: note.words.clone(),
        by: format!("{}（{}）", note.by.name(), note.by.organ()),
        at: time(note.at),
        replies: note
            .entries
            .iter()
            .filter(|it| !it.words.is_empty())
            .map(|it| (format!("{}（{}）于{}", it.by.name(), it.by.organ(), time(it.at)), it.words.clone()))
            .collect(),
    };
    Ok(placed(tx, slug, text).await?.into_iter().map(row).collect())
}

/// The notes on the draft as it stands.
pub async fn list(State(app): State<App>, Path(bill): Path<String>, who: Who) -> Page {
    let dossier = super::bill(&mut app.db().read().await?, &who, &bill).await?;
    if super::opened(&app, &who, &dossier).await?.is_none() {
        return json::answer(&Answer { notes: Vec::new() });
    }
    answer_for(&app, &dossier.bill.slug, None).await
}

#[derive(Deserialize)]
struct NewNote {
    text: String,
    from: usize,
    to: usize,
    words: String,
}

/// A new note on words of the text that is sent along.
pub async fn add(State(app): State<App>, Path(bill): Path<String>, who: Who, body: Body) -> Page {
    let dossier = super::bill(&mut app.db().read().await?, &who, &bill).await?;
    let new: NewNote = match json::read(body) {
        Ok(new) => new,
        Err(refusal) => return Ok(refusal),
    };
    let index = Utf16::new(&new.text);
    let (start, end) = (index.byte(new.from), index.byte(new.to));
    let span = Span::new(start.min(end), end.max(start));
    let slug = &dossier.bill.slug;
    if let Err(refusal) = put(&app, &who, slug, Anchor::new(&new.text, span), &new.words).await? {
        return Ok(refused(refusal));
    }
    answer_for(&app, slug, Some(&new.text)).await
}

fn refused(refusal: NoteRefusal) -> Response {
    json::refusal(StatusCode::UNPROCESSABLE_ENTITY, refusal.to_string())
}

async fn put(
    app: &App,
    who: &Who,
    slug: &Slug,
    anchor: Option<Anchor>,
    text: &str,
) -> Result<Result<i64, NoteRefusal>, AppError> {
    let (words, anchor) = match (words(text), anchor) {
        (Ok(words), Some(anchor)) => (words, anchor),
        (Err(refusal), _) => return Ok(Err(refusal)),
        (_, None) => return Ok(Err(NoteRefusal::NoWords)),
    };
    let mut tx = app.db().write().await?;
    store::working::hold(&mut tx, slug).await?;
    let head = store::working::head(&mut tx, slug).await?.ok_or(Missing::Revision)?;
    if store::working::notes(&mut tx, slug).await?.len() >= MAX_NOTES {
        return Ok(Err(NoteRefusal::TooMany));
    }
    let by = who.signer()?;
    let now = app.clock().now();
    let number =
        store::working::add_note(&mut tx, slug, head.number, &anchor, &words, (who.person.id, &by), now).await?;
    tx.commit().await?;
    Ok(Ok(number))
}

/// A reply to a note, or the mark that it is settled.
#[derive(Deserialize)]
struct Said {
    #[serde(default)]
    reply: Option<String>,
    #[serde(default)]
    done: Option<bool>,
}

/// Replies to a note or settles it.
pub async fn answer(State(app): State<App>, Path((bill, note)): Path<(String, i64)>, who: Who, body: Body) -> Page {
    let dossier = super::bill(&mut app.db().read().await?, &who, &bill).await?;
    let said: Said = match json::read(body) {
        Ok(said) => said,
        Err(refusal) => return Ok(refusal),
    };
    let slug = &dossier.bill.slug;
    if let Err(refusal) = say(&app, &who, slug, note, &said).await? {
        return Ok(refused(refusal));
    }
    answer_for(&app, slug, None).await
}

async fn say(app: &App, who: &Who, slug: &Slug, note: i64, said: &Said) -> Result<Result<(), NoteRefusal>, AppError> {
    let reply = match said.reply.as_deref().map(words) {
        Some(Ok(reply)) => reply,
        Some(Err(NoteRefusal::Empty)) | None if said.done.is_some() => String::new(),
        Some(Err(refusal)) => return Ok(Err(refusal)),
        None => return Ok(Err(NoteRefusal::Empty)),
    };
    let mut tx = app.db().write().await?;
    store::working::hold(&mut tx, slug).await?;
    let notes = store::working::notes(&mut tx, slug).await?;
    let found = notes.iter().find(|it| it.number == note).ok_or(Missing::Note)?;
    if found.entries.len() >= MAX_ENTRIES {
        return Ok(Err(NoteRefusal::TooMany));
    }
    let (by, now) = (who.signer()?, app.clock().now());
    store::working::add_entry(&mut tx, slug, note, &reply, said.done, (who.person.id, &by), now).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

// ── without a script ─────────────────────────────────────────────────────────────────────────────────────────────────

/// The fields of a note on the page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NoteForm {
    quote: String,
    words: String,
}

/// A note on words that are typed as they stand in the draft.
pub async fn add_form(
    State(app): State<App>,
    Path(bill): Path<String>,
    who: Who,
    Ctx(ctx): Ctx,
    Form(form): Form<NoteForm>,
) -> Page {
    let mut tx = app.db().read().await?;
    let dossier = super::bill(&mut tx, &who, &bill).await?;
    let slug = &dossier.bill.slug;
    let (_, text) = super::head(&mut tx, slug).await?;
    drop(tx);
    let quote = form.quote.trim().replace("\r\n", "\n");
    let mut places = text.match_indices(&quote).map(|it| it.0);
    let (first, more) = (places.next(), places.next().is_some());
    let anchor = first.filter(|_| !more && !quote.is_empty());
    let anchor = anchor.and_then(|start| Anchor::new(&text, Span::new(start, start + quote.len())));
    let refusal = match put(&app, &who, slug, anchor, &form.words).await? {
        Ok(number) => return Ok(Redirect::to(&format!("{}#n{number}", link::draft(slug))).into_response()),
        Err(NoteRefusal::NoWords) if more => "这些文字在文本里不止一处，请多写几个字".to_owned(),
        Err(NoteRefusal::NoWords) => "文本里没有这些文字，请照原文填写".to_owned(),
        Err(refusal) => refusal.to_string(),
    };
    again(&app, &ctx, &who, &dossier, (form.quote, form.words, refusal)).await
}

/// The fields of a reply on the page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ReplyForm {
    words: String,
    #[serde(rename = "do")]
    action: String,
}

/// A reply, or a note settled or opened again.
pub async fn answer_form(
    State(app): State<App>,
    Path((bill, note)): Path<(String, i64)>,
    who: Who,
    Ctx(ctx): Ctx,
    Form(form): Form<ReplyForm>,
) -> Page {
    let dossier = super::bill(&mut app.db().read().await?, &who, &bill).await?;
    let slug = &dossier.bill.slug;
    let done = match form.action.as_str() {
        "done" => Some(true),
        "open" => Some(false),
        _ => None,
    };
    let said = Said { reply: Some(form.words.clone()), done };
    match say(&app, &who, slug, note, &said).await? {
        Ok(()) => Ok(Redirect::to(&format!("{}#n{note}", link::draft(slug))).into_response()),
        Err(refusal) => again(&app, &ctx, &who, &dossier, (String::new(), form.words, refusal.to_string())).await,
    }
}

async fn again(
    app: &App,
    ctx: &PageCtx,
    who: &Who,
    dossier: &super::Drafted,
    (quote, words, error): (String, String, String),
) -> Page {
    super::show::with_note(app, ctx, who, dossier, quote, words, error).await
}
