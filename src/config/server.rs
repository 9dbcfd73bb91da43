//! `[server]`

use super::ConfigError;
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;

/// Where the server listens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    /// Address and port. Loopback by default: a proxy that speaks TLS stands before it.
    pub bind: String,
    /// How people reach the site, `https://…`; empty if that is not known.
    pub public_url: String,
    /// Proxies that are believed when they say from where a request comes: addresses or networks.
    pub trusted_proxies: Vec<String>,
    /// What is logged: `warn`, `info`, `debug`, or tracing's finer words.
    pub log: String,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            bind: "127.0.0.1:8080".to_owned(),
            public_url: String::new(),
            trusted_proxies: Vec::new(),
            log: "warn,kaimen=info".to_owned(),
        }
    }
}

impl Server {
    /// One of everything, so that the types of lists are known.
    pub(super) fn sample() -> Self {
        Self { trusted_proxies: vec![String::new()], ..Self::default() }
    }

    /// The address to listen on.
    ///
    /// # Errors
    /// [`Server::bind`] is not an address with a port.
    pub fn address(&self) -> Result<SocketAddr, ConfigError> {
        let wrong = || ConfigError::new(format!("server.bind：“{}”不是监听地址，请写成 127.0.0.1:8080", self.bind));
        self.bind.parse().map_err(|_| wrong())
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        self.address()?;
        let url = &self.public_url;
        if url.is_empty() || url.starts_with("https://") || url.starts_with("http://") {
            Ok(())
        } else {
            Err(ConfigError::new("server.public_url：请写成 https:// 开头的网址，或者留空"))
        }
    }
}
