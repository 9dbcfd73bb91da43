//! The typed tree of a statute: 编 分编 章 节 条 款 项 目, with what stands around them.
//!
//! Numbers that the text prints are kept as numbers; 款 have none and are counted. Spans point into the source the
//! tree was parsed from; [`Statute::same_text`] compares two trees without them. Absent on purpose: anything about
//! versions, people or procedure.

use super::number::{ArticleNumber, to_chinese};
use super::path::ProvisionPath;
use super::span::Span;
use std::fmt;

/// A statute or a draft of one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statute {
    /// The YAML head of the file, if there is one.
    pub front_matter: Option<FrontMatter>,
    /// Lines before the title: the 公告 or 令 that publishes the text.
    pub notice: Vec<Paragraph>,
    /// 标题, without line breaks; empty if the text has none.
    pub title: Text,
    /// 草案, 草案修改稿 …, without its brackets.
    pub status: Option<String>,
    /// 题注, without its brackets; several dated lines are joined by one U+3000.
    pub title_note: Option<Text>,
    /// The 目录 that stood in the text. It is generated anew on output, and kept here only to be checked.
    pub toc: Option<Vec<TocEntry>>,
    /// Paragraphs before the first heading or article. A text without articles has all its words here.
    pub preamble: Vec<Paragraph>,
    /// Divisions and articles in the order of the text.
    pub body: Vec<Unit>,
    /// 附件, 附表, 附录 and 附.
    pub annexes: Vec<Annex>,
    /// Footnote definitions.
    pub footnotes: Vec<Footnote>,
    /// Directives before the first unit.
    pub directives: Vec<Directive>,
}

/// The YAML block at the head of a file: kept as written, its simple `key: value` lines readable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter {
    /// The lines between the fences, with their line ends.
    pub raw: String,
    /// Where it stands, fences included.
    pub span: Span,
}

impl FrontMatter {
    /// The value of a top-level `key: value` line, without quotes. Lists and nested values are not read.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.raw.lines().find_map(|line| {
            let value = line.strip_prefix(key)?.strip_prefix(':')?.trim();
            let value = value.trim_matches(|c| c == '\'' || c == '"');
            (!value.is_empty()).then_some(value)
        })
    }
}

/// Words, with the few marks that a text of law may carry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Text {
    /// The words without any mark. A line feed stands where the `cont` directive joins two blocks.
    pub plain: String,
    /// Marks over `plain`, in order, not overlapping.
    pub marks: Vec<Mark>,
}

impl Text {
    /// Words without marks.
    #[must_use]
    pub fn plain(words: impl Into<String>) -> Self {
        Self { plain: words.into(), marks: Vec::new() }
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.plain
    }

    /// Whether there is nothing: neither words nor the mark of a footnote.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty() && self.marks.is_empty()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.plain)
    }
}

/// A mark over a part of a [`Text`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Bytes of [`Text::plain`].
    pub span: Span,
    /// What the mark says.
    pub kind: MarkKind,
}

/// The marks that a text of law may carry. Everything else is text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// `**…**`
    Strong,
    /// `[…](address)` with an http, https, mailto or tel address.
    Link(String),
    /// `[^label]`; the span is empty, because a note's mark is not among the words of the law.
    FootnoteRef(String),
}

/// A heading or an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// 编, 分编, 章 or 节, with what stands in it.
    Division(Division),
    /// 条.
    Article(Article),
}

/// The kinds of heading, outermost first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DivisionKind {
    /// 编
    Book,
    /// 分编
    SubBook,
    /// 章
    Chapter,
    /// 节
    Section,
    /// A heading 一、 between articles, as judicial interpretations have them.
    Heading,
}

impl DivisionKind {
    /// The Chinese unit word; a [`DivisionKind::Heading`] has none.
    #[must_use]
    pub fn unit(self) -> &'static str {
        match self {
            Self::Book => "编",
            Self::SubBook => "分编",
            Self::Chapter => "章",
            Self::Section => "节",
            Self::Heading => "",
        }
    }

    /// The printed number: 第三章; 三 for a [`DivisionKind::Heading`].
    #[must_use]
    pub fn number(self, n: u16) -> String {
        match self {
            Self::Heading => to_chinese(n),
            _ => format!("第{}{}", to_chinese(n), self.unit()),
        }
    }

    /// The letter of the kind in an anchor: `b1`, `u2`, `c3`, `s4`, `h5`.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::Book => 'b',
            Self::SubBook => 'u',
            Self::Chapter => 'c',
            Self::Section => 's',
            Self::Heading => 'h',
        }
    }
}

/// 编, 分编, 章 or 节.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// Which of them.
    pub kind: DivisionKind,
    /// Its number, from one.
    pub number: u16,
    /// Its name, without the space that two-character names are printed with.
    pub name: Text,
    /// The anchor in a page, unique in the statute: `c3`, `b1.c2.s1`; a repeated one ends in `~2`.
    pub anchor: String,
    /// What stands in it.
    pub units: Vec<Unit>,
    /// Paragraphs between the heading and the first article under it (rare).
    pub preamble: Vec<Paragraph>,
    /// Directives after the heading.
    pub directives: Vec<Directive>,
    /// The heading itself.
    pub span: Span,
}

impl Division {
    /// The printed number: 第三章.
    #[must_use]
    pub fn number_text(&self) -> String {
        self.kind.number(self.number)
    }

    /// Number and name as one heading: 第三章　监督管理; names of two characters are spaced: 第一章　总　则.
    #[must_use]
    pub fn heading(&self) -> String {
        let separator = if self.kind == DivisionKind::Heading { "、" } else { "\u{3000}" };
        match (self.number, self.name.is_empty()) {
            (0, _) => spaced_name(&self.name.plain), // 附则 beside the numbered parts of a code
            (_, true) => self.number_text(),
            _ => format!("{}{}{}", self.number_text(), separator, spaced_name(&self.name.plain)),
        }
    }
}

/// A name as headings print it: two characters are spaced (总　则), longer names are not.
#[must_use]
pub fn spaced_name(name: &str) -> String {
    let mut chars = name.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(a), Some(b), None) => format!("{a}\u{3000}{b}"),
        _ => name.to_owned(),
    }
}

/// 条
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Its address, with the number.
    pub path: ProvisionPath,
    /// The permanent identity, if the text carries one (`<!-- km:uid … -->`).
    pub uid: Option<String>,
    /// 条旨, in consultation drafts only.
    pub caption: Option<Caption>,
    /// 款. Empty only in a faulty text.
    pub paragraphs: Vec<Paragraph>,
    /// Directives directly after the number.
    pub directives: Vec<Directive>,
    /// From its number to the end of its last paragraph.
    pub span: Span,
    /// The number with its caption.
    pub number_span: Span,
}

impl Article {
    /// Its number.
    #[must_use]
    pub fn number(&self) -> ArticleNumber {
        self.path.article
    }
}

/// 条旨: the caption of an article and the brackets it stood in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caption {
    /// The words.
    pub text: String,
    /// The opening bracket: （, 〖 or 【.
    pub open: char,
}

impl Caption {
    /// The closing bracket.
    #[must_use]
    pub fn close(&self) -> char {
        match self.open {
            '〖' => '〗',
            '【' => '】',
            _ => '）',
        }
    }
}

/// 款, or a paragraph before the articles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// The words before the list; empty where an article is only a list.
    pub text: Text,
    /// 项.
    pub items: Vec<Item>,
    /// Directives within or directly after it.
    pub directives: Vec<Directive>,
    /// From its first word to the end of its last item.
    pub span: Span,
    /// The words of `text` in the source.
    pub text_span: Span,
}

/// How the mark of an item was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ItemMark {
    /// （一）
    Chinese,
    /// 1. directly in a 款, without （一） above it.
    Arabic,
    /// 一、 directly in a 款, as statutes of the 1980s have it.
    Comma,
    /// The mark was lost (Word had numbered the list by itself); the number is counted.
    Lost,
}

/// 项
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its number, from one.
    pub number: u16,
    /// How the number was written.
    pub mark: ItemMark,
    /// The words after the mark.
    pub text: Text,
    /// 目.
    pub subitems: Vec<Subitem>,
    /// From its mark to the end of its last 目.
    pub span: Span,
    /// The words of `text` in the source.
    pub text_span: Span,
}

impl Item {
    /// The printed mark: （三）, or `3.`.
    #[must_use]
    pub fn number_text(&self) -> String {
        match self.mark {
            ItemMark::Chinese | ItemMark::Lost => format!("（{}）", to_chinese(self.number)),
            ItemMark::Arabic => format!("{}.", self.number),
            ItemMark::Comma => format!("{}、", to_chinese(self.number)),
        }
    }
}

/// 目
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subitem {
    /// Its number, from one.
    pub number: u16,
    /// The words after the mark.
    pub text: Text,
    /// From its mark to its end.
    pub span: Span,
    /// The words of `text` in the source.
    pub text_span: Span,
}

impl Subitem {
    /// The printed mark: `1.`
    #[must_use]
    pub fn number_text(&self) -> String {
        format!("{}.", self.number)
    }
}

/// 附件, 附表, 附录 or 附.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annex {
    /// 附件, 附表, 附录 or 附.
    pub word: String,
    /// Its number, if it has one.
    pub number: Option<u16>,
    /// Its name; may be empty.
    pub name: String,
    /// Its content as Markdown: blocks separated by blank lines; tables are GFM tables.
    pub text: String,
    /// From its heading to its end.
    pub span: Span,
}

impl Annex {
    /// 附件1, or 附件 if it has no number.
    #[must_use]
    pub fn number_text(&self) -> String {
        self.number.map_or_else(|| self.word.clone(), |n| format!("{}{n}", self.word))
    }

    /// 附件1：名称.
    #[must_use]
    pub fn heading(&self) -> String {
        if self.name.is_empty() { self.number_text() } else { format!("{}：{}", self.number_text(), self.name) }
    }
}

/// A line of the 目录.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TocEntry {
    /// The line without marks and padding.
    pub text: String,
    /// Where it stood.
    pub span: Span,
}

/// A footnote definition `[^label]: text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footnote {
    /// The label.
    pub label: String,
    /// The words.
    pub text: Text,
    /// Where it stands.
    pub span: Span,
}

/// `<!-- km:word text -->`; any other comment has an empty word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// allow, note, uid, noise …; empty for a comment that is not ours.
    pub word: String,
    /// The rest.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// How many units of each kind a statute has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the units")]
pub struct Counts {
    pub books: usize,
    pub subbooks: usize,
    pub chapters: usize,
    pub sections: usize,
    pub articles: usize,
    pub paragraphs: usize,
    pub items: usize,
    pub subitems: usize,
    pub annexes: usize,
}

impl Statute {
    /// All articles in the order of the text.
    pub fn articles(&self) -> impl Iterator<Item = &Article> {
        Articles { stack: vec![self.body.iter()] }
    }

    /// The article at `path`, whatever 款 the path names.
    #[must_use]
    pub fn article(&self, path: ProvisionPath) -> Option<&Article> {
        let wanted = path.whole_article();
        self.articles().find(|article| article.path == wanted)
    }

    /// The words at `path`: of a 款 its own words and its items', of an 项 its own and its 目's, one line each.
    #[must_use]
    pub fn words_at(&self, path: ProvisionPath) -> Option<String> {
        let article = self.article(path)?;
        let Some(paragraph) = path.paragraph else {
            return Some(article.paragraphs.iter().map(paragraph_words).collect::<Vec<_>>().join("\n"));
        };
        let paragraph = article.paragraphs.get(usize::from(paragraph).checked_sub(1)?)?;
        let Some(item) = path.item else { return Some(paragraph_words(paragraph)) };
        let item = paragraph.items.iter().find(|it| it.number == item)?;
        let Some(subitem) = path.subitem else { return Some(item_words(item)) };
        let subitem = item.subitems.iter().find(|it| it.number == subitem)?;
        Some(format!("{}{}", subitem.number_text(), subitem.text))
    }

    /// How many units of each kind there are.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { annexes: self.annexes.len(), ..Counts::default() };
        count_units(&self.body, &mut counts);
        counts
    }

    /// Whether both statutes have the same words in the same tree, wherever they stood in their sources.
    #[must_use]
    pub fn same_text(&self, other: &Self) -> bool {
        let mut left = self.clone();
        let mut right = other.clone();
        left.forget_spans();
        right.forget_spans();
        left == right
    }

    /// Sets every span to nothing, so that trees of different sources can be compared. The 目录 is dropped too,
    /// because it is generated.
    pub fn forget_spans(&mut self) {
        let none = Span::default();
        self.toc = None;
        if let Some(front) = &mut self.front_matter {
            front.span = none;
        }
        self.notice.iter_mut().chain(&mut self.preamble).for_each(forget_paragraph);
        self.directives.iter_mut().for_each(|it| it.span = none);
        self.footnotes.iter_mut().for_each(|it| it.span = none);
        self.annexes.iter_mut().for_each(|it| it.span = none);
        self.body.iter_mut().for_each(forget_unit);
    }
}

struct Articles<'a> {
    stack: Vec<std::slice::Iter<'a, Unit>>,
}

impl<'a> Iterator for Articles<'a> {
    type Item = &'a Article;

    fn next(&mut self) -> Option<&'a Article> {
        while let Some(level) = self.stack.last_mut() {
            match level.next() {
                Some(Unit::Article(article)) => return Some(article),
                Some(Unit::Division(division)) => self.stack.push(division.units.iter()),
                None => {
                    self.stack.pop();
                }
            }
        }
        None
    }
}

fn paragraph_words(paragraph: &Paragraph) -> String {
    let mut lines = Vec::with_capacity(1 + paragraph.items.len());
    if !paragraph.text.is_empty() {
        lines.push(paragraph.text.plain.clone());
    }
    lines.extend(paragraph.items.iter().map(item_words));
    lines.join("\n")
}

fn item_words(item: &Item) -> String {
    let mut words = format!("{}{}", item.number_text(), item.text);
    for subitem in &item.subitems {
        words.push('\n');
        words.push_str(&subitem.number_text());
        words.push_str(&subitem.text.plain);
    }
    words
}

fn count_units(units: &[Unit], counts: &mut Counts) {
    for unit in units {
        match unit {
            Unit::Division(division) => {
                match division.kind {
                    DivisionKind::Book => counts.books += 1,
                    DivisionKind::SubBook => counts.subbooks += 1,
                    DivisionKind::Chapter => counts.chapters += 1,
                    DivisionKind::Section | DivisionKind::Heading => counts.sections += 1,
                }
                count_units(&division.units, counts);
            }
            Unit::Article(article) => {
                counts.articles += 1;
                counts.paragraphs += article.paragraphs.len();
                for item in article.paragraphs.iter().flat_map(|it| &it.items) {
                    counts.items += 1;
                    counts.subitems += item.subitems.len();
                }
            }
        }
    }
}

fn forget_unit(unit: &mut Unit) {
    let none = Span::default();
    match unit {
        Unit::Division(division) => {
            division.span = none;
            division.directives.iter_mut().for_each(|it| it.span = none);
            division.preamble.iter_mut().for_each(forget_paragraph);
            division.units.iter_mut().for_each(forget_unit);
        }
        Unit::Article(article) => {
            article.span = none;
            article.number_span = none;
            article.directives.iter_mut().for_each(|it| it.span = none);
            article.paragraphs.iter_mut().for_each(forget_paragraph);
        }
    }
}

fn forget_paragraph(paragraph: &mut Paragraph) {
    let none = Span::default();
    paragraph.span = none;
    paragraph.text_span = none;
    paragraph.directives.iter_mut().for_each(|it| it.span = none);
    for item in &mut paragraph.items {
        item.span = none;
        item.text_span = none;
        for subitem in &mut item.subitems {
            subitem.span = none;
            subitem.text_span = none;
        }
    }
}
