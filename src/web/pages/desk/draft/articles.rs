//! An article put in or taken out: for the editor as a preview, without a script as a page with the same preview.

use super::json::{self, Body, Change, changes};
use super::save::{Save, Saved, run};
use crate::law::edit::{Utf16, applied};
use crate::law::insertion::{Change as Made, Place, Refused, insert as put_in, remove as take_out};
use crate::law::path::ProvisionPath;
use crate::procedure::working::RevisionNumber;
use crate::view::{ArticlesForm, ArticlesPage, PageCtx, link};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Page};
use crate::web::middleware::trouble::Whole;
use crate::web::pages::page;
use crate::web::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use axum::{Extension, Form};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Insert {
    text: String,
    #[serde(default)]
    after: Option<String>,
    #[serde(default)]
    words: String,
}

#[derive(Deserialize)]
struct Remove {
    text: String,
    article: String,
}

#[derive(Serialize)]
struct Told {
    changes: Vec<Change>,
    numbers: Vec<Renumbered>,
    references: Vec<Moved>,
    notes: Vec<String>,
    cursor: usize,
}

#[derive(Serialize)]
struct Renumbered {
    from: String,
    to: String,
}

#[derive(Serialize)]
struct Moved {
    r#in: String,
    from: String,
    to: String,
}

/// `a12`, `c2`, or nothing for the beginning.
fn place(after: Option<&str>) -> Place {
    match after.map(str::trim).filter(|it| !it.is_empty()) {
        None => Place::First,
        Some(after) => match after.parse::<ProvisionPath>() {
            Ok(path) => Place::After(path.whole_article()),
            Err(_) => Place::Under(after.to_owned()),
        },
    }
}

fn told(text: &str, made: Made) -> Told {
    let after = applied(text, &made.edits);
    Told {
        changes: changes(text, &made.edits),
        numbers: made.numbers.into_iter().map(|(from, to)| Renumbered { from, to }).collect(),
        references: made.references.into_iter().map(|it| Moved { r#in: it.within, from: it.from, to: it.to }).collect(),
        notes: made.notes,
        cursor: Utf16::new(&after).units(made.cursor),
    }
}

async fn preview(text: String, work: impl FnOnce(&str) -> Result<Made, Refused> + Send + 'static) -> Page {
    let made = tokio::task::spawn_blocking(move || work(&text).map(|made| told(&text, made))).await?;
    match made {
        Ok(told) => json::answer(&told),
        Err(refused) => Ok(json::refusal(StatusCode::UNPROCESSABLE_ENTITY, refused.to_string())),
    }
}

/// What a new article moves.
pub async fn insert(State(app): State<App>, Path(bill): Path<String>, who: Who, body: Body) -> Page {
    super::bill(&mut app.db().read().await?, &who, &bill).await?;
    match json::read::<Insert>(body) {
        Ok(it) => preview(it.text, move |text| put_in(text, &place(it.after.as_deref()), &it.words)).await,
        Err(refusal) => Ok(refusal),
    }
}

/// What taking an article out moves.
pub async fn remove(State(app): State<App>, Path(bill): Path<String>, who: Who, body: Body) -> Page {
    super::bill(&mut app.db().read().await?, &who, &bill).await?;
    let sent: Remove = match json::read(body) {
        Ok(sent) => sent,
        Err(refusal) => return Ok(refusal),
    };
    match sent.article.parse::<ProvisionPath>() {
        Ok(path) => preview(sent.text, move |text| take_out(text, path)).await,
        Err(error) => Ok(json::refusal(StatusCode::UNPROCESSABLE_ENTITY, error.to_string())),
    }
}

// ── without a script ─────────────────────────────────────────────────────────────────────────────────────────────────

/// The fields of the page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    base: String,
    after: String,
    words: String,
    article: String,
    #[serde(rename = "do")]
    action: String,
}

/// The empty form.
pub async fn show(State(app): State<App>, Path(bill): Path<String>, who: Who, Ctx(ctx): Ctx) -> Page {
    answer(&app, &ctx, &who, &bill, Fields::default()).await
}

/// Shows what would move, or does it.
pub async fn submit(
    State(app): State<App>,
    Path(bill): Path<String>,
    who: Who,
    Ctx(ctx): Ctx,
    Form(fields): Form<Fields>,
) -> Page {
    answer(&app, &ctx, &who, &bill, fields).await
}

async fn answer(app: &App, ctx: &PageCtx, who: &Who, bill: &str, fields: Fields) -> Page {
    let dossier = super::bill(&mut app.db().read().await?, who, bill).await?;
    super::opened(app, who, &dossier).await?;
    let slug = &dossier.bill.slug;
    let (head, text) = super::head(&mut app.db().read().await?, slug).await?;
    let removing = fields.action.starts_with("remove");
    let asked = !fields.action.is_empty();
    let moved = asked && fields.base != head.number.to_string();
    let made = match asked {
        true => Some(attempt(text.clone(), &fields, removing).await?),
        false => None,
    };
    if let (Some(Ok(made)), true, false) = (&made, fields.action.ends_with("-do"), moved) {
        let save = Save {
            base: fields.base.parse::<RevisionNumber>().ok(),
            text: applied(&text, &made.edits),
            kind: None,
            remark: if removing { "删除一条".to_owned() } else { "增加一条".to_owned() },
        };
        if let Saved::Done { .. } = run(app, who, slug, save).await? {
            return Ok(Redirect::to(&link::draft(slug)).into_response());
        }
    }
    let status = if made.as_ref().is_some_and(Result::is_err) || (moved && fields.action.ends_with("-do")) {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let form = ArticlesForm {
        after: fields.after,
        words: fields.words,
        article: fields.article,
        removing,
        moved: moved && fields.action.ends_with("-do"),
    };
    let ctx = PageCtx { here: link::draft_articles(slug), ..ctx.clone() };
    let work = {
        let dossier = dossier.dossier.clone();
        move || ArticlesPage::new(&ctx, &dossier, head.number, &text, form, made)
    };
    let answer = page(&tokio::task::spawn_blocking(work).await?)?;
    Ok((status, Extension(Whole), answer).into_response())
}

async fn attempt(text: String, fields: &Fields, removing: bool) -> Result<Result<Made, Refused>, AppError> {
    let (after, words, article) = (fields.after.clone(), fields.words.clone(), fields.article.clone());
    let work = move || {
        if removing {
            let path = article.parse::<ProvisionPath>().map_err(|_| Refused("请选择要删除的条文。".to_owned()))?;
            return take_out(&text, path);
        }
        if words.trim().is_empty() {
            return Err(Refused("请填写新增条文的内容。".to_owned()));
        }
        put_in(&text, &place(Some(&after)), &words)
    };
    Ok(tokio::task::spawn_blocking(work).await?)
}
