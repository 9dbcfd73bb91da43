//! Where a term stands in a text, and where it had better stay when it is replaced throughout.
//!
//! A proposal, never a decision: a name in 《》 is not ours to change, a quotation says what another text says, a longer
//! term is another term. Replaced is what a person ticked.

use super::chars::title_len;
use super::edit::Edit;
use super::merge::cut::{Source, Unit, UnitKind};
use super::span::Span;
use std::collections::BTreeSet;

/// Places that are told; further ones are counted.
pub const MAX_HITS: usize = 2_000;
/// The longest term that is sought, in characters.
pub const MAX_TERM_CHARS: usize = 60;
/// Characters shown before and after a place.
const CONTEXT_CHARS: usize = 16;
/// Terms that the text defines and that are looked at.
const MAX_DEFINED: usize = 200;

/// A place of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Bytes of the source.
    pub span: Span,
    /// 第三条, or the heading or annex.
    pub article: String,
    /// The words before it on its line.
    pub before: String,
    /// The words after it on its line.
    pub after: String,
    /// Why it had better stay; none if it may be replaced.
    pub keep: Option<Keep>,
}

/// Why a place of a term had better stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keep {
    /// Inside 《》.
    Title,
    /// Inside quotation marks.
    Quotation,
    /// In the 题注, which tells what was decided when.
    TitleNote,
    /// A part of this longer term, which the text defines or which replaces it.
    Longer(String),
    /// In the head of the file or in a comment.
    NoWords,
}

impl Keep {
    /// As people are told it.
    #[must_use]
    pub fn chinese(&self) -> String {
        match self {
            Self::Title => "在《》内的名称".to_owned(),
            Self::Quotation => "在引号内的原文".to_owned(),
            Self::TitleNote => "题注记载的内容".to_owned(),
            Self::Longer(term) => format!("是“{term}”的一部分"),
            Self::NoWords => "不是条文内容".to_owned(),
        }
    }
}

/// All places of a term.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// In the order of the text.
    pub list: Vec<Hit>,
    /// How many more there are.
    pub hidden: usize,
}

/// Seeks `term` in a source text; `replacement` is what may come instead. An empty or too long term is nowhere.
#[must_use]
pub fn hits(source: &str, term: &str, replacement: &str) -> Hits {
    let mut hits = Hits::default();
    if term.trim().is_empty() || term.chars().count() > MAX_TERM_CHARS {
        return hits;
    }
    let text = Source::read(source);
    let longer = longer_terms(source, term, replacement);
    let mut marks = Marks::new(source);
    for (at, found) in source.match_indices(term) {
        let span = Span::new(at, at + found.len());
        let inside = marks.at(at);
        if hits.list.len() == MAX_HITS {
            hits.hidden += 1;
            continue;
        }
        let unit = text.units.partition_point(|it| it.body.start <= at).checked_sub(1).map(|it| &text.units[it]);
        let keep = keep(&text, span, &longer).or(inside);
        let (before, after) = around(source, span);
        hits.list.push(Hit { span, article: unit.map_or_else(String::new, label), before, after, keep });
    }
    hits
}

/// The edits that put `replacement` in the place of those hits that `ticked` names by the byte at which they start.
#[must_use]
pub fn replaced(hits: &Hits, ticked: &BTreeSet<usize>, replacement: &str) -> Vec<Edit> {
    let chosen = hits.list.iter().map(|it| it.span).filter(|it| ticked.contains(&it.start));
    chosen.map(|it| Edit::new(it.start, it.end, replacement)).collect()
}

fn label(unit: &Unit) -> String {
    match unit.kind {
        UnitKind::Head => "标题部分".to_owned(),
        _ => unit.label.clone(),
    }
}

fn keep(text: &Source<'_>, span: Span, longer: &[String]) -> Option<Keep> {
    let within = |it: Span| it.start <= span.start && span.end <= it.end;
    if text.statute.front_matter.as_ref().is_some_and(|it| within(it.span)) {
        return Some(Keep::NoWords);
    }
    let head = text.units.first().filter(|it| within(it.body));
    let line = line_of(text.text, span.start);
    let is_note = text.statute.title_note.is_some() && line.trim_start().starts_with(['（', '(']);
    if head.is_some() && is_note {
        return Some(Keep::TitleNote);
    }
    if line.trim_start().starts_with("<!--") {
        return Some(Keep::NoWords);
    }
    longer.iter().find(|it| is_part(text.text, span, it)).map(|it| Keep::Longer(it.clone()))
}

fn line_of(source: &str, at: usize) -> &str {
    let start = source[..at].rfind('\n').map_or(0, |it| it + 1);
    source[start..].lines().next().unwrap_or("")
}

/// Whether the place is a part of that longer term.
fn is_part(source: &str, span: Span, longer: &str) -> bool {
    let term = &source[span.range()];
    longer.match_indices(term).any(|(offset, _)| {
        let start = span.start.checked_sub(offset);
        start.and_then(|it| source.get(it..it + longer.len())) == Some(longer)
    })
}

/// Terms that the text defines, and the new one, if they hold the sought one and are longer.
fn longer_terms(source: &str, term: &str, replacement: &str) -> Vec<String> {
    let mut found = vec![replacement.to_owned()];
    for lead in ["以下简称", "以下称", "以下统称", "所称的", "所称"] {
        for (at, _) in source.match_indices(lead).take(MAX_DEFINED) {
            let rest = source[at + lead.len()..].trim_start_matches(['“', '"', '：']);
            let end = rest.find(['”', '"', '）', ')', '，', '。', '、', '\n']).unwrap_or(rest.len());
            found.push(rest[..end].to_owned());
        }
    }
    found.retain(|it| it.len() > term.len() && it.contains(term) && it.chars().count() <= MAX_TERM_CHARS);
    found.sort_by_key(|it| std::cmp::Reverse(it.len()));
    found.dedup();
    found
}

/// The words before and after a place on its line, cut short.
fn around(source: &str, span: Span) -> (String, String) {
    let before: Vec<char> =
        source[..span.start].chars().rev().take_while(|it| *it != '\n').take(CONTEXT_CHARS).collect();
    let after = source[span.end..].chars().take_while(|it| !matches!(it, '\n' | '\r')).take(CONTEXT_CHARS);
    (before.into_iter().rev().collect(), after.collect())
}

/// Reads titles and quotations once, from the beginning.
struct Marks<'a> {
    source: &'a str,
    at: usize,
    /// Where the title that is open ends.
    title_end: usize,
    quoted: bool,
}

impl<'a> Marks<'a> {
    fn new(source: &'a str) -> Self {
        Self { source, at: 0, title_end: 0, quoted: false }
    }

    /// What byte `to` stands in. Asked in rising order.
    fn at(&mut self, to: usize) -> Option<Keep> {
        for (offset, c) in self.source[self.at..to].char_indices() {
            let at = self.at + offset;
            match c {
                '《' if at >= self.title_end => {
                    self.title_end = title_len(&self.source[at..]).map_or(self.title_end, |it| at + it);
                }
                '“' => self.quoted = true,
                // A quotation of several paragraphs opens each of them anew.
                '”' | '\n' => self.quoted = false,
                _ => {}
            }
        }
        self.at = to;
        if to < self.title_end {
            return Some(Keep::Title);
        }
        self.quoted.then_some(Keep::Quotation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_told_with_its_article_and_why_it_may_stay() {
        let source = "---\ntype: 市场主体\n---\n# ××市市场主体条例\n\n（2020年1月1日市场主体会议通过）\n\n\
            第一条　市场主体，依照《市场主体登记管理条例》。\n\n第二条　个体市场主体（以下简称个体市场主体）和“市场主体”。\n";
        let hits = hits(source, "市场主体", "经营主体");
        let told: Vec<(String, Option<String>)> =
            hits.list.iter().map(|it| (it.article.clone(), it.keep.as_ref().map(Keep::chinese))).collect();
        let keep = |words: &str| Some(words.to_owned());
        let part = keep("是“个体市场主体”的一部分");
        let expected = [
            ("标题部分", keep("不是条文内容")),
            ("标题部分", None),
            ("标题部分", keep("题注记载的内容")),
            ("第一条", None),
            ("第一条", keep("在《》内的名称")),
            ("第二条", part.clone()),
            ("第二条", part),
            ("第二条", keep("在引号内的原文")),
        ];
        assert_eq!(told, expected.map(|(article, keep)| (article.to_owned(), keep)));
        assert!(hits.list.iter().all(|it| &source[it.span.range()] == "市场主体"));
        assert_eq!((hits.list[3].before.as_str(), hits.list[3].after.starts_with("，依照")), ("第一条　", true));
    }

    #[test]
    fn a_place_that_is_the_new_term_already_stays() {
        let hits = hits("第一条　经营性市场主体和市场主体。\n", "市场主体", "经营性市场主体");
        assert_eq!(hits.list.iter().map(|it| it.keep.is_some()).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn only_what_was_ticked_is_replaced() {
        let source = "第一条　甲和《甲法》、甲。\n";
        let hits = hits(source, "甲", "乙");
        let ticked: BTreeSet<usize> = hits.list.iter().filter(|it| it.keep.is_none()).map(|it| it.span.start).collect();
        let edits = replaced(&hits, &ticked, "乙");
        assert_eq!(super::super::edit::applied(source, &edits), "第一条　乙和《甲法》、乙。\n");
        assert_eq!(replaced(&hits, &BTreeSet::from([1, 2, 9_999]), "乙"), []);
    }

    #[test]
    fn nothing_and_too_much_are_bounded() {
        assert_eq!(hits("第一条　甲。", "", "乙"), Hits::default());
        assert_eq!(hits("第一条　甲。", &"甲".repeat(61), "乙"), Hits::default());
        let many = hits(&"甲".repeat(2_500), "甲", "乙");
        assert_eq!((many.list.len(), many.hidden), (MAX_HITS, 500));
    }
}
