//! The statute while it is being amended. Every node remembers its old number, so that later clauses still find it.

use super::references::Moves;
use super::{Applied, Reason, divisions, numbers, references};
use crate::law::number::ArticleNumber;
use crate::law::path::ProvisionPath;
use crate::law::span::Span;
use crate::law::statute::{
    Article, Directive, Division, DivisionKind, Item, ItemMark, Mark, Paragraph, Statute, Subitem, Text, Unit,
};
use std::collections::HashMap;

/// Words, with the edits ordered so far. The edits are over the old words.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    pub text: Text,
    pub edits: Vec<(Span, String)>,
    /// Where the words stood; `None` for words that the decision quotes.
    pub origin: Option<ProvisionPath>,
}

impl Block {
    fn old(text: &Text, origin: ProvisionPath) -> Self {
        Self { text: text.clone(), edits: Vec::new(), origin: Some(origin) }
    }

    pub fn fresh(text: Text) -> Self {
        Self { text, edits: Vec::new(), origin: None }
    }

    /// Whether `span` touches an edit already ordered.
    pub fn is_edited(&self, span: Span) -> bool {
        self.edits.iter().any(|(it, _)| it.start < span.end && span.start < it.end)
    }

    /// The words after the edits.
    pub fn finished(&self) -> Text {
        let mut edits = self.edits.clone();
        edits.sort_by_key(|(span, _)| (span.start, span.end));
        let mut plain = String::with_capacity(self.text.plain.len());
        let mut marks: Vec<Mark> = Vec::new();
        let mut at = 0;
        for (span, words) in edits.iter().filter(|(span, _)| span.end <= self.text.plain.len()) {
            if span.start < at {
                continue;
            }
            keep_marks(&self.text, Span::new(at, span.start), plain.len(), &mut marks);
            plain.push_str(&self.text.plain[at..span.start]);
            plain.push_str(words);
            at = span.end;
        }
        keep_marks(&self.text, Span::new(at, self.text.plain.len()), plain.len(), &mut marks);
        plain.push_str(&self.text.plain[at..]);
        Text { plain, marks }
    }
}

/// The marks that lie wholly in a stretch that stays.
fn keep_marks(text: &Text, stretch: Span, shift: usize, marks: &mut Vec<Mark>) {
    for mark in &text.marks {
        if mark.span.start >= stretch.start && mark.span.end <= stretch.end {
            let start = mark.span.start - stretch.start + shift;
            let span = Span::new(start, start + mark.span.len());
            if marks.last().is_none_or(|last| last.span.end <= start && last.span != span) {
                marks.push(Mark { span, kind: mark.kind.clone() });
            }
        }
    }
}

#[derive(Debug, Clone, Default)]
pub(super) struct WorkSubitem {
    pub origin: Option<ProvisionPath>,
    pub stated: Option<u16>,
    pub dead: bool,
    pub block: Block,
    pub number: u16,
}

#[derive(Debug, Clone)]
pub(super) struct WorkItem {
    pub origin: Option<ProvisionPath>,
    pub stated: Option<u16>,
    pub dead: bool,
    pub block: Block,
    pub number: u16,
    pub mark: ItemMark,
    pub subitems: Vec<WorkSubitem>,
    pub list_touched: bool,
}

#[derive(Debug, Clone, Default)]
pub(super) struct WorkParagraph {
    pub origin: Option<ProvisionPath>,
    pub stated: Option<u16>,
    pub dead: bool,
    pub block: Block,
    /// Lines that belong to the same 款: 由下列人员组成： / 主任， / 委员若干人。
    pub lines: Vec<Block>,
    pub items: Vec<WorkItem>,
    pub directives: Vec<Directive>,
    /// The list has items added, deleted, replaced or renumbered.
    pub list_touched: bool,
}

#[derive(Debug, Clone, Default)]
pub(super) struct WorkArticle {
    pub old: Option<ArticleNumber>,
    pub stated: Option<ArticleNumber>,
    pub dead: bool,
    pub paragraphs: Vec<WorkParagraph>,
    pub article: Option<Article>,
    /// The heading it stands under, by index; `None` is none.
    pub division: Option<usize>,
    /// The decision says where it stands.
    pub placed: bool,
    /// The heading of the new text under which the decision puts it.
    pub said: Option<(DivisionKind, u16)>,
    /// Whole paragraphs came, went or moved.
    pub touched: bool,
    /// The article was replaced as a whole.
    pub replaced: bool,
    /// It becomes this 款 of that article of the new text.
    pub becomes: Option<(ArticleNumber, u16)>,
}

#[derive(Debug, Clone)]
pub(super) struct WorkDivision {
    pub kind: DivisionKind,
    pub old: Option<u16>,
    pub stated: Option<u16>,
    pub dead: bool,
    pub parent: Option<usize>,
    pub name: Block,
    pub division: Option<Division>,
    pub preamble: Vec<WorkParagraph>,
    /// The new articles that stand in it, where the decision says so.
    pub articles: Option<(ArticleNumber, ArticleNumber)>,
}

pub(super) struct Work<'b> {
    pub base: &'b Statute,
    /// All articles, old and new. Never reordered: an index is an identity.
    pub articles: Vec<WorkArticle>,
    /// The order in which articles without a stated number are numbered.
    pub order: Vec<usize>,
    /// In the order of the text.
    pub divisions: Vec<WorkDivision>,
    /// Order of the divisions in the text, by index.
    pub division_order: Vec<usize>,
    pub preamble: Vec<WorkParagraph>,
    pub title: Text,
    pub by_number: HashMap<ArticleNumber, usize>,
    /// Article numbers that the old text has more than once.
    pub doubled: Vec<ArticleNumber>,
    /// 修正案: numbers stay.
    pub keeps_numbers: bool,
    /// Articles came, went or were renumbered.
    pub articles_touched: bool,
    pub reorders: bool,
    pub notes: Vec<String>,
    pub annexes: Vec<crate::law::statute::Annex>,
}

impl<'b> Work<'b> {
    pub fn new(base: &'b Statute, keeps_numbers: bool) -> Self {
        let mut work = Self {
            base,
            articles: Vec::new(),
            order: Vec::new(),
            divisions: Vec::new(),
            division_order: Vec::new(),
            preamble: base.preamble.iter().map(preamble_paragraph).collect(),
            title: base.title.clone(),
            by_number: HashMap::new(),
            doubled: Vec::new(),
            keeps_numbers,
            articles_touched: false,
            reorders: false,
            notes: Vec::new(),
            annexes: base.annexes.clone(),
        };
        work.units(&base.body, None);
        work.order = (0..work.articles.len()).collect();
        work.division_order = (0..work.divisions.len()).collect();
        work
    }

    fn units(&mut self, units: &[Unit], parent: Option<usize>) {
        let mut open: Vec<(std::slice::Iter<'_, Unit>, Option<usize>)> = vec![(units.iter(), parent)];
        while let Some((level, parent)) = open.last_mut() {
            let parent = *parent;
            match level.next() {
                None => {
                    open.pop();
                }
                Some(Unit::Article(article)) => self.article(article, parent),
                Some(Unit::Division(division)) => {
                    let index = self.divisions.len();
                    self.divisions.push(work_division(division, parent));
                    open.push((division.units.iter(), Some(index)));
                }
            }
        }
    }

    fn article(&mut self, article: &Article, division: Option<usize>) {
        let number = article.number();
        let index = self.articles.len();
        if self.by_number.insert(number, index).is_some() {
            self.doubled.push(number);
        }
        let paragraphs = work_paragraphs(&article.paragraphs, Some(article.path));
        let head = Article { paragraphs: Vec::new(), ..article.clone() };
        self.articles.push(WorkArticle {
            old: Some(number),
            paragraphs,
            article: Some(head),
            division,
            ..WorkArticle::default()
        });
    }

    /// A new article; it is numbered after `after`, or last.
    pub fn push_article(&mut self, article: WorkArticle, after: Option<usize>) -> usize {
        let index = self.articles.len();
        self.articles.push(article);
        self.articles_touched = true;
        let at = after.and_then(|it| self.order.iter().position(|o| *o == it)).map_or(self.order.len(), |at| at + 1);
        self.order.insert(at, index);
        index
    }

    /// Numbers everything and puts the statute together.
    pub fn finish(mut self) -> Result<Applied, Vec<(String, Reason)>> {
        numbers::settle_moves(&mut self).map_err(|it| vec![it])?;
        let mut reasons = Vec::new();
        for article in self.articles.iter_mut().filter(|it| !it.dead) {
            if let Err(reason) = numbers::arrange_article(article) {
                reasons.push(reason);
            }
        }
        let numbered = match numbers::number_articles(&mut self) {
            Ok(numbered) if reasons.is_empty() => numbered,
            Ok(_) => return Err(reasons),
            Err(reason) => {
                reasons.push(reason);
                return Err(reasons);
            }
        };
        let placed = divisions::place(&mut self, &numbered).map_err(|it| vec![it])?;
        let moves = Moves::new(&self, &numbered);
        let retargeted = references::follow(&mut self, &moves, &numbered);
        let body = divisions::build(&self, &numbered, &placed);
        let renumbered = numbered
            .iter()
            .filter_map(|(number, index)| {
                let article = &self.articles[*index];
                let old = article.old?;
                (article.stated.is_none() && old != *number).then_some((old, *number))
            })
            .collect();
        let statute = Statute {
            title: self.title.clone(),
            preamble: self.preamble.iter().filter(|it| !it.dead).flat_map(finished_paragraph).collect(),
            body,
            toc: None,
            annexes: self.annexes.clone(),
            ..self.base.clone()
        };
        Ok(Applied { statute, operations: Vec::new(), renumbered, references: retargeted, notes: self.notes })
    }
}

fn preamble_paragraph(paragraph: &Paragraph) -> WorkParagraph {
    work_paragraph(paragraph, None, None)
}

fn work_division(division: &Division, parent: Option<usize>) -> WorkDivision {
    WorkDivision {
        kind: division.kind,
        old: Some(division.number),
        stated: None,
        dead: false,
        parent,
        name: Block { text: division.name.clone(), edits: Vec::new(), origin: None },
        preamble: division.preamble.iter().map(preamble_paragraph).collect(),
        division: Some(Division { units: Vec::new(), preamble: Vec::new(), ..division.clone() }),
        articles: None,
    }
}

/// Where each 款 begins, by paragraph. Lines that end in ， or 、 after a lead-in belong to the 款 before them, with
/// the line that ends their list: so the constitution counts.
pub(super) fn starts(paragraphs: &[Paragraph]) -> Vec<usize> {
    let mut found = Vec::with_capacity(paragraphs.len());
    let mut at = 0;
    while at < paragraphs.len() {
        found.push(at);
        let leads = paragraphs[at].items.is_empty() && paragraphs[at].text.plain.ends_with(['：', ':']);
        at += 1;
        let listed = |it: &Paragraph| it.items.is_empty() && it.text.plain.ends_with(['，', '、', ',']);
        let end = paragraphs[at..].iter().take_while(|it| listed(it)).count();
        if leads && end > 0 && at + end < paragraphs.len() {
            at += end + 1;
        }
    }
    found
}

/// The paragraphs of an article as 款, or quoted paragraphs.
pub(super) fn work_paragraphs(paragraphs: &[Paragraph], article: Option<ProvisionPath>) -> Vec<WorkParagraph> {
    let starts = starts(paragraphs);
    let path = |n: usize| article.and_then(|it| Some(it.with_paragraph(u16::try_from(n).ok()?)));
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(paragraphs.len()));
    let mut list = Vec::with_capacity(starts.len());
    for (n, (start, end)) in starts.iter().copied().zip(ends).enumerate() {
        let Some((first, rest)) = paragraphs.get(start..end).and_then(<[Paragraph]>::split_first) else { continue };
        let mut node = work_paragraph(first, path(n + 1), path(start + 1));
        let block = |(at, it): (usize, &Paragraph)| match path(start + 2 + at) {
            Some(path) => Block::old(&it.text, path),
            None => Block::fresh(it.text.clone()),
        };
        node.lines = rest.iter().enumerate().map(block).collect();
        list.push(node);
    }
    list
}

/// A paragraph as a node. `path` is its address as officials count, `tree` the one in the tree; without them it is
/// new, or stands outside the articles.
fn work_paragraph(paragraph: &Paragraph, path: Option<ProvisionPath>, tree: Option<ProvisionPath>) -> WorkParagraph {
    let block = |text: &Text, path: Option<ProvisionPath>| match path {
        Some(path) => Block::old(text, path),
        None => Block::fresh(text.clone()),
    };
    let items = paragraph.items.iter().map(|item| {
        let path = path.map(|it| it.with_item(item.number));
        let tree = tree.map(|it| it.with_item(item.number));
        WorkItem {
            origin: path,
            stated: None,
            dead: false,
            block: block(&item.text, tree),
            number: item.number,
            mark: item.mark,
            subitems: item
                .subitems
                .iter()
                .map(|sub| {
                    let path = path.map(|it| it.with_subitem(sub.number));
                    WorkSubitem {
                        origin: path,
                        block: block(&sub.text, tree.map(|it| it.with_subitem(sub.number))),
                        number: sub.number,
                        ..WorkSubitem::default()
                    }
                })
                .collect(),
            list_touched: false,
        }
    });
    WorkParagraph {
        origin: path,
        block: block(&paragraph.text, tree),
        items: items.collect(),
        directives: paragraph.directives.clone(),
        ..WorkParagraph::default()
    }
}

/// The node as the paragraphs of the new statute.
pub(super) fn finished_paragraph(node: &WorkParagraph) -> Vec<Paragraph> {
    let items = node.items.iter().filter(|it| !it.dead).map(|item| Item {
        number: item.number,
        mark: item.mark,
        text: item.block.finished(),
        subitems: item
            .subitems
            .iter()
            .filter(|it| !it.dead)
            .map(|sub| Subitem {
                number: sub.number,
                text: sub.block.finished(),
                span: Span::default(),
                text_span: Span::default(),
            })
            .collect(),
        span: Span::default(),
        text_span: Span::default(),
    });
    let first = Paragraph {
        text: node.block.finished(),
        items: items.collect(),
        directives: node.directives.clone(),
        span: Span::default(),
        text_span: Span::default(),
    };
    let rest = node.lines.iter().map(|it| Paragraph { text: it.finished(), ..Paragraph::default() });
    std::iter::once(first).chain(rest).collect()
}

/// The node as an article of the new statute.
pub(super) fn finished_article(node: &WorkArticle, number: ArticleNumber) -> Article {
    let path = ProvisionPath::article(number);
    let paragraphs = node.paragraphs.iter().filter(|it| !it.dead).flat_map(finished_paragraph).collect();
    match &node.article {
        Some(old) => Article { path, paragraphs, span: Span::default(), number_span: Span::default(), ..old.clone() },
        None => Article {
            path,
            uid: None,
            caption: None,
            paragraphs,
            directives: Vec::new(),
            span: Span::default(),
            number_span: Span::default(),
        },
    }
}
