//! The revisions of a draft: the list, one to read, two compared, one brought back.

use super::save::{Save, Saved, run};
use crate::law::compare::compare;
use crate::law::parse::parse;
use crate::procedure::working::{Revision, RevisionKind, RevisionNumber};
use crate::store;
use crate::view::{RevisionPage, RevisionPairPage, RevisionsPage, link};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Missing, Page};
use crate::web::pages::{page, read};
use crate::web::who::Who;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

/// Revisions on one page.
const PER_PAGE: usize = 100;

/// Where the list goes on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Paging {
    before: Option<u32>,
}

/// Who saved what, the newest first.
pub async fn list(
    State(app): State<App>,
    Path(bill): Path<String>,
    Query(paging): Query<Paging>,
    who: Who,
    Ctx(ctx): Ctx,
) -> Page {
    let mut tx = app.db().read().await?;
    let dossier = super::bill(&mut tx, &who, &bill).await?;
    let slug = &dossier.bill.slug;
    let head = store::working::head(&mut tx, slug).await?;
    let revisions = store::working::before(&mut tx, slug, paging.before.unwrap_or(u32::MAX), PER_PAGE).await?;
    drop(tx);
    let edits = super::may_edit(&who, &dossier);
    let local = |at| app.clock().local(at);
    page(&RevisionsPage::new(&ctx, &dossier, head.as_ref(), &revisions, PER_PAGE, edits, &local))
}

/// One revision, or two compared.
pub async fn show(
    State(app): State<App>,
    Path((bill, revision)): Path<(String, String)>,
    who: Who,
    Ctx(ctx): Ctx,
) -> Page {
    let mut tx = app.db().read().await?;
    let dossier = super::bill(&mut tx, &who, &bill).await?;
    let slug = dossier.bill.slug.clone();
    let mut load = async |number: &str| -> Result<(Revision, String), AppError> {
        let number: RevisionNumber = read(number, Missing::Revision)?;
        let revision = store::working::get(&mut tx, &slug, number).await?.ok_or(Missing::Revision)?;
        let text = store::working::text(&mut tx, &slug, &revision).await?;
        Ok((revision, text))
    };
    let local = |at| app.clock().local(at);
    if let Some((old, new)) = revision.split_once("..") {
        let (old, new) = (load(old).await?, load(new).await?);
        drop(tx);
        let (one, other) = (old.1, new.1);
        let work = move || compare(&parse(&one).statute, &parse(&other).statute);
        let comparison = tokio::task::spawn_blocking(work).await?;
        return page(&RevisionPairPage::new(&ctx, &dossier, &old.0, &new.0, &comparison, &local));
    }
    let (revision, text) = load(&revision).await?;
    let head = store::working::head(&mut tx, &slug).await?;
    drop(tx);
    let edits = super::may_edit(&who, &dossier);
    page(&RevisionPage::new(&ctx, &dossier, &revision, &text, head.as_ref(), edits, &local))
}

/// Makes a new revision with the text of an old one. What was written since stays in the list.
pub async fn restore(State(app): State<App>, Path((bill, revision)): Path<(String, String)>, who: Who) -> Page {
    let mut tx = app.db().read().await?;
    let dossier = super::bill(&mut tx, &who, &bill).await?;
    let slug = &dossier.bill.slug;
    let number: RevisionNumber = read(&revision, Missing::Revision)?;
    let revision = store::working::get(&mut tx, slug, number).await?.ok_or(Missing::Revision)?;
    let text = store::working::text(&mut tx, slug, &revision).await?;
    drop(tx);
    let save =
        Save {
            base: None, text, kind: Some(RevisionKind::Restored), remark: format!("恢复第{number}次修订的文本")
        };
    match run(&app, &who, slug, save).await? {
        Saved::Done { .. } => Ok(Redirect::to(&link::draft(slug)).into_response()),
        // On the head nothing conflicts, and a text that was kept is not too long.
        Saved::Conflict { .. } | Saved::Refused(_) => Err(AppError::Busy),
    }
}
