//! Signing in and one's own account, as a browser does it: what it gets, what it may not do, and what ends.

use crate::support::site::{Answer, TestSite, encoded, hidden, post_of};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use jiff::SignedDuration;
use jiff::civil::date;
use kaimen::procedure::Digest;
use kaimen::procedure::account::{FactorSecret, Purpose, password};
use kaimen::procedure::person::{PersonId, Post, Role};
use kaimen::store::{accounts, people, sessions};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Mutex;

const PASSWORD: &str = "小区门口的梧桐树 17";
const SESSION: &str = "__Host-kaimen";

/// A browser: it keeps cookies, and comes from an address.
struct Browser {
    site: TestSite,
    cookies: Mutex<BTreeMap<String, String>>,
    from: SocketAddr,
}

impl Browser {
    fn of(site: &TestSite) -> Self {
        Self::from(site, "198.51.100.7")
    }

    fn from(site: &TestSite, address: &str) -> Self {
        let from = SocketAddr::new(address.parse().unwrap(), 4711);
        Self { site: site.signed_out(), cookies: Mutex::default(), from }
    }

    /// The same browser so much later.
    fn later(&self, passed: SignedDuration) -> Self {
        let cookies = Mutex::new(self.cookies.lock().unwrap().clone());
        Self { site: self.site.later(passed), cookies, from: self.from }
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        let request = request.header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(encoded(fields))).unwrap()).await
    }

    async fn send(&self, mut request: Request<Body>) -> Answer {
        request.extensions_mut().insert(ConnectInfo(self.from));
        let sent: Vec<String> =
            self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !sent.is_empty() {
            request.headers_mut().insert("cookie", sent.join("; ").parse().unwrap());
        }
        let answer = self.site.send(request).await;
        let mut cookies = self.cookies.lock().unwrap();
        for set in answer.headers.get_all("set-cookie") {
            let (pair, rest) = set.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if rest.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        drop(cookies);
        answer
    }

    fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    async fn sign_in(&self, login: &str, given: &str) -> Answer {
        self.post("/sign-in", &[("login", login), ("password", given)]).await
    }

    /// Whether someone is signed in here.
    async fn is_in(&self) -> bool {
        self.get("/account").await.status == StatusCode::OK
    }
}

/// Someone who holds this post and has the password.
async fn person(site: &TestSite, login: &str, post: &Post) -> PersonId {
    let mut tx = site.db.write().await.unwrap();
    let id = people::add(&mut tx, &login.parse().unwrap(), "王某", site.now).await.unwrap();
    people::appoint(&mut tx, id, post, date(2026, 1, 1), None).await.unwrap();
    let hash = password::hash(PASSWORD, [1; password::SALT_BYTES]).unwrap();
    accounts::set_password(&mut tx, id, &hash).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn member(site: &TestSite, login: &str) -> PersonId {
    person(site, login, &post_of(Role::Member, "")).await
}

#[tokio::test]
async fn one_comes_in_with_the_password_and_goes_where_one_wanted() {
    let site = TestSite::filled().await;
    member(&site, "wangmou").await;
    let browser = Browser::of(&site);
    let page = browser.get("/sign-in?then=%2Faccount").await;
    assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"));
    let form = [("login", "WangMou "), ("password", PASSWORD), ("then", "/account")];
    let answer = browser.post("/sign-in", &form).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/account"), "{}", answer.body);
    let page = browser.get("/account").await;
    assert!(page.status == StatusCode::OK && page.body.contains("王某（用户名wangmou）"), "{}", page.body);
    let again = browser.get("/sign-in?then=%2Fpoints").await;
    assert_eq!((again.status, again.header("location")), (StatusCode::SEE_OTHER, "/points"), "one is in already");
    let elsewhere = Browser::of(&site);
    let form = [("login", "wangmou"), ("password", PASSWORD), ("then", "https://evil.example/")];
    assert_eq!(elsewhere.post("/sign-in", &form).await.header("location"), "/desk");
}
