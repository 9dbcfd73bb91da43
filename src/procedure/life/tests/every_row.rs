//! Every row of the table is taken from every state it names, and each of its guards refuses when it is unmet. The
//! cases are made from the table: a new row or guard without a case fails here.

use super::super::advance::COMMON;
use super::super::history::REVISED;
use super::sample::*;
use crate::procedure::life::*;
use crate::procedure::person::Role;
use crate::procedure::{
    BillKind, BillState, ConsultationId, ConsultationNotice, Digest, DocumentKind as Paper, Reading, Stage,
};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashSet};

/// What tells situations apart as far as the machine is concerned.
type Key = (BillState, u8, bool, bool, bool, bool, usize, Option<Act>);

fn key(case: &Case) -> Key {
    let it = History::recorded(case);
    let last = standing(&case.log).next_back().map(|it| it.step.act);
    let published = it.unpublished || !it.consulted.is_empty();
    let beside = last.filter(|act| row(*act, it.state).is_none_or(|row| row.course != Course::Main));
    (
        it.state,
        it.readings_held,
        published,
        it.received_on.is_some(),
        it.filing_sent_on.is_some(),
        it.filed_on.is_some(),
        it.clauses.len(),
        beside.filter(|act| *act == Act::Correct),
    )
}

/// A step that was taken: the case before it, and the request.
struct Taken {
    row: &'static Row,
    case: Case,
    request: Request,
    role: Role,
}

/// All steps that can be taken, each situation once.
fn explore(start: Case) -> Vec<Taken> {
    const MOST: usize = 3000;
    let mut seen = HashSet::from([key(&start)]);
    let mut queue = vec![start];
    let mut taken = Vec::new();
    while let Some(case) = queue.pop() {
        assert!(taken.len() < MOST, "the machine is small");
        let history = History::recorded(&case);
        let last = history.since.unwrap_or(START);
        // 施行 waits for its day and for nobody.
        if let Some(step) = history.effective_on.and_then(|day| history.due_by_date(day)) {
            let mut in_force = case.clone();
            record(&mut in_force, step);
            if seen.insert(key(&in_force)) {
                queue.push(in_force);
            }
        }
        for offer in allowed(&case, &Settings::default(), last) {
            let act = offer.row.act;
            let years = if matches!(act, Act::Extend | Act::Terminate) { 3 } else { 0 };
            let on = last.checked_add(jiff::Span::new().years(years).days(60)).unwrap();
            let mut case = case.clone();
            seal_for(&mut case, act);
            let role = role(&case, act, on);
            let request = filled(&case, act, on);
            let Ok(step) = advance(&case, &request, role, &Settings::default(), on) else { continue };
            let Some(row) = row(act, step.from) else { panic!("{}", act.code()) };
            let mut after = case.clone();
            record(&mut after, step);
            taken.push(Taken { row, case, request, role });
            if seen.insert(key(&after)) {
                queue.push(after);
            }
        }
    }
    taken
}

fn everything() -> Vec<Taken> {
    let mut all = explore(case(BillKind::Enact, 3, Venue::StandingCommittee));
    all.extend(explore(case(BillKind::Repeal, 1, Venue::Congress)));
    all
}

#[test]
fn every_row_is_taken_from_every_state_it_names() {
    let taken = everything();
    let mut missing = Vec::new();
    for row in TABLE.iter().filter(|it| it.act != Act::TakeEffect) {
        for from in row.from {
            let found = taken.iter().any(|it| it.row == row && from.holds(History::recorded(&it.case).state));
            if !found {
                missing.push(format!("{} {from:?}", row.act.code()));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_step_leads_where_its_row_says() {
    for it in everything() {
        let step = advance(&it.case, &it.request, it.role, &Settings::default(), it.request.on).unwrap();
        match it.row.to {
            To::State(state) => assert_eq!(step.to, state),
            To::Same => assert_eq!(step.to, step.from),
            To::NextReading => assert_eq!(step.to.reading(), History::recorded(&it.case).next_reading()),
            To::Before => assert_eq!(Some(step.to), standing(&it.case.log).next_back().map(|it| it.step.from)),
        }
        assert_eq!(step.undoes.is_some(), it.row.act == Act::Correct);
    }
}

#[test]
fn every_guard_of_every_row_refuses_when_it_is_unmet() {
    let taken = everything();
    let mut refused: BTreeSet<(Act, Guard)> = BTreeSet::new();
    for it in &taken {
        for guard in COMMON.iter().chain(it.row.guards) {
            // A full log takes time to fill; once for each act will do.
            if *guard == Guard::LogHasRoom && refused.contains(&(it.row.act, *guard)) {
                continue;
            }
            let (mut case, mut request, mut role) = (it.case.clone(), it.request.clone(), it.role);
            if !spoil(*guard, &mut case, &mut request, &mut role) {
                continue;
            }
            let today = it.request.on;
            let Err(unmet) = advance(&case, &request, role, &Settings::default(), today) else {
                panic!("{} is taken although {} is unmet", it.row.act.code(), guard.code())
            };
            let expected = if guard.warns() { Guard::WarningsExplained } else { *guard };
            let found = unmet.iter().any(|it| it.guard == expected);
            assert!(found, "{} {}: {unmet:?}", it.row.act.code(), guard.code());
            assert!(unmet.iter().all(|it| !it.words.is_empty()));
            refused.insert((it.row.act, *guard));
        }
    }
    for row in TABLE.iter().filter(|it| it.act != Act::TakeEffect) {
        for guard in COMMON.iter().chain(row.guards) {
            assert!(refused.contains(&(row.act, *guard)), "no case for {} {}", row.act.code(), guard.code());
        }
    }
}

/// Guards that ask for a reason instead of refusing.
#[test]
fn a_warning_blocks_nothing_once_it_has_a_reason_and_the_reason_is_kept() {
    let mut seen = BTreeSet::new();
    for it in everything() {
        for guard in it.row.guards.iter().filter(|it| it.warns()) {
            let (mut case, mut request, mut role) = (it.case.clone(), it.request.clone(), it.role);
            if spoil(*guard, &mut case, &mut request, &mut role) {
                request.warning_reason = "特殊情况".to_owned();
                let step = advance(&case, &request, role, &Settings::default(), it.request.on);
                let step = step.unwrap_or_else(|refused| panic!("{}: {refused:?}", guard.code()));
                assert!(step.warnings.iter().any(|it| it.reason == "特殊情况" && !it.found.is_empty()));
                seen.insert(*guard);
            }
        }
    }
    assert_eq!(seen.len(), 6);
}

#[test]
fn a_clause_that_failed_by_the_shares_of_this_city_is_asked_about_before_the_whole_is_voted_on() {
    let taken = everything()
        .into_iter()
        .find(|it| it.row.act == Act::ResumeVote && it.case.venue() == Venue::StandingCommittee)
        .expect("a separate vote");
    let tried = |settings: &Settings, reason: &str| {
        let request = Request { warning_reason: reason.to_owned(), ..taken.request.clone() };
        let step = advance(&taken.case, &request, taken.role, settings, taken.request.on);
        step.map(|it| it.warnings.iter().map(|it| it.found.clone()).collect::<Vec<_>>())
    };
    // 30 of 60, of whom 52 were present.
    let half = Settings::default();
    let refused = tried(&half, "").unwrap_err();
    assert_eq!(refused[0].guard, Guard::WarningsExplained);
    assert!(refused[0].words.starts_with("第十二条：赞成30票，未达到全体组成人员的过半数"), "{refused:?}");
    assert_eq!(tried(&half, "该条维持草案原规定").unwrap().len(), 1);
    for carried in [
        Settings { separate_basis: Basis::Present, ..Settings::default() },
        Settings { separate: Share::new(1, 3).unwrap(), ..Settings::default() },
    ] {
        assert_eq!(tried(&carried, ""), Ok(Vec::new()));
    }
    let strict =
        Settings { separate_basis: Basis::Present, separate: Share::new(2, 3).unwrap(), ..Settings::default() };
    assert!(tried(&strict, "").unwrap_err()[0].words.contains("出席的组成人员的超过3分之2"));
}

fn without(case: &mut Case, kinds: &[Paper]) -> bool {
    case.papers.retain(|it| !kinds.contains(&it.kind));
    true
}

fn without_texts(case: &mut Case, stages: &[Stage]) -> bool {
    case.texts.retain(|it| !stages.contains(&it.facts.stage));
    true
}

fn other_words(case: &mut Case, stage: Stage) -> bool {
    let of_stage = case.texts.iter_mut().filter(|it| it.facts.stage == stage);
    of_stage.for_each(|it| it.words = Digest::of(b"other words"));
    true
}

fn days(on: Date, days: i64) -> Date {
    on.checked_add(jiff::Span::new().days(days)).unwrap()
}

fn notice(case: &Case, opens: Date, closes: Date) -> ConsultationNotice {
    let version = case.texts.last().expect("a text").facts.id;
    let id = ConsultationId { bill: case.bill.slug.clone(), version };
    ConsultationNotice { id, title: String::new(), opens, closes, channels: Vec::new() }
}

/// Makes a guard unmet; false where it asks for nothing in this case.
fn spoil(guard: Guard, case: &mut Case, request: &mut Request, role: &mut Role) -> bool {
    let history = History::recorded(case);
    let on = request.on;
    let details = &mut request.details;
    if guard.warns() {
        request.warning_reason = " ".to_owned();
    }
    match guard {
        Guard::StateFits | Guard::WarningsExplained | Guard::EffectiveDayReached => return false,
        Guard::RecorderFits => *role = Role::Auditor,
        Guard::DayFits => request.on = days(on, 1),
        Guard::FieldsFit => request.reason = "长".repeat(MAX_REASON_CHARS + 1),
        Guard::LogHasRoom => {
            let Some(last) = case.log.last().cloned() else { return log_is_full(case, on) };
            while case.log.len() < MAX_LOG {
                case.log.push(Transition {
                    step: Step { from: history.state, to: history.state, act: Act::Extend, ..last.step.clone() },
                    ..last.clone()
                });
            }
        }
        Guard::ReasonGiven => request.reason = "　 ".to_owned(),
        Guard::ClassGiven => details.class = None,
        Guard::FormalProjectIsComplete => details.target_session = None,
        Guard::UnitNamed => (case.bill.drafting_unit, details.unit) = (String::new(), None),
        Guard::EffectsStated => details.penalties = None,
        Guard::PapersOfTheBill => return without(case, &[Paper::Explanation]),
        Guard::FairCompetition => return without(case, &[Paper::FairCompetition]),
        Guard::Hearing => return without(case, &[Paper::HearingRecord]),
        Guard::CommitteeNamed => details.committee = None,
        Guard::ReviewOpinion => {
            return history.state == BillState::CommitteeReview && without(case, &[Paper::ReviewOpinion]);
        }
        Guard::MembersBill => {
            let project = case.project.as_mut().expect("a project");
            project.sponsor_kind = SponsorKind::Government;
        }
        Guard::SessionNamed => details.session = None,
        Guard::PapersSent => details.sent_on = None,
        Guard::PapersSentInTime => details.sent_on = Some(days(on, -6)),
        Guard::NoticeComplete => details.closes = Some(days(on, -1)),
        Guard::NoticeLongEnough => details.closes = Some(days(on, 28)),
        Guard::MoreReadingsFollow => case.bill.readings_required = Reading::new(history.readings_held).unwrap(),
        Guard::PublishedOrDecidedNotTo => {
            case.log.retain(|it| !matches!(it.step.act, Act::Consult | Act::KeepUnpublished));
            return history.readings_held == 1;
        }
        Guard::RevisedDraft => return without_texts(case, REVISED),
        Guard::ReportOfRevision => return without(case, &[Paper::RevisionReport, Paper::ResultReport]),
        Guard::CommitteesAnswered => return without(case, &[Paper::CommitteeReply]),
        Guard::ConsultationClosed => case.notices.push(notice(case, days(on, -40), on)),
        Guard::ConsultationLongEnough => case.notices.push(notice(case, days(on, -10), days(on, -1))),
        Guard::EnoughReadings => match history.next_reading() {
            Some(more) => case.bill.readings_required = more,
            None => return false,
        },
        Guard::VoteDraftSealed => return without_texts(case, &[Stage::VoteDraft]),
        Guard::ReportBeforeVote => return without(case, &[Paper::AmendmentReport, Paper::ResultReport]),
        Guard::ClausesListed | Guard::ClausesCounted => details.clauses.clear(),
        Guard::ClausesCarried => {} // the sample's clause fails
        Guard::DeputiesHadTheDraft => {
            details.sent_on = Some(days(on, -20));
            return case.venue() == Venue::Congress;
        }
        Guard::TallyAddsUp => details.tally = Some(Tally { present: 53, ..PASSING }),
        Guard::Quorum => details.tally = Some(Tally { all: 60, present: 30, yes: 30, no: 0, abstain: 0, silent: 0 }),
        Guard::Majority => details.tally = Some(FAILING),
        Guard::NoMajority => details.tally = Some(PASSING),
        Guard::DeferredLongEnough => request.on = days(history.deferred_on.expect("deferred"), 729),
        Guard::ChairCouncilConsents => details.consent_on = None,
        Guard::PassedText => return without_texts(case, &[Stage::Passed]),
        Guard::ApprovalPack => return without(case, &[Paper::ApprovalRequest]),
        Guard::NotYetReceived => details.received_on = None,
        Guard::Received => {
            details.received_on = None;
            return history.received_on.is_none();
        }
        Guard::Decision => return without(case, &[Paper::ApprovalDecision]),
        Guard::ApprovedText => return without_texts(case, &[Stage::Approved]),
        Guard::ApprovedAsPassed => return other_words(case, Stage::Passed),
        Guard::AnnouncementPaper => return without(case, &[Paper::Announcement]),
        Guard::AnnouncementComplete => details.notice_number = None,
        Guard::FiveFactsKnown => case.bill.enactor = String::new(),
        Guard::EffectiveAfterPromulgation => details.effective_on = Some(days(on, -1)),
        Guard::PromulgatedText => return without_texts(case, &[Stage::Promulgated]),
        Guard::PromulgatedAsApproved => return other_words(case, Stage::Promulgated),
        Guard::FilingNotSent => {
            let filing = Request { act: Act::SendFiling, ..request.clone() };
            let step = advance(case, &filing, *role, &Settings::default(), on).expect("filing can be sent");
            record(case, step);
        }
        Guard::FilingPack => return without(case, &[Paper::FilingReport]),
        Guard::PenaltiesExplained => {}
        Guard::FilingSent => case.log.retain(|it| it.step.act != Act::SendFiling),
        Guard::OtherAmends | Guard::OtherRepeals => details.other = Some("unknown".parse().unwrap()),
        Guard::SomethingToUndo => case.log.clear(),
    }
    true
}

/// An empty log is filled with notes that change nothing.
fn log_is_full(case: &mut Case, on: Date) -> bool {
    let state = History::recorded(case).state;
    let step = Step {
        act: Act::Extend,
        from: state,
        to: state,
        on,
        actor: Actor::ChairCouncil,
        reason: None,
        details: Details::default(),
        warnings: Vec::new(),
        undoes: None,
    };
    (0..MAX_LOG).for_each(|_| record(case, step.clone()));
    true
}

#[test]
fn what_was_typed_into_fields_that_an_act_does_not_have_is_not_kept() {
    let start = case(BillKind::Enact, 2, Venue::StandingCommittee);
    let request = filled(&start, Act::Plan, START);
    let step = advance(&start, &request, Role::GeneralOffice, &Settings::default(), START).unwrap();
    let kept = Details { class: Some(Class::Formal), target_session: Some("十月".to_owned()), ..Details::default() };
    assert_eq!(step.details, kept);
}

#[test]
fn a_step_from_elsewhere_is_refused_with_the_state() {
    let start = case(BillKind::Enact, 2, Venue::StandingCommittee);
    for act in [Act::Pass, Act::Promulgate, Act::TakeEffect] {
        let unmet = advance(&start, &filled(&start, act, START), Role::GeneralOffice, &Settings::default(), START);
        let unmet = unmet.unwrap_err();
        assert!(unmet[0].guard == Guard::StateFits && unmet[0].words.contains("提出立项建议"), "{unmet:?}");
    }
}

#[test]
fn each_kind_asks_for_its_own_papers() {
    for kind in BillKind::ALL {
        let mut bare = case(*kind, 1, Venue::StandingCommittee);
        walk(&mut bare, &[Act::Plan, Act::Draft]);
        bare.papers.clear();
        let offers = allowed(&bare, &Settings::default(), START);
        let submit = offers.iter().find(|it| it.row.act == Act::Submit).unwrap();
        let asks =
            |words: &str| submit.unmet.iter().any(|it| it.words.contains(words) && it.basis == "立法法第五十八条");
        assert!(asks("草案说明") && asks("参阅资料") && asks("草案"), "{}", kind.code());
        assert_eq!(asks("修改前后对照文本"), kind.changes_ordinance(), "{}", kind.code());
        assert_eq!(asks("议案"), *kind != BillKind::Interpret, "{}", kind.code());
    }
}

#[test]
fn each_kind_comes_into_force() {
    for kind in BillKind::ALL {
        for (readings, way) in [(1, ONCE), (2, TWICE)] {
            let mut bill = case(*kind, readings, Venue::StandingCommittee);
            let on = walk(&mut bill, way);
            assert_eq!(History::on(&bill, on).state, BillState::Promulgated);
            assert_eq!(History::on(&bill, days(on, 89)).state, BillState::Promulgated);
            assert_eq!(History::on(&bill, days(on, 90)).state, BillState::InForce);
            walk(&mut bill, &[Act::SendFiling, Act::File, Act::Amend, Act::Repeal]);
            assert_eq!(History::recorded(&bill).state, BillState::Repealed);
        }
    }
}

#[test]
fn the_order_of_reports_follows_the_setting() {
    for (order, with_revised, before_vote) in [
        (ReportOrder::WithRevisedDraft, "审议结果的报告", "修改意见的报告"),
        (ReportOrder::WithVoteDraft, "修改情况的汇报", "审议结果的报告"),
    ] {
        let settings = Settings { report_order: order, ..Settings::default() };
        let mut bill = case(BillKind::Enact, 2, Venue::StandingCommittee);
        walk(&mut bill, &TWICE[..8]);
        let lacks = |bill: &Case, act: Act, words: &str| {
            let bare = Case { papers: Vec::new(), ..bill.clone() };
            let offers = allowed(&bare, &settings, START);
            offers.iter().find(|it| it.row.act == act).unwrap().unmet.iter().any(|it| it.words.contains(words))
        };
        assert!(lacks(&bill, Act::ReadAgain, with_revised));
        walk(&mut bill, &[Act::ReadAgain]);
        assert!(lacks(&bill, Act::PutToVote, before_vote));
    }
}

#[test]
fn a_correction_goes_back_and_deletes_nothing() {
    let mut bill = case(BillKind::Enact, 2, Venue::StandingCommittee);
    walk(&mut bill, &TWICE[..7]);
    let before = bill.clone();
    walk(&mut bill, &[Act::Revise, Act::Correct]);
    assert_eq!(bill.log.len(), before.log.len() + 2);
    assert_eq!(History::recorded(&bill), History::recorded(&before));
    assert_eq!(public(&bill, START).events, public(&before, START).events);
    // Undone again, the entry before it is meant.
    walk(&mut bill, &[Act::Correct]);
    assert!(History::recorded(&bill).consulted.is_empty(), "the notice was undone");
    assert_eq!(standing(&bill.log).count(), 6);
}

#[test]
fn the_congress_votes_on_what_it_is_to_pass() {
    let mut bill = case(BillKind::Enact, 1, Venue::Congress);
    walk(&mut bill, &ONCE[..7]);
    assert_eq!(bill.log.last().unwrap().step.actor, Actor::Congress);
}
