//! PDFs as readers of paper and of screens see them: made from a sheet, read again with poppler.

use crate::support::cli::{command, kaimen};
use kaimen::cli::fonts;
use kaimen::export::pdf::{Fonts, PdfError, missing_characters, sheet_pdf};
use kaimen::export::sheet::{Cell, Column, DeletedMark, Kind, Line, Row, Run, Setting, Sheet};
use kaimen::law::number::to_chinese;
use std::collections::BTreeMap;
use std::process::Command;
use std::sync::OnceLock;

/// The fonts of this machine; `scripts/setup.sh test` installs them.
fn machine_fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| fonts::load(&kaimen::config::Fonts::default()).expect("fonts-noto-cjk is installed"))
}

fn made(sheet: &Sheet, mark: DeletedMark) -> Vec<u8> {
    sheet_pdf(sheet, mark, machine_fonts()).unwrap()
}

/// What poppler's program says about a PDF.
fn ask(program: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sheet.pdf");
    std::fs::write(&file, pdf).unwrap();
    let mut command = Command::new(program);
    let output = command.args(arguments).arg(&file).args((program == "pdftotext").then_some("-")).output();
    let output = output.unwrap_or_else(|_| panic!("{program} is installed by scripts/setup.sh test"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // pdfinfo prints titles of the structure as they are in the file, in UTF-16.
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The words of each page in reading order, without white space.
fn pages(pdf: &[u8]) -> Vec<String> {
    let words = ask("pdftotext", &["-raw", "-enc", "UTF-8"], pdf);
    let mut pages: Vec<String> = words.split('\u{c}').map(bare).collect();
    assert_eq!(pages.pop().as_deref(), Some(""), "every page ends with a form feed");
    pages
}

fn bare(words: &str) -> String {
    words.chars().filter(|it| !it.is_whitespace()).collect()
}

fn run(kind: Kind, text: &str) -> Run {
    Run { text: text.to_owned(), kind }
}

fn line(runs: Vec<Run>) -> Line {
    Line { set: Setting::Indented, runs }
}

fn cell(lines: Vec<Line>) -> Cell {
    Cell::of(lines)
}

fn centred(kind: Kind, text: &str) -> Cell {
    cell(vec![Line::of(Setting::Centred, kind, text)])
}

fn band(text: &str) -> Row {
    Row { cells: vec![centred(Kind::Number, text)] }
}

fn columns(headings: &[&str]) -> Vec<Column> {
    headings.iter().map(|it| Column { heading: (*it).to_owned(), share: 1 }).collect()
}

/// Articles with unchanged, added and deleted words, every seventh of them longer than a page.
fn article(number: u16) -> [Cell; 2] {
    let title = format!("第{}条", to_chinese(number));
    let long = if number.is_multiple_of(7) { 24 } else { 1 };
    let mut old = vec![line(vec![
        run(Kind::Number, &title),
        run(
            Kind::Plain,
            "　市、县（市、区）人民政府应当加强对养老服务工作的领导，将养老服务事业纳入国民经济和社会发展规划，",
        ),
        run(Kind::Deleted, "建立健全经费保障机制，"),
        run(Kind::Plain, "所需经费列入本级财政预算。"),
    ])];
    let mut new = vec![line(vec![
        run(Kind::Number, &title),
        run(
            Kind::Plain,
            "　市、县（市、区）人民政府应当加强对养老服务工作的领导，将养老服务事业纳入国民经济和社会发展规划，",
        ),
        run(
            Kind::Added,
            "建立与人口老龄化程度和经济社会发展水平相适应的财政投入增长机制，并自2026年1月1日起每年增长不低于3.5%；",
        ),
        run(Kind::Plain, "所需经费列入本级财政预算。"),
    ])];
    for item in 0..long {
        let words = format!(
            "（{}）依照《中华人民共和国老年人权益保障法》和“十五五”养老服务体系规划，推进居家社区机构相协调、医养康养相结合的养老服务；",
            to_chinese(item + 1)
        );
        old.push(line(vec![run(Kind::Plain, &words)]));
        new.push(line(vec![run(Kind::Plain, &words)]));
    }
    [cell(old), cell(new)]
}

/// A comparison as a committee hands it out.
fn comparison(articles: u16) -> Sheet {
    let mut rows = vec![band("第一章　总　则")];
    for number in 1..=articles {
        if number > 1 && number % 10 == 1 {
            rows.push(band(&format!("第{}章　服务与保障", to_chinese(number / 10 + 1))));
        }
        rows.push(Row { cells: article(number).into() });
    }
    let new = cell(vec![line(vec![run(
        Kind::Added,
        "第十五条　养老机构应当公示服务项目和收费标准，不得强制或者变相强制消费。",
    )])]);
    rows.push(Row { cells: vec![centred(Kind::Note, "（新增）"), new] });
    let unchanged = cell(vec![line(vec![
        run(Kind::Number, "第十六条"),
        run(Kind::Plain, "　本条例所称老年人，是指六十周岁以上的居民。"),
    ])]);
    rows.push(Row { cells: vec![unchanged, centred(Kind::Plain, "同左")] });
    let gone = cell(vec![line(vec![run(Kind::Deleted, "第十七条　本条例的具体应用问题由市人民政府负责解释。")])]);
    rows.push(Row { cells: vec![gone, centred(Kind::Note, "（删除）")] });
    rows.extend(split_article());
    let references = Sheet {
        title: "引用条文序号调整情况".to_owned(),
        columns: columns(&["条文", "原引用", "现引用"]),
        rows: (1..=3).map(|it| Row { cells: [it, it + 4, it + 5].map(reference).into() }).collect(),
        ..Sheet::default()
    };
    Sheet {
        title: "《××市养老服务条例（修订草案）》对照表".to_owned(),
        notes: vec![
            "（现行条例与修订草案对照；条文中黑体字为新增或者修改的内容，阴影部分为删除的内容）".to_owned(),
            "新增1条，删除1条，修改30条。".to_owned(),
        ],
        columns: columns(&["现行条例", "修订草案"]),
        rows,
        appendices: vec![references],
    }
}

/// One article of the old text that became three.
fn split_article() -> [Row; 3] {
    let old = "第十八条　市人民政府民政部门负责养老服务的指导、监督和管理；发展改革、教育、财政、人力资源和社会保障、自然资源、住房城乡建设、卫生健康、医疗保障等部门按照各自职责做好养老服务工作；乡镇人民政府、街道办事处负责组织实施本辖区内的养老服务工作，指导村（居）民委员会协助开展养老服务。";
    let left = Cell { span: 3, lines: vec![line(vec![run(Kind::Plain, old)])] };
    let right = |number: &str, words: &str| {
        cell(vec![line(vec![run(Kind::Number, number), run(Kind::Added, "　"), run(Kind::Plain, words)])])
    };
    [
        Row {
            cells: vec![left, right("第十八条", "市人民政府民政部门负责养老服务的指导、监督和管理。")]
        },
        Row {
            cells: vec![Cell::covered(), right("第十九条", "发展改革、教育、财政等部门按照各自职责做好养老服务工作。")],
        },
        Row {
            cells: vec![Cell::covered(), right("第二十条", "乡镇人民政府、街道办事处负责组织实施。")]
        },
    ]
}

fn reference(number: u16) -> Cell {
    cell(vec![Line::of(Setting::Flush, Kind::Plain, format!("第{}条", to_chinese(number)))])
}

/// All words of a cell, a row after the other, without white space.
fn cells(sheet: &Sheet) -> Vec<String> {
    let rows = sheet.rows.iter().chain(sheet.appendices.iter().flat_map(|it| &it.rows));
    let cells = rows.flat_map(|it| &it.cells).filter(|it| !it.lines.is_empty());
    cells.map(|it| bare(&it.lines.iter().map(Line::plain).collect::<String>())).collect()
}

/// How often each character stands in these words.
fn letters(words: &str) -> BTreeMap<char, usize> {
    let mut found = BTreeMap::new();
    words.chars().for_each(|it| *found.entry(it).or_default() += 1);
    found
}

#[test]
fn every_word_of_the_sheet_is_in_the_pdf_once() {
    for articles in [1, 6, 30] {
        let sheet = comparison(articles);
        let pages = pages(&made(&sheet, DeletedMark::Shade));
        let total = pages.len();
        let mut expected = sheet.title.clone() + &sheet.notes.concat() + &sheet.appendices[0].title;
        expected.push_str("条文原引用现引用");
        expected.push_str(&"现行条例修订草案".repeat(total - 1));
        expected.extend((1..=total).map(|it| format!("第{it}页共{total}页")));
        expected.push_str(&cells(&sheet).concat());
        assert_eq!(letters(&pages.concat()), letters(&expected), "{articles}");
    }
}

#[test]
fn cells_stand_in_reading_order() {
    let sheet = comparison(30);
    let pages = pages(&made(&sheet, DeletedMark::Shade));
    let found = pages.concat();
    let whole = |words: &&String| pages.iter().any(|page| page.contains(words.as_str()));
    let cells = cells(&sheet);
    // Between the halves of a cell that is cut by the end of a page stand the other cells of its row.
    let whole: Vec<&String> = cells.iter().filter(whole).collect();
    assert!(whole.len() > cells.len() / 2, "{} of {}", whole.len(), cells.len());
    let mut at = 0;
    for words in whole {
        at += found[at..].find(words.as_str()).unwrap_or_else(|| panic!("{words} is not in its place"));
        at += words.len();
    }
}

#[test]
fn pages_are_numbered_and_carry_the_headings() {
    let sheet = comparison(14);
    let pages = pages(&made(&sheet, DeletedMark::Box));
    let total = pages.len();
    assert!(total > 5);
    for (at, page) in pages.iter().enumerate() {
        assert!(page.ends_with(&format!("第{}页共{total}页", at + 1)), "{page}");
        let headings = if at + 1 == total { "条文原引用现引用" } else { "现行条例修订草案" };
        assert!(page.contains(headings), "{page}");
    }
    assert!(pages[total - 1].starts_with("引用条文序号调整情况"), "an appendix begins a page");
}

#[test]
fn the_same_sheet_gives_the_same_bytes_and_no_date() {
    let sheet = comparison(8);
    let first = made(&sheet, DeletedMark::Strike);
    assert!(first == made(&sheet, DeletedMark::Strike));
    let info = ask("pdfinfo", &[], &first);
    assert!(info.contains("《××市养老服务条例（修订草案）》对照表"), "{info}");
    assert!(!info.contains("Date"), "{info}");
    assert!(info.contains("841.89 x 595.276 pts (A4)"), "{info}");
    assert!(info.lines().any(|it| it.starts_with("Tagged:") && it.ends_with("yes")), "{info}");
}

#[test]
fn the_structure_says_which_words_are_rows_cells_added_and_deleted() {
    let sheet = comparison(7);
    let structure = ask("pdfinfo", &["-struct-text"], &made(&sheet, DeletedMark::Shade));
    let lines: Vec<&str> = structure.lines().map(str::trim).collect();
    let count = |tag: &str| lines.iter().filter(|it| it.split([' ', ':']).next() == Some(tag)).count();
    assert_eq!((count("Table"), count("H1"), count("TH")), (2, 2, 2 + 3), "{structure}");
    let rows = |it: &Sheet| it.rows.len() + 1;
    assert_eq!(count("TR"), rows(&sheet) + rows(&sheet.appendices[0]), "{structure}");
    for (after, expected) in [
        ("/TextDecorationType /LineThrough", "\"建立健全\""),
        ("/RowSpan 3", "P (block)"),
        ("/ColSpan 2", "P (block)"),
        ("Span (inline)", "\"建立与人\""),
    ] {
        let found = lines.windows(2).any(|it| it == [after, expected]);
        assert!(found, "{after} {expected}: {structure}");
    }
}

#[test]
fn fonts_are_embedded_in_part() {
    let pdf = made(&comparison(2), DeletedMark::Underline);
    let fonts = ask("pdffonts", &[], &pdf);
    let fonts: Vec<&str> = fonts.lines().skip(2).collect();
    assert_eq!(fonts.len(), 2, "{fonts:?}");
    for font in fonts {
        assert!(font.contains("NotoSerifCJKsc") || font.contains("NotoSansCJKsc"), "{font}");
        assert!(font.contains(" yes yes yes "), "embedded, in part, with its characters: {font}");
    }
    assert!(pdf.len() < 200_000, "{}", pdf.len());
}

#[test]
fn characters_without_a_glyph_are_told_and_stay_searchable() {
    let words = "登记机构😀应当，\u{200b}及时󰀀办理";
    let sheet = Sheet {
        columns: columns(&["条文"]),
        rows: vec![Row { cells: vec![cell(vec![line(vec![run(Kind::Plain, words)])])] }],
        ..Sheet::default()
    };
    assert_eq!(missing_characters(&sheet, machine_fonts()), ['😀', '\u{f0000}']);
    let found = pages(&made(&sheet, DeletedMark::Shade)).concat();
    assert!(found.contains("登记机构😀应当，"), "{found}");
}

#[test]
fn odd_sheets_are_set_too() {
    let one = |lines: Vec<Line>, span: u16| Cell { span, lines };
    let words = || vec![Line::of(Setting::Flush, Kind::Plain, "甲乙丙")];
    let sheets = [
        Sheet::default(),
        Sheet { title: "题".repeat(500), notes: vec![String::new(), "注".repeat(3000)], ..Sheet::default() },
        Sheet { columns: columns(&["一", "二"]), ..Sheet::default() },
        Sheet { rows: vec![Row { cells: vec![one(words(), 1), one(words(), 9)] }, Row::default()], ..Sheet::default() },
        Sheet {
            columns: columns(&["一", "二"]),
            rows: vec![
                Row { cells: vec![one(words(), 200), one(words(), 0), one(words(), 1)] },
                Row { cells: vec![one(Vec::new(), 0), one(vec![Line::default(); 70], 0)] },
                Row { cells: vec![one(words(), 0)] },
                Row { cells: vec![one(vec![Line::of(Setting::Centred, Kind::Added, "x".repeat(5000))], 1)] },
            ],
            ..Sheet::default()
        },
    ];
    for sheet in &sheets {
        let found = pages(&made(sheet, DeletedMark::Shade)).concat();
        let expected = cells(sheet).iter().map(|it| it.chars().count()).sum::<usize>();
        assert!(found.chars().count() >= expected + bare(&sheet.title).chars().count(), "{found}");
    }
}

#[test]
fn what_is_too_large_is_refused_with_a_way_out() {
    let refuses = |sheet: &Sheet, expected: &PdfError| {
        let error = sheet_pdf(sheet, DeletedMark::Shade, machine_fonts()).unwrap_err();
        assert_eq!(&error, expected);
        assert!(error.to_string().contains("请"), "{error}");
    };
    refuses(&Sheet { columns: columns(&["列"; 13]), ..Sheet::default() }, &PdfError::TooManyColumns);
    refuses(&Sheet { title: "长".repeat(2_000_001), ..Sheet::default() }, &PdfError::TooLong);
    let rows = vec![Row::default(); 70_000];
    refuses(&Sheet { columns: columns(&["列"]), rows, ..Sheet::default() }, &PdfError::TooManyPages);
}

#[test]
fn doctor_tells_which_fonts_are_used_and_what_to_do_without() {
    let folder = tempfile::tempdir().unwrap();
    let doctor = |variables: &[(&str, &str)]| {
        assert_eq!(kaimen(folder.path(), &["migrate"]).code, 0);
        let output = command(folder.path()).arg("doctor").envs(variables.iter().copied()).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, out) = doctor(&[]);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("正常　PDF：可以生成，宋体 /") && out.contains("NotoSansCJK"), "{out}");
    let (code, out) = doctor(&[("KAIMEN_FONTS_SERIF", "no/such.ttc")]);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("有误　PDF：不能生成 PDF：宋体字体文件“no/such.ttc”不存在"), "{out}");
    std::fs::write(folder.path().join("words.ttc"), "no font").unwrap();
    let (code, out) = doctor(&[("KAIMEN_FONTS_SANS", "words.ttc")]);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("黑体字体文件读不出来") && out.contains("[fonts]"), "{out}");
}
