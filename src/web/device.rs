//! With what a session was begun, so that its owner knows it again in a list: 谷歌浏览器（Windows）.

use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;

/// What browsers say of themselves, the more special first: nearly all also say Chrome and Safari.
const BROWSERS: &[(&str, &str)] = &[
    ("MicroMessenger/", "微信"),
    ("DingTalk/", "钉钉"),
    ("Edg/", "Edge 浏览器"),
    ("QQBrowser/", "QQ 浏览器"),
    ("OPR/", "Opera 浏览器"),
    ("Firefox/", "火狐浏览器"),
    ("Chrome/", "Chrome 内核浏览器"),
    ("Safari/", "Safari 浏览器"),
];
const SYSTEMS: &[(&str, &str)] = &[
    ("HarmonyOS", "鸿蒙"),
    ("Android", "安卓"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// Browser and system. What is not in our lists is not repeated: it could be anything.
pub fn name(headers: &HeaderMap) -> Option<String> {
    let agent = headers.get(USER_AGENT)?.to_str().ok()?;
    let find = |list: &[(&str, &'static str)]| list.iter().find(|it| agent.contains(it.0)).map(|it| it.1);
    match (find(BROWSERS), find(SYSTEMS)) {
        (Some(browser), Some(system)) => Some(format!("{browser}（{system}）")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_words_of_ours_are_said() {
        let name = |agent: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(USER_AGENT, HeaderValue::from_static(agent));
            name(&headers)
        };
        let chrome =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0 Safari/537.36";
        assert_eq!(name(chrome).as_deref(), Some("Chrome 内核浏览器（Linux）"));
        assert_eq!(name("Firefox/128.0").as_deref(), Some("火狐浏览器"));
        assert_eq!(name("curl/8 <script>"), None);
        assert_eq!(super::name(&HeaderMap::new()), None);
    }
}
