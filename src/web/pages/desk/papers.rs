//! `/desk/bills/{bill}/papers`: papers are added, and read whether they are public or not; `…/texts`: a text that came
//! from outside is kept and sealed.

use super::life::{Loaded, recorder, refused};
use crate::intake;
use crate::law::parse::parse;
use crate::procedure::audit::{Deed, ObjectKind};
use crate::procedure::life::{MAX_LINE_CHARS, date, line};
use crate::procedure::{DocumentKind, DocumentName, Slug, Stage, VersionFacts, VersionId};
use crate::store;
use crate::store::life::NewPaper;
use crate::view::{AddForm, DeskLifePage, OUTSIDE_STAGES, PageCtx, PaperPage, link};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Missing, Page};
use crate::web::load;
use crate::web::pages::{fields, page, read};
use crate::web::who::Who;
use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse as _, Redirect};
use jiff::civil::Date;

/// The longest paper or text, in bytes; the longest law is under one megabyte.
const MAX_TEXT_BYTES: usize = 4 * 1024 * 1024;
/// The most that a request may carry: the file and the pasted words, and the rest of the form.
pub const MAX_REQUEST_BYTES: usize = 3 * MAX_TEXT_BYTES;
/// The most fields of a form that are read.
const MAX_FIELDS: usize = 10;

/// A paper, public or not.
pub async fn show(State(app): State<App>, Path((bill, name)): Path<(String, String)>, who: Who, Ctx(ctx): Ctx) -> Page {
    let slug: Slug = read(&bill, Missing::Bill)?;
    let name: DocumentName = read(&name, Missing::Paper)?;
    let mut tx = app.db().read().await?;
    let dossier = load::dossier(&mut tx, &slug).await?;
    who.on_bill(&dossier.bill)?;
    let paper = dossier.documents.iter().find(|it| it.name == name).ok_or(Missing::Paper)?;
    let source = store::documents::text(&mut tx, &slug, &name).await?.ok_or(Missing::Paper)?;
    page(&PaperPage::new(&ctx, &dossier, paper, &source).on_desk(&ctx, &dossier, paper))
}

/// Adds a paper.
pub async fn add(State(app): State<App>, Path(bill): Path<String>, who: Who, Ctx(ctx): Ctx, fields: Multipart) -> Page {
    let slug: Slug = read(&bill, Missing::Bill)?;
    let form = match given(fields).await? {
        Ok(form) => form,
        Err(broken) => return Ok(broken.into_response()),
    };
    let mut tx = app.db().write().await?;
    store::life::hold(&mut tx).await?;
    let loaded = Loaded::of(&mut tx, &slug).await?;
    who.on_bill(&loaded.case.bill)?;
    let paper = match paper(&form, app.clock().today()) {
        Ok(paper) => paper,
        Err(errors) => {
            drop(tx);
            let form = AddForm { errors, ..form };
            return again(&app, &who, &ctx, &loaded, (&form, &AddForm::default()));
        }
    };
    let now = app.clock().now();
    let name = store::life::add_paper(&mut tx, &slug, &paper, &recorder(&who)?, now).await?;
    let noted = who.did(Deed::PaperAdded).on(ObjectKind::Paper, format!("{slug}/{name}")).saying(paper.kind.label());
    store::audit::add(&mut tx, &noted, now).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("{}?done=paper#papers", link::desk_bill(&slug))).into_response())
}

fn paper(form: &AddForm, today: Date) -> Result<NewPaper, Vec<String>> {
    let mut errors = form.errors.clone();
    let kind = form.kind.parse::<DocumentKind>().map_err(|_| errors.push("请选择文件种类".to_owned())).ok();
    let dated = dated(form, today).map_err(|it| errors.push(it)).ok();
    errors.extend(lines(form, true));
    match (kind, dated) {
        (Some(kind), Some(dated)) if errors.is_empty() => Ok(NewPaper {
            kind,
            version: None,
            title: form.title.trim().to_owned(),
            author: form.author.trim().to_owned(),
            dated,
            text: form.text.clone(),
        }),
        _ => Err(errors),
    }
}

/// Keeps a text that came from outside, and seals it.
pub async fn text(
    State(app): State<App>,
    Path(bill): Path<String>,
    who: Who,
    Ctx(ctx): Ctx,
    fields: Multipart,
) -> Page {
    let slug: Slug = read(&bill, Missing::Bill)?;
    let form = match given(fields).await? {
        Ok(form) => form,
        Err(broken) => return Ok(broken.into_response()),
    };
    let mut tx = app.db().write().await?;
    store::life::hold(&mut tx).await?;
    let loaded = Loaded::of(&mut tx, &slug).await?;
    who.on_bill(&loaded.case.bill)?;
    let facts = match facts(&form, &loaded, app.clock().today()) {
        Ok(facts) => facts,
        Err(errors) => {
            drop(tx);
            let form = AddForm { errors, ..form };
            return again(&app, &who, &ctx, &loaded, (&AddForm::default(), &form));
        }
    };
    store::versions::add(&mut tx, &slug, &facts, &form.text).await?;
    let now = app.clock().now();
    store::versions::seal(&mut tx, &loaded.case.bill, facts.id, now).await?;
    let object = format!("{slug}/{}", facts.id);
    let noted = who.did(Deed::ReadingSealed).on(ObjectKind::Version, object).saying(&facts.label);
    store::audit::add(&mut tx, &noted, now).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("{}?done=text#texts", link::desk_bill(&slug))).into_response())
}

fn facts(form: &AddForm, loaded: &Loaded, today: Date) -> Result<VersionFacts, Vec<String>> {
    let mut errors = form.errors.clone();
    let stage = form.kind.parse::<Stage>().ok().filter(|it| OUTSIDE_STAGES.contains(it));
    if stage.is_none() {
        errors.push("请选择是什么文本".to_owned());
    }
    let dated = dated(form, today).map_err(|it| errors.push(it)).ok();
    errors.extend(lines(form, false));
    let last = loaded.dossier.versions.last();
    let id = last.map_or(VersionId::new(1), |it| VersionId::new(it.id().number() + 1));
    let id = id.map_err(|it| errors.push(it.to_string())).ok();
    if last.is_some_and(|it| !it.is_sealed()) {
        errors.push("上一个文本还没有封存，不能登记新的文本".to_owned());
    }
    if errors.is_empty() && !parse(&form.text).statute.articles().any(|_| true) {
        errors.push("文本中没有找到条文，请核对是否选错了文件".to_owned());
    }
    match (stage, dated, id) {
        (Some(stage), Some(dated), Some(id)) if errors.is_empty() => {
            let label = stage.label().to_owned();
            Ok(VersionFacts { id, stage, label, reading: None, dated, session: line(&form.title) })
        }
        _ => Err(errors),
    }
}

fn dated(form: &AddForm, today: Date) -> Result<Date, String> {
    let day = date(&form.dated).map_err(|error| error.to_string())?;
    if day > today { Err("文件日期晚于今天，请核对".to_owned()) } else { Ok(day) }
}

fn lines(form: &AddForm, titled: bool) -> Vec<String> {
    let mut errors = Vec::new();
    let long = |text: &str| text.chars().count() > MAX_LINE_CHARS || text.contains(char::is_control);
    if titled && form.title.trim().is_empty() {
        errors.push("请填写标题".to_owned());
    }
    if long(form.title.trim()) || long(form.author.trim()) {
        errors.push(format!("标题和署名不能超过{MAX_LINE_CHARS}字，并须写在一行"));
    }
    if form.text.trim().is_empty() && form.errors.is_empty() {
        errors.push("请选择文件，或者粘贴全文".to_owned());
    }
    errors
}

fn again(app: &App, who: &Who, ctx: &PageCtx, loaded: &Loaded, forms: (&AddForm, &AddForm)) -> Page {
    let ctx = PageCtx { here: link::desk_bill(&loaded.case.bill.slug), ..ctx.clone() };
    let local = |at| app.clock().local(at);
    refused(page(&DeskLifePage::new(&ctx, &loaded.view(app, who, None, forms, None, &local)))?)
}

/// The fields; the text from the file if one was chosen, else as pasted.
async fn given(form_data: Multipart) -> Result<Result<AddForm, MultipartError>, AppError> {
    let mut form = AddForm::default();
    let mut file: Option<Vec<u8>> = None;
    let sent = match fields(form_data, MAX_FIELDS).await {
        Ok(sent) => sent,
        Err(broken) => return Ok(Err(broken)),
    };
    for (name, bytes) in sent {
        let words = || String::from_utf8_lossy(&bytes).into_owned();
        match name.as_str() {
            "kind" => form.kind = words(),
            "title" => form.title = words(),
            "author" => form.author = words(),
            "dated" => form.dated = words(),
            "text" => form.text = words(),
            "file" if !bytes.is_empty() => file = Some(bytes.to_vec()),
            _ => {}
        }
    }
    let Some(bytes) = file else { return Ok(Ok(form)) };
    let read = tokio::task::spawn_blocking(move || intake::text_of(&bytes)).await?;
    match read {
        Ok(text) if text.len() > MAX_TEXT_BYTES => form.errors.push("文件太长，请检查是否选错了文件".to_owned()),
        Ok(text) => form.text = text,
        Err(why) => form.errors.push(format!("文件{why}")),
    }
    Ok(Ok(form))
}
