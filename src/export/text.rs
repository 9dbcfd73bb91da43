//! Statute → plain text as it stands in an official Word file: 题注 in brackets, a 目录, 第一章　总　则, paragraphs
//! indented by two full-width spaces. What is pasted from here into a mail or a form reads like the printed text.
//!
//! Absent on purpose: anything that plain text cannot carry; a link is its words, a table is rows of cells with tabs.

use super::markdown::{break_needs_space, events};
use super::words::{lines, with_calls};
use crate::law::statute::{Paragraph, Statute, Text, Unit};
use pulldown_cmark::{Event, Tag, TagEnd};

const INDENT: &str = "\u{3000}\u{3000}";

/// The whole text. Lines end in a line feed.
#[must_use]
pub fn statute_text(statute: &Statute) -> String {
    let mut writer = Writer { statute, out: String::new() };
    writer.write();
    writer.out
}

struct Writer<'a> {
    statute: &'a Statute,
    out: String,
}

impl Writer<'_> {
    fn write(&mut self) {
        let statute = self.statute;
        self.loose(&statute.notice);
        if !statute.title.is_empty() {
            self.line("", &self.words(&statute.title));
        }
        if let Some(status) = &statute.status {
            self.line("", &format!("（{status}）"));
        }
        if let Some(note) = &statute.title_note {
            self.line("", &format!("（{}）", self.words(note)));
        }
        self.contents();
        self.loose(&statute.preamble);
        self.units(&statute.body);
        for annex in &statute.annexes {
            self.blank();
            self.line("", &annex.heading());
            for line in markdown_lines(&annex.text) {
                self.line(if line.contains('\t') { "" } else { INDENT }, &line);
            }
        }
        if !statute.footnotes.is_empty() {
            self.blank();
        }
        for (at, note) in statute.footnotes.iter().enumerate() {
            self.line(INDENT, &format!("注{}：{}", at + 1, self.words(&note.text)));
        }
    }

    /// 目录, only of a text that has headings.
    fn contents(&mut self) {
        let divisions: Vec<_> = super::html::toc(self.statute);
        if !self.statute.body.iter().any(|unit| matches!(unit, Unit::Division(_))) {
            return;
        }
        self.blank();
        self.line("", "目\u{3000}录");
        for line in divisions.iter().filter(|line| !line.anchor.starts_with('x')) {
            self.line(&INDENT.repeat(line.depth), &line.heading);
        }
        self.blank();
    }

    fn units(&mut self, units: &[Unit]) {
        for unit in units {
            match unit {
                Unit::Division(division) => {
                    self.blank();
                    self.line("", &division.heading());
                    self.loose(&division.preamble);
                    self.units(&division.units);
                }
                Unit::Article(article) => {
                    let caption = article.caption.as_ref();
                    let caption = caption.map(|it| format!("{}{}{}", it.open, it.text, it.close())).unwrap_or_default();
                    let number = format!("{}{caption}", article.number());
                    if article.paragraphs.is_empty() {
                        self.line(INDENT, &number);
                    }
                    for (at, paragraph) in article.paragraphs.iter().enumerate() {
                        let mut all = lines(paragraph, |text| self.words(text)).into_iter();
                        if at == 0 {
                            let first = if paragraph.text.is_empty() { None } else { all.next() };
                            let gap = if first.is_some() { "\u{3000}" } else { "" };
                            self.line(INDENT, &format!("{number}{gap}{}", first.unwrap_or_default()));
                        }
                        all.for_each(|line| self.line(INDENT, &line));
                    }
                }
            }
        }
    }

    fn loose(&mut self, paragraphs: &[Paragraph]) {
        for paragraph in paragraphs {
            for line in lines(paragraph, |text| self.words(text)) {
                self.line(INDENT, &line);
            }
        }
    }

    fn words(&self, text: &Text) -> String {
        with_calls(text, |label| {
            let number = self.statute.footnotes.iter().position(|note| note.label == label);
            number.map_or_else(|| format!("[^{label}]"), |at| format!("〔注{}〕", at + 1))
        })
    }

    fn line(&mut self, indent: &str, words: &str) {
        for line in words.split('\n') {
            self.out.push_str(indent);
            self.out.push_str(line);
            self.out.push('\n');
        }
    }

    fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }
}

/// The blocks of a Markdown paper as lines; the cells of a table row stand on one line, with tabs between.
pub(super) fn markdown_lines(markdown: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut pending_break = false;
    let mut numbers: Vec<Option<u64>> = Vec::new();
    for event in events(markdown) {
        match event {
            Event::Html(words) | Event::InlineHtml(words) if words.trim_start().starts_with("<!--") => {}
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                let narrow = |(before, after)| break_needs_space(before, after);
                if pending_break && line.chars().last().zip(words.chars().next()).is_some_and(narrow) {
                    line.push(' ');
                }
                pending_break = false;
                line.push_str(&words);
            }
            Event::SoftBreak => pending_break = true,
            Event::HardBreak => end_line(&mut line, &mut lines),
            Event::Start(Tag::List(first)) => {
                end_line(&mut line, &mut lines);
                numbers.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                numbers.pop();
            }
            Event::Start(Tag::Item) => {
                end_line(&mut line, &mut lines);
                if let Some(Some(number)) = numbers.last_mut() {
                    line.push_str(&format!("{number}. "));
                    *number += 1;
                }
            }
            Event::End(TagEnd::TableCell) => line.push('\t'),
            Event::End(TagEnd::TableRow | TagEnd::TableHead) => {
                line.pop(); // the tab after the last cell
                lines.push(std::mem::take(&mut line));
            }
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock,
            ) => end_line(&mut line, &mut lines),
            _ => {}
        }
    }
    end_line(&mut line, &mut lines);
    lines
}

fn end_line(line: &mut String, lines: &mut Vec<String>) {
    lines.extend(line.split('\n').map(str::trim_end).filter(|part| !part.is_empty()).map(str::to_owned));
    line.clear();
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn the_text_stands_as_an_official_file_prints_it() {
        let expected = "\
××市政务服务条例
（草案）
（2026年4月28日××市第×届人民代表大会常务委员会第三十二次会议通过）

目　录
第一章　总　则
第二章　法律责任

第一章　总　则
　　第一条　为了优化政务服务，制定本条例。
　　第二条　本市实行首问负责。
　　有下列情形之一的，依照前款规定处理：
　　（一）未按照规定公示的；
　　（二）有下列行为之一的：
　　1.隐瞒<事实>。
　　第二条之一（名词）　本条例所称窗口〔注1〕，见网站。

第二章　法律责任
　　第三条　违反本条例第二条第二款第一项规定的，责令改正。

附件1：事项目录
序号\t事项
1\t企业开办

　　注1：指综合窗口。
";
        assert_eq!(statute_text(&sample::statute()), expected);
    }

    #[test]
    fn an_article_that_is_only_a_list_has_its_number_alone() {
        let mut listed = sample::paragraph("");
        listed.items = vec![sample::item(1, "甲；"), sample::item(2, "乙。")];
        let article = sample::article(crate::law::number::ArticleNumber::new(1), vec![listed]);
        let statute = Statute { body: vec![Unit::Article(article)], ..Statute::default() };
        assert_eq!(statute_text(&statute), "　　第一条\n　　（一）甲；\n　　（二）乙。\n");
    }

    #[test]
    fn lists_and_breaks_of_a_paper_become_lines() {
        assert_eq!(
            markdown_lines("# 甲\n\n乙\n丙\n\n1. 一\n2. 二\n\n- 三\n\na\nb"),
            ["甲", "乙丙", "1. 一", "2. 二", "三", "a b"]
        );
    }
}
