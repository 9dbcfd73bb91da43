//! What a page needs to know of its request, as an extractor.

use super::app::App;
use crate::view::{Display, PageCtx};
use axum::extract::FromRequestParts;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use std::convert::Infallible;

/// The longest address that is repeated in a page.
const MAX_HERE_BYTES: usize = 512;

/// [`PageCtx`] of the request.
#[derive(Debug, Clone)]
pub struct Ctx(pub PageCtx);

impl Ctx {
    /// The context of a request whose head is `parts`.
    pub fn of(app: &App, parts: &Parts) -> Self {
        let here = parts.uri.path_and_query().map_or("/", |it| it.as_str());
        Self(PageCtx {
            site: app.site().clone(),
            assets: app.bundle().assets().clone(),
            display: display(parts),
            here: if here.len() <= MAX_HERE_BYTES { here.to_owned() } else { "/".to_owned() },
            today: app.clock().today(),
            desk: app.has_desk(),
        })
    }
}

impl FromRequestParts<App> for Ctx {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::of(app, parts))
    }
}

fn display(parts: &Parts) -> Display {
    let cookies = parts.headers.get_all(COOKIE).iter().filter_map(|it| it.to_str().ok());
    let mut pairs = cookies.flat_map(|it| it.split(';')).filter_map(|it| it.trim().split_once('='));
    pairs.find(|(name, _)| *name == Display::COOKIE).map(|(_, value)| Display::from_code(value)).unwrap_or_default()
}
