//! Making links that are good once.

use super::deeds;
use crate::clock;
use crate::procedure::Digest;
use crate::procedure::account::{Deed, Purpose};
use crate::procedure::person::PersonId;
use crate::store::invitations::{self, Invitation};
use crate::store::{StoreResult, Tx};
use jiff::{SignedDuration, Timestamp};

/// Bytes of chance in a token.
const TOKEN_BYTES: usize = 32;

/// Makes a link: gives its token, which stands nowhere else.
///
/// # Errors
/// The database fails.
pub async fn make(
    tx: &mut Tx,
    purpose: Purpose,
    person: Option<PersonId>,
    made_by: Option<PersonId>,
    now: Timestamp,
    life: SignedDuration,
) -> StoreResult<String> {
    let token = clock::random_hex::<TOKEN_BYTES>();
    let expires_at = now.checked_add(life).unwrap_or(Timestamp::MAX);
    let invitation = Invitation { token: Digest::of(token.as_bytes()), purpose, person, made_by, expires_at };
    invitations::add(tx, &invitation, now).await?;
    deeds::note(tx, Deed::Link, made_by, person).await?;
    Ok(token)
}
