//! `Db` and `Tx`: one face over SQLite and PostgreSQL, generic only in the type of a row.

use super::args::Val;
use super::error::{StoreError, StoreResult};
use sqlx::pool::PoolOptions;
use sqlx::postgres::{PgConnectOptions, PgRow};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteRow, SqliteSynchronous};
use sqlx::{Connection as _, FromRow, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool, Transaction};
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::time::Duration;

/// How long a statement waits for a lock, or a task for a connection, before [`StoreError::Busy`].
const PATIENCE: Duration = Duration::from_secs(5);
/// Readers of SQLite; more do not help on the few cores of such a server.
const SQLITE_READERS: u32 = 4;
/// Connections to PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 10;

/// Where a database is.
#[derive(Clone, PartialEq, Eq)]
pub enum Target {
    /// A file.
    Sqlite(PathBuf),
    /// A `postgres://` address, perhaps with a password.
    Postgres(String),
}

impl Target {
    /// The target of a `sqlite:` or `postgres:` address; a relative SQLite file is in the folder `data`.
    ///
    /// # Errors
    /// Neither of the two.
    pub fn from_url(url: &str, data: &Path) -> StoreResult<Self> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() || path.contains('?') || path.starts_with(":memory:") {
                return Err(StoreError::Address(url.to_owned()));
            }
            return Ok(Self::Sqlite(data.join(path)));
        }
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            return match PgConnectOptions::from_str(url) {
                Ok(_) => Ok(Self::Postgres(url.to_owned())),
                // Without the address itself: there may be a password in it.
                Err(_) => Err(StoreError::Address("postgres:…".to_owned())),
            };
        }
        Err(StoreError::Address(url.split(':').next().unwrap_or_default().to_owned() + ":…"))
    }
}

/// The place without a password.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "{}", path.display()),
            Self::Postgres(url) => match PgConnectOptions::from_str(url) {
                Ok(options) => {
                    let database = options.get_database().unwrap_or(options.get_username());
                    write!(f, "postgres://{}:{}/{database}", options.get_host(), options.get_port())
                }
                Err(_) => f.write_str("postgres:…"),
            },
        }
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Target({self})")
    }
}

/// Which database it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// An open database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Db(Pools);

#[derive(Debug, Clone)]
enum Pools {
    /// One writer, so that transactions queue instead of failing; the readers cannot write.
    Sqlite {
        read: SqlitePool,
        write: SqlitePool,
    },
    Postgres(PgPool),
}

impl Db {
    /// Opens the database. A SQLite file is created if it is not there; its folder is not.
    ///
    /// # Errors
    /// [`StoreError::Unreachable`] with the place and the driver's reason, [`StoreError::Busy`].
    pub async fn open(target: &Target) -> StoreResult<Self> {
        let pools = match target {
            Target::Sqlite(path) => open_sqlite(path).await,
            Target::Postgres(url) => open_postgres(url).await,
        };
        pools.map(Self).map_err(|error| StoreError::opening(target.to_string(), error))
    }

    /// Which database it is.
    #[must_use]
    pub fn backend(&self) -> Backend {
        match &self.0 {
            Pools::Sqlite { .. } => Backend::Sqlite,
            Pools::Postgres(_) => Backend::Postgres,
        }
    }

    /// A transaction that sees one state of the database and cannot change it.
    ///
    /// # Errors
    /// No connection within five seconds, or the database is gone.
    pub async fn read(&self) -> StoreResult<Tx> {
        Ok(Tx(match &self.0 {
            Pools::Sqlite { read, .. } => Inner::Sqlite(read.begin().await?),
            Pools::Postgres(pool) => {
                Inner::Postgres(pool.begin_with("begin isolation level repeatable read read only").await?)
            }
        }))
    }

    /// A transaction that may change the database. Dropped without [`Tx::commit`], it changes nothing.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when another writer does not finish within five seconds.
    pub async fn write(&self) -> StoreResult<Tx> {
        Ok(Tx(match &self.0 {
            // Immediate: a busy database is noticed here, not at the first write after half the work.
            Pools::Sqlite { write, .. } => Inner::Sqlite(write.begin_with("begin immediate").await?),
            Pools::Postgres(pool) => Inner::Postgres(pool.begin().await?),
        }))
    }

    /// Closes all connections; SQLite folds its log into the file.
    pub async fn close(&self) {
        match &self.0 {
            Pools::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

async fn open_sqlite(path: &Path) -> sqlx::Result<Pools> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(PATIENCE)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("recursive_triggers", "on")
        .pragma("trusted_schema", "off");
    let write = PoolOptions::new()
        .max_connections(1)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .after_release(|connection, _| Box::pin(is_at_rest(connection)))
        .connect_with(options.clone().create_if_missing(true))
        .await?;
    let read = PoolOptions::new()
        .max_connections(SQLITE_READERS)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .connect_with(options.pragma("query_only", "on"))
        .await?;
    Ok(Pools::Sqlite { read, write })
}

/// Whether a connection that comes back to its pool is outside any transaction; one that is not is closed.
///
/// When the disk is full, SQLite rolls a transaction back by itself. sqlx does not learn of it, fails to roll back again, and
/// would refuse every later transaction of this connection: of the only writer.
async fn is_at_rest(connection: &mut SqliteConnection) -> sqlx::Result<bool> {
    // After what waits to be rolled back.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

async fn open_postgres(url: &str) -> sqlx::Result<Pools> {
    let options = PgConnectOptions::from_str(url)?.application_name("kaimen").options([
        ("lock_timeout", "5s"),
        ("statement_timeout", "60s"),
        ("idle_in_transaction_session_timeout", "60s"),
    ]);
    // One connection by hand first: the pool would try again and again, and in the end not say why.
    match tokio::time::timeout(PATIENCE, sqlx::PgConnection::connect_with(&options)).await {
        Ok(connection) => connection?.close().await?,
        Err(_) => return Err(sqlx::Error::Io(std::io::ErrorKind::TimedOut.into())),
    }
    let pool =
        PoolOptions::new().max_connections(POSTGRES_CONNECTIONS).acquire_timeout(PATIENCE).connect_lazy_with(options);
    Ok(Pools::Postgres(pool))
}

/// A row type that both drivers can fill; `#[derive(sqlx::FromRow)]` gives both.
pub(super) trait FromDb: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
impl<T> FromDb for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// A transaction.
#[derive(Debug)]
pub struct Tx(Inner);

#[derive(Debug)]
enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// The statement with its values, for either driver.
macro_rules! bound {
    ($query:expr, $values:expr) => {{
        let mut query = $query;
        for value in $values {
            query = match value {
                Val::Int(it) => query.bind(it),
                Val::Bool(it) => query.bind(it),
                Val::Text(it) => query.bind(it),
                Val::Bytes(it) => query.bind(it),
            };
        }
        query
    }};
}

impl Tx {
    /// Which database it is in.
    #[must_use]
    pub fn backend(&self) -> Backend {
        match &self.0 {
            Inner::Sqlite(_) => Backend::Sqlite,
            Inner::Postgres(_) => Backend::Postgres,
        }
    }

    /// Makes the changes last.
    ///
    /// # Errors
    /// The database could not write them; then nothing has changed.
    pub async fn commit(self) -> StoreResult<()> {
        match self.0 {
            Inner::Sqlite(tx) => tx.commit().await?,
            Inner::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Runs one statement; gives how many rows it touched.
    pub(super) async fn execute(&mut self, sql: &'static str, values: Vec<Val>) -> StoreResult<u64> {
        Ok(match &mut self.0 {
            Inner::Sqlite(tx) => bound!(sqlx::query(sql), values).execute(&mut **tx).await?.rows_affected(),
            Inner::Postgres(tx) => bound!(sqlx::query(sql), values).execute(&mut **tx).await?.rows_affected(),
        })
    }

    /// Runs several statements without values: migrations only.
    pub(super) async fn script(&mut self, sql: String) -> StoreResult<()> {
        let sql = sqlx::raw_sql(sqlx::AssertSqlSafe(sql));
        match &mut self.0 {
            Inner::Sqlite(tx) => sql.execute(&mut **tx).await?.rows_affected(),
            Inner::Postgres(tx) => sql.execute(&mut **tx).await?.rows_affected(),
        };
        Ok(())
    }

    /// All rows.
    pub(super) async fn all<T: FromDb>(&mut self, sql: &'static str, values: Vec<Val>) -> StoreResult<Vec<T>> {
        Ok(match &mut self.0 {
            Inner::Sqlite(tx) => bound!(sqlx::query_as(sql), values).fetch_all(&mut **tx).await?,
            Inner::Postgres(tx) => bound!(sqlx::query_as(sql), values).fetch_all(&mut **tx).await?,
        })
    }

    /// The row, if there is one.
    pub(super) async fn optional<T: FromDb>(&mut self, sql: &'static str, values: Vec<Val>) -> StoreResult<Option<T>> {
        Ok(match &mut self.0 {
            Inner::Sqlite(tx) => bound!(sqlx::query_as(sql), values).fetch_optional(&mut **tx).await?,
            Inner::Postgres(tx) => bound!(sqlx::query_as(sql), values).fetch_optional(&mut **tx).await?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::Row as _;

    #[test]
    fn addresses_are_read_and_passwords_are_not_shown() {
        let data = Path::new("/data");
        let target = |url| Target::from_url(url, data);
        assert_eq!(target("sqlite:kaimen.db").unwrap(), Target::Sqlite("/data/kaimen.db".into()));
        assert_eq!(target("sqlite:///srv/k.db").unwrap(), Target::Sqlite("/srv/k.db".into()));
        let remote = target("postgres://kaimen:secret@db:5433/law").unwrap();
        assert_eq!(remote.to_string(), "postgres://db:5433/law");
        assert!(!format!("{remote:?}").contains("secret"));
        for bad in
            ["", "kaimen.db", "sqlite:", "sqlite::memory:", "mysql://u:secret@h/d", "postgres://u:secret@h:port/d"]
        {
            let error = target(bad).unwrap_err().to_string();
            assert!(!error.contains("secret"), "{error}");
        }
    }

    /// A database with a table of one column.
    async fn with_table(folder: &tempfile::TempDir) -> Db {
        let db = Db::open(&Target::Sqlite(folder.path().join("k.db"))).await.unwrap();
        let mut tx = db.write().await.unwrap();
        tx.script("create table t (words text not null) strict".to_owned()).await.unwrap();
        tx.commit().await.unwrap();
        db
    }

    #[tokio::test]
    async fn a_full_disk_is_told_and_forgotten_once_there_is_room() {
        let folder = tempfile::tempdir().unwrap();
        let db = with_table(&folder).await;
        let Pools::Sqlite { write, .. } = &db.0 else { panic!("it is SQLite") };
        let words = "字".repeat(4_000);
        let insert = async |db: &Db| -> StoreResult<()> {
            let mut tx = db.write().await?;
            tx.execute("insert into t values ($1)", vec![words.as_str().into()]).await?;
            tx.commit().await
        };
        sqlx::query("pragma max_page_count = 30").execute(write).await.unwrap();
        let mut kept = 0;
        let full = loop {
            match insert(&db).await {
                Ok(()) => kept += 1,
                Err(error) => break error,
            }
        };
        assert!(kept > 0 && full.to_string().contains("磁盘已满"), "{kept} {full}");
        // Room again: no restart is needed.
        sqlx::query("pragma max_page_count = 10000").execute(write).await.unwrap();
        insert(&db).await.expect("there is room");
        let mut tx = db.read().await.unwrap();
        let (rows,): (i64,) = tx.optional("select cast(count(*) as bigint) from t", vec![]).await.unwrap().unwrap();
        assert!(rows > kept, "what was acknowledged is there, and one more");
    }

    #[tokio::test]
    async fn sqlite_is_opened_so_that_nothing_is_lost_and_readers_cannot_write() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Target::Sqlite(folder.path().join("k.db"))).await.unwrap();
        let Pools::Sqlite { read, write } = &db.0 else { panic!("it is SQLite") };
        let pragma = async |pool: &SqlitePool, sql: &'static str| -> String {
            let row: SqliteRow = sqlx::query(sql).fetch_one(pool).await.unwrap();
            row.try_get::<String, _>(0).unwrap_or_else(|_| row.get::<i64, _>(0).to_string())
        };
        for pool in [read, write] {
            assert_eq!(pragma(pool, "pragma journal_mode").await, "wal");
            assert_eq!(pragma(pool, "pragma synchronous").await, "2", "full");
            assert_eq!(pragma(pool, "pragma foreign_keys").await, "1");
            assert_eq!(pragma(pool, "pragma recursive_triggers").await, "1");
        }
        assert_eq!(pragma(read, "pragma query_only").await, "1");
        assert_eq!(write.options().get_max_connections(), 1);
    }
}
