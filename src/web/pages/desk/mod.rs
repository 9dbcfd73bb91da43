//! `/desk`: drafters check which articles belong together. Only where the operator allows it, and only by the name of
//! this machine: there is no sign-in yet.

mod check;
mod decision;
mod kept;
mod overview;
mod pair;
mod queue;
mod save;
mod signer;
mod trial;

use crate::procedure::Slug;
use crate::procedure::correction::{Correction, Pair};
use crate::store::{self, Tx};
use crate::view::DeskTable;
use crate::web::App;
use crate::web::error::{AppError, Missing};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::header::{CACHE_CONTROL, HOST};
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use tower_http::csrf::{CsrfLayer, ProtectionError};

/// The addresses of the desk.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/desk", get(overview::show))
        .route("/desk/signer", post(signer::remember))
        .route("/desk/bills/{bill}/compare/{pair}", get(pair::show))
        .route("/desk/bills/{bill}/compare/{pair}/corrections", post(save::save))
        .route("/desk/corrections/{id}/again", post(queue::again))
        .route("/desk/corrections/{id}/withdraw", post(queue::withdraw))
        .route("/desk/bills/{bill}/check/{version}", get(check::show))
        .route("/desk/bills/{bill}/decision/{pair}", get(decision::show))
        .route("/desk/bills/{bill}/trials/{trial}", get(kept::show))
        .merge(trials())
        .layer(CsrfLayer::new().with_rejection_response(|_: ProtectionError| AppError::Elsewhere.into_response()))
        .layer(from_fn(guard))
}

/// Trying decisions: their forms carry whole documents.
fn trials() -> Router<App> {
    Router::new()
        .route("/desk/bills/{bill}/trial/{version}", get(trial::show).post(trial::attempt))
        .route("/desk/bills/{bill}/trial/{version}/keep", post(trial::keep))
        .layer(DefaultBodyLimit::max(trial::MAX_REQUEST_BYTES))
}

/// Answers only to a name of this machine: a page elsewhere whose host name was made to lead here is refused, although
/// it would pass as the same origin. What is answered names people, so that nobody keeps it.
async fn guard(request: Request, next: Next) -> Response {
    if !named_here(request.uri(), request.headers()) {
        return AppError::Elsewhere.into_response();
    }
    let mut response = next.run(request).await;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Whether the host that was asked for is this machine. Only a program, never a browser, asks for none.
fn named_here(uri: &Uri, headers: &HeaderMap) -> bool {
    let host = match (uri.host(), headers.get(HOST)) {
        (Some(host), _) => host.to_owned(),
        (None, None) => return true,
        (None, Some(host)) => match host.to_str().ok().and_then(|it| it.parse::<axum::http::uri::Authority>().ok()) {
            Some(authority) => authority.host().to_owned(),
            None => return false,
        },
    };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse::<std::net::IpAddr>().ok();
    address.map_or_else(|| bare.eq_ignore_ascii_case("localhost"), |it| it.to_canonical().is_loopback())
}

/// `v1..v2`; the older text comes first.
fn read_pair(bill: &str, versions: &str) -> Result<Pair, AppError> {
    let bill: Slug = super::read(bill, Missing::Bill)?;
    let (one, other) = versions.split_once("..").ok_or(Missing::Version)?;
    let (one, other) = (super::read(one, Missing::Version)?, super::read(other, Missing::Version)?);
    Pair::new(bill, one, other).map_err(|_| Missing::Version.into())
}

/// The texts of a pair and everything that was said about them, compared. A text that is not there is empty.
async fn table(tx: &mut Tx, pair: &Pair) -> Result<DeskTable, AppError> {
    let (old, new, log) = sources(tx, pair).await?;
    let pair = pair.clone();
    Ok(tokio::task::spawn_blocking(move || DeskTable::new(pair, &old, &new, log)).await?)
}

async fn sources(tx: &mut Tx, pair: &Pair) -> Result<(String, String, Vec<Correction>), AppError> {
    let old = store::versions::text(tx, pair.bill(), pair.old()).await?.unwrap_or_default();
    let new = store::versions::text(tx, pair.bill(), pair.new_version()).await?.unwrap_or_default();
    Ok((old, new, store::corrections::of_pair(tx, pair).await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_answered() {
        let named = |host: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, HeaderValue::from_str(host).unwrap());
            named_here(&Uri::from_static("/desk"), &headers)
        };
        for here in ["localhost", "LOCALHOST:8081", "127.0.0.1:8081", "127.9.9.9", "[::1]:8081", "[::ffff:127.0.0.1]"] {
            assert!(named(here), "{here}");
        }
        for elsewhere in
            ["evil.example:8081", "10.0.0.5", "localhost.evil.example", "127.0.0.1.evil.example", "", "[::2]"]
        {
            assert!(!named(elsewhere), "{elsewhere}");
        }
        assert!(!named_here(&Uri::from_static("http://evil.example/desk"), &HeaderMap::new()));
        assert!(named_here(&Uri::from_static("/desk"), &HeaderMap::new()));
    }
}
