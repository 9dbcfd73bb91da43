//! The page of a working draft. Its plain form saves, merges and asks; the editor's script takes its place where it
//! runs. Whatever was typed stands in the answer.

use super::save::{Save, Saved, run};
use super::{Drafted, check, json, notes};
use crate::clock::random_hex;
use crate::law::compare::{Comparison, compare};
use crate::law::merge::Merged;
use crate::law::parse::parse;
use crate::procedure::permission::{Action, Object};
use crate::procedure::working::save::{Writer, who_changed};
use crate::procedure::working::{Revision, RevisionNumber, marks};
use crate::view::{DraftForm, DraftPage, DraftSide, NoDraftPage, PageCtx, Question, link};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Missing, Page};
use crate::web::middleware::trouble::Whole;
use crate::web::pages::page;
use crate::web::who::Who;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use axum::{Extension, Form};
use serde::{Deserialize, Serialize};

/// The draft as it stands.
pub async fn show(State(app): State<App>, Path(bill): Path<String>, who: Who, Ctx(ctx): Ctx) -> Page {
    let dossier = super::bill(&mut app.db().read().await?, &who, &bill).await?;
    if super::opened(&app, &who, &dossier).await?.is_none() {
        return page(&NoDraftPage::new(&ctx, &dossier));
    }
    let (head, text) = super::head(&mut app.db().read().await?, &dossier.bill.slug).await?;
    answer(&app, &ctx, &who, &dossier, (&head, text), DraftForm::default(), StatusCode::OK).await
}

#[derive(Serialize)]
struct Text {
    revision: u32,
    text: String,
}

/// The text for the editor.
pub async fn text(State(app): State<App>, Path(bill): Path<String>, who: Who) -> Page {
    let dossier = super::bill(&mut app.db().read().await?, &who, &bill).await?;
    if super::opened(&app, &who, &dossier).await?.is_none() {
        return Ok(json::refusal(StatusCode::NOT_FOUND, "这部法规还没有工作文本"));
    }
    let (head, text) = super::head(&mut app.db().read().await?, &dossier.bill.slug).await?;
    json::answer(&Text { revision: head.number.get(), text })
}

/// The fields of the form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    base: String,
    text: String,
    note: String,
    #[serde(rename = "do")]
    action: String,
}

/// Saves what was typed, or shows what it changes.
pub async fn submit(
    State(app): State<App>,
    Path(bill): Path<String>,
    who: Who,
    Ctx(ctx): Ctx,
    fields: Result<Form<Fields>, FormRejection>,
) -> Page {
    let dossier = super::bill(&mut app.db().read().await?, &who, &bill).await?;
    super::opened(&app, &who, &dossier).await?;
    let Form(fields) = match fields {
        Ok(fields) => fields,
        Err(error) => return Ok(error.into_response()),
    };
    let ctx = PageCtx { here: link::draft(&dossier.bill.slug), ..ctx };
    submitted(&app, &ctx, &who, &dossier, fields).await
}

async fn submitted(app: &App, ctx: &PageCtx, who: &Who, dossier: &Drafted, fields: Fields) -> Page {
    let slug = &dossier.bill.slug;
    // A form sends every line end as CR LF.
    let typed = fields.text.replace("\r\n", "\n");
    let form = DraftForm { note: fields.note, ..DraftForm::default() };
    let (head, _) = super::head(&mut app.db().read().await?, slug).await?;
    let wrong = |why: &str| DraftForm { error: Some(why.to_owned()), ..form.clone() };
    let base = match fields.base.parse::<RevisionNumber>() {
        Ok(base) => base,
        Err(_) => {
            let form = wrong("没有说明从哪次修订改起，没有保存；请核对以后再保存一次");
            return answer(app, ctx, who, dossier, (&head, typed), form, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    let at = Base { number: base, text: typed };
    if fields.action == "show" {
        return changed(app, ctx, who, dossier, at, form).await;
    }
    if marks::is_open(&at.text) {
        let form = wrong("文本里还有选择文字的提示行，请先选定文字，删去提示行再保存");
        return again(app, ctx, who, dossier, at, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let save = Save { base: Some(base), text: at.text.clone(), kind: None, remark: form.note.clone() };
    match run(app, who, slug, save).await {
        Ok(Saved::Done { .. }) => Ok(Redirect::to(&link::draft(slug)).into_response()),
        Ok(Saved::Conflict { head, kept, merged, by }) => {
            asked(app, ctx, who, dossier, Conflicted { head, kept, merged: *merged, by }, form.note).await
        }
        Ok(Saved::Refused(refusal)) => {
            again(app, ctx, who, dossier, at, wrong(&refusal.to_string()), StatusCode::PAYLOAD_TOO_LARGE).await
        }
        Err(AppError::NotFound(Missing::Revision)) => {
            let form = wrong("没有您改起的那次修订，没有保存；请核对以后再保存一次");
            answer(app, ctx, who, dossier, (&head, at.text), form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(AppError::Busy) => {
            let form = wrong("现在保存的人太多，没有保存；您的文字还在，请再保存一次");
            again(app, ctx, who, dossier, at, form, StatusCode::SERVICE_UNAVAILABLE).await
        }
        Err(error) => Err(error),
    }
}

/// What was sent and meets what others saved.
pub struct Conflicted {
    /// The revision that is the draft.
    pub head: RevisionNumber,
    /// Where what was sent is kept.
    pub kept: RevisionNumber,
    /// The draft merged with what does not conflict, and the conflicts.
    pub merged: Merged,
    /// Who saved in between.
    pub by: Vec<Writer>,
}

/// The page that asks a person to choose.
pub async fn asked(app: &App, ctx: &PageCtx, who: &Who, dossier: &Drafted, it: Conflicted, note: String) -> Page {
    let kept = Some(link::revision(&dossier.bill.slug, it.kept));
    let form = DraftForm { note, questions: questions(&it.merged, &it.by), kept, ..DraftForm::default() };
    let at = Base { number: it.head, text: marks::marked(&it.merged) };
    again(app, ctx, who, dossier, at, form, StatusCode::CONFLICT).await
}

fn questions(merged: &Merged, by: &[Writer]) -> Vec<Question> {
    let question = |it: &crate::law::merge::Conflict| Question {
        article: it.article.clone(),
        base: it.base.clone(),
        yours: it.ours.clone(),
        theirs: it.theirs.clone(),
        by: who_changed(by, &it.article),
        before: before(&merged.text[..it.span.start]),
        after: merged.text[it.span.end..].lines().next().unwrap_or("").chars().take(CONTEXT_CHARS).collect(),
    };
    merged.conflicts.iter().map(question).collect()
}

/// Characters shown before and after words that two people changed.
const CONTEXT_CHARS: usize = 24;

fn before(text: &str) -> String {
    let line = text.rsplit('\n').next().unwrap_or("");
    let skipped = line.chars().count().saturating_sub(CONTEXT_CHARS);
    line.chars().skip(skipped).collect()
}

/// What was typed, and on top of which revision it stands.
struct Base {
    number: RevisionNumber,
    text: String,
}

/// The page with what was typed.
async fn again(
    app: &App,
    ctx: &PageCtx,
    who: &Who,
    dossier: &Drafted,
    base: Base,
    form: DraftForm,
    status: StatusCode,
) -> Page {
    let slug = &dossier.bill.slug;
    let mut tx = app.db().read().await?;
    let revision = crate::store::working::get(&mut tx, slug, base.number).await?;
    let revision = match revision {
        Some(it) => it,
        None => super::head(&mut tx, slug).await?.0,
    };
    drop(tx);
    answer(app, ctx, who, dossier, (&revision, base.text), form, status).await
}

/// The page with what was typed and what it changes.
async fn changed(app: &App, ctx: &PageCtx, who: &Who, dossier: &Drafted, base: Base, form: DraftForm) -> Page {
    let slug = &dossier.bill.slug;
    let mut tx = app.db().read().await?;
    let Some(revision) = crate::store::working::get(&mut tx, slug, base.number).await? else {
        let (head, _) = super::head(&mut tx, slug).await?;
        drop(tx);
        return answer(app, ctx, who, dossier, (&head, base.text), form, StatusCode::OK).await;
    };
    let old = crate::store::working::text(&mut tx, slug, &revision).await?;
    drop(tx);
    let new = base.text.clone();
    let work = move || compare(&parse(&old).statute, &parse(&new).statute);
    let comparison = tokio::task::spawn_blocking(work).await?;
    made(app, ctx, who, dossier, (&revision, base.text), form, Some(&comparison), StatusCode::OK).await
}

async fn answer(
    app: &App,
    ctx: &PageCtx,
    who: &Who,
    dossier: &Drafted,
    at: (&Revision, String),
    form: DraftForm,
    status: StatusCode,
) -> Page {
    made(app, ctx, who, dossier, at, form, None, status).await
}

/// The page for a note that was not accepted.
pub async fn with_note(
    app: &App,
    ctx: &PageCtx,
    who: &Who,
    dossier: &Drafted,
    quote: String,
    words: String,
    error: String,
) -> Page {
    let ctx = PageCtx { here: link::draft(&dossier.bill.slug), ..ctx.clone() };
    let (head, text) = super::head(&mut app.db().read().await?, &dossier.bill.slug).await?;
    let form = DraftForm { quote, words, note_error: Some(error), ..DraftForm::default() };
    answer(app, &ctx, who, dossier, (&head, text), form, StatusCode::UNPROCESSABLE_ENTITY).await
}

#[expect(clippy::too_many_arguments, reason = "everything that the page shows, put together in one place")]
async fn made(
    app: &App,
    ctx: &PageCtx,
    who: &Who,
    dossier: &Drafted,
    (revision, text): (&Revision, String),
    form: DraftForm,
    changes: Option<&Comparison>,
    status: StatusCode,
) -> Page {
    let slug = &dossier.bill.slug;
    let notes = notes::rows(app, &mut app.db().read().await?, slug, &text).await?;
    let (checker, checked) = (app.clone(), text.clone());
    let check = tokio::task::spawn_blocking(move || check::checked(&checker, &checked)).await?;
    let side = DraftSide {
        check,
        notes,
        edits: super::may_edit(who, dossier),
        annotates: who.may(Action::AnnotateDraft, Object::Bill(&dossier.bill)),
        client: random_hex::<16>(),
        person: who.person.name.clone(),
        organ: who.acting.post.organ().to_owned(),
    };
    let local = |at| app.clock().local(at);
    let answer = page(&DraftPage::new(ctx, dossier, revision, text, form, side, changes, &local))?;
    Ok(if status == StatusCode::OK { answer } else { (status, Extension(Whole), answer).into_response() })
}
