//! Attempts to prove who one is, counted before they are looked at: many at once are as slow as one after the other.
//!
//! A stranger who keeps guessing makes only himself wait: what is counted is a login from one address. Beyond that a
//! login from anywhere and an address with any login are counted, with more patience. A browser in which the owner has
//! signed in before is counted by itself, so that nobody can lock the owner out.

use super::app::App;
use super::client::Client;
use super::cookies;
use crate::clock;
use crate::procedure::Digest;
use crate::procedure::account::Patience;
use crate::procedure::audit::{Deed, NewEntry};
use crate::procedure::person::{Login, PersonId};
use crate::store::{StoreResult, Tx, attempts, audit};
use axum::http::HeaderMap;
use jiff::{SignedDuration, Timestamp};

const ONE: Patience = Patience { free: 5, first: SignedDuration::from_secs(30), forgives: None };
const LOGIN: Patience =
    Patience { free: 20, first: SignedDuration::from_secs(60), forgives: Some(SignedDuration::from_mins(10)) };
const ADDRESS: Patience =
    Patience { free: 30, first: SignedDuration::from_secs(30), forgives: Some(SignedDuration::from_secs(30)) };

/// The longest login that is told from others.
const MAX_LOGIN_CHARS: usize = 64;
/// How long a browser is known.
const KNOWN_DAYS: i64 = 180;
/// The name of the cookie by which it is.
const KNOWN: &str = "known";
const KNOWN_ABOUT: &str = "known browser";

/// An attempt.
#[derive(Debug)]
pub struct Guess {
    /// Forgotten when it succeeds.
    own: Vec<(Digest, Patience)>,
    /// Shared with others: taken back when it succeeds.
    shared: Vec<(Digest, Patience)>,
}

impl Guess {
    /// To sign in as `login`, whether there is such an account or not.
    pub fn of_login(app: &App, client: Client, headers: &HeaderMap, login: &str) -> Self {
        let key = &app.accounts().key;
        let login: String = login.trim().chars().take(MAX_LOGIN_CHARS).collect::<String>().to_lowercase();
        let address = client.0.map(|it| it.to_string());
        let shared = address.iter().map(|it| (key.pseudonym("address", it), ADDRESS)).collect();
        let own = match known(app, headers, &login) {
            Some(browser) => vec![(key.pseudonym("browser", browser), ONE)],
            None => {
                let from = format!("{login}\n{}", address.unwrap_or_default());
                vec![(key.pseudonym("login from", &from), ONE), (key.pseudonym("login", &login), LOGIN)]
            }
        };
        Self { own, shared }
    }

    /// To sign in by the directory, which counts itself what is tried there: from one address.
    #[cfg(feature = "oidc")]
    pub fn of_address(app: &App, client: Client) -> Self {
        let address = client.0.map(|it| (app.accounts().key.pseudonym("address", &it.to_string()), ADDRESS));
        Self { own: Vec::new(), shared: address.into_iter().collect() }
    }

    /// To prove, as someone who has given the password or is signed in, one thing more.
    pub fn of_person(app: &App, what: &'static str, person: PersonId) -> Self {
        let subject = app.accounts().key.pseudonym(what, &person.to_string());
        Self { own: vec![(subject, ONE)], shared: Vec::new() }
    }

    /// Counts the attempt, or gives how long one has to wait before it is even looked at.
    ///
    /// # Errors
    /// The database fails.
    pub async fn begin(&self, app: &App) -> StoreResult<Option<SignedDuration>> {
        let now = app.clock().now();
        let mut tx = app.db().write().await?;
        attempts::hold(&mut tx).await?;
        let mut longest: Option<SignedDuration> = None;
        for (subject, patience) in self.own.iter().chain(&self.shared) {
            let failures = attempts::get(&mut tx, *subject).await?;
            longest = longest.max(failures.and_then(|it| patience.wait(it, now)));
        }
        if longest.is_none() {
            for (subject, patience) in self.own.iter().chain(&self.shared) {
                attempts::count(&mut tx, *subject, patience, now).await?;
            }
            tx.commit().await?;
        }
        Ok(longest)
    }

    /// Records that it was wrong; and that from now on one has to wait, if that is so.
    ///
    /// # Errors
    /// The database fails.
    pub async fn record(&self, app: &App, tx: &mut Tx, failed: &NewEntry) -> StoreResult<()> {
        let now = app.clock().now();
        let mut waits = false;
        for (subject, patience) in &self.own {
            waits |= attempts::get(tx, *subject).await?.is_some_and(|it| patience.wait(it, now).is_some());
        }
        audit::add(tx, failed, now).await?;
        if waits {
            let locked = NewEntry::new(failed.by().clone(), Deed::LockedOut).on(failed.kind(), failed.object());
            audit::add(tx, &locked, now).await?;
        }
        Ok(())
    }

    /// It was right.
    ///
    /// # Errors
    /// The database fails.
    pub async fn was_right(&self, tx: &mut Tx) -> StoreResult<()> {
        for (subject, _) in &self.own {
            attempts::forget(tx, *subject).await?;
        }
        for (subject, _) in &self.shared {
            attempts::take_back(tx, *subject).await?;
        }
        Ok(())
    }
}

/// The cookie that makes this browser known as one in which `login` has signed in.
pub fn remember(app: &App, login: &Login) -> Option<String> {
    let words = format!("{login}\n{}", app.clock().now().as_second());
    let sealed = app.accounts().key.seal(KNOWN_ABOUT, words.as_bytes(), clock::random())?;
    Some(app.sessions().other_cookie(KNOWN, &sealed, SignedDuration::from_hours(24 * KNOWN_DAYS)))
}

/// The cookie, if it is one of ours for this login.
fn known<'a>(app: &App, headers: &'a HeaderMap, login: &str) -> Option<&'a str> {
    let cookie = cookies::get(headers, &app.sessions().other_name(KNOWN))?;
    let words = String::from_utf8(app.accounts().key.open(KNOWN_ABOUT, cookie)?).ok()?;
    let (whose, since) = words.split_once('\n')?;
    let since = Timestamp::from_second(since.parse().ok()?).ok()?;
    let fresh = app.clock().now().duration_since(since) < SignedDuration::from_hours(24 * KNOWN_DAYS);
    (whose == login && fresh).then_some(cookie)
}
