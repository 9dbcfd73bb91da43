//! `[desk]`

use super::ConfigError;
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;

/// Where drafters check the comparison. There is no sign-in yet, so that the desk opens on this machine alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Desk {
    /// Loopback address and port; empty, the default, is no desk.
    pub bind: String,
}

impl Desk {
    /// The address to listen on, if the desk is on.
    ///
    /// # Errors
    /// [`Desk::bind`] is not an address with a port, or other machines could reach it.
    pub fn address(&self) -> Result<Option<SocketAddr>, ConfigError> {
        if self.bind.trim().is_empty() {
            return Ok(None);
        }
        let wrong =
            || ConfigError::new(format!("desk.bind：“{}”不是监听地址，请写成 127.0.0.1:8081，或者留空", self.bind));
        let address: SocketAddr = self.bind.parse().map_err(|_| wrong())?;
        if address.ip().to_canonical().is_loopback() {
            return Ok(Some(address));
        }
        Err(ConfigError::new(format!(
            "desk.bind：“{}”能从别的机器访问，而条文核对还没有登录功能，只能在本机打开；请写成 127.0.0.1:8081",
            self.bind
        )))
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        self.address().map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_reaches_the_desk() {
        let address = |bind: &str| Desk { bind: bind.to_owned() }.address();
        assert_eq!(address(""), Ok(None));
        for good in ["127.0.0.1:8081", "127.3.2.1:0", "[::1]:8081", "[::ffff:127.0.0.1]:8081"] {
            assert!(address(good).unwrap().is_some(), "{good}");
        }
        for open in ["0.0.0.0:8081", "[::]:8081", "10.0.0.5:8081", "[::ffff:10.0.0.5]:8081"] {
            assert!(address(open).unwrap_err().to_string().contains("只能在本机打开"), "{open}");
        }
        assert!(address("8081").unwrap_err().to_string().contains("不是监听地址"));
        assert!(address("localhost:8081").unwrap_err().to_string().contains("不是监听地址"));
    }
}
