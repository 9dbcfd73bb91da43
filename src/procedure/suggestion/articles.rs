//! What differs inside articles that belong together, and articles that came or went.

use super::lines::places;
use crate::law::compare::{Comparison, Op, Part, Row, RowKind, Words};
use crate::law::edit::Edit;
use crate::law::inline;
use crate::law::span::Span;
use crate::law::statute::{Article, Statute, Text, Unit};

/// Both texts with their trees.
pub(super) struct Texts<'a> {
    pub(super) base: &'a str,
    pub(super) imported: &'a str,
    pub(super) old: Vec<&'a Article>,
    pub(super) new: Vec<&'a Article>,
    /// Of every new article, the number of the heading that it stands under.
    pub(super) divisions: Vec<usize>,
}

impl<'a> Texts<'a> {
    pub(super) fn of(base: &'a str, old: &'a Statute, imported: &'a str, new: &'a Statute) -> Self {
        let mut divisions = Vec::new();
        number_divisions(&new.body, &mut 0, 0, &mut divisions);
        Self { base, imported, old: old.articles().collect(), new: new.articles().collect(), divisions }
    }

    /// The edits of one row of a comparison.
    pub(super) fn row(&self, comparison: &Comparison, row: &Row) -> Vec<Edit> {
        match (row.kind, row.old.as_slice(), row.new.as_slice()) {
            (RowKind::Same, _, _) if !row.moved => Vec::new(),
            (_, [old], [new]) if !row.moved => self.inside(*old, *new, row),
            (_, [], news) => news.iter().filter_map(|it| self.added(comparison, *it)).collect(),
            (_, olds, []) => olds.iter().map(|it| self.removed(*it)).collect(),
            (_, [old], [new]) => {
                self.added(comparison, *new).into_iter().chain([self.removed(*old)]).collect()
            }
            // Split, merged: the new articles in the place of the first of the old ones.
            (_, [first, others @ ..], news) => {
                let words: Vec<&str> = news.iter().map(|it| self.words(*it)).collect();
                let span = self.old[*first].span;
                let replaced = Edit::new(span.start, span.end, words.join("\n\n"));
                [replaced].into_iter().chain(others.iter().map(|it| self.removed(*it))).collect()
            }
        }
    }

    /// An article of the new text as it is written there.
    fn words(&self, new: usize) -> &str {
        self.imported.get(self.new[new].span.range()).unwrap_or_default().trim_end()
    }

    /// A new article, behind the one before it or before the one after it, whichever is under the same heading.
    fn added(&self, comparison: &Comparison, new: usize) -> Option<Edit> {
        let old_of = |new: usize| {
            let row = comparison.rows.iter().find(|it| it.new.contains(&new) && !it.moved)?;
            row.old.last().copied()
        };
        let near = |it: &usize| self.divisions.get(*it) == self.divisions.get(new);
        let before = (0..new).rev().take_while(near).find_map(old_of);
        let after = (new + 1..self.new.len()).take_while(near).find_map(old_of);
        let any = || (0..new).rev().find_map(old_of);
        let words = self.words(new);
        Some(match (before, after) {
            (Some(before), _) => self.behind(before, words),
            (None, Some(after)) => {
                let at = self.old[after].span.start;
                Edit::new(at, at, format!("{words}\n\n"))
            }
            (None, None) => match any() {
                Some(before) => self.behind(before, words),
                None => {
                    let at = self.old.first().map_or(self.base.trim_end().len(), |it| it.span.start);
                    let words = if self.old.is_empty() { format!("\n\n{words}") } else { format!("{words}\n\n") };
                    Edit::new(at, at, words)
                }
            },
        })
    }

    fn behind(&self, old: usize, words: &str) -> Edit {
        let at = self.with_directives(self.old[old].span).end;
        let at = self.base.get(..at).map_or(at, |it| it.trim_end().len());
        Edit::new(at, at, format!("\n\n{words}"))
    }

    /// An article that went, with the blank line behind it.
    fn removed(&self, old: usize) -> Edit {
        let span = self.with_directives(self.old[old].span);
        let rest = self.base.get(span.end..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start_matches(['\n', '\r']).len();
        Edit::new(span.start, span.end + blank, "")
    }

    /// The span with the directives directly behind it, which are about the article.
    fn with_directives(&self, span: Span) -> Span {
        let mut end = span.end;
        loop {
            let rest = self.base.get(end..).unwrap_or_default();
            let words = rest.trim_start_matches(['\n', '\r']);
            match words.strip_prefix("<!-- km:").and_then(|it| it.split_once("-->")) {
                Some((inside, _)) if !inside.contains('\n') => {
                    end += rest.len() - words.len() + "<!-- km:".len() + inside.len() + "-->".len();
                }
                _ => return Span::new(span.start, end),
            }
        }
    }

    /// What differs between two articles that belong together.
    fn inside(&self, old: usize, new: usize, row: &Row) -> Vec<Edit> {
        let article = self.old[old];
        let Some(lines) = WordLines::of(self.base, article) else {
            return vec![Edit::new(article.span.start, article.span.end, self.words(new))];
        };
        let parts: Vec<&Part> = row.hunks.iter().flat_map(|it| &it.parts).collect();
        let mut edits = Vec::new();
        let mut at = 0;
        for stretch in parts.chunk_by(|a, b| (a.op == Op::Equal) == (b.op == Op::Equal)) {
            let said = |op: Op| stretch.iter().filter(|it| it.op == op).map(|it| it.text.as_str()).collect::<String>();
            let gone = said(Op::Delete);
            if stretch.iter().any(|it| it.op == Op::Equal) {
                at += stretch.iter().map(|it| it.text.len()).sum::<usize>();
                continue;
            }
            let came = said(Op::Insert);
            let whole = gone.contains('\n') || came.contains('\n');
            let from = lines.place(at, whole, false);
            let to = if gone.is_empty() { from } else { lines.place(at + gone.len(), whole, true) };
            edits.push(Edit::new(from, to.max(from), written(&came)));
            at += gone.len();
        }
        edits
    }
}

fn number_divisions(units: &[Unit], next: &mut usize, here: usize, out: &mut Vec<usize>) {
    for unit in units {
        match unit {
            Unit::Article(_) => out.push(here),
            Unit::Division(division) => {
                *next += 1;
                let number = *next;
                number_divisions(&division.units, next, number, out);
            }
        }
    }
}

/// Words of the comparison as they are written in a text.
fn written(words: &str) -> String {
    words.split('\n').map(|it| inline::write(&Text::plain(it))).collect::<Vec<_>>().join("\n\n")
}

/// A line of [`Words`] and where it stands in the source.
struct WordLine {
    /// Its first byte in the words.
    at: usize,
    /// Bytes of its mark, （一）.
    mark: usize,
    /// Where the line begins in the source, with its mark.
    start: usize,
    /// Where its words begin and end there.
    span: Span,
    /// The words.
    plain: String,
    /// Where each character stands.
    places: Vec<usize>,
}

struct WordLines(Vec<WordLine>);

impl WordLines {
    /// The lines of an article, in the order of [`Words::of`]; `None` where they are not those of the words.
    fn of(source: &str, article: &Article) -> Option<Self> {
        let mut all = Self(Vec::new());
        if let Some(caption) = &article.caption {
            let number = source.get(article.number_span.range())?;
            let start = article.number_span.start + number.find(caption.open)?;
            let words = format!("{}{}{}", caption.open, caption.text, caption.close());
            all.push(source, "", &words, start, Span::new(start, article.number_span.end))?;
        }
        for paragraph in &article.paragraphs {
            if !paragraph.text.plain.is_empty() || paragraph.items.is_empty() {
                let span = paragraph.text_span;
                all.push(source, "", &paragraph.text.plain, span.start, span)?;
            }
            for item in &paragraph.items {
                all.push(source, &item.number_text(), &item.text.plain, item.span.start, item.text_span)?;
                for subitem in &item.subitems {
                    let (start, span) = (subitem.span.start, subitem.text_span);
                    all.push(source, &subitem.number_text(), &subitem.text.plain, start, span)?;
                }
            }
        }
        let length = all.0.last().map_or(0, |it| it.at + it.mark + it.plain.len());
        (length == Words::of(article).text.len()).then_some(all)
    }

    fn push(&mut self, source: &str, mark: &str, plain: &str, start: usize, span: Span) -> Option<()> {
        let at = self.0.last().map_or(0, |it| it.at + it.mark + it.plain.len() + 1);
        let places = places(source.get(span.range())?, span.start, plain);
        self.0.push(WordLine { at, mark: mark.len(), start, span, plain: plain.to_owned(), places });
        Some(())
    }

    /// Where a byte of the words stands in the source. At the beginning of a line it is the mark if whole lines come or
    /// go, else the words. The end of an edit stands directly behind a character.
    fn place(&self, at: usize, whole: bool, ends: bool) -> usize {
        let next = self.0.partition_point(|it| it.at <= at);
        let Some(line) = next.checked_sub(1).and_then(|it| self.0.get(it)) else { return 0 };
        let inside = at - line.at;
        if inside == 0 && (whole || line.mark > 0) {
            return line.start;
        }
        let Some(inside) = inside.checked_sub(line.mark) else { return line.span.start };
        if inside == 0 {
            return line.span.start;
        }
        if inside >= line.plain.len() {
            return line.span.end;
        }
        let before = &line.plain[..inside];
        let last = before.chars().next_back().map_or(0, char::len_utf8);
        let char = before.chars().count();
        match line.places.get(char - 1).filter(|_| ends) {
            Some(place) => place + last,
            None => line.places.get(char).copied().unwrap_or(line.span.end),
        }
    }
}
