//! Where a bill stands and how it came there: imported events and the standing log, folded into what guards ask.

use super::super::{BillState, Event, Reading, Stage, VersionId};
use super::act::{Act, Actor};
use super::case::Case;
use super::record::{Step, Transition, standing};
use jiff::civil::Date;

/// A public consultation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consulted {
    /// On which text.
    pub version: VersionId,
    /// The first day.
    pub opens: Date,
    /// The last.
    pub closes: Date,
}

impl Consulted {
    /// First and last day included.
    #[must_use]
    pub fn days(&self) -> i32 {
        days_between(self.opens, self.closes) + 1
    }
}

/// From one day to another; civil dates only.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i32 {
    to.duration_since(from).as_hours().div_euclid(24).try_into().unwrap_or(i32::MAX)
}

/// Where a bill stands and what is known of the way there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// Where it stands.
    pub state: BillState,
    /// Since when; none when nothing has happened yet.
    pub since: Option<Date>,
    /// Readings held since it was submitted.
    pub readings_held: u8,
    /// The day of the last reading.
    pub read_on: Option<Date>,
    /// The text that was before it.
    pub read_version: Option<VersionId>,
    /// The session for which it is on the agenda.
    pub session: Option<String>,
    /// The day on which that session begins.
    pub session_on: Option<Date>,
    /// The vote draft that was put forward last.
    pub vote_version: Option<VersionId>,
    /// Whether penalties, licences or coercion are added, as was said at submission.
    pub penalties: Option<bool>,
    /// Consultations, in order.
    pub consulted: Vec<Consulted>,
    /// Whether 主任会议 decided, after the last reading, not to publish.
    pub unpublished: bool,
    /// The clauses that are to be voted alone.
    pub clauses: Vec<String>,
    /// The day from which the years of a deferral run: the deferral, or its last extension.
    pub deferred_on: Option<Date>,
    /// Passed.
    pub passed_on: Option<Date>,
    /// By which session.
    pub passed_by: Option<String>,
    /// Sent for approval.
    pub sent_on: Option<Date>,
    /// Received by the province.
    pub received_on: Option<Date>,
    /// Approved.
    pub approved_on: Option<Date>,
    /// By which session.
    pub approved_by: Option<String>,
    /// Promulgated.
    pub promulgated_on: Option<Date>,
    /// 施行日期.
    pub effective_on: Option<Date>,
    /// Papers for filing were sent.
    pub filing_sent_on: Option<Date>,
    /// Filed.
    pub filed_on: Option<Date>,
}

impl History {
    fn empty() -> Self {
        Self {
            state: BillState::Proposed,
            since: None,
            readings_held: 0,
            read_on: None,
            read_version: None,
            session: None,
            session_on: None,
            vote_version: None,
            penalties: None,
            consulted: Vec::new(),
            unpublished: false,
            clauses: Vec::new(),
            deferred_on: None,
            passed_on: None,
            passed_by: None,
            sent_on: None,
            received_on: None,
            approved_on: None,
            approved_by: None,
            promulgated_on: None,
            effective_on: None,
            filing_sent_on: None,
            filed_on: None,
        }
    }

    /// The history of a case as it is recorded, without what a day alone would have brought.
    #[must_use]
    pub fn recorded(case: &Case) -> Self {
        let mut it = Self::empty();
        for event in &case.imported {
            it.follow(event);
        }
        for notice in &case.notices {
            it.consulted.push(Consulted { version: notice.id.version, opens: notice.opens, closes: notice.closes });
        }
        for entry in standing(&case.log) {
            it.take(&entry.step);
        }
        it
    }

    /// The history of a case on a day: the ordinance whose day has come is in force, whether or not somebody wrote it
    /// down.
    #[must_use]
    pub fn on(case: &Case, today: Date) -> Self {
        let mut it = Self::recorded(case);
        if let Some(step) = it.due_by_date(today) {
            it.take(&step);
        }
        it
    }

    /// The step that a day alone brings: 施行 (row 20).
    #[must_use]
    pub fn due_by_date(&self, today: Date) -> Option<Step> {
        let on = self.effective_on.filter(|day| self.state == BillState::Promulgated && *day <= today)?;
        Some(Step {
            act: Act::TakeEffect,
            from: self.state,
            to: BillState::InForce,
            on,
            actor: Actor::Date,
            reason: None,
            details: super::details::Details::default(),
            warnings: Vec::new(),
            undoes: None,
        })
    }

    /// The reading that would come next.
    #[must_use]
    pub fn next_reading(&self) -> Option<Reading> {
        Reading::new(self.readings_held + 1).ok()
    }

    fn enter(&mut self, state: BillState, on: Date) {
        self.state = state;
        self.since = Some(on);
        match state {
            BillState::Submitted => {
                self.readings_held = 0;
                (self.read_on, self.read_version, self.unpublished) = (None, None, false);
            }
            BillState::Reading(reading) => {
                self.readings_held = reading.get();
                (self.read_on, self.unpublished) = (Some(on), false);
            }
            BillState::Deferred => self.deferred_on = Some(on),
            BillState::Passed => self.passed_on = Some(on),
            BillState::ApprovalPending => self.sent_on = Some(on),
            BillState::Approved => self.approved_on = Some(on),
            BillState::Promulgated => self.promulgated_on = Some(on),
            BillState::InForce => self.effective_on = Some(on),
            _ => {}
        }
    }

    fn follow(&mut self, event: &Event) {
        self.enter(event.state, event.on);
        match event.state {
            BillState::Reading(_) => self.read_version = event.version,
            BillState::VoteDraft => self.vote_version = event.version,
            BillState::Agenda => self.session = Some(event.by.clone()),
            BillState::Passed => self.passed_by = Some(event.by.clone()),
            BillState::Approved => self.approved_by = Some(event.by.clone()),
            _ => {}
        }
    }

    fn take(&mut self, step: &Step) {
        let details = &step.details;
        if step.from != step.to {
            self.enter(step.to, step.on);
        }
        match step.act {
            Act::Submit | Act::Resubmit => self.penalties = details.penalties,
            Act::Schedule | Act::Reopen => {
                (self.session, self.session_on) = (details.session.clone(), details.session_on);
            }
            Act::Read | Act::ReadAgain => {
                self.read_version = details.version;
                self.session_on = None;
            }
            Act::Consult => self.consulted.extend(consulted(step)),
            Act::KeepUnpublished => self.unpublished = true,
            Act::PutToVote => self.vote_version = details.version,
            Act::SplitVote => self.clauses = details.clauses.iter().map(|it| it.words.clone()).collect(),
            Act::ResumeVote => self.clauses.clear(),
            Act::Extend => self.deferred_on = Some(step.on),
            Act::Pass => self.passed_by = details.session.clone(),
            Act::SendForApproval | Act::Receive => {
                self.received_on = details.received_on.or(self.received_on);
            }
            Act::Approve | Act::Disapprove => {
                self.received_on = details.received_on.or(self.received_on);
                self.approved_by = details.session.clone();
            }
            Act::Promulgate => self.effective_on = details.effective_on,
            Act::SendFiling => self.filing_sent_on = Some(step.on),
            Act::File => self.filed_on = Some(step.on),
            _ => {}
        }
    }
}

/// The consultation that a step opened.
pub(super) fn consulted(step: &Step) -> Option<Consulted> {
    let it = &step.details;
    Some(Consulted { version: it.version?, opens: it.opens?, closes: it.closes? })
}

/// The entry that a correction would undo: the last that stands.
#[must_use]
pub fn last_standing(log: &[Transition]) -> Option<&Transition> {
    standing(log).next_back()
}

/// Stages of a text that 法制委员会 revised.
pub(super) const REVISED: &[Stage] = &[Stage::RevisedDraft, Stage::SecondRevisedDraft, Stage::ConsultationDraft];
