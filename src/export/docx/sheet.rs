//! Tables for paper (对照表 and its kin) as Word files: A4 across, the headings repeated on every page, text in 小四,
//! 第 X 页 共 Y 页 below.
//!
//! Rows break over pages, because an article can be longer than a page. Absent on purpose: what a cell covers, which
//! is settled by the grid of the sheet.

use super::super::sheet::grid::{Grid, GridRow, Place, all};
use super::super::sheet::{Cell, DeletedMark, Kind, Line, Setting, Sheet};
use super::package::{self, Page, Style, size, typeface};
use super::runs::{Body, Font};
use super::{Options, title};
use std::fmt::Write as _;

/// A4 across less 20 mm at either side, in twips.
const WIDTH: usize = 14_570;
/// Characters of 二号 that fit in a line of that width.
const TITLE_CHARS: usize = 32;
const HEI: &str = "<w:rFonts w:hint=\"eastAsia\" w:ascii=\"黑体\" w:hAnsi=\"黑体\" w:eastAsia=\"黑体\"/>";

/// The sheet and its appendices as a Word file; each appendix begins on a new page.
#[must_use]
pub fn sheet_docx(sheet: &Sheet, deleted: DeletedMark) -> Vec<u8> {
    let mut writer = Writer { body: Body::default(), deleted };
    for (at, sheet) in all(sheet).into_iter().enumerate() {
        writer.sheet(sheet, at > 0);
    }
    writer.end();
    package::pack(&writer.body, &sheet.title, &page())
}

struct Writer {
    body: Body,
    deleted: DeletedMark,
}

impl Writer {
    fn sheet(&mut self, sheet: &Sheet, is_appendix: bool) {
        if is_appendix || !sheet.title.is_empty() {
            self.body.open("DocumentTitle", if is_appendix { "<w:pageBreakBefore/>" } else { "" });
            self.body.run(&title::broken(&sheet.title, TITLE_CHARS).join("\n"), Font::Style);
            self.body.close();
        }
        for note in &sheet.notes {
            self.body.open("SheetNote", "");
            self.body.run(note, Font::Style);
            self.body.close();
        }
        let grid = Grid::of(sheet);
        if grid.columns() > 0 {
            self.table(&grid);
        }
    }

    /// Word wants a paragraph after a table; this one is too low to begin a page of its own.
    fn end(&mut self) {
        self.body.open("Cell", "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>");
        self.body.close();
    }

    fn table(&mut self, grid: &Grid<'_>) {
        let widths = grid.widths(WIDTH);
        let _ = write!(
            self.body.xml,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>\
             <w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:top w:w=\"40\" w:type=\"dxa\"/>\
             <w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"40\" w:type=\"dxa\"/>\
             <w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>"
        );
        for width in &widths {
            let _ = write!(self.body.xml, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.body.xml.push_str("</w:tblGrid>\n");
        self.headings(grid, &widths);
        for row in &grid.rows {
            self.body.xml.push_str("<w:tr>");
            match row {
                GridRow::Band(cell) => self.band(cell, grid.columns()),
                GridRow::Places(places) => {
                    places.iter().zip(&widths).for_each(|(place, width)| self.place(place, *width));
                }
            }
            self.body.xml.push_str("</w:tr>\n");
        }
        self.body.xml.push_str("</w:tbl>\n");
    }

    fn headings(&mut self, grid: &Grid<'_>, widths: &[usize]) {
        self.body.xml.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (heading, width) in grid.headings.iter().zip(widths) {
            self.open_cell(*width, "<w:vAlign w:val=\"center\"/>");
            self.body.open("Cell", "<w:keepNext/><w:jc w:val=\"center\"/>");
            self.body.run(heading, Font::Hei);
            self.body.close();
            self.body.xml.push_str("</w:tc>");
        }
        self.body.xml.push_str("</w:tr>\n");
    }

    /// A row across the table stays with the row below it.
    fn band(&mut self, cell: &Cell, columns: usize) {
        self.open_cell(WIDTH, &format!("<w:gridSpan w:val=\"{columns}\"/>"));
        self.lines(cell, "<w:keepNext/>");
        self.body.xml.push_str("</w:tc>");
    }

    fn place(&mut self, place: &Place<'_>, width: usize) {
        let empty = Cell::default();
        let (cell, merge) = match place {
            Place::Cell { cell, down: 1 } => (*cell, ""),
            Place::Cell { cell, .. } => (*cell, "<w:vMerge w:val=\"restart\"/>"),
            Place::Covered => (&empty, "<w:vMerge/>"),
            Place::Empty => (&empty, ""),
        };
        self.open_cell(width, merge);
        self.lines(cell, "");
        self.body.xml.push_str("</w:tc>");
    }

    fn open_cell(&mut self, width: usize, properties: &str) {
        let _ = write!(self.body.xml, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{properties}</w:tcPr>");
    }

    /// The lines of a cell; Word wants at least one paragraph in each.
    fn lines(&mut self, cell: &Cell, keep: &str) {
        if cell.lines.is_empty() {
            self.body.open("Cell", keep);
            self.body.close();
        }
        cell.lines.iter().for_each(|line| self.line(line, keep));
    }

    fn line(&mut self, line: &Line, keep: &str) {
        match line.set {
            Setting::Indented => self.body.open("SheetText", keep),
            Setting::Flush => self.body.open("Cell", keep),
            Setting::Centred => self.body.open("Cell", &format!("{keep}<w:jc w:val=\"center\"/>")),
        }
        for run in &line.runs {
            match run.kind {
                Kind::Plain => self.body.run(&run.text, Font::Style),
                Kind::Number => self.body.run(&run.text, Font::Hei),
                // Bold besides, so that it shows where a machine has one typeface only, and beside an old number.
                Kind::Added => self.body.run_with(&run.text, &format!("{HEI}<w:b/>")),
                Kind::Deleted => self.body.run_with(&run.text, deleted_properties(self.deleted)),
                Kind::Passing => {
                    let mark = deleted_properties(self.deleted);
                    let mark = mark.split_once("/>").map_or("", |it| it.1);
                    self.body.run_with(&run.text, &format!("{HEI}<w:b/>{mark}"));
                }
                Kind::Note => self.body.run(&run.text, Font::Kai),
            }
        }
        self.body.close();
    }
}

fn deleted_properties(mark: DeletedMark) -> &'static str {
    match mark {
        // A quarter of black: lighter grounds are lost in a copy of a copy.
        DeletedMark::Shade => {
            "<w:rFonts w:hint=\"eastAsia\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"BFBFBF\"/>"
        }
        DeletedMark::Box => {
            "<w:rFonts w:hint=\"eastAsia\"/><w:bdr w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"
        }
        DeletedMark::Strike => "<w:rFonts w:hint=\"eastAsia\"/><w:strike/>",
        DeletedMark::Underline => "<w:rFonts w:hint=\"eastAsia\"/><w:u w:val=\"single\"/>",
    }
}

/// A4 across; the sheets are bound or clipped at the top.
fn page() -> Page {
    Page {
        section: "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>\
                  <w:pgMar w:top=\"1417\" w:right=\"1134\" w:bottom=\"1247\" w:left=\"1134\" w:header=\"851\" \
                  w:footer=\"680\" w:gutter=\"0\"/>"
            .to_owned(),
        facing: "",
        styles: package::styles(Options::default(), &styles()),
        footers: vec![package::footer_of("SheetFooter", "", &["第 ", " 页\u{3000}共 ", " 页"], &["PAGE", "NUMPAGES"])],
    }
}

fn styles() -> [Style; 3] {
    let lines = |after: u16| {
        format!(
            "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"{after}\" w:line=\"400\" w:lineRule=\"exact\"/>"
        )
    };
    let centred = "<w:jc w:val=\"center\"/>";
    let two_in = "<w:ind w:firstLineChars=\"200\" w:firstLine=\"480\"/>";
    [
        ("SheetText", "对照表条文", lines(0) + two_in, size(24)),
        ("SheetNote", "对照表说明", lines(60) + centred, typeface("楷体_GB2312") + &size(24)),
        ("SheetFooter", "对照表页码", lines(0) + centred, size(21)),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::super::sheet::sample;
    use super::super::tests::part;
    use super::*;

    fn document(sheet: &Sheet, deleted: DeletedMark) -> String {
        part(&sheet_docx(sheet, deleted), "word/document.xml")
    }

    /// The words of a document, a line feed after each paragraph.
    fn words(document: &str) -> String {
        let mut out = String::new();
        let mut reader = quick_xml::Reader::from_str(document);
        loop {
            match reader.read_event().expect("well-formed") {
                quick_xml::events::Event::Text(text) => out.push_str(&text.decode().expect("UTF-8")),
                quick_xml::events::Event::GeneralRef(name) => out.push(match &*name {
                    b"lt" => '<',
                    b"gt" => '>',
                    b"amp" => '&',
                    _ => '"',
                }),
                quick_xml::events::Event::Eof => return out,
                _ => {}
            }
        }
    }

    #[test]
    fn every_word_is_in_the_file_in_order() {
        for sheet in [sample::sheet(), sample::long(100_000)] {
            sample::assert_in_order(&words(&document(&sheet, DeletedMark::Shade)), &sample::words(&sheet));
        }
    }

    #[test]
    fn the_page_lies_across_and_counts_its_fellows() {
        let bytes = sheet_docx(&sample::sheet(), DeletedMark::Shade);
        assert!(
            part(&bytes, "word/document.xml").contains("<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>")
        );
        let footer = part(&bytes, "word/footer1.xml");
        assert!(footer.contains(" PAGE ") && footer.contains(" NUMPAGES "), "{footer}");
        let settings = part(&bytes, "word/settings.xml");
        assert!(!settings.contains("mirrorMargins") && !settings.contains("evenAndOddHeaders"), "{settings}");
    }

    #[test]
    fn headings_repeat_spans_and_bands_are_merged_and_rows_break() {
        let document = document(&sample::sheet(), DeletedMark::Shade);
        assert_eq!(document.matches("<w:tblHeader/>").count(), 2);
        assert_eq!(document.matches("<w:gridSpan w:val=\"2\"/>").count(), 1);
        assert_eq!(document.matches("<w:vMerge w:val=\"restart\"/>").count(), 1);
        assert_eq!(document.matches("<w:vMerge/>").count(), 1);
        // Only the headings stay whole.
        assert_eq!(document.matches("<w:cantSplit/>").count(), 2);
        assert_eq!(document.matches("<w:pageBreakBefore/>").count(), 1);
    }

    #[test]
    fn each_kind_of_words_has_its_typeface_and_its_mark() {
        for (mark, property) in [
            (DeletedMark::Shade, "<w:shd "),
            (DeletedMark::Box, "<w:bdr "),
            (DeletedMark::Strike, "<w:strike/>"),
            (DeletedMark::Underline, "<w:u "),
        ] {
            let document = document(&sample::sheet(), mark);
            let run = document.split("<w:r>").find(|it| it.contains(">逐步<")).expect("the deleted words");
            assert!(run.contains(property), "{run}");
            assert_eq!(document.matches(property).count(), 1, "{property} marks deleted words only");
        }
        let document = document(&sample::sheet(), DeletedMark::Shade);
        let run = |words: &str| document.split("<w:r>").find(|it| it.contains(words)).expect("the words");
        assert!(run("第二条").contains("w:eastAsia=\"黑体\"") && !run("第二条").contains("<w:b/>"));
        assert!(run("“全面”").contains("w:eastAsia=\"黑体\"/><w:b/>"));
        assert!(run("（新增）").contains("w:eastAsia=\"楷体_GB2312\""));
    }

    #[test]
    fn the_same_input_gives_the_same_bytes() {
        let once = || sheet_docx(&sample::sheet(), DeletedMark::Box);
        assert_eq!(once(), once());
    }

    #[test]
    fn an_empty_sheet_is_a_page_without_a_table() {
        let document = document(&Sheet::default(), DeletedMark::Shade);
        assert!(!document.contains("<w:tbl>") && document.contains("<w:p>"), "{document}");
    }
}
