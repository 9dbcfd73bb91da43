//! What differs outside the articles: title, 题注, headings, annexes, line by line.

use super::articles::{Placed, Texts};
use super::lines::{Line, lines, matching};
use crate::law::edit::Edit;
use crate::law::statute::Statute;
use std::ops::Range;

/// Where the characters of a line stand, without so many at its head and its tail.
fn stretch(text: &str, line: &Line, head: usize, tail: usize) -> Range<usize> {
    let end = line.key.len() - tail;
    let start = line.places.get(head).copied().unwrap_or(line.end);
    let behind = |at: usize| at + text[at..].chars().next().map_or(0, char::len_utf8);
    let last = (end > head).then(|| line.places.get(end - 1)).flatten();
    start..last.map_or(start, |it| behind(*it))
}

/// A text with the lines that belong to no article.
pub(super) struct Outside<'a> {
    text: &'a str,
    lines: Vec<Line>,
    /// Where each article begins.
    articles: Vec<usize>,
}

impl<'a> Outside<'a> {
    /// Takes what stands outside the articles and is not made anew: no 目录, no notes.
    pub(super) fn of(text: &'a str, statute: &Statute) -> Self {
        let spans: Vec<_> = statute.articles().map(|it| it.span).collect();
        let first = spans.first().map_or(text.len(), |it| it.start);
        let note: Vec<char> = statute.title_note.iter().flat_map(|it| it.plain.chars()).collect();
        let note: String = note.into_iter().filter(|it| !it.is_whitespace()).collect();
        let toc = statute.toc.as_deref().unwrap_or_default();
        let keep = |it: &Line| {
            let at = it.span.start;
            let next = spans.partition_point(|span| span.start <= at);
            let in_article = next > 0 && at < spans[next - 1].end;
            let key: String = it.key.iter().collect();
            let in_toc = key == "目录" || toc.iter().any(|entry| entry.span.start <= at && at < entry.span.end);
            let words = key.trim_start_matches('（').trim_end_matches('）');
            // 题注 may be written in one line or in several; whether it differs is told apart.
            let in_note = at < first && !words.is_empty() && note.contains(words);
            !in_article && !in_toc && !in_note && !text[at..].starts_with("[^")
        };
        Self {
            text,
            lines: lines(text).into_iter().filter(keep).collect(),
            articles: spans.iter().map(|it| it.start).collect(),
        }
    }

    /// The edits of the lines.
    pub(super) fn differences(&self, new: &Self, texts: &Texts<'_>) -> Vec<Placed> {
        let (old_lines, new_lines): (Vec<&Line>, Vec<&Line>) =
            (self.lines.iter().collect(), new.lines.iter().collect());
        let mut edits = Vec::new();
        let (mut a, mut b) = (0, 0);
        let ends = (self.lines.len(), new.lines.len());
        for (i, j) in matching(&old_lines, &new_lines).into_iter().chain([ends]) {
            let both = (i - a).min(j - b);
            for n in 0..both {
                edits.extend(self.rewritten(&self.lines[a + n], &new.lines[b + n], new.text).map(|it| (it, 0)));
            }
            edits.extend(self.lines[a + both..i].iter().map(|it| (self.removed(it), 0)));
            for line in &new.lines[b + both..j] {
                edits.push((self.added(line, new, i, texts), line.span.start));
            }
            (a, b) = (i + 1, j + 1);
        }
        edits
    }

    /// The shortest edit inside a line.
    fn rewritten(&self, old: &Line, new: &Line, text: &str) -> Option<Edit> {
        let head = old.key.iter().zip(&new.key).take_while(|(a, b)| a == b).count();
        let most = old.key.len().min(new.key.len()) - head;
        let tail = old.key.iter().rev().zip(new.key.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
        let span = stretch(self.text, old, head, tail);
        Some(Edit::new(span.start, span.end, text.get(stretch(text, new, head, tail))?))
    }

    fn removed(&self, line: &Line) -> Edit {
        let rest = self.text.get(line.span.end..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start_matches(['\n', '\r']).len();
        Edit::new(line.span.start, line.span.end + blank, "")
    }

    /// A line that came: at the article that follows it, else behind the old line before.
    fn added(&self, line: &Line, new: &Self, before: usize, texts: &Texts<'_>) -> Edit {
        let words = new.text.get(line.span.range()).unwrap_or_default();
        let next = new.articles.partition_point(|it| *it < line.span.start);
        let follows = new.lines.iter().find(|it| it.span.start > line.span.start);
        let article_follows = new.articles.get(next).is_some_and(|it| follows.is_none_or(|line| *it < line.span.start));
        if article_follows && next > 0 {
            return texts.heading(next, words);
        }
        match before.checked_sub(1).and_then(|it| self.lines.get(it)) {
            Some(last) if before <= self.lines.len() => {
                let gap = if words.starts_with('|') && last.key.first() == Some(&'|') { "\n" } else { "\n\n" };
                Edit::new(last.span.end, last.span.end, format!("{gap}{words}"))
            }
            _ => Edit::new(0, 0, format!("{words}\n\n")),
        }
    }
}
