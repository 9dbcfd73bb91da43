//! `/demo`: in an example one takes a role without a password. The address exists only there, and answers only to a name
//! of this machine: a page elsewhere whose host name was made to lead here is refused, although it would pass as the
//! same origin.

use crate::procedure::audit::{Actor, Deed, NewEntry, ObjectKind};
use crate::procedure::person::{Person, PersonId};
use crate::store;
use crate::view::{DemoPage, link};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Missing, Page};
use crate::web::pages::{local, page, read};
use crate::web::{host, sessions};
use axum::Form;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;

/// The most people of an example that are offered.
const MAX_PEOPLE: usize = 100;

/// The roles.
pub async fn show(State(app): State<App>, Ctx(ctx): Ctx) -> Page {
    let mut tx = app.db().read().await?;
    let mut offered = Vec::new();
    for person in store::people::all(&mut tx).await?.into_iter().filter(|it| it.active).take(MAX_PEOPLE) {
        let appointments = store::people::appointments(&mut tx, person.id).await?;
        let today = app.clock().today();
        let held: Vec<String> = appointments.iter().filter(|it| it.holds_on(today)).map(|it| it.post.label()).collect();
        offered.push((person, held));
    }
    page(&DemoPage::new(&ctx, &offered))
}

/// The fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ActForm {
    person: String,
    /// Where to go afterwards.
    then: String,
}

/// Takes the role of a person.
pub async fn act(State(app): State<App>, headers: HeaderMap, Form(form): Form<ActForm>) -> Page {
    let id: PersonId = read(&form.person, Missing::Person)?;
    let mut tx = app.db().write().await?;
    let person: Person = store::people::get(&mut tx, id).await?.ok_or(Missing::Person)?;
    let cookie = sessions::begin(&app, &mut tx, person.id, &headers).await?;
    let taken = NewEntry::new(Actor::person(&person), Deed::DemoRoleTaken).on(ObjectKind::Person, person.id);
    store::audit::add(&mut tx, &taken, app.clock().now()).await?;
    tx.commit().await?;
    let then = if form.then.is_empty() { link::DESK } else { local(&form.then) };
    Ok(([(SET_COOKIE, cookie)], Redirect::to(then)).into_response())
}

/// Answers only to a name of this machine.
pub async fn only_here(request: Request, next: Next) -> Response {
    if host::is_here(request.uri(), request.headers()) {
        next.run(request).await
    } else {
        AppError::Elsewhere.into_response()
    }
}
