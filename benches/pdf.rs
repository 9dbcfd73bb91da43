//! How long the PDF of a comparison takes: a text as long as the Civil Code beside itself, an added clause in every third
//! article. Targets and results: docs/performance.md. Needs fonts-noto-cjk.

use divan::Bencher;
use kaimen::export::pdf::{Fonts, sheet_pdf};
use kaimen::export::sheet::{Cell, Column, DeletedMark, Kind, Line, Row, Run, Setting, Sheet};
use std::sync::LazyLock;

#[path = "../tests/support/long_text.rs"]
mod long_text;

static FONTS: LazyLock<Fonts> = LazyLock::new(fonts);
static SHEET: LazyLock<Sheet> = LazyLock::new(sheet);

#[expect(clippy::print_stderr, reason = "a bench is read at a terminal")]
fn main() {
    let pdf = make();
    eprintln!("{} rows, {} bytes", SHEET.rows.len(), pdf.len());
    divan::main();
}

#[divan::bench]
fn comparison(bencher: Bencher<'_, '_>) {
    LazyLock::force(&FONTS);
    bencher.bench(make);
}

#[divan::bench]
fn read_fonts(bencher: Bencher<'_, '_>) {
    bencher.bench(fonts);
}

fn make() -> Vec<u8> {
    sheet_pdf(divan::black_box(&SHEET), DeletedMark::Shade, &FONTS).expect("a PDF")
}

fn fonts() -> Fonts {
    kaimen::cli::fonts::load(&kaimen::config::Fonts::default()).expect("fonts-noto-cjk is installed")
}

/// The text in both columns, an article a row, a heading a band.
fn sheet() -> Sheet {
    let column = |heading: &str| Column { heading: heading.to_owned(), share: 1 };
    let mut rows: Vec<Row> = Vec::new();
    let text = long_text::long_statute().replace("**", "");
    for text in text.lines().map(str::trim).filter(|it| !it.is_empty()) {
        if text.starts_with('#') {
            let name = text.trim_start_matches(['#', ' ']);
            rows.push(Row { cells: vec![Cell::of(vec![Line::of(Setting::Centred, Kind::Number, name)])] });
        } else if let (Some((number, words)), true) = (text.split_once('　'), text.starts_with('第')) {
            let changed = rows.len().is_multiple_of(3);
            rows.push(Row { cells: [false, changed].map(|it| Cell::of(vec![article(number, words, it)])).into() });
        } else if let Some(row) = rows.last_mut() {
            let line = || Line::of(Setting::Indented, Kind::Plain, text);
            row.cells.iter_mut().for_each(|it| it.lines.push(line()));
        }
    }
    let columns = vec![column("一审稿"), column("二审稿")];
    Sheet { title: "《示例法典（草案）》对照表".to_owned(), columns, rows, ..Sheet::default() }
}

fn article(number: &str, words: &str, changed: bool) -> Line {
    let mut runs = vec![run(Kind::Number, number), run(Kind::Plain, &format!("　{words}"))];
    if changed {
        runs.push(run(Kind::Added, "但是，法律另有规定的除外。"));
    }
    Line { set: Setting::Indented, runs }
}

fn run(kind: Kind, text: &str) -> Run {
    Run { text: text.to_owned(), kind }
}
