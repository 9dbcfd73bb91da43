//! `GET /account`: who one is, as what one may act, where one is signed in.

use crate::store;
use crate::view::{AccountPage, SessionRow};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{Missing, Page};
use crate::web::pages::page;
use crate::web::who::Own;
use axum::extract::{Query, State};
use serde::Deserialize;

/// What stands behind the question mark.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Done {
    /// What was just done.
    done: String,
}

/// The page.
pub async fn show(State(app): State<App>, Query(query): Query<Done>, who: Own, Ctx(ctx): Ctx) -> Page {
    let mut tx = app.db().read().await?;
    let credentials = store::accounts::get(&mut tx, who.person.id).await?.ok_or(Missing::Person)?;
    let codes = store::accounts::recovery_codes_left(&mut tx, who.person.id).await?;
    let sessions = store::sessions::of_person(&mut tx, who.person.id).await?;
    let tied = match app.directory_issuer() {
        Some(issuer) => store::directory::is_tied(&mut tx, issuer, who.person.id).await?,
        None => false,
    };
    drop(tx);
    let row = |it: store::sessions::Listed| SessionRow {
        id: it.token.short(),
        device: it.device.unwrap_or_else(|| "未识别的设备".to_owned()),
        since: app.clock().local(it.made_at),
        seen: app.clock().local(it.seen_at),
        here: it.token == who.session,
    };
    let demanded = app.accounts().demand(&who.held, ctx.today);
    let mut shown = AccountPage::new(&ctx, &who.person, who.acting.as_ref(), &who.held);
    shown.second_factor(credentials.second_factor.is_some(), demanded, codes);
    shown.password(credentials.password.is_some());
    shown.sessions(sessions.into_iter().map(row).collect());
    if let Some(name) = app.directory_name() {
        shown.directory(name, tied);
    }
    shown.done(&query.done);
    page(&shown)
}
