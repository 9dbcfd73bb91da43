//! Clocks, and what the public reads when.

use super::sample::*;
use crate::procedure::life::*;
use crate::procedure::{BillKind, BillState, DocumentKind, StepState, timeline};
use jiff::civil::{Date, date};

fn after(day: Date, days: i64) -> Date {
    day.checked_add(jiff::Span::new().days(days)).unwrap()
}

fn found(case: &Case, today: Date, kind: ClockKind) -> Option<Clock> {
    clocks(case, &Settings::default(), today).into_iter().find(|it| it.kind == kind)
}

/// A bill after these steps, and the day of the last.
fn walked(acts: &[Act]) -> (Case, Date) {
    let mut bill = case(BillKind::Enact, 2, Venue::StandingCommittee);
    let on = walk(&mut bill, acts);
    (bill, on)
}

#[test]
fn four_months_after_the_last_of_october_are_the_last_of_february() {
    let (mut bill, on) = walked(&TWICE[..12]);
    let last = bill.log.last_mut().unwrap();
    last.step.details.received_on = Some(date(2027, 10, 31));
    let clock = found(&bill, date(2028, 2, 20), ClockKind::Approval).unwrap();
    assert_eq!((clock.due, clock.state), (Some(date(2028, 2, 29)), ClockState::Running { days_left: 9 }));
    assert!(!clock.urgent && found(&bill, date(2028, 2, 22), ClockKind::Approval).unwrap().urgent);
    let late = found(&bill, date(2028, 3, 1), ClockKind::Approval).unwrap();
    assert_eq!((late.state, late.urgent), (ClockState::Overdue { days: 1 }, true));
    bill.log.last_mut().unwrap().step.details.received_on = None;
    assert_eq!(found(&bill, on, ClockKind::Approval).unwrap().state, ClockState::Waiting);
}

#[test]
fn a_deferral_of_the_29th_of_february_ends_two_years_later() {
    let (mut bill, _) = walked(&TWICE[..10]);
    walk(&mut bill, &[Act::Defer]);
    bill.log.last_mut().unwrap().step.on = date(2028, 2, 29);
    let clock = found(&bill, date(2028, 3, 1), ClockKind::Deferral).unwrap();
    assert_eq!(clock.due, Some(date(2030, 2, 28)));
    assert_eq!(clock.basis, "立法法第四十五条");
}

#[test]
fn filing_counts_fifteen_and_thirty_days_until_it_is_done() {
    let (mut bill, on) = walked(TWICE);
    let due = |bill: &Case, kind| found(bill, after(on, 1), kind).and_then(|it| it.due);
    assert_eq!(due(&bill, ClockKind::SendFiling), Some(after(on, 15)));
    assert_eq!(due(&bill, ClockKind::Filing), Some(after(on, 30)));
    assert_eq!(due(&bill, ClockKind::Effect), Some(after(on, 90)));
    walk(&mut bill, &[Act::SendFiling]);
    assert_eq!(due(&bill, ClockKind::SendFiling), None);
    walk(&mut bill, &[Act::File]);
    assert_eq!(due(&bill, ClockKind::Filing), None);
}

#[test]
fn clocks_come_in_the_order_of_their_days() {
    let (bill, on) = walked(TWICE);
    let days: Vec<_> = clocks(&bill, &Settings::default(), on).iter().map(|it| it.due).collect();
    assert!(days.is_sorted() && days.len() == 3);
}

#[test]
fn papers_are_sent_before_the_session_of_the_agenda() {
    let (bill, on) = walked(&TWICE[..5]);
    let clock = found(&bill, on, ClockKind::SendPapers).unwrap();
    assert_eq!(clock.due, Some(after(on, 33)), "seven days before the session forty days later");
    assert_eq!(found(&bill, after(on, 34), ClockKind::SendPapers), None);
}

#[test]
fn a_project_is_not_public_before_the_plan() {
    let (bill, on) = walked(&[]);
    assert!(!public(&bill, on).listed);
    let (bill, on) = walked(&[Act::Withdraw]);
    assert!(!public(&bill, on).listed);
    let (bill, on) = walked(&[Act::Plan]);
    assert!(public(&bill, on).listed);
}

#[test]
fn a_text_is_public_from_the_first_day_of_its_consultation() {
    let (mut bill, on) = walked(&TWICE[..6]);
    assert!(public(&bill, on).texts.is_empty(), "sealed and read, but not published");
    seal_for(&mut bill, Act::Consult);
    let mut request = filled(&bill, Act::Consult, on);
    request.details.opens = Some(after(on, 3));
    let step = advance(&bill, &request, role(&bill, Act::Consult, on), &Settings::default(), on).unwrap();
    record(&mut bill, step);
    assert!(public(&bill, after(on, 2)).texts.is_empty());
    assert_eq!(public(&bill, after(on, 3)).texts.len(), 1);
    let names = |day| public(&bill, day).papers;
    assert!(names(after(on, 2)).is_empty());
    assert!(names(after(on, 3)).contains(&DocumentKind::Explanation.code().to_owned()));
    assert!(!names(after(on, 3)).contains(&DocumentKind::ReviewOpinion.code().to_owned()));
}

#[test]
fn what_is_not_to_be_published_stays_inside() {
    let mut acts = TWICE[..6].to_vec();
    acts.extend([Act::KeepUnpublished, Act::Revise]);
    let (bill, on) = walked(&acts);
    let shown = public(&bill, on);
    assert!(shown.texts.is_empty() && shown.papers.is_empty() && shown.notices.is_empty());
    assert!(shown.events.iter().all(|it| it.version.is_none()));
}

#[test]
fn the_public_reads_steps_by_organ_and_session_and_nothing_from_inside() {
    let (bill, on) = walked(TWICE);
    let shown = public(&bill, after(on, 90)).events;
    let states: Vec<&str> = shown.iter().map(|it| it.state.code()).collect();
    assert_eq!(
        states,
        [
            "planned",
            "drafting",
            "agenda",
            "reading",
            "revising",
            "reading",
            "vote_draft",
            "passed",
            "approval_pending",
            "approved",
            "promulgated",
            "in_force"
        ]
    );
    for event in &shown {
        let words = format!("{}{}", event.by, event.note.clone().unwrap());
        for inside in ["王某", "理由", "说明", "票"] {
            assert!(!words.contains(inside), "{words}");
        }
    }
    assert_eq!(shown[3].by, "第三十六次会议");
    let road = timeline(&bill.bill, &shown);
    assert!(road.iter().all(|it| it.state == StepState::Done), "{road:?}");
}

#[test]
fn the_day_alone_brings_an_ordinance_into_force() {
    let (mut bill, on) = walked(TWICE);
    let step = History::recorded(&bill).due_by_date(after(on, 90)).unwrap();
    assert_eq!((step.act, step.to, step.on), (Act::TakeEffect, BillState::InForce, after(on, 90)));
    assert_eq!(History::recorded(&bill).due_by_date(after(on, 89)), None);
    record(&mut bill, step);
    assert_eq!(History::recorded(&bill).due_by_date(after(on, 365)), None, "once is enough");
}
