//! `/bills/{bill}/compare?from=v1&to=v2`: leads to the permanent address.

use crate::procedure::{Slug, VersionId};
use crate::view::{Dossier, link};
use crate::web::App;
use crate::web::error::{Missing, Page};
use crate::web::load;
use crate::web::pages::read;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;

/// The two texts. Without one of them the newest text and the one before it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Choice {
    from: String,
    to: String,
}

/// Goes to the comparison that was chosen.
pub async fn choose(
    State(app): State<App>,
    Path(bill): Path<String>,
    choice: Result<Query<Choice>, QueryRejection>,
) -> Page {
    let slug: Slug = read(&bill, Missing::Bill)?;
    let dossier = load::public(&app, &mut app.db().read().await?, &slug).await?;
    let choice = choice.map(|it| it.0).unwrap_or_default();
    let chosen = |name: &str| name.parse::<VersionId>().ok().filter(|it| dossier.version(*it).is_some());
    let pair = match (chosen(&choice.from), chosen(&choice.to)) {
        (Some(from), Some(to)) => [from, to],
        _ => newest(&dossier).ok_or(Missing::Comparison)?,
    };
    Ok(Redirect::to(&link::comparison(&slug, &pair)).into_response())
}

fn newest(dossier: &Dossier) -> Option<[VersionId; 2]> {
    let latest = dossier.latest()?.id();
    Some([dossier.before(latest)?.id(), latest])
}
