//! A small sheet with every kind of cell, line and words, built by hand, for the tests of the writers.

use super::{Cell, Column, Kind, Line, Row, Run, Setting, Sheet};

fn line(runs: &[(&str, Kind)]) -> Line {
    let run = |&(text, kind): &(&str, Kind)| Run { text: text.to_owned(), kind };
    Line { set: Setting::Indented, runs: runs.iter().map(run).collect() }
}

fn row(cells: Vec<Cell>) -> Row {
    Row { cells }
}

/// Plain columns of one share.
pub(in crate::export) fn columns(headings: &[&str]) -> Vec<Column> {
    headings.iter().map(|it| Column { heading: (*it).to_owned(), share: 1 }).collect()
}

/// A cell of one plain line.
pub(in crate::export) fn flush(words: &str) -> Cell {
    Cell::of(vec![Line::of(Setting::Flush, Kind::Plain, words)])
}

/// Two columns: a band, a changed article, a new one, one that was split in two, words that are markup or a formula
/// elsewhere, and an appendix.
pub(in crate::export) fn sheet() -> Sheet {
    let centred = |kind, words: &str| Cell::of(vec![Line::of(Setting::Centred, kind, words)]);
    let changed = row(vec![
        Cell::of(vec![
            line(&[
                ("第二条", Kind::Number),
                ("　本市实行首问负责，", Kind::Plain),
                ("逐步", Kind::Deleted),
                ("推行。", Kind::Plain),
            ]),
            line(&[("前款规定适用于窗口。", Kind::Plain)]),
        ]),
        Cell::of(vec![
            line(&[
                ("第二条", Kind::Number),
                ("　本市实行首问负责，", Kind::Plain),
                ("“全面”", Kind::Added),
                ("推行。", Kind::Plain),
            ]),
            line(&[("前款规定适用于窗口。", Kind::Plain)]),
        ]),
    ]);
    let split =
        Cell { span: 2, lines: vec![line(&[("第三条", Kind::Number), ("　办理和监督。", Kind::Plain)])] };
    Sheet {
        title: "《××市政务服务条例》修改前后对照表".to_owned(),
        notes: vec!["（条文中黑体字为新增或者修改的内容，阴影部分为删除的内容）".to_owned()],
        columns: columns(&["现行条例", "修正草案"]),
        rows: vec![
            row(vec![centred(Kind::Number, "第一章　总　则")]),
            changed,
            row(vec![centred(Kind::Note, "（新增）"), Cell::of(vec![line(&[("第三条　新的<条文>。", Kind::Added)])])]),
            row(vec![split, Cell::of(vec![line(&[("第四条", Kind::Number), ("　办理。", Kind::Plain)])])]),
            row(vec![Cell::covered(), Cell::of(vec![line(&[("第五条", Kind::Number), ("　监督。", Kind::Plain)])])]),
            row(vec![flush("=SUM(1|2) & *星* `码` \\ _x0041_ [甲](乙) ~~丙~~"), centred(Kind::Plain, "同左")]),
        ],
        appendices: vec![Sheet {
            title: "引用条文序号调整情况".to_owned(),
            columns: columns(&["条文", "原引用", "现引用"]),
            rows: vec![row(vec![flush("第六条"), flush("第二条"), flush("第三条")])],
            ..Sheet::default()
        }],
    }
}

/// A sheet whose one cell holds so many characters, all different from their neighbours.
pub(in crate::export) fn long(characters: usize) -> Sheet {
    let digits: Vec<char> = "〇一二三四五六七八九".chars().collect();
    let words: String = (0..characters).map(|at| digits[(at / 10_usize.pow((at % 4) as u32)) % 10]).collect();
    Sheet {
        title: "长表".to_owned(),
        columns: columns(&["甲", "乙"]),
        rows: vec![row(vec![flush(&words), flush("乙")])],
        ..Sheet::default()
    }
}

/// Every piece of words of a sheet, as a reader meets them: title, notes, headings, rows.
pub(in crate::export) fn words(sheet: &Sheet) -> Vec<String> {
    let mut words = Vec::new();
    for sheet in super::grid::all(sheet) {
        words.push(sheet.title.clone());
        words.extend(sheet.notes.iter().cloned());
        words.extend(sheet.columns.iter().map(|it| it.heading.clone()));
        let lines = sheet.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.lines);
        words.extend(lines.map(Line::plain));
    }
    words.retain(|it| !it.is_empty());
    words
}

/// Asserts that all words stand in the text, in order.
pub(in crate::export) fn assert_in_order(text: &str, words: &[String]) {
    let mut rest = text;
    for word in words {
        let at = rest.find(word.as_str());
        assert!(at.is_some(), "{word} is missing in {rest}");
        rest = &rest[at.unwrap_or_default() + word.len()..];
    }
}
