//! The record of what was done with accounts.

use crate::procedure::account::Deed;
use crate::procedure::person::PersonId;
use crate::store::{StoreResult, Tx};

/// Notes who did what, with whose account. Stands in the transaction of the deed, so that neither is without the other.
/// The log has numbers only: names and logins are personal data.
///
/// # Errors
/// The database fails.
#[expect(clippy::unused_async, reason = "the record is written here once there is one")]
pub async fn note(_tx: &mut Tx, deed: Deed, by: Option<PersonId>, about: Option<PersonId>) -> StoreResult<()> {
    let (by, about) = (by.map(PersonId::get), about.map(PersonId::get));
    tracing::info!(target: "kaimen::accounts", deed = deed.code(), by, about);
    Ok(())
}
