//! The page of Word files: the draft to take away, the form for a file that is brought, those that were brought.

use crate::export::docx::{Options, marked_docx};
use crate::intake::origin;
use crate::law::parse::parse;
use crate::procedure::audit::{Deed, ObjectKind};
use crate::procedure::suggestion::FileId;
use crate::procedure::working::RevisionNumber;
use crate::store;
use crate::view::link::Format;
use crate::view::{BringForm, Dossier, PageCtx, WordPage, WordView};
use crate::web::App;
use crate::web::audit;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Missing, Page};
use crate::web::pages::versions::file;
use crate::web::pages::{page, read, whole};
use crate::web::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;

/// Revisions that can be chosen as the one that was edited.
const MAX_CHOICES: usize = 30;

/// The page.
pub async fn show(State(app): State<App>, Path(bill): Path<String>, who: Who, Ctx(ctx): Ctx) -> Page {
    let dossier = super::bill(&mut app.db().read().await?, &who, &bill).await?;
    page(&made(&app, &ctx, &who, &dossier, BringForm::default()).await?)
}

/// The page for a file that was not accepted, with what was typed.
pub async fn again(
    app: &App,
    ctx: &PageCtx,
    who: &Who,
    dossier: &Dossier,
    form: BringForm,
    status: StatusCode,
) -> Page {
    let ctx = PageCtx { here: crate::view::link::word(&dossier.bill.slug), ..ctx.clone() };
    whole(status, &made(app, &ctx, who, dossier, form).await?)
}

async fn made(app: &App, ctx: &PageCtx, who: &Who, dossier: &Dossier, form: BringForm) -> Result<WordPage, AppError> {
    let slug = &dossier.bill.slug;
    let mut tx = app.db().read().await?;
    let revisions = store::working::before(&mut tx, slug, u32::MAX, MAX_CHOICES).await?;
    let head = store::working::head(&mut tx, slug).await?;
    let files = store::suggestions::files(&mut tx, slug).await?;
    let suggestions = store::suggestions::all(&mut tx, slug).await?;
    drop(tx);
    let view = WordView {
        dossier,
        head: head.as_ref(),
        revisions: &revisions,
        files: &files,
        open: suggestions.iter().filter(|it| it.is_open()).count(),
        form,
        edits: super::may_edit(who, dossier),
        local: &|at| app.clock().local(at),
    };
    Ok(WordPage::new(ctx, view))
}

/// A revision as a file that says which one it is.
pub async fn export(State(app): State<App>, Path((bill, revision)): Path<(String, String)>, who: Who) -> Page {
    let mut tx = app.db().read().await?;
    let dossier = super::bill(&mut tx, &who, &bill).await?;
    let slug = dossier.bill.slug.clone();
    let (number, format) = Format::split(&revision);
    let number: RevisionNumber = read(number, Missing::Revision)?;
    let found = store::working::get(&mut tx, &slug, number).await?.ok_or(Missing::Revision)?;
    let text = store::working::text(&mut tx, &slug, &found).await?;
    drop(tx);
    let mark = origin::mark(slug.as_str(), number.get());
    let (bytes, format) = match format {
        Some(format @ Format::Word) => {
            let work = move || marked_docx(&parse(&text).statute, Options::default(), &mark);
            (tokio::task::spawn_blocking(work).await?, format)
        }
        Some(format @ Format::Markdown) => (text.into_bytes(), format),
        _ => return Err(Missing::Page.into()),
    };
    let taken = who.did(Deed::Exported).on(ObjectKind::Draft, format!("{slug}/{number}"));
    audit::note(&app, &taken.saying(format.extension())).await?;
    Ok(file(bytes, format.media_type(), &format!("{slug}-draft-{number}.{}", format.extension()), false))
}

/// A file as it came.
pub async fn original(State(app): State<App>, Path((bill, id)): Path<(String, String)>, who: Who) -> Page {
    let mut tx = app.db().read().await?;
    let dossier = super::bill(&mut tx, &who, &bill).await?;
    let slug = &dossier.bill.slug;
    let id: FileId = read(&id, Missing::File)?;
    let found = store::suggestions::file(&mut tx, slug, id).await?.ok_or(Missing::File)?;
    let bytes = store::suggestions::content(&mut tx, slug, &found).await?;
    drop(tx);
    let word = bytes.starts_with(b"PK");
    let taken = who.did(Deed::Exported).on(ObjectKind::Draft, slug.to_string());
    audit::note(&app, &taken.saying(format!("来稿第{id}号原件"))).await?;
    let (kind, ending) = if word { (Format::Word.media_type(), "docx") } else { ("text/plain; charset=utf-8", "txt") };
    Ok(file(bytes, kind, &format!("{slug}-brought-{id}.{ending}"), false))
}
