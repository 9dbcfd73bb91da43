//! `GET` and `POST /sign-in`: login and password.
//!
//! Whether there is such an account, whether it is closed, and whether the password was wrong look the same, take the
//! same work and are counted alike.

use super::{again, later};
use crate::procedure::audit::{Actor, Deed, NewEntry, ObjectKind};
use crate::store;
use crate::view::{PageCtx, SignInPage, Typed, waiting_words};
use crate::web::client::Client;
use crate::web::ctx::Ctx;
use crate::web::error::Page;
use crate::web::guesses::Guess;
use crate::web::middleware::session::Asker;
use crate::web::pages::{local, page};
use crate::web::{App, entry, host};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse as _, Redirect};
use axum::{Extension, Form};
use serde::Deserialize;

/// What stands behind the question mark.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Then {
    pub then: String,
}

/// The fields.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    login: String,
    password: String,
    then: String,
}

/// The form; who is signed in goes on.
pub async fn show(
    State(app): State<App>,
    Query(query): Query<Then>,
    Ctx(ctx): Ctx,
    asker: Extension<Asker>,
    uri: Uri,
    headers: HeaderMap,
) -> Page {
    let then = local(&query.then);
    if let Asker::Someone(visitor) = &*asker {
        return Ok(Redirect::to(&entry::landing(then, &visitor.held, &app)).into_response());
    }
    host::refuse_plain(&app, &uri, &headers)?;
    page(&form_page(&app, &ctx, then, Typed::default()))
}

fn form_page(app: &App, ctx: &PageCtx, then: &str, form: Typed) -> SignInPage {
    SignInPage::new(ctx, then, form).by_directory(app.directory_name())
}

/// Looks at login and password.
pub async fn sign_in(
    State(app): State<App>,
    Ctx(ctx): Ctx,
    client: Client,
    uri: Uri,
    headers: HeaderMap,
    Form(form): Form<SignInForm>,
) -> Page {
    host::refuse_plain(&app, &uri, &headers)?;
    let then = local(&form.then);
    let typed = Typed::default().with("login", &form.login);
    let guess = Guess::of_login(&app, client, &headers, &form.login);
    if let Some(wait) = guess.begin(&app).await? {
        return later(&form_page(&app, &ctx, then, typed.wrong("login", waiting_words(wait))), wait);
    }
    let found = match form.login.parse() {
        Ok(login) => store::accounts::by_login(&mut app.db().read().await?, &login).await?,
        Err(_) => None,
    };
    let failed = match &found {
        Some(it) => NewEntry::new(Actor::person(&it.person), Deed::SignInFailed).on(ObjectKind::Person, it.person.id),
        None => NewEntry::new(Actor::unknown(), Deed::SignInFailed),
    };
    let open = found.filter(|it| it.person.active);
    let stored = open.as_ref().and_then(|it| it.password.clone());
    let right = entry::verify(&app, form.password, stored).await?;
    let mut tx = app.db().write().await?;
    match open.filter(|_| right) {
        Some(credentials) => {
            guess.was_right(&mut tx).await?;
            entry::after_password(&app, tx, &headers, &credentials, then).await
        }
        None => {
            guess.record(&app, &mut tx, &failed).await?;
            tx.commit().await?;
            again(&form_page(&app, &ctx, then, typed.wrong("login", "用户名或者密码不对，请核对后再试")))
        }
    }
}
