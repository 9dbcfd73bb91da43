//! The state machine: every step a bill can take (domain handbook §2.3), one line each.
//!
//! A row says from where to where, whose act it is, who records it in Kaimen, and what must be there first. `number`
//! is the row of the handbook. Steps that the handbook's rows imply have theirs: putting off from a separate vote (11),
//! 搁置审议 and 延期审议 (13, 立法法第四十五条), withdrawing a project that was not submitted (14), the day on which the
//! province received the report (17), the consultation and the decision against it (8).

use super::super::BillState as S;
use super::super::person::Role;
use super::act::{Act, Actor};
use super::guard::Guard as G;

/// Where a step begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// In this state.
    Is(S),
    /// After any reading.
    AnyReading,
    /// Wherever the bill stands; the guards say where it makes sense.
    Anywhere,
}

impl From {
    /// Whether a bill in this state can take the step.
    #[must_use]
    pub fn holds(self, state: S) -> bool {
        match self {
            Self::Is(it) => it == state,
            Self::AnyReading => matches!(state, S::Reading(_)),
            Self::Anywhere => true,
        }
    }
}

/// Where a step leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// Into this state.
    State(S),
    /// Into the reading after those that were held.
    NextReading,
    /// Nowhere: the bill stays where it is.
    Same,
    /// Back to before the entry that is undone.
    Before,
}

/// What a step is to the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// What comes next when all goes well: this is what waits for somebody.
    Main,
    /// Another way: back, aside or out.
    Other,
    /// Beside the course; the state stays.
    Beside,
}

/// Whether the public reads of a step. Names of staff, reasons, tallies and papers are never part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// That it happened, on which day, by which organ.
    Public,
    /// Nothing.
    Inside,
}

/// One step.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// The row of the handbook.
    pub number: u8,
    /// What is done.
    pub act: Act,
    /// Where it can begin.
    pub from: &'static [From],
    /// Where it leads.
    pub to: To,
    /// Whose act it is.
    pub actor: Actor,
    /// As whom a person may record it; nobody where a day alone decides.
    pub recorders: &'static [Role],
    /// What must be there.
    pub guards: &'static [G],
    /// The article it rests on, if the guards do not say.
    pub basis: &'static str,
    /// What it is to the work.
    pub course: Course,
    /// Who reads of it.
    pub audience: Audience,
}

const fn is(state: S) -> From {
    From::Is(state)
}

/// Staff who record what 主任会议 and 常委会 decided.
const OFFICES: &[Role] = &[Role::GeneralOffice, Role::LegCommission];
const STAFF: &[Role] = &[Role::LegCommission];
const COMMITTEE: &[Role] = &[Role::LegCommittee];
/// The sponsor's own people, and those who receive the bill.
const SPONSORS: &[Role] = &[Role::HandlingUnit, Role::SpecialCommittee, Role::GeneralOffice, Role::LegCommission];
const DRAFTERS: &[Role] = &[Role::HandlingUnit, Role::LegCommission];
const REVIEWERS: &[Role] = &[Role::SpecialCommittee, Role::GeneralOffice, Role::LegCommission];
const CORRECTORS: &[Role] = &[Role::LegCommission, Role::LegCommittee, Role::GeneralOffice];

use Audience::{Inside, Public};
use Course::{Beside, Main, Other};

/// All steps, in the order in which a bill takes them.
#[rustfmt::skip]
pub const TABLE: &[Row] = &[
    Row { number: 1, act: Act::Plan, from: &[is(S::Proposed)], to: To::State(S::Planned),
          actor: Actor::ChairCouncil, recorders: OFFICES, course: Main, audience: Public,
          guards: &[G::ClassGiven, G::FormalProjectIsComplete], basis: "本市立法条例关于立法计划的规定" },
    Row { number: 2, act: Act::Draft, from: &[is(S::Planned)], to: To::State(S::Drafting),
          actor: Actor::Sponsor, recorders: DRAFTERS, course: Main, audience: Public,
          guards: &[G::UnitNamed], basis: "立法法第五十七条" },
    Row { number: 3, act: Act::Submit, from: &[is(S::Drafting)], to: To::State(S::Submitted),
          actor: Actor::Sponsor, recorders: SPONSORS, course: Main, audience: Inside,
          guards: &[G::EffectsStated, G::PapersOfTheBill, G::FairCompetition, G::Hearing], basis: "立法法第五十八条" },
    Row { number: 4, act: Act::Return, from: &[is(S::Submitted)], to: To::State(S::Drafting),
          actor: Actor::ChairCouncil, recorders: OFFICES, course: Other, audience: Inside,
          guards: &[G::ReasonGiven], basis: "立法法第二十九条" },
    Row { number: 5, act: Act::Refer, from: &[is(S::Submitted)], to: To::State(S::CommitteeReview),
          actor: Actor::ChairCouncil, recorders: OFFICES, course: Main, audience: Inside,
          guards: &[G::CommitteeNamed], basis: "立法法第二十九条" },
    Row { number: 5, act: Act::Schedule, from: &[is(S::Submitted), is(S::CommitteeReview)], to: To::State(S::Agenda),
          actor: Actor::ChairCouncil, recorders: REVIEWERS, course: Main, audience: Public,
          guards: &[G::ReviewOpinion, G::SessionNamed], basis: "立法法第二十九条" },
    Row { number: 6, act: Act::Decline, from: &[is(S::Submitted), is(S::CommitteeReview)], to: To::State(S::Declined),
          actor: Actor::ChairCouncil, recorders: OFFICES, course: Other, audience: Public,
          guards: &[G::MembersBill, G::ReasonGiven], basis: "立法法第三十条" },
    Row { number: 7, act: Act::Read, from: &[is(S::Agenda)], to: To::NextReading,
          actor: Actor::StandingCommittee, recorders: OFFICES, course: Main, audience: Public,
          guards: &[G::SessionNamed, G::PapersSent, G::PapersSentInTime], basis: "立法法第三十一条" },
    Row { number: 8, act: Act::Consult,
          from: &[is(S::Agenda), From::AnyReading, is(S::Revising)], to: To::Same,
          actor: Actor::LegCommission, recorders: STAFF, course: Beside, audience: Inside,
          guards: &[G::NoticeComplete, G::NoticeLongEnough], basis: "立法法第四十条" },
    Row { number: 8, act: Act::KeepUnpublished, from: &[From::AnyReading, is(S::Revising)], to: To::Same,
          actor: Actor::ChairCouncil, recorders: OFFICES, course: Beside, audience: Inside,
          guards: &[G::ReasonGiven], basis: "立法法第四十条" },
    Row { number: 8, act: Act::Revise, from: &[From::AnyReading], to: To::State(S::Revising),
          actor: Actor::LegCommission, recorders: STAFF, course: Main, audience: Public,
          guards: &[G::MoreReadingsFollow, G::PublishedOrDecidedNotTo], basis: "立法法第四十条" },
    Row { number: 9, act: Act::ReadAgain, from: &[is(S::Revising)], to: To::NextReading,
          actor: Actor::ChairCouncil, recorders: OFFICES, course: Main, audience: Public,
          guards: &[G::RevisedDraft, G::ReportOfRevision, G::CommitteesAnswered, G::ConsultationClosed,
                    G::ConsultationLongEnough, G::SessionNamed, G::PapersSent, G::PapersSentInTime],
          basis: "立法法第三十六条" },
    Row { number: 10, act: Act::PutToVote, from: &[From::AnyReading], to: To::State(S::VoteDraft),
          actor: Actor::LegCommittee, recorders: COMMITTEE, course: Main, audience: Public,
          guards: &[G::EnoughReadings, G::VoteDraftSealed, G::ReportBeforeVote], basis: "立法法第四十四条" },
    Row { number: 11, act: Act::SplitVote, from: &[is(S::VoteDraft)], to: To::State(S::SeparateVote),
          actor: Actor::ChairCouncil, recorders: OFFICES, course: Other, audience: Public,
          guards: &[G::ClausesListed], basis: "立法法第四十四条" },
    Row { number: 11, act: Act::ResumeVote, from: &[is(S::SeparateVote)], to: To::State(S::VoteDraft),
          actor: Actor::ChairCouncil, recorders: OFFICES, course: Main, audience: Inside,
          guards: &[G::ClausesCounted, G::ClausesCarried], basis: "立法法第四十四条" },
    Row { number: 11, act: Act::Defer, from: &[is(S::SeparateVote)], to: To::State(S::Deferred),
          actor: Actor::ChairCouncil, recorders: OFFICES, course: Other, audience: Public,
          guards: &[G::ClausesCounted, G::ReasonGiven], basis: "立法法第四十四条" },
    Row { number: 12, act: Act::Pass, from: &[is(S::VoteDraft)], to: To::State(S::Passed),
          actor: Actor::StandingCommittee, recorders: OFFICES, course: Main, audience: Public,
          guards: &[G::SessionNamed, G::DeputiesHadTheDraft, G::TallyAddsUp, G::Quorum, G::Majority],
          basis: "立法法第四十四条" },
    Row { number: 12, act: Act::Reject, from: &[is(S::VoteDraft)], to: To::State(S::Rejected),
          actor: Actor::StandingCommittee, recorders: OFFICES, course: Other, audience: Public,
          guards: &[G::SessionNamed, G::DeputiesHadTheDraft, G::TallyAddsUp, G::Quorum, G::NoMajority],
          basis: "立法法第四十四条" },
    Row { number: 13, act: Act::Defer, from: &[is(S::VoteDraft)], to: To::State(S::Deferred),
          actor: Actor::ChairCouncil, recorders: OFFICES, course: Other, audience: Public,
          guards: &[G::ReasonGiven], basis: "立法法第四十五条" },
    Row { number: 13, act: Act::Shelve, from: &[From::AnyReading, is(S::Revising)], to: To::State(S::Deferred),
          actor: Actor::ChairCouncil, recorders: OFFICES, course: Other, audience: Public,
          guards: &[G::ReasonGiven], basis: "立法法第四十五条" },
    Row { number: 13, act: Act::Reopen, from: &[is(S::Deferred)], to: To::State(S::Agenda),
          actor: Actor::ChairCouncil, recorders: OFFICES, course: Main, audience: Public,
          guards: &[G::SessionNamed], basis: "立法法第四十五条" },
    Row { number: 13, act: Act::Extend, from: &[is(S::Deferred)], to: To::Same,
          actor: Actor::ChairCouncil, recorders: OFFICES, course: Beside, audience: Inside,
          guards: &[G::DeferredLongEnough, G::ReasonGiven], basis: "立法法第四十五条" },
    Row { number: 13, act: Act::Terminate, from: &[is(S::Deferred)], to: To::State(S::Terminated),
          actor: Actor::ChairCouncil, recorders: OFFICES, course: Other, audience: Public,
          guards: &[G::DeferredLongEnough, G::ReasonGiven], basis: "立法法第四十五条" },
    Row { number: 14, act: Act::Withdraw,
          from: &[is(S::Proposed), is(S::Planned), is(S::Drafting), is(S::Submitted), is(S::CommitteeReview)],
          to: To::State(S::Withdrawn), actor: Actor::Sponsor, recorders: SPONSORS, course: Other, audience: Public,
          guards: &[], basis: "立法法第五十九条" },
    Row { number: 15, act: Act::WithdrawByConsent,
          from: &[is(S::Agenda), From::AnyReading, is(S::Revising), is(S::VoteDraft), is(S::SeparateVote), is(S::Deferred)],
          to: To::State(S::Withdrawn), actor: Actor::Sponsor, recorders: OFFICES, course: Other, audience: Public,
          guards: &[G::ReasonGiven, G::ChairCouncilConsents], basis: "立法法第四十三条" },
    Row { number: 16, act: Act::Resubmit, from: &[is(S::Rejected)], to: To::State(S::Submitted),
          actor: Actor::Sponsor, recorders: SPONSORS, course: Other, audience: Inside,
          guards: &[G::EffectsStated, G::PapersOfTheBill, G::FairCompetition, G::Hearing], basis: "立法法第六十条" },
    Row { number: 17, act: Act::SendForApproval, from: &[is(S::Passed)], to: To::State(S::ApprovalPending),
          actor: Actor::StandingCommittee, recorders: OFFICES, course: Main, audience: Public,
          guards: &[G::PassedText, G::ApprovalPack], basis: "立法法第八十一条" },
    Row { number: 17, act: Act::Receive, from: &[is(S::ApprovalPending)], to: To::Same,
          actor: Actor::ProvincialSc, recorders: OFFICES, course: Beside, audience: Inside,
          guards: &[G::NotYetReceived], basis: "立法法第八十一条" },
    Row { number: 18, act: Act::Approve, from: &[is(S::ApprovalPending)], to: To::State(S::Approved),
          actor: Actor::ProvincialSc, recorders: OFFICES, course: Main, audience: Public,
          guards: &[G::Received, G::SessionNamed, G::Decision, G::ApprovedText, G::ApprovedAsPassed],
          basis: "立法法第八十一条" },
    Row { number: 18, act: Act::Disapprove, from: &[is(S::ApprovalPending)], to: To::State(S::NotApproved),
          actor: Actor::ProvincialSc, recorders: OFFICES, course: Other, audience: Public,
          guards: &[G::Received, G::SessionNamed, G::Decision, G::ReasonGiven], basis: "立法法第八十一条" },
    Row { number: 18, act: Act::Recall, from: &[is(S::ApprovalPending)], to: To::State(S::Recalled),
          actor: Actor::StandingCommittee, recorders: OFFICES, course: Other, audience: Public,
          guards: &[G::ReasonGiven], basis: "本省立法条例关于撤回报批的规定" },
    Row { number: 19, act: Act::Promulgate, from: &[is(S::Approved)], to: To::State(S::Promulgated),
          actor: Actor::StandingCommittee, recorders: OFFICES, course: Main, audience: Public,
          guards: &[G::AnnouncementPaper, G::AnnouncementComplete, G::FiveFactsKnown, G::EffectiveAfterPromulgation,
                    G::PromulgatedText, G::PromulgatedAsApproved],
          basis: "立法法第八十八条" },
    Row { number: 20, act: Act::TakeEffect, from: &[is(S::Promulgated)], to: To::State(S::InForce),
          actor: Actor::Date, recorders: &[], course: Beside, audience: Public,
          guards: &[G::EffectiveDayReached], basis: "立法法第六十一条" },
    Row { number: 21, act: Act::SendFiling,
          from: &[is(S::Promulgated), is(S::InForce), is(S::Amended), is(S::Repealed)], to: To::Same,
          actor: Actor::LegCommission, recorders: STAFF, course: Beside, audience: Inside,
          guards: &[G::FilingNotSent, G::FilingPack, G::PenaltiesExplained], basis: "立法法第一百零九条" },
    Row { number: 21, act: Act::File,
          from: &[is(S::Promulgated), is(S::InForce), is(S::Amended), is(S::Repealed)], to: To::Same,
          actor: Actor::ProvincialSc, recorders: STAFF, course: Beside, audience: Inside,
          guards: &[G::FilingSent], basis: "立法法第一百零九条" },
    Row { number: 22, act: Act::Amend, from: &[is(S::InForce), is(S::Amended)], to: To::State(S::Amended),
          actor: Actor::StandingCommittee, recorders: STAFF, course: Beside, audience: Public,
          guards: &[G::OtherAmends], basis: "立法法第六十三条" },
    Row { number: 23, act: Act::Repeal, from: &[is(S::InForce), is(S::Amended)], to: To::State(S::Repealed),
          actor: Actor::StandingCommittee, recorders: STAFF, course: Beside, audience: Public,
          guards: &[G::OtherRepeals], basis: "立法法第六十三条" },
    Row { number: 0, act: Act::Correct, from: &[From::Anywhere], to: To::Before,
          actor: Actor::LegCommission, recorders: CORRECTORS, course: Beside, audience: Inside,
          guards: &[G::SomethingToUndo, G::ReasonGiven], basis: "" },
];

/// The row of an act from a state.
#[must_use]
pub fn row(act: Act, state: S) -> Option<&'static Row> {
    TABLE.iter().find(|row| row.act == act && row.from.iter().any(|from| from.holds(state)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn all_rows_of_the_handbook_are_there() {
        let numbers: BTreeSet<u8> = TABLE.iter().map(|it| it.number).filter(|it| *it > 0).collect();
        assert_eq!(numbers, (1..=23).collect());
    }

    #[test]
    fn an_act_from_a_state_is_one_row() {
        for (at, row) in TABLE.iter().enumerate() {
            for other in &TABLE[at + 1..] {
                let both = row.act == other.act && row.from.iter().any(|it| other.from.contains(it));
                assert!(!both, "{} {}", row.act.code(), other.number);
            }
        }
    }

    #[test]
    fn every_act_is_in_the_table() {
        for act in Act::ALL {
            assert!(TABLE.iter().any(|it| it.act == *act), "{}", act.code());
        }
    }
}
