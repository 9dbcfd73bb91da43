//! `GET /desk/bills/{bill}/check/v1`

use crate::law::parse::parse;
use crate::lint::context::Inputs;
use crate::lint::{Options, lint};
use crate::procedure::{Slug, VersionId};
use crate::store;
use crate::view::DeskCheckPage;
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{Missing, Page};
use crate::web::load;
use crate::web::pages::{page, read};
use crate::web::who::Who;
use axum::extract::{Path, State};

/// What the drafting rules say about a reading.
pub async fn show(
    State(app): State<App>,
    Path((bill, version)): Path<(String, String)>,
    who: Who,
    Ctx(ctx): Ctx,
) -> Page {
    let slug: Slug = read(&bill, Missing::Bill)?;
    let id: VersionId = read(&version, Missing::Version)?;
    let mut tx = app.db().read().await?;
    let dossier = load::dossier(&mut tx, &slug).await?;
    who.on_bill(&dossier.bill)?;
    let source = store::versions::text(&mut tx, &slug, id).await?.ok_or(Missing::Version)?;
    drop(tx);
    let work = move || {
        let drafting = app.drafting();
        let parsed = parse(&source);
        let inputs = Inputs { known_titles: drafting.titles.as_ref(), ..Inputs::default() };
        let report = lint(&source, &parsed, &Options { inputs, ..Options::new(&drafting.settings) });
        DeskCheckPage::new(&ctx, &dossier, id, &source, &parsed.statute, &report)
    };
    // Off the threads that answer requests: a long text takes some tens of milliseconds.
    page(&tokio::task::spawn_blocking(work).await?)
}
