//! `/bills`

use crate::view::BillsPage;
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::Page;
use crate::web::load;
use axum::extract::State;

/// 法规草案.
pub async fn list(State(app): State<App>, Ctx(ctx): Ctx) -> Page {
    let dossiers = load::public_all(&app, &mut app.db().read().await?).await?;
    crate::web::pages::page(&BillsPage::new(&ctx, &dossiers))
}
