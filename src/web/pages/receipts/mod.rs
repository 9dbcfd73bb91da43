//! 查回执: what became of a submission, and what its sender may still do, for whoever has the code.
//!
//! The code never stands in an address. A code that cannot be one, and one that nobody was given, get the same answer
//! after the same work.

mod acts;
mod ask;

pub use acts::{correct, withdraw};
pub use ask::{ask, show};

use crate::procedure::opinion::SubmissionId;
use crate::procedure::opinion::receipt::ReceiptCode;
use crate::procedure::{ConsultationNotice, Digest};
use crate::store::Tx;
use crate::store::opinions::{self, Kept};
use crate::view::{AskReceiptPage, Dossier, PageCtx, ReceiptAct, ReceiptPage, ReceiptView, link};
use crate::web::App;
use crate::web::error::{AppError, Missing, Page};
use crate::web::pages::{page, whole};
use crate::web::receiving::{found_by, open_receipt};
use axum::http::StatusCode;

const NO_SUCH: &str = "没有找到这个回执编号，请核对后再试";

/// The answer to a sending.
pub async fn just_sent(
    app: &App,
    ctx: &PageCtx,
    dossier: &Dossier,
    notice: &ConsultationNotice,
    (kept, identity): (&Kept, &Digest),
) -> Page {
    let code = open_receipt(&app.accounts().key, identity, &kept.sealed_receipt)?;
    let mut tx = app.db().read().await?;
    let (submission, layers, log) = submission(&mut tx, kept.id).await?;
    let view = ReceiptView {
        code: &code,
        submission: &submission,
        layers: &layers,
        log: &log,
        received: app.clock().local(kept.received_at),
        just_sent: true,
        has_contact: opinions::sealed_contact(&mut tx, kept.id).await?.is_some(),
    };
    page(&ReceiptPage::new(ctx, dossier, Some(notice), &view, ReceiptAct::default()))
}

type Whole = (
    crate::procedure::opinion::Submission,
    Vec<(u32, crate::procedure::opinion::layer::Layer)>,
    Vec<crate::procedure::opinion::standing::OpinionEntry>,
);

async fn submission(tx: &mut Tx, id: SubmissionId) -> Result<Whole, AppError> {
    let found = opinions::get(tx, id).await?.ok_or(Missing::Page)?;
    Ok((found, opinions::layers(tx, id).await?, opinions::entries(tx, id).await?))
}

/// The submission of a code as it was typed. Looks it up whatever was typed.
async fn found(app: &App, tx: &mut Tx, typed: &str) -> Result<Option<(ReceiptCode, SubmissionId)>, AppError> {
    let code: Option<ReceiptCode> = typed.parse().ok();
    let digest = found_by(&app.accounts().key, code.as_ref().map_or(typed, ReceiptCode::plain));
    let id = opinions::by_receipt(tx, &digest).await?;
    Ok(code.zip(id))
}

/// The page of a receipt that somebody has.
async fn shown(
    app: &App,
    ctx: &PageCtx,
    tx: &mut Tx,
    (code, id): (ReceiptCode, SubmissionId),
    act: ReceiptAct,
) -> Page {
    let (submission, layers, log) = submission(tx, id).await?;
    // A bill that is no longer public has still been spoken of, and its receipts hold.
    let dossier = crate::web::load::dossier(tx, &submission.consultation.bill).await?;
    let public = crate::web::load::public(app, tx, &submission.consultation.bill).await.ok();
    let notices = public.as_ref().map_or(&dossier.notices, |it| &it.notices);
    let notice = notices.iter().find(|it| it.id == submission.consultation);
    let view = ReceiptView {
        code: &code,
        submission: &submission,
        layers: &layers,
        log: &log,
        received: app.clock().local(submission.received_at),
        just_sent: false,
        has_contact: opinions::sealed_contact(tx, id).await?.is_some(),
    };
    let refused = act.refused.is_some();
    let template = ReceiptPage::new(ctx, &dossier, notice, &view, act);
    if refused { whole(StatusCode::UNPROCESSABLE_ENTITY, &template) } else { page(&template) }
}

/// The one answer to a code that does not exist.
fn unknown(ctx: &PageCtx, typed: &str) -> Page {
    let ctx = &PageCtx { here: link::RECEIPTS.to_owned(), ..ctx.clone() };
    whole(StatusCode::NOT_FOUND, &AskReceiptPage::new(ctx, typed, Some(NO_SUCH)))
}
