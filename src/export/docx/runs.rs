//! The body of a Word document as it grows: paragraphs, runs, tables, links, footnotes.

use super::super::xml::push_xml;
use super::{bookmark_name, title};
use std::fmt::Write as _;

/// The typeface of a run, where it is not that of its paragraph's style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Font {
    /// That of the style.
    Style,
    /// 黑体.
    Hei,
    /// 楷体.
    Kai,
    /// That of the style, bold.
    Bold,
}

impl Font {
    fn properties(self) -> &'static str {
        match self {
            // The hint makes “ ” and … Chinese marks, which they are, not Latin ones.
            Self::Style => "<w:rFonts w:hint=\"eastAsia\"/>",
            Self::Hei => "<w:rFonts w:hint=\"eastAsia\" w:ascii=\"黑体\" w:hAnsi=\"黑体\" w:eastAsia=\"黑体\"/>",
            Self::Kai => "<w:rFonts w:hint=\"eastAsia\" w:eastAsia=\"楷体_GB2312\"/>",
            // The style is what tells these words from all that is bold by its looks.
            Self::Bold => "<w:rStyle w:val=\"Strong\"/><w:rFonts w:hint=\"eastAsia\"/><w:b/>",
        }
    }
}

/// What is written so far.
#[derive(Default)]
pub(super) struct Body {
    pub(super) xml: String,
    /// Words of the footnotes, from number one.
    pub(super) notes: Vec<String>,
    /// Addresses of links to the outside, from relation `link1`.
    pub(super) links: Vec<String>,
    bookmarks: usize,
}

impl Body {
    /// Opens a paragraph. `properties` come after the style, in the order of the schema.
    pub(super) fn open(&mut self, style: &str, properties: &str) {
        let _ = write!(self.xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>");
    }

    pub(super) fn close(&mut self) {
        self.xml.push_str("</w:p>\n");
    }

    /// Words; a line feed is a line break.
    pub(super) fn run(&mut self, words: &str, font: Font) {
        self.run_with(words, font.properties());
    }

    /// Words with properties of their own, in the order of the schema.
    pub(super) fn run_with(&mut self, words: &str, properties: &str) {
        if words.is_empty() {
            return;
        }
        let _ = write!(self.xml, "<w:r><w:rPr>{properties}</w:rPr>");
        for (at, line) in words.split('\n').enumerate() {
            if at > 0 {
                self.xml.push_str("<w:br/>");
            }
            if !line.is_empty() {
                self.xml.push_str("<w:t xml:space=\"preserve\">");
                push_xml(&mut self.xml, line);
                self.xml.push_str("</w:t>");
            }
        }
        self.xml.push_str("</w:r>");
    }

    /// The title of a document or an annex, broken by sense.
    pub(super) fn title(&mut self, words: &str) {
        self.open("DocumentTitle", "");
        self.run(&title::broken(words, title::LINE_CHARS).join("\n"), Font::Style);
        self.close();
    }

    pub(super) fn bookmark(&mut self, anchor: &str) {
        self.bookmarks += 1;
        let _ = write!(
            self.xml,
            "<w:bookmarkStart w:id=\"{0}\" w:name=\"{1}\"/><w:bookmarkEnd w:id=\"{0}\"/>",
            self.bookmarks,
            bookmark_name(anchor)
        );
    }

    pub(super) fn link_inside(&mut self, anchor: &str, words: &str) {
        let _ = write!(self.xml, "<w:hyperlink w:anchor=\"{}\">", bookmark_name(anchor));
        self.run(words, Font::Style);
        self.xml.push_str("</w:hyperlink>");
    }

    pub(super) fn link_outside(&mut self, address: &str, words: &str) {
        self.links.push(address.to_owned());
        let _ = write!(self.xml, "<w:hyperlink r:id=\"link{}\">", self.links.len());
        self.run(words, Font::Style);
        self.xml.push_str("</w:hyperlink>");
    }

    pub(super) fn footnote(&mut self, words: &str) {
        self.notes.push(words.to_owned());
        let _ = write!(
            self.xml,
            "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{}\"/></w:r>",
            self.notes.len()
        );
    }

    /// A table over the whole width; its first row is repeated on every page.
    pub(super) fn table(&mut self, rows: &[Vec<String>], alignments: &[&str]) {
        const WIDTH: usize = 8_844; // 156 mm in twips
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns == 0 {
            return;
        }
        let widths = column_widths(rows, columns, WIDTH);
        self.xml.push_str(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:jc w:val=\"center\"/>\
             <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
        );
        for width in &widths {
            let _ = write!(self.xml, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.xml.push_str("</w:tblGrid>\n");
        for (at, row) in rows.iter().enumerate() {
            self.xml.push_str(if at == 0 {
                "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
            } else {
                "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            });
            for (column, width) in widths.iter().enumerate() {
                let words = row.get(column).map(String::as_str).unwrap_or_default();
                let _ = write!(
                    self.xml,
                    "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>"
                );
                let side = if at == 0 { "center" } else { alignments.get(column).copied().unwrap_or("left") };
                self.open("Cell", &format!("<w:jc w:val=\"{side}\"/>"));
                self.run(words, if at == 0 { Font::Hei } else { Font::Style });
                self.close();
                self.xml.push_str("</w:tc>");
            }
            self.xml.push_str("</w:tr>\n");
        }
        self.xml.push_str("</w:tbl>\n");
        // Word wants a paragraph after a table.
        self.open("Body", "");
        self.close();
    }
}

/// Widths in proportion to the longest words of each column, none under a fair least.
fn column_widths(rows: &[Vec<String>], columns: usize, whole: usize) -> Vec<usize> {
    let longest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0).clamp(5, 24)
    };
    let weights: Vec<usize> = (0..columns).map(longest).collect();
    let sum: usize = weights.iter().sum::<usize>().max(1);
    weights.into_iter().map(|weight| whole * weight / sum).collect()
}
