//! `GET /admin/people/{person}`

use super::{find, organs};
use crate::procedure::audit::{Deed, ObjectKind};
use crate::procedure::person::Person;
use crate::store::{self, Tx};
use crate::view::{PageCtx, PersonPage, Typed};
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Missing, Page};
use crate::web::pages::page;
use crate::web::who::Who;
use crate::web::{App, audit};
use axum::extract::{Path, State};

/// The page.
pub async fn show(State(app): State<App>, Path(person): Path<String>, who: Who, Ctx(ctx): Ctx) -> Page {
    let mut tx = app.db().read().await?;
    let person = find(&mut tx, &person).await?;
    let shown = of(&app, &mut tx, &ctx, &person, Typed::default()).await?;
    drop(tx);
    audit::note(&app, &who.did(Deed::PersonalDataSeen).on(ObjectKind::Person, person.id)).await?;
    page(&shown)
}

/// The page of a person, with a form that comes back.
pub async fn of(app: &App, tx: &mut Tx, ctx: &PageCtx, person: &Person, form: Typed) -> Result<PersonPage, AppError> {
    let credentials = store::accounts::get(tx, person.id).await?.ok_or(Missing::Person)?;
    let has = (credentials.password.is_some(), credentials.second_factor.is_some());
    let appointments = store::people::appointments(tx, person.id).await?;
    let link = store::invitations::of_person(tx, person.id, app.clock().now()).await?;
    let (organs, _) = organs(tx).await?;
    let mut shown = PersonPage::new(ctx, &credentials.person, has, &appointments, organs, form);
    if let Some(link) = link {
        shown.has_link(link.purpose, &app.clock().local(link.expires_at));
    }
    Ok(shown)
}
