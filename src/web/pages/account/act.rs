//! `POST /account/act`: from now on one acts as another organ.

use crate::procedure::audit::{Actor, Deed, NewEntry, ObjectKind};
use crate::procedure::person::AppointmentId;
use crate::store;
use crate::view::link;
use crate::web::App;
use crate::web::error::{Missing, Page};
use crate::web::pages::{local, read};
use crate::web::who::Own;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

/// The fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ActForm {
    appointment: String,
    /// Where to go afterwards.
    then: String,
}

/// Chooses one of the appointments that one holds today.
pub async fn act(State(app): State<App>, who: Own, Form(form): Form<ActForm>) -> Page {
    let wanted: AppointmentId = read(&form.appointment, Missing::Appointment)?;
    let chosen = who.held.iter().find(|it| it.id == wanted).ok_or(Missing::Appointment)?;
    let mut tx = app.db().write().await?;
    store::sessions::act_as(&mut tx, who.session, wanted).await?;
    let acted = NewEntry::new(Actor::acting(&who.person, &chosen.post), Deed::ActedAs);
    store::audit::add(&mut tx, &acted.on(ObjectKind::Appointment, wanted), app.clock().now()).await?;
    tx.commit().await?;
    let then = if form.then.is_empty() { link::ACCOUNT } else { local(&form.then) };
    Ok(Redirect::to(then).into_response())
}
