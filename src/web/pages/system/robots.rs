//! `/robots.txt`

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

/// Everything public may be found.
pub async fn robots() -> Response {
    let headers = [(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "public, max-age=86400")];
    (headers, "User-agent: *\nDisallow: /display\nDisallow: /desk\n").into_response()
}
