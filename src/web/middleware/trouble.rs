//! Turns what went wrong into a page with ways onward, and logs it, once.

use super::number::RequestNumber;
use crate::view::{ErrorPage, Trouble};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Missing};
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use std::any::Any;
use std::sync::Arc;

/// Seconds after which a busy site is asked again.
const RETRY_SECONDS: &str = "10";

/// Gives every response that reports a fault its page.
pub async fn explain(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let ctx = Ctx::of(&app, &parts);
    // The editor sends JSON and reads JSON, whatever goes wrong.
    let wants_json = parts.headers.get(CONTENT_TYPE).is_some_and(|it| it.as_bytes().starts_with(b"application/json"));
    let number = parts.extensions.get::<RequestNumber>().map(|it| it.0.clone()).unwrap_or_default();
    let response = next.run(Request::from_parts(parts, body)).await;
    let status = response.status();
    let faulty = status.is_client_error() || status.is_server_error();
    if !faulty || response.extensions().get::<Whole>().is_some() {
        return response;
    }
    let error = response.extensions().get::<Arc<AppError>>().cloned();
    if status.is_server_error() {
        match &error {
            Some(error) => tracing::error!(number, %error, "request failed"),
            None => tracing::error!(number, status = status.as_u16(), "request failed"),
        }
    }
    let trouble = error.map_or_else(|| trouble_of(status, &number), |it| it.trouble(&number));
    let page = ErrorPage::new(&ctx.0, &trouble);
    let mut answer = match askama::Template::render(&page) {
        _ if wants_json => (status, axum::Json(serde_json::json!({ "message": page.message() }))).into_response(),
        Ok(page) => (status, Html(page)).into_response(),
        Err(_) => (status, "页面出了问题，请稍后再试").into_response(),
    };
    let headers = answer.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(allowed) = response.headers().get(ALLOW) {
        headers.insert(ALLOW, allowed.clone());
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(RETRY_AFTER, HeaderValue::from_static(RETRY_SECONDS));
    }
    answer
}

/// Marks a response that reports a fault in its own words, for machines.
#[derive(Debug, Clone, Copy)]
pub struct Whole;

/// What a bare status means to a visitor.
fn trouble_of(status: StatusCode, number: &str) -> Trouble {
    match status {
        StatusCode::NOT_FOUND => Trouble::NotFound(Missing::Page.words()),
        StatusCode::METHOD_NOT_ALLOWED => Trouble::NotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE | StatusCode::URI_TOO_LONG => Trouble::TooLarge(None),
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => Trouble::Busy,
        _ if status.is_client_error() => Trouble::BadRequest,
        _ => Trouble::Internal(number.to_owned()),
    }
}

/// A panic in a handler is our fault like any other.
pub fn of_panic(panic: Box<dyn Any + Send + 'static>) -> Response {
    let words = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    AppError::Internal(format!("panic: {}", words.unwrap_or("unknown")).into()).into_response()
}
