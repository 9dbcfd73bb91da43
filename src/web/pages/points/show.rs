//! `/points/{point}`

use crate::procedure::Slug;
use crate::store;
use crate::view::PointPage;
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{Missing, Page};
use crate::web::load;
use crate::web::pages::{page, read};
use axum::extract::{Path, State};

/// A contact point.
pub async fn show(State(app): State<App>, Path(slug): Path<String>, Ctx(ctx): Ctx) -> Page {
    let slug: Slug = read(&slug, Missing::Point)?;
    let mut tx = app.db().read().await?;
    let point = store::contact_points::get(&mut tx, &slug).await?.ok_or(Missing::Point)?;
    let dossiers = load::public_all(&app, &mut tx).await?;
    page(&PointPage::new(&ctx, &point, &dossiers))
}
