//! `/bills/{bill}/biography/a12`; `?version=v1` for a number of an earlier text.

use crate::law::path::ProvisionPath;
use crate::procedure::{Slug, Version};
use crate::view::{BiographyPage, Dossier};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Missing, Page};
use crate::web::load;
use crate::web::pages::compare::compared;
use crate::web::pages::{page, read};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use serde::Deserialize;

/// The most texts through which an article is followed; of more the newest.
const MAX_TEXTS: usize = 12;

/// Which text has the number.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Numbered {
    version: String,
}

/// 条文身世.
pub async fn show(
    State(app): State<App>,
    Path((bill, provision)): Path<(String, String)>,
    numbered: Result<Query<Numbered>, QueryRejection>,
    Ctx(ctx): Ctx,
) -> Page {
    let slug: Slug = read(&bill, Missing::Bill)?;
    let path: ProvisionPath = read(&provision, Missing::Provision)?;
    let mut tx = app.db().read().await?;
    let dossier = load::public(&app, &mut tx, &slug).await?;
    let version = numbered_in(&dossier, &numbered.map(|it| it.0).unwrap_or_default())?;
    let texts = texts(&dossier);
    let chain = compared(&app, tx, &dossier, &texts).await?;
    let path = path.whole_article();
    page(&BiographyPage::new(&ctx, &dossier, &texts, &chain, version, path).ok_or(Missing::Provision)?)
}

fn numbered_in<'a>(dossier: &'a Dossier, asked: &Numbered) -> Result<&'a Version, AppError> {
    let found = match asked.version.as_str() {
        "" => dossier.latest(),
        name => dossier.version(read(name, Missing::Version)?),
    };
    found.ok_or(AppError::NotFound(Missing::Version))
}

/// The texts, oldest first; a bill with one text has it twice, for something to compare.
fn texts(dossier: &Dossier) -> Vec<&Version> {
    let mut texts: Vec<&Version> = dossier.versions.iter().collect();
    texts.sort_by_key(|it| it.id());
    let skipped = texts.len().saturating_sub(MAX_TEXTS);
    let mut texts = texts.split_off(skipped);
    if let [only] = texts.as_slice() {
        texts.push(only);
    }
    texts
}
