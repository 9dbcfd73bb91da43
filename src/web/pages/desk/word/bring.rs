//! `POST /desk/bills/{bill}/word`: a file is brought. It is read at once, so that one that cannot be read is refused with
//! everything that was typed; then it is kept as it came, and what it would do is shown.

use super::show::again;
use super::understood::{Understood, nearest, understand};
use crate::intake::Unreadable;
use crate::procedure::Slug;
use crate::procedure::suggestion::{MAX_FILE_BYTES, MAX_FILE_NAME_CHARS, MAX_FILES, MAX_NAME_CHARS, NewFile, name};
use crate::procedure::working::RevisionNumber;
use crate::store::{self, Tx};
use crate::view::{BringForm, Dossier, PageCtx, link};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Page};
use crate::web::who::Who;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use std::sync::Arc;

/// The most fields of a form that are read.
const MAX_FIELDS: usize = 8;
/// The longest of the short fields, in bytes.
const MAX_FIELD_BYTES: usize = 4 * 1024;

/// Keeps a file, and goes on to what it would do.
pub async fn bring(
    State(app): State<App>,
    Path(bill): Path<String>,
    who: Who,
    Ctx(ctx): Ctx,
    fields: Multipart,
) -> Page {
    let dossier = super::bill(&mut app.db().read().await?, &who, &bill).await?;
    let Given { form, file, cut_off } = given(fields).await;
    let refused = |why: String, form: BringForm| BringForm { error: Some(why), ..form };
    if cut_off {
        let why = format!("文件太大（超过 {} MB）或者没有传完，没有收下", MAX_FILE_BYTES / 1024 / 1024);
        return again(&app, &ctx, &who, &dossier, refused(why, form), StatusCode::PAYLOAD_TOO_LARGE).await;
    }
    let Some((file_name, bytes)) = file else {
        let form = refused("请选择文件".to_owned(), form);
        return again(&app, &ctx, &who, &dossier, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let author = name(&form.author, MAX_NAME_CHARS);
    let work = move || (understand(&bytes, &author), bytes);
    let (understood, bytes) = tokio::task::spawn_blocking(work).await?;
    let understood = match understood {
        Ok(understood) => understood,
        Err(why) => return unreadable(&app, &ctx, &who, &dossier, form, &why).await,
    };
    kept(&app, &ctx, &who, &dossier, form, (file_name, bytes), &Arc::new(understood)).await
}

async fn unreadable(app: &App, ctx: &PageCtx, who: &Who, dossier: &Dossier, form: BringForm, why: &Unreadable) -> Page {
    let form = BringForm { error: Some(format!("文件{why}")), ..form };
    again(app, ctx, who, dossier, form, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn kept(
    app: &App,
    ctx: &PageCtx,
    who: &Who,
    dossier: &Dossier,
    form: BringForm,
    (file_name, bytes): (String, Vec<u8>),
    understood: &Arc<Understood>,
) -> Page {
    let slug = &dossier.bill.slug;
    let base = base(&mut app.db().read().await?, slug, &form, understood).await?;
    let new = NewFile {
        name: file_name,
        bytes,
        base,
        author: name(&form.author, MAX_NAME_CHARS),
        organ: name(&form.organ, MAX_NAME_CHARS),
        person: who.person.id,
        by: who.signer()?,
    };
    let mut tx = app.db().write().await?;
    store::working::hold(&mut tx, slug).await?;
    if store::suggestions::files(&mut tx, slug).await?.len() >= MAX_FILES {
        drop(tx);
        let form =
            BringForm { error: Some(format!("这部法规的来稿已经有{MAX_FILES}份，不能再收")), ..form };
        return again(app, ctx, who, dossier, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let id = store::suggestions::add_file(&mut tx, slug, new, app.clock().now()).await?;
    tx.commit().await?;
    Ok(Redirect::to(&link::word_file(slug, id)).into_response())
}

/// The revision that was edited: as chosen, else as the file says, else the one it is nearest to.
async fn base(
    tx: &mut Tx,
    slug: &Slug,
    form: &BringForm,
    understood: &Arc<Understood>,
) -> Result<Option<RevisionNumber>, AppError> {
    let chosen = form.base.parse::<RevisionNumber>().ok();
    for number in chosen.into_iter().chain(understood.named(slug)) {
        if store::working::get(tx, slug, number).await?.is_some() {
            return Ok(Some(number));
        }
    }
    nearest(tx, slug, understood).await
}

/// What a form carried.
#[derive(Default)]
struct Given {
    form: BringForm,
    file: Option<(String, Vec<u8>)>,
    /// It was too much, or ended early.
    cut_off: bool,
}

/// The short fields stand before the file, so that they are there whatever becomes of it.
async fn given(mut fields: Multipart) -> Given {
    let mut given = Given::default();
    for _ in 0..MAX_FIELDS {
        let field = match fields.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(_) => return Given { cut_off: true, ..given },
        };
        let what = field.name().unwrap_or_default().to_owned();
        let called = name(field.file_name().unwrap_or_default(), MAX_FILE_NAME_CHARS);
        let Ok(bytes) = field.bytes().await else { return Given { cut_off: true, ..given } };
        let words = || String::from_utf8_lossy(&bytes[..bytes.len().min(MAX_FIELD_BYTES)]).into_owned();
        match what.as_str() {
            "base" => given.form.base = words(),
            "author" => given.form.author = words(),
            "organ" => given.form.organ = words(),
            "file" if !bytes.is_empty() => given.file = Some((called, bytes.to_vec())),
            _ => {}
        }
    }
    given
}
