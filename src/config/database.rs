//! `[database]`

use super::ConfigError;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Where bills and texts are kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Database {
    /// `sqlite:` and a file, a relative one in the data folder; or `postgres://user:password@host/database`.
    pub url: String,
}

impl Default for Database {
    fn default() -> Self {
        Self { url: "sqlite:kaimen.db".to_owned() }
    }
}

impl Database {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let known = ["sqlite:", "postgres:", "postgresql:"].iter().any(|it| self.url.starts_with(it));
        if known {
            Ok(())
        } else {
            Err(ConfigError::new("database.url：请写成 sqlite:文件路径 或 postgres://用户:密码@主机/数据库"))
        }
    }
}

/// Without the address: there may be a password in it.
impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = self.url.split(':').next().unwrap_or_default();
        f.debug_struct("Database").field("url", &format_args!("{scheme}:…")).finish()
    }
}
