//! `/desk/bills/new`: 立项建议.

use super::life::{recorder, refused};
use crate::procedure::audit::{Deed, ObjectKind};
use crate::procedure::life::{Class, Fields, Project, Settings, SponsorKind, Venue, date, line};
use crate::procedure::{Bill, BillKind, Reading, Slug};
use crate::store;
use crate::view::{PageCtx, ProposalPage, link};
use crate::web::App;
use crate::web::ctx::Ctx;
use crate::web::error::Page;
use crate::web::pages::page;
use crate::web::who::Who;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use jiff::civil::Date;

/// The longest title or name of an organ, in characters.
const MAX_LINE_CHARS: usize = 120;
/// The longest summary, in characters.
const MAX_SUMMARY_CHARS: usize = 500;
/// A slug that is an address of its own below `/desk/bills/`.
const RESERVED: &str = "new";

/// The empty form.
pub async fn show(State(app): State<App>, _: Who, Ctx(ctx): Ctx) -> Page {
    let targets = targets(&store::bills::all(&mut app.db().read().await?).await?);
    let fields = Fields::new(vec![
        ("on".to_owned(), app.clock().today().to_string()),
        ("venue".to_owned(), Venue::StandingCommittee.code().to_owned()),
    ]);
    page(&ProposalPage::new(&ctx, fields, Vec::new(), &targets))
}

fn targets(bills: &[Bill]) -> Vec<(String, String)> {
    let ordinances = bills.iter().filter(|it| matches!(it.kind, BillKind::Enact | BillKind::Revise));
    ordinances.map(|it| (it.slug.to_string(), it.title.clone())).collect()
}

/// Registers the proposal.
pub async fn create(
    State(app): State<App>,
    who: Who,
    Ctx(ctx): Ctx,
    Form(fields): Form<Vec<(String, String)>>,
) -> Page {
    let fields = Fields::new(fields);
    let mut tx = app.db().write().await?;
    store::life::hold(&mut tx).await?;
    let bills = store::bills::all(&mut tx).await?;
    let enactor = app.site().organ.clone();
    let (bill, project, on) = match proposed(&fields, &bills, app.procedure(), enactor, app.clock().today()) {
        Ok(made) => made,
        Err(errors) => {
            let ctx = PageCtx { here: link::NEW_BILL.to_owned(), ..ctx };
            return refused(page(&ProposalPage::new(&ctx, fields, errors, &targets(&bills)))?);
        }
    };
    let now = app.clock().now();
    store::bills::put(&mut tx, &bill).await?;
    store::life::propose(&mut tx, &bill.slug, &project, on, &recorder(&who)?, now).await?;
    let noted = who.did(Deed::BillProposed).on(ObjectKind::Bill, bill.slug.to_string()).saying(&bill.title);
    store::audit::add(&mut tx, &noted, now).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("{}?done=new", link::desk_bill(&bill.slug))).into_response())
}

type Errors = Vec<(&'static str, String)>;

/// What was proposed, or everything that is wrong with it.
fn proposed(
    fields: &Fields,
    bills: &[Bill],
    settings: &Settings,
    enactor: String,
    today: Date,
) -> Result<(Bill, Project, Date), Errors> {
    let mut errors = Errors::new();
    let title = short(fields, "title", "法规名称", &mut errors);
    if title.is_empty() && errors.is_empty() {
        errors.push(("title", "请填写法规名称".to_owned()));
    }
    let slug = slug(fields, bills).map_err(|words| errors.push(("slug", words))).ok();
    let kind = choice::<BillKind>(fields, "kind", "请选择种类", &mut errors);
    let class = choice::<Class>(fields, "class", "请选择项目类别", &mut errors);
    let sponsor_kind = choice::<SponsorKind>(fields, "sponsor_kind", "请选择提案主体", &mut errors);
    let venue = choice::<Venue>(fields, "venue", "请选择由哪里表决", &mut errors);
    let target = target(fields, bills).map_err(|words| errors.push(("target", words))).ok().flatten();
    let readings = readings(fields).map_err(|words| errors.push(("readings", words))).ok().flatten();
    let on = day(fields, today).map_err(|words| errors.push(("on", words))).ok();
    let sponsor = short(fields, "sponsor", "提案人", &mut errors);
    let drafting_unit = short(fields, "drafting_unit", "起草单位", &mut errors);
    let committee = short(fields, "committee", "有关的专门委员会", &mut errors);
    let target_session = short(fields, "target_session", "拟提请审议的会议", &mut errors);
    let summary = fields.get("summary").trim().to_owned();
    if summary.chars().count() > MAX_SUMMARY_CHARS {
        errors.push(("summary", format!("简介不能超过{MAX_SUMMARY_CHARS}字")));
    }
    if class == Some(Class::Formal) && sponsor.is_empty() {
        errors.push(("sponsor", "正式项目应当写明提案人".to_owned()));
    }
    match (slug, kind, class, sponsor_kind, venue, on) {
        (Some(slug), Some(kind), Some(class), Some(sponsor_kind), Some(venue), Some(on)) if errors.is_empty() => {
            let bill = Bill {
                slug,
                title,
                kind,
                example: false,
                jurisdiction: String::new(),
                enactor,
                sponsor,
                drafting_unit,
                committee: line(&committee),
                summary,
                questions: Vec::new(),
                readings_required: readings.unwrap_or(settings.readings.of(kind)),
            };
            let target_session = line(&target_session);
            Ok((bill, Project { class, sponsor_kind, venue, target_session, target }, on))
        }
        _ => Err(errors),
    }
}

fn short(fields: &Fields, name: &'static str, label: &str, errors: &mut Errors) -> String {
    let text = fields.get(name).trim().to_owned();
    if text.chars().count() > MAX_LINE_CHARS || text.contains(char::is_control) {
        errors.push((name, format!("{label}不能超过{MAX_LINE_CHARS}字，并须写在一行")));
    }
    text
}

fn choice<T: std::str::FromStr>(fields: &Fields, name: &'static str, words: &str, errors: &mut Errors) -> Option<T> {
    let chosen = fields.get(name).parse().ok();
    if chosen.is_none() {
        errors.push((name, words.to_owned()));
    }
    chosen
}

fn slug(fields: &Fields, bills: &[Bill]) -> Result<Slug, String> {
    let slug: Slug = fields.get("slug").trim().parse().map_err(|error: crate::procedure::Invalid| error.to_string())?;
    if slug.as_str() == RESERVED || bills.iter().any(|it| it.slug == slug) {
        return Err(format!("网址代号“{slug}”已经使用，请换一个"));
    }
    Ok(slug)
}

fn target(fields: &Fields, bills: &[Bill]) -> Result<Option<Slug>, String> {
    let Some(text) = line(fields.get("target")) else { return Ok(None) };
    let known = bills.iter().find(|it| it.slug.as_str() == text);
    known.map(|it| Some(it.slug.clone())).ok_or_else(|| "没有这部法规，请重新选择".to_owned())
}

fn readings(fields: &Fields) -> Result<Option<Reading>, String> {
    let Some(text) = line(fields.get("readings")) else { return Ok(None) };
    let number = text.parse().map_err(|_| "审议次数应为1至9".to_owned())?;
    Reading::new(number).map(Some).map_err(|error| error.to_string())
}

fn day(fields: &Fields, today: Date) -> Result<Date, String> {
    let day = date(fields.get("on")).map_err(|error| error.to_string())?;
    if day > today { Err("提出日期晚于今天，请核对".to_owned()) } else { Ok(day) }
}
