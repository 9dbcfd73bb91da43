//! The revisions of a draft: the list, one to read, two compared, one brought back.

use super::save::{Save, Saved, run};
use crate::law::compare::compare;
use crate::law::parse::parse;
use crate::procedure::working::{Revision, RevisionKind, RevisionNumber};
use crate::procedure::{Slug, VersionId};
use crate::store::{self, Tx};
use crate::view::{ComparedText, Dossier, RevisionPage, RevisionPairPage, RevisionsPage, link};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Missing, Page};
use crate::web::pages::{page, read};
use crate::web::who::Who;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect};
use jiff::{Timestamp, Zoned};
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

/// One revision, or two texts compared: `3..17`, `3..now`, `v2..now`.
pub async fn show(
    State(app): State<App>,
    Path((bill, revision)): Path<(String, String)>,
    who: Who,
    Ctx(ctx): Ctx,
) -> Page {
    let mut tx = app.db().read().await?;
    let dossier = super::bill(&mut tx, &who, &bill).await?;
    let slug = &dossier.bill.slug;
    let local = |at| app.clock().local(at);
    if let Some((old, new)) = revision.split_once("..") {
        let (old, one) = compared(&mut tx, &dossier, old, &local).await?;
        let (new, other) = compared(&mut tx, &dossier, new, &local).await?;
        drop(tx);
        let work = move || compare(&parse(&one).statute, &parse(&other).statute);
        let comparison = tokio::task::spawn_blocking(work).await?;
        return page(&RevisionPairPage::new(&ctx, &dossier, old, new, &comparison));
    }
    let (revision, text) = one(&mut tx, slug, &revision).await?;
    let head = store::working::head(&mut tx, slug).await?;
    drop(tx);
    let edits = super::may_edit(&who, &dossier);
    page(&RevisionPage::new(&ctx, &dossier, &revision, &text, head.as_ref(), edits, &local))
}

async fn one(tx: &mut Tx, slug: &Slug, number: &str) -> Result<(Revision, String), AppError> {
    if number == "now" {
        return super::head(tx, slug).await;
    }
    let number: RevisionNumber = read(number, Missing::Revision)?;
    let revision = store::working::get(tx, slug, number).await?.ok_or(Missing::Revision)?;
    let text = store::working::text(tx, slug, &revision).await?;
    Ok((revision, text))
}

/// A revision, the draft as it stands, or a reading.
async fn compared(
    tx: &mut Tx,
    dossier: &Dossier,
    name: &str,
    local: &(dyn Fn(Timestamp) -> Zoned + Sync),
) -> Result<(ComparedText, String), AppError> {
    let slug = &dossier.bill.slug;
    let Ok(version) = name.parse::<VersionId>() else {
        let (revision, text) = one(tx, slug, name).await?;
        return Ok((ComparedText::revision(&revision, local), text));
    };
    let found = dossier.version(version).ok_or(Missing::Version)?;
    let text = store::versions::text(tx, slug, version).await?.ok_or(Missing::Version)?;
    Ok((ComparedText::reading(found), text))
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
