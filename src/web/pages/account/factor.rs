//! `/account/second-factor`: sets the second factor up, changes it, or takes it away. Each begins with the password.

use super::new_factor::NewFactorForm;
use super::{Again, again, later, not_the_same, own, same_password};
use crate::procedure::audit::Deed;
use crate::store;
use crate::view::{FactorPage, NewFactorPage, RecoveryCodesPage, Typed, link, waiting_words};
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Page};
use crate::web::guesses::Guess;
use crate::web::pages::page;
use crate::web::who::Own;
use crate::web::{App, entry, sessions};
use axum::Form;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{Html, IntoResponse as _, Redirect};
use serde::Deserialize;

/// The field.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct CurrentForm {
    pub current: String,
}

/// What there is, and the field for the password.
pub async fn show(State(app): State<App>, who: Own, Ctx(ctx): Ctx) -> Page {
    let has = own(&app, &who).await?.second_factor.is_some();
    page(&FactorPage::new(&ctx, has, demanded(&app, &who), Typed::default()))
}

/// Offers a new second factor after the password.
pub async fn offer(State(app): State<App>, who: Own, Ctx(ctx): Ctx, Form(form): Form<CurrentForm>) -> Page {
    let credentials = own(&app, &who).await?;
    let found = same_password(&app, &credentials, form.current).await?;
    let has = credentials.second_factor.is_some();
    let back = || FactorPage::new(&ctx, has, demanded(&app, &who), not_the_same(Typed::default(), &found));
    match found {
        Again::Right => page(&NewFactorPage::in_account(&ctx, entry::offer(&app, &credentials)?, Typed::default())),
        Again::Wrong => again(&back()),
        Again::Wait(wait) => later(&back(), wait),
    }
}

/// Keeps what was offered once its number is shown; this session goes on under a new token, all others end.
pub async fn confirm(
    State(app): State<App>,
    who: Own,
    Ctx(ctx): Ctx,
    headers: HeaderMap,
    Form(form): Form<NewFactorForm>,
) -> Page {
    let (credentials, person) = (own(&app, &who).await?, who.person.id);
    let Some(secret) = entry::offered(&app, person, &form.offered) else {
        return Ok(Redirect::to(link::ACCOUNT_FACTOR).into_response());
    };
    let back = |words: String| -> Result<NewFactorPage, AppError> {
        let offer = entry::offer_of(&app, &credentials, &secret)?;
        Ok(NewFactorPage::in_account(&ctx, offer, Typed::default().wrong("code", words)))
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
    let (cookie, kept) = sessions::renew(&app, &mut tx, &who, &headers).await?;
    entry::end_everywhere(&mut tx, person, Some(kept)).await?;
    entry::note_own(&app, &mut tx, &who, Deed::SecondFactorChanged, "设置").await?;
    tx.commit().await?;
    let shown = askama::Template::render(&RecoveryCodesPage::new(&ctx, codes, link::ACCOUNT))?;
    Ok(([(SET_COOKIE, cookie)], Html(shown)).into_response())
}

/// Takes the second factor away, where no appointment demands one.
pub async fn remove(
    State(app): State<App>,
    who: Own,
    Ctx(ctx): Ctx,
    headers: HeaderMap,
    Form(form): Form<CurrentForm>,
) -> Page {
    let credentials = own(&app, &who).await?;
    if demanded(&app, &who) {
        let kept = Typed::default().wrong("current", "您担任的职务要求使用动态验证码，不能取消，只能更换");
        return again(&FactorPage::new(&ctx, credentials.second_factor.is_some(), true, kept));
    }
    let found = same_password(&app, &credentials, form.current).await?;
    let has = credentials.second_factor.is_some();
    let back = || FactorPage::new(&ctx, has, false, not_the_same(Typed::default(), &found));
    match found {
        Again::Right => {}
        Again::Wrong => return again(&back()),
        Again::Wait(wait) => return later(&back(), wait),
    }
    let mut tx = app.db().write().await?;
    store::accounts::clear_second_factor(&mut tx, who.person.id).await?;
    let (cookie, kept) = sessions::renew(&app, &mut tx, &who, &headers).await?;
    entry::end_everywhere(&mut tx, who.person.id, Some(kept)).await?;
    entry::note_own(&app, &mut tx, &who, Deed::SecondFactorChanged, "取消").await?;
    tx.commit().await?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to(&link::account_done("no-factor"))).into_response())
}

fn demanded(app: &App, who: &Own) -> bool {
    app.accounts().demand(&who.held, app.clock().today())
}
