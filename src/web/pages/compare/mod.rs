//! Texts of a bill compared: the page, the choice of texts, files.

mod choose;
mod download;
mod show;

pub use choose::choose;
pub use show::show;

use super::versions::text;
use crate::law::compare::{Chain, Options, chain};
use crate::procedure::{Version, VersionId};
use crate::store::Tx;
use crate::view::{Dossier, link};
use crate::web::comparisons::{Agreed, Key};
use crate::web::error::{AppError, Missing};
use crate::web::{App, load};
use std::sync::Arc;

/// `v1..v2`, `v1..v2..v3`: two to [`link::MAX_COMPARED`] texts that the bill has.
fn versions<'a>(dossier: &'a Dossier, names: &str) -> Result<Vec<&'a Version>, AppError> {
    let ids: Vec<VersionId> = names
        .split("..")
        .take(link::MAX_COMPARED + 1)
        .map(|it| it.parse().map_err(|_| Missing::Comparison))
        .collect::<Result<_, _>>()?;
    if !(2..=link::MAX_COMPARED).contains(&ids.len()) {
        return Err(Missing::Comparison.into());
    }
    ids.into_iter().map(|it| dossier.version(it).ok_or(AppError::NotFound(Missing::Version))).collect()
}

/// The texts compared, each with the next one. Made off the threads that answer requests, and kept.
pub(super) async fn compared(
    app: &App,
    mut tx: Tx,
    dossier: &Dossier,
    versions: &[&Version],
) -> Result<Arc<Chain>, AppError> {
    let mut texts = Vec::new();
    for version in versions {
        texts.push((version.id(), text(app, &mut tx, dossier, version.id()).await?.1));
    }
    let mut agreed = Vec::new();
    for pair in texts.windows(2) {
        let [old, new] = [&pair[0], &pair[1]].map(|it| (it.0, &it.1.statute));
        agreed.push(load::agreed(&mut tx, &dossier.bill.slug, old, new).await?);
    }
    drop(tx);
    let key = Key { texts: versions.iter().map(|it| it.text_sha256).collect(), agreed };
    if let Some(kept) = app.comparisons().get(&key) {
        return Ok(kept);
    }
    let app = app.clone();
    let work = move || {
        let options: Vec<Options> = key.agreed.iter().map(Agreed::options).collect();
        let statutes: Vec<_> = texts.iter().map(|it| &it.1.statute).collect();
        let bytes = texts.iter().map(|it| it.1.bytes).sum();
        app.comparisons().add(key, bytes, chain(&statutes, &options))
    };
    Ok(tokio::task::spawn_blocking(work).await?)
}
