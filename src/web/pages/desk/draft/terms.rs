//! Places of a term in a text that is being written: for the editor, which replaces them itself, and without a script as a
//! page on which one ticks what is replaced.

use super::json::{self, Body};
use super::save::{Save, Saved, run};
use super::{Drafted, show as draft};
use crate::law::edit::{Utf16, applied};
use crate::law::terms::{Hits, Keep, MAX_TERM_CHARS, hits, replaced};
use crate::procedure::Slug;
use crate::procedure::working::{Revision, RevisionNumber};
use crate::store::{self, Tx};
use crate::view::{PageCtx, TermsForm, TermsPage, link};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Page};
use crate::web::middleware::trouble::Whole;
use crate::web::pages::page;
use crate::web::who::Who;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use axum::{Extension, Form};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

#[derive(Deserialize)]
struct Sought {
    text: String,
    find: String,
    #[serde(default)]
    replace: String,
}

#[derive(Serialize)]
struct Found {
    hits: Vec<Place>,
    /// How many more there are than are told.
    hidden: usize,
}

#[derive(Serialize)]
struct Place {
    from: usize,
    to: usize,
    article: String,
    before: String,
    words: String,
    after: String,
    keep: bool,
    why: String,
}

/// All places, each with whether it had better stay.
pub async fn find(State(app): State<App>, Path(bill): Path<String>, who: Who, body: Body) -> Page {
    super::bill(&mut app.db().read().await?, &who, &bill).await?;
    let sought: Sought = match json::read(body) {
        Ok(sent) => sent,
        Err(refusal) => return Ok(refusal),
    };
    if sought.find.trim().is_empty() || sought.find.chars().count() > MAX_TERM_CHARS {
        let message = format!("请填写要查找的用语，不超过{MAX_TERM_CHARS}个字");
        return Ok(json::refusal(StatusCode::UNPROCESSABLE_ENTITY, message));
    }
    json::answer(&tokio::task::spawn_blocking(move || found(&sought)).await?)
}

fn found(sought: &Sought) -> Found {
    let Hits { list, hidden } = hits(&sought.text, &sought.find, &sought.replace);
    let index = Utf16::new(&sought.text);
    let place = |it: crate::law::terms::Hit| {
        let (from, to) = json::range(&index, it.span);
        Place {
            from,
            to,
            article: it.article,
            before: it.before,
            words: sought.find.clone(),
            after: it.after,
            keep: it.keep.is_some(),
            why: it.keep.as_ref().map(Keep::chinese).unwrap_or_default(),
        }
    };
    Found { hits: list.into_iter().map(place).collect(), hidden }
}

// ── without a script ─────────────────────────────────────────────────────────────────────────────────────────────────

/// What stands behind the question mark.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    find: Option<String>,
    replace: String,
}

/// The form, and where the term stands once one is sought.
pub async fn show(
    State(app): State<App>,
    Path(bill): Path<String>,
    Query(asked): Query<Asked>,
    who: Who,
    Ctx(ctx): Ctx,
) -> Page {
    let dossier = super::bill(&mut app.db().read().await?, &who, &bill).await?;
    super::opened(&app, &who, &dossier).await?;
    let at = super::head(&mut app.db().read().await?, &dossier.bill.slug).await?;
    let seeks = asked.find.is_some();
    let form = TermsForm { find: asked.find.unwrap_or_default(), replace: asked.replace, ..TermsForm::default() };
    let form = if seeks { checked(form) } else { form };
    answer(&ctx, &dossier, at, form, seeks, StatusCode::OK).await
}

/// Replaces what was ticked in the text that was shown. What others saved meanwhile is merged, or asked about, as with
/// everything that is saved.
pub async fn replace(
    State(app): State<App>,
    Path(bill): Path<String>,
    who: Who,
    Ctx(ctx): Ctx,
    Form(fields): Form<Vec<(String, String)>>,
) -> Page {
    let dossier = super::bill(&mut app.db().read().await?, &who, &bill).await?;
    super::opened(&app, &who, &dossier).await?;
    let (slug, sent) = (&dossier.bill.slug, Ticked::read(fields));
    let form = checked(sent.form);
    let shown = shown(&mut app.db().read().await?, slug, sent.base).await?;
    let Some((base, text)) = shown else {
        // Of another text nothing is ticked.
        let form =
            TermsForm {
                refused: Some("没有说明从哪次修订查起，请核对以后再替换".to_owned()), ticked: None, ..form
            };
        return refused(&app, &ctx, &dossier, None, form).await;
    };
    if form.find_error.is_some() || form.replace_error.is_some() {
        return refused(&app, &ctx, &dossier, Some((base, text)), form).await;
    }
    let ticked = form.ticked.clone().unwrap_or_default();
    let (source, find, words) = (text.clone(), form.find.clone(), form.replace.clone());
    let work = move || {
        let edits = replaced(&hits(&source, &find, &words), &ticked, &words);
        (edits.len(), applied(&source, &edits))
    };
    let (count, after) = tokio::task::spawn_blocking(work).await?;
    if count == 0 {
        let form = TermsForm { refused: Some("请勾选要替换的地方".to_owned()), ..form };
        return refused(&app, &ctx, &dossier, Some((base, text)), form).await;
    }
    let remark = format!("统改用语：“{}”改为“{}”，{count}处", form.find, form.replace);
    let save = Save { base: Some(base.number), text: after, kind: None, remark: remark.clone() };
    match run(&app, &who, slug, save).await {
        Ok(Saved::Done { .. }) => Ok(Redirect::to(&link::draft(slug)).into_response()),
        Ok(Saved::Conflict { head, kept, merged, by }) => {
            let ctx = PageCtx { here: link::draft(slug), ..ctx };
            draft::asked(&app, &ctx, &who, &dossier, draft::Conflicted { head, kept, merged: *merged, by }, remark)
                .await
        }
        Ok(Saved::Refused(refusal)) => {
            let form = TermsForm { refused: Some(refusal.to_string()), ..form };
            refused(&app, &ctx, &dossier, Some((base, text)), form).await
        }
        Err(AppError::Busy) => {
            let form = TermsForm {
                refused: Some("现在保存的人太多，没有替换；请再试一次".to_owned()), ..form
            };
            refused(&app, &ctx, &dossier, Some((base, text)), form).await
        }
        Err(error) => Err(error),
    }
}

/// What was sent.
struct Ticked {
    base: Option<RevisionNumber>,
    form: TermsForm,
}

impl Ticked {
    fn read(fields: Vec<(String, String)>) -> Self {
        let mut read = Self { base: None, form: TermsForm { ticked: Some(BTreeSet::new()), ..TermsForm::default() } };
        for (name, value) in fields {
            match name.as_str() {
                "base" => read.base = value.parse().ok(),
                "find" => read.form.find = value,
                "replace" => read.form.replace = value,
                "hit" => read.form.ticked.get_or_insert_default().extend(value.parse::<usize>()),
                _ => {}
            }
        }
        read
    }
}

/// The form with what is wrong with its terms.
fn checked(form: TermsForm) -> TermsForm {
    let wrong = |words: &str, what: &str| match words.chars().count() {
        _ if words.trim().is_empty() => Some(format!("请填写{what}")),
        length if length > MAX_TERM_CHARS => Some(format!("用语不能超过{MAX_TERM_CHARS}个字")),
        _ => words.contains(char::is_control).then(|| "用语应当写在一行".to_owned()),
    };
    let find_error = wrong(&form.find, "要查找的用语");
    let same = || (form.find == form.replace).then(|| "与要查找的用语相同".to_owned());
    let replace_error = wrong(&form.replace, "改成的用语").or_else(same);
    TermsForm { find_error, replace_error, ..form }
}

/// The revision over which the page was opened, with its text.
async fn shown(tx: &mut Tx, slug: &Slug, base: Option<RevisionNumber>) -> Result<Option<(Revision, String)>, AppError> {
    let Some(base) = base else { return Ok(None) };
    let Some(revision) = store::working::get(tx, slug, base).await? else { return Ok(None) };
    let text = store::working::text(tx, slug, &revision).await?;
    Ok(Some((revision, text)))
}

/// The page with what was typed and ticked, over the text that was shown, else over the draft as it is.
async fn refused(app: &App, ctx: &PageCtx, dossier: &Drafted, at: Option<(Revision, String)>, form: TermsForm) -> Page {
    let slug = &dossier.bill.slug;
    let at = match at {
        Some(at) => at,
        None => super::head(&mut app.db().read().await?, slug).await?,
    };
    let ctx = PageCtx { here: link::draft_terms(slug), ..ctx.clone() };
    answer(&ctx, dossier, at, form, true, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn answer(
    ctx: &PageCtx,
    dossier: &Drafted,
    (base, text): (Revision, String),
    form: TermsForm,
    seeks: bool,
    status: StatusCode,
) -> Page {
    let seeks = seeks && form.find_error.is_none() && form.replace_error.is_none();
    let status = if form.find_error.is_some() || form.replace_error.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        status
    };
    let (find, words) = (form.find.clone(), form.replace.clone());
    let found = match seeks {
        true => Some(tokio::task::spawn_blocking(move || hits(&text, &find, &words)).await?),
        false => None,
    };
    let answer = page(&TermsPage::new(ctx, dossier, base.number, form, found))?;
    Ok((status, Extension(Whole), answer).into_response())
}
