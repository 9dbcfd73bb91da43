//! The units of a text with their words: 款, 项 and 目 as one flat list, and the way from words to the source.

use super::finding::Edit;
use super::segment;
use crate::law::path::ProvisionPath;
use crate::law::span::Span;
use crate::law::statute::{Article, Paragraph, Statute};
use std::cell::OnceCell;
use unicode_normalization::char::is_combining_mark;

/// Which kind of unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitKind {
    /// 款: its own words, without its items.
    Paragraph,
    /// 项: its own words, without its 目.
    Item,
    /// 目.
    Subitem,
}

/// The words of a 款, 项 or 目.
#[derive(Debug)]
pub struct TextUnit<'a> {
    /// Which of them.
    pub kind: UnitKind,
    /// Where it stands in the statute.
    pub path: ProvisionPath,
    /// The words, without number and marks.
    pub text: &'a str,
    /// The article.
    pub article: &'a Article,
    /// The article's place in [`super::context::Context::articles`].
    pub article_index: usize,
    /// The 款.
    pub paragraph: &'a Paragraph,
    /// The words in the source; longer than `text` where marks stand between them.
    pub span: Span,
    source: &'a str,
    map: Map,
    titles: OnceCell<Vec<Span>>,
    boundaries: OnceCell<Vec<u32>>,
}

/// From bytes of the words to bytes of the source.
#[derive(Debug)]
enum Map {
    /// The words are the source.
    Same,
    /// Pieces (start in the words, start in the source), ascending; between two starts both run in step.
    Pieces(Vec<(usize, usize)>),
}

impl<'a> TextUnit<'a> {
    /// Where `range` (bytes of the words) stands in the source.
    #[must_use]
    pub fn place(&self, range: Span) -> Span {
        match &self.map {
            Map::Same => Span::new(self.span.start + range.start, self.span.start + range.end),
            Map::Pieces(pieces) => {
                let start = self.source.floor_char_boundary(at(pieces, range.start).min(self.span.end));
                // The end is the end of the last byte, so that a mark after it stays outside.
                let end = range.end.checked_sub(1).filter(|_| !range.is_empty()).map_or(start, |it| at(pieces, it) + 1);
                Span::new(start, self.source.ceil_char_boundary(end.clamp(start, self.span.end)))
            }
        }
    }

    /// The change that writes `replacement` over `range` (bytes of the words). None where marks stand between the
    /// words, so that a fix never tears them.
    #[must_use]
    pub fn edit(&self, source: &str, range: Span, replacement: impl Into<String>) -> Option<Edit> {
        let span = self.place(range);
        let intact = source.get(span.range())? == self.text.get(range.range())?;
        intact.then(|| Edit { span, replacement: replacement.into() })
    }

    /// The 《…》 among the words, brackets included; outermost only.
    #[must_use]
    pub fn titles(&self) -> &[Span] {
        self.titles.get_or_init(|| titles(self.text))
    }

    /// Whether `range` lies inside 《…》: a title of a law, whose words are not the drafter's.
    #[must_use]
    pub fn in_title(&self, range: Span) -> bool {
        self.titles().iter().any(|it| it.start < range.start && range.end < it.end)
    }

    /// Whether the byte lies inside “…”.
    #[must_use]
    pub fn in_quotes(&self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or_default();
        before.rfind('“') > before.rfind('”')
    }

    /// Whether a word begins and ends exactly there, as [`segment`] cuts the words.
    #[must_use]
    pub fn is_word(&self, range: Span) -> bool {
        let cuts = self.boundaries();
        let is_cut = |at: usize| u32::try_from(at).is_ok_and(|at| cuts.binary_search(&at).is_ok());
        is_cut(range.start) && is_cut(range.end)
    }

    /// Where words begin and end, as [`segment`] cuts them, ascending, first 0, last the length.
    #[must_use]
    pub fn boundaries(&self) -> &[u32] {
        self.boundaries.get_or_init(|| segment::boundaries(self.text))
    }

    /// Sentences (parted by 。！？ and line feeds), as bytes of the words, end marks included.
    pub fn sentences(&self) -> impl Iterator<Item = Span> {
        parts(self.text, &['。', '！', '？', '\n'])
    }

    /// Clauses (parted also by ，；：), as bytes of the words, end marks included.
    pub fn clauses(&self) -> impl Iterator<Item = Span> {
        parts(self.text, &['。', '！', '？', '\n', '，', '；', '：'])
    }

    /// The clause, without its end mark, that holds byte `at`.
    #[must_use]
    pub fn clause_around(&self, at: usize) -> Span {
        let ends = ['。', '！', '？', '\n', '，', '；', '：'];
        let (before, after) = self.text.split_at_checked(at).unwrap_or((self.text, ""));
        let start = before.char_indices().rev().find(|(_, c)| ends.contains(c)).map_or(0, |(i, c)| i + c.len_utf8());
        Span::new(start, after.find(ends).map_or(self.text.len(), |it| at + it))
    }
}

fn parts(text: &str, ends: &'static [char]) -> impl Iterator<Item = Span> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|it| !it.is_empty())?;
        let end =
            rest.find(ends).map_or(text.len(), |at| start + at + rest[at..].chars().next().map_or(1, char::len_utf8));
        let span = Span::new(start, end);
        start = end;
        Some(span)
    })
}

fn titles(text: &str) -> Vec<Span> {
    let (mut found, mut open) = (Vec::new(), None);
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '《' | '》')) {
        if c == '《' {
            depth += 1;
            open.get_or_insert(at);
        } else {
            depth = depth.saturating_sub(1);
            if let Some(start) = open.filter(|_| depth == 0) {
                found.push(Span::new(start, at + c.len_utf8()));
                open = None;
            }
        }
    }
    found
}

fn at(pieces: &[(usize, usize)], byte: usize) -> usize {
    let index = pieces.partition_point(|(words, _)| *words <= byte);
    pieces.get(index.wrapping_sub(1)).map_or(0, |(words, source)| source + byte - words)
}

/// The units of all articles, in the order of the text.
pub(super) fn units<'a>(statute: &'a Statute, source: &'a str) -> Vec<TextUnit<'a>> {
    let mut found = Vec::new();
    for (article_index, article) in statute.articles().enumerate() {
        for (p, paragraph) in (1_u16..).zip(&article.paragraphs) {
            let path = article.path.with_paragraph(p);
            let mut add = |kind, path, text: &'a str, span| {
                found.push(TextUnit {
                    kind,
                    path,
                    text,
                    article,
                    article_index,
                    paragraph,
                    span,
                    source,
                    map: Map::new(text, source, span),
                    titles: OnceCell::new(),
                    boundaries: OnceCell::new(),
                });
            };
            add(UnitKind::Paragraph, path, &paragraph.text.plain, paragraph.text_span);
            for item in &paragraph.items {
                let path = path.with_item(item.number);
                add(UnitKind::Item, path, &item.text.plain, item.text_span);
                for subitem in &item.subitems {
                    let path = path.with_subitem(subitem.number);
                    add(UnitKind::Subitem, path, &subitem.text.plain, subitem.text_span);
                }
            }
        }
    }
    found.retain(|it| !it.text.is_empty());
    found
}

impl Map {
    fn new(text: &str, source: &str, span: Span) -> Self {
        let words = source.get(span.range()).unwrap_or_default();
        if words == text { Self::Same } else { Self::Pieces(pieces(text, words, span.start)) }
    }
}

/// How far the source may run ahead of the words, in characters: a mark, a line end with its padding.
const MAX_AHEAD: usize = 200;
/// Longest address of a link that is passed over, in bytes.
const MAX_ADDRESS_BYTES: usize = 2_000;

/// Walks both texts in step; where the source has more (marks, addresses, line ends), it runs ahead to the next
/// character that the words have. A character that NFC made is not in the source: then one is passed over with its
/// combining marks. Where the way is lost places are near, and `edit` refuses.
fn pieces(text: &str, source: &str, offset: usize) -> Vec<(usize, usize)> {
    let mut found = vec![(0, offset)];
    let mut rest = source.char_indices().peekable();
    let mut expected = 0;
    for (at, c) in text.char_indices() {
        let end = after_address(source, expected);
        while rest.next_if(|(place, _)| *place < end).is_some() {}
        let mut ahead = rest.clone();
        let place = match ahead.by_ref().take(MAX_AHEAD).find(|(_, it)| *it == c) {
            Some((place, _)) => {
                rest = ahead;
                place
            }
            None => {
                let Some((place, _)) = rest.next() else { break };
                while rest.next_if(|(_, it)| is_combining_mark(*it)).is_some() {}
                place
            }
        };
        if place != expected {
            found.push((at, offset + place));
        }
        expected = place + c.len_utf8();
    }
    found
}

/// Behind the `](address)` at `at`, or `at` if none stands there.
fn after_address(source: &str, at: usize) -> usize {
    let Some(address) = source.get(at..).and_then(|it| it.strip_prefix("](")) else { return at };
    let near = address.floor_char_boundary(MAX_ADDRESS_BYTES);
    address[..near].find(')').map_or(at, |end| at + "](".len() + end + ")".len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::parse::parse;

    #[track_caller]
    fn placed(source: &str, words: &str) -> String {
        let parsed = parse(source);
        let units = units(&parsed.statute, source);
        let unit = units.iter().find(|it| it.text.contains(words)).expect("a unit with the words");
        let start = unit.text.find(words).expect("the words");
        source[unit.place(Span::new(start, start + words.len())).range()].to_owned()
    }

    #[test]
    fn words_are_found_again_in_the_source_behind_marks() {
        assert_eq!(placed("第一条　甲乙丙。\n", "乙"), "乙");
        assert_eq!(placed("第一条　**甲甲**乙乙丙。\n", "乙丙"), "乙丙");
        assert_eq!(placed("第一条　见[甲](https://a.invalid/bc)和abc丙。\n", "abc"), "abc");
        assert_eq!(placed("第一条　甲\\*乙丙。\n", "*乙"), "*乙");
        assert_eq!(placed("第一条　甲[^1]乙丙。\n", "乙丙"), "乙丙");
        assert_eq!(placed("第一条　甲乙。\n\n<!-- km:cont -->\n\n丙丁。\n", "丙丁"), "丙丁");
    }

    #[test]
    fn an_edit_never_tears_a_mark() {
        let source = "第一条　甲**乙**丙。\n";
        let parsed = parse(source);
        let units = units(&parsed.statute, source);
        assert!(units[0].edit(source, Span::new(0, 6), "丁").is_none());
        assert!(units[0].edit(source, Span::new(3, 6), "丁").is_some());
    }

    #[test]
    fn words_that_are_not_in_the_source_still_have_a_place() {
        for words in
            ["e\u{301}".repeat(400), "\u{1112}\u{1161}\u{11ab}".repeat(400), "](".repeat(500), "**甲**乙".repeat(90)]
        {
            let source = format!("第一条　{words}必须登记。\n");
            let parsed = parse(&source);
            for unit in units(&parsed.statute, &source) {
                for (at, c) in unit.text.char_indices() {
                    let place = unit.place(Span::new(at, at + c.len_utf8()));
                    assert!(source.get(place.range()).is_some(), "{place:?}");
                }
            }
        }
    }

    #[test]
    fn sentences_clauses_titles_and_quotes_are_seen() {
        let source = "第一条　甲，“乙”。丙《某法〈丁〉》；戊\n";
        let parsed = parse(source);
        let units = units(&parsed.statute, source);
        let unit = &units[0];
        let words = |span: Span| &unit.text[span.range()];
        assert_eq!(unit.sentences().map(words).collect::<Vec<_>>(), ["甲，“乙”。", "丙《某法〈丁〉》；戊"]);
        assert_eq!(unit.clauses().map(words).collect::<Vec<_>>(), ["甲，", "“乙”。", "丙《某法〈丁〉》；", "戊"]);
        assert_eq!(words(unit.clause_around(unit.text.find("某").expect("there"))), "丙《某法〈丁〉》");
        let title = unit.text.find("某法").expect("there");
        assert!(unit.in_title(Span::new(title, title + 6)) && !unit.in_title(Span::new(0, 3)));
        assert!(unit.in_quotes(unit.text.find('乙').expect("there")) && !unit.in_quotes(title));
    }
}
