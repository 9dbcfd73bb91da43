use super::super::sheet::sample;
use super::super::sheet::{Cell, Column, Line, Row, Run, Setting};
use super::*;
use std::io::{Cursor, Read};

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let mut words = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut words).expect("UTF-8");
    words
}

fn words(xml: &str) -> String {
    let mut out = String::new();
    for piece in xml.split("<t").skip(1).filter(|it| it.starts_with(['>', ' '])) {
        let words = piece.split_once('>').expect("a tag").1.split_once("</t>").expect("its end").0;
        out.push_str(&words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
    }
    out.replace("_x005F_", "_")
}

/// The cells of a worksheet that have words, row by row: their address and their words.
fn cells(bytes: &[u8], worksheet: usize) -> Vec<(String, String)> {
    let shared = part(bytes, "xl/sharedStrings.xml");
    let shared: Vec<String> = shared.split("<si>").skip(1).map(words).collect();
    let sheet = part(bytes, &format!("xl/worksheets/sheet{worksheet}.xml"));
    let filled = sheet.split("<c r=\"").skip(1).filter(|cell| cell.contains(" t=\"s\"><v>"));
    let cell = |cell: &str| {
        let (address, rest) = cell.split_once('"').expect("an address");
        let index = rest.split_once("<v>").and_then(|it| it.1.split_once("</v>")).expect("a value").0;
        (address.to_owned(), shared[index.parse::<usize>().expect("a number")].clone())
    };
    filled.map(cell).collect()
}

/// The words of a column, from its headings down.
fn column(bytes: &[u8], letter: char) -> String {
    cells(bytes, 1).into_iter().filter(|cell| cell.0.starts_with(letter)).map(|cell| cell.1).collect()
}

fn written(sheet: &Sheet) -> Vec<u8> {
    sheet_xlsx(sheet).expect("a workbook")
}

fn table(cells: Vec<Cell>) -> Sheet {
    Sheet { columns: sample::columns(&["甲", "乙"]), rows: vec![Row { cells }], ..Sheet::default() }
}

#[test]
fn every_word_is_in_the_workbook_in_order() {
    let sheet = sample::sheet();
    let bytes = written(&sheet);
    let all: Vec<String> = (1..=2).flat_map(|at| cells(&bytes, at)).map(|it| it.1).collect();
    sample::assert_in_order(&all.join("\n"), &sample::words(&sheet));
    assert!(part(&bytes, "xl/workbook.xml").contains("<sheet name=\"引用条文序号调整情况\""));
}

#[test]
fn a_cell_of_any_length_loses_nothing_and_no_row_is_higher_than_excel_shows() {
    let sheet = sample::long(100_000);
    let bytes = written(&sheet);
    let words = &sample::words(&sheet)[3];
    assert_eq!(words.chars().count(), 100_000);
    assert_eq!(column(&bytes, 'A'), format!("长表甲{words}"));
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    let heights = xml.split(" ht=\"").skip(1).filter_map(|it| it.split('"').next()?.parse::<f64>().ok());
    assert!(heights.clone().count() > 100 && heights.into_iter().all(|it| it <= 409.0));
}

#[test]
fn a_span_of_any_length_loses_nothing() {
    for length in [20, 3_000, 50_000] {
        let long = sample::long(length).rows.remove(0).cells.remove(0);
        let words = long.lines[0].plain();
        let mut sheet = table(vec![Cell { span: 2, ..long }, sample::flush("上")]);
        sheet.rows.push(Row { cells: vec![Cell::covered(), sample::flush("下")] });
        sheet.rows.push(Row { cells: vec![sample::flush("末"), sample::flush("尾")] });
        let bytes = written(&sheet);
        assert_eq!(column(&bytes, 'A'), format!("甲{words}末"), "{length}");
        assert_eq!(column(&bytes, 'B'), "乙上下尾");
        // Excel takes the shorter ones as one cell.
        assert_eq!(part(&bytes, "xl/worksheets/sheet1.xml").contains("<mergeCell ref=\"A3:"), length < 50_000);
    }
}

#[test]
fn spans_and_bands_are_merged() {
    let xml = part(&written(&sample::sheet()), "xl/worksheets/sheet1.xml");
    let merged: Vec<&str> = xml.split("<mergeCell ref=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
    // Title, note, band, the article that was split.
    assert_eq!(merged, ["A1:B1", "A2:B2", "A4:B4", "A7:A8"]);
}

#[test]
fn headings_stay_on_the_screen_and_are_printed_on_every_page() {
    let bytes = written(&sample::sheet());
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(xml.contains("<pane ySplit=\"3\"") && xml.contains("state=\"frozen\""), "{xml}");
    assert!(xml.contains("paperSize=\"9\"") && xml.contains("orientation=\"landscape\""), "{xml}");
    assert!(xml.contains("fitToHeight=\"0\"") && xml.contains("&amp;P 页"), "{xml}");
    assert!(part(&bytes, "xl/workbook.xml").contains("_xlnm.Print_Titles"));
    let mut sheet = sample::sheet();
    sheet.notes = vec!["很多说明".to_owned(); MAX_FROZEN_LINES];
    assert!(!part(&written(&sheet), "xl/worksheets/sheet1.xml").contains("<pane "));
}

#[test]
fn nothing_becomes_a_formula_an_address_or_a_number() {
    for words in [
        "=SUM(A1:A9)",
        "+1",
        "-1",
        "@SUM(1)",
        "=cmd|' /C calc'!A0",
        "https://example.invalid/",
        "12",
        "2026-01-01",
        "TRUE",
    ] {
        let bytes = written(&table(vec![sample::flush(words), sample::flush("乙")]));
        assert_eq!(column(&bytes, 'A'), format!("甲{words}"));
        let xml = part(&bytes, "xl/worksheets/sheet1.xml");
        assert!(!xml.contains("<f>") && !xml.contains("hyperlink"), "{xml}");
    }
    let bytes = written(&table(vec![sample::flush("=1+1")]));
    assert!(part(&bytes, "xl/styles.xml").contains("quotePrefix=\"1\""));
}

#[test]
fn each_kind_of_words_has_its_typeface() {
    let shared = part(&written(&sample::sheet()), "xl/sharedStrings.xml");
    let run = |words: &str| shared.split("<r>").find(|it| it.contains(words)).expect("the words").to_owned();
    assert!(run("“全面”").contains("<b/>") && run("“全面”").contains("黑体"));
    assert!(run(">逐步<").contains("<strike/>"));
    assert!(run(">第二条<").contains("黑体") && !run(">第二条<").contains("<b/>"));
    assert!(run("（新增）").contains("楷体"));
    assert!(shared.contains("_x005F_x0041_"), "Excel would read _x0041_ as A");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let first = written(&sample::sheet());
    assert!((0..5).all(|_| written(&sample::sheet()) == first));
    assert_eq!(part(&first, "docProps/core.xml").matches("2000-01-01T00:00:00Z").count(), 2);
}

#[test]
fn all_parts_are_well_formed() {
    let bytes = written(&sample::sheet());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).expect("a zip file");
    for at in 0..archive.len() {
        let mut words = String::new();
        archive.by_index(at).expect("a part").read_to_string(&mut words).expect("UTF-8");
        let mut reader = quick_xml::Reader::from_str(&words);
        while reader.read_event().expect("well-formed") != quick_xml::events::Event::Eof {}
    }
}

#[test]
fn odd_sheets_are_workbooks() {
    let changing = (0..9_000).map(|at: usize| Run {
        text: "<".to_owned(),
        kind: if at.is_multiple_of(2) { Kind::Added } else { Kind::Deleted },
    });
    let changing = Line { set: Setting::Indented, runs: changing.collect() };
    for sheet in [
        Sheet::default(),
        table(vec![]),
        table(vec![Cell::of(vec![Line::default(); 700])]),
        table(vec![Cell::of(vec![changing.clone()]), Cell { span: 9, lines: vec![changing] }]),
        Sheet { title: "题".repeat(40_000), notes: vec!["注".repeat(40_000)], ..table(vec![]) },
        Sheet { columns: vec![Column { heading: "头".repeat(40_000), share: 0 }; 80], ..Sheet::default() },
    ] {
        assert!(!written(&sheet).is_empty());
    }
}

#[test]
fn more_rows_than_excel_takes_are_refused() {
    let rows = vec![Row::default(); 1_048_577];
    let sheet = Sheet { columns: sample::columns(&["甲"]), rows, ..Sheet::default() };
    assert!(sheet_xlsx(&sheet).is_err_and(|error| error.to_string().contains("行数")));
}
