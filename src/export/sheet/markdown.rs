//! A sheet as Markdown: a heading, its notes, one table in GitHub's form, and the same for each appendix.
//!
//! Changed words are marked by the tags `<ins>`, `<del>` and `<strong>`, not by `**` and `~~`: CommonMark does not
//! read `**注意：**请` as bold, because of the Chinese mark before the closing asterisks, and a 对照表 is full of such
//! places. A cell needs `<br>` for its lines anyway. Spans cannot be said in this form: the places that a cell covers
//! stay empty. Absent on purpose: how deleted words are marked on paper.

use super::grid::{Grid, GridRow, Place, all};
use super::{Cell, Kind, Line, Run, Sheet};

/// The whole file.
#[must_use]
pub fn sheet_markdown(sheet: &Sheet) -> String {
    let mut out = String::new();
    for (at, sheet) in all(sheet).into_iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        write_sheet(&mut out, sheet, if at == 0 { "# " } else { "## " });
    }
    out
}

fn write_sheet(out: &mut String, sheet: &Sheet, mark: &str) {
    out.push_str(mark);
    push_words(out, if sheet.title.is_empty() { "未命名表格" } else { &sheet.title });
    out.push('\n');
    for note in sheet.notes.iter().filter(|it| !it.trim().is_empty()) {
        out.push('\n');
        push_words(out, note);
        out.push('\n');
    }
    let grid = Grid::of(sheet);
    if grid.columns() == 0 {
        return;
    }
    out.push('\n');
    push_row(out, grid.headings.iter().map(|heading| words(heading)));
    push_row(out, grid.headings.iter().map(|_| "---".to_owned()));
    for row in &grid.rows {
        match row {
            GridRow::Band(cell) => {
                push_row(out, (0..grid.columns()).map(|at| if at == 0 { band(cell) } else { String::new() }));
            }
            GridRow::Places(places) => push_row(out, places.iter().map(lines)),
        }
    }
}

fn push_row(out: &mut String, cells: impl Iterator<Item = String>) {
    out.push('|');
    for cell in cells {
        out.push(' ');
        out.push_str(&cell);
        out.push_str(if cell.is_empty() { "|" } else { " |" });
    }
    out.push('\n');
}

/// A row across the table is a heading: bold, once.
fn band(cell: &Cell) -> String {
    let words = joined(cell, |run| match run.kind {
        Kind::Number | Kind::Plain => words(&run.text),
        _ => marked(run),
    });
    if words.is_empty() { words } else { format!("<strong>{words}</strong>") }
}

fn lines(place: &Place<'_>) -> String {
    match place {
        Place::Cell { cell, .. } => joined(cell, marked),
        Place::Covered | Place::Empty => String::new(),
    }
}

fn joined(cell: &Cell, run: impl Fn(&Run) -> String) -> String {
    let line = |line: &Line| line.runs.iter().map(&run).collect::<String>();
    cell.lines.iter().map(line).collect::<Vec<String>>().join("<br>")
}

/// Words with what says what they are.
fn marked(run: &Run) -> String {
    let words = words(&run.text);
    match run.kind {
        _ if words.is_empty() => String::new(),
        Kind::Plain => words,
        Kind::Number => format!("<strong>{words}</strong>"),
        Kind::Added => format!("<ins>{words}</ins>"),
        Kind::Deleted => format!("<del>{words}</del>"),
        Kind::Passing => format!("<del><ins>{words}</ins></del>"),
        // Notes bring their brackets; one without would pass for words of the law.
        Kind::Note if words.starts_with(['（', '(', '〔']) => words,
        Kind::Note => format!("（{words}）"),
    }
}

fn words(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    push_words(&mut out, words);
    out
}

/// Writes words so that they are words, at the beginning of a line and in a cell. A line feed becomes a line break.
fn push_words(out: &mut String, words: &str) {
    let mut at_start = true;
    for c in words.chars() {
        match c {
            // As an entity: readers disagree about a backslash before an escaped bar.
            '\\' => out.push_str("&#92;"),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push_str("<br>"),
            '\r' => {}
            '|' | '*' | '_' | '`' | '~' | '[' | ']' | '!' | '#' | '>' | '$' => out.extend(['\\', c]),
            // 1. and - begin lists, = and - underline headings, a blank or a tab makes code or is lost.
            '-' | '+' | '=' if at_start => out.extend(['\\', c]),
            '.' | ')' if out.ends_with(|it: char| it.is_ascii_digit()) => out.extend(['\\', c]),
            ' ' if at_start => out.push_str("&#32;"),
            '\t' => out.push_str("&#9;"),
            '\0' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
        at_start = false;
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    /// The words of a file as a reader of Markdown takes them, blocks and cells apart by line feeds, tags as tags.
    fn read(markdown: &str) -> String {
        let mut text = String::new();
        for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
            match event {
                Event::Text(words) => text.push_str(&words),
                Event::InlineHtml(tag) if &*tag == "<br>" => text.push('\n'),
                Event::InlineHtml(tag) => text.extend(["{", tag.trim_matches(['<', '>']), "}"]),
                Event::End(TagEnd::TableCell) => text.push('¦'),
                Event::End(_) => text.push('\n'),
                Event::Start(Tag::Heading { .. } | Tag::Paragraph | Tag::Table(_)) => {}
                Event::Start(Tag::TableHead | Tag::TableRow | Tag::TableCell) => {}
                other => panic!("not words: {other:?} in {markdown}"),
            }
        }
        text
    }

    fn without_tags(text: &str) -> String {
        ["{ins}", "{/ins}", "{del}", "{/del}", "{strong}", "{/strong}"]
            .iter()
            .fold(text.to_owned(), |text, tag| text.replace(tag, ""))
    }

    #[test]
    fn every_word_is_read_back_in_order() {
        for sheet in [sample::sheet(), sample::long(100_000)] {
            let text = without_tags(&read(&sheet_markdown(&sheet)));
            sample::assert_in_order(&text, &sample::words(&sheet));
        }
    }

    #[test]
    fn changed_words_are_marked_wherever_they_stand() {
        let text = read(&sheet_markdown(&sample::sheet()));
        assert!(text.contains("，{del}逐步{/del}推行"), "{text}");
        assert!(text.contains("，{ins}“全面”{/ins}推行"), "{text}");
        assert!(text.contains("{ins}第三条　新的<条文>。{/ins}"), "{text}");
    }

    #[test]
    fn every_row_has_all_its_cells_and_covered_places_are_empty() {
        let text = read(&sheet_markdown(&sample::sheet()));
        assert!(text.contains("{strong}第一章　总　则{/strong}¦¦\n"), "{text}");
        assert!(text.contains("\n¦{strong}第五条{/strong}　监督。¦\n"), "{text}");
        assert!(text.contains("¦（新增）¦") || text.contains("\n（新增）¦"), "{text}");
    }

    #[test]
    fn words_that_look_like_markdown_stay_words() {
        for words in [
            "# 一",
            "1. 一",
            "1) 一",
            "- 一",
            "+ 一",
            "---",
            "===",
            "> 一",
            "  一",
            "\t一",
            "    一",
            "一|二",
            "一\\|二",
            "\\",
            "a\\",
            "<b>一</b>",
            "&amp;",
            "*一*",
            "__一__",
            "`一`",
            "~~一~~",
            "![一](二)",
            "[一]: 二",
            "$一$",
            "<!-- 一 -->",
        ] {
            let sheet = Sheet {
                title: words.to_owned(),
                notes: vec![words.to_owned()],
                columns: sample::columns(&[words]),
                rows: vec![super::super::Row { cells: vec![sample::flush(words)] }],
                ..Sheet::default()
            };
            let text = read(&sheet_markdown(&sheet));
            assert_eq!(text, format!("{words}\n{words}\n{words}¦\n{words}¦\n\n"), "{}", sheet_markdown(&sheet));
        }
    }

    #[test]
    fn an_empty_sheet_is_a_heading() {
        assert_eq!(sheet_markdown(&Sheet::default()), "# 未命名表格\n");
    }
}
