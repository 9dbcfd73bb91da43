//! The Markdown of an annex → the blocks of an Akoma Ntoso `mainBody`: paragraphs and tables.
//!
//! Absent on purpose: lists as structure; an annex's list is lines with their marks, as the text prints them.

use super::super::markdown::{break_needs_space, events};
use super::super::xml::push_xml;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::fmt::Write as _;

/// Writes the blocks; `prefix` begins every eId.
pub(super) fn write(out: &mut String, markdown: &str, prefix: &str) {
    let mut writer = Writer { out, block: String::new(), break_before: false, numbers: Vec::new(), wrote: false };
    let mut tables = 0;
    let mut cell = "td";
    for event in events(markdown) {
        match event {
            Event::Html(words) | Event::InlineHtml(words) if words.trim_start().starts_with("<!--") => {}
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                writer.words(&words);
            }
            Event::SoftBreak => writer.break_before = true,
            Event::Start(Tag::Table(_)) => {
                writer.flush();
                tables += 1;
                let _ = write!(writer.out, "<table eId=\"{prefix}__table_{tables}\">");
                writer.wrote = true;
            }
            Event::End(TagEnd::Table) => writer.out.push_str("</table>\n"),
            Event::Start(Tag::TableHead) => {
                cell = "th";
                writer.out.push_str("<tr>");
            }
            Event::Start(Tag::TableRow) => writer.out.push_str("<tr>"),
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                cell = "td";
                writer.out.push_str("</tr>\n");
            }
            Event::End(TagEnd::TableCell) => {
                let _ = write!(writer.out, "<{cell}><p>");
                push_xml(writer.out, writer.block.trim());
                let _ = write!(writer.out, "</p></{cell}>");
                writer.block.clear();
            }
            Event::Start(Tag::List(first)) => {
                writer.flush();
                writer.numbers.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                writer.numbers.pop();
            }
            Event::Start(Tag::Item) => {
                writer.flush();
                if let Some(Some(number)) = writer.numbers.last_mut() {
                    let _ = write!(writer.block, "{number}. ");
                    *number += 1;
                }
            }
            Event::HardBreak
            | Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock,
            ) => writer.flush(),
            _ => {}
        }
    }
    writer.flush();
    if !writer.wrote {
        writer.out.push_str("<p/>\n"); // the schema asks for something
    }
}

struct Writer<'a> {
    out: &'a mut String,
    block: String,
    break_before: bool,
    numbers: Vec<Option<u64>>,
    wrote: bool,
}

impl Writer<'_> {
    fn words(&mut self, words: &str) {
        let narrow = |(before, after)| break_needs_space(before, after);
        if self.break_before && self.block.chars().last().zip(words.chars().next()).is_some_and(narrow) {
            self.block.push(' ');
        }
        self.break_before = false;
        self.block.push_str(words);
    }

    fn flush(&mut self) {
        let block = std::mem::take(&mut self.block);
        for line in block.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
            self.out.push_str("<p>");
            push_xml(self.out, line);
            self.out.push_str("</p>\n");
            self.wrote = true;
        }
        self.break_before = false;
    }
}
