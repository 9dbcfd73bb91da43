//! Every request has a number. It stands in the log, in the `x-request-id` header, and on the page about a fault.

use crate::view::link;
use crate::web::App;
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::HeaderName;
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

/// The number of a request.
#[derive(Debug, Clone)]
pub struct RequestNumber(pub String);

/// The address as the log may have it: a link that is good once is a secret until it is used.
fn logged(path: &str) -> &str {
    if path.starts_with(link::JOIN) { link::JOIN } else { path }
}

/// Gives the request its number. What a client sends in its place is not believed.
pub async fn give(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let number = app.next_request();
    let span = tracing::info_span!("request", number, method = %request.method(), path = logged(request.uri().path()));
    request.extensions_mut().insert(RequestNumber(number.clone()));
    let mut response = next.run(request).instrument(span).await;
    if let Ok(value) = HeaderValue::from_str(&number) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    response
}
