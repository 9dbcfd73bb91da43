//! `/sign-in/directory`: to the city's directory, and back. The directory says who somebody is; who that is here was said
//! before, in `connection.rs`: no account comes of it.

use super::later;
use super::sign_in::Then;
use crate::procedure::audit::{Actor, Deed, NewEntry, ObjectKind};
use crate::store::{self, accounts::Credentials};
use crate::view::{DirectoryPage, DirectoryTrouble, PageCtx, SignInPage, Typed, link, waiting_words};
use crate::web::client::Client;
use crate::web::ctx::Ctx;
use crate::web::directory::attempt::{self, Returned};
use crate::web::directory::{Directory, Fault, Identity};
use crate::web::error::{AppError, Missing, Page};
use crate::web::guesses::Guess;
use crate::web::middleware::number::Concealed;
use crate::web::middleware::session::{Asker, Visitor};
use crate::web::pages::{local, whole};
use crate::web::{App, entry, host};
use axum::extract::State;
use axum::http::header::REFERRER_POLICY;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{AppendHeaders, IntoResponse as _, Redirect};
use axum::{Extension, Form};
use serde::Deserialize;

/// The standard's words for why a directory declines (RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6).
const ERRORS: &[&str] = &[
    "access_denied",
    "account_selection_required",
    "consent_required",
    "interaction_required",
    "invalid_request",
    "invalid_scope",
    "login_required",
    "server_error",
    "temporarily_unavailable",
    "unauthorized_client",
    "unsupported_response_type",
];

/// What comes back from the directory.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Answer {
    state: String,
    code: String,
    error: Option<String>,
    iss: Option<String>,
}

/// The directory, where one is configured.
pub(super) fn configured(app: &App) -> Result<&Directory, AppError> {
    app.directory().ok_or(AppError::NotFound(Missing::Page))
}

/// A page that says why somebody is not in.
pub(super) fn trouble(directory: &Directory, ctx: &PageCtx, what: DirectoryTrouble) -> Page {
    let status = match what {
        DirectoryTrouble::Stale => StatusCode::GONE,
        DirectoryTrouble::Unreachable => StatusCode::BAD_GATEWAY,
        DirectoryTrouble::Taken => StatusCode::CONFLICT,
        DirectoryTrouble::NotConnected | DirectoryTrouble::Declined | DirectoryTrouble::Wrong => StatusCode::FORBIDDEN,
    };
    let answer = whole(status, &DirectoryPage::new(ctx, directory.name(), what))?;
    Ok(([(REFERRER_POLICY, "no-referrer")], answer).into_response())
}

/// What the directory's fault is to whoever waits for it.
pub(super) fn trouble_of(fault: Fault) -> DirectoryTrouble {
    tracing::warn!(why = %fault, "nobody signs in by the directory");
    if fault.is_wrong_answer() { DirectoryTrouble::Wrong } else { DirectoryTrouble::Unreachable }
}

/// Sends one to the directory; who is signed in goes on.
pub async fn leave(
    State(app): State<App>,
    Ctx(ctx): Ctx,
    client: Client,
    asker: Extension<Asker>,
    uri: Uri,
    headers: HeaderMap,
    Form(form): Form<Then>,
) -> Page {
    let directory = configured(&app)?;
    host::refuse_plain(&app, &uri, &headers)?;
    let then = local(&form.then);
    if let Asker::Someone(visitor) = &*asker {
        return Ok(Redirect::to(&entry::landing(then, &visitor.held, &app)).into_response());
    }
    if let Some(wait) = Guess::of_address(&app, client).begin(&app).await? {
        let form = Typed::default().wrong("login", waiting_words(wait));
        return later(&SignInPage::new(&ctx, then, form).by_directory(Some(directory.name())), wait);
    }
    match directory.depart(app.clock().now()).await {
        Ok(departure) => attempt::send(&app, departure, then, None).await,
        Err(fault) => trouble(directory, &ctx, trouble_of(fault)),
    }
}

/// Takes who comes back. What stands in the address is used up here and was never logged.
pub async fn come_back(
    State(app): State<App>,
    Ctx(ctx): Ctx,
    client: Client,
    asker: Extension<Asker>,
    query: Option<Extension<Concealed>>,
    uri: Uri,
    headers: HeaderMap,
) -> Page {
    let directory = configured(&app)?;
    host::refuse_plain(&app, &uri, &headers)?;
    let query = query.map(|it| it.0.0).unwrap_or_default();
    if query.is_empty() {
        return Ok(Redirect::to(link::SIGN_IN).into_response());
    }
    let answer = read(&query);
    let Some(returned) = attempt::take(&app, &headers, &answer.state).await? else {
        return trouble(directory, &ctx, DirectoryTrouble::Stale);
    };
    let page = match (said(&app, directory, &answer, &returned).await, returned.person) {
        (Ok(identity), None) => come_in(&app, directory, &ctx, client, &headers, &identity, &returned).await?,
        (Ok(identity), Some(person)) => match &*asker {
            Asker::Someone(visitor) if visitor.person.id == person => {
                tie(&app, directory, &ctx, visitor, &identity).await?
            }
            _ => trouble(directory, &ctx, DirectoryTrouble::Stale)?,
        },
        (Err(what), Some(_)) => trouble(directory, &ctx, what)?,
        (Err(what), None) => refuse(&app, directory, &ctx, what, Actor::unknown()).await?,
    };
    Ok((AppendHeaders([attempt::over(&app)]), [(REFERRER_POLICY, "no-referrer")], page).into_response())
}

fn read(query: &str) -> Answer {
    let uri = format!("{}?{query}", link::SIGN_IN_DIRECTORY).parse::<Uri>().ok();
    uri.and_then(|it| axum::extract::Query::<Answer>::try_from_uri(&it).ok()).map(|it| it.0).unwrap_or_default()
}

/// Who somebody is, as the directory says in its answer.
async fn said(
    app: &App,
    directory: &Directory,
    answer: &Answer,
    returned: &Returned,
) -> Result<Identity, DirectoryTrouble> {
    if let Some(error) = &answer.error {
        // What is none of the standard's words may be anything.
        let error = ERRORS.iter().find(|it| *it == error).unwrap_or(&"another");
        tracing::warn!(error, "the directory declines");
        return Err(DirectoryTrouble::Declined);
    }
    if !directory.is_issuer(answer.iss.as_deref()) {
        return Err(DirectoryTrouble::Wrong);
    }
    directory.arrive(&answer.code, &returned.proof, app.clock().now()).await.map_err(trouble_of)
}

/// Lets the person in to whom this belongs, as after the password.
async fn come_in(
    app: &App,
    directory: &Directory,
    ctx: &PageCtx,
    client: Client,
    headers: &HeaderMap,
    identity: &Identity,
    returned: &Returned,
) -> Page {
    let found = credentials(app, directory, identity).await?;
    // That an account is closed is nobody's business who cannot prove more than who he is elsewhere.
    let Some(credentials) = found.as_ref().filter(|it| it.person.active) else {
        let by = found.map_or(Actor::unknown(), |it| Actor::person(&it.person));
        return refuse(app, directory, ctx, DirectoryTrouble::NotConnected, by).await;
    };
    let mut tx = app.db().write().await?;
    Guess::of_address(app, client).was_right(&mut tx).await?;
    let then = local(&returned.wanted);
    if directory.trusts(identity) {
        entry::after_all(app, tx, headers, credentials, then).await
    } else {
        entry::after_password(app, tx, headers, credentials, then).await
    }
}

async fn credentials(app: &App, directory: &Directory, identity: &Identity) -> Result<Option<Credentials>, AppError> {
    let mut tx = app.db().read().await?;
    let person = store::directory::whose(&mut tx, directory.issuer(), &identity.subject).await?;
    match person {
        Some(person) => Ok(store::accounts::get(&mut tx, person).await?),
        None => Ok(None),
    }
}

/// Records that somebody did not come in, and says why.
async fn refuse(app: &App, directory: &Directory, ctx: &PageCtx, what: DirectoryTrouble, by: Actor) -> Page {
    let failed = NewEntry::new(by.clone(), Deed::SignInFailed).saying("统一身份认证");
    let failed = by.id().map_or(failed.clone(), |it| failed.on(ObjectKind::Person, it));
    let mut tx = app.db().write().await?;
    store::audit::add(&mut tx, &failed, app.clock().now()).await?;
    tx.commit().await?;
    trouble(directory, ctx, what)
}

/// Ties the account there to whoever is signed in here.
async fn tie(app: &App, directory: &Directory, ctx: &PageCtx, visitor: &Visitor, identity: &Identity) -> Page {
    let (person, now) = (&visitor.person, app.clock().now());
    let mut tx = app.db().write().await?;
    if !store::directory::tie(&mut tx, directory.issuer(), &identity.subject, person.id, now).await? {
        return trouble(directory, ctx, DirectoryTrouble::Taken);
    }
    entry::note(app, &mut tx, person, Deed::DirectoryConnected, "").await?;
    tx.commit().await?;
    Ok(Redirect::to(&link::account_done("connected")).into_response())
}
