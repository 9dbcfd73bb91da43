//! `GET` and `POST /account/password`

use super::{Again, again, later, new_password, not_the_same, own, same_password};
use crate::procedure::audit::Deed;
use crate::store;
use crate::view::{PasswordPage, Typed, link};
use crate::web::ctx::Ctx;
use crate::web::error::Page;
use crate::web::pages::page;
use crate::web::who::Own;
use crate::web::{App, entry, host, sessions};
use axum::Form;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

/// The fields.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PasswordForm {
    current: String,
    password: String,
    repeated: String,
}

/// The form.
pub async fn show(Ctx(ctx): Ctx) -> Page {
    page(&PasswordPage::new(&ctx, Typed::default()))
}

/// Changes the password: every other session ends, this one goes on under a new token.
pub async fn change(
    State(app): State<App>,
    who: Own,
    Ctx(ctx): Ctx,
    uri: Uri,
    headers: HeaderMap,
    Form(form): Form<PasswordForm>,
) -> Page {
    host::refuse_plain(&app, &uri, &headers)?;
    let credentials = own(&app, &who).await?;
    let (login, name) = (who.person.login.as_str(), who.person.name.as_str());
    let typed = new_password(Typed::default(), &form.password, &form.repeated, login, name);
    if !typed.is_good() {
        return again(&PasswordPage::new(&ctx, typed));
    }
    match same_password(&app, &credentials, form.current).await? {
        Again::Right => {}
        found @ Again::Wrong => return again(&PasswordPage::new(&ctx, not_the_same(typed, &found))),
        found @ Again::Wait(wait) => return later(&PasswordPage::new(&ctx, not_the_same(typed, &found)), wait),
    }
    let hash = entry::hash(&app, form.password).await?;
    let mut tx = app.db().write().await?;
    store::accounts::set_password(&mut tx, who.person.id, &hash).await?;
    store::invitations::withdraw(&mut tx, who.person.id).await?;
    let (cookie, kept) = sessions::renew(&app, &mut tx, &who, &headers).await?;
    entry::end_everywhere(&mut tx, who.person.id, Some(kept)).await?;
    entry::note_own(&app, &mut tx, &who, Deed::PasswordChanged, "").await?;
    tx.commit().await?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to(&link::account_done("password"))).into_response())
}
