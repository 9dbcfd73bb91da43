//! `/`

use crate::view::HomePage;
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::Page;
use crate::web::load;
use axum::extract::State;

/// 首页.
pub async fn show(State(app): State<App>, Ctx(ctx): Ctx) -> Page {
    let dossiers = load::public_all(&app, &mut app.db().read().await?).await?;
    super::page(&HomePage::new(&ctx, &dossiers))
}
