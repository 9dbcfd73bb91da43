//! `[accounts]`

use super::{ConfigError, OpenId};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// How accounts are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Accounts {
    /// Minutes after which who did nothing is signed out.
    pub idle_minutes: i64,
    /// Hours after which everybody signs in anew.
    pub longest_hours: i64,
    /// Hours that a link for joining or for a new password is good.
    pub link_hours: i64,
    /// Roles that do not sign in without a second factor, by their words in tables.
    pub second_factor: Vec<String>,
    /// Whether passwords may travel unencrypted. For tests in a closed network only.
    pub allow_http: bool,
    /// The file with the key by which second factors are sealed; a relative one is in the data folder. Several
    /// processes of one installation need the same.
    pub key_file: String,
    /// `[accounts.openid]`, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub openid: Option<OpenId>,
}

impl Default for Accounts {
    fn default() -> Self {
        let demanded = ["leg_commission", "leg_committee", "general_office", "administrator", "auditor"];
        Self {
            idle_minutes: 240,
            longest_hours: 14,
            link_hours: 72,
            second_factor: demanded.map(str::to_owned).to_vec(),
            allow_http: false,
            key_file: "secret.key".to_owned(),
            openid: None,
        }
    }
}

impl Accounts {
    /// With the section that need not be there, so that its keys are known.
    pub(super) fn sample() -> Self {
        Self { openid: Some(OpenId::sample()), ..Self::default() }
    }

    pub(super) fn check(&self, public_url: &str) -> Result<(), ConfigError> {
        within("idle_minutes", self.idle_minutes, 5..=24 * 60)?;
        within("longest_hours", self.longest_hours, 1..=24 * 30)?;
        within("link_hours", self.link_hours, 1..=24 * 14)?;
        if self.longest_hours * 60 < self.idle_minutes {
            return Err(ConfigError::new("accounts.longest_hours：不能短于 accounts.idle_minutes"));
        }
        if self.key_file.is_empty() {
            return Err(ConfigError::new("accounts.key_file：请写明密钥文件，如 secret.key"));
        }
        self.openid.as_ref().map_or(Ok(()), |it| it.check(public_url))
    }
}

fn within(key: &str, value: i64, range: RangeInclusive<i64>) -> Result<(), ConfigError> {
    if range.contains(&value) {
        return Ok(());
    }
    Err(ConfigError::new(format!("accounts.{key}：应在{}至{}之间", range.start(), range.end())))
}
