//! Part of `make alignment DATA=…`: the comparison of every pair of real texts holds what it promises, and how much it
//! paints. Every article stands in one row, hunks give both texts back, swapping the texts mirrors the rows, and a text
//! compared with itself is all the same. Painted characters are those shown as deleted or inserted in linked rows; the
//! minimum is what the longest common subsequence of the same words leaves.
//! Then ten thousand made-up revisions of the sample drafts, whose answer is known, are compared: nearly all must be
//! recovered row for row. `v` names those that are not; docs/alignment.md says of what kind they are.
#![expect(clippy::print_stdout, reason = "a report for people")]

#[path = "../tests/support/edit_script.rs"]
mod edit_script;
#[path = "../tests/support/promises.rs"]
mod promises;

use kaimen::law::compare::{Comparison, Op, Row, compare};
use kaimen::law::parse::parse;
use std::path::PathBuf;
use std::process::ExitCode;

/// How many revisions are made up.
const REVISIONS: u64 = 10_000;
/// How many of them must be recovered. What is left is a merged article of which nothing but common words stands out, and
/// a new article so like a removed one that people would take them for one.
const MIN_RECOVERED: u64 = 9_930;
/// Rows with more cells than this are left out of the minimum, which costs as much.
const MAX_CELLS: usize = 4_000_000;

fn main() -> ExitCode {
    let data = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "../shared/data".to_owned()));
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(data.join("pairs")).expect("pairs").map(|it| it.expect("entry").path()).collect();
    folders.retain(|it| it.join("old.md").is_file());
    folders.sort();
    let (mut passed, mut failed) = (0, 0);
    let (mut painted, mut least) = (0, 0);
    for folder in &folders {
        let read = |name: &str| parse(&std::fs::read_to_string(folder.join(name)).expect("text")).statute;
        let (old, new) = (read("old.md"), read("new.md"));
        let comparison = compare(&old, &new);
        let mirrored = compare(&new, &old);
        let itself = compare(&new, &new);
        for (what, holds) in [
            (
                promises::broken(&comparison).unwrap_or("what every comparison promises"),
                promises::broken(&comparison).is_none(),
            ),
            ("swapping the texts mirrors the rows", shape(&comparison, false) == shape(&mirrored, true)),
            ("a text compared with itself is all the same", itself.rows.iter().all(|it| !it.is_changed() && !it.moved)),
        ] {
            if holds {
                passed += 1;
            } else {
                failed += 1;
                println!("{}: not so: {what}", folder.display());
            }
        }
        for row in comparison.rows.iter().filter(|it| !it.old.is_empty() && !it.new.is_empty()) {
            if let Some(minimum) = minimum(&comparison, row) {
                painted += row
                    .hunks
                    .iter()
                    .flat_map(|it| &it.parts)
                    .filter(|it| it.op != Op::Equal)
                    .map(|it| chars(&it.text))
                    .sum::<usize>();
                least += minimum;
            }
        }
    }
    let over = (painted as f64 / least as f64 - 1.0) * 100.0;
    println!("painted {painted} characters in {} pairs, {over:.1} % over the minimum of {least}", folders.len());
    let recovered = recovered();
    println!("{recovered} of {REVISIONS} made-up revisions recovered");
    if recovered >= MIN_RECOVERED {
        passed += 1
    } else {
        failed += 1
    }
    println!("{passed} passed, {failed} failed");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// How many made-up revisions of the sample drafts are told as they were made.
fn recovered() -> u64 {
    let names = [
        "business-environment",
        "civility",
        "compulsory-education",
        "elderly-care",
        "innovation",
        "intellectual-property",
    ];
    let drafts = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("drafts");
    let read = |name: &&str| parse(&std::fs::read_to_string(drafts.join(name).join("v1.md")).expect("a draft")).statute;
    let texts: Vec<_> = names.iter().map(read).collect();
    let one = |seed: u64| {
        let at = seed as usize % texts.len();
        let (old, other) =
            (&texts[at], &texts[(at + 1 + seed as usize / texts.len() % (texts.len() - 1)) % texts.len()]);
        let revision = edit_script::revise(old, other, seed);
        let comparison = compare(old, &revision.new);
        let right = edit_script::found(&comparison) == revision.rows;
        if !right && std::env::args().any(|it| it == "v") {
            let found = edit_script::found(&comparison);
            let missed: Vec<_> = revision.rows.iter().filter(|it| !found.contains(it)).collect();
            println!("seed {seed} ({}): not found {missed:?}", names[at]);
        }
        right
    };
    (0..REVISIONS).filter(|it| one(*it)).count() as u64
}

fn chars(text: &str) -> usize {
    text.chars().filter(|it| *it != '\n').count()
}

/// A row without its words: old and new articles, kind, moved, renumbered, consequential.
type Shape = (Vec<usize>, Vec<usize>, &'static str, bool, bool, bool);

/// The rows as sets, in an order that does not depend on which text is old.
fn shape(comparison: &Comparison, swapped: bool) -> Vec<Shape> {
    let mut rows: Vec<_> = comparison
        .rows
        .iter()
        .map(|it| {
            let kind = if swapped { it.kind.mirrored() } else { it.kind };
            let (old, new) = if swapped { (&it.new, &it.old) } else { (&it.old, &it.new) };
            (old.clone(), new.clone(), kind.as_str(), it.moved, it.renumbered, it.consequential)
        })
        .collect();
    rows.sort();
    rows
}

/// What no comparison by characters can avoid to paint.
fn minimum(comparison: &Comparison, row: &Row) -> Option<usize> {
    let old: Vec<char> = promises::words(&comparison.old, &row.old).chars().collect();
    let new: Vec<char> = promises::words(&comparison.new, &row.new).chars().collect();
    if old.len().saturating_mul(new.len()) > MAX_CELLS {
        return None;
    }
    let mut line = vec![0_usize; new.len() + 1];
    for a in &old {
        let mut diagonal = 0;
        for (j, b) in new.iter().enumerate() {
            let up = line[j + 1];
            line[j + 1] = if a == b { diagonal + 1 } else { up.max(line[j]) };
            diagonal = up;
        }
    }
    Some(old.len() + new.len() - 2 * line[new.len()])
}
