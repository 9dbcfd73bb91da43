//! How long the pages of a text as long as the Civil Code take: the reading page, and its comparison with an older text. Targets and results: docs/performance.md.
//!
//! `first` is what the first visitor of a text waits for: parsing, references, HTML, page. `kept` is what everyone after
//! waits for, while the server still has the text in memory. Reading the database and compressing are not in it.

use askama::Template as _;
use divan::Bencher;
use jiff::civil::date;
use kaimen::law::compare::{Chain, chain};
use kaimen::law::parse::parse;
use kaimen::procedure::{Bill, BillKind, Digest, Reading, Stage, Version, VersionFacts, VersionId};
use kaimen::view::{Assets, ComparePage, CompareQuery, Display, Dossier, PageCtx, ReadingText, Site, VersionPage};
use std::sync::{Arc, LazyLock};

#[path = "../tests/support/long_text.rs"]
mod long_text;

const ADDRESS: &str = "/bills/long-code/v1";

const COMPARED: &str = "/bills/long-code/compare/v1..v2";

static TEXT: LazyLock<String> = LazyLock::new(long_text::long_statute);

#[expect(clippy::print_stderr, reason = "a bench is read at a terminal")]
fn main() {
    let page = render(&ReadingText::new(&TEXT, ADDRESS), &dossier());
    eprintln!("the page has {} bytes", page.len());
    let texts = [&*TEXT, &newer()].map(|it| parse(it).statute);
    let page = render_compared(&chain(&texts.each_ref(), &[]), &dossier());
    eprintln!("the page of the comparison has {} bytes", page.len());
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

/// The newer text: a third of the articles changed, in a period, a duty or a term.
fn newer() -> String {
    TEXT.replace("十五个工作日", "十个工作日").replace("不得附加", "禁止附加").replace("登记簿", "登记簿册")
}

#[divan::bench]
fn compared_first(bencher: Bencher<'_, '_>) {
    let (dossier, newer) = (dossier(), newer());
    bencher.bench(|| {
        let texts = [divan::black_box(&*TEXT), &newer].map(|it| parse(it).statute);
        render_compared(&chain(&texts.each_ref(), &[]), &dossier)
    });
}

#[divan::bench]
fn compared_kept(bencher: Bencher<'_, '_>) {
    let texts = [&*TEXT, &newer()].map(|it| parse(it).statute);
    let (dossier, chain) = (dossier(), chain(&texts.each_ref(), &[]));
    bencher.bench(|| render_compared(divan::black_box(&chain), &dossier));
}

fn render_compared(chain: &Chain, dossier: &Dossier) -> String {
    let version = &dossier.versions[0];
    let page = ComparePage::new(&ctx(COMPARED), dossier, &[version, version], chain, &CompareQuery::default());
    page.expect("two texts").render().expect("a page")
}

fn render(text: &ReadingText, dossier: &Dossier) -> String {
    VersionPage::new(&ctx(ADDRESS), dossier, &dossier.versions[0], text).render().expect("a page")
}

fn ctx(here: &str) -> PageCtx {
    PageCtx {
        site: Arc::new(Site::default()),
        assets: Arc::new(Assets {
            style: "/a.css".into(),
            script: "/a.js".into(),
            editor: "/e.js".into(),
            icon: "/a.svg".into(),
        }),
        display: Display::default(),
        here: here.to_owned(),
        today: date(2026, 11, 23),
        who: None,
        demo: false,
    }
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
