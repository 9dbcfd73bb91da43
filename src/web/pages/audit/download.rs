//! `GET /admin/audit.csv`

use super::query::AuditQuery;
use crate::procedure::audit::{Deed, ObjectKind};
use crate::store;
use crate::view::{audit_csv, link};
use crate::web::App;
use crate::web::audit;
use crate::web::error::Page;
use crate::web::pages::versions::file;
use crate::web::who::Who;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect};

/// The most entries in one file. A file that has not all says so in its last line.
const MAX_ENTRIES: usize = 50_000;

/// The entries that were asked for, as a table. That it was taken is recorded too.
pub async fn send(State(app): State<App>, Query(query): Query<AuditQuery>, who: Who) -> Page {
    let (filter, form) = query.read(app.clock());
    if !form.errors.is_empty() {
        return Ok(Redirect::to(link::AUDIT).into_response());
    }
    audit::note(&app, &who.did(Deed::Exported).on(ObjectKind::Audit, "").saying("csv")).await?;
    let mut tx = app.db().read().await?;
    let mut entries = store::audit::page(&mut tx, &filter, None, MAX_ENTRIES + 1).await?;
    drop(tx);
    let more = entries.len() > MAX_ENTRIES;
    entries.truncate(MAX_ENTRIES);
    let clock = app.clock().clone();
    let work = move || audit_csv(&entries, more, &|at| clock.local(at)).into_bytes();
    let bytes = tokio::task::spawn_blocking(work).await?;
    let name = format!("kaimen-audit-{}.csv", app.clock().today());
    Ok(file(bytes, "text/csv; charset=utf-8", &name, false))
}
