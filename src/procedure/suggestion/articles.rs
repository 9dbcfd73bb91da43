//! What differs inside articles that belong together, and articles that came or went.

use super::lines::places;
use crate::law::compare::{Comparison, Op, Part, Row, RowKind, Words};
use crate::law::edit::Edit;
use crate::law::inline;
use crate::law::span::Span;
use crate::law::statute::{Article, Statute, Text, Unit};

/// An edit, and where in the imported text its words stand: edits at one place come in that order. 0 for words that go or
/// are replaced.
pub(super) type Placed = (Edit, usize);

/// Both texts with their articles.
pub(super) struct Texts<'a> {
    base: &'a str,
    imported: &'a str,
    old: Vec<&'a Article>,
    new: Vec<&'a Article>,
    /// Of every new article, the number of the heading that it stands under.
    divisions: Vec<usize>,
    /// The old article in whose place a new one stands.
    anchors: Vec<Option<usize>>,
}

impl<'a> Texts<'a> {
    pub(super) fn of(
        (base, old): (&'a str, &'a Statute),
        (imported, new): (&'a str, &'a Statute),
        comparison: &Comparison,
    ) -> Self {
        let mut divisions = Vec::new();
        number_divisions(&new.body, &mut 0, 0, &mut divisions);
        let mut anchors = vec![None; divisions.len()];
        for row in comparison.rows.iter().filter(|it| !it.moved) {
            if let (Some(old), Some(anchor)) = (row.old.first(), row.new.first().and_then(|it| anchors.get_mut(*it))) {
                *anchor = Some(*old);
            }
        }
        Self { base, imported, old: old.articles().collect(), new: new.articles().collect(), divisions, anchors }
    }

    /// The edits of one row of a comparison: the first articles of both sides are one, all others come and go.
    pub(super) fn row(&self, row: &Row) -> Vec<Placed> {
        let (mut old, mut new) = (row.old.as_slice(), row.new.as_slice());
        let mut edits = Vec::new();
        if !row.moved
            && let ([first_old, other_old @ ..], [first_new, other_new @ ..]) = (old, new)
        {
            if other_old.is_empty() && other_new.is_empty() {
                return if row.kind == RowKind::Same { edits } else { self.inside(*first_old, *first_new, row) };
            }
            let span = self.old[*first_old].span;
            edits.push((Edit::new(span.start, span.end, self.words(*first_new)), 0));
            (old, new) = (other_old, other_new);
        }
        edits.extend(old.iter().map(|it| (self.removed(*it), 0)));
        edits.extend(new.iter().map(|it| (self.added(*it), self.new[*it].span.start)));
        edits
    }

    /// An article of the new text as it is written there.
    fn words(&self, new: usize) -> &str {
        self.imported.get(self.new[new].span.range()).unwrap_or_default().trim_end()
    }

    /// A new article, behind the one before it under the same heading or before the one after it.
    fn added(&self, new: usize) -> Edit {
        let words = self.words(new);
        let near = |it: &usize| self.divisions.get(*it) == self.divisions.get(new);
        let before = (0..new).rev().take_while(near).find_map(|it| self.anchors[it]);
        let after = (new + 1..self.new.len()).take_while(near).find_map(|it| self.anchors[it]);
        match (before, after) {
            (None, Some(after)) => self.before(after, words),
            (Some(before), _) => self.behind(before, words),
            (None, None) => self.under_new_heading(new, words),
        }
    }

    /// Words that stand before the new article `next` and begin something of their own: before it if it has a place, else
    /// behind the last article before that has one.
    pub(super) fn heading(&self, next: usize, words: &str) -> Edit {
        match self.anchors.get(next).copied().flatten() {
            Some(old) => self.before(old, words),
            None => self.under_new_heading(next, words),
        }
    }

    fn under_new_heading(&self, new: usize, words: &str) -> Edit {
        match (0..new.min(self.anchors.len())).rev().find_map(|it| self.anchors[it]) {
            Some(before) => self.behind(before, words),
            None if self.old.is_empty() => {
                let at = self.base.trim_end().len();
                Edit::new(at, at, format!("\n\n{words}"))
            }
            None => self.before(0, words),
        }
    }

    fn before(&self, old: usize, words: &str) -> Edit {
        let at = self.old[old].span.start;
        Edit::new(at, at, format!("{words}\n\n"))
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
    fn inside(&self, old: usize, new: usize, row: &Row) -> Vec<Placed> {
        let article = self.old[old];
        let Some(lines) = WordLines::of(self.base, article) else {
            return vec![(Edit::new(article.span.start, article.span.end, self.words(new)), 0)];
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
            edits.push((Edit::new(from, to.max(from), written(&came)), 0));
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
