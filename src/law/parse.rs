//! Text → statute. A function of the text that cannot fail: odd input becomes a node and a [`Problem`].
//!
//! An official text without any Markdown, one with Markdown marks, and our own canonical form give the same tree
//! (domain handbook §3.2). The head of the document is read by `head`, the rest line by line by the `Builder` here,
//! and [`super::check`] looks at the finished tree. Absent on purpose: repairs. A number that is missing, doubled or
//! wrong stays as printed and is reported.

mod head;

pub(in crate::law) use head::could_be_title;

use super::check;
use super::inline;
use super::lex::{self, Line, MarkStyle};
use super::number::ArticleNumber;
use super::path::ProvisionPath;
use super::problem::{Problem, Severity};
use super::span::Span;
use super::statute::{
    Annex, Article, Caption, Directive, Division, DivisionKind, Footnote, Item, ItemMark, Paragraph, Statute, Subitem,
    Text, Unit,
};
use std::borrow::Cow;
use std::collections::HashMap;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc, is_nfc_quick};

/// Shortest list whose lost marks are recognised, in items.
const MIN_LOST_ITEMS: usize = 2;
/// Longest name of a heading whose name stands on the next line, in characters.
const MAX_BROKEN_NAME_CHARS: usize = 30;

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
                quoted = if lex::intertitle_number(line.words).is_some() { false } else { quoted };
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
            self.owners[at] = Owner::Footnote(self.statute.footnotes.len());
            let text = self.text(words);
            self.statute.footnotes.push(Footnote { label: label.to_owned(), text, span: line.words_span });
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

    // ── comments, noise ──────────────────────────────────────────────────────────────────────────────────────────

    fn comment_line(&mut self, word: &str, text: &str, line: &Line<'a>) {
        if word == "cont" && self.last != Last::Nothing {
            self.cont = true;
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

    // ── headings ─────────────────────────────────────────────────────────────────────────────────────────────────

    fn heading(&mut self, at: usize, line: &Line<'a>) -> bool {
        let marked = line.hashes > 0 || line.bold;
        if self.statute_quotes(at) {
            return false;
        }
        let Some(head) = lex::heading_head(line.words, marked) else { return false };
        if !head.gap && !marked && !self.heading_fits(head.kind, head.number) {
            return false;
        }
        if !head.canonical {
            let right = head.kind.number(head.number);
            self.report("K106", Severity::Warning, line.words_span, format!("章节序号宜写作“{right}”。"));
        }
        self.open_division(at, head.kind, head.number, head.name, line.words_span);
        self.name_pending = head.name.is_empty();
        true
    }

    /// `## 第五章　信息公开第五十三条 公民…`: a line break was lost between a heading and the article under it.
    fn heading_with_article(&mut self, at: usize, line: &Line<'a>) -> bool {
        if line.hashes == 0 || self.statute_quotes(at) {
            return false;
        }
        for (split, _) in line.words.match_indices('第').skip(1) {
            let (heading, words) = line.words.split_at(split);
            let Some(head) = lex::article_head(words).filter(|it| it.gap && self.expects(it.number)) else { continue };
            let Some(division) = lex::heading_head(heading, true).filter(|it| !it.name.is_empty()) else { continue };
            let span = line.span_of(heading);
            let message = format!("标题和{}写在同一行，已分开。", head.number);
            self.report("K003", Severity::Warning, span, message);
            self.open_division(at, division.kind, division.number, division.name, span);
            self.open_article(at, line, &head);
            return true;
        }
        false
    }

    /// Whether a heading without a space after its number continues the count of its kind.
    fn heading_fits(&self, kind: DivisionKind, number: u16) -> bool {
        let last = self.divisions.iter().rev().find(|it| it.kind == kind).map(|it| it.number);
        number == 1 || last.is_none_or(|last| number == last + 1)
    }

    fn statute_quotes(&self, at: usize) -> bool {
        self.lines[at].words.starts_with(['“', '"'])
    }

    /// The name of a heading that stood alone on the line before.
    fn broken_name(&mut self, at: usize, line: &Line<'a>) -> bool {
        let fits = line.words.chars().count() <= MAX_BROKEN_NAME_CHARS
            && !line.words.ends_with(['。', '；', '：', '，'])
            && !line.words.contains(['*', '[', '\\'])
            && lex::list_mark(line.words).is_none()
            && !lex::is_table_row(line.words);
        let Some(division) = self.divisions.last_mut().filter(|_| fits) else { return false };
        let name = clean_name(line.words);
        division.name = Text::plain(if self.not_nfc { name.nfc().collect::<String>() } else { name });
        division.span = division.span.hull(line.words_span);
        self.owners[at] = Owner::Division(self.division_count - 1);
        true
    }

    fn intertitle(&mut self, at: usize, line: &Line<'a>) -> bool {
        let Some((number, name)) = lex::intertitle(line.words) else { return false };
        let before_article = self.next_content(at).is_some_and(|next| matches!(self.heads[next], Some((_, true))));
        if !before_article || self.statute_quotes(at) {
            return false;
        }
        self.open_division(at, DivisionKind::Heading, number, name, line.words_span);
        true
    }

    /// 总则 or 附则 without a number, or another Markdown heading over articles.
    fn unnumbered_heading(&mut self, at: usize, line: &Line<'a>) -> bool {
        let name = clean_name(line.words);
        let next = self.next_content(at);
        let over_unit = next.is_some_and(|next| {
            matches!(self.heads[next], Some((_, true)))
                || lex::heading_head(self.lines[next].words, self.lines[next].hashes > 0).is_some()
        });
        let marked = line.hashes >= 2;
        let known = matches!(name.as_str(), "总则" | "附则");
        let plain = name.chars().count() <= MAX_BROKEN_NAME_CHARS && !name.contains(['*', '[', '\\']);
        if over_unit && plain && (known || marked) && !self.statute_quotes(at) {
            let kind = self.divisions.first().map_or(DivisionKind::Chapter, |it| it.kind);
            self.open_division(at, kind, 0, line.words, line.words_span);
            return true;
        }
        if marked && plain && self.last_number.is_some() && !self.sequence_goes_on(at) {
            self.open_annex(at, &name, None, "", line);
            return true;
        }
        false
    }

    fn open_division(&mut self, at: usize, kind: DivisionKind, number: u16, name: &str, span: Span) {
        self.close_article();
        while self.divisions.last().is_some_and(|open| open.kind >= kind) {
            self.close_division();
        }
        let prefix = self.divisions.last().map(|it| it.anchor.clone());
        let own = format!("{}{}", kind.letter(), number);
        let anchor = prefix.map_or(own.clone(), |prefix| format!("{prefix}.{own}"));
        let seen = self.anchors.entry(anchor.clone()).or_insert(0);
        *seen += 1;
        let anchor = if *seen > 1 { format!("{anchor}~{seen}") } else { anchor };
        let name = clean_name(name);
        self.divisions.push(Division {
            kind,
            number,
            name: self.text(&name),
            anchor,
            units: Vec::new(),
            preamble: Vec::new(),
            directives: Vec::new(),
            span,
        });
        self.owners[at] = Owner::Division(self.division_count);
        self.division_count += 1;
        self.reset_container();
    }

    fn close_division(&mut self) {
        self.close_article();
        if let Some(mut division) = self.divisions.pop() {
            find_lost_items(&mut division.preamble, &[]);
            self.units().push(Unit::Division(division));
        }
    }

    fn units(&mut self) -> &mut Vec<Unit> {
        self.divisions.last_mut().map_or(&mut self.statute.body, |it| &mut it.units)
    }

    fn reset_container(&mut self) {
        self.last = Last::Nothing;
        self.guarded.clear();
        self.name_pending = false;
    }

    // ── articles ─────────────────────────────────────────────────────────────────────────────────────────────────

    fn article_line(&mut self, at: usize, line: &Line<'a>) -> bool {
        let Some((number, gap)) = self.heads[at] else { return false };
        let expected = self.expects(number);
        if !gap {
            // 第三条第二款规定的… is a sentence, unless no other line could be article three (a PDF lost the space).
            let later = self.last_gap_line.get(&number).is_some_and(|&line| line > at);
            if !expected || later {
                return false;
            }
        }
        let Some(head) = lex::article_head(line.words) else { return false };
        if !gap && !may_lose_its_gap(head.rest) {
            return false;
        }
        let number_span = line.span_of(head.head);
        if !gap {
            let message = format!("{number}后面没有空格，按序号连续认定为条文开头。");
            self.report("K003", Severity::Warning, number_span, message);
        }
        self.open_article(at, line, &head);
        true
    }

    fn open_article(&mut self, at: usize, line: &Line<'a>, head: &lex::ArticleHead<'a>) {
        let number = head.number;
        let number_span = line.span_of(head.head);
        if !head.canonical {
            self.report("K106", Severity::Warning, number_span, format!("条的序号宜写作“{number}”。"));
        }
        self.close_article();
        let occurrence = self.occurrences.entry(number).or_insert(0);
        *occurrence += 1;
        let path = ProvisionPath { occurrence: *occurrence, ..ProvisionPath::article(number) };
        let caption = head.caption.map(|(open, text)| Caption { text: self.normal(text).into_owned(), open });
        self.last_number = Some(number);
        self.article = Some(Article {
            path,
            uid: None,
            caption,
            paragraphs: Vec::new(),
            directives: Vec::new(),
            span: number_span.hull(line.span_of(head.rest)),
            number_span,
        });
        self.reset_container();
        self.owners[at] = Owner::Article(path);
        if !head.rest.is_empty() {
            self.article_words(at, line, head.rest);
        }
    }

    /// What stands on the line of the number: usually the first 款, sometimes the first 项.
    fn article_words(&mut self, at: usize, line: &Line<'a>, rest: &'a str) {
        match lex::list_mark(rest) {
            Some(mark) if matches!(mark.style, MarkStyle::Chinese | MarkStyle::ChineseHalfWidth) => {
                self.item(line, &mark, line.span_of(rest));
            }
            _ => self.paragraph(at, line, rest),
        }
    }

    fn close_article(&mut self) {
        let Some(mut article) = self.article.take() else { return };
        let guarded = std::mem::take(&mut self.guarded);
        if let Some(span) = find_lost_items(&mut article.paragraphs, &guarded) {
            let message =
                format!("{}的项没有序号，可能在粘贴时丢失，按顺序计数。建议补上（一）（二）等序号。", article.number());
            self.report("K005", Severity::Warning, span, message);
        }
        if let Some(last) = article.paragraphs.last() {
            article.span = article.span.hull(last.span);
        }
        self.units().push(Unit::Article(article));
    }

    // ── paragraphs, items ────────────────────────────────────────────────────────────────────────────────────────

    /// The paragraphs to which the next one is added.
    fn container(&mut self) -> &mut Vec<Paragraph> {
        if let Some(article) = &mut self.article {
            return &mut article.paragraphs;
        }
        self.divisions.last_mut().map_or(&mut self.statute.preamble, |it| &mut it.preamble)
    }

    fn own_container(&mut self, at: usize) {
        self.owners[at] = match &self.article {
            Some(article) => Owner::Article(article.path),
            None if self.division_count > 0 => Owner::Division(self.division_count - 1),
            None => Owner::Preamble,
        };
    }

    fn paragraph(&mut self, at: usize, line: &Line<'a>, words: &str) {
        self.own_container(at);
        let text = self.text(words);
        let span = line.span_of(words);
        if self.last == Last::Item && !line.guarded && self.fill_empty_item(&text, span) {
            return;
        }
        let index = self.container().len();
        if line.guarded {
            self.guarded.push(index);
        }
        self.container().push(Paragraph { text, span, text_span: span, ..Paragraph::default() });
        self.last = Last::Paragraph;
    }

    /// （一） alone on its line, the words on the next.
    fn fill_empty_item(&mut self, text: &Text, span: Span) -> bool {
        let Some(paragraph) = self.container().last_mut() else { return false };
        let Some(item) = paragraph.items.last_mut().filter(|it| it.text.is_empty()) else { return false };
        item.text = text.clone();
        item.text_span = span;
        item.span = item.span.hull(span);
        paragraph.span = paragraph.span.hull(span);
        true
    }

    fn list_line(&mut self, at: usize, line: &Line<'a>) -> bool {
        let Some(mark) = lex::list_mark(line.words) else { return false };
        let taken = match mark.style {
            MarkStyle::Chinese | MarkStyle::ChineseHalfWidth => {
                self.item(line, &mark, line.words_span);
                true
            }
            _ => self.subitem(line, &mark),
        };
        if taken {
            self.own_container(at);
        }
        taken
    }

    fn item(&mut self, line: &Line<'a>, mark: &lex::ListMark<'a>, span: Span) {
        if mark.style == MarkStyle::ChineseHalfWidth {
            self.report("K107", Severity::Warning, span, "项的括号宜用全角“（）”。");
        }
        if !mark.canonical {
            let right = super::number::to_chinese(mark.number);
            self.report("K106", Severity::Warning, span, format!("项的序号宜写作“（{right}）”。"));
        }
        let text = self.text(mark.rest);
        let text_span = line.span_of(mark.rest);
        let item = Item { number: mark.number, mark: ItemMark::Chinese, text, subitems: Vec::new(), span, text_span };
        self.push_item(item);
    }

    fn push_item(&mut self, item: Item) {
        let container = self.container();
        // A list that starts again is the list of a new 款 without words of its own.
        let fresh = match container.last() {
            None => true,
            Some(last) => item.number == 1 && !last.items.is_empty(),
        };
        if fresh {
            let start = Span::new(item.span.start, item.span.start);
            container.push(Paragraph { span: item.span, text_span: start, ..Paragraph::default() });
        }
        if let Some(paragraph) = container.last_mut() {
            paragraph.span = paragraph.span.hull(item.span);
            paragraph.items.push(item);
        }
        self.last = Last::Item;
    }

    /// 1., （1） or ①: a 目 under an 项, or an 项 of its own style directly under a 款; otherwise not taken.
    fn subitem(&mut self, line: &Line<'a>, mark: &lex::ListMark<'a>) -> bool {
        let span = line.words_span;
        let text = self.text(mark.rest);
        let text_span = line.span_of(mark.rest);
        let last = self.last;
        let Some(paragraph) = self.container().last_mut() else { return false };
        let lead_in = paragraph.text.plain.ends_with('：');
        match paragraph.items.last_mut() {
            Some(item) if item.mark == ItemMark::Chinese && last != Last::Paragraph => {
                let expected = item.subitems.last().map_or(1, |it| it.number.saturating_add(1));
                if let Last::Subitem(style) = last
                    && style != mark.style
                {
                    // A third level: kept as further words of the 目.
                    if let Some(sub) = item.subitems.last_mut() {
                        append(&mut sub.text, &self_text(line));
                        sub.span = sub.span.hull(span);
                        sub.text_span = sub.text_span.hull(span);
                    }
                    item.span = item.span.hull(span);
                    paragraph.span = paragraph.span.hull(span);
                    return true;
                }
                if mark.number != expected && mark.number != 1 {
                    return false;
                }
                item.subitems.push(Subitem { number: mark.number, text, span, text_span });
                item.span = item.span.hull(span);
                paragraph.span = paragraph.span.hull(span);
                self.last = Last::Subitem(mark.style);
                if mark.style != MarkStyle::Arabic {
                    self.report("K105", Severity::Warning, span, "目的序号宜用“1.”“2.”。");
                }
                true
            }
            Some(item) if item.mark == ItemMark::Arabic && last == Last::Item && mark.style == MarkStyle::Arabic => {
                if mark.number != item.number.saturating_add(1) {
                    return false;
                }
                self.push_item(Item {
                    number: mark.number,
                    mark: ItemMark::Arabic,
                    text,
                    subitems: Vec::new(),
                    span,
                    text_span,
                });
                true
            }
            None if lead_in && last == Last::Paragraph && mark.number == 1 && mark.style == MarkStyle::Arabic => {
                self.push_item(Item { number: 1, mark: ItemMark::Arabic, text, subitems: Vec::new(), span, text_span });
                true
            }
            _ => false,
        }
    }

    /// A further row of the table that the last paragraph is.
    fn table_row(&mut self, at: usize, line: &Line<'a>) -> bool {
        let adjacent = at > 0 && !self.lines[at - 1].words.is_empty();
        let row = self.text(line.words);
        let is_table = self.last == Last::Paragraph
            && self.container().last().is_some_and(|it| it.text.plain.starts_with('|') && it.items.is_empty());
        if !adjacent || !is_table {
            return false;
        }
        self.own_container(at);
        if let Some(paragraph) = self.container().last_mut() {
            append(&mut paragraph.text, &row);
            paragraph.span = paragraph.span.hull(line.words_span);
            paragraph.text_span = paragraph.span;
        }
        true
    }

    /// A block that the `cont` directive joins to the one before.
    fn continue_last(&mut self, at: usize, line: &Line<'a>) {
        self.own_container(at);
        let more = self.text(line.words);
        let last = self.last;
        let Some(paragraph) = self.container().last_mut() else { return };
        let span = line.words_span;
        paragraph.span = paragraph.span.hull(span);
        let Some(item) = paragraph.items.last_mut().filter(|_| last != Last::Paragraph) else {
            append(&mut paragraph.text, &more);
            paragraph.text_span = paragraph.text_span.hull(span);
            return;
        };
        item.span = item.span.hull(span);
        match item.subitems.last_mut().filter(|_| matches!(last, Last::Subitem(_))) {
            Some(sub) => {
                append(&mut sub.text, &more);
                sub.span = sub.span.hull(span);
                sub.text_span = sub.text_span.hull(span);
            }
            None => {
                append(&mut item.text, &more);
                item.text_span = item.text_span.hull(span);
            }
        }
    }

    // ── annexes ──────────────────────────────────────────────────────────────────────────────────────────────────

    fn annex_heading(&mut self, at: usize, line: &Line<'a>) -> bool {
        let Some((word, number, name)) = lex::annex_head(line.words) else { return false };
        let nothing_before = self.last_number.is_none() && self.statute.preamble.is_empty();
        if nothing_before || self.sequence_goes_on(at) {
            return false;
        }
        self.open_annex(at, word, number, name, line);
        true
    }

    fn open_annex(&mut self, at: usize, word: &str, number: Option<u16>, name: &str, line: &Line<'a>) {
        self.close_article();
        self.owners[at] = Owner::Annex(self.statute.annexes.len());
        self.statute.annexes.push(Annex {
            word: self.normal(word).into_owned(),
            number,
            name: self.normal(name).into_owned(),
            text: String::new(),
            span: line.words_span,
        });
        self.annex_open = true;
    }

    fn annex_line(&mut self, at: usize) {
        let line = self.lines[at];
        let full = self.source[line.span.range()].trim_matches(lex::is_space);
        if let Some((word, number, name)) =
            lex::annex_head(line.words).filter(|_| !line.guarded && line.directive.is_none())
        {
            self.open_annex(at, word, number, name, &line);
            return;
        }
        self.owners[at] = Owner::Annex(self.statute.annexes.len() - 1);
        let words = self.normal(full).into_owned();
        let adjacent = at > 0 && !lex::is_blank(&self.source[self.lines[at - 1].span.range()]);
        if let Some(annex) = self.statute.annexes.last_mut() {
            let table = lex::is_table_row(&words) && annex.text.rsplit('\n').next().is_some_and(lex::is_table_row);
            if !annex.text.is_empty() {
                annex.text.push_str(if table && adjacent { "\n" } else { "\n\n" });
            }
            annex.text.push_str(&words);
            annex.span = annex.span.hull(line.span);
        }
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

fn self_text(line: &Line<'_>) -> Text {
    inline::read(line.words)
}

fn append(text: &mut Text, more: &Text) {
    text.plain.push('\n');
    let shift = text.plain.len();
    text.plain.push_str(&more.plain);
    text.marks.extend(more.marks.iter().map(|mark| {
        let span = Span::new(mark.span.start + shift, mark.span.end + shift);
        super::statute::Mark { span, kind: mark.kind.clone() }
    }));
}

/// Whether a line ends inside a quotation, given whether it began in one.
fn quote_is_open(words: &str, open: bool) -> bool {
    words.chars().fold(open, |open, c| match c {
        '“' => true,
        '”' => false,
        _ => open,
    })
}

/// After 第X条 without a gap: words that could begin an article, not ones that go on with a citation.
fn may_lose_its_gap(rest: &str) -> bool {
    !rest.starts_with([
        '第', '、', '和', '至', '及', '或', '以', '规', '所', '的', '之', '中', '，', '）', '修', '改', '后', '前',
        '适', '”',
    ])
}

/// The name of a heading without the spaces that print sets: 总　则 → 总则.
pub(super) fn clean_name(name: &str) -> String {
    let mut parts = name.split(lex::is_space).filter(|it| !it.is_empty()).peekable();
    let parts: Vec<&str> = std::iter::from_fn(|| parts.next()).collect();
    let spaced_out = parts.iter().all(|it| it.chars().count() == 1);
    parts.join(if spaced_out { "" } else { "\u{3000}" })
}

/// The length of the list without marks that follows paragraph `lead`, if there is one: after a lead-in that ends
/// with ：, at least two paragraphs of which all but the last end with ； and the last with 。 (edge case 19).
pub(super) fn lost_list_len(paragraphs: &[Paragraph], lead: usize) -> Option<usize> {
    let first = &paragraphs[lead];
    if !first.items.is_empty() || !first.text.plain.ends_with('：') {
        return None;
    }
    let rest = &paragraphs[lead + 1..];
    let bare = |it: &Paragraph| it.items.is_empty() && !it.text.plain.contains('\n');
    let open = rest.iter().take_while(|it| bare(it) && it.text.plain.ends_with('；')).count();
    let closed = rest.get(open).is_some_and(|it| bare(it) && it.text.plain.ends_with('。'));
    (closed && open + 1 >= MIN_LOST_ITEMS).then_some(open + 1)
}

/// Whether `next` is an item whose mark was lost in the midst of a list: （一）…；  …；  （三）….
pub(super) fn is_lost_item(list: &Paragraph, next: &Paragraph) -> bool {
    let last = match list.items.last() {
        Some(item) => item.number,
        None if list.text.plain.ends_with('：') => 0,
        None => return false,
    };
    let goes_on =
        next.items.first().is_some_and(|it| it.mark == ItemMark::Chinese && Some(it.number) == last.checked_add(2));
    goes_on && next.text.plain.ends_with('；') && !next.text.plain.contains('\n')
}

/// Makes the words of `rest` an item of `list`, followed by the items of `rest`.
fn absorb(list: &mut Paragraph, rest: Paragraph) {
    let number = list.items.last().map_or(1, |it| it.number.saturating_add(1));
    list.span = list.span.hull(rest.span);
    list.directives.extend(rest.directives);
    let span = rest.text_span;
    list.items.push(Item {
        number,
        mark: ItemMark::Lost,
        text: rest.text,
        subitems: Vec::new(),
        span,
        text_span: span,
    });
    list.items.extend(rest.items);
}

/// Turns lists that lost their marks into items; tells where the first one stands.
fn find_lost_items(paragraphs: &mut Vec<Paragraph>, guarded: &[usize]) -> Option<Span> {
    let mut first = None;
    let mut removed = 0; // keeps `guarded`, which counts the paragraphs as they stood, in step
    let mut at = 0;
    while at < paragraphs.len() {
        if at + 1 < paragraphs.len()
            && is_lost_item(&paragraphs[at], &paragraphs[at + 1])
            && !guarded.contains(&(at + 1 + removed))
        {
            let rest = paragraphs.remove(at + 1);
            removed += 1;
            first = first.or(Some(rest.text_span));
            absorb(&mut paragraphs[at], rest);
            continue; // a list may have lost more than one mark
        }
        let len = lost_list_len(paragraphs, at)
            .filter(|len| !guarded.iter().any(|it| (at + 1 + removed..=at + len + removed).contains(it)));
        if let Some(len) = len {
            let list: Vec<Paragraph> = paragraphs.drain(at + 1..=at + len).collect();
            removed += len;
            let lead = &mut paragraphs[at];
            first = first.or_else(|| list.first().map(|it| it.span));
            for (n, paragraph) in (1..).zip(list) {
                lead.span = lead.span.hull(paragraph.span);
                lead.directives.extend(paragraph.directives);
                lead.items.push(Item {
                    number: n,
                    mark: ItemMark::Lost,
                    text: paragraph.text,
                    subitems: Vec::new(),
                    span: paragraph.span,
                    text_span: paragraph.text_span,
                });
            }
        }
        at += 1;
    }
    first
}
