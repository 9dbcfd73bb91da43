//! The few things that the two databases say differently, by name.

use super::args;
use super::db::{Backend, Tx};
use super::error::StoreResult;
use crate::procedure::{Digest, Slug};

/// What only one process may do at a time.
#[derive(Debug, Clone, Copy)]
pub enum Lock {
    /// Changing the tables.
    Migration,
    /// Importing bills: it reads, compares and then writes.
    Import,
    /// Adding to the log of corrections: the same.
    Corrections,
    /// Keeping a trial: it takes the next number.
    Trials,
    /// Adding a person or an appointment: the same.
    People,
    /// Counting failures: two attempts at once are counted one after the other.
    Attempts,
    /// Deriving who articles are: it reads what is known and adds to it.
    Identities,
    /// Adding an explanation: it reads the log, compares and then writes.
    Explanations,
    /// Adding to the record of what was done: each entry follows the last. Always the last lock that is taken.
    Audit,
    /// Recording a step in the life of a bill: what is decided on is what is stored.
    Life,
}

impl Lock {
    /// Numbers of our own choice, in a space that PostgreSQL shares among all users of a database.
    fn number(self) -> i64 {
        match self {
            Self::Migration => 0x6b61_696d_656e_0001,
            Self::Import => 0x6b61_696d_656e_0002,
            Self::Corrections => 0x6b61_696d_656e_0003,
            Self::Trials => 0x6b61_696d_656e_0004,
            Self::People => 0x6b61_696d_656e_0005,
            Self::Attempts => 0x6b61_696d_656e_0008,
            Self::Identities => 0x6b61_696d_656e_0020,
            Self::Explanations => 0x6b61_696d_656e_0021,
            Self::Audit => 0x6b61_696d_656e_0006,
            Self::Life => 0x6b61_696d_656e_0007,
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

/// Waits until no other transaction holds the working draft of this bill, and holds it until the end of `tx`.
///
/// # Errors
/// As [`lock`].
pub(super) async fn lock_draft(tx: &mut Tx, bill: &Slug) -> StoreResult<()> {
    if tx.backend() == Backend::Postgres {
        let digest = Digest::of(format!("kaimen draft {bill}").as_bytes()).to_string();
        let number = u64::from_str_radix(&digest[..16], 16).unwrap_or_default();
        tx.execute("select pg_advisory_xact_lock($1)", args![number.cast_signed()]).await?;
    }
    Ok(())
}

const POSTGRES_LOCALE: &str = "select cast(pg_encoding_to_char(encoding) as text), cast(datcollate as text) \
                               from pg_database where datname = current_database()";

/// What is wrong with how the database stores and sorts text, if anything. SQLite always sorts by code point.
///
/// # Errors
/// The database fails.
pub async fn locale_fault(tx: &mut Tx) -> StoreResult<Option<String>> {
    if tx.backend() == Backend::Sqlite {
        return Ok(None);
    }
    let found: Option<(String, String)> = tx.optional(POSTGRES_LOCALE, args![]).await?;
    let (encoding, collation) = found.unwrap_or_default();
    if encoding != "UTF8" {
        return Ok(Some(format!("编码为 {encoding}，应为 UTF8；请重新建立数据库")));
    }
    let by_code_point = matches!(collation.as_str(), "C" | "POSIX" | "C.UTF-8" | "C.utf8");
    Ok((!by_code_point).then(|| format!("排序规则为 {collation}，建议用 C.UTF-8 重新建立数据库")))
}

const SQLITE_GUARDS: &str = "select cast(count(*) as bigint) from sqlite_master where type = 'trigger' \
                             and tbl_name = 'version' and name in \
                             ('version_sealed_update', 'version_sealed_delete', 'version_sealed_replace')";
const POSTGRES_GUARDS: &str = "select cast(count(*) as bigint) from pg_trigger where tgrelid = 'version'::regclass \
                               and tgenabled in ('O', 'A') and tgname in \
                               ('version_sealed_update', 'version_sealed_delete', 'version_sealed_truncate')";
const GUARDS: i64 = 3;

/// Whether the triggers that guard sealed versions are all there and on.
///
/// # Errors
/// The database fails.
pub(super) async fn seals_are_guarded(tx: &mut Tx) -> StoreResult<bool> {
    let sql = match tx.backend() {
        Backend::Sqlite => SQLITE_GUARDS,
        Backend::Postgres => POSTGRES_GUARDS,
    };
    let found: Option<(i64,)> = tx.optional(sql, args![]).await?;
    Ok(found == Some((GUARDS,)))
}

const SQLITE_AUDIT_GUARDS: &str = "select cast(count(*) as bigint) from sqlite_master where type = 'trigger' \
                                   and tbl_name = 'audit' and name in ('audit_update', 'audit_delete', 'audit_replace')";
const POSTGRES_AUDIT_GUARDS: &str = "select cast(count(*) as bigint) from pg_trigger \
                                     where tgrelid = 'audit'::regclass and tgenabled in ('O', 'A') \
                                     and tgname in ('audit_update', 'audit_truncate')";

/// Whether the triggers that guard the record of what was done are all there and on.
///
/// # Errors
/// The database fails.
pub(super) async fn audit_is_guarded(tx: &mut Tx) -> StoreResult<bool> {
    let (sql, guards) = match tx.backend() {
        Backend::Sqlite => (SQLITE_AUDIT_GUARDS, 3),
        Backend::Postgres => (POSTGRES_AUDIT_GUARDS, 2),
    };
    let found: Option<(i64,)> = tx.optional(sql, args![]).await?;
    Ok(found == Some((guards,)))
}
