//! `POST /display`

use crate::view::{Display, Size, Theme};
use crate::web::ctx::Ctx;
use crate::web::pages::local;
use axum::Form;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

/// How long the choice is kept: a year.
const KEPT_SECONDS: u32 = 365 * 24 * 60 * 60;

/// The fields. A field that is not sent leaves the choice as it is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DisplayForm {
    size: String,
    theme: String,
    back: String,
}

/// Keeps the choice and goes back. Sent from elsewhere it does no harm: it changes only how pages look.
pub async fn change(Ctx(ctx): Ctx, Form(form): Form<DisplayForm>) -> Response {
    let chosen = Display {
        size: Size::from_code(&form.size).unwrap_or(ctx.display.size),
        theme: Theme::from_code(&form.theme).unwrap_or(ctx.display.theme),
    };
    let (name, value) = (Display::COOKIE, chosen.code());
    let cookie = format!("{name}={value}; Path=/; Max-Age={KEPT_SECONDS}; HttpOnly; SameSite=Lax");
    ([(SET_COOKIE, cookie)], Redirect::to(local(&form.back))).into_response()
}
