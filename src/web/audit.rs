//! Recording what was done where nothing else is written: something was shown, a file was taken.

use super::app::App;
use crate::procedure::audit::NewEntry;
use crate::store::{self, StoreResult};

/// Records it in a transaction of its own. Do so before the answer is sent: what cannot be recorded is not shown.
///
/// # Errors
/// The database fails or is busy.
pub async fn note(app: &App, entry: &NewEntry) -> StoreResult<()> {
    let mut tx = app.db().write().await?;
    store::audit::add(&mut tx, entry, app.clock().now()).await?;
    tx.commit().await
}
