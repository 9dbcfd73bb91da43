//! `POST /sign-out`

use crate::procedure::account::Deed;
use crate::store;
use crate::view::link;
use crate::web::error::Page;
use crate::web::middleware::session::{self, Asker};
use crate::web::{App, deeds};
use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse as _, Redirect};

/// Ends the session at once, wherever else it may be open.
pub async fn sign_out(State(app): State<App>, asker: Extension<Asker>, headers: HeaderMap) -> Page {
    if let Some(token) = session::token(&app, &headers) {
        let mut tx = app.db().write().await?;
        store::sessions::end(&mut tx, token).await?;
        if let Asker::Someone(visitor) = &*asker {
            deeds::note(&mut tx, Deed::SignOut, Some(visitor.person.id), Some(visitor.person.id)).await?;
        }
        tx.commit().await?;
    }
    Ok(([(SET_COOKIE, app.sessions().no_cookie())], Redirect::to(link::HOME)).into_response())
}
