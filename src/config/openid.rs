//! `[accounts.openid]`

use super::ConfigError;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Longest name of a directory, in characters: it stands on a button.
const MAX_NAME_CHARS: usize = 30;
/// Most values in a list.
const MAX_VALUES: usize = 20;

/// The city's own directory, by which people sign in (OpenID Connect). Needs a program that was built with it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OpenId {
    /// Who vouches for people: the address as the directory itself writes it, `https://…`.
    pub issuer: String,
    /// By which name the directory knows this site.
    pub client_id: String,
    /// The secret that the directory gave for that name; or write it into a file.
    pub client_secret: String,
    /// The file with that secret; a relative one is in the data folder.
    pub client_secret_file: String,
    /// What people call the directory: 用{name}登录.
    pub name: String,
    /// Hosts, `name` or `name:port`, on which the directory has addresses besides the issuer's own.
    pub hosts: Vec<String>,
    /// Values of `amr` or `acr` after which no second factor is asked for here. None: it is always asked for.
    pub trusted_second_factor: Vec<String>,
}

impl Default for OpenId {
    fn default() -> Self {
        Self {
            issuer: String::new(),
            client_id: String::new(),
            client_secret: String::new(),
            client_secret_file: String::new(),
            name: "统一身份认证".to_owned(),
            hosts: Vec::new(),
            trusted_second_factor: Vec::new(),
        }
    }
}

impl OpenId {
    /// One of everything, so that the types of lists are known.
    pub(super) fn sample() -> Self {
        let one = || vec![String::new()];
        Self { hosts: one(), trusted_second_factor: one(), ..Self::default() }
    }

    /// `public_url` is where the directory sends people back to.
    pub(super) fn check(&self, public_url: &str) -> Result<(), ConfigError> {
        let wrong = |key: &str, words: &str| Err(ConfigError::new(format!("accounts.openid.{key}：{words}")));
        if !self.issuer.starts_with("https://") && !self.issuer.starts_with("http://") {
            return wrong("issuer", "请写统一身份认证的签发者网址，以 https:// 开头，与对方公布的一字不差");
        }
        if self.client_id.trim().is_empty() {
            return wrong("client_id", "请写对方分配给本站的客户端标识");
        }
        if self.client_secret.is_empty() == self.client_secret_file.is_empty() {
            return wrong("client_secret", "请写明密钥，或者在 client_secret_file 写明密钥文件，二者写一个");
        }
        if self.name.trim().is_empty() || self.name.chars().count() > MAX_NAME_CHARS {
            return wrong("name", &format!("请写按钮上的名称，不超过{MAX_NAME_CHARS}个字"));
        }
        for (key, values) in [("hosts", &self.hosts), ("trusted_second_factor", &self.trusted_second_factor)] {
            if values.len() > MAX_VALUES || values.iter().any(|it| it.trim().is_empty()) {
                return wrong(key, &format!("最多写{MAX_VALUES}个值，每个都不能为空"));
            }
        }
        if public_url.is_empty() {
            return wrong("issuer", "对方要把人送回本站，请同时在 server.public_url 写明本站的网址");
        }
        Ok(())
    }
}

/// Without the secret.
impl fmt::Debug for OpenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("OpenId");
        shown.field("issuer", &self.issuer).field("client_id", &self.client_id).field("name", &self.name);
        shown.field("hosts", &self.hosts).finish_non_exhaustive()
    }
}
