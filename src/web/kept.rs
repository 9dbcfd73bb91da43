//! A change that was sent by nobody, or after the session had ended: what was typed is given back, to be sent again.

use super::app::App;
use super::ctx::Ctx;
use super::error::AppError;
use super::middleware::trouble::Whole;
use crate::view::KeptFormPage;
use axum::body::Body;
use axum::extract::{FromRequest as _, Request};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse as _, Response};
use axum::{Form, Json};

/// The most fields that are given back.
const MAX_FIELDS: usize = 500;
/// Fields that are not.
const SECRETS: &[&str] = &["password", "repeated", "current", "code", "offered"];

/// A page that asks to sign in beside it and has everything that was sent in a form; for a program, a line of JSON; for
/// files, which a page cannot give back, the plain answer. No more is read than the address itself would take.
pub async fn sign_in_first(app: &App, request: Request) -> Response {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned();
    if kind.starts_with("application/json") {
        let message = "登录已经失效，这次没有保存。请重新登录后再试";
        let answer = (StatusCode::UNAUTHORIZED, Json(serde_json::json!({ "message": message })));
        return unkept(answer.into_response());
    }
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return AppError::SignIn.into_response();
    }
    let (parts, body) = request.into_parts();
    let ctx = Ctx::of(app, &parts);
    let action = parts.uri.path_and_query().map_or("/", |it| it.as_str()).to_owned();
    let request: Request<Body> = Request::from_parts(parts, body);
    let Ok(Form(fields)) = Form::<Vec<(String, String)>>::from_request(request, &()).await else {
        return AppError::SignIn.into_response();
    };
    if fields.len() > MAX_FIELDS {
        return AppError::SignIn.into_response();
    }
    let (secret, kept): (Vec<_>, Vec<_>) = fields.into_iter().partition(|it| SECRETS.contains(&it.0.as_str()));
    let secrets = secret.iter().any(|it| !it.1.is_empty());
    match askama::Template::render(&KeptFormPage::new(&ctx.0, &action, kept, secrets)) {
        Ok(page) => unkept((StatusCode::UNAUTHORIZED, Html(page)).into_response()),
        Err(error) => AppError::from(error).into_response(),
    }
}

/// The words of the answer are its own, and nobody keeps them.
fn unkept(mut response: Response) -> Response {
    response.extensions_mut().insert(Whole);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
