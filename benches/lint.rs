//! How long the drafting rules take on a draft of 6,000 characters and on a text as long as the Civil Code. Targets and
//! results: docs/performance.md.
//!
//! `KAIMEN_BENCH_TEXT=file cargo bench --bench lint` measures a real text instead of the made-up long one.

use divan::Bencher;
use divan::counter::CharsCount;
use kaimen::law::parse::parse;
use kaimen::lint::settings::Settings;
use kaimen::lint::{Options, fix, lint, output};
use std::sync::LazyLock;

#[path = "../tests/support/long_text.rs"]
mod long_text;

/// Characters of the draft.
const DRAFT_CHARS: usize = 6_000;

/// The beginning of a sample ordinance, up to the end of an article.
static DRAFT: LazyLock<String> = LazyLock::new(|| {
    let whole = include_str!("../drafts/business-environment/v2.md");
    let end = whole.char_indices().nth(DRAFT_CHARS).map_or(whole.len(), |it| it.0);
    whole[..end].rsplit_once("\n\n第").map_or(whole, |it| it.0).to_owned()
});

static LONG: LazyLock<String> = LazyLock::new(|| match std::env::var("KAIMEN_BENCH_TEXT") {
    Ok(file) => std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}")),
    Err(_) => long_text::long_statute(),
});

#[expect(clippy::print_stderr, reason = "a bench is read at a terminal")]
fn main() {
    for (name, text) in [("draft", &*DRAFT), ("long", &*LONG)] {
        let parsed = parse(text);
        let findings = lint(text, &parsed, &Options::new(&Settings::default())).findings.len();
        eprintln!(
            "{name}: {} characters, {} articles, {findings} findings",
            text.chars().count(),
            parsed.statute.counts().articles
        );
    }
    divan::main();
}

/// The rules over a text that is already read, as the server has it.
fn check(bencher: Bencher<'_, '_>, text: &str) {
    let (parsed, settings) = (parse(text), Settings::default());
    bencher.counter(CharsCount::of_str(text)).bench(|| lint(divan::black_box(text), &parsed, &Options::new(&settings)));
}

#[divan::bench]
fn draft(bencher: Bencher<'_, '_>) {
    check(bencher, &DRAFT);
}

#[divan::bench]
fn long(bencher: Bencher<'_, '_>) {
    check(bencher, &LONG);
}

/// Text in, report out, as the command does it once the words are ready.
#[divan::bench]
fn draft_from_text_to_report(bencher: Bencher<'_, '_>) {
    let settings = Settings::default();
    bencher.bench(|| {
        let source = divan::black_box(DRAFT.as_str()).to_owned();
        let report = lint(&source, &parse(&source), &Options::new(&settings));
        output::text(&[output::Checked { file: "draft.md".to_owned(), source, report }])
    });
}

#[divan::bench]
fn fix_draft(bencher: Bencher<'_, '_>) {
    let settings = Settings::default();
    bencher.bench(|| fix::fix(divan::black_box(&DRAFT), &Options::new(&settings)));
}
