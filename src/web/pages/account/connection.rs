//! `/account/directory`: ties an account of the city's directory to one's own, or unties it. Both begin with the password,
//! as whatever opens an account does.

use super::directory::{configured, trouble, trouble_of};
use super::factor::CurrentForm;
use super::{Again, again, later, not_the_same, own, same_password};
use crate::procedure::audit::Deed;
use crate::store;
use crate::view::{ConnectionPage, PageCtx, Typed, link};
use crate::web::ctx::Ctx;
use crate::web::directory::{attempt, leading_there};
use crate::web::error::{AppError, Page};
use crate::web::pages::page;
use crate::web::who::Own;
use crate::web::{App, entry};
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};

/// Whether one is tied, and the field for the password.
pub async fn show(State(app): State<App>, who: Own, Ctx(ctx): Ctx) -> Page {
    let (directory, tied) = (configured(&app)?, tied(&app, &who).await?);
    let shown = page(&ConnectionPage::new(&ctx, directory.name(), tied, Typed::default()))?;
    Ok(leading_there(app.directory(), shown))
}

/// Sends one to the directory after the password, to prove which account there is one's own.
pub async fn connect(State(app): State<App>, who: Own, Ctx(ctx): Ctx, Form(form): Form<CurrentForm>) -> Page {
    let directory = configured(&app)?;
    if let Some(refused) = refused(&app, &who, &ctx, form.current).await? {
        return Ok(refused);
    }
    match directory.depart(app.clock().now()).await {
        Ok(departure) => attempt::send(&app, departure, link::ACCOUNT, Some(who.person.id)).await,
        Err(fault) => trouble(directory, &ctx, trouble_of(fault)),
    }
}

/// Unties it after the password.
pub async fn disconnect(State(app): State<App>, who: Own, Ctx(ctx): Ctx, Form(form): Form<CurrentForm>) -> Page {
    configured(&app)?;
    if let Some(refused) = refused(&app, &who, &ctx, form.current).await? {
        return Ok(refused);
    }
    let mut tx = app.db().write().await?;
    if store::directory::untie(&mut tx, who.person.id).await? {
        entry::note_own(&app, &mut tx, &who, Deed::DirectoryDisconnected, "").await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&link::account_done("disconnected")).into_response())
}

async fn tied(app: &App, who: &Own) -> Result<bool, AppError> {
    let directory = configured(app)?;
    Ok(store::directory::is_tied(&mut app.db().read().await?, directory.issuer(), who.person.id).await?)
}

/// The form once more, unless the password is right.
async fn refused(app: &App, who: &Own, ctx: &PageCtx, given: String) -> Result<Option<Response>, AppError> {
    let credentials = own(app, who).await?;
    let found = same_password(app, &credentials, given).await?;
    let (directory, tied) = (configured(app)?, tied(app, who).await?);
    let back = ConnectionPage::new(ctx, directory.name(), tied, not_the_same(Typed::default(), &found));
    let shown = match found {
        Again::Right => return Ok(None),
        Again::Wrong => again(&back),
        Again::Wait(wait) => later(&back, wait),
    };
    Ok(Some(leading_there(app.directory(), shown?)))
}
