//! `/assets/{file}` and `/favicon.ico`

use crate::web::App;
use crate::web::error::{Missing, Page};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

/// A style sheet, script or icon; its name changes with its content.
pub async fn asset(State(app): State<App>, Path(name): Path<String>) -> Page {
    let file = app.bundle().get(&name).ok_or(Missing::Page)?;
    let headers = [(CONTENT_TYPE, file.media_type), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, file.content.clone()).into_response())
}

/// The icon where browsers look for it unbidden.
pub async fn icon(State(app): State<App>) -> Response {
    let headers = [(CONTENT_TYPE, "image/svg+xml"), (CACHE_CONTROL, "public, max-age=86400")];
    (headers, app.bundle().icon()).into_response()
}
