//! A sheet as one HTML file that needs nothing else: for reading offline, mailing and printing on A4 across.
//!
//! Absent on purpose: scripts, fonts and anything fetched from elsewhere; and the marks of paper, because a page marks
//! deleted words in its own way (design brief): struck through on a red ground, in print between 〔 〕.

use super::super::html::push_escaped;
use super::grid::{Grid, GridRow, Place, all};
use super::{Cell, Kind, Line, Run, Setting, Sheet};
use std::fmt::Write as _;

const STYLE: &str = include_str!("sheet.css");
const UNTITLED: &str = "未命名表格";

/// The whole file, from `<!DOCTYPE html>` on.
#[must_use]
pub fn sheet_html(sheet: &Sheet) -> String {
    let mut out = String::from(
        "<!DOCTYPE html>\n<html lang=\"zh-Hans\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
    );
    push_escaped(&mut out, title(sheet));
    let _ = write!(out, "</title>\n<style>\n{STYLE}");
    let sheets: Vec<(&Sheet, Grid<'_>)> = all(sheet).into_iter().map(|it| (it, Grid::of(it))).collect();
    sheets.iter().enumerate().for_each(|(at, (_, grid))| write_widths(&mut out, grid, at));
    out.push_str("</style>\n</head>\n<body>\n<main>\n");
    sheets.iter().enumerate().for_each(|(at, (sheet, grid))| write_sheet(&mut out, sheet, grid, at));
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn title(sheet: &Sheet) -> &str {
    if sheet.title.trim().is_empty() { UNTITLED } else { &sheet.title }
}

/// The widths of the columns of one table.
fn write_widths(out: &mut String, grid: &Grid<'_>, at: usize) {
    for (column, width) in (1..).zip(grid.widths(10_000)) {
        let (whole, rest) = (width / 100, width % 100);
        let _ = writeln!(out, ".t{at} col:nth-child({column}) {{ width: {whole}.{rest:02}%; }}");
    }
}

/// A sheet, or as a section with a lesser heading an appendix.
fn write_sheet(out: &mut String, sheet: &Sheet, grid: &Grid<'_>, at: usize) {
    let level = if at == 0 { 1 } else { 2 };
    let _ = write!(out, "<section class=\"sheet\" aria-labelledby=\"t{at}\">\n<h{level} id=\"t{at}\">");
    push_escaped(out, title(sheet));
    let _ = writeln!(out, "</h{level}>");
    for note in &sheet.notes {
        out.push_str("<p class=\"about\">");
        push_escaped(out, note);
        out.push_str("</p>\n");
    }
    if grid.columns() > 0 {
        write_table(out, grid, at);
    }
    out.push_str("</section>\n");
}

fn write_table(out: &mut String, grid: &Grid<'_>, at: usize) {
    let _ = write!(out, "<table class=\"t{at}\" aria-labelledby=\"t{at}\">\n<colgroup>");
    out.push_str(&"<col>".repeat(grid.columns()));
    out.push_str("</colgroup>\n<thead>\n<tr>");
    for heading in &grid.headings {
        // A heading without words is no heading.
        out.push_str(if heading.is_empty() { "<td>" } else { "<th scope=\"col\">" });
        push_escaped(out, heading);
        out.push_str(if heading.is_empty() { "</td>" } else { "</th>" });
    }
    out.push_str("</tr>\n</thead>\n");
    write_rows(out, grid);
    out.push_str("</table>\n");
}

/// The rows; a band heads the group of rows that follows it, so that readers hear in which 章 they are.
fn write_rows(out: &mut String, grid: &Grid<'_>) {
    let mut is_open = false;
    for row in &grid.rows {
        let is_band = matches!(row, GridRow::Band(_));
        if is_open && is_band {
            out.push_str("</tbody>\n");
        }
        if is_band || !is_open {
            out.push_str("<tbody>\n");
            is_open = true;
        }
        out.push_str("<tr>");
        match row {
            GridRow::Band(cell) => write_band(out, cell, grid.columns()),
            GridRow::Places(places) => places.iter().for_each(|place| write_place(out, place)),
        }
        out.push_str("</tr>\n");
    }
    if is_open {
        out.push_str("</tbody>\n");
    }
}

fn write_band(out: &mut String, cell: &Cell, columns: usize) {
    let name = if cell.lines.is_empty() { "td" } else { "th" };
    let scope = if cell.lines.is_empty() { "" } else { " scope=\"rowgroup\"" };
    let _ = write!(out, "<{name} class=\"band\" colspan=\"{columns}\"{scope}>");
    cell.lines.iter().for_each(|line| write_line(out, line));
    let _ = write!(out, "</{name}>");
}

fn write_place(out: &mut String, place: &Place<'_>) {
    match place {
        Place::Covered => {}
        Place::Empty => out.push_str("<td></td>"),
        Place::Cell { cell, down } => {
            out.push_str("<td");
            if *down > 1 {
                let _ = write!(out, " rowspan=\"{down}\"");
            }
            out.push('>');
            cell.lines.iter().for_each(|line| write_line(out, line));
            out.push_str("</td>");
        }
    }
}

fn write_line(out: &mut String, line: &Line) {
    out.push_str(match line.set {
        Setting::Indented => "<p>",
        Setting::Flush => "<p class=\"flush\">",
        Setting::Centred => "<p class=\"centred\">",
    });
    line.runs.iter().filter(|run| !run.text.is_empty()).for_each(|run| write_run(out, run));
    out.push_str("</p>");
}

/// Words and what they are, told to those who hear the page as well.
fn write_run(out: &mut String, run: &Run) {
    let (before, after) = match run.kind {
        Kind::Plain => ("", ""),
        Kind::Number => ("<span class=\"number\">", "</span>"),
        Kind::Added => ("<ins><span class=\"heard\">新增：</span>", "<span class=\"heard\">（新增完）</span></ins>"),
        Kind::Deleted => ("<del><span class=\"heard\">删除：</span>", "<span class=\"heard\">（删除完）</span></del>"),
        Kind::Passing => (
            "<del><ins><span class=\"heard\">新增后又删除：</span>",
            "<span class=\"heard\">（新增后又删除完）</span></ins></del>",
        ),
        Kind::Note => ("<span class=\"note\">", "</span>"),
    };
    out.push_str(before);
    push_escaped(out, &run.text);
    out.push_str(after);
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    /// The words of the page as they are seen.
    fn seen(page: &str) -> String {
        let body = page.split_once("<body>").expect("a body").1;
        let mut text = String::new();
        for (at, piece) in body.split('<').enumerate() {
            let (tag, words) = if at == 0 { ("", piece) } else { piece.split_once('>').expect("a whole tag") };
            if tag != "span class=\"heard\"" {
                text.push_str(words);
            }
        }
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    }

    #[test]
    fn every_word_is_on_the_page_in_order() {
        for sheet in [sample::sheet(), sample::long(100_000)] {
            sample::assert_in_order(&seen(&sheet_html(&sheet)), &sample::words(&sheet));
        }
    }

    #[test]
    fn changed_words_are_told_to_the_eye_and_to_the_ear() {
        let page = sheet_html(&sample::sheet());
        assert!(page.contains("<del><span class=\"heard\">删除：</span>逐步<"), "{page}");
        assert!(page.contains("<ins><span class=\"heard\">新增：</span>“全面”<"), "{page}");
        assert!(page.contains("<span class=\"note\">（新增）</span>"), "{page}");
    }

    #[test]
    fn the_table_says_what_heads_and_what_spans() {
        let page = sheet_html(&sample::sheet());
        assert!(page.contains("<th scope=\"col\">现行条例</th><th scope=\"col\">修正草案</th>"), "{page}");
        assert!(page.contains("<th class=\"band\" colspan=\"2\" scope=\"rowgroup\">"), "{page}");
        assert!(page.contains("<td rowspan=\"2\">"), "{page}");
        let rows: Vec<&str> = page.split("<tr>").collect();
        let under = rows.iter().find(|it| it.contains("第五条")).expect("the row under the span");
        assert_eq!(under.matches("<td").count(), 1);
        assert_eq!(page.matches("<tbody>").count(), page.matches("</tbody>").count());
    }

    #[test]
    fn the_file_is_complete_and_fetches_nothing() {
        let page = sheet_html(&sample::sheet());
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"zh-Hans\">"));
        for outside in ["<script", "<link", "@import", "url("] {
            assert!(!page.contains(outside), "{outside}");
        }
    }

    #[test]
    fn words_that_look_like_markup_stay_words() {
        let page = sheet_html(&sample::sheet());
        assert!(page.contains("第三条　新的&lt;条文&gt;。"), "{page}");
        let mut sheet = Sheet { title: "</title><script>".to_owned(), ..Sheet::default() };
        sheet.columns = sample::columns(&["<b>"]);
        assert!(!sheet_html(&sheet).contains("<script") && !sheet_html(&sheet).contains("<b>"));
    }

    #[test]
    fn an_empty_sheet_is_a_page_with_a_title() {
        let page = sheet_html(&Sheet::default());
        assert!(page.contains("<title>未命名表格</title>") && !page.contains("<table"), "{page}");
    }
}
