//! What is remembered while somebody is at the directory: a token that only this browser has, the digest of the state that
//! comes back, and what the answer is checked against. Good once, for ten minutes.

use super::{Departure, Proof};
use crate::clock;
use crate::procedure::Digest;
use crate::procedure::account::SealKey;
use crate::procedure::person::PersonId;
use crate::store::directory::{self, AttemptId};
use crate::web::error::AppError;
use crate::web::{App, cookies};
use axum::http::HeaderMap;
use axum::http::header::{HeaderName, REFERRER_POLICY, SET_COOKIE};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::{SignedDuration, Timestamp};

/// The name of the cookie with the token.
const AWAY: &str = "directory";
/// How long one may be away.
const LIFE: SignedDuration = SignedDuration::from_mins(10);
const TOKEN_BYTES: usize = 32;
/// The most that are away at once; a city has some thousands of people.
const MAX_AWAY: i64 = 20_000;

/// Who came back.
pub struct Returned {
    /// What the answer is checked against.
    pub proof: Proof,
    /// Where one wanted to go.
    pub wanted: String,
    /// Who ties an account, if that is what it is for.
    pub person: Option<PersonId>,
}

/// Sends somebody away: to sign in, or, signed in, to tie an account.
///
/// # Errors
/// The database fails, or too many are away.
pub async fn send(app: &App, to: Departure, wanted: &str, person: Option<PersonId>) -> Result<Response, AppError> {
    let token = clock::random_hex::<TOKEN_BYTES>();
    let id = id(&token, &to.state);
    let sealed = app.accounts().key.seal(&about(id.token), to.proof.written().as_bytes(), clock::random());
    let sealed = sealed.ok_or_else(|| AppError::Internal("a proof could not be sealed".into()))?;
    let attempt = directory::Attempt { sealed, wanted: wanted.to_owned(), person };
    let now = app.clock().now();
    let mut tx = app.db().write().await?;
    if directory::end_old(&mut tx, oldest(now)).await? >= MAX_AWAY {
        return Err(AppError::Busy);
    }
    directory::begin(&mut tx, id, &attempt, now).await?;
    tx.commit().await?;
    let cookie = app.sessions().other_cookie(AWAY, &token, LIFE);
    let headers = [(SET_COOKIE, cookie.as_str()), (REFERRER_POLICY, "no-referrer")];
    Ok((headers, Redirect::to(&to.address)).into_response())
}

/// Who comes back with this state in this browser. Nobody comes back twice.
///
/// # Errors
/// The database fails.
pub async fn take(app: &App, headers: &HeaderMap, state: &str) -> Result<Option<Returned>, AppError> {
    let name = app.sessions().other_name(AWAY);
    let Some(token) = cookies::get(headers, &name).filter(|it| !it.is_empty()) else { return Ok(None) };
    let id = id(token, state);
    let mut tx = app.db().write().await?;
    let found = directory::take(&mut tx, id, oldest(app.clock().now())).await?;
    tx.commit().await?;
    Ok(found.and_then(|it| {
        let proof = opened(&app.accounts().key, id.token, &it.sealed)?;
        Some(Returned { proof, wanted: it.wanted, person: it.person })
    }))
}

/// The header that takes the token out of the browser.
pub fn over(app: &App) -> (HeaderName, String) {
    (SET_COOKIE, app.sessions().no_other_cookie(AWAY))
}

fn id(token: &str, state: &str) -> AttemptId {
    AttemptId { token: Digest::of(token.as_bytes()), state: Digest::of(state.as_bytes()) }
}

fn opened(key: &SealKey, token: Digest, sealed: &str) -> Option<Proof> {
    Proof::read(&String::from_utf8(key.open(&about(token), sealed)?).ok()?)
}

fn about(token: Digest) -> String {
    format!("attempt at the directory {token}")
}

fn oldest(now: Timestamp) -> Timestamp {
    now.checked_sub(LIFE).unwrap_or(Timestamp::MIN)
}
