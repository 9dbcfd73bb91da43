//! Text → statute. A function of the text that cannot fail: odd input becomes a node and a [`Problem`].
//!
//! An official text without any Markdown, one with Markdown marks, and our own canonical form give the same tree
//! (domain handbook §3.2). The head of the document is read by `head`, the rest line by line by the `Builder` here,
//! and [`super::check`] looks at the finished tree. Absent on purpose: repairs. A number that is missing, doubled or
//! wrong stays as printed and is reported.

mod annexes;
mod articles;
mod head;
mod headings;
mod lists;
mod lost;
mod title;

pub(in crate::law) use headings::{clean_name, is_broken_name};
pub(in crate::law) use lists::interrupted_list;
use lost::find_lost_items;
pub(in crate::law) use lost::{is_lost_item, lost_list_len};
pub(in crate::law) use title::could_be_title;

use super::check;
use super::inline;
use super::lex::{self, Line, MarkStyle};
use super::number::ArticleNumber;
use super::path::ProvisionPath;
use super::problem::{Problem, Severity};
use super::span::Span;
use super::statute::{Article, Directive, Division, Footnote, Statute, Text};
use std::borrow::Cow;
use std::collections::HashMap;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc, is_nfc_quick};

/// What [`parse`] makes of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parsed {
    /// The tree.
    pub statute: Statute,
    /// What is odd, in the order of the text.
    pub problems: Vec<Problem>,
    /// The source, cut into pieces that each belong to one node; together they are the whole source.
    pub pieces: Vec<Piece>,
}

/// A piece of the source and the node it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// The bytes.
    pub span: Span,
    /// The node.
    pub owner: Owner,
}

/// The nodes that pieces of the source belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// What belongs to the document as a whole: a byte order mark, blank lines at the start.
    Document,
    /// The YAML head.
    FrontMatter,
    /// Lines before the title.
    Notice,
    /// 标题, with the status where it stands on the same line.
    Title,
    /// 草案 … on a line of its own, or 题注.
    TitleNote,
    /// 目录.
    Toc,
    /// Paragraphs before the first unit.
    Preamble,
    /// The n-th heading, from zero, with the paragraphs directly under it.
    Division(usize),
    /// An article with all in it.
    Article(ProvisionPath),
    /// The n-th annex, from zero.
    Annex(usize),
    /// The n-th footnote definition, from zero.
    Footnote(usize),
    /// A comment or directive.
    Directive,
    /// A page number or a running head in mid-text.
    Noise,
}

/// Reads a text. Cost grows with its length; nothing in it can make the parser fail.
#[must_use]
pub fn parse(source: &str) -> Parsed {
    let lines = split_lines(source);
    let mut builder = Builder::new(source, &lines);
    let start = builder.read_head();
    builder.scan_articles(start);
    for at in start..lines.len() {
        builder.read_line(at);
    }
    builder.finish()
}

fn split_lines(source: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::with_capacity(source.len() / 60 + 8);
    let mut start = 0;
    while start < source.len() {
        let end = source[start..].find('\n').map_or(source.len(), |at| start + at + 1);
        lines.push(Line::read(source, Span::new(start, end)));
        start = end;
    }
    lines
}

/// The block that was read last, to which a mark or a continued line may attach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Paragraph,
    Item,
    Subitem(MarkStyle),
}

/// The text as it is put together. The pieces of work stand in the modules below this one.
struct Builder<'a> {
    source: &'a str,
    lines: &'a [Line<'a>],
    not_nfc: bool,
    statute: Statute,
    problems: Vec<Problem>,
    owners: Vec<Owner>,
    divisions: Vec<Division>,
    division_count: usize,
    anchors: HashMap<String, u16>,
    article: Option<Article>,
    /// Paragraphs of the open container that carry a backslash guard, by index.
    guarded: Vec<usize>,
    last_number: Option<ArticleNumber>,
    occurrences: HashMap<ArticleNumber, u16>,
    last: Last,
    /// Heading whose name may stand on the next line.
    name_pending: bool,
    /// The last line was what is left of a link; the next one goes on after it.
    link_open: bool,
    /// The next line continues the last block (`km:cont`).
    cont: bool,
    annex_open: bool,
    /// For each line, the number of the next line at or after it that begins an article with a gap.
    next_head: Vec<Option<usize>>,
    heads: Vec<Option<(ArticleNumber, bool)>>,
    last_gap_line: HashMap<ArticleNumber, usize>,
}

impl<'a> Builder<'a> {
    fn new(source: &'a str, lines: &'a [Line<'a>]) -> Self {
        Self {
            source,
            lines,
            not_nfc: is_nfc_quick(source.chars()) != IsNormalized::Yes && !is_nfc(source),
            statute: Statute::default(),
            problems: Vec::new(),
            owners: vec![Owner::Document; lines.len()],
            divisions: Vec::new(),
            division_count: 0,
            anchors: HashMap::new(),
            article: None,
            guarded: Vec::new(),
            last_number: None,
            occurrences: HashMap::new(),
            last: Last::Nothing,
            name_pending: false,
            link_open: false,
            cont: false,
            annex_open: false,
            next_head: Vec::new(),
            heads: Vec::new(),
            last_gap_line: HashMap::new(),
        }
    }

    fn report(&mut self, code: &'static str, severity: Severity, span: Span, message: impl Into<String>) {
        self.problems.push(Problem { code, severity, span, message: message.into() });
    }

    /// Words as the tree keeps them: in NFC, never NFKC.
    fn normal<'t>(&self, words: &'t str) -> Cow<'t, str> {
        if self.not_nfc && !is_nfc(words) { Cow::Owned(words.nfc().collect()) } else { Cow::Borrowed(words) }
    }

    fn text(&self, words: &str) -> Text {
        inline::read(&self.normal(words))
    }

    /// Looks ahead once over all lines: where do articles begin, and which stand inside a quotation of a decision.
    fn scan_articles(&mut self, start: usize) {
        let quotes_matter = ["修改", "修正", "决定"].iter().any(|word| self.statute.title.plain.contains(word));
        let mut quoted = false;
        self.heads = vec![None; self.lines.len()];
        for (at, line) in self.lines.iter().enumerate().skip(start) {
            if line.words.is_empty() {
                continue;
            }
            let begins_in_quote = quoted;
            if quotes_matter {
                quoted = if lex::comma_mark(line.words).is_some() { false } else { quoted };
                quoted = quote_is_open(line.words, quoted);
            }
            let starts = line.words.starts_with('第') || line.words.starts_with("**第");
            if starts
                && !line.guarded
                && !begins_in_quote
                && let Some(head) = lex::article_head(line.words)
            {
                self.heads[at] = Some((head.number, head.gap));
                if head.gap {
                    self.last_gap_line.insert(head.number, at);
                }
            }
        }
        self.next_head = vec![None; self.lines.len() + 1];
        for at in (start..self.lines.len()).rev() {
            self.next_head[at] = match self.heads[at] {
                Some((_, true)) => Some(at),
                _ => self.next_head[at + 1],
            };
        }
    }

    fn next_content(&self, at: usize) -> Option<usize> {
        (at + 1..self.lines.len())
            .find(|&it| !self.lines[it].words.is_empty() && lex::comment(self.lines[it].words).is_none())
    }

    fn expects(&self, number: ArticleNumber) -> bool {
        self.last_number.map_or(number == ArticleNumber::new(1), |last| last.is_followed_by(number))
    }

    /// Whether the article that should come next still comes after line `at`.
    fn sequence_goes_on(&self, at: usize) -> bool {
        let next = self.next_head.get(at + 1).copied().flatten();
        next.and_then(|line| self.heads[line]).is_some_and(|(number, _)| self.expects(number))
    }

    fn read_line(&mut self, at: usize) {
        let line = self.lines[at];
        if line.words.is_empty() && line.directive.is_none() {
            self.owners[at] = if at == 0 { Owner::Document } else { self.owners[at - 1] };
            return;
        }
        if self.annex_open {
            self.annex_line(at);
            return;
        }
        if !line.words.is_empty() {
            self.read_words(at, &line);
        }
        if let Some((inner, span)) = line.directive {
            let (word, text) = lex::directive(inner);
            self.add_directive(word, text, span);
        }
    }

    fn read_words(&mut self, at: usize, line: &Line<'a>) {
        if let Some((word, text)) = lex::comment(line.words) {
            self.owners[at] = Owner::Directive;
            self.comment_line(word, text, line);
            return;
        }
        if std::mem::take(&mut self.cont) {
            self.continue_last(at, line);
            return;
        }
        let pending = std::mem::take(&mut self.name_pending);
        if line.guarded {
            self.paragraph(at, line, line.words);
            return;
        }
        if let Some((label, words)) = lex::footnote(line.words) {
            self.footnote(at, label, words, line.words_span);
            return;
        }
        if self.heading_with_article(at, line) {
            return;
        }
        if self.noise(at, line) || self.annex_heading(at, line) || self.heading(at, line) || self.article_line(at, line)
        {
            return;
        }
        if pending && self.broken_name(at, line) {
            return;
        }
        if self.intertitle(at, line) || self.unnumbered_heading(at, line) || self.list_line(at, line) {
            return;
        }
        if lex::is_table_row(line.words) && self.table_row(at, line) {
            return;
        }
        self.paragraph(at, line, line.words);
    }

    fn footnote(&mut self, at: usize, label: &str, words: &str, span: Span) {
        self.owners[at] = Owner::Footnote(self.statute.footnotes.len());
        let text = self.text(words);
        self.statute.footnotes.push(Footnote { label: label.to_owned(), text, span });
    }

    // ── comments, noise ──────────────────────────────────────────────────────────────────────────────────────────

    fn comment_line(&mut self, word: &str, text: &str, line: &Line<'a>) {
        if word == "cont" {
            self.cont = self.last != Last::Nothing;
            if !self.cont {
                self.report("K010", Severity::Warning, line.words_span, "这里没有可以接续的上文。");
            }
            return;
        }
        self.add_directive(word, text, line.words_span);
    }

    fn add_directive(&mut self, word: &str, text: &str, span: Span) {
        if word == "uid"
            && !text.is_empty()
            && let Some(article) = &mut self.article
        {
            article.uid = Some(text.to_owned());
            return;
        }
        let directive = Directive { word: word.to_owned(), text: text.to_owned(), span };
        let has_article = self.article.is_some();
        if let Some(paragraph) = self.container().last_mut() {
            paragraph.directives.push(directive);
        } else if has_article {
            if let Some(article) = &mut self.article {
                article.directives.push(directive);
            }
        } else if let Some(division) = self.divisions.last_mut() {
            division.directives.push(directive);
        } else {
            self.statute.directives.push(directive);
        }
    }

    /// A page number or a running head: kept as a directive, so that nothing is lost, and not as words of the law.
    fn noise(&mut self, at: usize, line: &Line<'a>) -> bool {
        let running_head = lex::is_notice_line(line.words) && self.last_number.is_some() && self.sequence_goes_on(at);
        if line.hashes > 0 || !(lex::page_number(line.words).is_some() || running_head) {
            return false;
        }
        let words = self.normal(line.words).into_owned();
        if words.contains("--") {
            return false; // would end the comment that keeps it
        }
        self.owners[at] = Owner::Noise;
        let message =
            format!("“{words}”像是页码或者公告的页眉，没有当作条文，保留为注释。如果是条文，请在行首加“\\”。");
        self.report("K004", Severity::Warning, line.words_span, message);
        self.add_directive("noise", &words, line.words_span);
        true
    }

    // ── the end ──────────────────────────────────────────────────────────────────────────────────────────────────

    fn finish(mut self) -> Parsed {
        self.close_article();
        while !self.divisions.is_empty() {
            self.close_division();
        }
        find_lost_items(&mut self.statute.preamble, &self.guarded);
        let pieces = self.pieces();
        check::source(self.source, self.not_nfc, &mut self.problems);
        check::statute(&self.statute, self.source, &mut self.problems);
        self.problems.sort_by_key(|it| (it.span.start, it.code));
        Parsed { statute: self.statute, problems: self.problems, pieces }
    }

    fn pieces(&self) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        for (line, &owner) in self.lines.iter().zip(&self.owners) {
            match pieces.last_mut() {
                Some(last) if last.owner == owner => last.span.end = line.span.end,
                _ => pieces.push(Piece { span: line.span, owner }),
            }
        }
        pieces
    }
}

/// Whether a line ends inside a quotation, given whether it began in one.
fn quote_is_open(words: &str, open: bool) -> bool {
    words.chars().fold(open, |open, c| match c {
        '“' => true,
        '”' => false,
        _ => open,
    })
}
