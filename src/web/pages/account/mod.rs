//! Coming and going: `/sign-in`, `/sign-out`, `/join`, `/account`, and the roles of an example.

pub mod act;
pub mod code;
#[cfg(feature = "oidc")]
pub mod connection;
pub mod demo;
#[cfg(feature = "oidc")]
pub mod directory;
pub mod factor;
pub mod join;
pub mod new_factor;
pub mod password;
pub mod recovery;
pub mod sessions;
pub mod show;
pub mod sign_in;
pub mod sign_out;

use crate::procedure::account::password as rules;
use crate::procedure::permission::Action;
use crate::store::{self, accounts::Credentials};
use crate::view::{Typed, waiting_words};
use crate::web::App;
use crate::web::entry;
use crate::web::error::{AppError, Missing, Page};
use crate::web::guard::Staff;
use crate::web::guesses::Guess;
use crate::web::pages::{again, whole};
use crate::web::who::Own;
use askama::Template;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use jiff::SignedDuration;

/// The addresses of one's own account.
pub fn routes(app: &App) -> Staff {
    let own = Staff::new(app)
        .get("/account", Action::OwnAccount, show::show)
        .post("/account/act", Action::OwnAccount, act::act)
        .get("/account/password", Action::OwnAccount, password::show)
        .post("/account/password", Action::OwnAccount, password::change)
        .get("/account/second-factor", Action::OwnAccount, factor::show)
        .post("/account/second-factor", Action::OwnAccount, factor::offer)
        .post("/account/second-factor/confirm", Action::OwnAccount, factor::confirm)
        .post("/account/second-factor/remove", Action::OwnAccount, factor::remove)
        .get("/account/recovery-codes", Action::OwnAccount, recovery::show)
        .post("/account/recovery-codes", Action::OwnAccount, recovery::make)
        .post("/account/sessions/end", Action::OwnAccount, sessions::end);
    #[cfg(feature = "oidc")]
    let own = own
        .get("/account/directory", Action::OwnAccount, connection::show)
        .post("/account/directory", Action::OwnAccount, connection::connect)
        .post("/account/directory/remove", Action::OwnAccount, connection::disconnect);
    own
}

/// A form that comes back because one has to wait.
fn later(template: &impl Template, wait: SignedDuration) -> Page {
    let mut response = whole(StatusCode::TOO_MANY_REQUESTS, template)?;
    let seconds = wait.as_secs().max(1).to_string();
    if let Ok(value) = HeaderValue::from_str(&seconds) {
        response.headers_mut().insert(RETRY_AFTER, value);
    }
    Ok(response)
}

/// What is stored of whoever is signed in.
async fn own(app: &App, who: &Own) -> Result<Credentials, AppError> {
    let mut tx = app.db().read().await?;
    Ok(store::accounts::get(&mut tx, who.person.id).await?.ok_or(Missing::Person)?)
}

/// What came of asking for the password once more.
enum Again {
    /// It is right.
    Right,
    /// It is wrong.
    Wrong,
    /// Too many were wrong: one has to wait.
    Wait(SignedDuration),
}

/// Asks for the password of someone who is signed in once more, before what matters.
async fn same_password(app: &App, credentials: &Credentials, given: String) -> Result<Again, AppError> {
    let guess = Guess::of_person(app, "password again", credentials.person.id);
    if let Some(wait) = guess.begin(app).await? {
        return Ok(Again::Wait(wait));
    }
    if !entry::verify(app, given, credentials.password.clone()).await? {
        return Ok(Again::Wrong);
    }
    let mut tx = app.db().write().await?;
    guess.was_right(&mut tx).await?;
    tx.commit().await?;
    Ok(Again::Right)
}

/// The message about a password that was asked for once more.
fn not_the_same(form: Typed, found: &Again) -> Typed {
    match found {
        Again::Right => form,
        Again::Wrong => form.wrong("current", "现在的密码不对"),
        Again::Wait(wait) => form.wrong("current", waiting_words(*wait)),
    }
}

/// What is wrong with a new password that was typed twice.
fn new_password(form: Typed, password: &str, repeated: &str, login: &str, name: &str) -> Typed {
    match rules::check(password, login, name) {
        Err(weak) => form.wrong("password", weak.to_string()),
        Ok(()) if password != repeated => form.wrong("repeated", "两次填写的密码不一样，请重新填写"),
        Ok(()) => form,
    }
}
