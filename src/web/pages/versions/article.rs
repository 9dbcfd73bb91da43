//! `/bills/{bill}/{version}/a12`, `…/a12.p2.i3`

use super::text;
use crate::procedure::Slug;
use crate::view::ArticlePage;
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{Missing, Page};
use crate::web::load;
use crate::web::pages::{page, read};
use axum::extract::{Path, State};

/// A provision.
pub async fn article(
    State(app): State<App>,
    Path((bill, version, provision)): Path<(String, String, String)>,
    Ctx(ctx): Ctx,
) -> Page {
    let slug: Slug = read(&bill, Missing::Bill)?;
    let id = read(&version, Missing::Version)?;
    let path = read(&provision, Missing::Provision)?;
    let mut tx = app.db().read().await?;
    let dossier = load::public(&app, &mut tx, &slug).await?;
    let (version, text) = text(&app, &mut tx, &dossier, id).await?;
    page(&ArticlePage::new(&ctx, &dossier, version, &text, path).ok_or(Missing::Provision)?)
}
