//! What commands that touch the installation share: configuration, clock, database, runtime.

use super::{Failure, Global};
use crate::clock::Clock;
use crate::config::{Config, Flags};
use crate::store::{Db, SchemaState, StoreError, Target, migrate, schema_state};

/// An installation, not yet opened.
pub struct App {
    /// The configuration.
    pub config: Config,
    /// The clock in its time zone.
    pub clock: Clock,
    /// Where its database is.
    pub target: Target,
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::unable(error.to_string())
    }
}

impl App {
    /// The installation that flags, environment and file describe.
    ///
    /// # Errors
    /// One line that names the file, variable or key.
    pub fn load(global: &Global) -> Result<Self, Failure> {
        Self::with(&global.flags())
    }

    /// The same with further flags.
    ///
    /// # Errors
    /// See [`App::load`].
    pub fn with(flags: &Flags) -> Result<Self, Failure> {
        let config = Config::load(flags).map_err(|error| Failure::unable(format!("配置有误：{error}")))?;
        let clock = Clock::system(&config.site.time_zone)
            .map_err(|error| Failure::unable(format!("配置有误：site.time_zone：{error}")))?;
        let target = Target::from_url(&config.database.url, &config.data)?;
        Ok(Self { config, clock, target })
    }

    /// Does asynchronous work to its end.
    ///
    /// # Errors
    /// That of the work, or the system has no threads left.
    pub fn run<T>(&self, work: impl AsyncFnOnce(&Self) -> Result<T, Failure>) -> Result<T, Failure> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(|_| Failure::unable("系统资源不足，无法启动，请稍后再试"))?;
        runtime.block_on(work(self))
    }

    /// Opens the database, making folder, file and tables where they are missing.
    ///
    /// # Errors
    /// The database cannot be reached, is busy, or belongs to a newer program.
    pub async fn open(&self) -> Result<Db, Failure> {
        if let Target::Sqlite(file) = &self.target
            && let Some(folder) = file.parent()
        {
            std::fs::create_dir_all(folder).map_err(|error| {
                let reason = super::input::reason(&error);
                Failure::unable(format!("不能建立数据目录：“{}”{reason}", folder.display()))
            })?;
        }
        let db = Db::open(&self.target).await?;
        let state = schema_state(&mut db.read().await?).await?;
        if state != SchemaState::Current {
            migrate(&db, self.clock.now()).await?;
        }
        Ok(db)
    }

    /// Opens a database that must be there, without changing it.
    ///
    /// # Errors
    /// As [`App::open`], and when it is not there or its tables are not up to date.
    pub async fn open_existing(&self) -> Result<Db, Failure> {
        let db = self.open_as_is().await?;
        let state = schema_state(&mut db.read().await?).await?;
        match state {
            SchemaState::Current => Ok(db),
            SchemaState::Behind(_) => Err(Failure::unable("数据库结构不是最新的，请先运行 kaimen migrate")),
        }
    }

    /// Opens a database that must be there, whatever its tables are.
    ///
    /// # Errors
    /// As [`App::open`], and when it is not there.
    pub async fn open_as_is(&self) -> Result<Db, Failure> {
        if let Target::Sqlite(file) = &self.target
            && !file.is_file()
        {
            let file = file.display();
            return Err(Failure::unable(format!(
                "没有找到数据库 {file}，请先运行 kaimen import，或者用 --data 指明数据目录"
            )));
        }
        Ok(Db::open(&self.target).await?)
    }
}
