//! `POST /desk/corrections/{id}/again` and `/withdraw`: what a person does with one that waits.

use super::{note_correction, overview, pass_on, table};
use crate::procedure::correction::{
    Correction, CorrectionId, NewCorrection, Refusal, Signer, correct, withdraw as may_withdraw,
};
use crate::store::{self, Tx};
use crate::view::{DeskTable, QueueTrouble, link};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Missing, Page};
use crate::web::pages::{local, read};
use crate::web::who::Who;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

/// The fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct QueueForm {
    /// The texts over which the form was opened.
    seen: String,
    /// Where to go afterwards.
    back: String,
}

impl QueueForm {
    fn done(&self) -> Response {
        let back = if self.back.is_empty() { link::COMPARE } else { local(&self.back) };
        Redirect::to(back).into_response()
    }
}

/// Says the same again about the articles as they are now.
pub async fn again(
    State(app): State<App>,
    Path(id): Path<String>,
    who: Who,
    Ctx(ctx): Ctx,
    Form(form): Form<QueueForm>,
) -> Page {
    let id: CorrectionId = read(&id, Missing::Correction)?;
    let mut tx = app.db().write().await?;
    store::corrections::hold(&mut tx).await?;
    let correction = theirs(&mut tx, id, &who).await?;
    let table = table(&mut tx, &correction.pair).await?;
    let made = match decide(&table, &correction, &form, who.signer()?) {
        Ok(made) => made,
        Err(refusal) => {
            drop(tx);
            return overview::again(&app, &ctx, &QueueTrouble { id, refusal }).await;
        }
    };
    let again = store::corrections::add(&mut tx, &made, app.clock().now()).await?;
    pass_on(&mut tx, &correction.pair).await?;
    note_correction(&app, &mut tx, &who, &correction.pair, &format!("第{again}号，再次确认第{id}号")).await?;
    tx.commit().await?;
    Ok(form.done())
}

fn decide(table: &DeskTable, correction: &Correction, form: &QueueForm, by: Signer) -> Result<NewCorrection, Refusal> {
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
    who: Who,
    Ctx(ctx): Ctx,
    Form(form): Form<QueueForm>,
) -> Page {
    let id: CorrectionId = read(&id, Missing::Correction)?;
    let mut tx = app.db().write().await?;
    store::corrections::hold(&mut tx).await?;
    let correction = theirs(&mut tx, id, &who).await?;
    if let Err(refusal) = may_withdraw(&correction) {
        drop(tx);
        return overview::again(&app, &ctx, &QueueTrouble { id, refusal }).await;
    }
    store::corrections::withdraw(&mut tx, id, &who.signer()?, app.clock().now()).await?;
    pass_on(&mut tx, &correction.pair).await?;
    note_correction(&app, &mut tx, &who, &correction.pair, &format!("撤销第{id}号")).await?;
    tx.commit().await?;
    Ok(form.done())
}

/// The correction, if whoever asks may correct its bill.
async fn theirs(tx: &mut Tx, id: CorrectionId, who: &Who) -> Result<Correction, AppError> {
    let correction = store::corrections::get(tx, id).await?.ok_or(Missing::Correction)?;
    let bill = store::bills::get(tx, correction.pair.bill()).await?.ok_or(Missing::Bill)?;
    who.on_bill(&bill)?;
    Ok(correction)
}
