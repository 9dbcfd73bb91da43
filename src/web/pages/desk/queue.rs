//! `POST /desk/corrections/{id}/again` and `/withdraw`: what a person does with one that waits.

use super::{overview, signer, table};
use crate::procedure::correction::{
    Correction, CorrectionId, NewCorrection, Refusal, Signer, correct, withdraw as may_withdraw,
};
use crate::store;
use crate::view::{DeskTable, QueueTrouble, RememberedSigner, link};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Missing, Page};
use crate::web::pages::{local, read};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

/// The fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct QueueForm {
    name: String,
    organ: String,
    /// The texts over which the form was opened.
    seen: String,
    /// Where to go afterwards.
    back: String,
}

impl QueueForm {
    fn done(&self, by: &Signer) -> Response {
        let signer = RememberedSigner { name: by.name().to_owned(), organ: by.organ().to_owned() };
        let back = if self.back.is_empty() { link::DESK } else { local(&self.back) };
        (signer::cookie(&signer), Redirect::to(back)).into_response()
    }

    fn trouble(&self, id: CorrectionId, refusal: Refusal) -> QueueTrouble {
        QueueTrouble { id, signer: RememberedSigner { name: self.name.clone(), organ: self.organ.clone() }, refusal }
    }
}

/// Says the same again about the articles as they are now.
pub async fn again(State(app): State<App>, Path(id): Path<String>, Ctx(ctx): Ctx, Form(form): Form<QueueForm>) -> Page {
    let id: CorrectionId = read(&id, Missing::Correction)?;
    let mut tx = app.db().write().await?;
    store::corrections::hold(&mut tx).await?;
    let correction = store::corrections::get(&mut tx, id).await?.ok_or(Missing::Correction)?;
    let table = table(&mut tx, &correction.pair).await?;
    let made = match decide(&table, &correction, &form) {
        Ok(made) => made,
        Err(refusal) => {
            drop(tx);
            return overview::again(&app, &ctx, &form.trouble(id, refusal)).await;
        }
    };
    store::corrections::add(&mut tx, &made, app.clock().now()).await?;
    tx.commit().await?;
    Ok(form.done(&made.by))
}

fn decide(table: &DeskTable, correction: &Correction, form: &QueueForm) -> Result<NewCorrection, Refusal> {
    let by = Signer::new(&form.name, &form.organ)?;
    may_withdraw(correction)?;
    if form.seen != table.seen {
        return Err(Refusal::TextChanged);
    }
    let judged = table.judged();
    let standing = judged.standing.iter().find(|it| it.0.id == correction.id).map(|it| it.1.clone());
    let waiting = || judged.pending.iter().find(|it| it.correction.id == correction.id).and_then(|it| it.again());
    let claim = standing.or_else(waiting).ok_or(Refusal::NotThere)?;
    correct(table.standing(), &claim, by, correction.note.as_deref().unwrap_or_default())
}

/// Takes a correction back; it stays in the log.
pub async fn withdraw(
    State(app): State<App>,
    Path(id): Path<String>,
    Ctx(ctx): Ctx,
    Form(form): Form<QueueForm>,
) -> Page {
    let id: CorrectionId = read(&id, Missing::Correction)?;
    let mut tx = app.db().write().await?;
    store::corrections::hold(&mut tx).await?;
    let correction = store::corrections::get(&mut tx, id).await?.ok_or(AppError::NotFound(Missing::Correction))?;
    let by = Signer::new(&form.name, &form.organ).and_then(|by| may_withdraw(&correction).map(|()| by));
    let by = match by {
        Ok(by) => by,
        Err(refusal) => {
            drop(tx);
            return overview::again(&app, &ctx, &form.trouble(id, refusal)).await;
        }
    };
    store::corrections::withdraw(&mut tx, id, &by, app.clock().now()).await?;
    tx.commit().await?;
    Ok(form.done(&by))
}
