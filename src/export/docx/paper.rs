//! Papers in Markdown (草案说明, 修改情况的汇报, 审议结果的报告) and the words of annexes, as Word paragraphs.
//!
//! What a paragraph is, is told by how it begins, as people read it: 一、 is a heading in 黑体, （一） one in 楷体; where
//! the words go on after the heading's full stop, only the heading is set so.

use super::super::markdown::{break_needs_space, events};
use super::runs::{Body, Font};
use super::{Options, alignment, package, plain_lines};
use crate::law::number::is_numeral_char;
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

/// How a place begins that somebody has to fill in ([`crate::export::report`]).
const GAP: &str = "〔待填：";
/// The longest heading, in characters.
const MAX_HEADING_CHARS: usize = 40;

/// A paper as a Word file.
#[must_use]
pub fn paper_docx(markdown: &str, options: Options) -> Vec<u8> {
    let mut body = Body::default();
    let title = write(&mut body, markdown, true);
    package::zip(&body, title.as_deref().unwrap_or_default(), options)
}

/// The words of an annex.
pub(super) fn write_annex(body: &mut Body, markdown: &str) {
    write(body, markdown, false);
}

#[derive(Default)]
struct Block {
    words: String,
    break_before: bool,
}

impl Block {
    fn push(&mut self, words: &str) {
        let narrow = |(before, after)| break_needs_space(before, after);
        if self.break_before && self.words.chars().last().zip(words.chars().next()).is_some_and(narrow) {
            self.words.push(' ');
        }
        self.break_before = false;
        self.words.push_str(words);
    }

    fn take(&mut self) -> String {
        self.break_before = false;
        std::mem::take(&mut self.words)
    }
}

/// Writes all blocks; gives the title of a paper.
fn write(body: &mut Body, markdown: &str, is_paper: bool) -> Option<String> {
    let mut writer =
        Writer { body, is_paper, title: None, at_head: is_paper, block: Block::default(), numbers: Vec::new() };
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut alignments = Vec::new();
    for event in events(markdown) {
        match event {
            Event::Html(words) | Event::InlineHtml(words) if words.trim_start().starts_with("<!--") => {}
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                writer.block.push(&words);
            }
            Event::SoftBreak => writer.block.break_before = true,
            Event::HardBreak => writer.block.push("\n"),
            Event::Start(Tag::Table(all)) => {
                writer.end_paragraph();
                alignments = all.into_iter().map(alignment).collect();
            }
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
            Event::End(TagEnd::TableCell) => {
                let words = plain_cell(&writer.block.take());
                if let Some(row) = rows.last_mut() {
                    row.push(words);
                }
            }
            Event::End(TagEnd::Table) => {
                writer.body.table(&rows, &alignments);
                rows.clear();
            }
            Event::End(TagEnd::Heading(level)) => writer.end_heading(level),
            Event::Start(Tag::List(first)) => {
                writer.end_paragraph();
                writer.numbers.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                writer.numbers.pop();
            }
            Event::Start(Tag::Item) => {
                writer.end_paragraph();
                if let Some(Some(number)) = writer.numbers.last_mut() {
                    let mark = format!("{number}.");
                    *number += 1;
                    writer.block.push(&mark);
                }
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                writer.end_paragraph();
            }
            _ => {}
        }
    }
    writer.end_paragraph();
    writer.title
}

fn plain_cell(words: &str) -> String {
    let lines = if words.contains('\n') { plain_lines(words) } else { vec![words.trim().to_owned()] };
    lines.join("\n")
}

struct Writer<'a> {
    body: &'a mut Body,
    is_paper: bool,
    title: Option<String>,
    /// Before the salutation: lines in brackets are who reported and when.
    at_head: bool,
    block: Block,
    numbers: Vec<Option<u64>>,
}

impl Writer<'_> {
    fn end_heading(&mut self, level: HeadingLevel) {
        let words = self.block.take();
        if self.is_paper && level == HeadingLevel::H1 && self.title.is_none() {
            self.body.title(&words);
            self.title = Some(words);
            return;
        }
        self.body.open("Body", "<w:keepNext/>");
        self.body.run(&words, if level <= HeadingLevel::H2 { Font::Hei } else { Font::Kai });
        self.body.close();
    }

    fn end_paragraph(&mut self) {
        let words = self.block.take();
        for line in words.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
            self.line(line);
        }
    }

    fn line(&mut self, line: &str) {
        if self.at_head && (is_bracketed(line) || line.starts_with("——")) {
            self.body.open("Note", "");
            // Date and organ stand in two lines, as they are read.
            let long = line.chars().count() > 26;
            let words = if long { line.replacen('\u{3000}', "\n", 1) } else { line.to_owned() };
            self.body.run(&words, Font::Style);
            self.body.close();
            return;
        }
        if self.at_head && line.ends_with('：') {
            self.at_head = false;
            self.body.open("Body", "<w:spacing w:before=\"280\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/>");
            self.body.run(line, Font::Style);
            self.body.close();
            return;
        }
        if is_date(line) {
            self.body.open("Body", "<w:ind w:rightChars=\"400\" w:right=\"1280\"/><w:jc w:val=\"right\"/>");
            self.body.run(line, Font::Style);
            self.body.close();
            return;
        }
        let (heading, rest, font) = split_heading(line);
        self.at_head &= heading.is_empty();
        self.body.open("Body", if rest.is_empty() && !heading.is_empty() { "<w:keepNext/>" } else { "" });
        self.body.run(heading, font);
        self.with_gaps(rest);
        self.body.close();
    }

    /// Words in which every place that is to be filled in is marked.
    fn with_gaps(&mut self, words: &str) {
        let mut rest = words;
        while let Some(from) = rest.find(GAP) {
            let until = rest[from..].find('〕').map_or(rest.len(), |at| from + at + '〕'.len_utf8());
            self.body.run(&rest[..from], Font::Style);
            self.body.run_with(&rest[from..until], "<w:rFonts w:hint=\"eastAsia\"/><w:highlight w:val=\"yellow\"/>");
            rest = &rest[until..];
        }
        self.body.run(rest, Font::Style);
    }
}

fn is_bracketed(line: &str) -> bool {
    line.starts_with('（') && line.ends_with('）')
}

/// 2026年4月28日 alone in a line.
fn is_date(line: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || c == '×');
    line.strip_suffix('日').and_then(|it| it.split_once('年')).is_some_and(|(year, rest)| {
        digits(year) && rest.split_once('月').is_some_and(|(month, day)| digits(month) && digits(day))
    })
}

/// The heading at the beginning of a line, what follows it, and the heading's typeface.
fn split_heading(line: &str) -> (&str, &str, Font) {
    let numeral = |text: &str| !text.is_empty() && text.chars().all(|c| is_numeral_char(c) && !c.is_ascii_digit());
    let first = line.split_once('、').is_some_and(|(mark, _)| numeral(mark));
    let second = line.strip_prefix('（').and_then(|it| it.split_once('）')).is_some_and(|(mark, _)| numeral(mark));
    let font = match (first, second) {
        (true, _) => Font::Hei,
        (_, true) => Font::Kai,
        _ => return ("", line, Font::Style),
    };
    let end = line.find('。').map_or(line.len(), |at| at + '。'.len_utf8());
    // A list within a sentence ends its points with ；; only 。 or nothing ends a heading.
    let whole_line = end == line.len() && line.ends_with(['；', '，', '：', '。']);
    if line[..end].chars().count() > MAX_HEADING_CHARS || whole_line {
        return ("", line, Font::Style);
    }
    let (heading, rest) = line.split_at(end);
    (heading, rest, font)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_by_their_marks() {
        for (line, heading, font) in [
            ("一、制定的必要性", "一、制定的必要性", Font::Hei),
            ("（二）关于罚款", "（二）关于罚款", Font::Kai),
            ("十一、关于总则。有的委员提出，应当删去。", "十一、关于总则。", Font::Hei),
            ("（一）营业执照；", "", Font::Style),
            (
                "一、第十四条第三款规定了公平竞争审查抽查制度，有的委员提出需要进一步明确抽查的比例和程序。",
                "",
                Font::Style,
            ),
            ("一般规定如下", "", Font::Style),
            ("第一，依法。", "", Font::Style),
        ] {
            assert_eq!((split_heading(line).0, split_heading(line).2), (heading, font), "{line}");
        }
    }

    #[test]
    fn places_to_fill_in_are_marked() {
        let words = "根据〔待填：会议日期〕的意见，作了修改。\n\n〔待填：没有结束";
        let document = super::super::tests::part(&paper_docx(words, Options::default()), "word/document.xml");
        assert_eq!(document.matches("<w:highlight w:val=\"yellow\"/>").count(), 2);
        assert!(
            document.contains(">〔待填：会议日期〕<")
                && document.contains(">根据<")
                && document.contains(">〔待填：没有结束<")
        );
    }

    #[test]
    fn a_date_line_is_known() {
        assert!(is_date("2026年4月28日") && is_date("××年×月×日"));
        assert!(!is_date("2026年4月28日通过") && !is_date("年月日") && !is_date("日"));
    }
}
