//! A bill that has everything, and requests that are filled in.

use crate::procedure::correction::Signer;
use crate::procedure::life::*;
use crate::procedure::person::{AppointmentId, PersonId, Role};
use crate::procedure::{Bill, BillKind, BillState, Digest, DocumentKind, Reading, Stage, VersionFacts, VersionId};
use jiff::civil::{Date, date};

pub const START: Date = date(2026, 1, 5);

pub fn bill(kind: BillKind, readings: u8) -> Bill {
    Bill {
        slug: "noise".parse().unwrap(),
        title: "××市噪声防治条例".to_owned(),
        kind,
        example: true,
        jurisdiction: "××市".to_owned(),
        enactor: "××市人民代表大会常务委员会".to_owned(),
        sponsor: "××市人民政府".to_owned(),
        drafting_unit: "××市生态环境局".to_owned(),
        committee: None,
        summary: String::new(),
        questions: Vec::new(),
        readings_required: Reading::new(readings).unwrap(),
    }
}

/// A case at its beginning, with every paper that could be asked for.
pub fn case(kind: BillKind, readings: u8, venue: Venue) -> Case {
    let papers = DocumentKind::ALL.iter().map(|kind| PaperFact {
        kind: *kind,
        name: kind.code().to_owned(),
        dated: date(2060, 1, 1),
        imported: false,
    });
    let target = Some("noise".parse().unwrap());
    let other = |slug: &str, kind| Other {
        slug: slug.parse().unwrap(),
        title: format!("另一件（{slug}）"),
        kind,
        target: target.clone(),
        state: BillState::InForce,
        effective_on: None,
    };
    Case {
        bill: bill(kind, readings),
        project: Some(Project {
            class: Class::Formal,
            sponsor_kind: SponsorKind::Members,
            venue,
            target_session: None,
            target: None,
        }),
        imported: Vec::new(),
        log: Vec::new(),
        papers: papers.collect(),
        texts: Vec::new(),
        notices: Vec::new(),
        others: vec![other("amending", BillKind::Amend), other("repealing", BillKind::Repeal)],
    }
}

/// Adds a sealed text of this stage with the next number.
pub fn seal(case: &mut Case, stage: Stage) {
    let id = VersionId::new(case.texts.len() as u16 + 1).unwrap();
    let facts = VersionFacts { id, stage, label: stage.label().to_owned(), reading: None, dated: START, session: None };
    case.texts.push(TextFact { facts, sealed: true, words: Digest::of(b"words"), imported: false });
}

/// The texts that an act asks for.
pub fn seal_for(case: &mut Case, act: Act) {
    let stage = match act {
        Act::Submit => Stage::Draft,
        Act::ReadAgain => Stage::RevisedDraft,
        Act::PutToVote => Stage::VoteDraft,
        Act::SendForApproval => Stage::Passed,
        Act::Approve => Stage::Approved,
        Act::Promulgate => Stage::Promulgated,
        // Each notice is about a text of its own.
        Act::Consult => Stage::ConsultationDraft,
        _ => return,
    };
    seal(case, stage);
}

pub const PASSING: Tally = Tally { all: 60, present: 52, yes: 31, no: 11, abstain: 8, silent: 2 };
pub const FAILING: Tally = Tally { all: 60, present: 52, yes: 30, no: 12, abstain: 8, silent: 2 };

/// A request with everything filled in.
pub fn filled(case: &Case, act: Act, on: Date) -> Request {
    let earlier = on.checked_sub(jiff::Span::new().months(2)).unwrap();
    let history = History::recorded(case);
    let clause = |words: &String| Clause { words: words.clone(), tally: Some(FAILING) };
    let clauses = match act {
        Act::SplitVote => vec![Clause { words: "第十二条".to_owned(), tally: None }],
        _ => history.clauses.iter().map(clause).collect(),
    };
    let details = Details {
        class: Some(Class::Formal),
        target_session: Some("十月".to_owned()),
        unit: Some("××市生态环境局".to_owned()),
        operators: Some(true),
        penalties: Some(true),
        committee: Some("××市人民代表大会城乡建设环境保护委员会".to_owned()),
        session: Some("第三十六次会议".to_owned()),
        session_on: on.checked_add(jiff::Span::new().days(40)).ok(),
        sent_on: Some(earlier),
        version: case.texts.last().map(|it| it.facts.id),
        opens: Some(on),
        closes: on.checked_add(jiff::Span::new().days(39)).ok(),
        opinions_taken: Some(false),
        clauses,
        tally: Some(if act == Act::Reject { FAILING } else { PASSING }),
        consent_on: Some(on),
        received_on: (act != Act::SendForApproval).then_some(on),
        notice_number: Some("第12号".to_owned()),
        effective_on: on.checked_add(jiff::Span::new().days(90)).ok(),
        other: match act {
            Act::Amend => Some("amending".parse().unwrap()),
            Act::Repeal => Some("repealing".parse().unwrap()),
            _ => None,
        },
        papers: Vec::new(),
    };
    Request { act, on, reason: "理由".to_owned(), warning_reason: "说明".to_owned(), details }
}

/// As whom an act may be recorded.
pub fn role(case: &Case, act: Act, on: Date) -> Role {
    let offers = allowed(case, &Settings::default(), on);
    offers.iter().find(|it| it.row.act == act).and_then(|it| it.recorders.first()).copied().unwrap_or(Role::Auditor)
}

pub fn record(case: &mut Case, step: Step) {
    let number = case.log.len() as u32 + 1;
    let signer = Signer::new("王某", "法工委").unwrap();
    let (person, appointment) = (PersonId::new(1).unwrap(), AppointmentId::new(1).unwrap());
    let by = Some(Recorder { person, appointment, signer });
    case.log.push(Transition { number, step, by, recorded_at: jiff::Timestamp::UNIX_EPOCH });
}

/// Takes these steps one after another, sixty days between them.
pub fn walk(case: &mut Case, acts: &[Act]) -> Date {
    let mut on = History::recorded(case).since.unwrap_or(START);
    for act in acts {
        on = on.checked_add(jiff::Span::new().days(60)).unwrap();
        seal_for(case, *act);
        // What a day alone brings is written down first, as the store does.
        if let Some(step) = History::recorded(case).due_by_date(on) {
            record(case, step);
        }
        let role = role(case, *act, on);
        let step = advance(case, &filled(case, *act, on), role, &Settings::default(), on);
        let step = step.unwrap_or_else(|unmet| {
            panic!("{}: {}", act.code(), unmet.iter().map(|it| format!("{it}\n")).collect::<String>())
        });
        record(case, step);
    }
    on
}

/// The shortest way to promulgation with two readings.
pub const TWICE: &[Act] = &[
    Act::Plan,
    Act::Draft,
    Act::Submit,
    Act::Refer,
    Act::Schedule,
    Act::Read,
    Act::Consult,
    Act::Revise,
    Act::ReadAgain,
    Act::PutToVote,
    Act::Pass,
    Act::SendForApproval,
    Act::Receive,
    Act::Approve,
    Act::Promulgate,
];

/// With one.
pub const ONCE: &[Act] = &[
    Act::Plan,
    Act::Draft,
    Act::Submit,
    Act::Schedule,
    Act::Read,
    Act::PutToVote,
    Act::Pass,
    Act::SendForApproval,
    Act::Approve,
    Act::Promulgate,
];
