//! What a page needs to know of its request, as an extractor.

use super::app::App;
use super::cookies;
use super::middleware::session::Asker;
use crate::procedure::permission::{Action, Reach, reach};
use crate::procedure::person::Appointment;
use crate::view::{Asking, Display, PageCtx};
use axum::extract::FromRequestParts;
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
            who: who(parts),
            demo: app.is_demo(),
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
    cookies::get(&parts.headers, Display::COOKIE).map(Display::from_code).unwrap_or_default()
}

/// What the frame says about whoever is signed in.
fn who(parts: &Parts) -> Option<Asking> {
    let Some(Asker::Someone(visitor)) = parts.extensions.get() else { return None };
    let may = |action| visitor.acting.as_ref().is_some_and(|it| reach(it.post.role(), action) != Reach::No);
    let label = |it: &Appointment| it.post.label();
    Some(Asking {
        name: visitor.person.name.clone(),
        acting: visitor.acting.as_ref().map(label),
        others: visitor.held.len().saturating_sub(1),
        people: may(Action::ManagePeople),
        desk: may(Action::SeeDesk),
        audit: may(Action::ReadAudit),
    })
}
