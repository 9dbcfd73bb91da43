//! `/points`

use crate::store;
use crate::view::PointsPage;
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::Page;
use axum::extract::State;

/// 联系点.
pub async fn list(State(app): State<App>, Ctx(ctx): Ctx) -> Page {
    let points = store::contact_points::all(&mut app.db().read().await?).await?;
    crate::web::pages::page(&PointsPage::new(&ctx, &points))
}
