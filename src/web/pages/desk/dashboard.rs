//! `GET /desk`: what waits, and which clocks run.

use crate::store;
use crate::view::DashboardPage;
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::Page;
use crate::web::pages::page;
use crate::web::who::Who;
use axum::extract::State;

/// 工作台.
pub async fn show(State(app): State<App>, who: Who, Ctx(ctx): Ctx) -> Page {
    let cases = store::life::cases(&mut app.db().read().await?).await?;
    page(&DashboardPage::new(&ctx, &cases, app.procedure(), &who.acting.post))
}
