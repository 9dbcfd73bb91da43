//! `/bills/{bill}/{version}`, and with an ending the text as a file.

use super::{download, text};
use crate::procedure::Slug;
use crate::view::VersionPage;
use crate::view::link::Format;
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{Missing, Page};
use crate::web::load;
use crate::web::pages::{page, read};
use axum::extract::{Path, State};

/// The reading page.
pub async fn show(State(app): State<App>, Path((bill, name)): Path<(String, String)>, Ctx(ctx): Ctx) -> Page {
    let slug: Slug = read(&bill, Missing::Bill)?;
    let (name, format) = Format::split(&name);
    let id = read(name, Missing::Version)?;
    if let Some(format) = format {
        return download::send(&app, &slug, id, format).await;
    }
    let mut tx = app.db().read().await?;
    let dossier = load::public(&app, &mut tx, &slug).await?;
    let (version, text) = text(&app, &mut tx, &dossier, id).await?;
    page(&VersionPage::new(&ctx, &dossier, version, &text))
}
