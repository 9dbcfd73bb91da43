//! `GET /desk/compare`

use crate::procedure::correction::Pair;
use crate::store;
use crate::store::corrections::PairLog;
use crate::view::{DeskPage, DeskUnit, Dossier, PageCtx, QueueTrouble, link};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::Page;
use crate::web::load;
use crate::web::middleware::trouble::Whole;
use crate::web::pages::page;
use crate::web::tallies::Basis;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;

/// The most comparisons that are counted anew for one request; the others say so, and are counted with the next.
const MAX_FRESH: usize = 40;

/// How far every comparison has come.
pub async fn show(State(app): State<App>, Ctx(ctx): Ctx) -> Page {
    answer(&app, &ctx, None).await
}

/// The same page for a form of the queue that was not accepted.
pub async fn again(app: &App, ctx: &PageCtx, trouble: &QueueTrouble) -> Page {
    let ctx = PageCtx { here: link::COMPARE.to_owned(), ..ctx.clone() };
    let answer = answer(app, &ctx, Some(trouble)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Extension(Whole), answer).into_response())
}

async fn answer(app: &App, ctx: &PageCtx, trouble: Option<&QueueTrouble>) -> Page {
    let mut tx = app.db().read().await?;
    let dossiers = load::dossiers(&mut tx).await?;
    let logs = store::corrections::pairs(&mut tx).await?;
    let trials = store::trials::all(&mut tx).await?;
    let mut units = Vec::new();
    let mut fresh = Vec::new();
    for (at, (pair, basis, active)) in wanted(&dossiers, &logs).into_iter().enumerate() {
        let tally = app.tallies().get(&pair, basis);
        // What waits is shown with its words, so that its texts are needed though they have been counted.
        if tally.is_none_or(|it| it.pending > 0) {
            fresh.push(Fresh { at, basis, active });
        }
        units.push(DeskUnit { pair, tally, table: None });
    }
    fresh.sort_by_key(|it| !it.active);
    for it in fresh.into_iter().take(MAX_FRESH) {
        let table = super::table(&mut tx, &units[it.at].pair).await?;
        let tally = table.tally();
        app.tallies().put(table.pair.clone(), it.basis, tally);
        units[it.at].tally = Some(tally);
        units[it.at].table = (tally.pending > 0).then_some(table);
    }
    drop(tx);
    let local = |at| app.clock().local(at);
    page(&DeskPage::new(ctx, &dossiers, &units, &trials, trouble, &local))
}

/// A comparison that has to be made for this page.
struct Fresh {
    at: usize,
    basis: Basis,
    active: bool,
}

/// Neighbouring texts of every bill, and all others of which something was said.
fn wanted(dossiers: &[Dossier], logs: &[PairLog]) -> Vec<(Pair, Basis, bool)> {
    let mut all = Vec::new();
    for dossier in dossiers {
        let slug = &dossier.bill.slug;
        let ids: Vec<_> = dossier.versions.iter().map(|it| it.id()).collect();
        let mut pairs: Vec<Pair> = ids.windows(2).filter_map(|it| Pair::new(slug.clone(), it[0], it[1]).ok()).collect();
        let said = logs.iter().filter(|it| it.pair.bill() == slug && it.is_active()).map(|it| it.pair.clone());
        let others: Vec<Pair> = said.filter(|it| !pairs.contains(it)).collect();
        pairs.extend(others);
        all.extend(pairs.into_iter().map(|pair| {
            let log = logs.iter().find(|it| it.pair == pair);
            let digest = |id| dossier.version(id).map(|it| it.text_sha256);
            let basis = Basis {
                old: digest(pair.old()),
                new: digest(pair.new_version()),
                latest: log.map(|it| it.latest),
                ended: log.map_or(0, |it| it.ended),
            };
            (pair, basis, log.is_some_and(PairLog::is_active))
        }));
    }
    all
}
