//! `/bills/{bill}/compare/v1..v2`, and with an ending the comparison as a file.

use super::{compared, download, versions};
use crate::procedure::Slug;
use crate::view::link::TableFormat;
use crate::view::{ComparePage, CompareQuery};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{Missing, Page};
use crate::web::load;
use crate::web::pages::{page, read};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};

/// The comparison.
pub async fn show(
    State(app): State<App>,
    Path((bill, names)): Path<(String, String)>,
    parameters: Result<Query<Vec<(String, String)>>, QueryRejection>,
    Ctx(ctx): Ctx,
) -> Page {
    let slug: Slug = read(&bill, Missing::Bill)?;
    let (names, format) = TableFormat::split(&names);
    let mut tx = app.db().read().await?;
    let dossier = load::public(&app, &mut tx, &slug).await?;
    let versions = versions(&dossier, names)?;
    let chain = compared(&app, tx, &dossier, &versions).await?;
    // Parameters that cannot be read ask for nothing in particular.
    let parameters = parameters.map(|it| it.0).unwrap_or_default();
    let query = CompareQuery::read(parameters.iter().map(|it| (it.0.as_str(), it.1.as_str())));
    if let Some(format) = format {
        return download::send(&app, &dossier, &versions, chain, format, query.only.rows()).await;
    }
    page(&ComparePage::new(&ctx, &dossier, &versions, &chain, &query).ok_or(Missing::Comparison)?)
}
