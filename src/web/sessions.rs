//! Beginning a session: a fresh token for the browser, its digest for the database.

use super::app::App;
use crate::clock;
use crate::procedure::Digest;
use crate::procedure::person::Person;
use crate::store::{self, StoreResult, Tx};

/// Bytes of chance in a token.
const TOKEN_BYTES: usize = 32;

/// Begins a session of this person; gives the header value for `Set-Cookie`. Always a new token: one that was there
/// before signing in is worth nothing afterwards.
///
/// # Errors
/// The database fails.
pub async fn begin(app: &App, tx: &mut Tx, person: &Person) -> StoreResult<String> {
    let token = clock::random_hex::<TOKEN_BYTES>();
    store::sessions::add(tx, Digest::of(token.as_bytes()), person.id, None, app.clock().now()).await?;
    Ok(app.sessions().cookie(&token))
}
