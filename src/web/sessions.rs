//! Beginning a session: a fresh token for the browser, its digest for the database.

use super::app::App;
use super::device;
use super::middleware::session;
use super::who::Own;
use crate::clock;
use crate::procedure::Digest;
use crate::procedure::person::PersonId;
use crate::store::{self, StoreResult, Tx};
use axum::http::HeaderMap;
use jiff::Timestamp;

/// Bytes of chance in a token.
const TOKEN_BYTES: usize = 32;

/// Begins a session of this person; gives the header value for `Set-Cookie`. Always a new token: one that was there
/// before signing in is worth nothing afterwards, and the session it may have belonged to ends.
///
/// # Errors
/// The database fails.
pub async fn begin(app: &App, tx: &mut Tx, person: PersonId, headers: &HeaderMap) -> StoreResult<String> {
    let (token, _) = add(app, tx, person, headers).await?;
    Ok(app.sessions().cookie(&token))
}

/// The same person goes on in the same post under a new token; the old one is worth nothing from now on. Gives the
/// header value and the digest of the new token.
///
/// # Errors
/// The database fails.
pub async fn renew(app: &App, tx: &mut Tx, who: &Own, headers: &HeaderMap) -> StoreResult<(String, Digest)> {
    store::sessions::end(tx, who.session).await?;
    let (token, digest) = add(app, tx, who.person.id, headers).await?;
    if let Some(acting) = &who.acting {
        store::sessions::act_as(tx, digest, acting.id).await?;
    }
    Ok((app.sessions().cookie(&token), digest))
}

async fn add(app: &App, tx: &mut Tx, person: PersonId, headers: &HeaderMap) -> StoreResult<(String, Digest)> {
    let (now, rules) = (app.clock().now(), app.sessions());
    let before = |age| now.checked_sub(age).unwrap_or(Timestamp::MIN);
    store::sessions::end_old(tx, before(rules.idle), before(rules.longest)).await?;
    if let Some(old) = session::token(app, headers) {
        store::sessions::end(tx, old).await?;
    }
    let token = clock::random_hex::<TOKEN_BYTES>();
    let digest = Digest::of(token.as_bytes());
    store::sessions::add(tx, digest, person, None, now).await?;
    if let Some(device) = device::name(headers) {
        store::sessions::describe(tx, digest, &device).await?;
    }
    Ok((token, digest))
}
