//! Makes a link that is good once: to join, for a new password, for a new password and second factor.

use super::{find, person, shown};
use crate::procedure::account::Purpose;
use crate::store;
use crate::view::Typed;
use crate::web::ctx::Ctx;
use crate::web::error::{Missing, Page};
use crate::web::pages::again;
use crate::web::who::Who;
use crate::web::{App, links};
use axum::Form;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use serde::Deserialize;

/// The field.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LinkForm {
    purpose: String,
}

/// Makes it, and shows it this once. What the person has goes on to work until the link is used.
pub async fn make(
    State(app): State<App>,
    Path(whom): Path<String>,
    who: Who,
    Ctx(ctx): Ctx,
    headers: HeaderMap,
    Form(form): Form<LinkForm>,
) -> Page {
    let mut tx = app.db().write().await?;
    let whom = find(&mut tx, &whom).await?;
    let joined = store::accounts::get(&mut tx, whom.id).await?.ok_or(Missing::Person)?.password.is_some();
    let wanted = form.purpose.parse::<Purpose>().ok().filter(|it| match it {
        Purpose::Join => !joined,
        Purpose::NewPassword | Purpose::Renew => joined,
        Purpose::FirstAdministrator => false,
    });
    let Some(purpose) = wanted.filter(|_| whom.active) else {
        let words = "不能发出这种链接：账号已经停用，或者开通的情况有了变化";
        let typed = Typed::default().wrong("account", words);
        return again(&person::of(&app, &mut tx, &ctx, &whom, typed).await?);
    };
    let (now, life) = (app.clock().now(), app.accounts().link_life);
    let token = links::make(&mut tx, purpose, Some(whom.id), who.actor(), now, life).await?;
    tx.commit().await?;
    shown(&app, &ctx, &headers, &whom, purpose, &token)
}
