//! Decisions prove themselves: whatever was done to a draft, the decision that is made of both texts, printed, read and
//! applied to the old one, gives the new one. Thousands more are made by `examples/amend_make.rs`.

use crate::support::amend_script::amended;
use crate::support::edit_script::revise;
use kaimen::law::amend::{Frame, apply, differences, generate, parse_decision};
use kaimen::law::parse::parse;
use kaimen::law::print::print;
use kaimen::law::statute::Statute;
use std::path::PathBuf;

const DRAFTS: [(&str, usize); 6] = [
    ("business-environment", 3),
    ("civility", 2),
    ("compulsory-education", 2),
    ("elderly-care", 2),
    ("innovation", 2),
    ("intellectual-property", 3),
];

fn draft(name: &str, reading: usize) -> Statute {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("drafts").join(name).join(format!("v{reading}.md"));
    parse(&std::fs::read_to_string(path).expect("a draft")).statute
}

/// Makes the decision, and applies its text as a stranger would.
#[track_caller]
fn proves(what: &str, old: &Statute, new: &Statute) {
    let made = generate(old, new, &Frame::default()).unwrap_or_else(|it| panic!("{what}: {:?}", it.obstacles));
    let read = parse_decision(&made.text);
    assert_eq!(read.problems, [], "{what}");
    let applied = apply(old, &read.decision).unwrap_or_else(|it| panic!("{what}: {it:?}"));
    assert_eq!(differences(&applied.statute, new), [], "{what}");
    let again = parse(&print(&applied.statute)).statute;
    assert_eq!(differences(&again, new), [], "{what}: as Markdown");
    for trace in &made.trace {
        assert!(made.clause(trace).is_some_and(|it| !it.lines.is_empty()), "{what}: {trace:?}");
        assert!(trace.rows.iter().all(|it| *it < made.comparison.rows.len()), "{what}");
    }
}

#[test]
fn every_reading_becomes_every_other() {
    for (name, readings) in DRAFTS {
        for old in 1..=readings {
            for new in (1..=readings).filter(|it| *it != old) {
                proves(&format!("{name} {old} {new}"), &draft(name, old), &draft(name, new));
            }
        }
    }
}

#[test]
fn made_up_amendments_survive_printing_reading_and_applying() {
    for seed in 0..60 {
        let at = seed as usize % DRAFTS.len();
        let (old, other) = (draft(DRAFTS[at].0, 1), draft(DRAFTS[(at + 1) % DRAFTS.len()].0, 1));
        let new = if seed % 4 == 0 { revise(&old, &other, seed).new } else { amended(&old, &other, seed) };
        if differences(&old, &new).is_empty() {
            continue;
        }
        proves(&format!("seed {seed}"), &old, &new);
    }
}

#[test]
fn every_changed_row_is_carried_out_by_a_clause() {
    let (old, new) = (draft("civility", 1), draft("civility", 2));
    let made = generate(&old, &new, &Frame::default()).expect("a decision");
    for (at, row) in made.comparison.rows.iter().enumerate() {
        let told = made.trace.iter().any(|it| it.rows.contains(&at));
        assert!(told || !row.is_changed() || row.consequential, "{:?} → {:?}", row.old, row.new);
    }
}

#[test]
fn equal_texts_need_no_decision() {
    let text = draft("civility", 1);
    let refused = generate(&text, &text, &Frame::default()).expect_err("nothing to say");
    assert_eq!(refused.obstacles.len(), 1);
}
