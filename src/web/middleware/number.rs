//! Every request has a number. It stands in the log, in the `x-request-id` header, and on the page about a fault.

use crate::view::link;
use crate::web::App;
use axum::extract::{Request, State};
use axum::http::header::HeaderName;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

/// The number of a request.
#[derive(Debug, Clone)]
pub struct RequestNumber(pub String);

/// What stood behind the question mark of an address that is concealed, for its handler alone.
#[derive(Clone)]
#[cfg_attr(not(feature = "oidc"), expect(dead_code, reason = "the one handler that reads it comes with the feature"))]
pub struct Concealed(pub String);

/// Without it.
impl std::fmt::Debug for Concealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Concealed(…)")
    }
}

/// A link that is good once is a secret until it is used, and so is what a directory sends back. From here on nothing that
/// looks at the address, least of all a log, sees more than that it was one; the handler has the link from the route, and
/// what stood behind the question mark from what this gives.
fn conceal(uri: &mut Uri) -> Option<Concealed> {
    let shown = [link::JOIN, link::SIGN_IN_DIRECTORY].into_iter().find(|it| uri.path().starts_with(it))?;
    let query = uri.query().map(|it| Concealed(it.to_owned()));
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::from_static(shown));
    *uri = Uri::from_parts(parts).unwrap_or_else(|_| Uri::from_static(shown));
    query
}

/// Gives the request its number. What a client sends in its place is not believed.
pub async fn give(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let number = app.next_request();
    if let Some(query) = conceal(request.uri_mut()) {
        request.extensions_mut().insert(query);
    }
    let span = tracing::info_span!("request", number, method = %request.method(), path = request.uri().path());
    request.extensions_mut().insert(RequestNumber(number.clone()));
    let mut response = next.run(request).instrument(span).await;
    if let Ok(value) = HeaderValue::from_str(&number) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    response
}
