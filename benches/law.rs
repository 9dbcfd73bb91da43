//! How long the pure core takes on a text as long as the Civil Code. Targets and results: docs/performance.md.
//!
//! `KAIMEN_BENCH_TEXT=file cargo bench --bench law` measures a real text instead of the made-up one.

use divan::Bencher;
use divan::counter::BytesCount;
use kaimen::law::{merge::merge, parse::parse, print::print, refs::references};
use std::sync::LazyLock;

#[path = "../tests/support/long_text.rs"]
mod long_text;

/// The text under measurement, made or read outside the timed part.
static TEXT: LazyLock<String> = LazyLock::new(|| match std::env::var("KAIMEN_BENCH_TEXT") {
    Ok(file) => std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}")),
    Err(_) => long_text::long_statute(),
});

#[expect(clippy::print_stderr, reason = "a bench is read at a terminal")]
fn main() {
    let parsed = parse(&TEXT);
    eprintln!("{} characters, {} articles", TEXT.chars().count(), parsed.statute.counts().articles);
    divan::main();
}

#[divan::bench]
fn parse_text(bencher: Bencher<'_, '_>) {
    bencher.counter(BytesCount::of_str(TEXT.as_str())).bench(|| parse(divan::black_box(TEXT.as_str())));
}

#[divan::bench]
fn print_canonical(bencher: Bencher<'_, '_>) {
    let statute = parse(&TEXT).statute;
    bencher.bench(|| print(divan::black_box(&statute)));
}

#[divan::bench]
fn resolve_references(bencher: Bencher<'_, '_>) {
    let statute = parse(&TEXT).statute;
    bencher.bench(|| references(divan::black_box(&statute)));
}

/// Two people changed an article each.
#[divan::bench]
fn merge_two_edits(bencher: Bencher<'_, '_>) {
    let ours = TEXT.replacen("应当", "必须", 1);
    let at = TEXT.rfind("应当").unwrap_or_default();
    let theirs = format!("{}可以{}", &TEXT[..at], &TEXT[at + "应当".len()..]);
    bencher.bench(|| merge(divan::black_box(TEXT.as_str()), &ours, &theirs));
}
