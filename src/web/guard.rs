//! Addresses behind sign-in. Each is registered here together with what it is for, so that the list of them is the list
//! that the test of permissions walks, and none can be forgotten.

use super::app::App;
use super::error::AppError;
use super::kept;
use super::middleware::session::{Asker, Visitor};
use super::middleware::trouble::Whole;
use super::router::MAX_FORM_BYTES;
use super::who::{Own, Who};
use crate::procedure::permission::{Action, Reach, reach};
use crate::view::link;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::handler::Handler;
use axum::http::header::{CACHE_CONTROL, HeaderName, ORIGIN};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{MethodFilter, MethodRouter, on};

/// One guarded address.
#[derive(Debug, Clone)]
pub struct StaffRoute {
    /// How it is asked.
    pub method: Method,
    /// The pattern: `/desk/bills/{bill}`.
    pub path: &'static str,
    /// What it is for.
    pub action: Action,
}

/// How much a change may carry.
#[derive(Debug, Clone, Copy)]
struct Room {
    bytes: usize,
    /// Whether the handler says itself that it is too much.
    minded: bool,
}

impl Room {
    /// That of most forms.
    const USUAL: Self = Self { bytes: MAX_FORM_BYTES, minded: false };
}

/// Addresses behind sign-in, being put together.
#[derive(Debug)]
pub struct Staff {
    app: App,
    router: Router<App>,
    routes: Vec<StaffRoute>,
}

impl Staff {
    /// None yet.
    pub fn new(app: &App) -> Self {
        Self { app: app.clone(), router: Router::new(), routes: Vec::new() }
    }

    /// A page that is read.
    pub fn get<H: Handler<T, App>, T: 'static>(self, path: &'static str, action: Action, handler: H) -> Self {
        self.add(Method::GET, MethodFilter::GET, path, action, Room::USUAL, handler)
    }

    /// A change, with a form of the usual size.
    pub fn post<H: Handler<T, App>, T: 'static>(self, path: &'static str, action: Action, handler: H) -> Self {
        self.add(Method::POST, MethodFilter::POST, path, action, Room::USUAL, handler)
    }

    /// A change that may carry so many bytes.
    pub fn post_up_to<H: Handler<T, App>, T: 'static>(
        self,
        bytes: usize,
        path: &'static str,
        action: Action,
        handler: H,
    ) -> Self {
        self.add(Method::POST, MethodFilter::POST, path, action, Room { bytes, minded: false }, handler)
    }

    /// These and those.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.routes.extend(other.routes);
        self
    }

    /// The addresses as a router, and the list of them.
    pub fn finish(self) -> (Router<App>, Vec<StaffRoute>) {
        (self.router, self.routes)
    }

    /// A change that may carry so many bytes, and whose handler says itself what to do when it carries more.
    pub fn post_minding<H: Handler<T, App>, T: 'static>(
        self,
        bytes: usize,
        path: &'static str,
        action: Action,
        handler: H,
    ) -> Self {
        let room = Room { bytes, minded: true };
        self.add(Method::POST, MethodFilter::POST, path, action, room, handler)
    }

    fn add<H: Handler<T, App>, T: 'static>(
        mut self,
        method: Method,
        filter: MethodFilter,
        path: &'static str,
        action: Action,
        room: Room,
        handler: H,
    ) -> Self {
        let route: MethodRouter<App> =
            on(filter, handler).layer(from_fn_with_state((self.app.clone(), action, room), check));
        let route = route.layer(DefaultBodyLimit::max(room.bytes));
        self.router = self.router.route(path, route);
        self.routes.push(StaffRoute { method, path, action });
        self
    }
}

/// Lets those pass who are signed in, whose post may do this, and who ask from a page of this site.
async fn check(State((app, action, room)): State<(App, Action, Room)>, mut request: Request, next: Next) -> Response {
    let asker = request.extensions().get::<Asker>().cloned().unwrap_or(Asker::Unknown);
    let visitor = match asker {
        Asker::Someone(visitor) => *visitor,
        Asker::Nobody => return sign_in_first(&app, request).await,
        Asker::Unknown => return AppError::Busy.into_response(),
    };
    if *request.method() != Method::GET && !from_a_page(request.headers()) {
        return AppError::Elsewhere.into_response();
    }
    if action == Action::OwnAccount {
        request.extensions_mut().insert(own(visitor));
    } else {
        match who(visitor, action) {
            Ok(who) => request.extensions_mut().insert(who),
            Err(error) => return error.into_response(),
        };
    }
    if !room.minded {
        request = match kept::within(&app, request, room.bytes).await {
            Ok(request) => request,
            Err(answer) => return answer,
        };
    }
    let mut response = next.run(request).await;
    if response.status() == StatusCode::PAYLOAD_TOO_LARGE && response.extensions().get::<Whole>().is_none() {
        response = AppError::TooLarge(room.bytes).into_response();
    }
    // What is answered names people and shows what is not public: nobody keeps it.
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// One's own account needs no appointment: who holds none any more, or none yet, still has a password to look after.
fn own(visitor: Visitor) -> Own {
    let Visitor { session, person, acting, held } = visitor;
    Own { session, person, acting, held }
}

fn who(visitor: Visitor, action: Action) -> Result<Who, AppError> {
    let Visitor { person, acting, .. } = visitor;
    let acting = acting.ok_or(AppError::Forbidden)?;
    if reach(acting.post.role(), action) == Reach::No {
        return Err(AppError::Forbidden);
    }
    Ok(Who { person, acting, action })
}

/// A page is asked for again after signing in; what was sent with a change is given back.
async fn sign_in_first(app: &App, request: Request) -> Response {
    if *request.method() == Method::GET {
        let wanted = request.uri().path_and_query().map_or("/", |it| it.as_str());
        return Redirect::to(&link::sign_in(Some(wanted))).into_response();
    }
    if from_a_page(request.headers()) {
        kept::sign_in_first(app, request).await
    } else {
        AppError::SignIn.into_response()
    }
}

/// Browsers say with every change from where it comes. The layer in front has refused those from elsewhere; what says
/// nothing at all is no browser, and has no business with a session.
fn from_a_page(headers: &HeaderMap) -> bool {
    headers.contains_key(HeaderName::from_static("sec-fetch-site")) || headers.contains_key(ORIGIN)
}
