//! `/bills/{bill}`

use crate::view::BillPage;
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{Missing, Page};
use crate::web::load;
use crate::web::pages::{page, read};
use axum::extract::{Path, State};

/// A bill.
pub async fn show(State(app): State<App>, Path(bill): Path<String>, Ctx(ctx): Ctx) -> Page {
    let slug = read(&bill, Missing::Bill)?;
    let dossier = load::public(&app, &mut app.db().read().await?, &slug).await?;
    page(&BillPage::new(&ctx, &dossier))
}
