//! `POST /sign-out`

use crate::procedure::audit::{Actor, Deed, NewEntry, ObjectKind};
use crate::store;
use crate::view::link;
use crate::web::App;
use crate::web::error::Page;
use crate::web::middleware::session;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse as _, Redirect};

/// Ends the session at once, wherever else it may be open.
pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Page {
    if let Some(token) = session::token(&app, &headers) {
        let mut tx = app.db().write().await?;
        if let Some(session) = store::sessions::get(&mut tx, token).await? {
            let person = &session.person;
            let left = NewEntry::new(Actor::person(person), Deed::SignedOut).on(ObjectKind::Person, person.id);
            store::audit::add(&mut tx, &left, app.clock().now()).await?;
        }
        store::sessions::end(&mut tx, token).await?;
        tx.commit().await?;
    }
    Ok(([(SET_COOKIE, app.sessions().no_cookie())], Redirect::to(link::HOME)).into_response())
}
