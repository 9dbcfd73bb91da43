//! `GET` and `POST /receipts`: the code is asked for, and its submission shown.

use super::{found, shown, unknown};
use crate::view::{AskReceiptPage, ReceiptAct};
use crate::web::App;
use crate::web::client::Client;
use crate::web::ctx::Ctx;
use crate::web::error::Page;
use crate::web::pages::{page, whole};
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;

/// The field.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    code: String,
}

/// The form.
pub async fn ask(Ctx(ctx): Ctx) -> Page {
    page(&AskReceiptPage::new(&ctx, "", None))
}

/// The submission of a code.
pub async fn show(State(app): State<App>, Ctx(ctx): Ctx, client: Client, Form(asked): Form<Asked>) -> Page {
    if let Some(wait) = app.limits().asked(client) {
        let words = format!("查询的次数较多，请{}秒以后再试", wait.as_secs().max(1));
        return whole(StatusCode::TOO_MANY_REQUESTS, &AskReceiptPage::new(&ctx, &asked.code, Some(&words)));
    }
    let mut tx = app.db().read().await?;
    match found(&app, &mut tx, &asked.code).await? {
        Some(receipt) => shown(&app, &ctx, &mut tx, receipt, ReceiptAct::default()).await,
        None => unknown(&ctx, &asked.code),
    }
}
