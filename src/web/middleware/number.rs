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

/// A link that is good once is a secret until it is used. From here on nothing that looks at the address, least of all a
/// log, sees more than that it was one; the handler has it from the route.
fn conceal(uri: &mut Uri) {
    if !uri.path().starts_with(link::JOIN) {
        return;
    }
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::from_static(link::JOIN));
    *uri = Uri::from_parts(parts).unwrap_or_else(|_| Uri::from_static(link::JOIN));
}

/// Gives the request its number. What a client sends in its place is not believed.
pub async fn give(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let number = app.next_request();
    conceal(request.uri_mut());
    let span = tracing::info_span!("request", number, method = %request.method(), path = request.uri().path());
    request.extensions_mut().insert(RequestNumber(number.clone()));
    let mut response = next.run(request).instrument(span).await;
    if let Ok(value) = HeaderValue::from_str(&number) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    response
}
