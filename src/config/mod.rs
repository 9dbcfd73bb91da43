//! Configuration: one file per section, defaults that start a working server, and where each value came from.
//!
//! A TOML file is overridden by variables of the environment（`KAIMEN_<SECTION>_<KEY>`）, and both by flags. Only this
//! module reads the environment. What it does not know it refuses by name, so that a misspelt key is never ignored.

mod accounts;
mod database;
mod fonts;
mod lint;
mod openid;
mod procedure;
mod server;
mod site;
mod sources;

pub use accounts::Accounts;
pub use database::Database;
pub use fonts::{FontFile, Fonts};
pub use lint::{Lint, LintWords};
pub use openid::OpenId;
pub use procedure::Procedure;
pub use server::Server;
pub use site::Site;
pub use sources::Flags;

use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The folder of the data; a relative one is in the folder where the program was started.
    pub data: PathBuf,
    /// Where bills and texts are kept.
    pub database: Database,
    /// Where the server listens.
    pub server: Server,
    /// Whose site it is.
    pub site: Site,
    /// How accounts are kept.
    pub accounts: Accounts,
    /// What PDFs are printed with.
    pub fonts: Fonts,
    /// What is said about the drafting rules.
    pub lint: Lint,
    /// What the city's 立法条例 says about days, readings and votes.
    pub procedure: Procedure,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("var"),
            database: Database::default(),
            server: Server::default(),
            site: Site::default(),
            accounts: Accounts::default(),
            fonts: Fonts::default(),
            lint: Lint::default(),
            procedure: Procedure::default(),
        }
    }
}

/// What is wrong with the configuration: which file, variable or key, and what would do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(String);

impl ConfigError {
    fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl Config {
    /// Reads file, environment and flags.
    ///
    /// # Errors
    /// The file cannot be read or is no TOML, a key is unknown, a value has the wrong type or makes no sense.
    pub fn load(flags: &Flags) -> Result<Self, ConfigError> {
        sources::load(flags, &|name| std::env::var_os(name), std::env::vars_os().map(|it| it.0))
    }

    /// What each section says about its own values.
    fn check(&self) -> Result<(), ConfigError> {
        if self.data.as_os_str().is_empty() {
            return Err(ConfigError::new("data：数据目录不能为空"));
        }
        self.database.check()?;
        self.server.check()?;
        self.site.check()?;
        self.accounts.check(&self.server.public_url)?;
        self.fonts.check()?;
        self.lint.check()?;
        self.procedure.check()
    }
}
