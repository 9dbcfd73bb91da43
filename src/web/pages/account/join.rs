//! `/join`: links that are good once. The token stands in the address only until the first answer: that moves it into a
//! cookie for the time of filling in the form. Looking does not use a link up; programs look at links too.

use super::{again, new_password};
use crate::procedure::Digest;
use crate::procedure::account::Purpose;
use crate::procedure::audit::{Actor, Deed, NewEntry, ObjectKind};
use crate::procedure::person::{Login, Person, PersonId, Post, Role, person_name};
use crate::store::accounts::{self, Credentials};
use crate::store::invitations::{self, Invitation};
use crate::store::{StoreResult, Tx, audit, people};
use crate::view::{JoinPage, Typed, link};
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Page};
use crate::web::pages::page;
use crate::web::{App, cookies, entry, host};
use axum::Form;
use axum::extract::{Path, State};
use axum::http::header::{REFERRER_POLICY, SET_COOKIE};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse as _, Redirect};
use jiff::SignedDuration;
use serde::Deserialize;

/// The name of the cookie that has the token while one fills in the form.
const LINK: &str = "link";
/// How long that may take.
const FORM_LIFE: SignedDuration = SignedDuration::from_mins(60);
/// Digits of a token.
const TOKEN_CHARS: usize = 64;

/// The fields.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct JoinForm {
    login: String,
    name: String,
    password: String,
    repeated: String,
}

/// Takes the token out of the address.
pub async fn open(State(app): State<App>, Path(token): Path<String>, uri: Uri, headers: HeaderMap) -> Page {
    host::refuse_plain(&app, &uri, &headers)?;
    let good = token.len() == TOKEN_CHARS && token.bytes().all(|it| it.is_ascii_hexdigit());
    let cookie = app.sessions().other_cookie(LINK, if good { &token } else { "" }, FORM_LIFE);
    Ok(([(SET_COOKIE, cookie.as_str()), (REFERRER_POLICY, "no-referrer")], Redirect::to(link::JOIN)).into_response())
}

/// The form, or that the link is good no longer.
pub async fn show(State(app): State<App>, Ctx(ctx): Ctx, uri: Uri, headers: HeaderMap) -> Page {
    host::refuse_plain(&app, &uri, &headers)?;
    let found = find(&app, &mut app.db().read().await?, &headers).await?;
    match found {
        Some((invitation, credentials)) => {
            let person = credentials.as_ref().map(|it| &it.person);
            page(&JoinPage::new(&ctx, invitation.purpose, person, Typed::default()))
        }
        None => Err(AppError::DeadLink),
    }
}

/// Uses the link.
pub async fn join(
    State(app): State<App>,
    Ctx(ctx): Ctx,
    uri: Uri,
    headers: HeaderMap,
    Form(form): Form<JoinForm>,
) -> Page {
    host::refuse_plain(&app, &uri, &headers)?;
    let found = find(&app, &mut app.db().read().await?, &headers).await?;
    let Some((invitation, credentials)) = found else { return Err(AppError::DeadLink) };
    let person = credentials.map(|it| it.person);
    let (typed, asked) = read(&form, person.as_ref());
    let Some((login, name)) = asked.filter(|_| typed.is_good()) else {
        return again(&JoinPage::new(&ctx, invitation.purpose, person.as_ref(), typed));
    };
    let hash = entry::hash(&app, form.password).await?;
    let now = app.clock().now();
    let mut tx = app.db().write().await?;
    people::hold(&mut tx).await?;
    if !invitations::use_up(&mut tx, invitation.token, now).await? {
        return Err(AppError::DeadLink);
    }
    let id = match &person {
        Some(person) => person.id,
        None => {
            if people::by_login(&mut tx, &login).await?.is_some() {
                drop(tx);
                let typed = typed.wrong("login", "这个用户名已经有人用了，请换一个");
                return again(&JoinPage::new(&ctx, invitation.purpose, None, typed));
            }
            first_administrator(&app, &mut tx, &login, &name).await?
        }
    };
    accounts::set_password(&mut tx, id, &hash).await?;
    if invitation.purpose == Purpose::Renew {
        accounts::clear_second_factor(&mut tx, id).await?;
        // Whoever had the account may have tied a directory account of his own to it.
        crate::store::directory::untie(&mut tx, id).await?;
    }
    entry::end_everywhere(&mut tx, id, None).await?;
    let credentials = accounts::get(&mut tx, id).await?.ok_or(AppError::DeadLink)?;
    let words = invitation.purpose.label();
    entry::note(&app, &mut tx, &credentials.person, Deed::InvitationUsed, words).await?;
    let mut response = entry::after_password(&app, tx, &headers, &credentials, link::HOME).await?;
    if let Ok(gone) = app.sessions().no_other_cookie(LINK).parse() {
        response.headers_mut().append(SET_COOKIE, gone);
    }
    Ok(response)
}

/// Login and name, and everything that is wrong with what was typed.
fn read(form: &JoinForm, person: Option<&Person>) -> (Typed, Option<(Login, String)>) {
    if let Some(person) = person {
        let typed = Typed::default();
        let (login, name) = (person.login.as_str(), person.name.as_str());
        let typed = new_password(typed, &form.password, &form.repeated, login, name);
        return (typed, Some((person.login.clone(), person.name.clone())));
    }
    let mut typed = Typed::default().with("login", &form.login).with("name", &form.name);
    let (login, name) = (form.login.parse::<Login>(), person_name(&form.name));
    if let Err(refusal) = &login {
        typed = typed.wrong("login", refusal.allowed.clone());
    }
    if let Err(refusal) = &name {
        typed = typed.wrong("name", refusal.allowed.clone());
    }
    typed = new_password(typed, &form.password, &form.repeated, &form.login, &form.name);
    (typed, login.ok().zip(name.ok()))
}

/// Adds the first administrator. Who comes second with such a link finds that there is one.
async fn first_administrator(app: &App, tx: &mut Tx, login: &Login, name: &str) -> Result<PersonId, AppError> {
    let today = app.clock().today();
    if !accounts::holders(tx, Role::Administrator, today).await?.is_empty() {
        return Err(AppError::DeadLink);
    }
    let post = Post::new(Role::Administrator, "", None).map_err(|error| AppError::Internal(Box::new(error)))?;
    let id = people::add(tx, login, name, app.clock().now()).await?;
    let appointed = people::appoint(tx, id, &post, today, None).await?;
    let entry = NewEntry::new(Actor::unknown(), Deed::Appointed).on(ObjectKind::Appointment, appointed);
    audit::add(tx, &entry.saying(format!("{}，人员{id}", post.label())), app.clock().now()).await?;
    Ok(id)
}

/// The link of this browser and whom it is for, if it is still good.
async fn find(app: &App, tx: &mut Tx, headers: &HeaderMap) -> StoreResult<Option<(Invitation, Option<Credentials>)>> {
    let Some(token) = cookies::get(headers, &app.sessions().other_name(LINK)).filter(|it| !it.is_empty()) else {
        return Ok(None);
    };
    let found = invitations::get(tx, Digest::of(token.as_bytes()), app.clock().now()).await?;
    let Some(invitation) = found else { return Ok(None) };
    let Some(person) = invitation.person else {
        let taken = accounts::holders(tx, Role::Administrator, app.clock().today()).await?;
        return Ok(taken.is_empty().then_some((invitation, None)));
    };
    let credentials = accounts::get(tx, person).await?.filter(|it| it.person.active);
    Ok(credentials.map(|it| (invitation, Some(it))))
}
