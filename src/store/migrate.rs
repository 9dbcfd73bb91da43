//! Migrations: one file each for both databases, applied in order, all that are due in one transaction.
//!
//! Our own forty lines instead of sqlx's migrator, because that takes no lock on SQLite: two processes that start at
//! the same time on a fresh file would both create the tables.

use super::db::{Backend, Db, Tx};
use super::dialect::{Lock, lock};
use super::error::{StoreError, StoreResult};
use super::{args, args::Val};
use crate::procedure::Digest;
use jiff::Timestamp;

/// Version, name and text, in order. Never edit one that was released: write a new one.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "0001_bills", include_str!("../../migrations/0001_bills.sql")),
    (2, "0002_corrections", include_str!("../../migrations/0002_corrections.sql")),
    (3, "0003_trials", include_str!("../../migrations/0003_trials.sql")),
    (4, "0004_people", include_str!("../../migrations/0004_people.sql")),
    (5, "0005_audit", include_str!("../../migrations/0005_audit.sql")),
    (6, "0006_life", include_str!("../../migrations/0006_life.sql")),
    (7, "0007_working", include_str!("../../migrations/0007_working.sql")),
    (8, "0008_sealing", include_str!("../../migrations/0008_sealing.sql")),
    (9, "0009_suggestions", include_str!("../../migrations/0009_suggestions.sql")),
    (10, "0010_openid", include_str!("../../migrations/0010_openid.sql")),
    (11, "0011_opinions", include_str!("../../migrations/0011_opinions.sql")),
];

const CREATE: &str = "create table if not exists migration (version @INT@ primary key, name text not null, \
                      sha256 text not null, applied_at @INT@ not null) @STRICT@";
const APPLIED: &str = "select version, sha256 from migration order by version";
const RECORD: &str = "insert into migration (version, name, sha256, applied_at) values ($1, $2, $3, $4)";
const SQLITE_TABLES: &str =
    "select cast(count(*) as bigint) from sqlite_master where type = 'table' and name = 'migration'";
const POSTGRES_TABLES: &str =
    "select cast(count(*) as bigint) from pg_tables where schemaname = current_schema() and tablename = 'migration'";

/// What [`migrate`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migrated {
    /// How many migrations were applied now.
    pub applied: usize,
    /// The version that the tables have now.
    pub version: i64,
}

/// How the tables stand to this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaState {
    /// As this program wants them.
    Current,
    /// So many migrations are due.
    Behind(usize),
}

/// Brings the tables up to this program. Does nothing when they are; two processes at once do not harm each other.
///
/// # Errors
/// [`StoreError::Schema`] when the database knows a migration that this program does not, or another text of one.
pub async fn migrate(db: &Db, now: Timestamp) -> StoreResult<Migrated> {
    let mut tx = db.write().await?;
    lock(&mut tx, Lock::Migration).await?;
    let backend = tx.backend();
    tx.script(expand(CREATE, backend)).await?;
    let done = applied(&mut tx).await?;
    for (version, name, text) in &MIGRATIONS[done..] {
        let sql = expand(text, backend);
        let sha256 = Digest::of(sql.as_bytes());
        tx.script(sql).await?;
        tx.execute(RECORD, args![*version, *name, sha256, Val::from(Some(now))]).await?;
    }
    tx.commit().await?;
    let version = MIGRATIONS.last().map_or(0, |it| it.0);
    Ok(Migrated { applied: MIGRATIONS.len() - done, version })
}

/// Compares the tables with this program without changing them.
///
/// # Errors
/// As [`migrate`].
pub async fn schema_state(tx: &mut Tx) -> StoreResult<SchemaState> {
    let tables = match tx.backend() {
        Backend::Sqlite => SQLITE_TABLES,
        Backend::Postgres => POSTGRES_TABLES,
    };
    let found: Option<(i64,)> = tx.optional(tables, args![]).await?;
    let done = if found == Some((0,)) { 0 } else { applied(tx).await? };
    Ok(if done == MIGRATIONS.len() { SchemaState::Current } else { SchemaState::Behind(MIGRATIONS.len() - done) })
}

/// How many of [`MIGRATIONS`] have been applied; they must be the first ones, with the same text.
async fn applied(tx: &mut Tx) -> StoreResult<usize> {
    let rows: Vec<(i64, String)> = tx.all(APPLIED, args![]).await?;
    for (index, (version, sha256)) in rows.iter().enumerate() {
        let Some((expected, name, text)) = MIGRATIONS.get(index) else {
            return Err(StoreError::Schema(format!(
                "数据库已升级到第{version}号结构，比本程序新，请使用与数据库相配的新版程序"
            )));
        };
        let ours = Digest::of(expand(text, tx.backend()).as_bytes()).to_string();
        if expected != version || &ours != sha256 {
            return Err(StoreError::Schema(format!("迁移 {name} 的内容与数据库中登记的不同，请勿使用改动过的程序")));
        }
    }
    Ok(rows.len())
}

/// The statements for one database.
fn expand(text: &str, backend: Backend) -> String {
    let (mine, int, boolean, blob, strict) = match backend {
        Backend::Sqlite => ("-- @sqlite", "integer", "integer", "blob", "strict"),
        Backend::Postgres => ("-- @postgres", "bigint", "boolean", "bytea", ""),
    };
    let mut wanted = true;
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        match line.trim() {
            "-- @end" => wanted = true,
            "-- @sqlite" | "-- @postgres" => wanted = line.trim() == mine,
            comment if comment.starts_with("--") => {}
            _ if wanted => {
                let line = line.replace("@INT@", int).replace("@BOOL@", boolean);
                out.push_str(&line.replace("@BLOB@", blob).replace("@STRICT@", strict));
                out.push('\n');
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_listed_once_and_in_order() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|it| it.unwrap().file_name().into_string().unwrap().trim_end_matches(".sql").to_owned())
            .collect();
        files.sort();
        let listed: Vec<&str> = MIGRATIONS.iter().map(|it| it.1).collect();
        assert_eq!(files, listed);
        for (index, (version, name, _)) in MIGRATIONS.iter().enumerate() {
            assert_eq!(usize::try_from(*version).unwrap(), index + 1);
            assert!(name.starts_with(&format!("{version:04}_")), "{name}");
        }
    }

    #[test]
    fn each_database_gets_its_own_parts_and_no_token_is_left() {
        for (_, name, text) in MIGRATIONS {
            let sqlite = expand(text, Backend::Sqlite);
            let postgres = expand(text, Backend::Postgres);
            assert!(!sqlite.contains('@') && !postgres.contains('@'), "{name}");
            assert!(!sqlite.contains("plpgsql") && !postgres.contains("raise(abort"), "{name}");
        }
        assert!(expand("a @INT@\n-- @sqlite\nb\n-- @end\nc", Backend::Postgres).ends_with("a bigint\nc\n"));
    }
}
