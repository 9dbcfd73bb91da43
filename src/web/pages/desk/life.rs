//! `/desk/bills/{bill}`: the life of a bill; `…/advance` records a step.

use crate::procedure::Slug;
use crate::procedure::audit::{Deed, ObjectKind};
use crate::procedure::life::{Act, Case, Fields, History, Recorder, Step, Unmet, advance, read as read_step};
use crate::procedure::permission::{Action, Object};
use crate::store::{self, Tx};
use crate::view::{AddForm, DeskLifePage, DeskMay, Dossier, LifeView, PageCtx, TypedStep, link};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::{AppError, Missing, Page};
use crate::web::load;
use crate::web::middleware::trouble::Whole;
use crate::web::pages::{page, read};
use crate::web::who::Who;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use axum::{Extension, Form};
use jiff::{Timestamp, Zoned};
use serde::Deserialize;

/// What stands behind the question mark.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Shown {
    /// What was just done: the code of an act, `paper` or `text`.
    done: String,
}

/// The page.
pub async fn show(
    State(app): State<App>,
    Path(bill): Path<String>,
    Query(shown): Query<Shown>,
    who: Who,
    Ctx(ctx): Ctx,
) -> Page {
    let slug: Slug = read(&bill, Missing::Bill)?;
    let loaded = Loaded::of(&mut app.db().read().await?, &slug).await?;
    who.on_bill(&loaded.case.bill)?;
    let done = done(&shown.done);
    let nothing = AddForm::default();
    let local = |at| app.clock().local(at);
    page(&DeskLifePage::new(&ctx, &loaded.view(&app, &who, None, (&nothing, &nothing), done, &local)))
}

fn done(code: &str) -> Option<String> {
    match code {
        "" => None,
        "paper" => Some("文件已添加。".to_owned()),
        "text" => Some("文本已登记并封存。".to_owned()),
        "new" => Some("立项建议已登记。".to_owned()),
        act => act.parse::<Act>().ok().map(|it| format!("“{}”已登记。", it.label())),
    }
}

/// Records a step.
pub async fn record(
    State(app): State<App>,
    Path(bill): Path<String>,
    who: Who,
    Ctx(ctx): Ctx,
    Form(fields): Form<Vec<(String, String)>>,
) -> Page {
    let slug: Slug = read(&bill, Missing::Bill)?;
    let fields = Fields::new(fields);
    let mut tx = app.db().write().await?;
    store::life::hold(&mut tx).await?;
    let loaded = Loaded::of(&mut tx, &slug).await?;
    who.on_bill(&loaded.case.bill)?;
    let act: Act = read(fields.get("act"), Missing::Page)?;
    let step = match decide(&app, &who, &loaded.case, act, &fields) {
        Ok(step) => step,
        Err(unmet) => {
            drop(tx);
            let typed = TypedStep { act, fields, unmet };
            let ctx = PageCtx { here: link::desk_bill(&slug), ..ctx };
            let nothing = AddForm::default();
            let local = |at| app.clock().local(at);
            let view = loaded.view(&app, &who, Some(&typed), (&nothing, &nothing), None, &local);
            return refused(page(&DeskLifePage::new(&ctx, &view))?);
        }
    };
    keep(&app, &mut tx, &loaded.case, &step, &recorder(&who)?).await?;
    let noted = who.did(Deed::BillAdvanced).on(ObjectKind::Bill, slug.to_string()).saying(act.label());
    store::audit::add(&mut tx, &noted, app.clock().now()).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("{}?done={}", link::desk_bill(&slug), act.code())).into_response())
}

/// The step, or everything that cannot be read and everything that is unmet.
fn decide(app: &App, who: &Who, case: &Case, act: Act, fields: &Fields) -> Result<Step, Vec<Unmet>> {
    let (request, mut unread) = read_step(act, fields);
    let role = who.acting.post.role();
    match advance(case, &request, role, app.procedure(), app.clock().today()) {
        Ok(step) if unread.is_empty() => Ok(step),
        Ok(_) => Err(unread),
        Err(unmet) => {
            // A field that could not be read is not said to be missing as well.
            let known: Vec<_> = unread.iter().filter_map(|it| it.field).collect();
            unread.extend(unmet.into_iter().filter(|it| it.field.is_none_or(|field| !known.contains(&field))));
            Err(unread)
        }
    }
}

/// Writes the step down, before it what a day alone has brought, and what the step says about the bill itself.
async fn keep(app: &App, tx: &mut Tx, case: &Case, step: &Step, by: &Recorder) -> Result<(), AppError> {
    let (slug, now) = (&case.bill.slug, app.clock().now());
    let due = History::recorded(case).due_by_date(app.clock().today()).filter(|_| step.act != Act::Correct);
    if let Some(due) = due {
        store::life::record(tx, slug, &due, None, now).await?;
    }
    store::life::record(tx, slug, step, Some(by), now).await?;
    let mut bill = case.bill.clone();
    if bill.drafting_unit.is_empty() {
        bill.drafting_unit = step.details.unit.clone().unwrap_or_default();
    }
    bill.committee = bill.committee.or_else(|| step.details.committee.clone());
    if bill != case.bill {
        store::bills::put(tx, &bill).await?;
    }
    Ok(())
}

/// Who records, as what.
pub(super) fn recorder(who: &Who) -> Result<Recorder, AppError> {
    Ok(Recorder { person: who.person.id, appointment: who.acting.id, signer: who.signer()? })
}

pub(super) fn refused(answer: axum::response::Response) -> Page {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Extension(Whole), answer).into_response())
}

/// A bill as the page and its forms need it.
pub(super) struct Loaded {
    pub case: Case,
    pub dossier: Dossier,
}

impl Loaded {
    pub async fn of(tx: &mut Tx, slug: &Slug) -> Result<Self, AppError> {
        let dossier = load::dossier(tx, slug).await?;
        let cases = store::life::cases(tx).await?;
        let case = cases.into_iter().find(|it| it.bill.slug == *slug).ok_or(Missing::Bill)?;
        Ok(Self { case, dossier })
    }

    pub fn view<'a>(
        &'a self,
        app: &'a App,
        who: &Who,
        typed: Option<&'a TypedStep>,
        forms: (&'a AddForm, &'a AddForm),
        done: Option<String>,
        local: &'a dyn Fn(Timestamp) -> Zoned,
    ) -> LifeView<'a> {
        let object = Object::Bill(&self.case.bill);
        let may = DeskMay {
            advance: who.may(Action::AdvanceBill, object),
            paper: who.may(Action::AddPaper, object),
            draft: who.may(Action::ReadDraft, object),
            compare: who.may(Action::CorrectAlignment, object),
        };
        LifeView {
            case: &self.case,
            dossier: &self.dossier,
            settings: app.procedure(),
            role: who.acting.post.role(),
            may,
            typed,
            paper: forms.0,
            text: forms.1,
            done,
            local,
        }
    }
}
