//! `GET /admin/audit`

use super::query::AuditQuery;
use crate::store;
use crate::view::{AuditPage, AuditView};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::Page;
use crate::web::middleware::trouble::Whole;
use crate::web::pages::page;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;

/// Entries on one page.
const PER_PAGE: usize = 100;

/// The entries that were asked for, the latest first.
pub async fn show(State(app): State<App>, Query(query): Query<AuditQuery>, Ctx(ctx): Ctx) -> Page {
    let before = query.before();
    let (filter, form) = query.read(app.clock());
    let mut tx = app.db().read().await?;
    let mut entries = match form.errors.as_slice() {
        [] => store::audit::page(&mut tx, &filter, before, PER_PAGE + 1).await?,
        _ => Vec::new(),
    };
    let more = entries.len() > PER_PAGE;
    entries.truncate(PER_PAGE);
    let people = store::people::all(&mut tx).await?;
    let head = store::audit::head(&mut tx).await?;
    drop(tx);
    let view = AuditView {
        form: &form,
        people: &people,
        older: entries.last().map(|it| it.number).filter(|_| more),
        entries: &entries,
        later: before.is_some(),
        head,
        local: &|at| app.clock().local(at),
    };
    let answer = page(&AuditPage::new(&ctx, view))?;
    if form.errors.is_empty() {
        return Ok(answer);
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Extension(Whole), answer).into_response())
}
