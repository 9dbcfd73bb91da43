//! The text of a decision → paragraphs with their quotations taken out.
//!
//! A quotation of several paragraphs opens with “ on each of them and closes once; some organs write the opening mark
//! only once, some close every paragraph. Inner quotation marks are ‘ ’, or “ ” again.

use super::super::decision::{ClauseMark, Quote};
use crate::law::lex::{self, Line, is_space};
use crate::law::number::read_numeral;
use crate::law::span::Span;
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Stands in [`Block::text`] where a quotation stood.
pub(super) const QUOTE: char = '\u{FFFC}';

/// Most characters of one decision; what comes after is not read.
const MAX_CHARS: usize = 4_000_000;

/// A paragraph of the decision outside quotation marks, with the quotations in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    /// The number at its start, already cut off `text`.
    pub mark: Option<ClauseMark>,
    /// Its words without white space, punctuation full-width; [`QUOTE`] for each quotation.
    pub text: String,
    /// The words as they stand, white space and all, for titles and closing paragraphs.
    pub words: String,
    /// For each character of `text`, where it stands in the source.
    pub places: Vec<usize>,
    /// The quotations, in order.
    pub quotes: Vec<Quote>,
    /// Everything, quotations included.
    pub span: Span,
}

impl Block {
    /// Where the characters from `from` to `to` (counted in characters) of `text` stand in the source.
    pub fn span_of(&self, from: usize, to: usize) -> Span {
        let start = self.places.get(from).copied().unwrap_or(self.span.start);
        let end = self.places.get(to).copied().unwrap_or(self.span.end);
        Span::new(start.min(end), end.max(start))
    }
}

/// Reads the paragraphs of a decision.
pub(super) fn read(source: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    let mut start = front_matter(source);
    let bounded = source.char_indices().nth(MAX_CHARS).map_or(source.len(), |(at, _)| at);
    while start < bounded {
        let end = source[start..bounded].find('\n').map_or(bounded, |at| start + at + 1);
        let line = Line::read(source, Span::new(start, end));
        if !line.words.is_empty() && line.words.contains(|c| !is_space(c)) && lex::comment(line.words).is_none() {
            reader.line(line.words, line.words_span);
        }
        start = end;
    }
    reader.close_quote();
    reader.blocks
}

/// Length of a YAML head.
fn front_matter(source: &str) -> usize {
    let Some(rest) = source.strip_prefix("---\n") else { return 0 };
    rest.find("\n---\n").map_or(0, |at| "---\n".len() + at + "\n---\n".len())
}

#[derive(Debug, Default)]
struct Reader {
    blocks: Vec<Block>,
    /// Open quotation marks; 0 is outside.
    depth: usize,
    /// The line before ended in a mark that may have closed the quotation although the count says otherwise.
    doubtful: bool,
    /// The opening mark of this paragraph was taken as the mark of a continued quotation.
    stripped: bool,
    /// 内容如下：, and no quotation marks: the lines that follow are quoted.
    bare: bool,
}

impl Reader {
    fn line(&mut self, words: &str, span: Span) {
        // …作如下修改：一、将第一条…, and …修改为“乡村”。本决定自…起施行, on one line.
        for (mark, keep) in [("修改：一、", "修改："), ("。本决定自", "。"), ("”本决定自", "”")] {
            let found = words.find(mark).filter(|_| self.depth == 0 || keep != "修改：");
            if let Some(at) = found.map(|at| at + keep.len()) {
                let (first, second) = words.split_at(at);
                self.one_line(first, Span::new(span.start, span.start + at));
                self.one_line(second, Span::new(span.start + at, span.end));
                return;
            }
        }
        self.one_line(words, span);
    }

    fn one_line(&mut self, words: &str, span: Span) {
        let begins_quote = words.starts_with('“');
        if self.depth > 0 && (self.is_next_clause(words) || (self.doubtful && !begins_quote)) {
            self.close_quote();
        }
        if self.bare && !self.bare_line(words, span) {
            self.bare = false;
        } else if self.bare {
            return;
        }
        let words_read = words.strip_prefix("**").unwrap_or(words);
        if self.depth > 0 {
            self.continue_quote(words, span);
            return;
        }
        if !(begins_quote && self.takes_quote()) {
            let (mark, rest) = clause_mark(words_read);
            let offset = span.end - rest.len();
            self.blocks.push(Block { mark, span, words: rest.to_owned(), ..Block::default() });
            self.characters(rest, offset);
        } else {
            self.characters(words, span.start);
        }
        self.end_line(words, span);
    }

    /// Whether a line that begins with “ goes on with the block before.
    fn takes_quote(&self) -> bool {
        self.blocks.last().is_some_and(|it| it.text.ends_with([QUOTE, '：', '，', '。']) && !it.text.is_empty())
    }

    fn continue_quote(&mut self, words: &str, span: Span) {
        self.stripped = words.starts_with('“');
        let rest = words.strip_prefix('“').unwrap_or(words);
        if let Some(quote) = self.quote() {
            quote.paragraphs.push(String::new());
        }
        self.characters(rest, span.end - rest.len());
        self.end_line(words, span);
    }

    fn end_line(&mut self, words: &str, span: Span) {
        self.doubtful = self.depth > 1 && words.ends_with('”');
        self.depth = self.depth.min(1);
        if let Some(block) = self.blocks.last_mut() {
            block.span = block.span.hull(span);
            self.bare = block.text.ends_with("内容如下：");
        }
    }

    fn quote(&mut self) -> Option<&mut Quote> {
        self.blocks.last_mut()?.quotes.last_mut()
    }

    fn close_quote(&mut self) {
        let doubtful = std::mem::take(&mut self.doubtful);
        self.depth = 0;
        if let Some(quote) = self.quote() {
            for paragraph in &mut quote.paragraphs {
                if let Cow::Owned(composed) = normal(paragraph) {
                    *paragraph = composed;
                }
            }
            if doubtful
                && let Some(last) = quote.paragraphs.last_mut()
                && last.ends_with('”')
            {
                last.pop();
            }
        }
    }

    /// A clause that begins although the quotation before it was never closed.
    fn is_next_clause(&self, words: &str) -> bool {
        let last = self.blocks.iter().rev().find_map(|it| it.mark);
        let (mark, rest) = clause_mark(words);
        let follows = match (last, mark) {
            (Some(ClauseMark::Comma(n)), Some(ClauseMark::Comma(m)))
            | (Some(ClauseMark::Arabic(n)), Some(ClauseMark::Arabic(m))) => n.checked_add(1) == Some(m),
            _ => false,
        };
        let orders = ["将", "删去", "删除", "增加", "在第", "对"].iter().any(|it| rest.starts_with(it))
            || (rest.starts_with('第') && (rest.contains("修改为：") || rest.contains("增加一")));
        follows && orders && (rest.contains('条') || rest.contains('章'))
    }

    /// A line of what 内容如下： announced without quotation marks. False where it has come to its end.
    fn bare_line(&mut self, words: &str, span: Span) -> bool {
        let ends = words.starts_with('“')
            || words.contains("相应改为")
            || words.contains("相应调整")
            || matches!(clause_mark(words).0, Some(ClauseMark::Comma(_)));
        let Some(block) = self.blocks.last_mut().filter(|_| !ends) else { return false };
        if block.text.ends_with('：') {
            block.places.push(span.start);
            block.text.push(QUOTE);
            block.quotes.push(Quote { paragraphs: Vec::new(), span });
        }
        block.span = block.span.hull(span);
        if let Some(quote) = block.quotes.last_mut() {
            quote.paragraphs.push(words.to_owned());
            quote.span = quote.span.hull(span);
        }
        true
    }

    fn characters(&mut self, words: &str, offset: usize) {
        for (at, c) in words.char_indices() {
            let place = offset + at;
            if self.depth == 0 {
                self.outside(c, place);
            } else {
                self.inside(c, place, &words[at + c.len_utf8()..]);
            }
        }
    }

    fn outside(&mut self, c: char, place: usize) {
        let Some(block) = self.blocks.last_mut() else { return };
        if c == '“' {
            block.text.push(QUOTE);
            block.places.push(place);
            block.quotes.push(Quote { paragraphs: vec![String::new()], span: Span::new(place, place) });
            self.depth = 1;
            self.stripped = false;
        } else if !is_space(c) && c != QUOTE && !('\u{200B}'..='\u{200F}').contains(&c) {
            block.text.push(full_width(c));
            block.places.push(place);
        }
    }

    fn inside(&mut self, c: char, place: usize, rest: &str) {
        let depth = self.depth;
        let stripped = self.stripped;
        let Some(quote) = self.quote() else { return };
        quote.span.end = place + c.len_utf8();
        let Some(paragraph) = quote.paragraphs.last_mut() else { return };
        match c {
            '“' => {
                paragraph.push(c);
                self.depth += 1;
            }
            '”' if depth > 1 => {
                paragraph.push(c);
                self.depth -= 1;
            }
            '”' if may_follow_quote(rest, paragraph.ends_with(['。', '；', '：'])) => self.close_quote(),
            '”' => {
                // The mark at the start was one of the statute's own after all.
                if stripped && !paragraph.contains('“') {
                    paragraph.insert(0, '“');
                }
                paragraph.push(c);
            }
            '‘' if depth == 1 => paragraph.push('“'),
            '’' if depth == 1 => paragraph.push('”'),
            _ => paragraph.push(c),
        }
    }
}

/// Whether what stands after a closing mark can stand after the end of a quotation.
fn may_follow_quote(rest: &str, sentence: bool) -> bool {
    let rest = rest.trim_start_matches(is_space);
    if sentence && ["将", "在", "原", "其", "同时"].iter().any(|it| rest.starts_with(it)) {
        return true;
    }
    let Some(first) = rest.chars().next() else { return true };
    matches!(first, '。' | '；' | '，' | '、' | '：' | ',' | ';' | ':' | '“' | '）' | '.')
        || [
            "修改", "改", "分为", "单", "后", "前", "之后", "之前", "和", "及", "以及", "与", "中", "调整", "的", "一",
            "等", "统一", "均", "并", "第", "增", "删", "作为", "替换", "分别", "相应", "包括", "移", "列入", "规定",
            "变更", "字样", "全部", "或",
        ]
        .iter()
        .any(|it| rest.starts_with(it))
}

/// Words in NFC.
pub(super) fn normal(words: &str) -> Cow<'_, str> {
    if is_nfc(words) { Cow::Borrowed(words) } else { Cow::Owned(words.nfc().collect()) }
}

fn full_width(c: char) -> char {
    match c {
        ',' => '，',
        ':' => '：',
        ';' => '；',
        '(' => '（',
        ')' => '）',
        _ => c,
    }
}

/// The number at the start of a clause, and the words after it.
pub(super) fn clause_mark(words: &str) -> (Option<ClauseMark>, &str) {
    if let Some((n, rest)) = lex::comma_mark(words) {
        return (Some(ClauseMark::Comma(n)), rest);
    }
    if let Some(head) = lex::article_head(words)
        && head.gap
        && head.number.inserted() == 0
        && !head.rest.is_empty()
        && head.caption.is_none()
    {
        return (Some(ClauseMark::Article(head.number.base())), head.rest);
    }
    let inner = words.strip_prefix(['（', '(']);
    if let Some((digits, rest)) = inner.and_then(|it| it.split_once(['）', ')']))
        && let Some(read) = read_numeral(digits.trim_matches(is_space))
    {
        return (Some(ClauseMark::Bracket(read.value)), rest.trim_start_matches(is_space));
    }
    match lex::list_mark(words).filter(|it| it.style == lex::MarkStyle::Arabic) {
        Some(mark) => (Some(ClauseMark::Arabic(mark.number)), mark.rest),
        None => (None, words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quotes_of(source: &str) -> Vec<Vec<String>> {
        read(source).into_iter().flat_map(|it| it.quotes).map(|it| it.paragraphs).collect()
    }

    #[test]
    fn a_quotation_opens_on_every_paragraph_or_once() {
        let expected = vec![vec!["甲。".to_owned(), "乙。".to_owned()]];
        assert_eq!(quotes_of("一、将第一条修改为：“甲。\n“乙。”\n二、删去第二条。"), expected);
        assert_eq!(quotes_of("一、将第一条修改为：“甲。\n乙。”\n二、删去第二条。"), expected);
        assert_eq!(quotes_of("1.将第一条修改为：\n“甲。\n\n乙。”\n2.删除第二条。"), expected);
    }

    #[test]
    fn inner_quotation_marks_change_back() {
        assert_eq!(quotes_of("将第一条修改为：“申请‘许可证’。”"), vec![vec!["申请“许可证”。".to_owned()]]);
        assert_eq!(quotes_of("将第一条修改为：“申请“许可证”办理。”"), vec![vec!["申请“许可证”办理。".to_owned()]]);
        let own = quotes_of("将第一条修改为：“甲。\n“许可证”是指乙。”");
        assert_eq!(own, vec![vec!["甲。".to_owned(), "“许可证”是指乙。".to_owned()]]);
    }

    #[test]
    fn a_forgotten_closing_mark_ends_before_the_next_clause() {
        let blocks = read("一、将第一条修改为：“甲。\n二、将第二条修改为：“乙。”");
        assert_eq!(blocks.len(), 2);
        assert_eq!(blocks[0].quotes[0].paragraphs, ["甲。"]);
    }
}
