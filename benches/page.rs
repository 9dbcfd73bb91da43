//! How long the reading page of a text as long as the Civil Code takes. Targets and results: docs/performance.md.
//!
//! `first` is what the first visitor of a text waits for: parsing, references, HTML, page. `kept` is what everyone after
//! waits for, while the server still has the text in memory. Reading the database and compressing are not in it.

use askama::Template as _;
use divan::Bencher;
use jiff::civil::date;
use kaimen::procedure::{Bill, BillKind, Digest, Reading, Stage, Version, VersionFacts, VersionId};
use kaimen::view::{Assets, Display, Dossier, PageCtx, ReadingText, Site, VersionPage};
use std::sync::{Arc, LazyLock};

#[path = "../tests/support/long_text.rs"]
mod long_text;

const ADDRESS: &str = "/bills/long-code/v1";

static TEXT: LazyLock<String> = LazyLock::new(long_text::long_statute);

#[expect(clippy::print_stderr, reason = "a bench is read at a terminal")]
fn main() {
    let page = render(&ReadingText::new(&TEXT, ADDRESS), &dossier());
    eprintln!("the page has {} bytes", page.len());
    divan::main();
}

#[divan::bench]
fn first(bencher: Bencher<'_, '_>) {
    let dossier = dossier();
    bencher.bench(|| render(&ReadingText::new(divan::black_box(&TEXT), ADDRESS), &dossier));
}

#[divan::bench]
fn kept(bencher: Bencher<'_, '_>) {
    let (dossier, text) = (dossier(), ReadingText::new(&TEXT, ADDRESS));
    bencher.bench(|| render(divan::black_box(&text), &dossier));
}

fn render(text: &ReadingText, dossier: &Dossier) -> String {
    let ctx = PageCtx {
        site: Arc::new(Site::default()),
        assets: Arc::new(Assets { style: "/a.css".into(), script: "/a.js".into(), icon: "/a.svg".into() }),
        display: Display::default(),
        here: ADDRESS.to_owned(),
        today: date(2026, 11, 23),
        desk: false,
    };
    VersionPage::new(&ctx, dossier, &dossier.versions[0], text).render().expect("a page")
}

/// A bill with one text and nothing else.
fn dossier() -> Dossier {
    let version = Version {
        facts: VersionFacts {
            id: VersionId::new(1).expect("a number"),
            stage: Stage::Draft,
            label: "草案".to_owned(),
            reading: None,
            dated: date(2026, 11, 1),
            session: None,
        },
        text_sha256: Digest::of(TEXT.as_bytes()),
        seal: None,
    };
    Dossier {
        bill: Bill {
            slug: "long-code".parse().expect("a slug"),
            title: "示例法典".to_owned(),
            kind: BillKind::Enact,
            example: true,
            jurisdiction: "××市".to_owned(),
            enactor: "××市人民代表大会常务委员会".to_owned(),
            sponsor: "××市人民政府".to_owned(),
            drafting_unit: "××市司法局".to_owned(),
            committee: None,
            summary: "用于测量的文本。".to_owned(),
            questions: Vec::new(),
            readings_required: Reading::new(2).expect("a number"),
        },
        events: Vec::new(),
        versions: vec![version],
        documents: Vec::new(),
        notices: Vec::new(),
    }
}
