//! `GET /desk/bills/{bill}/compare/v1..v2`

use super::{read_pair, table};
use crate::procedure::correction::{CorrectionId, Pair};
use crate::view::{DeskForm, DeskPairPage, DeskPairView, DeskShow, DeskTable, Dossier, PageCtx, link};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{Missing, Page};
use crate::web::load;
use crate::web::middleware::trouble::Whole;
use crate::web::pages::page;
use crate::web::who::Who;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;

/// What stands behind the question mark.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Shown {
    only: String,
    saved: String,
}

/// The rows of two texts.
pub async fn show(
    State(app): State<App>,
    Path((bill, versions)): Path<(String, String)>,
    Query(shown): Query<Shown>,
    who: Who,
    Ctx(ctx): Ctx,
) -> Page {
    let pair = read_pair(&bill, &versions)?;
    if versions != format!("{}..{}", pair.old(), pair.new_version()) {
        return Ok(Redirect::permanent(&link::desk_pair(&pair)).into_response());
    }
    let mut tx = app.db().read().await?;
    let dossier = load::dossier(&mut tx, pair.bill()).await?;
    who.on_bill(&dossier.bill)?;
    both(&dossier, &pair)?;
    let table = table(&mut tx, &pair).await?;
    drop(tx);
    let local = |at| app.clock().local(at);
    let saved: Option<CorrectionId> = shown.saved.parse().ok();
    let show = DeskShow::from_code(&shown.only);
    let view = DeskPairView { dossier: &dossier, table: &table, show, typed: None, saved, local: &local };
    page(&DeskPairPage::new(&ctx, view))
}

/// Both texts are there.
pub fn both(dossier: &Dossier, pair: &Pair) -> Result<(), Missing> {
    let there = |id| dossier.version(id).ok_or(Missing::Version).map(|_| ());
    there(pair.old()).and_then(|()| there(pair.new_version()))
}

/// The same page for a form that was not accepted, with what was typed.
pub fn again(app: &App, ctx: &PageCtx, dossier: &Dossier, table: &DeskTable, form: &DeskForm, show: DeskShow) -> Page {
    let local = |at| app.clock().local(at);
    let ctx = PageCtx { here: link::desk_pair(&table.pair), ..ctx.clone() };
    let view = DeskPairView { dossier, table, show, typed: Some(form), saved: None, local: &local };
    let answer = page(&DeskPairPage::new(&ctx, view))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Extension(Whole), answer).into_response())
}
