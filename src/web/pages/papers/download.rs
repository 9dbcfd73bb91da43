//! A paper as a Word file.

use crate::export::docx;
use crate::procedure::{DocumentName, Slug};
use crate::store;
use crate::view::link::Format;
use crate::web::App;
use crate::web::error::{Missing, Page};
use crate::web::load;
use crate::web::pages::versions::file;

/// The paper `name` of the bill `slug`. Papers are not sealed.
pub async fn send(app: &App, slug: &Slug, name: &DocumentName) -> Page {
    let mut tx = app.db().read().await?;
    let dossier = load::public(app, &mut tx, slug).await?;
    dossier.documents.iter().find(|it| it.name == *name).ok_or(Missing::Paper)?;
    let source = store::documents::text(&mut tx, slug, name).await?.ok_or(Missing::Paper)?;
    drop(tx);
    let bytes = tokio::task::spawn_blocking(move || docx::paper_docx(&source, docx::Options::default())).await?;
    let format = Format::Word;
    Ok(file(bytes, format.media_type(), &format!("{slug}-{name}.{}", format.extension()), false))
}
