//! The few things that the two databases say differently, by name.

use super::args;
use super::db::{Backend, Tx};
use super::error::StoreResult;

/// What only one process may do at a time.
#[derive(Debug, Clone, Copy)]
pub enum Lock {
    /// Changing the tables.
    Migration,
    /// Importing bills: it reads, compares and then writes.
    Import,
}

impl Lock {
    /// Numbers of our own choice, in a space that PostgreSQL shares among all users of a database.
    fn number(self) -> i64 {
        match self {
            Self::Migration => 0x6b61_696d_656e_0001,
            Self::Import => 0x6b61_696d_656e_0002,
        }
    }
}

/// Waits until no other transaction holds this lock, and holds it until the end of `tx`.
///
/// On SQLite a writing transaction is alone anyway.
///
/// # Errors
/// [`super::StoreError::Busy`] when another process does not finish within five seconds.
pub async fn lock(tx: &mut Tx, lock: Lock) -> StoreResult<()> {
    if tx.backend() == Backend::Postgres {
        tx.execute("select pg_advisory_xact_lock($1)", args![lock.number()]).await?;
    }
    Ok(())
}
