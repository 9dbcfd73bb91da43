//! Addresses of the directory, and which of them are asked.

use crate::web::host::is_loopback;
use axum::http::Uri;
use axum::http::uri::Authority;
use std::fmt;

/// The longest address that is taken.
const MAX_BYTES: usize = 1024;
const HTTPS: u16 = 443;
const HTTP: u16 = 80;

/// A host with its port, and whether one speaks to it encrypted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    secure: bool,
    name: String,
    port: u16,
}

impl Host {
    /// `name` or `name:port`.
    pub fn read(text: &str, secure: bool) -> Option<Self> {
        let authority: Authority = text.trim().parse().ok()?;
        Self::of(&authority, secure)
    }

    /// Unencrypted is only this machine.
    fn of(authority: &Authority, secure: bool) -> Option<Self> {
        let name = authority.host().to_ascii_lowercase();
        // A port that is no number makes no address; none at all is the usual one.
        let port = match authority.as_str().strip_prefix(authority.host()) {
            Some("") => {
                if secure {
                    HTTPS
                } else {
                    HTTP
                }
            }
            Some(_) => authority.port_u16()?,
            None => return None, // a user stands before the host
        };
        let fine = !name.is_empty() && (secure || is_loopback(&name));
        fine.then_some(Self { secure, name, port })
    }

    /// What one connects to, without the brackets of an IPv6 address.
    pub fn name(&self) -> &str {
        self.name.trim_start_matches('[').trim_end_matches(']')
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn is_secure(&self) -> bool {
        self.secure
    }
}

/// As an origin: `https://id.example.cn:8443`.
impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, usual) = if self.secure { ("https", HTTPS) } else { ("http", HTTP) };
        write!(f, "{scheme}://{}", self.name)?;
        if self.port == usual { Ok(()) } else { write!(f, ":{}", self.port) }
    }
}

/// An address: `https`, or `http` on this machine; no user, no fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    host: Host,
    path_and_query: String,
}

impl Address {
    /// Reads one; `None` for what is none of ours.
    pub fn read(text: &str) -> Option<Self> {
        let plain = text.len() <= MAX_BYTES && text.bytes().all(|it| it.is_ascii_graphic() && it != b'#');
        let uri: Uri = text.parse().ok().filter(|_| plain)?;
        let secure = match uri.scheme_str()? {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let host = Host::of(uri.authority()?, secure)?;
        let path_and_query = uri.path_and_query().map_or("/", |it| it.as_str()).to_owned();
        Some(Self { host, path_and_query })
    }

    pub fn host(&self) -> &Host {
        &self.host
    }

    pub fn is_secure(&self) -> bool {
        self.host.secure
    }

    pub fn has_query(&self) -> bool {
        self.path_and_query.contains('?')
    }

    pub fn path_and_query(&self) -> &str {
        &self.path_and_query
    }

    /// The address of something below this one.
    pub fn below(&self, path: &str) -> Self {
        let path_and_query = format!("{}{path}", self.path_and_query.trim_end_matches('/'));
        Self { host: self.host.clone(), path_and_query }
    }

    /// With fields added to those that may stand there already.
    pub fn with_query(&self, query: &str) -> String {
        let sign = if self.has_query() { '&' } else { '?' };
        format!("{}{}{sign}{query}", self.host, self.path_and_query)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_encrypted_or_on_this_machine() {
        for (text, host) in [
            ("https://id.example", "https://id.example"),
            ("https://ID.example:443/realms/city", "https://id.example"),
            ("https://id.example:8443/?a=b", "https://id.example:8443"),
            ("http://127.0.0.1:9000/x", "http://127.0.0.1:9000"),
            ("http://[::1]:9000/x", "http://[::1]:9000"),
        ] {
            assert_eq!(Address::read(text).map(|it| it.host().to_string()).as_deref(), Some(host), "{text}");
        }
        let long = format!("https://id.example/{}", "a".repeat(MAX_BYTES));
        for odd in [
            "",
            "id.example",
            "http://id.example",
            "http://10.0.0.1/",
            "ftp://id.example",
            "https://a@id.example",
            "https://id.example#a",
            "https://id.example:99999/",
            "https://id.example:/",
            "https:///x",
            "https://id.example/条",
            &long,
        ] {
            assert_eq!(Address::read(odd), None, "{odd}");
        }
    }

    #[test]
    fn fields_are_added_to_those_that_are_there() {
        let at = |text: &str| Address::read(text).unwrap();
        assert_eq!(at("https://id.example/a").with_query("b=c"), "https://id.example/a?b=c");
        assert_eq!(at("https://id.example/a?x=y").with_query("b=c"), "https://id.example/a?x=y&b=c");
        assert_eq!(at("https://id.example/r/").below("/w").with_query("q"), "https://id.example/r/w?q");
        assert_eq!(at("https://id.example").below("/w").with_query("q"), "https://id.example/w?q");
    }
}
