//! A database of its own for each story.
//!
//! SQLite is a file in a temporary folder. PostgreSQL is a new database (UTF-8, sorted by code point) on the server
//! that `KAIMEN_TEST_POSTGRES` names, an address of a role that may create databases; it is dropped afterwards, also
//! when the story fails. Without that variable the PostgreSQL half is not run, and says so past libtest's capture.

use kaimen::store::{Backend, Db, Target, migrate};
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};
use std::io::Write as _;
use std::path::Path;
use std::str::FromStr as _;
use std::sync::atomic::{AtomicU32, Ordering};

/// The variable with the administrator's address.
pub const POSTGRES: &str = "KAIMEN_TEST_POSTGRES";

/// Declares stories: each becomes a module with one test per database.
macro_rules! stories {
    ($($(#[$doc:meta])* async fn $name:ident($db:ident: TestDb) $body:block)+) => {
        $(
            $(#[$doc])*
            mod $name {
                use super::*;

                async fn story($db: TestDb) $body

                #[test]
                fn on_sqlite() {
                    crate::support::db::on_sqlite(story);
                }

                #[test]
                fn pg_story() {
                    crate::support::db::on_postgres(concat!(module_path!(), "::pg_story"), story);
                }
            }
        )+
    };
}
pub(crate) use stories;

/// A database made for one story.
pub struct TestDb {
    /// Where it is.
    pub target: Target,
    /// The same as a `KAIMEN_DATABASE_URL`.
    pub url: String,

    _folder: tempfile::TempDir,
}

impl TestDb {
    /// Opens it, with the tables of this program.
    pub async fn open(&self) -> Db {
        let db = Db::open(&self.target).await.expect("the test database opens");
        migrate(&db, jiff::Timestamp::UNIX_EPOCH).await.expect("the migrations run");
        db
    }

    pub fn backend(&self) -> Backend {
        match self.target {
            Target::Sqlite(_) => Backend::Sqlite,
            Target::Postgres(_) => Backend::Postgres,
        }
    }

    /// Runs statements past the program, as somebody with the password could; the error is the database's own.
    pub async fn meddle(&self, sql: &'static str) -> Result<(), sqlx::Error> {
        match &self.target {
            Target::Sqlite(path) => {
                let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
                options.connect().await?.execute(sqlx::raw_sql(sql)).await?;
            }
            Target::Postgres(url) => {
                sqlx::PgConnection::connect(url).await?.execute(sqlx::raw_sql(sql)).await?;
            }
        }
        Ok(())
    }
}

pub fn on_sqlite<F: Future<Output = ()>>(story: impl FnOnce(TestDb) -> F) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("kaimen.db");
    let url = format!("sqlite:{}", path.display());
    runtime().block_on(story(TestDb { target: Target::Sqlite(path), url, _folder: folder }));
}

pub fn on_postgres<F: Future<Output = ()>>(name: &str, story: impl FnOnce(TestDb) -> F) {
    let Ok(admin) = std::env::var(POSTGRES) else {
        // Not `eprintln!`, which libtest would keep to itself.
        let _ = writeln!(std::io::stderr(), "NOT RUN on PostgreSQL ({POSTGRES} is not set): {name}");
        return;
    };
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let database = format!("kaimen_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let runtime = runtime();
    let create = format!("create database {database} template template0 encoding 'UTF8' locale 'C.UTF-8'");
    runtime.block_on(as_admin(&admin, create));
    let dropped = DropDatabase { admin: admin.clone(), database: database.clone() };
    let options = sqlx::postgres::PgConnectOptions::from_str(&admin).expect(POSTGRES).database(&database);
    let url = options.to_url_lossy().to_string();
    let folder = tempfile::tempdir().expect("a temporary folder");
    runtime.block_on(story(TestDb {
        target: Target::from_url(&url, Path::new("")).expect(&url),
        url,
        _folder: folder,
    }));
    drop(runtime);
    drop(dropped);
}

/// Drops the database also when the story panics.
struct DropDatabase {
    admin: String,
    database: String,
}

impl Drop for DropDatabase {
    fn drop(&mut self) {
        runtime().block_on(as_admin(&self.admin, format!("drop database if exists {} with (force)", self.database)));
    }
}

async fn as_admin(admin: &str, sql: String) {
    let mut connection = sqlx::PgConnection::connect(admin).await.expect("the test server answers");
    connection.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(sql))).await.expect("the test role may create databases");
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
}
