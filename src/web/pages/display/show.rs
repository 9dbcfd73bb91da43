//! `GET /display`

use crate::view::{DisplayPage, link};
use crate::web::ctx::Ctx;
use crate::web::error::Page;
use crate::web::pages::{local, page};
use axum::http::HeaderMap;
use axum::http::header::REFERER;

/// 显示设置. After the choice one comes back to where one was.
pub async fn show(headers: HeaderMap, Ctx(ctx): Ctx) -> Page {
    let from = headers.get(REFERER).and_then(|it| it.to_str().ok()).and_then(|it| it.parse::<axum::http::Uri>().ok());
    let path = from.as_ref().and_then(|it| it.path_and_query()).map_or(link::HOME, |it| it.as_str());
    let back = if path.starts_with(link::DISPLAY) { link::HOME } else { local(path) };
    page(&DisplayPage::new(&ctx, back.to_owned()))
}
