//! Appoints a person, and ends an appointment. Who appoints himself does so on record like everything else.

use super::{LAST_ADMINISTRATOR, PostForm, find, organs, person};
use crate::procedure::audit::{Deed, ObjectKind};
use crate::procedure::person::{AppointmentId, Role};
use crate::store;
use crate::view::{Typed, link};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{Missing, Page};
use crate::web::pages::{again, read};
use crate::web::who::Who;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect};

/// Appoints.
pub async fn appoint(
    State(app): State<App>,
    Path(whom): Path<String>,
    who: Who,
    Ctx(ctx): Ctx,
    Form(form): Form<PostForm>,
) -> Page {
    let mut tx = app.db().write().await?;
    let whom = find(&mut tx, &whom).await?;
    let (_, points) = organs(&mut tx).await?;
    let (post, until) = match form.read(form.typed(Typed::default()), ctx.today, &points) {
        Ok(read) => read,
        Err(typed) => return again(&person::of(&app, &mut tx, &ctx, &whom, typed).await?),
    };
    let held = store::people::appointments(&mut tx, whom.id).await?;
    if held.iter().any(|it| it.post == post && it.holds_on(ctx.today)) {
        let typed = form.typed(Typed::default()).wrong("role", "已经有这项任职");
        return again(&person::of(&app, &mut tx, &ctx, &whom, typed).await?);
    }
    let id = store::people::appoint(&mut tx, whom.id, &post, ctx.today, until).await?;
    let own = if whom.id == who.person.id { "（本人）" } else { "" };
    let noted = who.did(Deed::Appointed).on(ObjectKind::Appointment, id);
    let noted = noted.saying(format!("人员{}{own}：{}", whom.id, post.label()));
    store::audit::add(&mut tx, &noted, app.clock().now()).await?;
    tx.commit().await?;
    Ok(Redirect::to(&link::person(whom.id)).into_response())
}

/// Ends an appointment: nobody acts under it from now on.
pub async fn end(
    State(app): State<App>,
    Path((whom, appointment)): Path<(String, String)>,
    who: Who,
    Ctx(ctx): Ctx,
) -> Page {
    let id: AppointmentId = read(&appointment, Missing::Appointment)?;
    let mut tx = app.db().write().await?;
    store::people::hold(&mut tx).await?;
    let whom = find(&mut tx, &whom).await?;
    let held = store::people::appointments(&mut tx, whom.id).await?;
    let ended = held.into_iter().find(|it| it.id == id).ok_or(Missing::Appointment)?;
    let before = store::accounts::holders(&mut tx, Role::Administrator, ctx.today).await?;
    store::people::end_appointment(&mut tx, id, app.clock().now()).await?;
    let after = store::accounts::holders(&mut tx, Role::Administrator, ctx.today).await?;
    if !before.is_empty() && after.is_empty() {
        drop(tx);
        let typed = Typed::default().wrong("posts", LAST_ADMINISTRATOR);
        return again(&person::of(&app, &mut app.db().read().await?, &ctx, &whom, typed).await?);
    }
    let noted = who.did(Deed::AppointmentEnded).on(ObjectKind::Appointment, id);
    let noted = noted.saying(format!("人员{}：{}", whom.id, ended.post.label()));
    store::audit::add(&mut tx, &noted, app.clock().now()).await?;
    tx.commit().await?;
    Ok(Redirect::to(&link::person(whom.id)).into_response())
}
