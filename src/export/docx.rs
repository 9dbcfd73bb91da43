//! Statutes, papers and tables → Word (docx), as a 人大 office hands them out (GB/T 9704-2012, domain handbook §9): A4, title
//! in 小标宋, 题注 in 楷体, 章 and 第X条 in 黑体, text in 仿宋 三号, page numbers — 1 — outside.
//!
//! The same input gives the same bytes: no date of making stands in the file. Absent on purpose: reading, which is
//! [`crate::intake`]; and the red head of 公文, because drafts are session papers.

mod decision;
mod package;
mod paper;
mod runs;
mod sheet;
mod title;

pub use decision::decision_docx;
pub use paper::paper_docx;
pub use sheet::sheet_docx;

use super::html::toc;
use super::text::markdown_lines;
use crate::law::is_safe_address;
use crate::law::statute::{
    Article, Division, DivisionKind, Mark, MarkKind, Paragraph, Statute, Text, Unit, spaced_name,
};
use pulldown_cmark::Alignment;
use runs::{Body, Font};
use std::borrow::Cow;

/// How far apart lines stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lines {
    /// 28 points, as most offices set it.
    #[default]
    Exact28,
    /// 22 lines a page, as the standard says: a grid of 28.99 points.
    Grid22,
}

/// How a document is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// How far apart lines stand.
    pub lines: Lines,
}

/// The statute as a Word file.
#[must_use]
pub fn statute_docx(statute: &Statute, options: Options) -> Vec<u8> {
    marked_docx(statute, options, "")
}

/// The same with words in the file's properties that word processors keep, so that it is known when it comes back.
#[must_use]
pub fn marked_docx(statute: &Statute, options: Options, mark: &str) -> Vec<u8> {
    let mut writer = Writer { statute, body: Body::default(), annexes: 0 };
    writer.write();
    package::zip_with(&writer.body, &statute.title.plain, options, mark)
}

struct Writer<'a> {
    statute: &'a Statute,
    body: Body,
    annexes: usize,
}

impl Writer<'_> {
    fn write(&mut self) {
        let statute = self.statute;
        for paragraph in &statute.notice {
            self.paragraph(paragraph, None);
        }
        if !statute.title.is_empty() {
            self.body.title(&statute.title.plain);
        }
        if let Some(status) = &statute.status {
            self.body.open("Note", "");
            self.body.run(&format!("（{status}）"), Font::Style);
            self.body.close();
        }
        if let Some(note) = &statute.title_note {
            self.body.open("Note", "");
            self.body.run("（", Font::Style);
            self.text(note, Font::Style);
            self.body.run("）", Font::Style);
            self.body.close();
        }
        self.contents();
        for paragraph in &statute.preamble {
            self.paragraph(paragraph, None);
        }
        self.units(&statute.body, 1);
        for annex in &statute.annexes {
            self.annexes += 1;
            // GB/T 9704: 附件 and its number stand at the left of the first line, its title in the middle of the third.
            self.body.open("AnnexNumber", "<w:pageBreakBefore/>");
            self.body.bookmark(&format!("x{}", self.annexes));
            self.body.run(&annex.number_text(), Font::Style);
            self.body.close();
            self.body.open("Body", "");
            self.body.close();
            if !annex.name.is_empty() {
                self.body.title(&annex.name);
            }
            paper::write_annex(&mut self.body, &annex.text);
        }
    }

    /// 目录 with links, of a text that has headings.
    fn contents(&mut self) {
        // 一、 between articles is no heading that a 目录 lists.
        let listed = |unit: &Unit| matches!(unit, Unit::Division(it) if it.kind != DivisionKind::Heading);
        if !self.statute.body.iter().any(listed) {
            return;
        }
        self.body.open("ContentsTitle", "");
        self.body.run("目\u{3000}录", Font::Style);
        self.body.close();
        // 目录 lists the headings; annexes are not among them.
        let annexes = self.statute.annexes.len();
        let lines = toc(self.statute);
        for line in &lines[..lines.len() - annexes] {
            let chars = 200 * (line.depth + 1);
            let indent = format!(
                "<w:ind w:leftChars=\"{chars}\" w:left=\"{}\" w:firstLineChars=\"0\" w:firstLine=\"0\"/>",
                chars * 32 / 10
            );
            self.body.open("Contents", &indent);
            self.body.link_inside(&line.anchor, &line.heading);
            self.body.close();
        }
    }

    fn units(&mut self, units: &[Unit], level: usize) {
        for unit in units {
            match unit {
                Unit::Division(division) => self.division(division, level),
                Unit::Article(article) => self.article(article),
            }
        }
    }

    fn division(&mut self, division: &Division, level: usize) {
        let style = match division.kind {
            DivisionKind::Book | DivisionKind::SubBook => "BookHeading",
            DivisionKind::Chapter => "ChapterHeading",
            DivisionKind::Section | DivisionKind::Heading => "SectionHeading",
        };
        self.body.open(style, &format!("<w:outlineLvl w:val=\"{}\"/>", level.min(9) - 1));
        self.body.bookmark(&division.anchor);
        // 附则 of some codes stands beside the numbered parts and has no number.
        let number = if division.number == 0 { String::new() } else { division.number_text() };
        self.body.run(&number, Font::Style);
        if !division.name.is_empty() {
            let gap = number.is_empty();
            self.body.run(
                if gap {
                    ""
                } else if division.kind == DivisionKind::Heading {
                    "、"
                } else {
                    "\u{3000}"
                },
                Font::Style,
            );
            if division.name.marks.is_empty() {
                self.body.run(&spaced_name(&division.name.plain), Font::Style);
            } else {
                self.text(&division.name, Font::Style);
            }
        }
        self.body.close();
        for paragraph in &division.preamble {
            self.paragraph(paragraph, None);
        }
        self.units(&division.units, level + 1);
    }

    fn article(&mut self, article: &Article) {
        if article.paragraphs.is_empty() {
            self.paragraph(&Paragraph::default(), Some(article));
        }
        for (at, paragraph) in article.paragraphs.iter().enumerate() {
            self.paragraph(paragraph, (at == 0).then_some(article));
        }
    }

    /// A paragraph with its list; the first of an article begins with the number.
    fn paragraph(&mut self, paragraph: &Paragraph, opens: Option<&Article>) {
        if opens.is_some() || !paragraph.text.is_empty() {
            self.body.open("Body", "");
            if let Some(article) = opens {
                self.body.bookmark(&article.path.to_string());
                self.body.run(&article.number().to_string(), Font::Hei);
                if let Some(caption) = &article.caption {
                    self.body.run(&format!("{}{}{}", caption.open, caption.text, caption.close()), Font::Kai);
                }
                if !paragraph.text.is_empty() {
                    self.body.run("\u{3000}", Font::Style);
                }
            }
            self.text(&paragraph.text, Font::Style);
            self.body.close();
        }
        for item in &paragraph.items {
            self.body.open("Body", "");
            self.body.run(&item.number_text(), Font::Style);
            self.text(&item.text, Font::Style);
            self.body.close();
            for subitem in &item.subitems {
                self.body.open("Body", "");
                self.body.run(&subitem.number_text(), Font::Style);
                self.text(&subitem.text, Font::Style);
                self.body.close();
            }
        }
    }

    fn text(&mut self, text: &Text, font: Font) {
        let mut at = 0;
        for mark in &text.marks {
            let (Some(before), Some(marked)) = (text.plain.get(at..mark.span.start), text.plain.get(mark.span.range()))
            else {
                continue;
            };
            self.body.run(before, font);
            self.mark(mark, marked, font);
            at = mark.span.end;
        }
        self.body.run(text.plain.get(at..).unwrap_or_default(), font);
    }

    fn mark(&mut self, mark: &Mark, words: &str, font: Font) {
        match &mark.kind {
            MarkKind::Strong => self.body.run(words, Font::Bold),
            MarkKind::Link(address) if is_safe_address(address) => self.body.link_outside(address, words),
            MarkKind::Link(_) => self.body.run(words, font),
            MarkKind::FootnoteRef(label) => {
                let note = self.statute.footnotes.iter().find(|note| note.label == *label);
                match note {
                    Some(note) => self.body.footnote(&note.text.plain),
                    None => self.body.run(&format!("[^{label}]"), font),
                }
            }
        }
    }
}

/// Lines of Markdown as they stand in a cell or in plain paragraphs.
fn plain_lines(markdown: &str) -> Vec<String> {
    markdown_lines(markdown)
}

/// The jc value of a column.
fn alignment(of: Alignment) -> &'static str {
    match of {
        Alignment::Center => "center",
        Alignment::Right => "right",
        _ => "left",
    }
}

/// A name that Word takes for a bookmark: letters, digits, `_`, at most forty.
fn bookmark_name(anchor: &str) -> Cow<'_, str> {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if anchor.chars().all(fits) && anchor.len() <= 40 {
        return Cow::Borrowed(anchor);
    }
    anchor.chars().take(40).map(|c| if fits(c) { c } else { '_' }).collect::<String>().into()
}

#[cfg(test)]
mod tests;
