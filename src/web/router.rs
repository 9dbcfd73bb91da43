//! Which address leads to which handler, and what stands around all of them.

use super::error::AppError;
use super::guard::{Staff, StaffRoute};
use super::middleware::{headers, number, session, trouble, validator};
use super::{App, pages};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse as _;
use axum::routing::{get, post};
use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::timeout::TimeoutLayer;

/// The longest a page may take.
const PAGE_TIME: Duration = Duration::from_secs(15);
/// The most a form may carry.
pub(super) const MAX_FORM_BYTES: usize = 64 * 1024;

/// The most a form with an opinion may carry: five thousand characters in each of four fields, nine bytes each.
const MAX_OPINION_BYTES: usize = 256 * 1024;

/// The site as a service.
pub fn router(app: App) -> Router {
    let public = Router::new()
        .route("/", get(pages::home::show))
        .route("/bills", get(pages::bills::list))
        .route("/bills/{bill}", get(pages::bills::show))
        .route("/bills/{bill}/papers/{paper}", get(pages::papers::show))
        .route("/bills/{bill}/compare", get(pages::compare::choose))
        .route("/bills/{bill}/compare/{texts}", get(pages::compare::show))
        .route("/bills/{bill}/biography/{provision}", get(pages::biography::show))
        .route("/bills/{bill}/{version}", get(pages::versions::show))
        .route("/bills/{bill}/{version}/{provision}", get(pages::versions::article))
        .route("/consultations", get(pages::consultations::list))
        .route("/consultations/{id}", get(pages::consultations::show))
        .route("/points", get(pages::points::list))
        .route("/points/{point}", get(pages::points::show))
        .route("/rules", get(pages::rules::list))
        .route("/rules/{code}", get(pages::rules::show))
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
    let (staff, _) = staff(&app).finish();
    let mut rest = rest.merge(entries(&app)).route("/sign-out", post(pages::account::sign_out::sign_out));
    rest = rest.merge(opinions());
    if app.is_demo() {
        let demo = get(pages::account::demo::show).post(pages::account::demo::act);
        rest = rest.route("/demo", demo.layer(from_fn(pages::account::demo::only_here)));
    }
    surrounded(public.merge(rest).merge(staff).fallback(pages::system::lost), app)
}

/// Saying something, and what became of it.
fn opinions() -> Router<App> {
    use pages::{consultations::say, receipts};
    Router::new()
        .route("/consultations/{id}/say", get(say::show).post(say::send))
        .route("/receipts", get(receipts::ask).post(receipts::show))
        .route("/receipts/correct", post(receipts::correct))
        .route("/receipts/withdraw", post(receipts::withdraw))
        .layer(DefaultBodyLimit::max(MAX_OPINION_BYTES))
        .layer(from_fn(headers::keep_the_form))
}

/// The way in: nobody keeps these pages.
#[cfg_attr(not(feature = "oidc"), expect(unused_variables, reason = "only the way in by a directory asks the site"))]
fn entries(app: &App) -> Router<App> {
    use pages::account::{code, join, new_factor, sign_in};
    let sign_in = Router::new().route("/sign-in", get(sign_in::show).post(sign_in::sign_in));
    #[cfg(feature = "oidc")]
    let sign_in = {
        use pages::account::directory;
        sign_in
            .route("/sign-in/directory", get(directory::come_back).post(directory::leave))
            .layer(from_fn_with_state(app.clone(), super::directory::lead_there))
    };
    sign_in
        .route("/sign-in/code", get(code::show).post(code::check))
        .route("/sign-in/second-factor", get(new_factor::show).post(new_factor::confirm))
        .route("/join", get(join::show).post(join::join))
        .route("/join/{token}", get(join::open))
        .layer(from_fn(headers::keep_nowhere))
}

/// Everything behind sign-in.
fn staff(app: &App) -> Staff {
    pages::desk::routes(app)
        .merge(pages::account::routes(app))
        .merge(pages::admin::routes(app))
        .merge(pages::audit::routes(app))
}

/// The addresses behind sign-in, each with what it is for.
#[must_use]
pub fn staff_routes(app: &App) -> Vec<StaffRoute> {
    staff(app).finish().1
}

/// What stands around every handler, the last line outermost.
fn surrounded(routes: Router<App>, app: App) -> Router {
    routes
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PAGE_TIME))
        .layer(CatchPanicLayer::custom(trouble::of_panic))
        .layer(DefaultBodyLimit::max(MAX_FORM_BYTES))
        .layer(CsrfLayer::new().with_rejection_response(|_: ProtectionError| AppError::Elsewhere.into_response()))
        .layer(from_fn_with_state(app.clone(), trouble::explain))
        .layer(from_fn_with_state(app.clone(), session::load))
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
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::store::{Db, Target};
    use crate::view::Site;
    use crate::web::Setup;
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use tower::Service as _;

    async fn broken() -> &'static str {
        panic!("the secret cause")
    }

    #[tokio::test]
    async fn a_panic_is_a_page_with_a_number_and_ends_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let db = Db::open(&Target::Sqlite(folder.path().join("a.db"))).await.expect("a database");
        let setup = Setup {
            db,
            clock: Clock::fixed(jiff::Timestamp::UNIX_EPOCH),
            site: Site::default(),
            fonts: crate::web::FontLoader::none(),
        };
        let app = App::new(setup).expect("assets");
        let mut router =
            surrounded(Router::new().route("/", get(broken)).route("/fine", get(|| async { "fine" })), app);
        let ask = |path: &str| Request::get(path).body(Body::empty()).expect("a request");
        let answer = router.call(ask("/")).await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let number = answer.headers()["x-request-id"].to_str().expect("a number").to_owned();
        let page = to_bytes(answer.into_body(), 1 << 20).await.expect("a page");
        let page = String::from_utf8_lossy(&page);
        assert!(page.contains(&format!("<strong>{number}</strong>")) && !page.contains("secret"), "{page}");
        assert_eq!(router.call(ask("/fine")).await.expect("an answer").status(), StatusCode::OK);
    }
}
