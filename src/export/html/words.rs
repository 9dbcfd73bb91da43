//! The words of a provision with what stands over them: references, marks, calls of footnotes; and the footnotes.

use super::safe::push_escaped;
use super::{References, Writer};
use crate::law::is_safe_address;
use crate::law::path::ProvisionPath;
use crate::law::refs::{DivisionTarget, Reference, Resolution};
use crate::law::statute::{Footnote, Mark, MarkKind, Text};
use std::fmt::Write as _;

/// Words of a target shown at a reference, in characters.
const TITLE_CHARS: usize = 90;
/// Targets listed at one reference; 第三条至第二百条 names more than anybody reads in a card.
const MAX_TARGETS: usize = 12;

impl<'a> Writer<'a> {
    pub(super) fn footnotes(&mut self, only_called: bool) {
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
    pub(super) fn text(&mut self, text: &Text, place: Option<ProvisionPath>) {
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
        if let Resolution::ResolvedDivisions(divisions) = &reference.result {
            self.open_division_reference(divisions);
            return;
        }
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

    /// 本章, 第三章第一节: to the heading, which stands in the whole text only.
    fn open_division_reference(&mut self, divisions: &[DivisionTarget]) {
        self.out.push_str("<a class=\"ref\" href=\"");
        if let References::Below(base) = self.options.references {
            push_escaped(&mut self.out, base.trim_end_matches('/'));
        }
        self.out.push('#');
        self.out.push_str(&self.prefix);
        if let Some(first) = divisions.first() {
            push_escaped(&mut self.out, &first.anchor);
            self.out.push_str("\" title=\"");
            push_escaped(&mut self.out, &first.heading);
        }
        self.out.push_str("\">");
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
