//! What can be done next, and doing it. Nothing is guessed: what is missing is named, all of it at once.

use super::super::person::Role;
use super::super::{BillState, Slug};
use super::act::{Act, Actor};
use super::case::{Case, Venue};
use super::details::{Field, Request};
use super::guard::{Found, Guard, Look, candidates, recorders};
use super::history::{History, last_standing};
use super::record::Step;
use super::refusal::Unmet;
use super::settings::Settings;
use super::table::{Course, Row, TABLE, To, row};
use super::warning::{Accepted, Warned};
use jiff::civil::Date;

/// What every step asks for.
pub(super) const COMMON: &[Guard] = &[Guard::RecorderFits, Guard::DayFits, Guard::FieldsFit, Guard::LogHasRoom];

/// A step that the bill could take from where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its line in the table.
    pub row: &'static Row,
    /// Whose act it is, for this bill.
    pub actor: Actor,
    /// Where it would lead.
    pub to: BillState,
    /// As whom it may be recorded.
    pub recorders: &'static [Role],
    /// What a person fills in.
    pub asks: Vec<Field>,
    /// What the files lack, whatever a person fills in.
    pub unmet: Vec<Unmet>,
    /// What will need a reason, as far as it is known before the form.
    pub warned: Vec<Warned>,
    /// The other bills that may be named, where one must be.
    pub others: Vec<(Slug, String)>,
}

impl Offer {
    /// Whether the step waits for a person of this role and nothing else.
    #[must_use]
    pub fn waits_for(&self, role: Role) -> bool {
        self.row.course == Course::Main && self.recorders.contains(&role) && self.unmet.is_empty()
    }
}

/// Everything that can be done next, in the order of the table; for each what is still unmet.
#[must_use]
pub fn allowed(case: &Case, settings: &Settings, today: Date) -> Vec<Offer> {
    let history = History::on(case, today);
    let rows = TABLE.iter().filter(|row| row.from.iter().any(|from| from.holds(history.state)));
    rows.filter(|row| row.act != Act::TakeEffect).map(|row| offer(case, &history, settings, row, today)).collect()
}

fn offer(case: &Case, history: &History, settings: &Settings, row: &'static Row, today: Date) -> Offer {
    let look = Look { case, history, settings, row, today, request: None, role: None };
    let found = checked(&look);
    Offer {
        row,
        actor: actor(case, row),
        to: target(case, history, row).unwrap_or(history.state),
        recorders: recorders(&look),
        asks: asks(case, history, row),
        unmet: found.unmet,
        warned: found.warned,
        others: candidates(row.act, case).map(|it| (it.slug.clone(), it.title.clone())).collect(),
    }
}

fn checked(look: &Look<'_>) -> Found {
    let mut found = Found::default();
    for guard in COMMON.iter().chain(look.row.guards) {
        guard.check(look, &mut found);
    }
    found
}

/// The fields of a step, each once, in the order of the guards.
fn asks(case: &Case, history: &History, row: &Row) -> Vec<Field> {
    let mut fields = vec![Field::On];
    let guarded = row.guards.iter().flat_map(|it| it.asks(case)).copied();
    // When the session begins, so that the papers can be sent in time.
    let session = matches!(row.act, Act::Schedule | Act::Reopen).then_some(Field::SessionOn);
    let receipt = (row.act == Act::SendForApproval).then_some(Field::ReceivedOn);
    for field in guarded.chain(session).chain(receipt) {
        let known = field == Field::ReceivedOn && row.act != Act::Receive && history.received_on.is_some();
        if !known && !fields.contains(&field) {
            fields.push(field);
        }
    }
    if !fields.contains(&Field::Reason) {
        fields.push(Field::Reason);
    }
    fields
}

/// Whose act it is: the Congress votes on what it is to pass.
fn actor(case: &Case, row: &Row) -> Actor {
    match row.act {
        Act::Pass | Act::Reject if case.venue() == Venue::Congress => Actor::Congress,
        _ => row.actor,
    }
}

fn target(case: &Case, history: &History, row: &Row) -> Option<BillState> {
    match row.to {
        To::State(state) => Some(state),
        To::NextReading => history.next_reading().map(BillState::Reading),
        To::Same => Some(history.state),
        To::Before => last_standing(&case.log).map(|it| it.step.from),
    }
}

/// Takes the step.
///
/// # Errors
/// Everything that is unmet, and every warning without a reason.
pub fn advance(
    case: &Case,
    request: &Request,
    role: Role,
    settings: &Settings,
    today: Date,
) -> Result<Step, Vec<Unmet>> {
    // A correction undoes what was recorded; a day that has come was not.
    let history = match request.act {
        Act::Correct => History::recorded(case),
        _ => History::on(case, today),
    };
    let Some(row) = row(request.act, history.state).filter(|it| it.act != Act::TakeEffect) else {
        return Err(vec![not_from_here(request.act, history.state)]);
    };
    let asks = asks(case, &history, row);
    let mut request = request.clone();
    request.details.keep(&asks);
    let look = Look { case, history: &history, settings, row, today, request: Some(&request), role: Some(role) };
    let mut found = checked(&look);
    let warning_reason = request.warning_reason.trim();
    if warning_reason.is_empty() {
        found.unmet.extend(found.warned.iter().map(unexplained));
    }
    let Some(to) = target(case, &history, row).filter(|_| found.unmet.is_empty()) else {
        return Err(if found.unmet.is_empty() { vec![not_from_here(row.act, history.state)] } else { found.unmet });
    };
    let warnings = found.warned.into_iter().map(|it| Accepted {
        warning: it.warning,
        found: it.words,
        reason: warning_reason.to_owned(),
    });
    let warnings = warnings.collect();
    let undoes = (row.act == Act::Correct).then(|| last_standing(&case.log).map(|it| it.number)).flatten();
    let mut details = request.details.clone();
    details.papers = found.papers;
    details.version = details.version.or(found.version);
    Ok(Step {
        act: row.act,
        from: history.state,
        to,
        on: request.on,
        actor: actor(case, row),
        reason: super::details::line(&request.reason),
        details,
        warnings,
        undoes,
    })
}

fn not_from_here(act: Act, state: BillState) -> Unmet {
    let words = format!("现在的状态是“{}”，不能办理“{}”；可能有人刚刚登记过，请核对后再试", state.label(), act.label());
    Unmet { guard: Guard::StateFits, field: None, words, basis: "" }
}

fn unexplained(it: &Warned) -> Unmet {
    let (guard, field) = (Guard::WarningsExplained, Some(Field::WarningReason));
    Unmet { guard, field, words: it.words.clone(), basis: it.basis }
}
