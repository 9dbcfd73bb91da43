//! `POST /sign-out`

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
        store::sessions::end(&mut tx, token).await?;
        tx.commit().await?;
    }
    Ok(([(SET_COOKIE, app.sessions().no_cookie())], Redirect::to(link::HOME)).into_response())
}
