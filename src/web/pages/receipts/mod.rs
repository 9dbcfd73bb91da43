//! 查回执: what became of a submission, and what its sender may still do, for whoever has the code.
//!
//! The code never stands in an address. A code that cannot be one, and one that nobody was given, get the same answer
//! after the same work.

mod acts;
mod ask;

pub use acts::{correct, withdraw};
pub use ask::{ask, show};

use crate::procedure::opinion::layer::Layer;
use crate::procedure::opinion::receipt::ReceiptCode;
use crate::procedure::opinion::standing::OpinionEntry;
use crate::procedure::opinion::{Submission, SubmissionId};
use crate::procedure::{ConsultationNotice, Digest};
use crate::store::Tx;
use crate::store::opinions::{self, Kept};
use crate::view::{AskReceiptPage, Dossier, PageCtx, ReceiptAct, ReceiptPage, ReceiptView, link};
use crate::web::App;
use crate::web::error::{AppError, Missing, Page};
use crate::web::load;
use crate::web::pages::{page, whole};
use crate::web::receiving::{found_by, open_receipt};
use axum::http::StatusCode;

const NO_SUCH: &str = "没有找到这个回执编号，请核对后再试";

/// A submission with all that its page shows.
struct Found {
    submission: Submission,
    layers: Vec<(u32, Layer)>,
    log: Vec<OpinionEntry>,
    has_contact: bool,
}

impl Found {
    async fn load(tx: &mut Tx, id: SubmissionId) -> Result<Self, AppError> {
        Ok(Self {
            submission: opinions::get(tx, id).await?.ok_or(Missing::Page)?,
            layers: opinions::layers(tx, id).await?,
            log: opinions::entries(tx, id).await?,
            has_contact: opinions::sealed_contact(tx, id).await?.is_some(),
        })
    }

    fn view<'a>(&'a self, app: &App, code: &'a ReceiptCode, just_sent: bool) -> ReceiptView<'a> {
        let Self { submission, layers, log, has_contact } = self;
        let received = app.clock().local(submission.received_at);
        ReceiptView { code, submission, layers, log, received, just_sent, has_contact: *has_contact }
    }
}

/// The answer to a sending.
pub async fn just_sent(
    app: &App,
    ctx: &PageCtx,
    dossier: &Dossier,
    notice: &ConsultationNotice,
    (kept, identity): (&Kept, &Digest),
) -> Page {
    let code = open_receipt(&app.accounts().key, identity, &kept.sealed_receipt)?;
    let found = Found::load(&mut app.db().read().await?, kept.id).await?;
    page(&ReceiptPage::new(ctx, dossier, Some(notice), &found.view(app, &code, true), ReceiptAct::default()))
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
    let found = Found::load(tx, id).await?;
    let of = &found.submission.consultation;
    // A bill that is no longer public has still been spoken of, and its receipts hold.
    let dossier = load::dossier(tx, &of.bill).await?;
    let public = load::public(app, tx, &of.bill).await.ok();
    let notices = public.as_ref().map_or(&dossier.notices, |it| &it.notices);
    let notice = notices.iter().find(|it| it.id == *of);
    let refused = act.refused.is_some();
    let template = ReceiptPage::new(ctx, &dossier, notice, &found.view(app, &code, false), act);
    if refused { whole(StatusCode::UNPROCESSABLE_ENTITY, &template) } else { page(&template) }
}

/// The one answer to a code that does not exist.
fn unknown(ctx: &PageCtx, typed: &str) -> Page {
    let ctx = &PageCtx { here: link::RECEIPTS.to_owned(), ..ctx.clone() };
    whole(StatusCode::NOT_FOUND, &AskReceiptPage::new(ctx, typed, Some(NO_SUCH)))
}
