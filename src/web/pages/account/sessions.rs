//! `POST /account/sessions/end`: ends one of one's own sessions, or all but this one.

use crate::procedure::audit::Deed;
use crate::store;
use crate::view::link;
use crate::web::error::Page;
use crate::web::who::Own;
use crate::web::{App, entry};
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

/// The field.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct EndForm {
    /// Which; empty for all others.
    session: String,
}

/// Ends them at once. One that has ended already is no error.
pub async fn end(State(app): State<App>, who: Own, Form(form): Form<EndForm>) -> Page {
    let mut tx = app.db().write().await?;
    if form.session.is_empty() {
        store::sessions::end_of(&mut tx, who.person.id, Some(who.session)).await?;
    } else {
        let own = store::sessions::of_person(&mut tx, who.person.id).await?;
        if let Some(found) = own.iter().find(|it| it.token.short() == form.session) {
            store::sessions::end(&mut tx, found.token).await?;
        }
    }
    entry::note_own(&app, &mut tx, &who, Deed::SessionsEnded, "").await?;
    tx.commit().await?;
    Ok(Redirect::to(&link::account_done("sessions")).into_response())
}
