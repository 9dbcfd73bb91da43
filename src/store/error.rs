//! What can go wrong with a database, for the operator. Visitors never see these words.

use std::io::ErrorKind;

/// Shorthand.
pub type StoreResult<T> = Result<T, StoreError>;

/// Why the store did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process holds the database, or all connections are in use.
    #[error("数据库正忙，等候超时：可能有其他程序正在写入，请稍后再试")]
    Busy,
    /// The database cannot be opened or reached.
    #[error("无法打开数据库 {place}：{reason}")]
    Unreachable {
        /// The file, or host and database; never a password.
        place: String,
        /// Why, and what to do.
        reason: String,
    },
    /// The address of the database makes no sense.
    #[error("数据库地址“{0}”无法识别，请写成 sqlite:文件路径 或 postgres://用户@主机/数据库")]
    Address(String),
    /// The database refused to change a sealed version.
    #[error("已封存的文本不能更改")]
    Sealed,
    /// A unique, foreign-key or check constraint refused the change.
    #[error("数据库约束 {0} 拒绝了这一更改")]
    Constraint(String),
    /// A row that this program cannot have written.
    #[error("数据库中 {table} 表的记录 {row} 内容有误：{reason}")]
    Contradiction {
        /// The table.
        table: &'static str,
        /// Which row.
        row: String,
        /// What is wrong.
        reason: String,
    },
    /// The database was made by a newer program, or its migrations were edited.
    #[error("数据库结构与本程序不符：{0}")]
    Schema(String),
    /// The disk is full, a file is not writable, the server hung up …
    #[error("数据库操作失败：{0}")]
    Driver(String),
}

impl StoreError {
    /// Why a database could not be opened.
    pub(super) fn opening(place: String, error: sqlx::Error) -> Self {
        let unreachable = |reason: &str| Self::Unreachable { place: place.clone(), reason: reason.to_owned() };
        if let sqlx::Error::Io(error) = &error {
            return unreachable(match error.kind() {
                ErrorKind::ConnectionRefused => "连接被拒绝，请核对地址和端口，并确认数据库服务已经启动",
                ErrorKind::TimedOut => "没有应答，请核对地址和网络",
                ErrorKind::PermissionDenied => "没有访问权限",
                _ => "无法连接，请核对地址和网络",
            });
        }
        let code = error.as_database_error().and_then(|it| it.code().map(std::borrow::Cow::into_owned));
        match code.as_deref() {
            Some("14") => unreachable("文件不能打开或建立，请核对路径和权限"),
            Some("26") => unreachable("这个文件不是 SQLite 数据库，请核对路径"),
            Some("8") => unreachable("文件不可写，请核对权限"),
            Some("28P01" | "28000") => unreachable("用户名或密码不对"),
            Some("3D000") => unreachable("没有这个数据库，请先建立"),
            _ => match Self::from(error) {
                Self::Driver(reason) | Self::Constraint(reason) => Self::Unreachable { place, reason },
                other => other,
            },
        }
    }

    /// A row that contradicts us.
    pub(super) fn contradiction(table: &'static str, row: impl ToString, reason: impl ToString) -> Self {
        Self::Contradiction { table, row: row.to_string(), reason: reason.to_string() }
    }
}

/// The words of the triggers in `migrations/0001_bills.sql`.
const SEALED: &str = "kaimen: sealed version";

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let database = match &error {
            sqlx::Error::PoolTimedOut => return Self::Busy,
            sqlx::Error::Database(database) => database,
            _ => return Self::Driver(error.to_string()),
        };
        if database.message().contains(SEALED) {
            return Self::Sealed;
        }
        match database.code().as_deref() {
            // SQLITE_BUSY and SQLITE_LOCKED with their extended codes.
            Some("5" | "6" | "261" | "262" | "517" | "773") => return Self::Busy,
            // PostgreSQL: lock not available, query cancelled by its time limit, deadlock, serialization failure,
            // too many connections.
            Some("55P03" | "57014" | "40P01" | "40001" | "53300") => return Self::Busy,
            Some("13" | "53100") => return Self::Driver("磁盘已满，请清理出空间后再试".to_owned()),
            Some("8" | "1032" | "25006") => return Self::Driver("数据库不可写，请检查文件和目录的权限".to_owned()),
            Some("11" | "267" | "26") => return Self::Driver("数据库文件已损坏，请从备份中恢复".to_owned()),
            Some("57P01" | "57P02" | "57P03") => {
                return Self::Driver("数据库服务正在停止或启动，请稍后再试".to_owned());
            }
            _ => {}
        }
        match database.kind() {
            sqlx::error::ErrorKind::Other => Self::Driver(database.message().to_owned()),
            _ => Self::Constraint(database.constraint().unwrap_or_else(|| database.message()).to_owned()),
        }
    }
}
