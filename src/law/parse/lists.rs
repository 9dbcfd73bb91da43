//! 款, 项, 目 and what attaches to them.

use super::{Builder, Last, Owner};
use crate::law::lex::{self, Line, MarkStyle};
use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::law::statute::{Item, ItemMark, Mark, Paragraph, Subitem, Text};

impl<'a> Builder<'a> {
    /// The paragraphs to which the next one is added.
    pub(super) fn container(&mut self) -> &mut Vec<Paragraph> {
        if let Some(article) = &mut self.article {
            return &mut article.paragraphs;
        }
        self.divisions.last_mut().map_or(&mut self.statute.preamble, |it| &mut it.preamble)
    }

    pub(super) fn own_container(&mut self, at: usize) {
        self.owners[at] = match &self.article {
            Some(article) => Owner::Article(article.path),
            None if self.division_count > 0 => Owner::Division(self.division_count - 1),
            None => Owner::Preamble,
        };
    }

    pub(super) fn paragraph(&mut self, at: usize, line: &Line<'a>, words: &str) {
        self.own_container(at);
        let text = self.text(words);
        let span = line.span_of(words);
        if self.last == Last::Item && !line.guarded && self.fill_empty_item(&text, span) {
            return;
        }
        if !line.guarded && self.mend_broken_link(words, &text, span) {
            return;
        }
        let index = self.container().len();
        if line.guarded {
            self.guarded.push(index);
        }
        self.container().push(Paragraph { text, span, text_span: span, ..Paragraph::default() });
        self.last = Last::Paragraph;
    }

    /// 应当遵守 / 《某法》 / 等法律的规定。: three lines that a copied link made of one.
    fn mend_broken_link(&mut self, words: &str, more: &Text, span: Span) -> bool {
        let goes_on = std::mem::take(&mut self.link_open);
        let fragment = lex::is_link_fragment(words);
        if self.article.is_none() || !(goes_on || fragment) {
            return false;
        }
        let in_list = self.last == Last::Item;
        let Some(paragraph) = self.container().last_mut() else { return false };
        let only_words = paragraph.items.is_empty();
        let (text, text_span) = match paragraph.items.last_mut() {
            Some(item) if in_list && item.subitems.is_empty() => {
                item.span = item.span.hull(span);
                (&mut item.text, &mut item.text_span)
            }
            _ if only_words => (&mut paragraph.text, &mut paragraph.text_span),
            _ => return false,
        };
        let whole = text.is_empty() || text.plain.contains('\n') || lex::ends_sentence(&text.plain);
        if whole && !goes_on {
            return false;
        }
        *text_span = text_span.hull(span);
        join(text, more, "");
        paragraph.span = paragraph.span.hull(span);
        self.link_open = fragment;
        if fragment {
            let message = "这里的文字像是从网页链接处断开的，已与上下文接成一款。如果应当另起一款，请在行首加“\\”。";
            self.report("K011", Severity::Warning, span, message);
        }
        true
    }

    /// （一） alone on its line, the words on the next.
    pub(super) fn fill_empty_item(&mut self, text: &Text, span: Span) -> bool {
        let Some(paragraph) = self.container().last_mut() else { return false };
        let Some(item) = paragraph.items.last_mut().filter(|it| it.text.is_empty()) else { return false };
        item.text = text.clone();
        item.text_span = span;
        item.span = item.span.hull(span);
        paragraph.span = paragraph.span.hull(span);
        true
    }

    pub(super) fn list_line(&mut self, at: usize, line: &Line<'a>) -> bool {
        if self.old_style_item(line) {
            self.own_container(at);
            return true;
        }
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

    pub(super) fn item(&mut self, line: &Line<'a>, mark: &lex::ListMark<'a>, span: Span) {
        if mark.style == MarkStyle::ChineseHalfWidth {
            self.report("K107", Severity::Warning, span, "项的括号宜用全角“（）”。");
        }
        if !mark.canonical {
            let right = crate::law::number::to_chinese(mark.number);
            self.report("K106", Severity::Warning, span, format!("项的序号宜写作“（{right}）”。"));
        }
        let text = self.text(mark.rest);
        let text_span = line.span_of(mark.rest);
        let item = Item { number: mark.number, mark: ItemMark::Chinese, text, subitems: Vec::new(), span, text_span };
        self.push_item(item);
    }

    pub(super) fn push_item(&mut self, item: Item) {
        self.mend_interrupted_list(&item);
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

    /// 一、 as the mark of an 项, in statutes of the 1980s.
    fn old_style_item(&mut self, line: &Line<'a>) -> bool {
        let Some((number, rest)) = lex::comma_mark(line.words).filter(|_| self.article.is_some()) else { return false };
        let last = self.last;
        let Some(paragraph) = self.container().last() else { return false };
        let goes_on = match paragraph.items.last() {
            Some(item) => {
                last == Last::Item && item.mark == ItemMark::Comma && item.number.checked_add(1) == Some(number)
            }
            None => last == Last::Paragraph && number == 1 && paragraph.text.plain.ends_with('：'),
        };
        if goes_on {
            let (text, text_span) = (self.text(rest), line.span_of(rest));
            let span = line.words_span;
            self.push_item(Item { number, mark: ItemMark::Comma, text, subitems: Vec::new(), span, text_span });
        }
        goes_on
    }

    /// （四）… / a paragraph / （五）…: the paragraph belongs to item four, since a new list would begin with （一）.
    fn mend_interrupted_list(&mut self, next: &Item) {
        let guarded = self.guarded.last().copied();
        let container = self.container();
        let Some((last, before)) = container.split_last().filter(|_| next.mark == ItemMark::Chinese) else { return };
        if !last.items.is_empty() {
            return;
        }
        let Some(list) =
            interrupted_list(before, &last.text, next.number).filter(|list| guarded.is_none_or(|it| it <= *list))
        else {
            return;
        };
        let between = container.split_off(list + 1);
        let Some(paragraph) = container.last_mut() else { return };
        let Some(item) = paragraph.items.last_mut() else { return };
        let mut span = Span::default();
        for block in between {
            span = block.span;
            paragraph.span = paragraph.span.hull(span);
            paragraph.directives.extend(block.directives);
            item.span = item.span.hull(span);
            let (text, text_span) = match item.subitems.last_mut() {
                Some(sub) => {
                    sub.span = sub.span.hull(span);
                    (&mut sub.text, &mut sub.text_span)
                }
                None => (&mut item.text, &mut item.text_span),
            };
            append(text, &block.text);
            *text_span = text_span.hull(span);
        }
        let message = format!("{}之前的段落夹在两项之间，作为上一项的内容。", next.number_text());
        self.report("K012", Severity::Info, span, message);
    }

    /// 1., （1） or ①: a 目 under an 项, or an 项 of its own style directly under a 款; otherwise not taken.
    pub(super) fn subitem(&mut self, line: &Line<'a>, mark: &lex::ListMark<'a>) -> bool {
        let span = line.words_span;
        let text = self.text(mark.rest);
        let text_span = line.span_of(mark.rest);
        let whole = self.text(line.words);
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
                        append(&mut sub.text, &whole);
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
    pub(super) fn table_row(&mut self, at: usize, line: &Line<'a>) -> bool {
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
    pub(super) fn continue_last(&mut self, at: usize, line: &Line<'a>) {
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
}

/// Adds a block that stands on a line of its own.
fn append(text: &mut Text, more: &Text) {
    join(text, more, "\n");
}

fn join(text: &mut Text, more: &Text, between: &str) {
    text.plain.push_str(between);
    let shift = text.plain.len();
    text.plain.push_str(&more.plain);
    text.marks.extend(more.marks.iter().map(|mark| {
        let span = Span::new(mark.span.start + shift, mark.span.end + shift);
        Mark { span, kind: mark.kind.clone() }
    }));
}

/// How many paragraphs may stand between two items of one list.
const MAX_BETWEEN_ITEMS: usize = 8;

/// The paragraph with the list that `text` and the paragraphs before it interrupt, if item `number` goes on with it.
pub(in crate::law) fn interrupted_list(before: &[Paragraph], text: &Text, number: u16) -> Option<usize> {
    let interrupts = |it: &Text| !it.is_empty() && !it.plain.ends_with('：') && !it.plain.starts_with('|');
    if number < 2 || !interrupts(text) {
        return None;
    }
    for (at, paragraph) in before.iter().enumerate().rev().take(MAX_BETWEEN_ITEMS) {
        if let Some(last) = paragraph.items.last() {
            return (last.mark == ItemMark::Chinese && last.number + 1 == number).then_some(at);
        }
        if !interrupts(&paragraph.text) {
            return None;
        }
    }
    None
}
