//! Validators: a page that has not changed is not sent again.
//!
//! The tag is a digest of the body, so that it is right whatever the page was made of. It is weak, because the body
//! may be compressed on its way.

use crate::procedure::Digest;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// The largest body that a handler makes: the page of the longest text is about a megabyte.
const MAX_BODY_BYTES: usize = 64 * 1024 * 1024;

/// Adds an `ETag` to every page and file, and answers 304 where the visitor has it already.
pub async fn tag(request: Request, next: Next) -> Response {
    // What answers HEAD has lost its body already.
    let wanted = *request.method() == Method::GET;
    let known = request.headers().get(IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    if !wanted || response.status() != StatusCode::OK || response.headers().contains_key(ETAG) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    // Handlers answer from memory: this gathers no stream.
    let Ok(body) = to_bytes(body, MAX_BODY_BYTES).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let tag = format!("W/\"{}\"", &Digest::of(&body).to_string()[..32]);
    add_headers(&mut parts.headers, &tag);
    if known.is_some_and(|it| matches(&it, &tag)) {
        parts.status = StatusCode::NOT_MODIFIED;
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(body))
}

fn add_headers(headers: &mut HeaderMap, tag: &str) {
    if let Ok(value) = HeaderValue::from_str(tag) {
        headers.insert(ETAG, value);
    }
    if !headers.contains_key(CACHE_CONTROL) {
        // Pages look as the reader's cookie says.
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        headers.append(VARY, HeaderValue::from_static("Cookie"));
    }
}

fn matches(known: &HeaderValue, tag: &str) -> bool {
    let bare = |it: &str| it.trim().trim_start_matches("W/").to_owned();
    known.to_str().is_ok_and(|it| it.split(',').any(|one| bare(one) == bare(tag) || one.trim() == "*"))
}
