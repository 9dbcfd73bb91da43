//! The road of a bill as the public sees it: 立项 ─ 起草 ─ 一审 ─ 征求意见 ─ 二审 ─ … ─ 表决 ─ 批准 ─ 公布施行.
//!
//! Steps inside the house（提请, 专委会审议, 列入议程）are folded into the public step they belong to.

use super::{Bill, BillState, Event, Reading, VersionId};
use jiff::civil::Date;

/// Which step of the road.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepKind {
    /// 立项.
    Planning,
    /// 起草, up to the first reading.
    Drafting,
    /// 一审, 二审 …
    Reading(Reading),
    /// 征求意见, after the first reading (before it, if the bill is read once).
    Consultation,
    /// 修改完善, after a later reading.
    Revision,
    /// 表决.
    Vote,
    /// 批准.
    Approval,
    /// 公布施行.
    Promulgation,
    /// The road ended here: 已撤回, 未获通过 …
    End,
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepState {
    /// Behind us.
    Done,
    /// Where the bill stands; at most one step of a road.
    Current,
    /// Still to come.
    Future,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineStep {
    /// Which.
    pub kind: StepKind,
    /// Its name: 一审.
    pub label: String,
    /// How far.
    pub state: StepState,
    /// The last day on which something happened in it.
    pub on: Option<Date>,
    /// Who acted then.
    pub by: Option<String>,
    /// What happened, in words for the public: the note of the event, else the label of its state.
    pub detail: Option<String>,
    /// The text that was before it.
    pub version: Option<VersionId>,
}

/// The road of `bill`, given what has happened in order.
///
/// At most one step is [`StepState::Current`]: none when nothing has happened yet or the ordinance is in force.
#[must_use]
pub fn timeline(bill: &Bill, events: &[Event]) -> Vec<TimelineStep> {
    let mut steps = road(bill, events);
    let mut reached = None;
    let mut readings_held = 0;
    for event in events {
        if let BillState::Reading(n) = event.state {
            readings_held = n.get();
        }
        let kind = place_of(event.state, readings_held);
        let Some(index) = steps.iter().rposition(|step| step.kind == kind) else { continue };
        // A step named twice (a second 修改完善) belongs to the stretch after the reading that was held last.
        let index = nearest(&steps, kind, readings_held).unwrap_or(index);
        let step = &mut steps[index];
        step.on = Some(event.on);
        step.by = Some(event.by.clone());
        step.detail = Some(event.note.clone().unwrap_or_else(|| event.state.label()));
        step.version = event.version.or(step.version);
        reached = Some(index);
    }
    mark(&mut steps, reached, events.last().map(|it| it.state));
    steps
}

/// The steps of the road without any state.
fn road(bill: &Bill, events: &[Event]) -> Vec<TimelineStep> {
    let held = events.iter().filter_map(|it| it.state.reading()).map(Reading::get).max().unwrap_or(0);
    let readings = held.max(bill.readings_required.get());
    let revised = revised_after(events);
    let mut steps = vec![step(StepKind::Planning, "立项"), step(StepKind::Drafting, "起草")];
    if readings == 1 {
        steps.push(step(StepKind::Consultation, "征求意见"));
    }
    for number in 1..=readings {
        if let Ok(reading) = Reading::new(number) {
            steps.push(step(StepKind::Reading(reading), &reading.label()));
        }
        if number == 1 && readings > 1 {
            steps.push(step(StepKind::Consultation, "征求意见"));
        } else if revised.contains(&number) {
            steps.push(step(StepKind::Revision, "修改完善"));
        }
    }
    match events.last().map(|it| it.state).filter(|it| it.is_failed()) {
        Some(end) => {
            let passed = events.iter().any(|it| it.state.is_passed());
            // What was never reached is not shown as still to come.
            steps.retain(|step| match step.kind {
                StepKind::Reading(n) => n.get() <= held,
                StepKind::Consultation => held > 0,
                _ => true,
            });
            if passed || end == BillState::Rejected {
                steps.push(step(StepKind::Vote, "表决"));
            }
            steps.push(step(StepKind::End, &end.label()));
        }
        None => steps.extend([
            step(StepKind::Vote, "表决"),
            step(StepKind::Approval, "批准"),
            step(StepKind::Promulgation, "公布施行"),
        ]),
    }
    steps
}

/// The readings from the second on after which the text was revised.
fn revised_after(events: &[Event]) -> Vec<u8> {
    let mut held = 0;
    let mut found = Vec::new();
    for event in events {
        match event.state {
            BillState::Reading(n) => held = n.get(),
            BillState::Revising if held > 1 && !found.contains(&held) => found.push(held),
            _ => {}
        }
    }
    found
}

fn step(kind: StepKind, label: &str) -> TimelineStep {
    TimelineStep {
        kind,
        label: label.to_owned(),
        state: StepState::Future,
        on: None,
        by: None,
        detail: None,
        version: None,
    }
}

/// The public step that a state belongs to.
fn place_of(state: BillState, readings_held: u8) -> StepKind {
    match state {
        BillState::Proposed | BillState::Planned => StepKind::Planning,
        BillState::Drafting | BillState::Submitted | BillState::CommitteeReview | BillState::Agenda => {
            StepKind::Drafting
        }
        BillState::Reading(n) => StepKind::Reading(n),
        BillState::Revising if readings_held > 1 => StepKind::Revision,
        BillState::Revising => StepKind::Consultation,
        BillState::VoteDraft | BillState::SeparateVote | BillState::Deferred | BillState::Passed => StepKind::Vote,
        BillState::ApprovalPending | BillState::Approved => StepKind::Approval,
        BillState::Promulgated | BillState::InForce | BillState::Amended | BillState::Repealed => {
            StepKind::Promulgation
        }
        BillState::Rejected
        | BillState::Terminated
        | BillState::Declined
        | BillState::Withdrawn
        | BillState::NotApproved
        | BillState::Recalled => StepKind::End,
    }
}

/// The first step of `kind` after the reading that was held last.
fn nearest(steps: &[TimelineStep], kind: StepKind, readings_held: u8) -> Option<usize> {
    let after = steps.iter().position(|it| matches!(it.kind, StepKind::Reading(n) if n.get() == readings_held))?;
    steps.iter().skip(after).position(|it| it.kind == kind).map(|offset| after + offset)
}

/// Everything before the step reached is done; the step itself is current, or done if its work is.
fn mark(steps: &mut [TimelineStep], reached: Option<usize>, last: Option<BillState>) {
    let Some(reached) = reached else { return };
    let finished = matches!(
        last,
        Some(BillState::Passed | BillState::Approved | BillState::InForce | BillState::Amended | BillState::Repealed)
    );
    let current = if finished { reached + 1 } else { reached };
    for (index, step) in steps.iter_mut().enumerate() {
        step.state = match index.cmp(&current) {
            std::cmp::Ordering::Less => StepState::Done,
            std::cmp::Ordering::Equal => StepState::Current,
            std::cmp::Ordering::Greater => StepState::Future,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::procedure::BillKind;
    use jiff::civil::date;

    fn bill(readings: u8) -> Bill {
        Bill {
            slug: "a".parse().expect("a slug"),
            title: "××市条例".to_owned(),
            kind: BillKind::Enact,
            example: true,
            jurisdiction: String::new(),
            enactor: String::new(),
            sponsor: String::new(),
            drafting_unit: String::new(),
            committee: None,
            summary: String::new(),
            questions: Vec::new(),
            readings_required: Reading::new(readings).expect("a reading"),
        }
    }

    /// `reading1` is the first reading.
    fn road_of(readings: u8, states: &[&str]) -> String {
        let events: Vec<Event> = states
            .iter()
            .map(|code| {
                let reading =
                    code.strip_prefix("reading").and_then(|n| n.parse().ok()).and_then(|n| Reading::new(n).ok());
                let code = if reading.is_some() { "reading" } else { code };
                let state = BillState::from_code(code, reading).expect(code);
                Event { state, on: date(2026, 1, 1), by: String::new(), version: None, note: None }
            })
            .collect();
        let steps = timeline(&bill(readings), &events);
        let shown = steps.iter().map(|step| match step.state {
            StepState::Done => format!("{}✓", step.label),
            StepState::Current => format!("●{}", step.label),
            StepState::Future => step.label.clone(),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_road_follows_what_has_happened() {
        for (readings, states, expected) in [
            (2, &[][..], "立项 起草 一审 征求意见 二审 表决 批准 公布施行"),
            (2, &["proposed"], "●立项 起草 一审 征求意见 二审 表决 批准 公布施行"),
            (2, &["planned", "drafting", "submitted"], "立项✓ ●起草 一审 征求意见 二审 表决 批准 公布施行"),
            (3, &["planned", "reading1"], "立项✓ 起草✓ ●一审 征求意见 二审 三审 表决 批准 公布施行"),
            (3, &["reading1", "revising"], "立项✓ 起草✓ 一审✓ ●征求意见 二审 三审 表决 批准 公布施行"),
            (
                3,
                &["reading1", "revising", "reading2", "revising"],
                "立项✓ 起草✓ 一审✓ 征求意见✓ 二审✓ ●修改完善 三审 表决 批准 公布施行",
            ),
            (
                3,
                &["reading1", "revising", "reading2", "revising", "reading3", "vote_draft"],
                "立项✓ 起草✓ 一审✓ 征求意见✓ 二审✓ 修改完善✓ 三审✓ ●表决 批准 公布施行",
            ),
            (
                2,
                &["reading1", "revising", "reading2", "passed"],
                "立项✓ 起草✓ 一审✓ 征求意见✓ 二审✓ 表决✓ ●批准 公布施行",
            ),
            (
                1,
                &["reading1", "passed", "approved", "promulgated", "in_force"],
                "立项✓ 起草✓ 征求意见✓ 一审✓ 表决✓ 批准✓ 公布施行✓",
            ),
        ] {
            assert_eq!(road_of(readings, states), expected);
        }
    }

    #[test]
    fn an_extra_reading_and_two_revisions_find_their_places() {
        let states = ["reading1", "revising", "reading2", "revising", "reading3", "revising", "reading4"];
        assert_eq!(
            road_of(2, &states),
            "立项✓ 起草✓ 一审✓ 征求意见✓ 二审✓ 修改完善✓ 三审✓ 修改完善✓ ●四审 表决 批准 公布施行"
        );
    }

    #[test]
    fn a_failed_bill_shows_where_it_ended_and_nothing_to_come() {
        assert_eq!(road_of(2, &["planned", "drafting", "withdrawn"]), "立项✓ 起草✓ ●已撤回");
        assert_eq!(
            road_of(2, &["reading1", "revising", "reading2", "rejected"]),
            "立项✓ 起草✓ 一审✓ 征求意见✓ 二审✓ 表决✓ ●未获通过"
        );
    }

    #[test]
    fn a_deferred_vote_stays_at_the_vote() {
        assert!(road_of(2, &["reading1", "reading2", "vote_draft", "deferred"]).contains("二审✓ ●表决 批准"));
    }
}
