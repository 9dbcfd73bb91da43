//! From where a request comes: the address of the peer, or what proxies say that the operator trusts.

use super::app::App;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

/// The most proxies in a row.
const MAX_HOPS: usize = 16;
/// Where proxies write from whom they got the request.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// Addresses: one, or all that begin alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u32,
}

/// Not an address, and not a network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}”不是地址，请写成 192.0.2.1 或者 192.0.2.0/24")]
pub struct NoNetwork(String);

impl FromStr for Network {
    type Err = NoNetwork;

    fn from_str(text: &str) -> Result<Self, NoNetwork> {
        let wrong = || NoNetwork(text.to_owned());
        let (address, bits) = text.trim().split_once('/').map_or((text.trim(), None), |it| (it.0, Some(it.1)));
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let whole = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(whole), |it| it.parse().map_err(|_| wrong()))?;
        if bits > whole { Err(wrong()) } else { Ok(Self { address, bits }) }
    }
}

impl Network {
    /// Whether this address is one of them.
    #[must_use]
    pub fn contains(&self, other: IpAddr) -> bool {
        match (self.address, other.to_canonical()) {
            (IpAddr::V4(one), IpAddr::V4(other)) => {
                (one.to_bits() ^ other.to_bits()).checked_shr(32 - self.bits).unwrap_or(0) == 0
            }
            (IpAddr::V6(one), IpAddr::V6(other)) => {
                (one.to_bits() ^ other.to_bits()).checked_shr(128 - self.bits).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

/// From where a request comes, as far as it tells one visitor from another: an IPv6 network counts as one. `None` when
/// it comes from this machine, where a proxy may stand of which the operator said nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client(pub Option<IpAddr>);

impl FromRequestParts<App> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|it| it.0.ip().to_canonical());
        let found = peer.map(|it| address(it, &parts.headers, &app.accounts().trusted_proxies));
        Ok(Self(found.filter(|it| !it.is_loopback()).map(one_of_many)))
    }
}

/// The nearest address that is not a trusted proxy.
fn address(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let trusts = |it: IpAddr| trusted.iter().any(|network| network.contains(it));
    let said = headers.get_all(FORWARDED_FOR).iter().filter_map(|it| it.to_str().ok()).flat_map(|it| it.split(','));
    let said: Vec<&str> = said.map(str::trim).collect();
    let mut found = peer;
    for text in said.iter().rev().take(MAX_HOPS) {
        let next = text.parse::<IpAddr>().or_else(|_| text.parse::<SocketAddr>().map(|it| it.ip()));
        match next {
            Ok(next) if trusts(found) => found = next.to_canonical(),
            _ => break,
        }
    }
    found
}

fn one_of_many(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(it) => Ipv6Addr::from_bits(it.to_bits() >> 64 << 64).into(),
        IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_trusted_proxies_are_believed_and_only_for_the_next_hop() {
        let trusted: Vec<Network> = ["10.0.0.0/8", "::1"].iter().map(|it| it.parse().unwrap()).collect();
        let find = |peer: &str, said: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for it in said {
                headers.append(FORWARDED_FOR, HeaderValue::from_static(it));
            }
            address(peer.parse().unwrap(), &headers, &trusted).to_string()
        };
        assert_eq!(find("203.0.113.7", &["198.51.100.1"]), "203.0.113.7", "a stranger says what he likes");
        assert_eq!(find("10.1.2.3", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(
            find("10.1.2.3", &["6.6.6.6, 198.51.100.1", "10.9.9.9"]),
            "198.51.100.1",
            "he may have begun the list"
        );
        assert_eq!(find("10.1.2.3", &["198.51.100.1:4711"]), "198.51.100.1");
        assert_eq!(find("10.1.2.3", &["nonsense"]), "10.1.2.3");
        assert_eq!(find("10.1.2.3", &[]), "10.1.2.3");
    }

    #[test]
    fn networks_are_read_and_hold_their_addresses() {
        let holds =
            |network: &str, address: &str| network.parse::<Network>().unwrap().contains(address.parse().unwrap());
        assert!(holds("192.0.2.0/24", "192.0.2.200") && !holds("192.0.2.0/24", "192.0.3.1"));
        assert!(holds("0.0.0.0/0", "8.8.8.8") && !holds("0.0.0.0/0", "2001:db8::1"));
        assert!(holds("2001:db8::/32", "2001:db8:1::5") && holds("127.0.0.1", "::ffff:127.0.0.1"));
        for bad in ["", "x", "1.2.3.4/33", "1.2.3.4/-1", "::1/129", "1.2.3"] {
            assert!(bad.parse::<Network>().is_err(), "{bad}");
        }
        assert_eq!(one_of_many("2001:db8:1:2:3::5".parse().unwrap()).to_string(), "2001:db8:1:2::");
    }
}
