//! A change that cannot be taken as it was sent: by nobody, after the session had ended, or with more than there is room
//! for. What was typed is given back, to be sent again.

use super::app::App;
use super::ctx::Ctx;
use super::error::AppError;
use super::middleware::trouble::Whole;
use crate::view::{KeptFormPage, KeptWhy};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{Html, IntoResponse as _, Response};
use axum::{Form, Json};
use tower::{Layer as _, ServiceExt as _, service_fn};

/// The most fields that are given back: the largest form has two for each of some thousand rows.
const MAX_FIELDS: usize = 6_000;
/// Fields that are not.
const SECRETS: &[&str] = &["password", "repeated", "current", "code", "offered"];
/// Of a form that is too long so many times its bound is read, to give it back.
const READ_TIMES: usize = 4;
/// No form is read beyond this.
const MAX_READ_BYTES: usize = 16 * 1024 * 1024;

/// What was typed into a form.
#[derive(Default)]
struct Typed {
    fields: Vec<(String, String)>,
    /// Fields with a file, and how it is called. Files cannot be given back.
    files: Vec<(String, String)>,
    /// Whether it came as a form with files.
    multipart: bool,
}

/// A page that asks to sign in beside it and has everything that was sent in a form, but files; for a program, a line of
/// JSON. No more is read than the address itself would take.
pub async fn sign_in_first(app: &App, request: Request) -> Response {
    if kind(request.headers()).starts_with("application/json") {
        let message = "登录已经失效，这次没有保存。请重新登录后再试";
        let answer = (StatusCode::UNAUTHORIZED, Json(serde_json::json!({ "message": message })));
        return unkept(answer.into_response());
    }
    let (head, typed) = match read(request).await {
        Some(read) => read,
        None => return AppError::SignIn.into_response(),
    };
    given_back(app, &head, typed, KeptWhy::SignIn).unwrap_or_else(|| AppError::SignIn.into_response())
}

/// The request, if its form is not longer than `most` bytes; else what is answered: a page with everything that was typed,
/// and how long it may be.
pub async fn within(app: &App, request: Request, most: usize) -> Result<Request, Response> {
    let kind = kind(request.headers());
    let larger = most.saturating_mul(READ_TIMES).min(MAX_READ_BYTES).max(most);
    let said = said_length(request.headers());
    let form = kind.starts_with("application/x-www-form-urlencoded");
    let files = kind.starts_with("multipart/form-data") && said.is_some_and(|it| it > most);
    if *request.method() == Method::GET || !(form || files) {
        return Ok(request);
    }
    let too_large = || AppError::TooLarge(most).into_response();
    if said.is_some_and(|it| it > larger) {
        return Err(too_large());
    }
    if form {
        let (parts, body) = request.into_parts();
        let bytes: Bytes = to_bytes(body, larger).await.map_err(|_| too_large())?;
        let fits = bytes.len() <= most;
        let request = Request::from_parts(parts, Body::from(bytes));
        return if fits { Ok(request) } else { Err(too_long(app, request, most, larger).await) };
    }
    Err(too_long(app, request, most, larger).await)
}

/// What is answered to a form of at most `larger` bytes where there is room for `most`.
async fn too_long(app: &App, request: Request, most: usize, larger: usize) -> Response {
    let read = service_fn(|request: Request| async { Ok::<_, std::convert::Infallible>(read(request).await) });
    let read = DefaultBodyLimit::max(larger).layer(read).oneshot(request).await;
    let page = match read {
        Ok(Some((head, typed))) => given_back(app, &head, typed, KeptWhy::TooLong(most)),
        _ => None,
    };
    page.unwrap_or_else(|| AppError::TooLarge(most).into_response())
}

fn kind(headers: &HeaderMap) -> String {
    headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned()
}

/// How long the body is said to be.
fn said_length(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The head of a request and what its form says; nothing if it has none, or one that cannot be read or has too many
/// fields.
async fn read(request: Request) -> Option<(Parts, Typed)> {
    let kind = kind(request.headers());
    let (parts, body) = request.into_parts();
    let request = Request::from_parts(parts.clone(), body);
    let typed = if kind.starts_with("application/x-www-form-urlencoded") {
        let Form(fields) = Form::<Vec<(String, String)>>::from_request(request, &()).await.ok()?;
        Typed { fields, ..Typed::default() }
    } else if kind.starts_with("multipart/form-data") {
        parted(Multipart::from_request(request, &()).await.ok()?).await.ok()?
    } else {
        return None;
    };
    (typed.fields.len() + typed.files.len() <= MAX_FIELDS).then_some((parts, typed))
}

/// The fields of a form with files. Of files only the names are kept in memory.
async fn parted(mut form: Multipart) -> Result<Typed, MultipartError> {
    let mut typed = Typed { multipart: true, ..Typed::default() };
    while typed.fields.len() + typed.files.len() <= MAX_FIELDS
        && let Some(mut field) = form.next_field().await?
    {
        let name = field.name().unwrap_or_default().to_owned();
        if let Some(file) = field.file_name().map(str::to_owned) {
            while field.chunk().await?.is_some() {}
            typed.files.push((name, file));
        } else {
            let words = String::from_utf8_lossy(&field.bytes().await?).into_owned();
            typed.fields.push((name, words));
        }
    }
    Ok(typed)
}

fn given_back(app: &App, head: &Parts, typed: Typed, why: KeptWhy) -> Option<Response> {
    let ctx = Ctx::of(app, head);
    let action = head.uri.path_and_query().map_or("/", |it| it.as_str()).to_owned();
    let (secret, kept): (Vec<_>, Vec<_>) = typed.fields.into_iter().partition(|it| SECRETS.contains(&it.0.as_str()));
    let mut page = KeptFormPage::new(&ctx.0, &action, kept, why);
    if secret.iter().any(|it| !it.1.is_empty()) {
        page.without_secrets();
    }
    if typed.multipart {
        page.with_files(typed.files);
    }
    let status = match why {
        KeptWhy::SignIn => StatusCode::UNAUTHORIZED,
        KeptWhy::TooLong(_) => StatusCode::PAYLOAD_TOO_LARGE,
    };
    let page = askama::Template::render(&page).ok()?;
    Some(unkept((status, Html(page)).into_response()))
}

/// The words of the answer are its own, and nobody keeps them.
fn unkept(mut response: Response) -> Response {
    response.extensions_mut().insert(Whole);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
