//! Signing in and one's own account, as a browser does it: what it gets, what it may not do, and what ends.

use crate::support::browser::{Browser, PASSWORD, SESSION, member, person, with_factor};
use crate::support::log::{has_none_of, logged};
use crate::support::site::{TestSite, hidden, post_of};
use axum::http::StatusCode;
use jiff::SignedDuration;
use kaimen::procedure::account::{FactorSecret, Purpose};
use kaimen::procedure::audit::Actor;
use kaimen::procedure::person::{PersonId, Role};
use kaimen::store::{accounts, people, sessions};
use kaimen::web::{Accounts, make_link};

const STEP: SignedDuration = SignedDuration::from_secs(30);
const NEW_PASSWORD: &str = "qiaobian 4 chaguan wan";

/// The secret that a page shows in words.
fn secret(page: &str) -> FactorSecret {
    let words = page.split("km-account-secret\">").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
    let bits = |c: char| u64::from(if c.is_ascii_digit() { c as u32 - '2' as u32 + 26 } else { c as u32 - 'A' as u32 });
    let letters: Vec<u64> = words.chars().map(bits).collect();
    let five = |eight: &[u64]| eight.iter().fold(0_u64, |sum, it| sum << 5 | it).to_be_bytes()[3..].to_vec();
    FactorSecret::read(&letters.chunks(8).flat_map(five).collect::<Vec<u8>>()).unwrap()
}

/// The recovery codes that a page shows.
fn codes(page: &str) -> Vec<String> {
    page.split("<li><code>").skip(1).map(|it| it.split('<').next().unwrap().to_owned()).collect()
}

/// A link for someone, as the site would make it.
async fn link(site: &TestSite, purpose: Purpose, whom: Option<PersonId>) -> String {
    let mut tx = site.db.write().await.unwrap();
    let life = SignedDuration::from_hours(72);
    let token = make_link(&mut tx, purpose, whom, Actor::operator(), site.now, life).await.unwrap();
    tx.commit().await.unwrap();
    format!("/join/{token}")
}

// Coming in ----------------------------------------------------------------------------------------------------------

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

#[tokio::test]
async fn the_session_is_in_a_cookie_that_nobody_else_gets() {
    let site = TestSite::filled().await;
    member(&site, "wangmou").await;
    let browser = Browser::of(&site);
    let answer = browser.sign_in("wangmou", PASSWORD).await;
    let all: Vec<&str> = answer.headers.get_all("set-cookie").iter().map(|it| it.to_str().unwrap()).collect();
    assert_eq!(all.len(), 2, "the session, and that the browser is known");
    for cookie in &all {
        for flag in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
            assert!(cookie.contains(flag), "{cookie}");
        }
        assert!(cookie.starts_with("__Host-") && !cookie.contains("Domain"), "{cookie}");
    }
    assert!(all[0].starts_with(&format!("{SESSION}=")) && !all[0].contains("Max-Age"), "it ends with the browser");
    let mut tx = site.db.read().await.unwrap();
    let stored = sessions::of_person(&mut tx, PersonId::new(1).unwrap()).await.unwrap();
    let token = browser.cookie(SESSION).unwrap();
    assert_eq!(token.len(), 64);
    assert!(!format!("{stored:?}").contains(&token), "the database has only the digest");
}

#[tokio::test]
async fn without_https_a_password_is_not_taken_unless_the_operator_says_so() {
    let site = TestSite::filled().await;
    member(&site, "wangmou").await;
    let form = [("login", "wangmou"), ("password", PASSWORD)];
    for (origin, status) in [
        ("http://law.example", StatusCode::FORBIDDEN),
        ("https://law.example", StatusCode::SEE_OTHER),
        ("http://127.0.0.1:8080", StatusCode::SEE_OTHER),
        ("http://localhost:8080", StatusCode::SEE_OTHER),
    ] {
        let answer = Browser::of(&site).post_with("/sign-in", &form, &[("origin", origin)]).await;
        assert_eq!(answer.status, status, "{origin}");
        assert_eq!(status == StatusCode::FORBIDDEN, answer.body.contains("这个地址不能登录"), "{origin}");
    }
    let open = site.keeping(Accounts { reached_plainly: true, ..site.accounts.clone() });
    let host = [("host", "law.example")];
    assert_eq!(Browser::of(&open).get_with("/sign-in", &host).await.status, StatusCode::FORBIDDEN);
    assert_eq!(Browser::of(&open).get_with("/sign-in", &[("host", "127.0.0.1")]).await.status, StatusCode::OK);
    let allowed = site.keeping(Accounts { reached_plainly: true, allow_http: true, ..site.accounts.clone() });
    let answer = Browser::of(&allowed).post_with("/sign-in", &form, &[("origin", "http://law.example")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn who_is_not_there_and_who_is_look_the_same_and_take_the_same_work() {
    let site = TestSite::filled().await;
    member(&site, "wangmou").await;
    let closed = member(&site, "closed").await;
    let mut tx = site.db.write().await.unwrap();
    accounts::close(&mut tx, closed).await.unwrap();
    let never = people::add(&mut tx, &"joins-soon".parse().unwrap(), "李某", site.now).await.unwrap();
    assert!(accounts::get(&mut tx, never).await.unwrap().unwrap().password.is_none());
    tx.commit().await.unwrap();
    let mut bodies = Vec::new();
    for (login, given) in [
        ("wangmou", "not the password"),
        ("closed", PASSWORD),
        ("joins-soon", PASSWORD),
        ("nobody", PASSWORD),
        ("no login at all <b>", PASSWORD),
    ] {
        let answer = Browser::from(&site, &format!("203.0.113.{}", bodies.len())).sign_in(login, given).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{login}");
        assert!(answer.headers.get("set-cookie").is_none(), "{login}");
        let escaped = login.replace('<', "&#60;").replace('>', "&#62;");
        assert!(answer.body.contains(&format!("value=\"{escaped}\"")), "what was typed is still there: {login}");
        assert!(!answer.body.contains(given), "a password never comes back");
        bodies.push(answer.body.replace(&escaped, "…"));
    }
    assert!(bodies.windows(2).all(|it| it[0] == it[1]), "{} / {}", bodies[0], bodies[3]);
}

#[tokio::test]
async fn a_known_and_an_unknown_login_take_comparable_time() {
    #[expect(clippy::disallowed_methods, reason = "this measures")]
    fn clock() -> std::time::Instant {
        std::time::Instant::now()
    }
    let site = TestSite::filled().await;
    member(&site, "wangmou").await;
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..7 {
        for (which, login) in ["wangmou", "nobody"].into_iter().enumerate() {
            let browser = Browser::from(&site, &format!("203.0.113.{round}"));
            let before = clock();
            browser.sign_in(login, "not the password").await;
            times[which].push(before.elapsed());
        }
    }
    let median = |times: &mut Vec<std::time::Duration>| {
        times.sort();
        times[times.len() / 2].as_secs_f64()
    };
    let (known, unknown) = (median(&mut times[0]), median(&mut times[1]));
    // Without the work for nobody the second would take a tenth; a busy machine makes either vary.
    assert!(known < unknown * 3.0 && unknown < known * 3.0, "{known} {unknown}");
}

// The second factor ----------------------------------------------------------------------------------------------------

#[tokio::test]
async fn who_needs_a_second_factor_sets_it_up_on_the_way_in() {
    let site = TestSite::filled().await;
    person(&site, "fagong", &post_of(Role::LegCommission, "")).await;
    let browser = Browser::of(&site);
    let answer = browser.sign_in("fagong", PASSWORD).await;
    let setup = answer.header("location").to_owned();
    assert!(setup.starts_with("/sign-in/second-factor"), "{setup}");
    assert!(browser.cookie(SESSION).is_none() && !browser.is_in().await, "the password alone opens nothing");
    let page = browser.get(&setup).await;
    assert!(page.body.contains("<svg class=\"km-qr\"") && page.header("cache-control") == "no-store");
    let (secret, offered) = (secret(&page.body), hidden(&page.body, "offered"));
    assert!(!offered.contains(&secret.words()), "what travels in the form is sealed");
    let wrong = browser.post("/sign-in/second-factor", &[("offered", &offered), ("code", "000000")]).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains(&page_words(&secret)));
    let code = secret.code_at(site.now);
    let other = Browser::of(&site);
    other.sign_in("fagong", PASSWORD).await;
    let foreign = other.post("/sign-in/second-factor", &[("offered", &format!("00{offered}")), ("code", &code)]).await;
    assert_eq!(foreign.status, StatusCode::SEE_OTHER, "a secret that was not offered is not taken");
    let done =
        browser.post("/sign-in/second-factor", &[("offered", &offered), ("code", &code), ("then", "/desk")]).await;
    assert_eq!((done.status, codes(&done.body).len()), (StatusCode::OK, 10), "{}", done.body);
    assert!(done.body.contains("href=\"/desk\"") && browser.is_in().await);
    let stale = other.get("/sign-in/second-factor").await;
    assert_eq!(stale.status, StatusCode::SEE_OTHER, "it is set up now: from here on the number is asked for");

    let later = Browser::of(&site).later(STEP);
    let asked = later.sign_in("fagong", PASSWORD).await;
    assert!(asked.header("location").starts_with("/sign-in/code"), "{}", asked.header("location"));
}

/// The secret in words as a page shows it.
fn page_words(secret: &FactorSecret) -> String {
    let letters: Vec<char> = secret.words().chars().collect();
    letters.chunks(4).map(|it| it.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_number_that_was_used_is_never_accepted_again_in_any_process() {
    let site = TestSite::filled().await;
    let id = person(&site, "fagong", &post_of(Role::LegCommission, "")).await;
    let secret = with_factor(&site, id).await;
    let start = STEP * 4;
    let code = secret.code_at(site.now.checked_add(start).unwrap());
    let (one, two) = (Browser::of(&site).later(start), Browser::from(&site, "198.51.100.8").later(start));
    one.sign_in("fagong", PASSWORD).await;
    two.sign_in("fagong", PASSWORD).await;
    let form = [("code", code.as_str())];
    let (first, second) = tokio::join!(one.post("/sign-in/code", &form), two.post("/sign-in/code", &form));
    let mut statuses = [first.status, second.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY], "at once: one of them");
    assert!(one.cookie(SESSION).is_some() != two.cookie(SESSION).is_some());
    let loser = if one.cookie(SESSION).is_some() { &two } else { &one };
    assert_eq!(loser.later(STEP).post("/sign-in/code", &form).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let before = secret.code_at(site.now.checked_add(STEP * 3).unwrap());
    let earlier = loser.post("/sign-in/code", &[("code", &before)]).await;
    assert_eq!(earlier.status, StatusCode::UNPROCESSABLE_ENTITY, "nor an earlier one");
    let next = secret.code_at(site.now.checked_add(STEP * 5).unwrap());
    assert_eq!(loser.later(STEP).post("/sign-in/code", &[("code", &next)]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_state_between_the_steps_opens_nothing_and_ends() {
    let site = TestSite::filled().await;
    let id = person(&site, "fagong", &post_of(Role::LegCommission, "")).await;
    let secret = with_factor(&site, id).await;
    let browser = Browser::of(&site).later(STEP * 4);
    browser.sign_in("fagong", PASSWORD).await;
    let token = browser.cookie("__Host-kaimen-step").unwrap();
    let thief = Browser::of(&site);
    thief.set_cookie(SESSION, &token);
    assert!(!thief.is_in().await, "it is no session");
    let late = browser.later(SignedDuration::from_mins(11));
    let code = secret.code_at(late.site.now);
    let answer = late.post("/sign-in/code", &[("code", &code)]).await;
    assert!(answer.status == StatusCode::SEE_OTHER && answer.header("location").starts_with("/sign-in?"));
    assert!(late.cookie(SESSION).is_none());
    let nobody = Browser::of(&site);
    assert!(nobody.get("/sign-in/code").await.header("location").starts_with("/sign-in"));
}

#[tokio::test]
async fn a_recovery_code_helps_once() {
    let site = TestSite::filled().await;
    person(&site, "fagong", &post_of(Role::LegCommission, "")).await;
    let browser = Browser::of(&site);
    browser.sign_in("fagong", PASSWORD).await;
    let page = browser.get("/sign-in/second-factor").await.body;
    let form = [("offered", &*hidden(&page, "offered")), ("code", &*secret(&page).code_at(site.now))];
    let codes = codes(&browser.post("/sign-in/second-factor", &form).await.body);
    let with = async |code: &str| {
        let browser = Browser::of(&site);
        browser.sign_in("fagong", PASSWORD).await;
        browser.post("/sign-in/code", &[("code", code)]).await.status
    };
    assert_eq!(with(&codes[3].to_lowercase()).await, StatusCode::SEE_OTHER);
    assert_eq!(with(&codes[3]).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(with("0000-0000-0000-0000").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(browser.get("/account").await.body.contains("还有9个没有用过"));
    let fresh = browser.post("/account/recovery-codes", &[("current", PASSWORD)]).await;
    assert_eq!(self::codes(&fresh.body).len(), 10);
    assert_eq!(with(&codes[4]).await, StatusCode::UNPROCESSABLE_ENTITY, "the old ones are void");
    let wrong = browser.post("/account/recovery-codes", &[("current", "not it")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
}

// Sessions -------------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn a_token_from_before_signing_in_is_worth_nothing_afterwards() {
    let site = TestSite::filled().await;
    member(&site, "wangmou").await;
    member(&site, "other").await;
    let browser = Browser::of(&site);
    let planted = "f".repeat(64);
    browser.set_cookie(SESSION, &planted);
    browser.sign_in("wangmou", PASSWORD).await;
    let token = browser.cookie(SESSION).unwrap();
    assert_ne!(token, planted);
    let with = async |token: &str| {
        let browser = Browser::of(&site);
        browser.set_cookie(SESSION, token);
        browser.is_in().await
    };
    assert!(!with(&planted).await && with(&token).await);
    let later = Browser::of(&site);
    later.set_cookie(SESSION, &token);
    later.post("/sign-out", &[]).await;
    browser.sign_in("other", PASSWORD).await;
    assert_ne!(browser.cookie(SESSION).unwrap(), token);
    assert!(!with(&token).await);
}

#[tokio::test]
async fn changing_the_password_gives_a_new_token_and_ends_all_other_sessions() {
    let site = TestSite::filled().await;
    member(&site, "wangmou").await;
    let (here, there) = (Browser::of(&site), Browser::of(&site));
    here.sign_in("wangmou", PASSWORD).await;
    there.sign_in("wangmou", PASSWORD).await;
    let before = here.cookie(SESSION).unwrap();
    for (fields, words) in [
        ([("current", "not it"), ("password", NEW_PASSWORD), ("repeated", NEW_PASSWORD)], "现在的密码不对"),
        ([("current", PASSWORD), ("password", NEW_PASSWORD), ("repeated", "x")], "两次填写的密码不一样"),
        ([("current", PASSWORD), ("password", "wangmou12345"), ("repeated", "wangmou12345")], "容易被猜到"),
        ([("current", PASSWORD), ("password", "short"), ("repeated", "short")], "至少要有12个字符"),
    ] {
        let answer = here.post("/account/password", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(answer.body.contains(words) && !answer.body.contains(fields[1].1), "{words}");
    }
    let form = [("current", PASSWORD), ("password", NEW_PASSWORD), ("repeated", NEW_PASSWORD)];
    let answer = here.post("/account/password", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_ne!(here.cookie(SESSION).unwrap(), before);
    assert!(here.is_in().await && !there.is_in().await);
    let old = Browser::of(&site);
    old.set_cookie(SESSION, &before);
    assert!(!old.is_in().await);
    assert_eq!(there.sign_in("wangmou", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(there.sign_in("wangmou", NEW_PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_second_factor_set_up_in_the_account_gives_a_new_token_too() {
    let site = TestSite::filled().await;
    member(&site, "wangmou").await;
    let (here, there) = (Browser::of(&site), Browser::of(&site));
    here.sign_in("wangmou", PASSWORD).await;
    there.sign_in("wangmou", PASSWORD).await;
    let before = here.cookie(SESSION).unwrap();
    assert_eq!(
        here.post("/account/second-factor", &[("current", "no")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let page = here.post("/account/second-factor", &[("current", PASSWORD)]).await.body;
    let (secret, offered) = (secret(&page), hidden(&page, "offered"));
    let form = [("offered", &*offered), ("code", &*secret.code_at(site.now))];
    let done = here.post("/account/second-factor/confirm", &form).await;
    assert_eq!((done.status, codes(&done.body).len()), (StatusCode::OK, 10), "{}", done.body);
    assert!(here.cookie(SESSION).unwrap() != before && here.is_in().await && !there.is_in().await);
    let again = here.post("/account/second-factor/confirm", &form).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "the number was used");
    let off = here.post("/account/second-factor/remove", &[("current", PASSWORD)]).await;
    assert_eq!(off.status, StatusCode::SEE_OTHER);
    assert_eq!(there.sign_in("wangmou", PASSWORD).await.header("location"), "/desk", "the password is enough again");

    person(&site, "fagong", &post_of(Role::LegCommission, "")).await;
    let demanded = site.signed_in("demanded", "李某", &post_of(Role::LegCommission, "")).await;
    let answer = demanded.post("/account/second-factor/remove", "current=x").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "where it is demanded it stays");
    assert!(answer.body.contains("不能取消"));
}

#[tokio::test]
async fn signing_out_closing_the_account_and_one_click_end_sessions_at_once() {
    let site = TestSite::filled().await;
    let id = member(&site, "wangmou").await;
    let (one, two, three) = (Browser::of(&site), Browser::of(&site), Browser::of(&site));
    for browser in [&one, &two, &three] {
        browser.sign_in("wangmou", PASSWORD).await;
    }
    let token = one.cookie(SESSION).unwrap();
    one.post("/sign-out", &[]).await;
    assert!(one.cookie(SESSION).is_none());
    one.set_cookie(SESSION, &token);
    assert!(!one.is_in().await && two.is_in().await);

    let page = two.get("/account").await.body;
    let others: Vec<&str> =
        page.split("name=\"session\" value=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
    assert_eq!(others.len(), 1, "one does not end one's own here");
    for session in others.iter().filter(|it| !two.is(it)) {
        two.post("/account/sessions/end", &[("session", session)]).await;
    }
    assert!(two.is_in().await && !three.is_in().await, "one of them was ended");
    three.sign_in("wangmou", PASSWORD).await;
    two.post("/account/sessions/end", &[]).await;
    assert!(two.is_in().await && !three.is_in().await, "all others were ended");

    let mut tx = site.db.write().await.unwrap();
    accounts::close(&mut tx, id).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!two.is_in().await);
    assert_eq!(two.sign_in("wangmou", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn sessions_end_when_they_are_idle_and_when_they_are_old() {
    let site = TestSite::filled().await;
    member(&site, "wangmou").await;
    let browser = Browser::of(&site);
    browser.sign_in("wangmou", PASSWORD).await;
    let hours = SignedDuration::from_hours;
    assert!(!browser.later(hours(4) + SignedDuration::from_secs(1)).is_in().await, "idle");
    for hour in [3, 6, 9, 12, 14] {
        assert!(browser.later(hours(hour)).is_in().await, "used every few hours: {hour}");
    }
    assert!(!browser.later(hours(14) + SignedDuration::from_secs(1)).is_in().await, "too old");
}

// Waiting --------------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn strangers_make_themselves_wait_and_lock_nobody_out() {
    let site = TestSite::filled().await;
    member(&site, "wangmou").await;
    let owner = Browser::from(&site, "198.51.100.7");
    owner.sign_in("wangmou", PASSWORD).await;
    owner.post("/sign-out", &[]).await;
    let stranger = Browser::from(&site, "203.0.113.66");
    for round in 0..5 {
        let answer = stranger.sign_in("wangmou", "guess").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{round}");
    }
    let locked = stranger.sign_in("wangmou", PASSWORD).await;
    assert_eq!(locked.status, StatusCode::TOO_MANY_REQUESTS, "not even the right one is looked at");
    assert!(locked.header("retry-after") == "30" && locked.body.contains("请30秒以后再试"));
    assert!(locked.body.contains("value=\"wangmou\""));
    assert_eq!(Browser::from(&site, "192.0.2.1").sign_in("wangmou", PASSWORD).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        stranger.later(SignedDuration::from_secs(31)).sign_in("wangmou", "guess").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );

    // From everywhere at once: then a new browser waits a quarter of an hour at most, a known one not at all.
    for host in 0..40 {
        Browser::from(&site, &format!("192.0.2.{}", 100 + host)).sign_in("wangmou", "guess").await;
    }
    let new = Browser::from(&site, "198.51.100.99");
    assert_eq!(new.sign_in("wangmou", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(owner.sign_in("wangmou", PASSWORD).await.status, StatusCode::SEE_OTHER, "a known browser");
    let later = new.later(SignedDuration::from_mins(15));
    assert_eq!(later.sign_in("wangmou", PASSWORD).await.status, StatusCode::SEE_OTHER, "never for ever");
}

#[tokio::test]
async fn many_guesses_at_once_are_counted_one_by_one() {
    let site = TestSite::filled().await;
    member(&site, "wangmou").await;
    let browsers: Vec<Browser> = (0..12).map(|_| Browser::from(&site, "203.0.113.66")).collect();
    let mut tasks = tokio::task::JoinSet::new();
    for browser in browsers {
        tasks.spawn(async move { browser.sign_in("wangmou", "guess").await.status });
    }
    let mut looked_at = 0;
    while let Some(status) = tasks.join_next().await {
        looked_at += i32::from(status.unwrap() == StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(looked_at, 5);
}

#[tokio::test]
async fn an_address_that_tries_many_logins_waits_and_proxies_are_not_taken_for_it() {
    let site = TestSite::filled().await;
    member(&site, "wangmou").await;
    let stranger = Browser::from(&site, "203.0.113.66");
    for number in 0..30 {
        assert_eq!(stranger.sign_in(&format!("guess-{number}"), "x").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(stranger.sign_in("wangmou", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
    let lying = [("x-forwarded-for", "198.51.100.1")];
    let form = [("login", "wangmou"), ("password", PASSWORD)];
    assert_eq!(stranger.post_with("/sign-in", &form, &lying).await.status, StatusCode::TOO_MANY_REQUESTS);
    let trusted_proxies = vec!["203.0.113.66".parse().unwrap()];
    let behind = site.keeping(Accounts { trusted_proxies, ..site.accounts.clone() });
    let proxied = Browser::from(&behind, "203.0.113.66");
    assert_eq!(proxied.post_with("/sign-in", &form, &lying).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn numbers_cannot_be_tried_out() {
    let site = TestSite::filled().await;
    let id = person(&site, "fagong", &post_of(Role::LegCommission, "")).await;
    let secret = with_factor(&site, id).await;
    let browser = Browser::of(&site).later(STEP * 4);
    browser.sign_in("fagong", PASSWORD).await;
    for _ in 0..5 {
        assert_eq!(browser.post("/sign-in/code", &[("code", "000000")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let right = secret.code_at(browser.site.now);
    assert_eq!(browser.post("/sign-in/code", &[("code", &right)]).await.status, StatusCode::TOO_MANY_REQUESTS);
    let other = Browser::of(&site).later(STEP * 4);
    other.sign_in("fagong", PASSWORD).await;
    let answer = other.post("/sign-in/code", &[("code", &right)]).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "nor by giving the password again");
}

// Links ----------------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn a_link_is_good_once_and_its_token_does_not_stay_in_the_address() {
    let site = TestSite::filled().await;
    let mut tx = site.db.write().await.unwrap();
    let id = people::add(&mut tx, &"newone".parse().unwrap(), "李某", site.now).await.unwrap();
    let post = post_of(Role::Member, "");
    people::appoint(&mut tx, id, &post, jiff::civil::date(2026, 1, 1), None).await.unwrap();
    tx.commit().await.unwrap();
    let address = link(&site, Purpose::Join, Some(id)).await;
    let (browser, second) = (Browser::of(&site), Browser::of(&site));
    let opened = browser.get(&address).await;
    assert_eq!((opened.status, opened.header("location")), (StatusCode::SEE_OTHER, "/join"));
    assert_eq!((opened.header("referrer-policy"), opened.header("cache-control")), ("no-referrer", "no-store"));
    second.get(&address).await;
    let page = browser.get("/join").await;
    assert!(page.body.contains("李某，您的用户名是<strong>newone</strong>"), "{}", page.body);
    assert!(!page.body.contains(&address[6..]), "the token is not in the page");
    let weak = browser.post("/join", &[("password", "newone123456"), ("repeated", "newone123456")]).await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY, "a refusal does not use the link up");
    let form = [("password", PASSWORD), ("repeated", PASSWORD)];
    let joined = browser.post("/join", &form).await;
    assert_eq!((joined.status, joined.header("location")), (StatusCode::SEE_OTHER, "/desk"), "{}", joined.body);
    assert!(browser.is_in().await && browser.cookie("__Host-kaimen-link").is_none());
    assert_eq!(second.post("/join", &form).await.status, StatusCode::GONE);
    assert_eq!(second.get("/join").await.status, StatusCode::GONE);
    assert!(!second.is_in().await);
    for odd in ["/join/x", &format!("/join/{}", "0".repeat(64)), "/join/%3Bpath%3D%2F"] {
        let browser = Browser::of(&site);
        assert_eq!(browser.get(odd).await.status, StatusCode::SEE_OTHER, "{odd}");
        assert_eq!(browser.get("/join").await.status, StatusCode::GONE, "{odd}");
    }
}

#[tokio::test]
async fn a_link_ends_and_a_new_one_or_closing_the_account_voids_it() {
    let site = TestSite::filled().await;
    let id = member(&site, "wangmou").await;
    let first = link(&site, Purpose::NewPassword, Some(id)).await;
    let late = Browser::of(&site.later(SignedDuration::from_hours(72)));
    late.get(&first).await;
    assert_eq!(late.get("/join").await.status, StatusCode::GONE);
    let second = link(&site, Purpose::NewPassword, Some(id)).await;
    let state = async |address: &str| {
        let browser = Browser::of(&site);
        browser.get(address).await;
        browser.get("/join").await.status
    };
    assert_eq!((state(&first).await, state(&second).await), (StatusCode::GONE, StatusCode::OK));
    let mut tx = site.db.write().await.unwrap();
    accounts::close(&mut tx, id).await.unwrap();
    accounts::open(&mut tx, id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(state(&second).await, StatusCode::GONE);
}

#[tokio::test]
async fn a_new_password_by_link_ends_all_sessions_and_asks_for_the_second_factor_as_ever() {
    let site = TestSite::filled().await;
    let id = person(&site, "fagong", &post_of(Role::LegCommission, "")).await;
    let secret = with_factor(&site, id).await;
    let old = Browser::of(&site).later(STEP * 4);
    old.sign_in("fagong", PASSWORD).await;
    old.post("/sign-in/code", &[("code", &secret.code_at(old.site.now))]).await;
    assert!(old.is_in().await);
    let form = [("password", NEW_PASSWORD), ("repeated", NEW_PASSWORD)];
    let browser = Browser::of(&site).later(STEP * 6);
    browser.get(&link(&site, Purpose::NewPassword, Some(id)).await).await;
    let answer = browser.post("/join", &form).await;
    assert!(answer.header("location").starts_with("/sign-in/code"), "{}", answer.header("location"));
    assert!(!old.is_in().await && !browser.is_in().await);
    let renewed = Browser::of(&site).later(STEP * 6);
    renewed.get(&link(&site, Purpose::Renew, Some(id)).await).await;
    let answer = renewed.post("/join", &form).await;
    assert!(answer.header("location").starts_with("/sign-in/second-factor"), "{}", answer.header("location"));
    let dead = browser.post("/sign-in/code", &[("code", &secret.code_at(browser.site.now))]).await;
    assert!(dead.header("location").starts_with("/sign-in?"), "a sign-in under way ends too");
}

#[tokio::test]
async fn the_first_administrator_comes_by_a_link_and_there_is_only_one_first() {
    let site = TestSite::filled().await;
    let address = link(&site, Purpose::FirstAdministrator, None).await;
    let (one, two) = (Browser::of(&site), Browser::of(&site));
    one.get(&address).await;
    two.get(&address).await;
    let page = one.get("/join").await.body;
    assert!(page.contains("还没有管理员") && page.contains("name=\"login\""));
    let form = |login| [("login", login), ("name", "赵某"), ("password", PASSWORD), ("repeated", PASSWORD)];
    let wrong = one.post("/join", &form("x")).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("value=\"赵某\""));
    let answer = one.post("/join", &form("zhaomou")).await;
    assert!(answer.header("location").starts_with("/sign-in/second-factor"), "{}", answer.body);
    assert_eq!(two.post("/join", &form("other")).await.status, StatusCode::GONE);
    let page = one.get("/sign-in/second-factor").await.body;
    let code = secret(&page).code_at(site.now);
    let done = one.post("/sign-in/second-factor", &[("offered", &hidden(&page, "offered")), ("code", &code)]).await;
    assert!(done.body.contains("href=\"/admin/people\""), "{}", done.body);
    assert_eq!(one.get("/admin/people").await.status, StatusCode::OK);
    let late = link(&site, Purpose::FirstAdministrator, None).await;
    let three = Browser::of(&site);
    three.get(&late).await;
    assert_eq!(three.get("/join").await.status, StatusCode::GONE, "there is one now");
}

// One's own account ------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn one_acts_as_one_of_the_appointments_one_holds() {
    let site = TestSite::filled().await;
    let id = member(&site, "wangmou").await;
    let other = member(&site, "other").await;
    let mut tx = site.db.write().await.unwrap();
    let day = jiff::civil::date(2026, 1, 1);
    let second = people::appoint(&mut tx, id, &post_of(Role::Deputy, ""), day, None).await.unwrap();
    let ended = people::appoint(&mut tx, id, &post_of(Role::LegCommittee, ""), day, None).await.unwrap();
    people::end_appointment(&mut tx, ended, site.now).await.unwrap();
    let foreign = people::appointments(&mut tx, other).await.unwrap()[0].id;
    tx.commit().await.unwrap();
    let browser = Browser::of(&site);
    browser.sign_in("wangmou", PASSWORD).await;
    assert!(browser.get("/account").await.body.contains("以<strong>常委会组成人员</strong>身份办理"));
    for refused in [ended.to_string(), foreign.to_string(), "x".to_owned(), String::new()] {
        let answer = browser.post("/account/act", &[("appointment", &refused)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{refused}");
    }
    browser.post("/account/act", &[("appointment", &second.to_string())]).await;
    assert!(browser.get("/account").await.body.contains("以<strong>代表</strong>身份办理"));
}

#[tokio::test]
async fn who_holds_no_appointment_looks_after_password_and_second_factor() {
    let site = TestSite::filled().await;
    let id = member(&site, "qianmou").await;
    let mut tx = site.db.write().await.unwrap();
    let ended = people::appointments(&mut tx, id).await.unwrap()[0].id;
    people::end_appointment(&mut tx, ended, site.now).await.unwrap();
    tx.commit().await.unwrap();
    let browser = Browser::of(&site);
    let answer = browser.sign_in("qianmou", PASSWORD).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/account"));
    let page = browser.get("/account").await;
    assert_eq!(page.status, StatusCode::OK);
    for words in ["您现在没有任职", "href=\"/account/password\"", "href=\"/account/second-factor\"", "本机"] {
        assert!(page.body.contains(words), "{words}\n{}", page.body);
    }
    assert_eq!(browser.get("/desk").await.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.post("/account/act", &[("appointment", "1")]).await.status, StatusCode::NOT_FOUND);
    let form = [("current", PASSWORD), ("password", NEW_PASSWORD), ("repeated", NEW_PASSWORD)];
    let changed = browser.post("/account/password", &form).await;
    assert_eq!(changed.header("location"), "/account?done=password", "{}", changed.body);
    let offered = browser.post("/account/second-factor", &[("current", NEW_PASSWORD)]).await.body;
    let code = secret(&offered).code_at(site.now);
    let form = [("offered", hidden(&offered, "offered")), ("code", code)];
    let form: Vec<(&str, &str)> = form.iter().map(|it| (it.0, it.1.as_str())).collect();
    let kept = browser.post("/account/second-factor/confirm", &form).await;
    assert!(kept.status == StatusCode::OK && codes(&kept.body).len() > 1, "{}", kept.body);
    let mut tx = site.db.read().await.unwrap();
    assert!(accounts::get(&mut tx, id).await.unwrap().unwrap().second_factor.is_some());
}

#[tokio::test]
async fn what_was_typed_survives_the_end_of_the_session() {
    let site = TestSite::filled().await;
    let path = "/desk/bills/noise/compare/v1..v2/corrections";
    let long = "第一行 <b>\n第二行\n".to_owned() + &"长".repeat(3000);
    let form = [("old", "第三条"), ("note", "\"留着\""), ("text", &long), ("password", "geheim-geheim")];
    let answer = Browser::of(&site).post(path, &form).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer.header("cache-control"), "no-store");
    let page = &answer.body;
    assert!(page.contains(&format!("action=\"{path}\"")) && page.contains("登录后再提交"));
    assert!(page.contains("name=\"old\" value=\"第三条\"") && page.contains("value=\"&#34;留着&#34;\""));
    assert!(page.contains("name=\"text\"") && page.contains("第一行 &#60;b&#62;\n第二行\n"));
    assert!(!page.contains("geheim") && page.contains("密码没有保留"));
    assert!(page.contains("href=\"/sign-in\" target=\"_blank\""));
    let too_long = "长".repeat(30_000);
    let answer = Browser::of(&site).post(path, &[("note", &too_long)]).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(!answer.body.contains("长长长"), "no more is read than the form would take");
    let many: Vec<(&str, &str)> = (0..6_001).map(|_| ("a", "b")).collect();
    assert!(!Browser::of(&site).post(path, &many).await.body.contains("name=\"a\""));
    let json = Browser::of(&site).post_json(path, "{\"text\":\"x\"}").await;
    assert_eq!((json.status, json.header("content-type")), (StatusCode::UNAUTHORIZED, "application/json"));
    assert!(json.body.starts_with("{\"message\":\""), "{}", json.body);
}

// What never leaves ----------------------------------------------------------------------------------------------------

#[tokio::test]
async fn no_page_on_the_way_in_has_inline_scripts_or_lets_itself_be_framed() {
    let site = TestSite::filled().await;
    person(&site, "fagong", &post_of(Role::LegCommission, "")).await;
    let browser = Browser::of(&site);
    let mut pages = vec![browser.get("/sign-in").await, browser.sign_in("fagong", "no").await];
    browser.sign_in("fagong", PASSWORD).await;
    let setup = browser.get("/sign-in/second-factor").await;
    let form = [("offered", &*hidden(&setup.body, "offered")), ("code", &*secret(&setup.body).code_at(site.now))];
    pages.push(setup);
    pages.push(browser.post("/sign-in/second-factor", &form).await);
    for path in ["/account", "/account/password", "/account/second-factor", "/account/recovery-codes"] {
        pages.push(browser.get(path).await);
    }
    pages.push(Browser::of(&site).post("/account/act", &[("a", "b")]).await);
    for page in pages {
        let policy = page.header("content-security-policy");
        assert!(policy.contains("script-src 'self'") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe-inline"), "{policy}");
        let scripts = page.body.matches("<script").count();
        assert_eq!(scripts, page.body.matches("<script type=\"module\" src=\"").count(), "{}", page.body);
        assert!(
            !page.body.contains(" style=\"") && !page.body.contains(" onclick") && !page.body.contains("javascript:")
        );
    }
}

#[tokio::test]
async fn changes_from_other_sites_are_refused_everywhere() {
    let site = TestSite::filled().await.as_demo();
    let staff: Vec<String> =
        site.staff_routes().iter().filter(|it| it.method == "POST").map(|it| it.path.to_owned()).collect();
    let open = ["/sign-in", "/sign-in/code", "/sign-in/second-factor", "/join", "/sign-out", "/demo", "/display"];
    for path in staff.iter().map(String::as_str).chain(open) {
        let path = path.replace(['{', '}'], "");
        for headers in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", ""), ("origin", "https://evil.example"), ("host", "law.example")],
        ] {
            let answer = Browser::of(&site).post_with(&path, &[("a", "b")], headers).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {headers:?}");
        }
    }
}

// What operators and administrators do -----------------------------------------------------------------------------------

/// An administrator who has signed in.
async fn administrator(site: &TestSite) -> (Browser, PersonId) {
    let id = person(site, "guanli", &post_of(Role::Administrator, "")).await;
    let secret = with_factor(site, id).await;
    let browser = Browser::of(site);
    browser.sign_in("guanli", PASSWORD).await;
    browser.post("/sign-in/code", &[("code", &secret.code_at(site.now))]).await;
    assert!(browser.is_in().await);
    (browser, id)
}

#[tokio::test]
async fn an_administrator_adds_people_who_set_their_own_passwords() {
    let site = TestSite::filled().await;
    let (admin, _) = administrator(&site).await;
    let page = admin.get("/admin/people/new").await.body;
    assert!(
        page.contains("value=\"××市生态环境局\"") && page.contains("value=\"park\""),
        "organs and points to choose"
    );
    let form = |login, role, organ, point| {
        [("login", login), ("name", "李某"), ("role", role), ("organ", organ), ("point", point), ("until", "")]
    };
    for (fields, words) in [
        (form("x", "member", "", ""), "应为3至40个"),
        (form("guanli", "member", "", ""), "已经有人用了"),
        (form("limou", "", "", ""), "请选择职务"),
        (form("limou", "handling_unit", " ", ""), "须写明所在单位"),
        (form("limou", "liaison", "", "nowhere"), "联络员须指明联系点"),
    ] {
        let answer = admin.post("/admin/people", &fields).await;
        assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains(words), "{words}");
        assert!(answer.body.contains("value=\"李某\""), "{words}");
    }
    let added = admin
        .post_with("/admin/people", &form("limou", "liaison", "", "park"), &[("origin", "https://law.example")])
        .await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.body);
    let address = added.body.split("value=\"https://law.example").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let person = Browser::of(&site);
    person.get(&address).await;
    let joined = person.post("/join", &[("password", PASSWORD), ("repeated", PASSWORD)]).await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.body);
    assert!(person.get("/account").await.body.contains("联络员（××park基层立法联系点）"));
    let list = admin.get("/admin/people?q=limou").await.body;
    assert!(list.contains("李某") && list.contains("（1人）"), "{list}");
}

#[tokio::test]
async fn closing_an_account_ends_it_at_once_and_the_last_administrator_stays() {
    let site = TestSite::filled().await;
    let (admin, own) = administrator(&site).await;
    let id = member(&site, "wangmou").await;
    let victim = Browser::of(&site);
    victim.sign_in("wangmou", PASSWORD).await;
    assert_eq!(admin.post(&format!("/admin/people/{id}/close"), &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!victim.is_in().await);
    admin.post(&format!("/admin/people/{id}/open"), &[]).await;
    assert_eq!(victim.sign_in("wangmou", PASSWORD).await.status, StatusCode::SEE_OTHER);

    let page = admin.get(&format!("/admin/people/{own}")).await.body;
    let end =
        page.split(&format!("action=\"/admin/people/{own}/appointments/")).nth(1).unwrap().split('"').next().unwrap();
    for path in [format!("/admin/people/{own}/close"), format!("/admin/people/{own}/appointments/{end}")] {
        let answer = admin.post(&path, &[]).await;
        assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains("最后一个"), "{path}");
    }
    assert!(admin.is_in().await);
    let second = person(&site, "guanli2", &post_of(Role::Administrator, "")).await;
    assert_eq!(admin.post(&format!("/admin/people/{second}/close"), &[]).await.status, StatusCode::SEE_OTHER);
    let role = [("role", "leg_committee")];
    admin.post(&format!("/admin/people/{own}/appointments"), &role).await;
    let twice = admin.post(&format!("/admin/people/{own}/appointments"), &role).await;
    assert!(twice.body.contains("已经有这项任职"));
    let mut tx = site.db.read().await.unwrap();
    let entries = kaimen::store::audit::page(&mut tx, &Default::default(), None, 100).await.unwrap();
    let said: Vec<&str> = entries.iter().map(|it| it.entry.details()).collect();
    assert!(said.iter().any(|it| it.contains("（本人）：法制委")), "who appoints himself is on record: {said:?}");
}

#[tokio::test]
async fn resetting_by_link_needs_no_password_of_others() {
    let site = TestSite::filled().await;
    let (admin, _) = administrator(&site).await;
    let id = member(&site, "wangmou").await;
    let path = format!("/admin/people/{id}/link");
    for odd in ["join", "first_administrator", "x", ""] {
        assert_eq!(admin.post(&path, &[("purpose", odd)]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{odd}");
    }
    let made = admin.post_with(&path, &[("purpose", "renew")], &[("origin", "https://law.example")]).await;
    assert!(made.status == StatusCode::OK && made.body.contains("只能用一次"));
    assert_eq!(Browser::of(&site).sign_in("wangmou", PASSWORD).await.status, StatusCode::SEE_OTHER, "until it is used");
    admin.post(&format!("/admin/people/{id}/close"), &[]).await;
    assert_eq!(admin.post(&path, &[("purpose", "renew")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

// Logs -------------------------------------------------------------------------------------------------------------------

#[test]
fn neither_the_log_nor_an_address_has_a_token_a_password_a_name_or_a_login() {
    let (secrets, written) = logged(async {
        let site = TestSite::filled().await;
        let id = person(&site, "fagong-login", &post_of(Role::LegCommission, "")).await;
        let address = link(&site, Purpose::NewPassword, Some(id)).await;
        let browser = Browser::of(&site);
        let mut seen = vec![address[6..].to_owned()];
        let mut addresses = Vec::new();
        browser.get(&address).await;
        let form = [("password", NEW_PASSWORD), ("repeated", NEW_PASSWORD)];
        addresses.push(browser.post("/join", &form).await.header("location").to_owned());
        browser.sign_in("fagong-login", "wrong-password").await;
        addresses.push(browser.sign_in("fagong-login", NEW_PASSWORD).await.header("location").to_owned());
        seen.extend(browser.cookie("__Host-kaimen-step"));
        let page = browser.get("/sign-in/second-factor").await.body;
        let (secret, offered) = (secret(&page), hidden(&page, "offered"));
        seen.extend([secret.words(), offered.clone()]);
        let form = [("offered", &*offered), ("code", &*secret.code_at(site.now)), ("then", "/account")];
        seen.extend(codes(&browser.post("/sign-in/second-factor", &form).await.body));
        seen.extend(browser.cookie(SESSION));
        assert!(browser.is_in().await);
        for path in ["/account/password", "/account/second-factor", "/account/recovery-codes"] {
            browser.get(path).await;
        }
        for location in &addresses {
            assert!(!location.contains("fagong") && !location.contains("%E7"), "{location}");
        }
        seen
    });
    assert!(written.contains("/join"), "requests are logged: {written:.400}");
    has_none_of(&written, &secrets);
    has_none_of(&written, &[NEW_PASSWORD, "wrong-password", "fagong-login", "王某"].map(str::to_owned));
}
