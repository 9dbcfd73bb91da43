//! `GET /sign-in`

use crate::view::SignInPage;
use crate::web::ctx::Ctx;
use crate::web::error::Page;
use crate::web::pages::{local, page};
use axum::extract::Query;
use serde::Deserialize;

/// What stands behind the question mark.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Then {
    then: String,
}

/// The form.
pub async fn show(Query(query): Query<Then>, Ctx(ctx): Ctx) -> Page {
    page(&SignInPage::new(&ctx, local(&query.then)))
}
