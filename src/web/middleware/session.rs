//! Finds out who asks: a request that carries a session's token gets its [`Visitor`].
//!
//! The token is 32 random bytes that only the browser has; the database has its digest. Sessions end when they were not
//! used for [`Sessions::idle`], when they are older than [`Sessions::longest`], and at once when their row goes: at
//! sign-out, when the account is closed, when the password changes.

use crate::procedure::Digest;
use crate::procedure::person::{Appointment, Person};
use crate::store::sessions::Session;
use crate::store::{self, StoreResult};
use crate::web::{App, cookies};
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;
use jiff::SignedDuration;

/// How sessions are kept.
#[derive(Debug, Clone, Copy)]
pub struct Sessions {
    /// Whether the cookie is for encrypted connections and for this machine only. Everywhere but on a plain listener
    /// that the operator allowed.
    pub secure: bool,
    /// How long one may stay away.
    pub idle: SignedDuration,
    /// How long one stays signed in at most.
    pub longest: SignedDuration,
}

impl Default for Sessions {
    fn default() -> Self {
        Self { secure: true, idle: SignedDuration::from_hours(4), longest: SignedDuration::from_hours(14) }
    }
}

impl Sessions {
    /// The name of the cookie. A browser takes one that begins with `__Host-` only over an encrypted connection, for
    /// this host alone and for all of it.
    #[must_use]
    pub fn cookie_name(&self) -> &'static str {
        if self.secure { "__Host-kaimen" } else { "kaimen" }
    }

    /// The header value that gives the browser this token.
    #[must_use]
    pub fn cookie(&self, token: &str) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        format!("{}={token}; Path=/; HttpOnly; SameSite=Lax{secure}", self.cookie_name())
    }

    /// The header value that takes the token away.
    #[must_use]
    pub fn no_cookie(&self) -> String {
        format!("{}; Max-Age=0", self.cookie(""))
    }

    /// The name of another cookie of ours, guarded in the same way.
    #[must_use]
    pub fn other_name(&self, name: &str) -> String {
        format!("{}-{name}", self.cookie_name())
    }

    /// The header value that gives the browser another cookie, for so long.
    #[must_use]
    pub fn other_cookie(&self, name: &str, value: &str, life: SignedDuration) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        let (name, life) = (self.other_name(name), life.as_secs());
        format!("{name}={value}; Path=/; Max-Age={life}; HttpOnly; SameSite=Lax{secure}")
    }

    /// The header value that takes it away.
    #[must_use]
    pub fn no_other_cookie(&self, name: &str) -> String {
        self.other_cookie(name, "", SignedDuration::ZERO)
    }
}

/// Someone signed in.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The digest of the session's token.
    pub session: Digest,
    /// Who.
    pub person: Person,
    /// As what: `None` when no appointment holds today.
    pub acting: Option<Appointment>,
    /// All appointments that hold today.
    pub held: Vec<Appointment>,
}

/// What is known of whoever asks.
#[derive(Debug, Clone)]
pub enum Asker {
    /// Nobody is signed in.
    Nobody,
    /// Someone is.
    Someone(Box<Visitor>),
    /// The database did not answer: neither.
    Unknown,
}

/// The seconds within which a session is not noted as used again.
const TOUCH_SECONDS: i64 = 60;

/// Gives every request its [`Asker`].
pub async fn load(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let token = token(&app, request.headers());
    let asker = match token {
        None => Asker::Nobody,
        Some(token) => find(&app, token).await.unwrap_or_else(|error| {
            tracing::error!(%error, "the session could not be read");
            Asker::Unknown
        }),
    };
    request.extensions_mut().insert(asker);
    next.run(request).await
}

/// The digest of the token that the request carries.
pub fn token(app: &App, headers: &HeaderMap) -> Option<Digest> {
    cookies::get(headers, app.sessions().cookie_name()).filter(|it| !it.is_empty()).map(|it| Digest::of(it.as_bytes()))
}

async fn find(app: &App, token: Digest) -> StoreResult<Asker> {
    let mut tx = app.db().read().await?;
    let Some(session) = store::sessions::get(&mut tx, token).await? else { return Ok(Asker::Nobody) };
    drop(tx);
    let (now, rules) = (app.clock().now(), app.sessions());
    let fresh =
        now.duration_since(session.seen_at) <= rules.idle && now.duration_since(session.made_at) <= rules.longest;
    if !fresh || !session.person.active {
        return Ok(Asker::Nobody);
    }
    if now.duration_since(session.seen_at).as_secs() >= TOUCH_SECONDS {
        let mut tx = app.db().write().await?;
        store::sessions::touch(&mut tx, token, now).await?;
        tx.commit().await?;
    }
    Ok(Asker::Someone(Box::new(visitor(session, app))))
}

fn visitor(session: Session, app: &App) -> Visitor {
    let today = app.clock().today();
    let held: Vec<Appointment> = session.appointments.into_iter().filter(|it| it.holds_on(today)).collect();
    let chosen = session.acting.and_then(|id| held.iter().find(|it| it.id == id));
    let acting = chosen.or(held.first()).cloned();
    Visitor { session: session.token, person: session.person, acting, held }
}
