//! `GET /admin/people/new` and `POST /admin/people`: a person, a post, and the link by which the person joins.

use super::{PostForm, organs, shown};
use crate::procedure::account::Purpose;
use crate::procedure::audit::{Deed, ObjectKind};
use crate::procedure::person::{Login, person_name};
use crate::store;
use crate::view::{NewPersonPage, Typed};
use crate::web::ctx::Ctx;
use crate::web::error::{Missing, Page};
use crate::web::pages::{again, page};
use crate::web::who::Who;
use crate::web::{App, links};
use axum::Form;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::Deserialize;

/// The fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewForm {
    login: String,
    name: String,
    role: String,
    organ: String,
    point: String,
    until: String,
}

impl NewForm {
    fn post(&self) -> PostForm {
        let Self { role, organ, point, until, .. } = self;
        PostForm { role: role.clone(), organ: organ.clone(), point: point.clone(), until: until.clone() }
    }
}

/// The form.
pub async fn show(State(app): State<App>, Ctx(ctx): Ctx) -> Page {
    let (organs, _) = organs(&mut app.db().read().await?).await?;
    page(&NewPersonPage::new(&ctx, organs, Typed::default()))
}

/// Adds the person.
pub async fn add(
    State(app): State<App>,
    who: Who,
    Ctx(ctx): Ctx,
    headers: HeaderMap,
    Form(form): Form<NewForm>,
) -> Page {
    let mut tx = app.db().write().await?;
    let (organs, points) = organs(&mut tx).await?;
    let post = form.post();
    let mut typed = post.typed(Typed::default().with("login", &form.login).with("name", &form.name));
    let (login, name) = (form.login.parse::<Login>(), person_name(&form.name));
    match &login {
        Err(refusal) => typed = typed.wrong("login", refusal.allowed.clone()),
        Ok(login) if store::people::by_login(&mut tx, login).await?.is_some() => {
            typed = typed.wrong("login", "这个用户名已经有人用了，请换一个");
        }
        Ok(_) => {}
    }
    if let Err(refusal) = &name {
        typed = typed.wrong("name", refusal.allowed.clone());
    }
    let read = post.read(typed.clone(), ctx.today, &points);
    let (post, until, login, name) = match (read, login, name) {
        (Ok((post, until)), Ok(login), Ok(name)) => (post, until, login, name),
        (Err(wrong), _, _) => return again(&NewPersonPage::new(&ctx, organs, wrong)),
        (Ok(_), _, _) => return again(&NewPersonPage::new(&ctx, organs, typed)),
    };
    let now = app.clock().now();
    store::people::hold(&mut tx).await?;
    let id = store::people::add(&mut tx, &login, &name, now).await?;
    let appointment = store::people::appoint(&mut tx, id, &post, ctx.today, until).await?;
    let token = links::make(&mut tx, Purpose::Join, Some(id), who.actor(), now, app.accounts().link_life).await?;
    let noted = who.did(Deed::Appointed).on(ObjectKind::Appointment, appointment);
    store::audit::add(&mut tx, &noted.saying(format!("人员{id}：{}", post.label())), now).await?;
    let person = store::people::get(&mut tx, id).await?.ok_or(Missing::Person)?;
    tx.commit().await?;
    shown(&app, &ctx, &headers, &person, Purpose::Join, &token)
}
