//! Random walks never leave the machine, and nothing passes without its votes.

use super::sample::*;
use crate::procedure::BillState;
use crate::procedure::life::*;
use crate::procedure::{BillKind, Stage};
use proptest::prelude::*;

/// What is left out of a request, or done to it.
#[derive(Debug, Clone, Copy)]
struct Move {
    act: usize,
    tally: Tally,
    forget: u8,
    days: u8,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let counts = (1_u32..8, 0_u32..8, 0_u32..8, 0_u32..8);
    let tally = counts.prop_map(|(all, present, yes, no)| Tally {
        all,
        present,
        yes,
        no,
        abstain: 0,
        silent: present.saturating_sub(yes + no),
    });
    let one = (0..Act::ALL.len(), tally, 0_u8..8, 0_u8..120);
    prop::collection::vec(one.prop_map(|(act, tally, forget, days)| Move { act, tally, forget, days }), 1..120)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_walk_leaves_the_machine(moves in moves(), readings in 1_u8..4, kind in 0..BillKind::ALL.len()) {
        let mut bill = case(BillKind::ALL[kind], readings, Venue::StandingCommittee);
        let settings = Settings::default();
        let mut on = START;
        for (turn, it) in moves.into_iter().enumerate() {
            on = on.checked_add(jiff::Span::new().days(i64::from(it.days))).unwrap();
            // Half of the turns go where the bill can go.
            let offers = allowed(&bill, &settings, on);
            let act = if turn % 2 == 0 { Act::ALL[it.act] } else { offers[it.act % offers.len()].row.act };
            seal_for(&mut bill, act);
            let mut request = filled(&bill, act, on);
            request.details.tally = Some(it.tally);
            match it.forget {
                0 => request.reason.clear(),
                1 => request.details = Details::default(),
                2 => request.warning_reason.clear(),
                3 => bill.texts.retain(|it| it.facts.stage != Stage::VoteDraft),
                _ => {}
            }
            if let Some(step) = History::recorded(&bill).due_by_date(on) {
                record(&mut bill, step);
            }
            let role = role(&bill, act, on);
            let before = History::recorded(&bill);
            match advance(&bill, &request, role, &settings, on) {
                Err(unmet) => prop_assert!(!unmet.is_empty()),
                Ok(step) => {
                    prop_assert_eq!(step.from, before.state);
                    let line = row(step.act, step.from);
                    prop_assert!(line.is_some());
                    if step.to == BillState::Passed && step.act != Act::Correct {
                        let tally = step.details.tally.unwrap();
                        prop_assert!(2 * tally.yes > tally.all && 2 * tally.present > tally.all, "{:?}", tally);
                        prop_assert_eq!(step.act, Act::Pass);
                    }
                    record(&mut bill, step);
                }
            }
            let after = History::recorded(&bill);
            prop_assert!(!after.state.is_passed() || after.passed_on.is_some());
            // Whatever is shown about it can be computed.
            let shown = public(&bill, on);
            prop_assert!(shown.events.iter().all(|it| !it.by.contains("王某") && it.note.as_deref() != Some("理由")));
            prop_assert!(clocks(&bill, &settings, on).len() < 8);
        }
    }
}
