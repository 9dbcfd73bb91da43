//! `GET` and `POST /sign-in/second-factor`: who may not come in without a second factor sets it up on the way.

use super::sign_in::Then;
use super::{again, later};
use crate::procedure::audit::Deed;
use crate::store;
use crate::view::{NewFactorPage, RecoveryCodesPage, Typed, link, waiting_words};
use crate::web::ctx::Ctx;
use crate::web::error::Page;
use crate::web::guesses::Guess;
use crate::web::pages::{local, page};
use crate::web::{App, entry};
use axum::Form;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse as _, Redirect};
use serde::Deserialize;

/// The fields.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct NewFactorForm {
    /// What was offered, sealed.
    pub offered: String,
    pub code: String,
    pub then: String,
}

/// The picture, the secret in words, and the field for the first number.
pub async fn show(State(app): State<App>, Query(query): Query<Then>, Ctx(ctx): Ctx, headers: HeaderMap) -> Page {
    let then = local(&query.then);
    let found = entry::pending(&app, &mut app.db().read().await?, &headers).await?;
    let Some(credentials) = found.filter(|it| it.second_factor.is_none()) else {
        return Ok(Redirect::to(&link::sign_in(Some(then))).into_response());
    };
    page(&NewFactorPage::at_sign_in(&ctx, entry::offer(&app, &credentials)?, then, Typed::default()))
}

/// Looks at the number, keeps the second factor and lets its owner in.
pub async fn confirm(
    State(app): State<App>,
    Ctx(ctx): Ctx,
    headers: HeaderMap,
    Form(form): Form<NewFactorForm>,
) -> Page {
    let then = local(&form.then);
    let found = entry::pending(&app, &mut app.db().read().await?, &headers).await?;
    let Some(credentials) = found.filter(|it| it.second_factor.is_none()) else {
        return Ok(Redirect::to(&link::sign_in(Some(then))).into_response());
    };
    let person = credentials.person.id;
    let Some(secret) = entry::offered(&app, person, &form.offered) else {
        return Ok(Redirect::to(&link::sign_in_factor(then)).into_response());
    };
    let back = |words: String| -> Result<NewFactorPage, crate::web::error::AppError> {
        let offer = entry::offer_of(&app, &credentials, &secret)?;
        Ok(NewFactorPage::at_sign_in(&ctx, offer, then, Typed::default().wrong("code", words)))
    };
    let guess = Guess::of_person(&app, "first code", person);
    if let Some(wait) = guess.begin(&app).await? {
        return later(&back(waiting_words(wait))?, wait);
    }
    let Some(step) = secret.step_of(&form.code, app.clock().now()) else {
        return again(&back(NewFactorPage::WRONG.to_owned())?);
    };
    let mut tx = app.db().write().await?;
    let Some(codes) = entry::keep_factor(&app, &mut tx, person, &secret, step).await? else {
        return again(&back(NewFactorPage::WRONG.to_owned())?);
    };
    guess.was_right(&mut tx).await?;
    entry::note(&app, &mut tx, &credentials.person, Deed::SecondFactorChanged, "设置").await?;
    let cookies = entry::come_in(&app, &mut tx, &headers, &credentials).await?;
    let appointments = store::people::appointments(&mut tx, person).await?;
    tx.commit().await?;
    let next = entry::landing(then, &appointments, &app);
    Ok((cookies, Html(askama::Template::render(&RecoveryCodesPage::new(&ctx, codes, &next))?)).into_response())
}
