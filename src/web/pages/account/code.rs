//! `GET` and `POST /sign-in/code`: the number of the second factor, or a recovery code.

use super::sign_in::Then;
use super::{again, later};
use crate::procedure::account::RecoveryCode;
use crate::procedure::audit::{Actor, Deed, NewEntry, ObjectKind};
use crate::store::accounts::Credentials;
use crate::store::{self, Tx};
use crate::view::{CodePage, Typed, link, waiting_words};
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Page};
use crate::web::guesses::Guess;
use crate::web::pages::{local, page};
use crate::web::{App, entry};
use axum::Form;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

/// The fields.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    code: String,
    then: String,
}

/// The form.
pub async fn show(State(app): State<App>, Query(query): Query<Then>, Ctx(ctx): Ctx, headers: HeaderMap) -> Page {
    let then = local(&query.then);
    let found = entry::pending(&app, &mut app.db().read().await?, &headers).await?;
    match found.filter(|it| it.second_factor.is_some()) {
        Some(_) => page(&CodePage::new(&ctx, then, Typed::default())),
        None => Ok(Redirect::to(&link::sign_in(Some(then))).into_response()),
    }
}

/// Looks at the number.
pub async fn check(State(app): State<App>, Ctx(ctx): Ctx, headers: HeaderMap, Form(form): Form<CodeForm>) -> Page {
    let then = local(&form.then);
    let found = entry::pending(&app, &mut app.db().read().await?, &headers).await?;
    let Some(credentials) = found.filter(|it| it.second_factor.is_some()) else {
        return Ok(Redirect::to(&link::sign_in(Some(then))).into_response());
    };
    let guess = Guess::of_person(&app, "code", credentials.person.id);
    if let Some(wait) = guess.begin(&app).await? {
        return later(&CodePage::new(&ctx, then, Typed::default().wrong("code", waiting_words(wait))), wait);
    }
    let mut tx = app.db().write().await?;
    if !proves(&app, &mut tx, &credentials, &form.code).await? {
        let person = &credentials.person;
        let failed = NewEntry::new(Actor::person(person), Deed::SignInFailed).on(ObjectKind::Person, person.id);
        guess.record(&app, &mut tx, &failed.saying("动态验证码")).await?;
        tx.commit().await?;
        let words = "验证码不对，或者已经用过。请等手机上换了新的验证码再填；恢复码每个只能用一次";
        return again(&CodePage::new(&ctx, then, Typed::default().wrong("code", words)));
    }
    guess.was_right(&mut tx).await?;
    let cookies = entry::come_in(&app, &mut tx, &headers, &credentials).await?;
    let appointments = store::people::appointments(&mut tx, credentials.person.id).await?;
    tx.commit().await?;
    Ok((cookies, Redirect::to(&entry::landing(then, &appointments, &app))).into_response())
}

/// Whether this is a number or a recovery code that is good now; it is used up if so.
async fn proves(app: &App, tx: &mut Tx, credentials: &Credentials, typed: &str) -> Result<bool, AppError> {
    let (person, now) = (credentials.person.id, app.clock().now());
    if let Some(code) = RecoveryCode::read(typed) {
        let used = store::accounts::use_recovery_code(tx, person, code.digest(), now).await?;
        if used {
            entry::note(app, tx, &credentials.person, Deed::RecoveryCodes, "使用一个").await?;
        }
        return Ok(used);
    }
    let step = entry::factor(app, credentials).and_then(|it| it.step_of(typed, now));
    match step {
        Some(step) => Ok(store::accounts::use_step(tx, person, step).await?),
        None => Ok(false),
    }
}
