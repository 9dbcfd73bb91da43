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

mod safe;
mod toc;
mod words;

pub use safe::SafeHtml;
pub(super) use safe::push_escaped;
pub use toc::{TocLine, annex_anchor, toc, toc_html};

use super::markdown;
use crate::law::path::ProvisionPath;
use crate::law::refs::{Reference, Resolution};
use crate::law::statute::{Annex, Article, Division, DivisionKind, Paragraph, Statute, Unit, spaced_name};
use std::collections::HashMap;
use std::fmt::Write as _;

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

/// The whole text: title, 题注, divisions and articles, annexes, footnotes.
#[must_use]
pub fn statute_html(statute: &Statute, references: &[Reference], options: &Options<'_>) -> SafeHtml {
    let mut writer = Writer::new(statute, references, options);
    writer.head();
    writer.body();
    SafeHtml::written(writer.out)
}

/// The head alone: title, status, 题注.
#[must_use]
pub fn head_html(statute: &Statute, options: &Options<'_>) -> SafeHtml {
    let mut writer = Writer::new(statute, &[], options);
    writer.head();
    SafeHtml::written(writer.out)
}

/// The text without its head, for a page that has a head of its own.
#[must_use]
pub fn body_html(statute: &Statute, references: &[Reference], options: &Options<'_>) -> SafeHtml {
    let mut writer = Writer::new(statute, references, options);
    writer.body();
    SafeHtml::written(writer.out)
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
    Some(SafeHtml::written(writer.out))
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
                if matches!(reference.result, Resolution::Resolved(_) | Resolution::ResolvedDivisions(_)) {
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

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::law::number::ArticleNumber;
    use crate::law::span::Span;
    use crate::law::statute::{MarkKind, Text};

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
    fn a_reference_to_a_chapter_links_to_its_heading() {
        let parsed = crate::law::parse::parse(
            "# 示例条例\n\n## 第一章　总则\n\n第一条　甲。\n\n## 第二章　服务\n\n第二条　依照本条例第一章和本章的规定。\n",
        );
        let references = crate::law::refs::references(&parsed.statute);
        let html = statute_html(&parsed.statute, &references, &Options::default()).to_string();
        assert!(
            html.contains("<a class=\"ref\" href=\"#c1\" title=\"第一章　总　则\">本条例第一章和本章</a>"),
            "{html}"
        );
        let below = Options { references: References::Below("/bills/x/v1"), ..Options::default() };
        let html = statute_html(&parsed.statute, &references, &below).to_string();
        assert!(html.contains("href=\"/bills/x/v1#c1\""), "{html}");
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
