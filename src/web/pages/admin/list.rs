//! `GET /admin/people`

use crate::procedure::audit::Deed;
use crate::store;
use crate::view::PeoplePage;
use crate::web::ctx::Ctx;
use crate::web::error::Page;
use crate::web::pages::page;
use crate::web::who::Who;
use crate::web::{App, audit};
use axum::extract::{Query, State};
use serde::Deserialize;

/// The most characters that are sought.
const MAX_SOUGHT_CHARS: usize = 40;

/// What stands behind the question mark.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sought {
    q: String,
}

/// All people, or those who fit.
pub async fn show(State(app): State<App>, Query(query): Query<Sought>, who: Who, Ctx(ctx): Ctx) -> Page {
    audit::note(&app, &who.did(Deed::PersonalDataSeen).saying("人员名单")).await?;
    let mut tx = app.db().read().await?;
    let people = store::people::all(&mut tx).await?;
    let appointments = store::people::all_appointments(&mut tx).await?;
    drop(tx);
    let sought: String = query.q.trim().chars().take(MAX_SOUGHT_CHARS).collect();
    page(&PeoplePage::new(&ctx, &people, &appointments, &sought))
}
