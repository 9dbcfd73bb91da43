//! Amendment decisions against real texts: `cargo run --release --example amend -- DATA [--list FILE] [--show SLUG]`.
//!
//! DATA holds `decisions/` with triples of base, decision and result. Each decision is applied to its base and the
//! outcome compared with the published result, article by article; white space, the width of brackets, 题注 and 目录
//! aside. Both chains of amendments are replayed. FILE (docs/amend.md) explains the triples that are not exact; one
//! that fails and is not explained there fails the run, and so does a bar that is missed. Prints `N passed, N failed`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a report for people")]

mod chains;
mod clauses;
mod compare;
mod triples;

use std::path::PathBuf;
use std::process::ExitCode;

/// Tier A triples that must be exact as a whole.
const WHOLE_OF_TIER_A: f64 = 0.8;
/// Clauses that must be exact, over all triples.
const CLAUSES: f64 = 0.95;

fn main() -> ExitCode {
    let mut data = None;
    let mut list = PathBuf::from("docs/amend.md");
    let mut show = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--list" => list = arguments.next().map(PathBuf::from).unwrap_or(list),
            "--show" => show = arguments.next(),
            _ => data = Some(PathBuf::from(argument)),
        }
    }
    let Some(data) = data else {
        eprintln!("usage: amend DATA [--list FILE] [--show SLUG]");
        return ExitCode::from(2);
    };
    let decisions = data.join("decisions");
    let triples = match triples::read(&decisions) {
        Ok(triples) if !triples.is_empty() => triples,
        Ok(_) => return unreadable("no triples in the index"),
        Err(error) => return unreadable(&error.to_string()),
    };
    if let Some(slug) = show {
        for triple in triples.iter().filter(|it| it.slug == slug) {
            triples::measure(triple).print_all();
        }
        return ExitCode::SUCCESS;
    }
    let explained = std::fs::read_to_string(&list).unwrap_or_default();
    let measured: Vec<_> = triples.iter().map(triples::measure).collect();
    let mut checks = triples::report(&measured, &explained);
    checks.extend(chains::replay(&decisions.join("_chains"), &explained));
    checks.extend(chains::criminal_law(&data, &explained));
    let failed = checks.iter().filter(|(_, passed)| !passed).count();
    for (name, _) in checks.iter().filter(|(_, passed)| !passed) {
        println!("failed: {name}");
    }
    println!("{} passed, {failed} failed", checks.len() - failed);
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn unreadable(why: &str) -> ExitCode {
    eprintln!("amend: cannot read the decisions: {why}");
    ExitCode::from(2)
}
