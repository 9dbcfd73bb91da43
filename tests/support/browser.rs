//! A browser that keeps cookies and comes from an address, and people who can sign in.

use super::site::{Answer, TestSite, encoded, post_of};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::http::StatusCode;
use jiff::SignedDuration;
use jiff::civil::date;
use kaimen::procedure::Digest;
use kaimen::procedure::account::{FACTOR_BYTES, FactorSecret, NONCE_BYTES, password};
use kaimen::procedure::person::{PersonId, Post, Role};
use kaimen::store::{accounts, people};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Mutex;

/// The password of everybody.
pub const PASSWORD: &str = "wutong shu 17 kaihua";
/// The name of the session's cookie.
pub const SESSION: &str = "__Host-kaimen";

/// A browser.
pub struct Browser {
    /// What it looks at.
    pub site: TestSite,
    cookies: Mutex<BTreeMap<String, String>>,
    from: SocketAddr,
}

impl Browser {
    pub fn of(site: &TestSite) -> Self {
        Self::from(site, "198.51.100.7")
    }

    pub fn from(site: &TestSite, address: &str) -> Self {
        let from = SocketAddr::new(address.parse().expect("an address"), 4711);
        Self { site: site.signed_out(), cookies: Mutex::default(), from }
    }

    /// The same browser so much later.
    pub fn later(&self, passed: SignedDuration) -> Self {
        let cookies = Mutex::new(self.cookies.lock().expect("no panic").clone());
        Self { site: self.site.later(passed), cookies, from: self.from }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).expect(path)).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_with(path, fields, &[]).await
    }

    /// Sends a form with these headers; as from a page of the site unless they say otherwise.
    pub async fn post_with(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        if !headers.iter().any(|it| it.0 == "sec-fetch-site") {
            request = request.header("sec-fetch-site", "same-origin");
        }
        for (name, value) in headers.iter().filter(|it| !it.1.is_empty()) {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(encoded(fields))).expect(path)).await
    }

    pub async fn post_json(&self, path: &str, body: &str) -> Answer {
        let request = Request::post(path).header("content-type", "application/json");
        let request = request.header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(body.to_owned())).expect(path)).await
    }

    async fn send(&self, mut request: Request<Body>) -> Answer {
        request.extensions_mut().insert(ConnectInfo(self.from));
        let sent: Vec<String> =
            self.cookies.lock().expect("no panic").iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !sent.is_empty() {
            request.headers_mut().insert("cookie", sent.join("; ").parse().expect("cookies"));
        }
        let answer = self.site.send(request).await;
        let mut cookies = self.cookies.lock().expect("no panic");
        for set in answer.headers.get_all("set-cookie") {
            let (pair, rest) = set.to_str().expect("words").split_once(';').expect("attributes");
            let (name, value) = pair.split_once('=').expect("a pair");
            if rest.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        drop(cookies);
        answer
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().expect("no panic").get(name).cloned()
    }

    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().expect("no panic").insert(name.to_owned(), value.to_owned());
    }

    pub async fn sign_in(&self, login: &str, given: &str) -> Answer {
        self.post("/sign-in", &[("login", login), ("password", given)]).await
    }

    /// Whether someone is signed in here.
    pub async fn is_in(&self) -> bool {
        self.get("/account").await.status == StatusCode::OK
    }

    /// Whether this is how its own session is called in a list.
    pub fn is(&self, session: &str) -> bool {
        self.cookie(SESSION).is_some_and(|it| Digest::of(it.as_bytes()).short() == session)
    }
}

/// Someone who holds this post and has the password.
pub async fn person(site: &TestSite, login: &str, post: &Post) -> PersonId {
    let mut tx = site.db.write().await.expect("a transaction");
    let id = people::add(&mut tx, &login.parse().expect("a login"), "王某", site.now).await.expect("a person");
    people::appoint(&mut tx, id, post, date(2026, 1, 1), None).await.expect("an appointment");
    let hash = password::hash(PASSWORD, [1; password::SALT_BYTES]).expect("a hash");
    accounts::set_password(&mut tx, id, &hash).await.expect("a password");
    tx.commit().await.expect("a commit");
    id
}

/// Someone who needs no second factor.
pub async fn member(site: &TestSite, login: &str) -> PersonId {
    person(site, login, &post_of(Role::Member, "")).await
}

/// Gives a person a second factor, set up two minutes ago.
pub async fn with_factor(site: &TestSite, id: PersonId) -> FactorSecret {
    let secret = FactorSecret::new([7; FACTOR_BYTES]);
    let about = format!("second factor of {id}");
    let sealed = site.accounts.key.seal(&about, secret.bytes(), [1; NONCE_BYTES]).expect("sealed");
    let step = site.now.as_second() / 30 - 4;
    let mut tx = site.db.write().await.expect("a transaction");
    assert!(accounts::set_second_factor(&mut tx, id, &sealed, step).await.expect("stored"));
    tx.commit().await.expect("a commit");
    secret
}
