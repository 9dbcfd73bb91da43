//! Plain Markdown → HTML: the accompanying papers and the annexes.
//!
//! Headings, paragraphs, lists, quotations, code, tables and links; raw HTML is shown as text, images become their
//! words, only http, https, mailto and tel become links. A line break inside a paragraph is nothing between Chinese
//! characters. Absent on purpose: statutes, which are [`super::html`].

use super::html::{SafeHtml, push_escaped};
use crate::law::is_safe_address;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::fmt::Write as _;

/// A paper as HTML. Its `#` becomes `h(1 + heading_offset)`, deeper headings follow, none deeper than `h6`.
#[must_use]
pub fn markdown_html(markdown: &str, heading_offset: u8) -> SafeHtml {
    let mut out = String::with_capacity(markdown.len() + markdown.len() / 2);
    write(&mut out, markdown, heading_offset);
    SafeHtml::written(out)
}

/// The events of a paper, with the options that all readers of papers share.
pub(super) fn events(markdown: &str) -> impl Iterator<Item = Event<'_>> {
    let markdown = markdown.strip_prefix('\u{feff}').unwrap_or(markdown);
    Parser::new_ext(markdown, Options::ENABLE_TABLES)
}

/// Whether a line break between these two characters must be seen: between Latin words it is a space.
pub(super) fn break_needs_space(before: char, after: char) -> bool {
    let narrow = |c: char| c.is_ascii_graphic();
    narrow(before) && narrow(after)
}

pub(super) fn write(out: &mut String, markdown: &str, heading_offset: u8) {
    let mut writer =
        Writer { out, heading_offset, table: Table::default(), last: None, break_before: false, closers: Vec::new() };
    events(markdown).for_each(|event| writer.event(event));
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Where the cell that is being written began; an empty head cell is a `td`.
    cell: usize,
}

struct Writer<'a> {
    out: &'a mut String,
    heading_offset: u8,
    table: Table,
    /// The last character written in this block.
    last: Option<char>,
    /// A line break stands before the next character.
    break_before: bool,
    /// What closes the links and code blocks that are open.
    closers: Vec<&'static str>,
}

impl Writer<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            // A comment is a note of the drafters, not a word of the paper.
            Event::Html(words) | Event::InlineHtml(words) if words.trim_start().starts_with("<!--") => {}
            Event::Text(words) | Event::Html(words) | Event::InlineHtml(words) => self.words(&words),
            Event::Code(words) => {
                self.settle_break(&words);
                self.out.push_str("<code>");
                self.words(&words);
                self.out.push_str("</code>");
            }
            Event::SoftBreak => self.break_before = true,
            Event::HardBreak => {
                self.out.push_str("<br>");
                self.last = None;
            }
            Event::Rule => self.out.push_str("<hr>\n"),
            // Not among the options.
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn words(&mut self, words: &str) {
        self.settle_break(words);
        push_escaped(self.out, words);
        self.last = words.chars().last().or(self.last);
    }

    fn settle_break(&mut self, words: &str) {
        if !self.break_before {
            return;
        }
        let Some(next) = words.chars().next() else { return };
        if self.last.is_some_and(|last| break_needs_space(last, next)) {
            self.out.push(' ');
        }
        self.break_before = false;
    }

    fn block(&mut self) {
        self.last = None;
        self.break_before = false;
    }

    fn heading(&self, level: HeadingLevel) -> u8 {
        (level as u8).saturating_add(self.heading_offset).min(6)
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => {
                self.block();
                self.out.push_str("<p>");
            }
            Tag::Heading { level, .. } => {
                self.block();
                let level = self.heading(level);
                let _ = write!(self.out, "<h{level}>");
            }
            Tag::BlockQuote(_) => self.out.push_str("<blockquote>"),
            // Four spaces before a paragraph are an indent in Chinese typing, not a program.
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                self.block();
                self.open("<p>", "</p>\n");
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => self.open("<pre><code>", "</code></pre>\n"),
            Tag::HtmlBlock => {
                self.block();
                self.out.push_str("<p>");
            }
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(from)) => {
                let _ = writeln!(self.out, "<ol start=\"{from}\">");
            }
            Tag::Item => {
                self.block();
                self.out.push_str("<li>");
            }
            Tag::Table(alignments) => {
                self.table = Table { alignments, ..Table::default() };
                self.out.push_str("<div class=\"table-wrap\"><table>");
            }
            Tag::TableHead => {
                self.table.in_head = true;
                self.table.column = 0;
                self.out.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.out.push_str("<tr>");
            }
            Tag::TableCell => {
                self.block();
                self.table.cell = self.out.len();
            }
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Link { dest_url, .. } if is_safe_address(&dest_url) => {
                self.open("<a rel=\"noopener nofollow\" href=\"", "</a>");
                push_escaped(self.out, &dest_url);
                self.out.push_str("\">");
            }
            Tag::Link { .. } => self.open("", ""),
            // Of an image the words stay.
            _ => {}
        }
    }

    fn open(&mut self, markup: &str, closer: &'static str) {
        self.out.push_str(markup);
        self.closers.push(closer);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link | TagEnd::CodeBlock => self.out.push_str(self.closers.pop().unwrap_or_default()),
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.out.push_str("</p>\n"),
            TagEnd::Heading(level) => {
                let level = self.heading(level);
                let _ = writeln!(self.out, "</h{level}>");
            }
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::List(ordered) => self.out.push_str(if ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::Table => self.out.push_str("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.out.push_str("</tr></thead><tbody>");
            }
            TagEnd::TableRow => self.out.push_str("</tr>"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            _ => "",
        };
        self.table.column += 1;
        let words = self.out.split_off(self.table.cell);
        // A head cell without words names no column.
        let _ = if self.table.in_head && !words.is_empty() {
            write!(self.out, "<th scope=\"col\"{class}>{words}</th>")
        } else {
            write!(self.out, "<td{class}>{words}</td>")
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(markdown: &str) -> String {
        markdown_html(markdown, 0).to_string()
    }

    #[test]
    fn a_line_break_is_nothing_between_chinese_characters_and_a_space_between_words() {
        assert_eq!(html("第一行，\n第二行。"), "<p>第一行，第二行。</p>\n");
        assert_eq!(html("open\nlaw"), "<p>open law</p>\n");
        assert_eq!(html("见**附件**\n第一"), "<p>见<strong>附件</strong>第一</p>\n");
    }

    #[test]
    fn raw_html_is_text_and_comments_are_not_shown() {
        assert_eq!(html("甲<b>乙</b>"), "<p>甲&lt;b&gt;乙&lt;/b&gt;</p>\n");
        assert!(!html("<script>alert(1)</script>").contains("<script"));
        assert_eq!(html("甲<!-- km:note 乙 -->丙"), "<p>甲丙</p>\n");
    }

    #[test]
    fn only_harmless_addresses_become_links_and_images_become_words() {
        assert_eq!(
            html("[看](https://example.invalid/?a=1&b=\"2\")"),
            "<p><a rel=\"noopener nofollow\" href=\"https://example.invalid/?a=1&amp;b=&quot;2&quot;\">看</a></p>\n"
        );
        assert_eq!(html("[看](javascript:alert(1))"), "<p>看</p>\n");
        assert_eq!(
            html("[看](JaVaScRiPt:x) [电话](tel:12345)"),
            "<p>看 <a rel=\"noopener nofollow\" href=\"tel:12345\">电话</a></p>\n"
        );
        assert_eq!(html("![图](https://example.invalid/a.png)"), "<p>图</p>\n");
    }

    #[test]
    fn tables_keep_their_alignment_as_a_class() {
        let out = html("| 甲 | 乙 |\n| --- | --: |\n| 一 | 二 |\n");
        assert!(out.contains("<th scope=\"col\">甲</th><th scope=\"col\" class=\"align-right\">乙</th>"), "{out}");
        assert!(out.contains("<td>一</td><td class=\"align-right\">二</td>"), "{out}");
        assert!(!out.contains("style"));
    }

    #[test]
    fn headings_are_lowered_and_indented_paragraphs_are_no_programs() {
        assert_eq!(markdown_html("# 甲\n## 乙", 1).as_str(), "<h2>甲</h2>\n<h3>乙</h3>\n");
        assert_eq!(html("    缩进的一段"), "<p>缩进的一段</p>\n");
    }

    #[test]
    fn every_element_that_is_opened_is_closed() {
        let out = html("> 甲\n\n1. 一\n2. [二](javascript:1)\n\n- 三\n\n```\n四\n```\n\n***\n\n`五` *六*");
        for name in ["p", "blockquote", "ol", "ul", "li", "pre", "code", "em"] {
            assert_eq!(
                out.matches(&format!("<{name}>")).count(),
                out.matches(&format!("</{name}>")).count(),
                "{name}: {out}"
            );
        }
    }
}
