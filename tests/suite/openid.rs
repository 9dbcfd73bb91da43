//! Signing in by the city's directory, with a directory on this machine that says the truth, or anything else.

use crate::support::browser::{Browser, PASSWORD, SESSION, member, person, with_factor};
use crate::support::identity_provider::{Answers, Change, IdentityProvider, Signed, fields};
use crate::support::log::{has_none_of, logged};
use crate::support::site::{Answer, TestSite, post_of};
use axum::http::StatusCode;
use jiff::SignedDuration;
use kaimen::procedure::audit::Deed;
use kaimen::procedure::person::{PersonId, Role};
use kaimen::store::{accounts, audit, directory};
use kaimen::web::{Directory, DirectorySetup, NoDirectory};
use serde_json::{Value, json};

const BACK: &str = "/sign-in/directory";

/// A site with a directory, and somebody whose account there is subject-1.
async fn city() -> (TestSite, IdentityProvider, PersonId) {
    let site = TestSite::filled().await;
    let id = member(&site, "wangmou").await;
    let provider = IdentityProvider::start(&site).await;
    tie(&site, &provider, "subject-1", id).await;
    (provider.at(&site), provider, id)
}

async fn tie(site: &TestSite, provider: &IdentityProvider, subject: &str, id: PersonId) {
    let mut tx = site.db.write().await.unwrap();
    assert!(directory::tie(&mut tx, &provider.issuer, subject, id, site.now).await.unwrap());
    tx.commit().await.unwrap();
}

/// To the directory and back to the site's door.
async fn back(browser: &Browser, provider: &IdentityProvider) -> String {
    let away = browser.post(BACK, &[("then", "/account")]).await;
    assert_eq!(away.status, StatusCode::SEE_OTHER, "{}", away.body);
    provider.visited(away.header("location")).await
}

/// To the directory, back, and in or not.
async fn round(browser: &Browser, provider: &IdentityProvider) -> Answer {
    let back = back(browser, provider).await;
    browser.get(&back).await
}

/// What was recorded, the newest first.
async fn deeds(site: &TestSite) -> Vec<Deed> {
    let mut tx = site.db.read().await.unwrap();
    let found = audit::page(&mut tx, &audit::Filter::default(), None, 100).await.unwrap();
    found.iter().map(|it| it.entry.deed()).collect()
}

#[tokio::test]
async fn one_comes_in_by_the_directory_and_goes_where_one_wanted() {
    let (site, provider, _) = city().await;
    let browser = Browser::of(&site);
    let page = browser.get("/sign-in?then=%2Faccount").await;
    assert!(page.body.contains("用市统一身份认证登录"), "{}", page.body);
    let leads = format!("form-action 'self' {};", provider.issuer);
    assert!(page.header("content-security-policy").contains(&leads), "the form may lead there");
    assert!(!browser.get("/").await.header("content-security-policy").contains(&provider.issuer), "no other may");

    let away = browser.post(BACK, &[("then", "/account")]).await;
    let location = away.header("location").to_owned();
    assert_eq!((away.status, away.header("referrer-policy")), (StatusCode::SEE_OTHER, "no-referrer"));
    let cookie = away.header("set-cookie");
    for flag in ["__Host-kaimen-directory=", "; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure", "; Max-Age=600"] {
        assert!(cookie.contains(flag), "{cookie}");
    }
    let back = provider.visited(&location).await;
    let answer = browser.get(&back).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/account"), "{}", answer.body);
    assert_eq!((answer.header("cache-control"), answer.header("referrer-policy")), ("no-store", "no-referrer"));
    assert!(browser.get("/account").await.body.contains("王某（用户名wangmou）"));
    assert_eq!(browser.cookie("__Host-kaimen-directory"), None, "nothing of it stays in the browser");
    assert_eq!(deeds(&site).await, [Deed::SignedIn]);

    let again = browser.post(BACK, &[("then", "/points")]).await;
    assert_eq!(again.header("location"), "/points", "one is in already");
}

#[tokio::test]
async fn every_way_of_signing_that_is_taken_is_taken() {
    let (site, provider, _) = city().await;
    for signed in [Signed::Es256, Signed::EdDsa] {
        provider.signs(signed);
        let browser = Browser::of(&site);
        assert_eq!(round(&browser, &provider).await.status, StatusCode::SEE_OTHER, "{signed:?}");
        assert!(browser.is_in().await, "{signed:?}");
    }
    assert_eq!((provider.asked("description"), provider.asked("keys")), (1, 1), "it is not asked each time");
    let other = IdentityProvider::start(&site).await;
    tie(&site, &other, "subject-1", PersonId::new(1).unwrap()).await;
    other.wants_the_secret_in_the_form();
    let browser = Browser::of(&other.at(&site));
    round(&browser, &other).await;
    assert!(browser.is_in().await);
}

#[tokio::test]
async fn the_second_factor_is_asked_for_unless_the_operator_trusts_the_directory_with_it() {
    let site = TestSite::filled().await;
    let id = person(&site, "fagong", &post_of(Role::LegCommission, "")).await;
    let provider = IdentityProvider::start(&site).await;
    tie(&site, &provider, "subject-1", id).await;
    let trusting = |values: &[&str]| {
        let trusted_second_factor = values.iter().map(|it| (*it).to_owned()).collect();
        site.with_directory(Directory::new(DirectorySetup { trusted_second_factor, ..provider.setup() }).unwrap())
    };
    provider.claims(|it| it["amr"] = json!(["pwd", "mfa"]));
    let browser = Browser::of(&provider.at(&site));
    let answer = round(&browser, &provider).await;
    assert_eq!(answer.header("location"), "/sign-in/second-factor?then=%2Faccount", "the post demands one");
    let secret = with_factor(&site, id).await;
    let answer = round(&browser, &provider).await;
    assert_eq!(answer.header("location"), "/sign-in/code?then=%2Faccount");
    assert!(!browser.is_in().await);
    let code = secret.code_at(site.now);
    browser.post("/sign-in/code", &[("code", &code), ("then", "/account")]).await;
    assert!(browser.is_in().await, "with the number one is in");

    for (values, claims, comes_in) in [
        (&["mfa"][..], json!({ "amr": ["pwd", "mfa"] }), true),
        (&["mfa"], json!({ "amr": "mfa" }), true),
        (&["urn:city:2"], json!({ "acr": "urn:city:2" }), true),
        (&["mfa"], json!({ "amr": ["pwd"] }), false),
        (&["mfa"], json!({}), false),
        (&[], json!({ "amr": ["mfa"], "acr": "mfa" }), false),
    ] {
        let said = claims.clone();
        provider.claims(move |it| it.as_object_mut().unwrap().extend(said.as_object().unwrap().clone()));
        let browser = Browser::of(&trusting(values));
        round(&browser, &provider).await;
        assert_eq!(browser.is_in().await, comes_in, "{values:?} {claims}");
    }
}

// What is good once, and only where it was begun ---------------------------------------------------------------------

#[tokio::test]
async fn one_comes_back_once_in_time_in_the_same_browser_and_with_the_same_state() {
    let (site, provider, _) = city().await;
    let browser = Browser::of(&site);
    let way = back(&browser, &provider).await;
    let stale = |answer: &Answer| answer.status == StatusCode::GONE && answer.body.contains("这次登录已经失效");

    let state = &fields(&way)["state"];
    let forged = browser.get(&way.replace(&way[way.find("state=").unwrap()..], "state=x")).await;
    assert!(stale(&forged), "{}", forged.body);
    assert!(!forged.body.contains(state) && !forged.body.contains("code"), "the address is not repeated");
    assert!(stale(&Browser::of(&site).get(&way).await), "another browser");
    let elsewhere = Browser::of(&site);
    back(&elsewhere, &provider).await;
    assert!(stale(&elsewhere.get(&way).await), "a browser on a way of its own");
    assert!(stale(&browser.later(SignedDuration::from_secs(601)).get(&way).await), "too late");
    assert_eq!(provider.asked("token"), 0, "none of them is worth a question");

    let token = browser.cookie("__Host-kaimen-directory").unwrap();
    assert_eq!(browser.get(&way).await.header("location"), "/account", "what was wrong did not use it up");
    let session = browser.cookie(SESSION);
    browser.set_cookie("__Host-kaimen-directory", &token);
    assert!(stale(&browser.get(&way).await), "for the second time");
    assert_eq!((browser.cookie(SESSION), provider.asked("token")), (session, 1));
    let bare = Browser::of(&site).get(BACK).await;
    assert_eq!((bare.status, bare.header("location")), (StatusCode::SEE_OTHER, "/sign-in"));
}

#[tokio::test]
async fn a_code_that_the_directory_does_not_know_opens_nothing() {
    let (site, provider, _) = city().await;
    let browser = Browser::of(&site);
    let way = back(&browser, &provider).await;
    let code = &fields(&way)["code"];
    let escaped: String = code.bytes().map(|it| format!("%{it:02X}")).collect();
    for other in ["code-99", "", &"9".repeat(5000)] {
        let browser = Browser::of(&site);
        let own = back(&browser, &provider).await;
        let used = fields(&own)["code"].bytes().map(|it| format!("%{it:02X}")).collect::<String>();
        let answer = browser.get(&own.replace(&used, other)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{other:.9}");
        assert!(!browser.is_in().await);
    }
    // Another's code in one's own attempt: the verifier is not the one for which it was given.
    let thief = Browser::of(&site);
    let own = back(&thief, &provider).await;
    let used = fields(&own)["code"].bytes().map(|it| format!("%{it:02X}")).collect::<String>();
    assert_eq!(thief.get(&own.replace(&used, &escaped)).await.status, StatusCode::FORBIDDEN);
    assert!(!thief.is_in().await);
}

// What the directory says --------------------------------------------------------------------------------------------

#[tokio::test]
async fn a_token_that_is_not_for_this_attempt_at_this_site_opens_nothing() {
    let (site, provider, _) = city().await;
    let now = site.now.as_second();
    let lies: Vec<(&str, Change)> = vec![
        ("wrong nonce", Box::new(|it| it["nonce"] = json!("x"))),
        ("no nonce", Box::new(|it| it["nonce"] = Value::Null)),
        ("another audience", Box::new(|it| it["aud"] = json!("another-site"))),
        ("further audience", Box::new(|it| it["aud"] = json!([it["aud"], "another-site"]))),
        ("no audience", Box::new(|it| it["aud"] = json!([]))),
        ("for another party", Box::new(|it| it["azp"] = json!("another-site"))),
        ("another issuer", Box::new(|it| it["iss"] = json!("https://id.example"))),
        ("nearly the issuer", Box::new(|it| it["iss"] = json!(format!("{}/", it["iss"].as_str().unwrap())))),
        ("expired", Box::new(move |it| it["exp"] = json!(now - 61))),
        ("no end", Box::new(|it| it["exp"] = Value::Null)),
        ("from the future", Box::new(move |it| it["iat"] = json!(now + 61))),
        ("not yet", Box::new(move |it| it["nbf"] = json!(now + 61))),
        ("nobody", Box::new(|it| it["sub"] = json!(""))),
        ("no name", Box::new(|it| it["sub"] = json!(1))),
        ("a name without end", Box::new(|it| it["sub"] = json!("s".repeat(256)))),
    ];
    let count = lies.len();
    for (what, lie) in lies {
        provider.claims(lie);
        refused(&site, &provider, what).await;
    }
    assert_eq!(deeds(&site).await, vec![Deed::SignInFailed; count]);
    provider.claims(move |it| {
        it["aud"] = json!([it["aud"]]);
        it["azp"] = it["aud"][0].clone();
        it["exp"] = json!(now as f64 - 59.5);
        it["iat"] = json!(now + 60);
    });
    let browser = Browser::of(&site);
    round(&browser, &provider).await;
    assert!(browser.is_in().await, "at the edge of what is allowed");
}

#[tokio::test]
async fn a_token_that_the_directory_did_not_sign_opens_nothing() {
    let (site, provider, _) = city().await;
    for signed in [Signed::None, Signed::Hs256, Signed::ByAnother, Signed::ThenChanged, Signed::UnderAnotherName] {
        provider.signs(signed);
        refused(&site, &provider, &format!("{signed:?}")).await;
    }
    for odd in
        [json!({}), json!({ "id_token": "" }), json!({ "id_token": "a.b.c" }), json!({ "id_token": 1 }), json!([])]
    {
        provider.gives_tokens(Answers::With(odd.clone()));
        refused(&site, &provider, &odd.to_string()).await;
    }
}

async fn refused(site: &TestSite, provider: &IdentityProvider, what: &str) {
    let browser = Browser::from(site, "203.0.113.9");
    let answer = round(&browser, provider).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{what}: {}", answer.body);
    assert!(answer.body.contains("没有通过核对"), "{what}: {}", answer.body);
    assert!(browser.cookie(SESSION).is_none() && browser.cookie("__Host-kaimen-step").is_none(), "{what}");
}

#[tokio::test]
async fn a_new_key_is_asked_for_but_not_at_every_token() {
    let (site, provider, _) = city().await;
    round(&Browser::of(&site), &provider).await;
    provider.takes_a_new_key();
    refused(&site, &provider, "within the minute").await;
    assert_eq!(provider.asked("keys"), 1);
    let later = Browser::of(&site.later(SignedDuration::from_secs(61)));
    round(&later, &provider).await;
    assert!(later.is_in().await);
    assert_eq!(provider.asked("keys"), 2);
}

// Whose account it is ------------------------------------------------------------------------------------------------

#[tokio::test]
async fn an_unknown_subject_and_a_closed_account_look_the_same_and_no_account_is_made() {
    let (site, provider, id) = city().await;
    let mut tx = site.db.write().await.unwrap();
    accounts::close(&mut tx, id).await.unwrap();
    tx.commit().await.unwrap();
    let mut bodies = Vec::new();
    for subject in ["subject-1", "subject-2"] {
        provider.names(subject);
        let browser = Browser::of(&site);
        let answer = round(&browser, &provider).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(answer.body.contains("还没有连接本站账号") && !answer.body.contains(subject), "{}", answer.body);
        assert!(browser.cookie(SESSION).is_none());
        bodies.push(answer.body);
    }
    assert_eq!(bodies[0], bodies[1]);
    let mut tx = site.db.read().await.unwrap();
    let found = audit::page(&mut tx, &audit::Filter::default(), None, 100).await.unwrap();
    let recorded: Vec<String> = found.iter().map(|it| format!("{it:?}")).collect();
    assert!(recorded.len() == 2 && recorded.iter().all(|it| !it.contains("subject-")), "{recorded:?}");
    assert_eq!(directory::whose(&mut tx, &provider.issuer, "subject-2").await.unwrap(), None);
}

#[tokio::test]
async fn one_ties_and_unties_ones_account_with_the_password() {
    let site = TestSite::filled().await;
    let id = member(&site, "wangmou").await;
    member(&site, "limou").await;
    let provider = IdentityProvider::start(&site).await;
    let site = provider.at(&site);
    let browser = Browser::of(&site);
    browser.sign_in("wangmou", PASSWORD).await;
    assert!(browser.get("/account").await.body.contains("/account/directory"));
    let page = browser.get("/account/directory").await;
    assert!(page.body.contains("把本账号和市统一身份认证连接"), "{}", page.body);
    assert!(page.header("content-security-policy").contains(&provider.issuer));
    let wrong = browser.post("/account/directory", &[("current", "wrong")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.header("content-security-policy").contains(&provider.issuer), "the form may still lead there");
    let connect = async |browser: &Browser| {
        let away = browser.post("/account/directory", &[("current", PASSWORD)]).await;
        assert_eq!(away.status, StatusCode::SEE_OTHER, "{}", away.body);
        provider.visited(away.header("location")).await
    };
    let way = connect(&browser).await;
    let session = browser.cookie(SESSION).unwrap();

    // Neither signed out nor as somebody else does one tie what was begun here.
    let (token, elsewhere) = (browser.cookie("__Host-kaimen-directory").unwrap(), Browser::of(&site));
    elsewhere.sign_in("limou", PASSWORD).await;
    elsewhere.set_cookie("__Host-kaimen-directory", &token);
    assert_eq!(elsewhere.get(&way).await.status, StatusCode::GONE);
    let way = connect(&browser).await;
    assert_eq!(browser.get(&way).await.header("location"), "/account?done=connected");
    assert_eq!(browser.cookie(SESSION), Some(session), "one is signed in as before");
    assert!(browser.get("/account?done=connected").await.body.contains("已经连接"));

    let by_directory = Browser::of(&site);
    round(&by_directory, &provider).await;
    assert!(by_directory.get("/account").await.body.contains("用户名wangmou"));

    let way = connect(&elsewhere).await;
    let taken = elsewhere.get(&way).await;
    assert!(taken.status == StatusCode::CONFLICT && !taken.body.contains("wangmou"), "{}", taken.body);

    assert!(browser.get("/account/directory").await.body.contains("断开连接"));
    let wrong = browser.post("/account/directory/remove", &[("current", "wrong")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let removed = browser.post("/account/directory/remove", &[("current", PASSWORD)]).await;
    assert_eq!(removed.header("location"), "/account?done=disconnected");
    assert_eq!(round(&Browser::of(&site), &provider).await.status, StatusCode::FORBIDDEN);
    let deeds = deeds(&site).await;
    assert_eq!(deeds.iter().filter(|it| **it == Deed::DirectoryConnected).count(), 1);
    assert_eq!(deeds.iter().filter(|it| **it == Deed::DirectoryDisconnected).count(), 1);
    let mut tx = site.db.read().await.unwrap();
    assert!(!directory::is_tied(&mut tx, &provider.issuer, id).await.unwrap());
}

#[tokio::test]
async fn a_session_begun_by_the_directory_ends_with_the_account() {
    let (site, provider, id) = city().await;
    let browser = Browser::of(&site);
    round(&browser, &provider).await;
    assert!(browser.is_in().await);
    let mut tx = site.db.write().await.unwrap();
    accounts::close(&mut tx, id).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!browser.is_in().await);
}

// A directory that does not behave -----------------------------------------------------------------------------------

#[tokio::test]
async fn a_directory_that_answers_with_too_much_or_elsewhere_is_not_followed() {
    let site = TestSite::filled().await;
    let other = IdentityProvider::start(&site).await;
    let there = |path: &str| format!("{}{path}", other.issuer);
    for answers in [
        Answers::Endlessly,
        Answers::Elsewhere(there("/.well-known/openid-configuration")),
        Answers::With(json!({})),
        Answers::With(json!([])),
    ] {
        let provider = IdentityProvider::start(&site).await;
        provider.describes_itself(answers.clone());
        is_out_of_reach(&site, &provider, &format!("{answers:?}")).await;
    }
    for answers in [Answers::Endlessly, Answers::Elsewhere(there("/keys")), Answers::With(json!({}))] {
        let provider = IdentityProvider::start(&site).await;
        provider.shows_keys(answers.clone());
        is_out_of_reach(&site, &provider, &format!("keys: {answers:?}")).await;
    }
    for (field, address) in [
        ("issuer", other.issuer.clone()),
        ("authorization_endpoint", there("/authorize")),
        ("jwks_uri", there("/keys")),
        ("jwks_uri", "file:///etc/passwd".to_owned()),
        ("token_endpoint", there("/token")),
        ("token_endpoint", "https://id.example/token".to_owned()),
    ] {
        let provider = IdentityProvider::start(&site).await;
        let mut description = provider.description();
        description[field] = json!(address);
        provider.describes_itself(Answers::With(description));
        is_out_of_reach(&site, &provider, &format!("{field}: {address}")).await;
    }
    for what in ["description", "keys", "authorize", "token"] {
        assert_eq!(other.asked(what), 0, "{what}");
    }
}

async fn is_out_of_reach(site: &TestSite, provider: &IdentityProvider, what: &str) {
    let browser = Browser::of(&provider.at(site));
    for _ in 0..2 {
        let answer = browser.post(BACK, &[]).await;
        assert_eq!(answer.status, StatusCode::BAD_GATEWAY, "{what}");
        assert!(answer.body.contains("暂时联系不上市统一身份认证"), "{what}: {}", answer.body);
    }
    assert_eq!(provider.asked("description"), 1, "{what}: it is left in peace for a while");
}

#[tokio::test]
async fn a_host_that_the_operator_names_is_asked_too() {
    let (site, provider, _) = city().await;
    let keys = IdentityProvider::start(&site).await;
    let mut description = provider.description();
    description["jwks_uri"] = json!(format!("{}/keys", keys.issuer));
    provider.describes_itself(Answers::With(description));
    let hosts = vec![keys.issuer.trim_start_matches("http://").to_owned()];
    let site = site.with_directory(Directory::new(DirectorySetup { hosts, ..provider.setup() }).unwrap());
    let browser = Browser::of(&site);
    assert!(browser.get("/sign-in").await.header("content-security-policy").contains(&keys.issuer));
    refused(&site, &provider, "the keys there are others").await;
    assert_eq!(keys.asked("keys"), 1);
}

#[tokio::test]
async fn tokens_that_come_endlessly_or_from_elsewhere_are_not_taken() {
    let (site, provider, _) = city().await;
    let other = IdentityProvider::start(&site).await;
    for answers in [Answers::Endlessly, Answers::Elsewhere(format!("{}/token", other.issuer))] {
        provider.gives_tokens(answers.clone());
        let browser = Browser::of(&site);
        let answer = round(&browser, &provider).await;
        assert_eq!(answer.status, StatusCode::BAD_GATEWAY, "{answers:?}");
        assert!(!browser.is_in().await);
    }
    assert_eq!(other.asked("token"), 0);
}

#[tokio::test]
async fn a_directory_that_hangs_is_waited_for_a_few_seconds_and_one_that_is_down_not_at_all() {
    let site = TestSite::filled().await;
    let provider = IdentityProvider::start(&site).await;
    provider.describes_itself(Answers::Hangs);
    let browser = Browser::of(&provider.at(&site));
    let asked = browser.post(BACK, &[]);
    let answer =
        tokio::time::timeout(std::time::Duration::from_secs(8), asked).await.expect("within the time of a page");
    assert_eq!(answer.status, StatusCode::BAD_GATEWAY);
    let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let setup = DirectorySetup { issuer: format!("http://{gone}"), ..provider.setup() };
    let down = Browser::of(&site.with_directory(Directory::new(setup).unwrap()));
    assert_eq!(down.post(BACK, &[]).await.status, StatusCode::BAD_GATEWAY);
}

#[tokio::test]
async fn what_is_to_be_encrypted_is_never_said_plainly() {
    let site = TestSite::filled().await;
    let provider = IdentityProvider::start(&site).await;
    let issuer = provider.issuer.replace("http://", "https://");
    // A system that trusts nobody has no directory at all.
    if let Ok(directory) = Directory::new(DirectorySetup { issuer, ..provider.setup() }) {
        let answer = Browser::of(&site.with_directory(directory)).post(BACK, &[]).await;
        assert_eq!(answer.status, StatusCode::BAD_GATEWAY);
    }
    assert_eq!(provider.asked("description"), 0);
}

#[tokio::test]
async fn who_is_refused_there_is_told_so() {
    let (site, provider, _) = city().await;
    let browser = Browser::of(&site);
    let way = back(&browser, &provider).await;
    let state = &way[way.find("state=").unwrap()..];
    let answer = browser.get(&format!("{BACK}?error=access_denied&error_description=%3Cb%3E&{state}")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.body.contains("没有同意这次登录") && !answer.body.contains("denied"), "{}", answer.body);
    let way = back(&browser, &provider).await;
    let mixed = browser.get(&way.replace("iss=", "iss=https")).await;
    assert!(mixed.status == StatusCode::FORBIDDEN && mixed.body.contains("没有通过核对"), "{}", mixed.body);
}

// Around it ----------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn without_a_directory_there_is_no_way_to_it() {
    let site = TestSite::filled().await;
    member(&site, "wangmou").await;
    let browser = Browser::of(&site);
    assert!(!browser.get("/sign-in").await.body.contains(BACK));
    assert_eq!(browser.post(BACK, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get(&format!("{BACK}?code=a&state=b")).await.status, StatusCode::NOT_FOUND);
    browser.sign_in("wangmou", PASSWORD).await;
    assert!(!browser.get("/account").await.body.contains("/account/directory"));
    assert_eq!(browser.get("/account/directory").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn one_address_does_not_go_to_and_fro_without_end() {
    let (site, provider, _) = city().await;
    let browser = Browser::of(&site);
    for _ in 0..40 {
        assert_eq!(round(&browser, &provider).await.status, StatusCode::SEE_OTHER, "who comes in may come again");
        browser.post("/sign-out", &[]).await;
    }
    let mut last = StatusCode::SEE_OTHER;
    let mut tried = 0;
    while last == StatusCode::SEE_OTHER && tried < 100 {
        last = browser.post(BACK, &[]).await.status;
        tried += 1;
    }
    assert_eq!((last, tried), (StatusCode::TOO_MANY_REQUESTS, 31));
    let elsewhere = Browser::from(&site, "203.0.113.77");
    assert_eq!(elsewhere.post(BACK, &[]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_of_another_site_sends_nobody_there_and_nothing_goes_by_plain_http() {
    let (site, _, _) = city().await;
    let foreign = [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")];
    assert_eq!(Browser::of(&site).post_with(BACK, &[], &foreign).await.status, StatusCode::FORBIDDEN);
    let plain = [("origin", "http://law.example")];
    let answer = Browser::of(&site).post_with(BACK, &[], &plain).await;
    assert!(answer.status == StatusCode::FORBIDDEN && answer.body.contains("这个地址不能登录"));
}

#[test]
fn a_configuration_that_makes_no_sense_is_named() {
    let setup = DirectorySetup {
        issuer: "https://id.example/realms/city".to_owned(),
        client_id: "kaimen".to_owned(),
        secret: "hush-9".to_owned(),
        name: "统一身份认证".to_owned(),
        hosts: Vec::new(),
        trusted_second_factor: Vec::new(),
        public_url: "https://law.example".to_owned(),
    };
    assert!(!format!("{setup:?}").contains("hush-9"));
    for issuer in ["http://id.example", "https://id.example?a=b", "https://a@id.example", "id.example", "https://"] {
        let made = Directory::new(DirectorySetup { issuer: issuer.to_owned(), ..setup.clone() });
        assert_eq!(made.err(), Some(NoDirectory::Issuer), "{issuer}");
    }
    for host in ["", "https://id.example", "a b", "id.example:x", "a@b"] {
        let made = Directory::new(DirectorySetup { hosts: vec![host.to_owned()], ..setup.clone() });
        assert_eq!(made.err(), Some(NoDirectory::Host(host.to_owned())), "{host}");
    }
}

// The log ------------------------------------------------------------------------------------------------------------

#[test]
fn the_log_has_neither_code_nor_state_nor_who_it_was() {
    let (secrets, written) = logged(async {
        let (site, provider, _) = city().await;
        let mut secrets = vec!["subject-1".to_owned(), "subject-2".to_owned(), "hush".to_owned()];
        for subject in ["subject-1", "subject-2"] {
            provider.names(subject);
            let browser = Browser::of(&site);
            let way = back(&browser, &provider).await;
            secrets.extend([fields(&way)["state"].clone(), way[way.find('?').unwrap() + 1..].to_owned()]);
            secrets.push(browser.cookie("__Host-kaimen-directory").unwrap());
            browser.get(&way).await;
            secrets.extend(browser.cookie(SESSION));
        }
        provider.signs(Signed::ByAnother);
        round(&Browser::of(&site), &provider).await;
        secrets
    });
    assert!(written.contains("path=\"/sign-in/directory\""), "requests are logged: {written:.400}");
    assert!(written.contains("the signature is wrong"), "the operator is told why");
    has_none_of(&written, &secrets);
}
