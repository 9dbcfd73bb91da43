//! `POST /receipts/correct` and `/receipts/withdraw`: what the holder of a receipt may do.

use super::{Found, found, shown, unknown};
use crate::procedure::ConsultationId;
use crate::procedure::opinion::layer::{Layer, LayerKind, NewLayer, shown as topmost};
use crate::procedure::opinion::standing::{NewEntry, OpinionDeed, Standing, standing};
use crate::store::{Tx, opinions};
use crate::view::ReceiptAct;
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Page};
use crate::web::load;
use axum::Form;
use axum::extract::State;
use serde::Deserialize;

/// Who did it, as it is shown.
const SENDER: &str = "本人";

/// The fields of a correction.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Correction {
    code: String,
    opinion: u32,
    words: String,
}

/// Better words for one opinion, while the consultation is open.
pub async fn correct(State(app): State<App>, Ctx(ctx): Ctx, Form(sent): Form<Correction>) -> Page {
    let mut tx = app.db().write().await?;
    let Some((code, id)) = found(&app, &mut tx, &sent.code).await? else { return unknown(&ctx, &sent.code) };
    let Found { submission, layers, log, .. } = Found::load(&mut tx, id).await?;
    let opinion = submission.opinions.iter().find(|it| it.number == sent.opinion);
    let below: Vec<Layer> = layers.into_iter().filter(|it| it.0 == sent.opinion).map(|it| it.1).collect();
    let refused = if app.limits().changed(code.digest()).is_some() {
        Err("更正的次数较多，请过一会儿再试。您写的内容还在下面".to_owned())
    } else if opinion.is_none() || standing(&log, sent.opinion) == Standing::Withdrawn {
        Err("这条意见已经撤回，不能更正".to_owned())
    } else if is_open(&app, &mut tx, &submission.consultation).await? {
        let words = topmost(opinion.map_or("", |it| &it.words), &below);
        NewLayer::new(LayerKind::Corrected, words, &sent.words, "").map_err(|error| error.allowed)
    } else {
        Err("征求意见已经截止，不能再更正".to_owned())
    };
    let act = match refused {
        Ok(layer) => {
            opinions::add_layer(&mut tx, id, sent.opinion, &layer, (None, SENDER), app.clock().now()).await?;
            tx.commit().await?;
            tx = app.db().read().await?;
            ReceiptAct {
                done: Some("已经保存更正，最初提交的文字一并保留。".to_owned()), ..ReceiptAct::default()
            }
        }
        Err(words) => ReceiptAct { refused: Some(words), typed: Some((sent.opinion, sent.words)), done: None },
    };
    shown(&app, &ctx, &mut tx, (code, id), act).await
}

async fn is_open(app: &App, tx: &mut Tx, id: &ConsultationId) -> Result<bool, AppError> {
    let dossier = load::public(app, tx, &id.bill).await?;
    let notice = dossier.notices.iter().find(|it| it.id == *id);
    Ok(notice.is_some_and(|it| it.is_open_on(app.clock().today())))
}

/// The fields of a withdrawal.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Withdrawal {
    code: String,
    how: String,
}

/// Taking all of it back, or saying that it is somebody else's. Twice is as good as once.
pub async fn withdraw(State(app): State<App>, Ctx(ctx): Ctx, Form(sent): Form<Withdrawal>) -> Page {
    let mut tx = app.db().write().await?;
    let Some((code, id)) = found(&app, &mut tx, &sent.code).await? else { return unknown(&ctx, &sent.code) };
    let Found { submission, log, .. } = Found::load(&mut tx, id).await?;
    let deed = match sent.how.parse() {
        Ok(OpinionDeed::Disowned) => OpinionDeed::Disowned,
        _ => OpinionDeed::Withdrawn,
    };
    let act = if submission.opinions.iter().all(|it| standing(&log, it.number) == Standing::Withdrawn) {
        ReceiptAct { done: Some("已经撤回。".to_owned()), ..ReceiptAct::default() }
    } else if app.limits().changed(code.digest()).is_some() {
        ReceiptAct {
            refused: Some("操作的次数较多，请过一会儿再试".to_owned()), ..ReceiptAct::default()
        }
    } else {
        let entry = NewEntry::new(deed, None, "").map_err(|error| AppError::Internal(Box::new(error)))?;
        opinions::add_entry(&mut tx, id, &entry, (None, SENDER), app.clock().now()).await?;
        tx.commit().await?;
        tx = app.db().read().await?;
        let words = match deed {
            OpinionDeed::Disowned => "已经记录：这条意见不是您提的，不再作为意见研究。",
            _ => "已经撤回，不再作为意见研究，记录仍然保留。",
        };
        ReceiptAct { done: Some(words.to_owned()), ..ReceiptAct::default() }
    };
    shown(&app, &ctx, &mut tx, (code, id), act).await
}
