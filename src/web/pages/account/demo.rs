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
use crate::web::sessions;
use axum::Form;
use axum::extract::{Request, State};
use axum::http::header::{HOST, SET_COOKIE};
use axum::http::{HeaderMap, Uri};
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
pub async fn act(State(app): State<App>, Form(form): Form<ActForm>) -> Page {
    let id: PersonId = read(&form.person, Missing::Person)?;
    let mut tx = app.db().write().await?;
    let person: Person = store::people::get(&mut tx, id).await?.ok_or(Missing::Person)?;
    let cookie = sessions::begin(&app, &mut tx, &person).await?;
    let taken = NewEntry::new(Actor::person(&person), Deed::DemoRoleTaken).on(ObjectKind::Person, person.id);
    store::audit::add(&mut tx, &taken, app.clock().now()).await?;
    tx.commit().await?;
    let then = if form.then.is_empty() { link::DESK } else { local(&form.then) };
    Ok(([(SET_COOKIE, cookie)], Redirect::to(then)).into_response())
}

/// Answers only to a name of this machine.
pub async fn only_here(request: Request, next: Next) -> Response {
    if named_here(request.uri(), request.headers()) {
        next.run(request).await
    } else {
        AppError::Elsewhere.into_response()
    }
}

/// Whether the host that was asked for is this machine. Only a program, never a browser, asks for none.
fn named_here(uri: &Uri, headers: &HeaderMap) -> bool {
    let host = match (uri.host(), headers.get(HOST)) {
        (Some(host), _) => host.to_owned(),
        (None, None) => return true,
        (None, Some(host)) => match host.to_str().ok().and_then(|it| it.parse::<axum::http::uri::Authority>().ok()) {
            Some(authority) => authority.host().to_owned(),
            None => return false,
        },
    };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse::<std::net::IpAddr>().ok();
    address.map_or_else(|| bare.eq_ignore_ascii_case("localhost"), |it| it.to_canonical().is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_names_of_this_machine_are_answered() {
        let named = |host: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, HeaderValue::from_str(host).unwrap());
            named_here(&Uri::from_static("/demo"), &headers)
        };
        for here in ["localhost", "LOCALHOST:8081", "127.0.0.1:8081", "127.9.9.9", "[::1]:8081", "[::ffff:127.0.0.1]"] {
            assert!(named(here), "{here}");
        }
        for elsewhere in
            ["evil.example:8081", "10.0.0.5", "localhost.evil.example", "127.0.0.1.evil.example", "", "[::2]"]
        {
            assert!(!named(elsewhere), "{elsewhere}");
        }
        assert!(!named_here(&Uri::from_static("http://evil.example/demo"), &HeaderMap::new()));
        assert!(named_here(&Uri::from_static("/demo"), &HeaderMap::new()));
    }
}
