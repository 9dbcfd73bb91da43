//! Which address leads to which handler, and what stands around all of them.

use super::middleware::{headers, number, trouble, validator};
use super::{App, pages};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use std::future::Future;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

/// The longest a page may take.
const PAGE_TIME: Duration = Duration::from_secs(15);
/// The most a form may carry.
const MAX_FORM_BYTES: usize = 64 * 1024;

/// The site as a service.
pub fn router(app: App) -> Router {
    let pages = Router::new()
        .route("/", get(pages::home::show))
        .route("/bills", get(pages::bills::list))
        .route("/bills/{bill}", get(pages::bills::show))
        .route("/bills/{bill}/papers/{paper}", get(pages::papers::show))
        .route("/bills/{bill}/{version}", get(pages::versions::show))
        .route("/bills/{bill}/{version}/{provision}", get(pages::versions::article))
        .route("/consultations", get(pages::consultations::list))
        .route("/consultations/{id}", get(pages::consultations::show))
        .route("/points", get(pages::points::list))
        .route("/points/{point}", get(pages::points::show))
        .route("/help/{page}", get(pages::help::show))
        .route("/display", get(pages::display::show).post(pages::display::change))
        .route("/robots.txt", get(pages::system::robots))
        .route("/favicon.ico", get(pages::system::icon))
        .layer(from_fn(validator::tag));
    // Files that never change under their name need no validator; probes are asked too often for one.
    let rest = Router::new()
        .route("/assets/{file}", get(pages::system::asset))
        .route("/healthz", get(pages::system::alive))
        .route("/readyz", get(pages::system::ready));
    pages
        .merge(rest)
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PAGE_TIME))
        .layer(CatchPanicLayer::custom(trouble::of_panic))
        .layer(DefaultBodyLimit::max(MAX_FORM_BYTES))
        .layer(from_fn_with_state(app.clone(), trouble::explain))
        .layer(from_fn(headers::add))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(app.clone(), number::give))
        .with_state(app)
}

/// Serves the site on `listener` until `stop` is done; requests that have begun are finished.
///
/// # Errors
/// The listener failed.
pub async fn serve(
    app: App,
    listener: tokio::net::TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, router(app)).with_graceful_shutdown(stop).await
}
