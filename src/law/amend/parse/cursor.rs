//! A place in the words of one block.

use super::super::decision::Quote;
use super::blocks::{Block, QUOTE};
use crate::law::number::{is_numeral_char, read_numeral};

/// A place in a block: what is still to read, and which quotation comes next. Copying it is remembering the place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub block: &'a Block,
    /// Bytes of `block.text` already read.
    pub at: usize,
    next_quote: usize,
}

impl<'a> Cursor<'a> {
    pub fn new(block: &'a Block) -> Self {
        Self { block, at: 0, next_quote: 0 }
    }

    pub fn rest(&self) -> &'a str {
        &self.block.text[self.at..]
    }

    pub fn is_done(&self) -> bool {
        self.rest().is_empty()
    }

    /// Characters read so far, for spans.
    pub fn chars(&self) -> usize {
        self.block.text[..self.at].chars().count()
    }

    pub fn starts_with(&self, words: &str) -> bool {
        self.rest().starts_with(words)
    }

    pub fn eat(&mut self, words: &str) -> bool {
        let found = self.starts_with(words);
        if found {
            self.at += words.len();
        }
        found
    }

    /// Eats the first of `choices` that stands here.
    pub fn eat_any(&mut self, choices: &[&'static str]) -> Option<&'static str> {
        choices.iter().find(|it| self.eat(it)).copied()
    }

    pub fn eat_number(&mut self) -> Option<u16> {
        let rest = self.rest();
        let end = rest.find(|c| !is_numeral_char(c)).unwrap_or(rest.len());
        let read = read_numeral(&rest[..end])?;
        self.at += end;
        Some(read.value)
    }

    pub fn at_quote(&self) -> bool {
        self.rest().starts_with(QUOTE)
    }

    pub fn eat_quote(&mut self) -> Option<&'a Quote> {
        if !self.at_quote() {
            return None;
        }
        let quote = self.block.quotes.get(self.next_quote)?;
        self.at += QUOTE.len_utf8();
        self.next_quote += 1;
        Some(quote)
    }

    /// Adjacent quotations as one: “第三条　…” “第四条　…”.
    pub fn eat_quotes(&mut self) -> Option<Quote> {
        let mut whole = self.eat_quote()?.clone();
        loop {
            let mut ahead = *self;
            ahead.eat_any(&["、", "；", "，", "和"]);
            let Some(next) = ahead.eat_quote() else { break };
            whole.paragraphs.extend(next.paragraphs.iter().cloned());
            whole.span = whole.span.hull(next.span);
            *self = ahead;
        }
        Some(whole)
    }

    /// Adjacent quotations as paragraphs of a statute. A stop that stands behind the closing mark belongs to the last.
    pub fn eat_provisions(&mut self) -> Option<Quote> {
        let mut quote = self.eat_quotes()?;
        let open = |it: &String| it.chars().next_back().is_some_and(char::is_alphanumeric);
        if self.starts_with("。")
            && let Some(last) = quote.paragraphs.last_mut()
            && open(last)
            && crate::law::lex::list_mark(last.trim()).is_none()
        {
            last.push('。');
        }
        Some(quote)
    }

    /// Reads to the end of the sentence, which is 。 outside quotation marks.
    pub fn eat_sentence(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find('。').map_or(rest.len(), |at| at + '。'.len_utf8());
        self.next_quote += rest[..end].matches(QUOTE).count();
        self.at += end;
        &rest[..end]
    }
}
