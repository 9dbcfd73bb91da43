//! The texts of a bill: the reading page, one provision, files.

mod article;
mod download;
mod show;

pub use article::article;
pub use show::show;

pub(super) use download::file;

use crate::procedure::{Slug, Version, VersionId};
use crate::store::{self, Tx};
use crate::view::{Dossier, ReadingText, link};
use crate::web::App;
use crate::web::error::{AppError, Missing};
use std::sync::Arc;

/// The text `id` of the bill in `dossier`, with its tree.
pub(super) async fn text<'a>(
    app: &App,
    tx: &mut Tx,
    dossier: &'a Dossier,
    id: VersionId,
) -> Result<(&'a Version, Arc<ReadingText>), AppError> {
    let slug = &dossier.bill.slug;
    let version = dossier.version(id).ok_or(Missing::Version)?;
    let address = link::version(slug, id);
    if let Some(text) = app.texts().get(version.text_sha256, &address) {
        return Ok((version, text));
    }
    let source = source(tx, slug, id).await?;
    Ok((version, app.texts().add(version.text_sha256, &address, &source)))
}

/// The text as it was imported.
async fn source(tx: &mut Tx, slug: &Slug, id: VersionId) -> Result<String, AppError> {
    Ok(store::versions::text(tx, slug, id).await?.ok_or(Missing::Version)?)
}
