//! Closes an account, and opens it again.

use super::{LAST_ADMINISTRATOR, find, person};
use crate::procedure::audit::{Deed, ObjectKind};
use crate::procedure::person::Role;
use crate::store;
use crate::view::{Typed, link};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::Page;
use crate::web::pages::again;
use crate::web::who::Who;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect};

/// Closes: sessions, sign-ins under way and links end at once.
pub async fn close(State(app): State<App>, Path(whom): Path<String>, who: Who, Ctx(ctx): Ctx) -> Page {
    let mut tx = app.db().write().await?;
    store::people::hold(&mut tx).await?;
    let whom = find(&mut tx, &whom).await?;
    let before = store::accounts::holders(&mut tx, Role::Administrator, ctx.today).await?;
    let changed = store::accounts::close(&mut tx, whom.id).await?;
    let after = store::accounts::holders(&mut tx, Role::Administrator, ctx.today).await?;
    if !before.is_empty() && after.is_empty() {
        drop(tx);
        let typed = Typed::default().wrong("account", LAST_ADMINISTRATOR);
        return again(&person::of(&app, &mut app.db().read().await?, &ctx, &whom, typed).await?);
    }
    if changed {
        let noted = who.did(Deed::Disabled).on(ObjectKind::Person, whom.id);
        store::audit::add(&mut tx, &noted, app.clock().now()).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&link::person(whom.id)).into_response())
}

/// Opens it again.
pub async fn open(State(app): State<App>, Path(whom): Path<String>, who: Who) -> Page {
    let mut tx = app.db().write().await?;
    let whom = find(&mut tx, &whom).await?;
    if store::accounts::open(&mut tx, whom.id).await? {
        let noted = who.did(Deed::Enabled).on(ObjectKind::Person, whom.id);
        store::audit::add(&mut tx, &noted, app.clock().now()).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&link::person(whom.id)).into_response())
}
