//! `cargo run --example sheets -- FOLDER`: a sample table for paper in every form, for looking at and for
//! `scripts/check-docx.sh`, which opens the Word files in LibreOffice.
//!
//! Two readings of a sample ordinance stand side by side, article by article as they are numbered: what changed is told
//! no better than by the longest equal beginning and end, because this is about paper, not about comparing. Beside each
//! file stands `words.txt`, what must be readable on the paper, a line of a cell per line.

use kaimen::export::docx::sheet_docx;
use kaimen::export::sheet::html::sheet_html;
use kaimen::export::sheet::markdown::sheet_markdown;
use kaimen::export::sheet::{Cell, Column, DeletedMark, Kind, Line, Row, Run, Setting, Sheet};
use kaimen::export::xlsx::sheet_xlsx;
use kaimen::law::parse::parse;
use kaimen::law::statute::{Article, Statute, Unit};
use std::path::Path;
use std::{fs, io};

fn main() -> io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "target/sheets".to_owned());
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    let drafts = Path::new(env!("CARGO_MANIFEST_DIR")).join("drafts/elderly-care");
    let old = parse(&fs::read_to_string(drafts.join("v1.md"))?).statute;
    let new = parse(&fs::read_to_string(drafts.join("v2.md"))?).statute;
    let sheet = sheet(&old, &new);
    for (name, mark) in DeletedMark::ALL {
        fs::write(folder.join(format!("{name}.docx")), sheet_docx(&sheet, mark))?;
    }
    fs::write(folder.join("sheet.xlsx"), sheet_xlsx(&sheet).map_err(io::Error::other)?)?;
    fs::write(folder.join("sheet.md"), sheet_markdown(&sheet))?;
    fs::write(folder.join("sheet.html"), sheet_html(&sheet))?;
    fs::write(folder.join("words.txt"), words(&sheet))
}

fn sheet(old: &Statute, new: &Statute) -> Sheet {
    let column = |heading: &str, share| Column { heading: heading.to_owned(), share };
    let mut rows = Vec::new();
    let olds: Vec<&Article> = old.articles().collect();
    let mut at = 0;
    for unit in &new.body {
        if let Unit::Division(division) = unit {
            let heading = Line::of(Setting::Centred, Kind::Number, division.heading());
            rows.push(Row { cells: vec![Cell::of(vec![heading])] });
            for unit in &division.units {
                let Unit::Article(article) = unit else { continue };
                rows.push(pair(olds.get(at).copied(), article));
                at += 1;
            }
        }
    }
    rows.extend(merged(&olds));
    rows.push(long(&olds));
    Sheet {
        title: format!("《{}（草案）》审议修改前后对照表", new.title.as_str()),
        notes: vec!["（条文中黑体字为新增或者修改的内容，作标记的字为删除的内容；楷体字为编者注）".to_owned()],
        columns: vec![column("草案", 1), column("草案修改稿", 1)],
        rows,
        appendices: vec![Sheet {
            title: "引用条文序号调整情况".to_owned(),
            columns: vec![column("条文", 2), column("原引用", 1), column("现引用", 1)],
            rows: (3..40).map(references).collect(),
            ..Sheet::default()
        }],
    }
}

fn references(number: u16) -> Row {
    let flush = |words: String| Cell::of(vec![Line::of(Setting::Flush, Kind::Plain, words)]);
    let article = |number: u16| format!("第{}条", kaimen::law::number::to_chinese(number));
    Row { cells: vec![flush(article(number)), flush(article(number + 1)), flush(article(number + 2))] }
}

/// A cell over two rows that is longer than both, and than a page.
fn merged(olds: &[&Article]) -> Vec<Row> {
    let all = |articles: &[&Article]| articles.iter().flat_map(|it| lines(it, Kind::Plain)).collect();
    let whole = Cell { span: 2, lines: all(&olds[..8]) };
    vec![
        Row { cells: vec![whole, Cell::of(all(&olds[..1]))] },
        Row { cells: vec![Cell::covered(), Cell::of(all(&olds[1..2]))] },
    ]
}

/// A row longer than a page.
fn long(olds: &[&Article]) -> Row {
    let note = Line::of(Setting::Centred, Kind::Note, "（新增）");
    Row { cells: vec![Cell::of(vec![note]), Cell::of(olds.iter().flat_map(|it| lines(it, Kind::Added)).collect())] }
}

fn pair(old: Option<&Article>, new: &Article) -> Row {
    let Some(old) = old else {
        let note = Line::of(Setting::Centred, Kind::Note, "（新增）");
        return Row { cells: vec![Cell::of(vec![note]), Cell::of(lines(new, Kind::Added))] };
    };
    let (left, right) = (lines(old, Kind::Plain), lines(new, Kind::Plain));
    if left == right {
        let same = Line::of(Setting::Centred, Kind::Plain, "同左");
        return Row { cells: vec![Cell::of(left), Cell::of(vec![same])] };
    }
    let mark = |lines: &[Line], others: &[Line], kind| {
        let marked = lines.iter().enumerate().map(|(at, line)| changed(line, others.get(at), kind));
        Cell::of(marked.collect())
    };
    Row { cells: vec![mark(&left, &right, Kind::Deleted), mark(&right, &left, Kind::Added)] }
}

/// The line with what the other one has not marked.
fn changed(line: &Line, other: Option<&Line>, kind: Kind) -> Line {
    let other: Vec<char> = other.map(Line::plain).unwrap_or_default().chars().collect();
    let words: Vec<char> = line.plain().chars().collect();
    let equal = |a: &mut dyn Iterator<Item = (char, char)>| a.take_while(|(a, b)| a == b).count();
    let before = equal(&mut words.iter().copied().zip(other.iter().copied()));
    let most = words.len().min(other.len()) - before;
    let after = equal(&mut words.iter().rev().copied().zip(other.iter().rev().copied())).min(most);
    let run = |range: std::ops::Range<usize>, kind| Run { text: words[range].iter().collect(), kind };
    let end = words.len() - after;
    let mut runs = vec![run(0..before, Kind::Plain), run(before..end, kind), run(end..words.len(), Kind::Plain)];
    runs.retain(|it| !it.text.is_empty());
    Line { set: line.set, runs }
}

fn lines(article: &Article, kind: Kind) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, paragraph) in article.paragraphs.iter().enumerate() {
        let number = if kind == Kind::Plain { Kind::Number } else { kind };
        let mut runs = Vec::new();
        if at == 0 {
            runs.push(Run { text: article.number().to_string(), kind: number });
            runs.push(Run { text: "\u{3000}".to_owned(), kind });
        }
        runs.push(Run { text: paragraph.text.as_str().to_owned(), kind });
        lines.push(Line { set: Setting::Indented, runs });
        let items = paragraph.items.iter().map(|it| format!("{}{}", it.number_text(), it.text.as_str()));
        lines.extend(items.map(|words| Line::of(Setting::Indented, kind, words)));
    }
    lines
}

/// All words of the table, a line of a cell per line.
fn words(sheet: &Sheet) -> String {
    let mut out = format!("{}\n{}\n", sheet.title, sheet.notes.join("\n"));
    let cells = sheet.rows.iter().flat_map(|row| &row.cells);
    cells.flat_map(|cell| &cell.lines).for_each(|line| out.extend([line.plain().as_str(), "\n"]));
    sheet.appendices.iter().for_each(|it| out.push_str(&words(it)));
    out
}
