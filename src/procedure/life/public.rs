//! What of the life of a bill the public reads.
//!
//! Imported events, texts and papers are public: an import publishes what it brings. Of what was recorded here:
//!
//! - a step is public if its row says so: that it happened, on which day, by which organ or session, in words made here.
//!   Never: who recorded it, reasons (they are written for inside), tallies, warnings, papers named, corrections (what
//!   was undone is simply not there);
//! - a bill is listed once it is in the yearly plan, which is itself published;
//! - a text is public from the first day of a consultation on it, and once it is promulgated (the promulgated text). What
//!   主任会议 decided not to publish has no consultation, and therefore never is. A text that was only sealed is not;
//! - of the papers: with the first published draft its 说明 and 对照文本, with a later one the reports that came before
//!   it, and with the ordinance 说明, 审议结果的报告 and 公告 (立法法第四十条、第八十九条).

use super::super::{BillState, DocumentKind, Event, Stage, VersionId};
use super::act::{Act, Actor};
use super::case::{Case, PaperFact};
use super::guard::chinese;
use super::history::{Consulted, History, consulted};
use super::record::{Step, standing};
use super::table::{Audience, row};
use jiff::civil::Date;

/// What the public reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Public {
    /// Whether the bill is shown at all.
    pub listed: bool,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// The texts that may be read.
    pub texts: Vec<VersionId>,
    /// Consultations recorded here that have begun.
    pub notices: Vec<Consulted>,
    /// The papers that may be read, by name.
    pub papers: Vec<String>,
}

/// What the public reads of this case on a day.
#[must_use]
pub fn public(case: &Case, today: Date) -> Public {
    let history = History::on(case, today);
    let steps: Vec<&Step> = standing(&case.log).map(|it| &it.step).collect();
    let consultations = steps.iter().filter(|it| it.act == Act::Consult).filter_map(|it| consulted(it));
    let notices: Vec<Consulted> = consultations.filter(|it| it.opens <= today).collect();
    let texts = texts(case, &history, &notices);
    let shown = steps.iter().filter(|it| row(it.act, it.from).is_some_and(|row| row.audience == Audience::Public));
    let mut events = case.imported.clone();
    events.extend(shown.map(|step| event(case, step, &texts)));
    if let Some(step) = History::recorded(case).due_by_date(today) {
        events.push(event(case, &step, &texts));
    }
    let planned = steps.iter().any(|it| it.act == Act::Plan);
    Public {
        listed: case.project.is_none() || planned,
        papers: papers(case, &history, &notices),
        events,
        texts,
        notices,
    }
}

fn texts(case: &Case, history: &History, notices: &[Consulted]) -> Vec<VersionId> {
    let promulgated =
        history.promulgated_on.and_then(|_| case.sealed_text(&[Stage::Promulgated])).map(|it| it.facts.id);
    let public = |it: VersionId| promulgated == Some(it) || notices.iter().any(|notice| notice.version == it);
    case.texts.iter().filter(|it| it.imported || public(it.facts.id)).map(|it| it.facts.id).collect()
}

fn papers(case: &Case, history: &History, notices: &[Consulted]) -> Vec<String> {
    let first = notices.iter().map(|it| it.opens).min();
    let last = notices.iter().map(|it| it.opens).max();
    let public = |it: &&PaperFact| {
        let with_draft = first.is_some();
        let with_revision = last.is_some_and(|opens| it.dated <= opens);
        let with_ordinance = history.promulgated_on.is_some();
        it.imported
            || match it.kind {
                DocumentKind::Explanation => with_draft || with_ordinance,
                DocumentKind::ComparisonTable => with_draft,
                DocumentKind::RevisionReport => with_revision,
                DocumentKind::ResultReport => with_revision || with_ordinance,
                DocumentKind::Announcement => with_ordinance,
                _ => false,
            }
    };
    case.papers.iter().filter(public).map(|it| it.name.clone()).collect()
}

fn event(case: &Case, step: &Step, texts: &[VersionId]) -> Event {
    Event {
        state: step.to,
        on: step.on,
        by: organ(case, step),
        version: step.details.version.filter(|it| texts.contains(it)),
        note: Some(note(step)),
    }
}

/// The session or the organ, by the name that is printed; never a person.
fn organ(case: &Case, step: &Step) -> String {
    let bill = &case.bill;
    let session = step.details.session.clone().filter(|_| !matches!(step.act, Act::Schedule | Act::Reopen));
    let named =
        |name: &str, otherwise: Actor| if name.is_empty() { otherwise.label().to_owned() } else { name.to_owned() };
    session.unwrap_or_else(|| match (step.act, step.actor) {
        (Act::Draft, _) => named(step.details.unit.as_deref().unwrap_or(&bill.drafting_unit), Actor::Sponsor),
        (_, Actor::Sponsor) => named(&bill.sponsor, Actor::Sponsor),
        (_, Actor::StandingCommittee) => named(&bill.enactor, Actor::StandingCommittee),
        (_, actor) => actor.label().to_owned(),
    })
}

fn note(step: &Step) -> String {
    match (step.act, step.to) {
        (Act::Plan, _) => match step.details.class {
            Some(class) => format!("列入年度立法计划（{}）", class.label()),
            None => "列入年度立法计划".to_owned(),
        },
        (Act::Schedule | Act::Reopen, _) => match &step.details.session {
            Some(session) => format!("列入{session}议程"),
            None => step.act.label().to_owned(),
        },
        (_, BillState::Reading(reading)) => reading.long_label(),
        (Act::Revise, _) => "组织修改".to_owned(),
        (Act::Withdraw | Act::WithdrawByConsent, _) => "提案人撤回".to_owned(),
        (Act::Promulgate, _) => match step.details.effective_on {
            Some(day) => format!("公布，自{}起施行", chinese(day)),
            None => step.act.label().to_owned(),
        },
        (act, _) => act.label().to_owned(),
    }
}
