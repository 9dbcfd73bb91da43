//! `/desk`: the place of work of those who draft. Everything here is behind sign-in ([`crate::web::guard`]).

mod check;
mod dashboard;
mod decision;
mod draft;
mod explain;
mod kept;
mod life;
mod overview;
mod pair;
mod papers;
mod proposal;
mod queue;
mod save;
mod seal;
mod trial;
mod word;

use crate::procedure::Slug;
use crate::procedure::audit::{Deed, ObjectKind};
use crate::procedure::correction::{Correction, Pair};
use crate::procedure::permission::Action;
use crate::store::{self, Tx};
use crate::view::DeskTable;
use crate::web::App;
use crate::web::error::{AppError, Missing};
use crate::web::guard::Staff;
use crate::web::who::Who;

/// The addresses of the desk.
pub fn routes(app: &App) -> Staff {
    Staff::new(app)
        .get("/desk", Action::SeeDesk, dashboard::show)
        .get("/desk/compare", Action::CorrectAlignment, overview::show)
        .merge(lives(app))
        .get("/desk/bills/{bill}/compare/{pair}", Action::CorrectAlignment, pair::show)
        .post("/desk/bills/{bill}/compare/{pair}/corrections", Action::CorrectAlignment, save::save)
        .post("/desk/corrections/{id}/again", Action::CorrectAlignment, queue::again)
        .post("/desk/corrections/{id}/withdraw", Action::CorrectAlignment, queue::withdraw)
        .get("/desk/bills/{bill}/check/{version}", Action::ReadDraft, check::show)
        .get("/desk/bills/{bill}/decision/{pair}", Action::MakeDecision, decision::show)
        .get("/desk/bills/{bill}/trials/{trial}", Action::MakeDecision, kept::show)
        .get("/desk/bills/{bill}/trial/{version}", Action::MakeDecision, trial::show)
        .get("/desk/bills/{bill}/seal", Action::SealReading, seal::show)
        .post("/desk/bills/{bill}/seal", Action::SealReading, seal::send)
        .get("/desk/bills/{bill}/explain/{pair}", Action::ExplainChange, explain::show)
        .post_up_to(
            explain::MAX_REQUEST_BYTES,
            "/desk/bills/{bill}/explain/{pair}",
            Action::ExplainChange,
            explain::save,
        )
        .get("/desk/bills/{bill}/report/{pair}", Action::ExplainChange, explain::draft_report)
        // Trying decisions: their forms carry whole documents.
        .post_up_to(
            trial::MAX_REQUEST_BYTES,
            "/desk/bills/{bill}/trial/{version}",
            Action::MakeDecision,
            trial::attempt,
        )
        .post_up_to(
            trial::MAX_REQUEST_BYTES,
            "/desk/bills/{bill}/trial/{version}/keep",
            Action::MakeDecision,
            trial::keep,
        )
        .merge(draft::routes(app))
        .merge(word::routes(app))
}

/// The lives of bills. Papers and texts come as whole documents.
fn lives(app: &App) -> Staff {
    let most = papers::MAX_REQUEST_BYTES;
    Staff::new(app)
        .get("/desk/bills/new", Action::ProposeBill, proposal::show)
        .post("/desk/bills/new", Action::ProposeBill, proposal::create)
        .get("/desk/bills/{bill}", Action::ReadBill, life::show)
        .post("/desk/bills/{bill}/advance", Action::AdvanceBill, life::record)
        .get("/desk/bills/{bill}/papers/{paper}", Action::ReadBill, papers::show)
        .post_up_to(most, "/desk/bills/{bill}/papers", Action::AddPaper, papers::add)
        .post_up_to(most, "/desk/bills/{bill}/texts", Action::AddPaper, papers::text)
}

/// `v1..v2`; the older text comes first.
fn read_pair(bill: &str, versions: &str) -> Result<Pair, AppError> {
    let bill: Slug = super::read(bill, Missing::Bill)?;
    let (one, other) = versions.split_once("..").ok_or(Missing::Version)?;
    let (one, other) = (super::read(one, Missing::Version)?, super::read(other, Missing::Version)?);
    Pair::new(bill, one, other).map_err(|_| Missing::Version.into())
}

/// The texts of a pair and everything that was said about them, compared. A text that is not there is empty.
async fn table(tx: &mut Tx, pair: &Pair) -> Result<DeskTable, AppError> {
    let (old, new, log) = sources(tx, pair).await?;
    let settled = store::identities::alignment_of(tx, pair).await?.map(|it| it.settled());
    let pair = pair.clone();
    Ok(tokio::task::spawn_blocking(move || DeskTable::new(pair, &old, &new, log, settled)).await?)
}

/// Notes in the record that something was said about which articles belong together.
async fn note_correction(app: &App, tx: &mut Tx, who: &Who, pair: &Pair, words: &str) -> Result<(), AppError> {
    let object = format!("{}/{}..{}", pair.bill(), pair.old(), pair.new_version());
    let noted = who.did(Deed::AlignmentCorrected).on(ObjectKind::Comparison, object).saying(words);
    store::audit::add(tx, &noted, app.clock().now()).await?;
    Ok(())
}

/// After something was said about neighbouring readings, who their articles are is derived anew.
async fn pass_on(tx: &mut Tx, pair: &Pair) -> Result<(), AppError> {
    let new = pair.new_version();
    if new.previous() == Some(pair.old()) { seal::settle(tx, pair.bill(), Some(new)).await } else { Ok(()) }
}

async fn sources(tx: &mut Tx, pair: &Pair) -> Result<(String, String, Vec<Correction>), AppError> {
    let old = store::versions::text(tx, pair.bill(), pair.old()).await?.unwrap_or_default();
    let new = store::versions::text(tx, pair.bill(), pair.new_version()).await?.unwrap_or_default();
    Ok((old, new, store::corrections::of_pair(tx, pair).await?))
}
