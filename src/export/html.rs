//! Statute → HTML of the reading page, whole or one article; and its 目录.
//!
//! Everything a text says is escaped; raw HTML in a text is shown as text. [`SafeHtml`] has no public way in, so that
//! a template which takes one can print it as it is. Identifiers in the page are those of the addresses: `c3` a 章,
//! `a12` an article, `a12.p2.i3` an 项 (design brief, "Addresses").
//! Absent on purpose: colours, sizes and scripts; the classes named here are styled by the pages.
//!
//! | element | is |
//! | --- | --- |
//! | `header.law-head` | `h1.law-title`, `p.law-status`, `p.law-note` (题注) |
//! | `section.division.chapter` | its `h2`–`h6.division-title` and what stands in it (`book subbook chapter section heading`) |
//! | `section.article` | an article; its number `.article-number` (a link if a base is given) and `.caption` stand in its first `p.para` |
//! | `p.para`, `p.item`, `p.subitem` | 款, 项, 目; the mark of the last two in `.mark` |
//! | `a.ref` | a reference: `href` its first target, `title` the target's words, `data-targets` all targets |
//! | `section.annex` | an annex; tables are `div.table-wrap > table` |
//! | `section.footnotes` | footnotes with links back |

use super::markdown;
use crate::law::path::ProvisionPath;
use crate::law::refs::{Reference, Resolution};
use crate::law::statute::{
    Annex, Article, Division, DivisionKind, Footnote, Mark, MarkKind, Paragraph, Statute, Text, Unit, spaced_name,
};
use std::collections::HashMap;
use std::fmt::{self, Write as _};

/// Words of a target shown at a reference, in characters.
const TITLE_CHARS: usize = 90;
/// Targets listed at one reference; 第三条至第二百条 names more than anybody reads in a card.
const MAX_TARGETS: usize = 12;

/// HTML that is safe to put into a page: made only here, from escaped words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// Words as HTML: nothing in them is markup.
    #[must_use]
    pub fn from_words(words: &str) -> Self {
        let mut out = String::with_capacity(words.len());
        push_escaped(&mut out, words);
        Self(out)
    }

    /// The markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The door for the writers of this folder, which escape what they are given.
    pub(super) fn written(markup: String) -> Self {
        Self(markup)
    }
}

impl fmt::Display for SafeHtml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for SafeHtml {}

/// Where a reference leads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum References<'a> {
    /// Nowhere: the words only.
    Plain,
    /// To the provision in the same page: `#a5.p2`.
    #[default]
    InPage,
    /// To the provision's own page below an address: `/bills/x/v2` gives `/bills/x/v2/a5.p2`.
    Below(&'a str),
}

/// How a text is written out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// The address below which each article has its page; its number becomes the permanent link. `None`: no link.
    pub articles_below: Option<&'a str>,
    /// Where references lead.
    pub references: References<'a>,
    /// Levels by which headings are lowered: 0 makes the title `h1`.
    pub heading_offset: u8,
    /// Put before every `id` and fragment, for two texts in one page. Letters, digits and `-` only; others are dropped.
    pub id_prefix: &'a str,
    /// The 款, 项 or 目 that the page is about: it and what stands below it get the class `is-marked`.
    pub marked: Option<ProvisionPath>,
}

/// A line of the 目录.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TocLine {
    /// Depth from 0.
    pub depth: usize,
    /// The fragment, without `#` and prefix: `c3`.
    pub anchor: String,
    /// 第三章　监督管理.
    pub heading: String,
    /// First and last article in it, as 第十条 and 第十八条; `None` for an annex or an empty chapter.
    pub articles: Option<(String, String)>,
}

/// The whole text: title, 题注, divisions and articles, annexes, footnotes.
#[must_use]
pub fn statute_html(statute: &Statute, references: &[Reference], options: &Options<'_>) -> SafeHtml {
    let mut writer = Writer::new(statute, references, options);
    writer.head();
    writer.body();
    SafeHtml(writer.out)
}

/// The head alone: title, status, 题注.
#[must_use]
pub fn head_html(statute: &Statute, options: &Options<'_>) -> SafeHtml {
    let mut writer = Writer::new(statute, &[], options);
    writer.head();
    SafeHtml(writer.out)
}

/// The text without its head, for a page that has a head of its own.
#[must_use]
pub fn body_html(statute: &Statute, references: &[Reference], options: &Options<'_>) -> SafeHtml {
    let mut writer = Writer::new(statute, references, options);
    writer.body();
    SafeHtml(writer.out)
}

/// One article, for its own page. `None` if the text has no such article.
#[must_use]
pub fn article_html(
    statute: &Statute,
    path: ProvisionPath,
    references: &[Reference],
    options: &Options<'_>,
) -> Option<SafeHtml> {
    let mut writer = Writer::new(statute, references, options);
    let article = *writer.articles.get(&path.whole_article())?;
    writer.article(article);
    writer.footnotes(true);
    Some(SafeHtml(writer.out))
}

/// The lines of the 目录: divisions and annexes, generated from the text itself.
#[must_use]
pub fn toc(statute: &Statute) -> Vec<TocLine> {
    let mut lines = Vec::new();
    toc_units(&statute.body, 0, &mut lines);
    lines.extend(statute.annexes.iter().enumerate().map(|(at, annex)| TocLine {
        depth: 0,
        anchor: annex_anchor(at),
        heading: annex.heading(),
        articles: None,
    }));
    lines
}

fn toc_units(units: &[Unit], depth: usize, lines: &mut Vec<TocLine>) {
    for unit in units {
        let Unit::Division(division) = unit else { continue };
        lines.push(TocLine {
            depth,
            anchor: division.anchor.clone(),
            heading: division.heading(),
            articles: first_and_last(&division.units),
        });
        toc_units(&division.units, depth + 1, lines);
    }
}

fn first_and_last(units: &[Unit]) -> Option<(String, String)> {
    fn edge<'a>(mut units: impl Iterator<Item = &'a Unit>, last: bool) -> Option<&'a Article> {
        units.find_map(|unit| match unit {
            Unit::Article(article) => Some(article),
            Unit::Division(division) if last => edge(division.units.iter().rev(), last),
            Unit::Division(division) => edge(division.units.iter(), last),
        })
    }
    let first = edge(units.iter(), false)?;
    let last = edge(units.iter().rev(), true)?;
    Some((first.number().to_string(), last.number().to_string()))
}

/// The 目录 as nested lists of links; empty if the text has neither divisions nor annexes.
#[must_use]
pub fn toc_html(statute: &Statute, options: &Options<'_>) -> SafeHtml {
    let prefix = clean_prefix(options.id_prefix);
    let mut out = String::new();
    let mut open = 0; // lists that are open
    for line in toc(statute) {
        if open <= line.depth {
            while open <= line.depth {
                let class = if open == 0 { "toc" } else { "toc-inner" };
                let _ = write!(out, "<ol class=\"{class}\">");
                open += 1;
                if open <= line.depth {
                    out.push_str("<li>"); // a level that the text leaves out
                }
            }
        } else {
            out.push_str("</li>");
            while open > line.depth + 1 {
                out.push_str("</ol></li>");
                open -= 1;
            }
        }
        out.push_str("<li><a href=\"#");
        push_escaped(&mut out, &prefix);
        push_escaped(&mut out, &line.anchor);
        out.push_str("\">");
        push_escaped(&mut out, &line.heading);
        out.push_str("</a>");
        if let Some((first, last)) = &line.articles {
            out.push_str(" <span class=\"toc-range\">");
            push_escaped(&mut out, first);
            if last != first {
                out.push('至');
                push_escaped(&mut out, last);
            }
            out.push_str("</span>");
        }
    }
    while open > 0 {
        out.push_str("</li></ol>");
        open -= 1;
    }
    SafeHtml(out)
}

/// The fragment of annex `at` (from 0): `x1`.
#[must_use]
pub fn annex_anchor(at: usize) -> String {
    format!("x{}", at + 1)
}

/// The class of a division.
fn kind_class(kind: DivisionKind) -> &'static str {
    match kind {
        DivisionKind::Book => "book",
        DivisionKind::SubBook => "subbook",
        DivisionKind::Chapter => "chapter",
        DivisionKind::Section => "section",
        DivisionKind::Heading => "heading",
    }
}

/// Whether an address may stand in a link: http, https, mailto or tel, and nothing that only looks like it.
#[must_use]
pub fn is_safe_address(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once(':') else { return false };
    let known = ["http", "https", "mailto", "tel"].iter().any(|it| scheme.eq_ignore_ascii_case(it));
    known && !rest.is_empty() && !address.chars().any(|c| c.is_control() || c.is_whitespace())
}

/// Writes words so that they are words in HTML, in elements and in quoted attributes.
pub(super) fn push_escaped(out: &mut String, words: &str) {
    let mut from = 0;
    for (at, byte) in words.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            // Characters that HTML does not allow; the text keeps them, the page shows a mark.
            0..=8 | 11 | 12 | 14..=31 | 127 => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&words[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&words[from..]);
}

fn clean_prefix(prefix: &str) -> String {
    prefix.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

struct Writer<'a> {
    statute: &'a Statute,
    references: &'a [Reference],
    options: Options<'a>,
    prefix: String,
    /// References by the provision in whose words they stand.
    by_place: HashMap<ProvisionPath, Vec<usize>>,
    articles: HashMap<ProvisionPath, &'a Article>,
    footnote_numbers: HashMap<&'a str, usize>,
    /// How often each footnote has been called, by its index.
    footnote_calls: Vec<usize>,
    out: String,
}

impl<'a> Writer<'a> {
    fn new(statute: &'a Statute, references: &'a [Reference], options: &Options<'a>) -> Self {
        let mut by_place: HashMap<ProvisionPath, Vec<usize>> = HashMap::new();
        if options.references != References::Plain {
            for (at, reference) in references.iter().enumerate() {
                if matches!(reference.result, Resolution::Resolved(_)) {
                    by_place.entry(reference.within).or_default().push(at);
                }
            }
        }
        let mut footnote_numbers = HashMap::new();
        for (at, note) in statute.footnotes.iter().enumerate() {
            footnote_numbers.entry(note.label.as_str()).or_insert(at);
        }
        Self {
            statute,
            references,
            options: *options,
            prefix: clean_prefix(options.id_prefix),
            by_place,
            articles: statute.articles().map(|article| (article.path, article)).collect(),
            footnote_numbers,
            footnote_calls: vec![0; statute.footnotes.len()],
            out: String::new(),
        }
    }

    fn head(&mut self) {
        self.out.push_str("<header class=\"law-head\">");
        let level = self.level(1);
        if !self.statute.title.is_empty() {
            let _ = write!(self.out, "<h{level} class=\"law-title\">");
            self.text(&self.statute.title, None);
            let _ = write!(self.out, "</h{level}>");
        }
        if let Some(status) = &self.statute.status {
            self.out.push_str("<p class=\"law-status\">（");
            push_escaped(&mut self.out, status);
            self.out.push_str("）</p>");
        }
        if let Some(note) = &self.statute.title_note {
            self.out.push_str("<p class=\"law-note\">（");
            self.text(note, None);
            self.out.push_str("）</p>");
        }
        self.out.push_str("</header>\n");
    }

    fn body(&mut self) {
        for paragraph in &self.statute.preamble {
            self.loose_paragraph(paragraph);
        }
        self.units(&self.statute.body, 2);
        for (at, annex) in self.statute.annexes.iter().enumerate() {
            self.annex(at, annex);
        }
        self.footnotes(false);
    }

    fn level(&self, level: u8) -> u8 {
        level.saturating_add(self.options.heading_offset).min(6)
    }

    fn units(&mut self, units: &'a [Unit], level: u8) {
        for unit in units {
            match unit {
                Unit::Division(division) => self.division(division, level),
                Unit::Article(article) => self.article(article),
            }
        }
    }

    fn division(&mut self, division: &'a Division, level: u8) {
        let _ = write!(self.out, "<section class=\"division {}\">", kind_class(division.kind));
        let heading = self.level(level);
        let _ = write!(self.out, "<h{heading} class=\"division-title\" id=\"{}", self.prefix);
        push_escaped(&mut self.out, &division.anchor);
        self.out.push_str("\"><span class=\"division-number\">");
        push_escaped(&mut self.out, &division.number_text());
        self.out.push_str("</span>");
        if !division.name.is_empty() {
            self.out.push_str(if division.kind == DivisionKind::Heading { "、" } else { "\u{3000}" });
            self.out.push_str("<span class=\"division-name\">");
            if division.name.marks.is_empty() {
                push_escaped(&mut self.out, &spaced_name(&division.name.plain));
            } else {
                self.text(&division.name, None);
            }
            self.out.push_str("</span>");
        }
        let _ = writeln!(self.out, "</h{heading}>");
        for paragraph in &division.preamble {
            self.loose_paragraph(paragraph);
        }
        self.units(&division.units, level.saturating_add(1));
        self.out.push_str("</section>\n");
    }

    fn article(&mut self, article: &'a Article) {
        let _ = write!(self.out, "<section class=\"article\" id=\"{}{}\">", self.prefix, article.path);
        let mut ids = Ids::default();
        for (at, paragraph) in article.paragraphs.iter().enumerate() {
            let path = article.path.with_paragraph(position(at));
            let _ = write!(self.out, "<p class=\"para{}\" id=\"{}{path}\">", self.mark_class(Some(path)), self.prefix);
            if at == 0 {
                self.article_number(article);
                if !paragraph.text.is_empty() {
                    self.out.push('\u{3000}');
                }
            }
            self.text(&paragraph.text, Some(path));
            self.out.push_str("</p>");
            self.items(paragraph, Some(path), &mut ids);
        }
        if article.paragraphs.is_empty() {
            self.out.push_str("<p class=\"para\">");
            self.article_number(article);
            self.out.push_str("</p>");
        }
        self.out.push_str("</section>\n");
    }

    /// ` is-marked` for the provision the page is about and for what stands below it.
    fn mark_class(&self, path: Option<ProvisionPath>) -> &'static str {
        let (Some(wanted), Some(path)) = (self.options.marked, path) else { return "" };
        let covers = |wanted: Option<u16>, part: Option<u16>| wanted.is_none() || wanted == part;
        let marked = wanted.whole_article() == path.whole_article()
            && covers(wanted.paragraph, path.paragraph)
            && covers(wanted.item, path.item)
            && covers(wanted.subitem, path.subitem);
        if marked { " is-marked" } else { "" }
    }

    fn article_number(&mut self, article: &Article) {
        let path = article.path;
        if let Some(base) = self.options.articles_below {
            self.out.push_str("<a class=\"article-number\" href=\"");
            push_escaped(&mut self.out, base.trim_end_matches('/'));
            let _ = write!(self.out, "/{path}\" title=\"{}的固定链接\">{}</a>", path.chinese(), path.article);
        } else {
            let _ = write!(self.out, "<span class=\"article-number\">{}</span>", path.article);
        }
        if let Some(caption) = &article.caption {
            let _ = write!(self.out, "<span class=\"caption\">{}", caption.open);
            push_escaped(&mut self.out, &caption.text);
            let _ = write!(self.out, "{}</span>", caption.close());
        }
    }

    /// A paragraph that is no 款: before the first article.
    fn loose_paragraph(&mut self, paragraph: &'a Paragraph) {
        if !paragraph.text.is_empty() {
            self.out.push_str("<p class=\"para preamble\">");
            self.text(&paragraph.text, None);
            self.out.push_str("</p>");
        }
        self.items(paragraph, None, &mut Ids::default());
    }

    fn items(&mut self, paragraph: &'a Paragraph, within: Option<ProvisionPath>, ids: &mut Ids) {
        for item in &paragraph.items {
            let path = within.map(|it| it.with_item(item.number));
            let _ = write!(self.out, "<p class=\"item{}\"", self.mark_class(path));
            self.id(path, ids);
            let _ = write!(self.out, "><span class=\"mark\">{}</span>", item.number_text());
            self.text(&item.text, path);
            self.out.push_str("</p>");
            for subitem in &item.subitems {
                let path = path.map(|it| it.with_subitem(subitem.number));
                let _ = write!(self.out, "<p class=\"subitem{}\"", self.mark_class(path));
                self.id(path, ids);
                let _ = write!(self.out, "><span class=\"mark\">{}</span>", subitem.number_text());
                self.text(&subitem.text, path);
                self.out.push_str("</p>");
            }
        }
        self.out.push('\n');
    }

    /// An `id` for an 项 or 目; a mark that a faulty text carries twice gets one only the first time.
    fn id(&mut self, path: Option<ProvisionPath>, ids: &mut Ids) {
        if let Some(path) = path
            && ids.is_new(path)
        {
            let _ = write!(self.out, " id=\"{}{path}\"", self.prefix);
        }
    }

    fn annex(&mut self, at: usize, annex: &Annex) {
        let level = self.level(2);
        let _ = write!(
            self.out,
            "<section class=\"annex\"><h{level} class=\"annex-title\" id=\"{}{}\">",
            self.prefix,
            annex_anchor(at)
        );
        push_escaped(&mut self.out, &annex.heading());
        let _ = writeln!(self.out, "</h{level}>");
        markdown::write(&mut self.out, &annex.text, level);
        self.out.push_str("</section>\n");
    }

    fn footnotes(&mut self, only_called: bool) {
        let statute = self.statute;
        let shown: Vec<(usize, &Footnote)> = statute
            .footnotes
            .iter()
            .enumerate()
            .filter(|(at, _)| !only_called || self.footnote_calls[*at] > 0)
            .collect();
        if shown.is_empty() {
            return;
        }
        let level = self.level(2);
        let _ = write!(self.out, "<section class=\"footnotes\"><h{level} class=\"footnotes-title\">注释</h{level}>");
        // Written by hand, not as a list: the number of a note alone on an article's page is its number in the text.
        for (at, note) in shown {
            let number = at + 1;
            let _ = write!(self.out, "<p class=\"footnote\" id=\"{0}fn-{number}\">", self.prefix);
            let _ = write!(self.out, "<span class=\"mark\">[{number}]</span> ");
            let calls = self.footnote_calls[at];
            self.text(&note.text, None);
            for call in 1..=calls.min(26) {
                let _ = write!(self.out, " <a class=\"footnote-back\" href=\"#{}", self.prefix);
                push_call_id(&mut self.out, number, call);
                let _ = write!(self.out, "\" role=\"doc-backlink\">回到注释{number}处");
                if calls > 1 {
                    let _ = write!(self.out, "（{call}）");
                }
                self.out.push_str("</a>");
            }
            self.out.push_str("</p>");
        }
        self.out.push_str("</section>\n");
    }

    /// Words with their marks, and with their references linked if they are those of a provision.
    fn text(&mut self, text: &Text, place: Option<ProvisionPath>) {
        let references = self.references;
        let here = place.and_then(|path| self.by_place.remove(&path)).unwrap_or_default();
        let mut at = 0;
        let mut marks = text.marks.iter().peekable();
        for reference in here.into_iter().map(|index| &references[index]) {
            let span = reference.span;
            // A span that does not fit the words would cut a character: then the words stay as they are.
            if span.start < at || text.plain.get(span.range()).is_none() || crosses_link(text, span.start, span.end) {
                continue;
            }
            self.marked(text, &mut marks, at, span.start);
            self.open_reference(reference);
            self.marked(text, &mut marks, span.start, span.end);
            self.out.push_str("</a>");
            at = span.end;
        }
        self.marked(text, &mut marks, at, text.plain.len());
    }

    fn open_reference(&mut self, reference: &Reference) {
        let targets = reference.result.targets();
        let first = targets.first().copied();
        self.out.push_str("<a class=\"ref\" href=\"");
        match self.options.references {
            References::Below(base) => {
                push_escaped(&mut self.out, base.trim_end_matches('/'));
                self.out.push('/');
            }
            References::Plain | References::InPage => {
                self.out.push('#');
                self.out.push_str(&self.prefix);
            }
        }
        if let Some(first) = first {
            let _ = write!(self.out, "{first}");
        }
        self.out.push('"');
        if targets.len() > 1 {
            self.out.push_str(" data-targets=\"");
            for (at, target) in targets.iter().take(MAX_TARGETS).enumerate() {
                let _ = write!(self.out, "{}{}{target}", if at > 0 { " " } else { "" }, self.prefix);
            }
            self.out.push('"');
        }
        if let Some(words) = first.and_then(|path| self.words_of(path)) {
            self.out.push_str(" title=\"");
            push_escaped(&mut self.out, &words);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// The beginning of the words of a provision, after its number: what a reader sees at a reference.
    fn words_of(&self, path: ProvisionPath) -> Option<String> {
        let article = *self.articles.get(&path.whole_article())?;
        let mut words = path.chinese();
        words.push('：');
        let paragraphs = match path.paragraph {
            Some(n) => std::slice::from_ref(article.paragraphs.get(usize::from(n).checked_sub(1)?)?),
            None => article.paragraphs.as_slice(),
        };
        let mut left = TITLE_CHARS;
        let whole_items = path.item.is_none();
        for paragraph in paragraphs {
            if whole_items {
                push_some(&mut words, &paragraph.text.plain, &mut left);
            }
            for item in paragraph.items.iter().filter(|it| path.item.is_none_or(|n| it.number == n)) {
                if left == 0 {
                    break;
                }
                let one = path.subitem;
                if whole_items {
                    push_some(&mut words, &item.number_text(), &mut left);
                }
                if one.is_none() {
                    push_some(&mut words, &item.text.plain, &mut left);
                }
                for subitem in item.subitems.iter().filter(|it| one.is_none_or(|n| it.number == n)) {
                    push_some(&mut words, &subitem.text.plain, &mut left);
                }
            }
            if left == 0 {
                words.push('…');
                break;
            }
        }
        Some(words)
    }

    /// The bytes `from..to` of `text` with the marks over them; a mark that reaches beyond is cut.
    fn marked<'t>(
        &mut self,
        text: &Text,
        marks: &mut std::iter::Peekable<impl Iterator<Item = &'t Mark>>,
        from: usize,
        to: usize,
    ) {
        let mut at = from;
        while let Some(mark) = marks.peek() {
            let (start, end) = (mark.span.start.max(at), mark.span.end.min(to));
            let is_call = matches!(mark.kind, MarkKind::FootnoteRef(_));
            // A call at the very end of the words belongs to the last piece of them.
            if mark.span.start > to || (mark.span.start == to && !(is_call && to == text.plain.len())) {
                break;
            }
            if start < end || (is_call && mark.span.start >= at) {
                self.words(text, at, start);
                self.mark(text, &mark.kind, start, end);
                at = end;
            }
            if mark.span.end > to {
                break;
            }
            marks.next();
        }
        self.words(text, at, to);
    }

    fn mark(&mut self, text: &Text, kind: &MarkKind, start: usize, end: usize) {
        match kind {
            MarkKind::Strong => {
                self.out.push_str("<strong>");
                self.words(text, start, end);
                self.out.push_str("</strong>");
            }
            MarkKind::Link(address) if is_safe_address(address) => {
                self.out.push_str("<a href=\"");
                push_escaped(&mut self.out, address);
                self.out.push_str("\" rel=\"noopener nofollow\">");
                self.words(text, start, end);
                self.out.push_str("</a>");
            }
            MarkKind::Link(_) => self.words(text, start, end),
            MarkKind::FootnoteRef(label) => {
                let Some(&index) = self.footnote_numbers.get(label.as_str()) else {
                    self.out.push_str("[^");
                    push_escaped(&mut self.out, label);
                    self.out.push(']');
                    return;
                };
                self.footnote_calls[index] += 1;
                let (number, call) = (index + 1, self.footnote_calls[index]);
                let _ = write!(self.out, "<sup class=\"footnote-call\"><a id=\"{}", self.prefix);
                push_call_id(&mut self.out, number, call);
                let _ = write!(
                    self.out,
                    "\" href=\"#{}fn-{number}\" role=\"doc-noteref\" aria-label=\"注释{number}\">[{number}]</a></sup>",
                    self.prefix
                );
            }
        }
    }

    fn words(&mut self, text: &Text, from: usize, to: usize) {
        let Some(words) = text.plain.get(from..to) else { return };
        for (at, line) in words.split('\n').enumerate() {
            if at > 0 {
                self.out.push_str("<br>");
            }
            push_escaped(&mut self.out, line);
        }
    }
}

/// The 项 and 目 of one article that have their `id` already.
#[derive(Default)]
struct Ids(Vec<ProvisionPath>);

impl Ids {
    fn is_new(&mut self, path: ProvisionPath) -> bool {
        // Numbers rise in a sound text, so the last one nearly always decides.
        if self.0.last().is_some_and(|last| *last >= path) && self.0.contains(&path) {
            return false;
        }
        self.0.push(path);
        true
    }
}

fn position(at: usize) -> u16 {
    u16::try_from(at + 1).unwrap_or(u16::MAX)
}

fn push_call_id(out: &mut String, number: usize, call: usize) {
    let _ = if call == 1 { write!(out, "fnref-{number}") } else { write!(out, "fnref-{number}-{call}") };
}

/// A link cannot stand in a link: whether `start..end` touches an address or a footnote mark.
fn crosses_link(text: &Text, start: usize, end: usize) -> bool {
    text.marks.iter().any(|mark| mark.kind != MarkKind::Strong && mark.span.start < end && mark.span.end > start)
}

fn push_some(out: &mut String, words: &str, left: &mut usize) {
    for c in words.chars() {
        if *left == 0 {
            return;
        }
        out.push(if c == '\n' { ' ' } else { c });
        *left -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::law::number::ArticleNumber;
    use crate::law::span::Span;

    fn page() -> String {
        let options = Options { articles_below: Some("/bills/x/v1"), ..Options::default() };
        statute_html(&sample::statute(), &sample::references(), &options).to_string()
    }

    #[test]
    fn every_provision_has_its_address_as_id_exactly_once() {
        let page = page();
        for id in ["c1", "c2", "a1", "a1.p1", "a2", "a2.p2", "a2.p2.i2", "a2.p2.i2.s1", "a2-1", "a3.p1", "x1"] {
            assert_eq!(page.matches(&format!(" id=\"{id}\"")).count(), 1, "{id} in {page}");
        }
    }

    #[test]
    fn the_words_of_the_page_are_the_words_of_the_text() {
        let page = page();
        assert!(page.contains("<h1 class=\"law-title\">××市政务服务条例</h1>"));
        assert!(page.contains("<p class=\"law-status\">（草案）</p>"));
        assert!(page.contains(
            "<span class=\"division-number\">第一章</span>\u{3000}<span class=\"division-name\">总\u{3000}则</span>"
        ));
        assert!(page.contains(">第一条</a>\u{3000}为了优化政务服务"));
        assert!(page.contains("<span class=\"mark\">（一）</span>未按照规定公示的；"));
        assert!(page.contains("<span class=\"caption\">（名词）</span>"));
    }

    #[test]
    fn the_provision_a_page_is_about_is_marked_with_what_stands_below_it() {
        let marked = |path: &str| {
            let path: ProvisionPath = path.parse().expect(path);
            let options = Options { marked: Some(path), ..Options::default() };
            let page = article_html(&sample::statute(), path, &[], &options).expect("the article").to_string();
            let classes = page.match_indices(" is-marked\" id=\"");
            classes.map(|(at, it)| page[at + it.len()..].split('"').next().unwrap_or("").to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(marked("a2.p2.i2"), ["a2.p2.i2", "a2.p2.i2.s1"]);
        assert!(marked("a2.p2").contains(&"a2.p2".to_owned()) && marked("a2.p2").contains(&"a2.p2.i2".to_owned()));
        assert_eq!(marked("a1.p1"), ["a1.p1"]);
    }

    #[test]
    fn nothing_in_a_text_is_markup() {
        let page = page();
        assert!(page.contains("隐瞒&lt;事实&gt;。"));
        let mut statute = sample::statute();
        statute.title = Text::plain("<script>alert('x')</script>\u{1}");
        let page = statute_html(&statute, &[], &Options::default()).to_string();
        assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;\u{fffd}"), "{page}");
    }

    #[test]
    fn a_reference_links_to_its_target_and_says_its_words() {
        let page = page();
        assert!(
            page.contains(
                "违反<a class=\"ref\" href=\"#a2.p2.i1\" title=\"第二条第二款第一项：未按照规定公示的；\">\
                 本条例第二条第二款第一项</a>规定的"
            ),
            "{page}"
        );
        let options = Options { references: References::Below("/b/v1/"), ..Options::default() };
        let page = statute_html(&sample::statute(), &sample::references(), &options).to_string();
        assert!(page.contains("href=\"/b/v1/a2.p1\""), "{page}");
        let options = Options { references: References::Plain, ..Options::default() };
        let page = statute_html(&sample::statute(), &sample::references(), &options).to_string();
        assert!(!page.contains("class=\"ref\""), "{page}");
    }

    #[test]
    fn a_reference_whose_span_does_not_fit_leaves_the_words_alone() {
        let mut references = sample::references();
        references[0].span = Span::new(1, 2);
        references[1].span = Span::new(9000, 9003);
        let page = statute_html(&sample::statute(), &references, &Options::default()).to_string();
        assert!(page.contains("依照前款规定处理") && page.contains("违反本条例第二条第二款第一项规定的"));
    }

    #[test]
    fn footnotes_and_links_lead_there_and_back() {
        let page = page();
        assert!(page.contains("id=\"fnref-1\" href=\"#fn-1\""), "{page}");
        assert!(page.contains("id=\"fn-1\"") && page.contains("href=\"#fnref-1\""));
        assert!(page.contains("<a href=\"https://example.invalid/a?b=1&amp;c=2\" rel=\"noopener nofollow\">网站</a>"));
        let mut statute = sample::statute();
        for unit in &mut statute.body {
            let Unit::Division(division) = unit else { continue };
            for unit in &mut division.units {
                let Unit::Article(article) = unit else { continue };
                for mark in &mut article.paragraphs[0].text.marks {
                    if !matches!(mark.kind, MarkKind::FootnoteRef(_)) {
                        mark.kind = MarkKind::Link("javascript:alert(1)".to_owned());
                    }
                }
            }
        }
        assert!(!statute_html(&statute, &[], &Options::default()).as_str().contains("javascript"));
    }

    #[test]
    fn one_article_is_written_alone_with_its_own_notes() {
        let path = ProvisionPath::article(ArticleNumber::with_inserted(2, 1));
        let html = article_html(&sample::statute(), path, &[], &Options::default()).map(|it| it.to_string());
        let html = html.expect("the sample has 第二条之一");
        assert!(html.contains("id=\"a2-1\"") && html.contains("id=\"fn-1\"") && !html.contains("id=\"a2\""));
        let missing = ProvisionPath::article(ArticleNumber::new(99));
        assert_eq!(article_html(&sample::statute(), missing, &[], &Options::default()), None);
    }

    #[test]
    fn a_faulty_list_with_one_number_twice_keeps_ids_unique() {
        let mut paragraph = sample::paragraph("下列：");
        paragraph.items = vec![sample::item(1, "甲；"), sample::item(2, "乙；"), sample::item(1, "丙。")];
        let statute = Statute {
            body: vec![Unit::Article(sample::article(ArticleNumber::new(1), vec![paragraph]))],
            ..Statute::default()
        };
        let page = statute_html(&statute, &[], &Options::default()).to_string();
        assert_eq!(page.matches("id=\"a1.p1.i1\"").count(), 1);
        assert!(page.contains("丙。"));
    }

    #[test]
    fn two_texts_in_one_page_are_kept_apart_by_a_prefix() {
        let options = Options { id_prefix: "old-\"<", heading_offset: 2, ..Options::default() };
        let page = statute_html(&sample::statute(), &sample::references(), &options).to_string();
        assert!(
            page.contains("id=\"old-a1\"")
                && page.contains("href=\"#old-a2.p1\"")
                && page.contains("<h3 class=\"law-title\">")
        );
        assert!(!page.contains(" id=\"a1\""));
    }

    #[test]
    fn the_contents_list_nests_sections_in_chapters_and_is_well_formed() {
        let mut statute = sample::statute();
        let section = Unit::Division(Division {
            kind: DivisionKind::Section,
            number: 1,
            name: Text::plain("一般规定"),
            anchor: "c3.s1".to_owned(),
            units: vec![Unit::Article(sample::article(ArticleNumber::new(4), vec![sample::paragraph("施行。")]))],
            preamble: Vec::new(),
            directives: Vec::new(),
            span: Span::default(),
        });
        statute.body.push(sample::chapter(3, "附则", vec![section]));
        let lines = toc(&statute);
        assert_eq!(lines[0].heading, "第一章\u{3000}总\u{3000}则");
        assert_eq!(lines[0].articles, Some(("第一条".to_owned(), "第二条之一".to_owned())));
        assert_eq!((lines[3].depth, lines[3].anchor.as_str()), (1, "c3.s1"));
        let html = toc_html(&statute, &Options::default()).to_string();
        assert_eq!(html.matches("<ol").count(), html.matches("</ol>").count());
        assert_eq!(html.matches("<li>").count(), html.matches("</li>").count());
        assert!(
            html.contains(
                "<a href=\"#c2\">第二章\u{3000}法律责任</a> <span class=\"toc-range\">第三条</span></li><li>"
            ),
            "{html}"
        );
        assert!(html.contains("</a> <span class=\"toc-range\">第四条</span><ol class=\"toc-inner\"><li>"), "{html}");
        assert!(html.ends_with("<li><a href=\"#x1\">附件1：事项目录</a></li></ol>"), "{html}");
        assert!(toc_html(&Statute::default(), &Options::default()).is_empty());
    }
}
