//! Statute → canonical Markdown: the one form in which Kaimen stores and compares texts.
//!
//! `parse(print(t)) == t` for every tree that `parse` makes. Where words would be read as something else on the way
//! back (a paragraph that begins like an article, say), a backslash at the start of the line says that they are
//! words.

use super::inline;
use super::lex::{self, Line};
use super::number::ArticleNumber;
use super::parse::{could_be_title, interrupted_list, is_broken_name, is_lost_item, lost_list_len};
use super::span::Span;
use std::borrow::Cow;

use super::statute::{
    Annex, Article, Directive, Division, DivisionKind, ItemMark, Paragraph, Statute, Text, Unit, spaced_name,
};

/// The canonical form: blocks separated by one blank line, one U+3000 after 第X条, LF, one LF at the end.
#[must_use]
pub fn print(statute: &Statute) -> String {
    let mut printer = Printer { out: String::with_capacity(1024), last_number: None, empty_item: false };
    printer.head(statute);
    let guard_first = statute.preamble.first().is_some_and(|it| reads_as_head(&it.text, statute.title.is_empty()));
    printer.paragraphs(&statute.preamble, guard_first);
    printer.units(&statute.body, 2);
    for footnote in &statute.footnotes {
        printer.block(&format!("[^{}]: {}", footnote.label, inline::write(&footnote.text)));
    }
    for annex in &statute.annexes {
        printer.annex(annex);
    }
    printer.out
}

struct Printer {
    out: String,
    last_number: Option<ArticleNumber>,
    /// The last block was an item without words, which would take the next paragraph.
    empty_item: bool,
}

impl Printer {
    fn block(&mut self, block: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(block);
        self.out.push('\n');
    }

    fn head(&mut self, statute: &Statute) {
        if let Some(front) = &statute.front_matter {
            self.out.push_str("---\n");
            self.out.push_str(&front.raw);
            self.out.push_str("---\n");
        }
        for line in &statute.notice {
            self.words(&line.text);
        }
        if !statute.title.is_empty() {
            self.block(&format!("# {}", inline::write(&statute.title)));
        }
        if let Some(status) = &statute.status {
            self.block(&format!("（{status}）"));
        }
        if let Some(note) = &statute.title_note {
            self.block(&format!("（{}）", inline::write(note)));
        }
        self.directives(&statute.directives);
    }

    fn directives(&mut self, directives: &[Directive]) {
        for directive in directives {
            self.directive(&directive.word, &directive.text);
        }
    }

    fn directive(&mut self, word: &str, text: &str) {
        let inside = match (word.is_empty(), text.is_empty()) {
            (true, _) => text.to_owned(),
            (false, true) => format!("km:{word}"),
            (false, false) => format!("km:{word} {text}"),
        };
        self.block(&format!("<!-- {inside} -->"));
    }

    fn units(&mut self, units: &[Unit], depth: usize) {
        for unit in units {
            match unit {
                Unit::Division(division) => self.division(division, depth),
                Unit::Article(article) => self.article(article),
            }
        }
    }

    fn division(&mut self, division: &Division, depth: usize) {
        let name = match division.name.marks.is_empty() {
            true => spaced_name(&inline::write(&division.name)),
            false => inline::write(&division.name),
        };
        let heading = match (division.number, division.kind) {
            (0, _) => name,
            (_, DivisionKind::Heading) => format!("{}、{name}", division.number_text()),
            _ if division.name.is_empty() => division.number_text(),
            _ => format!("{}\u{3000}{name}", division.number_text()),
        };
        self.block(&format!("{} {heading}", "#".repeat(depth.min(6))));
        self.directives(&division.directives);
        self.empty_item = false;
        self.paragraphs(&division.preamble, is_broken_name(&division.name.plain));
        self.units(&division.units, depth + 1);
    }

    fn article(&mut self, article: &Article) {
        let mut head = article.number().to_string();
        if let Some(caption) = &article.caption {
            head.push(caption.open);
            head.push_str(&caption.text);
            head.push(caption.close());
        }
        self.last_number = Some(article.number());
        self.empty_item = false;
        let mut paragraphs = article.paragraphs.as_slice();
        let on_line = article.paragraphs.first().filter(|_| article.directives.is_empty());
        match on_line {
            Some(first) if first.text.is_empty() => {
                let Some(item) = first.items.first().filter(|it| it.mark == ItemMark::Chinese) else {
                    self.block(&head);
                    self.uid(article);
                    self.paragraphs(paragraphs, false);
                    return;
                };
                head.push('\u{3000}');
                head.push_str(&item.number_text());
                self.lines(&head, &item.text);
                self.empty_item = item.text.is_empty();
                self.subitems(item);
                self.items(&first.items[1..]);
                self.uid(article);
                self.directives(&first.directives);
                paragraphs = &paragraphs[1..];
            }
            Some(first) if !self.begins_like_a_unit(&first.text) => {
                head.push('\u{3000}');
                self.lines(&head, &first.text);
                self.items(&first.items);
                self.uid(article);
                self.directives(&first.directives);
                let guard = reads_as_lost_list(&article.paragraphs, 0);
                self.rest(&article.paragraphs, 1, guard);
                return;
            }
            _ => {
                self.block(&head);
                self.uid(article);
                self.directives(&article.directives);
            }
        }
        self.paragraphs(paragraphs, false);
    }

    fn uid(&mut self, article: &Article) {
        if let Some(uid) = &article.uid {
            self.directive("uid", uid);
        }
    }

    /// Paragraphs; `guard_first` if the first one would be read as a title or a name.
    fn paragraphs(&mut self, paragraphs: &[Paragraph], guard_first: bool) {
        self.rest(paragraphs, 0, guard_first);
    }

    fn rest(&mut self, paragraphs: &[Paragraph], from: usize, guard_first: bool) {
        let mut guard = guard_first;
        for (at, paragraph) in paragraphs.iter().enumerate().skip(from) {
            let first = paragraph.items.first().filter(|it| it.mark == ItemMark::Chinese);
            let interrupts = first.and_then(|it| interrupted_list(&paragraphs[..at], &paragraph.text, it.number));
            if !paragraph.text.is_empty() {
                self.paragraph_words(&paragraph.text, guard || interrupts.is_some());
            }
            self.items(&paragraph.items);
            self.directives(&paragraph.directives);
            guard = reads_as_lost_list(paragraphs, at);
        }
    }

    fn paragraph_words(&mut self, text: &Text, guard: bool) {
        let guard = guard || self.empty_item || self.begins_like_a_unit(text);
        self.lines(if guard { "\\" } else { "" }, text);
        self.empty_item = false;
    }

    fn words(&mut self, text: &Text) {
        self.lines("", text);
    }

    fn items(&mut self, items: &[super::statute::Item]) {
        for item in items {
            self.empty_item = false;
            if item.mark == ItemMark::Lost {
                self.lines("", &item.text);
            } else {
                let space = if item.mark == ItemMark::Arabic { " " } else { "" };
                self.lines(&format!("{}{space}", item.number_text()), &item.text);
                self.empty_item = item.text.is_empty();
            }
            self.subitems(item);
        }
    }

    fn subitems(&mut self, item: &super::statute::Item) {
        for subitem in &item.subitems {
            self.empty_item = false;
            self.lines(&format!("{} ", subitem.number_text()), &subitem.text);
        }
    }

    /// Words with what stands before them; a line feed inside is a table row or a `cont` directive.
    fn lines(&mut self, before: &str, text: &Text) {
        let written = inline::write(text);
        let mut previous: Option<&str> = None;
        for line in written.split('\n') {
            match previous {
                None if before.is_empty() || before == "\\" => self.block(&guarded(line, !before.is_empty())),
                None => self.block(format!("{before}{line}").trim_end()),
                Some(previous) if lex::is_table_row(previous) && lex::is_table_row(line) && before.is_empty() => {
                    self.out.push_str(line);
                    self.out.push('\n');
                }
                Some(_) => {
                    self.directive("cont", "");
                    self.block(&guarded(line, false));
                }
            }
            previous = Some(line);
        }
    }

    /// Whether the first line of a paragraph would be read as something else than a paragraph.
    fn begins_like_a_unit(&self, text: &Text) -> bool {
        let written = inline::write(text);
        let first = written.split('\n').next().unwrap_or("");
        let line = Line::read(first, Span::new(0, first.len()));
        if line.guarded || line.words.len() != first.len() || line.directive.is_some() {
            return true;
        }
        let article = lex::article_head(first).is_some_and(|head| {
            head.gap
                || self
                    .last_number
                    .map_or(head.number == ArticleNumber::new(1), |last| last.is_followed_by(head.number))
        });
        article
            || lex::heading_head(first, false).is_some()
            || lex::list_mark(first).is_some()
            || lex::annex_head(first).is_some()
            || lex::intertitle(first).is_some()
            || (self.last_number.is_some() && lex::comma_mark(first).is_some())
            || lex::page_number(first).is_some()
            || lex::is_notice_line(first)
            || lex::footnote(first).is_some()
            || lex::comment(first).is_some()
            || lex::is_toc_word(first)
            || matches!(super::parse::clean_name(first).as_str(), "总则" | "附则")
    }

    fn annex(&mut self, annex: &Annex) {
        self.block(&format!("## {}", annex.heading()));
        if !annex.text.is_empty() {
            self.block(&annex.text);
        }
    }
}

/// A line that begins with words, guarded where the lexer would take something off it, or where `wanted`.
fn guarded(line: &str, wanted: bool) -> Cow<'_, str> {
    // An escaped first character guards the line already; a backslash of the words must become one.
    let escaped = line.starts_with(['\\']) && line[1..].starts_with(['\\', '*', '[', '<']);
    let read = Line::read(line, Span::new(0, line.len()));
    let intact = read.words.len() == line.len() && read.directive.is_none();
    if escaped || (intact && !wanted) {
        return Cow::Borrowed(line);
    }
    // Directly before a mark the backslash would take its meaning away, before a letter it is a backslash.
    let takes_space = line.starts_with(|c: char| matches!(c, '*' | '[' | '<') || c.is_ascii_alphabetic());
    let space = if takes_space { " " } else { "" };
    Cow::Owned(format!("\\{space}{line}"))
}

/// Whether what follows paragraph `at` would be read back as items of it that lost their marks.
fn reads_as_lost_list(paragraphs: &[Paragraph], at: usize) -> bool {
    let single = paragraphs.get(at + 1).is_some_and(|next| is_lost_item(&paragraphs[at], next));
    single || lost_list_len(paragraphs, at).is_some()
}

/// Whether the first paragraph would be read as a title (where there is none) or as a 题注.
fn reads_as_head(text: &Text, untitled: bool) -> bool {
    let written = inline::write(text);
    let first = written.split('\n').next().unwrap_or("");
    let title = untitled && could_be_title(&Line::read(first, Span::new(0, first.len())));
    title || (!untitled && (first.starts_with(['（', '(']) || lex::is_bare_title_note(first)))
}
