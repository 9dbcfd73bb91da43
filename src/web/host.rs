//! By which name a request asks for this site, and whether what it carries can be overheard.

use super::app::App;
use super::error::AppError;
use axum::http::header::{HOST, ORIGIN};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Uri};
use std::net::IpAddr;

/// Whether the host that was asked for is this machine. Only a program, never a browser, asks for none.
pub fn is_here(uri: &Uri, headers: &HeaderMap) -> bool {
    let host = match (uri.host(), headers.get(HOST)) {
        (Some(host), _) => host.to_owned(),
        (None, None) => return true,
        (None, Some(host)) => match host.to_str().ok().and_then(|it| it.parse::<Authority>().ok()) {
            Some(authority) => authority.host().to_owned(),
            None => return false,
        },
    };
    is_loopback(&host)
}

/// Refuses what would carry a password over a connection that others can read: the page came by plain `http`, and not
/// from this machine. The browser says so itself with every form; before that, what the operator configured decides.
///
/// # Errors
/// [`AppError::PlainHttp`].
pub fn refuse_plain(app: &App, uri: &Uri, headers: &HeaderMap) -> Result<(), AppError> {
    let accounts = app.accounts();
    let open = match headers.get(ORIGIN).and_then(|it| it.to_str().ok()) {
        Some(origin) => plain_elsewhere(origin),
        None => accounts.reached_plainly && !is_here(uri, headers),
    };
    if open && !accounts.allow_http { Err(AppError::PlainHttp) } else { Ok(()) }
}

/// `http://`, and another machine.
fn plain_elsewhere(origin: &str) -> bool {
    let Some(authority) = origin.strip_prefix("http://") else { return false };
    !authority.parse::<Authority>().is_ok_and(|it| is_loopback(it.host()))
}

/// Whether this host is this machine, by name or by address.
pub fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse::<IpAddr>().ok();
    address.map_or_else(|| bare.eq_ignore_ascii_case("localhost"), |it| it.to_canonical().is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_names_of_this_machine_are_answered() {
        let named = |host: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, HeaderValue::from_str(host).unwrap());
            is_here(&Uri::from_static("/demo"), &headers)
        };
        for here in ["localhost", "LOCALHOST:8081", "127.0.0.1:8081", "127.9.9.9", "[::1]:8081", "[::ffff:127.0.0.1]"] {
            assert!(named(here), "{here}");
        }
        for elsewhere in
            ["evil.example:8081", "10.0.0.5", "localhost.evil.example", "127.0.0.1.evil.example", "", "[::2]"]
        {
            assert!(!named(elsewhere), "{elsewhere}");
        }
        assert!(!is_here(&Uri::from_static("http://evil.example/demo"), &HeaderMap::new()));
        assert!(is_here(&Uri::from_static("/demo"), &HeaderMap::new()));
    }

    #[test]
    fn plain_http_is_told_by_what_the_browser_says() {
        for open in ["http://law.example", "http://10.0.0.5:8080", "http://127.0.0.1.evil.example", "http://"] {
            assert!(plain_elsewhere(open), "{open}");
        }
        for fine in ["https://law.example", "http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:8080", "null"]
        {
            assert!(!plain_elsewhere(fine), "{fine}");
        }
    }
}
