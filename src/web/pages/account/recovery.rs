//! `GET` and `POST /account/recovery-codes`: new ones in the place of the old.

use super::factor::CurrentForm;
use super::{Again, again, later, not_the_same, own, same_password};
use crate::procedure::audit::Deed;
use crate::view::{NewCodesPage, RecoveryCodesPage, Typed, link};
use crate::web::ctx::Ctx;
use crate::web::error::Page;
use crate::web::pages::page;
use crate::web::who::Own;
use crate::web::{App, entry};
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};

/// The field for the password.
pub async fn show(State(app): State<App>, who: Own, Ctx(ctx): Ctx) -> Page {
    if own(&app, &who).await?.second_factor.is_none() {
        return Ok(Redirect::to(link::ACCOUNT_FACTOR).into_response());
    }
    page(&NewCodesPage::new(&ctx, Typed::default()))
}

/// Makes them, and shows them this once.
pub async fn make(State(app): State<App>, who: Own, Ctx(ctx): Ctx, Form(form): Form<CurrentForm>) -> Page {
    let credentials = own(&app, &who).await?;
    if credentials.second_factor.is_none() {
        return Ok(Redirect::to(link::ACCOUNT_FACTOR).into_response());
    }
    let found = same_password(&app, &credentials, form.current).await?;
    let back = || NewCodesPage::new(&ctx, not_the_same(Typed::default(), &found));
    match found {
        Again::Right => {}
        Again::Wrong => return again(&back()),
        Again::Wait(wait) => return later(&back(), wait),
    }
    let mut tx = app.db().write().await?;
    let codes = entry::new_recovery_codes(&mut tx, who.person.id).await?;
    entry::note_own(&app, &mut tx, &who, Deed::RecoveryCodes, "重新生成").await?;
    tx.commit().await?;
    page(&RecoveryCodesPage::new(&ctx, codes, link::ACCOUNT))
}
