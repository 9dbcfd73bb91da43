//! `/desk/bills/{bill}/trial/v1`: a decision tried on a reading; `…/keep`: what it made is kept.

use crate::intake;
use crate::law::amend::{Applied, Refused, apply, parse_decision};
use crate::law::compare::{Comparison, compare};
use crate::law::parse::parse;
use crate::law::print::print;
use crate::procedure::audit::{Deed, ObjectKind};
use crate::procedure::correction::Signer;
use crate::procedure::trial::{MAX_DECISION_BYTES, NewTrial, TrialRefusal, label};
use crate::procedure::{Digest, Slug, VersionId};
use crate::store;
use crate::view::{Dossier, TrialForm, TrialOutcome, TrialPage, link};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Missing, Page};
use crate::web::load;
use crate::web::middleware::trouble::Whole;
use crate::web::pages::{fields, page, read};
use crate::web::who::Who;
use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use axum::{Extension, Form};
use serde::Deserialize;

/// The most that a request with a decision may carry: the file and the pasted words, each within its bound, and the rest
/// of the form.
pub const MAX_REQUEST_BYTES: usize = 3 * MAX_DECISION_BYTES;
/// The most fields of a form that are read.
const MAX_FIELDS: usize = 8;

/// The empty form.
pub async fn show(State(app): State<App>, Path((bill, base)): Path<(String, String)>, who: Who, Ctx(ctx): Ctx) -> Page {
    let trial = Tried::load(&app, &who, &bill, &base).await?;
    page(&TrialPage::new(&ctx, &trial.dossier, trial.base, TrialForm::default(), TrialOutcome::Nothing))
}

/// Tries a decision.
pub async fn attempt(
    State(app): State<App>,
    Path((bill, base)): Path<(String, String)>,
    who: Who,
    Ctx(ctx): Ctx,
    fields: Multipart,
) -> Page {
    let trial = Tried::load(&app, &who, &bill, &base).await?;
    let form = match given(fields).await? {
        Ok(form) => form,
        // What the form carried is too much or cut off: the page about that status says so.
        Err(broken) => return Ok(broken.into_response()),
    };
    answer(&ctx, &trial, form).await
}

/// The fields of keeping.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct KeepForm {
    decision: String,
    label: String,
    /// The hash of the text that was amended when the page was made.
    seen: String,
}

/// Keeps what a decision made, after making it once more.
pub async fn keep(
    State(app): State<App>,
    Path((bill, base)): Path<(String, String)>,
    who: Who,
    Ctx(ctx): Ctx,
    Form(form): Form<KeepForm>,
) -> Page {
    let trial = Tried::load(&app, &who, &bill, &base).await?;
    let typed = TrialForm { decision: form.decision, label: form.label, ..TrialForm::default() };
    let made = trial.made(&typed.decision).await?;
    let new = match decide(&trial, &typed, who.signer()?, &form.seen, made.as_ref().map(|it| &it.0).ok()) {
        Ok(new) => new,
        Err(refusals) => return answer(&ctx, &trial, TrialForm { refusals, ..typed }).await,
    };
    let mut tx = app.db().write().await?;
    let now = app.clock().now();
    let id = store::trials::add(&mut tx, &new, now).await?;
    let kept = who.did(Deed::TrialKept).on(ObjectKind::Trial, format!("{}/{id}", new.bill));
    store::audit::add(&mut tx, &kept, now).await?;
    tx.commit().await?;
    Ok(Redirect::to(&link::kept_trial(&new.bill, id)).into_response())
}

/// What is to be kept, or everything that is wrong with it.
fn decide(
    trial: &Tried,
    typed: &TrialForm,
    by: Signer,
    seen: &str,
    made: Option<&Applied>,
) -> Result<NewTrial, Vec<TrialRefusal>> {
    let mut refusals = Vec::new();
    let label = label(&typed.label).map_err(|it| refusals.push(it)).ok();
    let base_sha256 = Digest::of(trial.text.as_bytes());
    if seen != base_sha256.to_string() {
        refusals.push(TrialRefusal::BaseChanged);
    }
    match (label, made) {
        (Some(label), Some(made)) if refusals.is_empty() => Ok(NewTrial {
            bill: trial.dossier.bill.slug.clone(),
            base: trial.base,
            base_sha256,
            label,
            decision: typed.decision.clone(),
            text: print(&made.statute),
            by,
        }),
        _ => Err(refusals),
    }
}

/// A reading on which a decision is tried.
struct Tried {
    dossier: Dossier,
    base: VersionId,
    text: String,
}

type Made = Result<(Applied, Comparison), Refused>;

impl Tried {
    async fn load(app: &App, who: &Who, bill: &str, base: &str) -> Result<Self, AppError> {
        let slug: Slug = read(bill, Missing::Bill)?;
        let base: VersionId = read(base, Missing::Version)?;
        let mut tx = app.db().read().await?;
        let dossier = load::dossier(&mut tx, &slug).await?;
        who.on_bill(&dossier.bill)?;
        let text = store::versions::text(&mut tx, &slug, base).await?.ok_or(Missing::Version)?;
        Ok(Self { dossier, base, text })
    }

    /// Carries the decision out and compares, off the threads that answer requests.
    async fn made(&self, decision: &str) -> Result<Made, AppError> {
        let (text, decision) = (self.text.clone(), decision.to_owned());
        let work = move || {
            let base = parse(&text).statute;
            let applied = apply(&base, &parse_decision(&decision).decision)?;
            let comparison = compare(&base, &applied.statute);
            Ok((applied, comparison))
        };
        Ok(tokio::task::spawn_blocking(work).await?)
    }
}

/// The page for a form that holds a decision: what it makes, or why it is refused, with 422.
async fn answer(ctx: &crate::view::PageCtx, trial: &Tried, form: TrialForm) -> Page {
    let ctx = crate::view::PageCtx { here: link::trial(&trial.dossier.bill.slug, trial.base), ..ctx.clone() };
    let wrong = form.unreadable.is_some() || !form.refusals.is_empty();
    if form.unreadable.is_some() || form.decision.trim().is_empty() {
        let unreadable = form.unreadable.clone().or_else(|| Some("请选择文件，或者粘贴决定的文字".to_owned()));
        let form = TrialForm { unreadable, ..form };
        return refused(page(&TrialPage::new(&ctx, &trial.dossier, trial.base, form, TrialOutcome::Nothing))?);
    }
    let made = trial.made(&form.decision).await?;
    let outcome = match &made {
        Ok((applied, comparison)) => {
            TrialOutcome::Applied { applied, comparison, base: Digest::of(trial.text.as_bytes()) }
        }
        Err(it) => TrialOutcome::Refused(it),
    };
    let answer = page(&TrialPage::new(&ctx, &trial.dossier, trial.base, form, outcome))?;
    if wrong || made.is_err() { refused(answer) } else { Ok(answer) }
}

fn refused(answer: axum::response::Response) -> Page {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Extension(Whole), answer).into_response())
}

/// The decision of the form: from the file if one was chosen, else as pasted. A file that cannot be read leaves what was
/// pasted where it is.
async fn given(form_data: Multipart) -> Result<Result<TrialForm, MultipartError>, AppError> {
    let mut form = TrialForm::default();
    let mut file: Option<Vec<u8>> = None;
    let sent = match fields(form_data, MAX_FIELDS).await {
        Ok(sent) => sent,
        Err(broken) => return Ok(Err(broken)),
    };
    for (name, bytes) in sent {
        match name.as_str() {
            "decision" => form.decision = String::from_utf8_lossy(&bytes).into_owned(),
            "file" if !bytes.is_empty() => file = Some(bytes.to_vec()),
            _ => {}
        }
    }
    let Some(bytes) = file else { return Ok(Ok(form)) };
    let read = tokio::task::spawn_blocking(move || intake::text_of(&bytes)).await?;
    match read {
        Ok(text) if text.len() > MAX_DECISION_BYTES => {
            form.unreadable = Some("文件太长，修改决定不会这样长；请检查是否选错了文件".to_owned());
        }
        Ok(text) => form.decision = text,
        Err(why) => form.unreadable = Some(format!("文件{why}")),
    }
    Ok(Ok(form))
}
