//! Signing in, step by step: password, second factor, session. Between the steps there is a pending state that opens
//! nothing and ends after ten minutes.

use super::app::App;
use super::error::{AppError, Page};
use super::who::Own;
use super::{cookies, guesses, sessions};
use crate::clock;
use crate::procedure::Digest;
use crate::procedure::account::{FactorSecret, RECOVERY_CODES, RecoveryCode, password};
use crate::procedure::audit::{Actor, Deed, NewEntry, ObjectKind};
use crate::procedure::permission::{Action, Reach, reach};
use crate::procedure::person::{Appointment, Person, PersonId};
use crate::store::accounts::Credentials;
use crate::store::{self, StoreResult, Tx};
use crate::view::{FactorOffer, link};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse as _, Redirect};
use jiff::{SignedDuration, Timestamp};

/// How long one may take between the password and the second factor.
const PENDING_LIFE: SignedDuration = SignedDuration::from_mins(10);
/// The name of the cookie for that time.
const PENDING: &str = "step";
const TOKEN_BYTES: usize = 32;

/// Headers that set cookies.
pub type Cookies = AppendHeaders<Vec<(axum::http::HeaderName, String)>>;

/// Whether this is the password. Works on a thread of its own, a few at a time, and as long for nobody as for somebody.
///
/// # Errors
/// The work broke off.
pub async fn verify(app: &App, given: String, stored: Option<String>) -> Result<bool, AppError> {
    let permit = app.hashing().await?;
    let work = move || {
        let _permit = permit;
        password::verify(&given, stored.as_deref())
    };
    Ok(tokio::task::spawn_blocking(work).await?)
}

/// What is stored of a password.
///
/// # Errors
/// No memory, or the work broke off.
pub async fn hash(app: &App, given: String) -> Result<String, AppError> {
    let permit = app.hashing().await?;
    let salt = clock::random();
    let work = move || {
        let _permit = permit;
        password::hash(&given, salt)
    };
    tokio::task::spawn_blocking(work).await?.map_err(|error| AppError::Internal(Box::new(error)))
}

/// After the password, or what stands in its place: to the second factor, or in.
///
/// # Errors
/// The database fails.
pub async fn after_password(app: &App, mut tx: Tx, headers: &HeaderMap, credentials: &Credentials, then: &str) -> Page {
    let person = credentials.person.id;
    let appointments = store::people::appointments(&mut tx, person).await?;
    let next = match &credentials.second_factor {
        Some(_) => link::sign_in_code(then),
        None if app.accounts().demand(&appointments, app.clock().today()) => link::sign_in_factor(then),
        None => return after_all(app, tx, headers, credentials, then).await,
    };
    let token = clock::random_hex::<TOKEN_BYTES>();
    let now = app.clock().now();
    store::pending::end_old(&mut tx, oldest(now)).await?;
    store::pending::add(&mut tx, Digest::of(token.as_bytes()), person, now).await?;
    tx.commit().await?;
    let cookie = app.sessions().other_cookie(PENDING, &token, PENDING_LIFE);
    Ok(([(SET_COOKIE, cookie)], Redirect::to(&next)).into_response())
}

/// After all that was to be shown: in.
///
/// # Errors
/// The database fails.
pub async fn after_all(app: &App, mut tx: Tx, headers: &HeaderMap, credentials: &Credentials, then: &str) -> Page {
    let appointments = store::people::appointments(&mut tx, credentials.person.id).await?;
    let cookies = come_in(app, &mut tx, headers, credentials).await?;
    tx.commit().await?;
    Ok((cookies, Redirect::to(&landing(then, &appointments, app))).into_response())
}

/// Who gave the password in this browser, and may show the second factor now.
///
/// # Errors
/// The database fails.
pub async fn pending(app: &App, tx: &mut Tx, headers: &HeaderMap) -> StoreResult<Option<Credentials>> {
    let Some(token) = pending_token(app, headers) else { return Ok(None) };
    let Some(person) = store::pending::get(tx, token, oldest(app.clock().now())).await? else { return Ok(None) };
    Ok(store::accounts::get(tx, person).await?.filter(|it| it.person.active))
}

/// Begins the session and ends the pending state.
///
/// # Errors
/// The database fails.
pub async fn come_in(app: &App, tx: &mut Tx, headers: &HeaderMap, credentials: &Credentials) -> StoreResult<Cookies> {
    let person = &credentials.person;
    if let Some(token) = pending_token(app, headers) {
        store::pending::end(tx, token).await?;
    }
    let session = sessions::begin(app, tx, person.id, headers).await?;
    note(app, tx, person, Deed::SignedIn, "").await?;
    let mut all = vec![(SET_COOKIE, session)];
    if pending_token(app, headers).is_some() {
        all.push((SET_COOKIE, app.sessions().no_other_cookie(PENDING)));
    }
    all.extend(guesses::remember(app, &person.login).map(|it| (SET_COOKIE, it)));
    Ok(AppendHeaders(all))
}

/// Where one goes after signing in: to where one wanted, or to where this post works.
pub fn landing(then: &str, appointments: &[Appointment], app: &App) -> String {
    if !then.is_empty() && then != link::HOME {
        return then.to_owned();
    }
    let today = app.clock().today();
    let role = appointments.iter().find(|it| it.holds_on(today)).map(|it| it.post.role());
    let can = |action| role.is_some_and(|it| reach(it, action) != Reach::No);
    let place = if can(Action::SeeDesk) {
        link::DESK
    } else if can(Action::ManagePeople) {
        link::PEOPLE
    } else if can(Action::ReadAudit) {
        link::AUDIT
    } else {
        link::ACCOUNT
    };
    place.to_owned()
}

/// A new second factor, offered: not kept before a number proves that it works.
///
/// # Errors
/// Never for secrets of this length.
pub fn offer(app: &App, credentials: &Credentials) -> Result<FactorOffer, AppError> {
    offer_of(app, credentials, &FactorSecret::new(clock::random()))
}

/// The same one again, after a wrong number.
///
/// # Errors
/// Never for secrets of this length.
pub fn offer_of(app: &App, credentials: &Credentials, secret: &FactorSecret) -> Result<FactorOffer, AppError> {
    let person = &credentials.person;
    let sealed = seal(app, &offered_to(person.id), secret)?;
    let issuer = format!("{}立法公开", app.site().organ);
    Ok(FactorOffer::new(sealed, &secret.words(), &secret.address(&issuer, person.login.as_str())))
}

/// The second factor that was offered to this person.
pub fn offered(app: &App, person: PersonId, sealed: &str) -> Option<FactorSecret> {
    FactorSecret::read(&app.accounts().key.open(&offered_to(person), sealed)?)
}

/// The second factor of this person.
pub fn factor(app: &App, credentials: &Credentials) -> Option<FactorSecret> {
    let sealed = credentials.second_factor.as_deref()?;
    let opened = app.accounts().key.open(&kept_for(credentials.person.id), sealed);
    if opened.is_none() {
        tracing::error!(person = credentials.person.id.get(), "a second factor was sealed with another key");
    }
    FactorSecret::read(&opened?)
}

/// Keeps a second factor whose number was shown, with new recovery codes; those it gives. `None` if the number was used
/// before.
///
/// # Errors
/// The database fails.
pub async fn keep_factor(
    app: &App,
    tx: &mut Tx,
    person: PersonId,
    secret: &FactorSecret,
    step: i64,
) -> Result<Option<Vec<String>>, AppError> {
    let sealed = seal(app, &kept_for(person), secret)?;
    if !store::accounts::set_second_factor(tx, person, &sealed, step).await? {
        return Ok(None);
    }
    Ok(Some(new_recovery_codes(tx, person).await?))
}

/// New recovery codes in the place of the old ones.
///
/// # Errors
/// The database fails.
pub async fn new_recovery_codes(tx: &mut Tx, person: PersonId) -> StoreResult<Vec<String>> {
    let codes: Vec<RecoveryCode> = (0..RECOVERY_CODES).map(|_| RecoveryCode::new(clock::random())).collect();
    let digests: Vec<Digest> = codes.iter().map(RecoveryCode::digest).collect();
    store::accounts::set_recovery_codes(tx, person, &digests).await?;
    Ok(codes.iter().map(RecoveryCode::shown).collect())
}

/// Records what a person did with his own account before any appointment was chosen.
///
/// # Errors
/// The database fails.
pub async fn note(app: &App, tx: &mut Tx, person: &Person, deed: Deed, words: &str) -> StoreResult<()> {
    let entry = NewEntry::new(Actor::person(person), deed).on(ObjectKind::Person, person.id).saying(words);
    store::audit::add(tx, &entry, app.clock().now()).await?;
    Ok(())
}

/// Records what somebody signed in did with his own account.
///
/// # Errors
/// The database fails.
pub async fn note_own(app: &App, tx: &mut Tx, who: &Own, deed: Deed, words: &str) -> StoreResult<()> {
    let entry = who.did(deed).on(ObjectKind::Person, who.person.id).saying(words);
    store::audit::add(tx, &entry, app.clock().now()).await?;
    Ok(())
}

/// Ends everything by which this person is signed in, but the session `kept` if there is one.
///
/// # Errors
/// The database fails.
pub async fn end_everywhere(tx: &mut Tx, person: PersonId, kept: Option<Digest>) -> StoreResult<()> {
    store::sessions::end_of(tx, person, kept).await?;
    store::pending::end_of(tx, person).await?;
    store::directory::end_of(tx, person).await
}

fn seal(app: &App, about: &str, secret: &FactorSecret) -> Result<String, AppError> {
    let sealed = app.accounts().key.seal(about, secret.bytes(), clock::random());
    sealed.ok_or_else(|| AppError::Internal("a secret could not be sealed".into()))
}

fn offered_to(person: PersonId) -> String {
    format!("second factor offered to {person}")
}

fn kept_for(person: PersonId) -> String {
    format!("second factor of {person}")
}

fn pending_token(app: &App, headers: &HeaderMap) -> Option<Digest> {
    let token = cookies::get(headers, &app.sessions().other_name(PENDING)).filter(|it| !it.is_empty())?;
    Some(Digest::of(token.as_bytes()))
}

fn oldest(now: Timestamp) -> Timestamp {
    now.checked_sub(PENDING_LIFE).unwrap_or(Timestamp::MIN)
}
