//! `[site]`

use super::ConfigError;
use serde::{Deserialize, Serialize};

/// Whose site it is: what the header and the footer of every page say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Site {
    /// The Standing Committee.
    pub organ: String,
    /// The office that answers.
    pub office: String,
    /// Its telephone.
    pub telephone: String,
    /// When somebody answers.
    pub hours: String,
    /// Where letters go and visitors come.
    pub address: String,
    /// 邮政编码.
    pub postcode: String,
    /// Where e-mail goes.
    pub email: String,
    /// IANA name of the time zone in which days begin and end.
    pub time_zone: String,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            organ: "××市人民代表大会常务委员会".to_owned(),
            office: "××市人大常委会法制工作委员会".to_owned(),
            telephone: "0000-12345678".to_owned(),
            hours: "工作日9:00至12:00，14:00至17:30".to_owned(),
            address: "××市××区人民路1号".to_owned(),
            postcode: "000000".to_owned(),
            email: "fagongwei@example.invalid".to_owned(),
            time_zone: "Asia/Shanghai".to_owned(),
        }
    }
}

impl Site {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if self.organ.trim().is_empty() {
            return Err(ConfigError::new("site.organ：请写明人大常委会的全称"));
        }
        if self.time_zone.trim().is_empty() {
            return Err(ConfigError::new("site.time_zone：请写时区名称，如 Asia/Shanghai"));
        }
        Ok(())
    }
}
