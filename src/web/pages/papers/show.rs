//! `/bills/{bill}/papers/{paper}`, and with `.docx` the paper as a file.

use super::download;

use crate::procedure::{DocumentName, Slug};
use crate::store;
use crate::view::PaperPage;
use crate::view::link::Format;
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{Missing, Page};
use crate::web::load;
use crate::web::pages::{page, read};
use axum::extract::{Path, State};

/// A paper.
pub async fn show(State(app): State<App>, Path((bill, name)): Path<(String, String)>, Ctx(ctx): Ctx) -> Page {
    let slug: Slug = read(&bill, Missing::Bill)?;
    let (name, format) = Format::split(&name);
    let name: DocumentName = read(name, Missing::Paper)?;
    match format {
        None => {}
        Some(Format::Word) => return download::send(&app, &slug, &name).await,
        Some(_) => return Err(Missing::Paper.into()),
    }
    let mut tx = app.db().read().await?;
    let dossier = load::public(&app, &mut tx, &slug).await?;
    let paper = dossier.documents.iter().find(|it| it.name == name).ok_or(Missing::Paper)?;
    let source = store::documents::text(&mut tx, &slug, &name).await?.ok_or(Missing::Paper)?;
    page(&PaperPage::new(&ctx, &dossier, paper, &source))
}
