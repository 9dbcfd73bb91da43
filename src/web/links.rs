//! Making links that are good once.

use crate::clock;
use crate::procedure::Digest;
use crate::procedure::account::Purpose;
use crate::procedure::audit::{Actor, Deed, NewEntry, ObjectKind};
use crate::procedure::person::PersonId;
use crate::store::invitations::{self, Invitation};
use crate::store::{StoreResult, Tx, audit};
use jiff::{SignedDuration, Timestamp};

/// Bytes of chance in a token.
const TOKEN_BYTES: usize = 32;

/// Makes a link and records that: gives its token, which stands nowhere else.
///
/// # Errors
/// The database fails.
pub async fn make(
    tx: &mut Tx,
    purpose: Purpose,
    person: Option<PersonId>,
    by: Actor,
    now: Timestamp,
    life: SignedDuration,
) -> StoreResult<String> {
    let token = clock::random_hex::<TOKEN_BYTES>();
    let expires_at = now.checked_add(life).unwrap_or(Timestamp::MAX);
    let invitation = Invitation { token: Digest::of(token.as_bytes()), purpose, person, made_by: by.id(), expires_at };
    invitations::add(tx, &invitation, now).await?;
    let made = NewEntry::new(by, Deed::Invited).saying(purpose.label());
    let made = person.map_or(made.clone(), |it| made.on(ObjectKind::Person, it));
    audit::add(tx, &made, now).await?;
    Ok(token)
}
