//! The lines of a text with what they say, apart from how it is written: no marks, blanks, escapes or widths of brackets.

use crate::law::inline;
use crate::law::span::Span;
use std::collections::HashMap;

/// A line that is not blank.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Its bytes, with what marks a heading.
    pub(super) span: Span,
    /// What it says.
    pub(super) key: Vec<char>,
    /// Where each character of the key stands.
    pub(super) places: Vec<usize>,
    /// The end of the last of them.
    pub(super) end: usize,
}

impl Line {
    /// Where its words begin.
    pub(super) fn first(&self) -> usize {
        self.places.first().copied().unwrap_or(self.span.start)
    }
}

/// The lines of a text, without front matter and directives.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at = front_matter(text);
    for raw in text[at..].split('\n') {
        let words = raw.trim();
        if !words.is_empty() && !words.starts_with("<!--") {
            let start = at + (raw.len() - raw.trim_start().len());
            lines.push(line(text, Span::new(start, start + words.len())));
        }
        at += raw.len() + 1;
    }
    lines
}

/// Bytes of the block between `---` at the head of a file.
fn front_matter(text: &str) -> usize {
    let head = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !head.starts_with("---\n") {
        return 0;
    }
    head[4..].find("\n---\n").map_or(0, |at| text.len() - head.len() + 4 + at + 5)
}

fn line(text: &str, span: Span) -> Line {
    let raw = &text[span.range()];
    let words = raw.trim_start_matches('#').trim_start().trim_start_matches('\\').trim_start();
    let from = span.start + (raw.len() - words.len());
    let plain = inline::read(words).plain;
    let mut line = Line { span, end: from, ..Line::default() };
    let is_ruler = raw.starts_with('|') && raw.chars().all(|it| matches!(it, '|' | '-' | ':' | ' '));
    for (c, at) in plain.chars().zip(places(words, from, &plain)) {
        let c = match c {
            '(' => '（',
            ')' => '）',
            _ => c,
        };
        let is_noise = c.is_whitespace() || (is_ruler && (c == ':' || (c == '-' && line.key.last() == Some(&'-'))));
        if !is_noise {
            line.key.push(c);
            line.places.push(at);
            line.end = at + text[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    line
}

/// Where each character of the plain words stands in what was written, which has marks and backslashes between them.
pub(super) fn places(written: &str, from: usize, plain: &str) -> Vec<usize> {
    let mut rest = written.char_indices();
    let mut last = from + written.len();
    let mut places = Vec::with_capacity(plain.len() / 3);
    for c in plain.chars() {
        if let Some((at, _)) = rest.by_ref().find(|(_, it)| *it == c) {
            last = from + at;
        }
        places.push(last.min(from + written.len().saturating_sub(1)));
    }
    places
}

/// Which lines of both say the same, in the order of both: lines that stand once on each side first, then their
/// neighbours.
pub(super) fn matching(old: &[&Line], new: &[&Line]) -> Vec<(usize, usize)> {
    let mut counts: HashMap<&[char], (usize, usize, usize, usize)> = HashMap::new();
    for (at, line) in old.iter().enumerate() {
        let it = counts.entry(&line.key).or_default();
        (it.0, it.2) = (it.0 + 1, at);
    }
    for (at, line) in new.iter().enumerate() {
        let it = counts.entry(&line.key).or_default();
        (it.1, it.3) = (it.1 + 1, at);
    }
    let mut unique: Vec<(usize, usize)> =
        counts.values().filter(|it| (it.0, it.1) == (1, 1)).map(|it| (it.2, it.3)).collect();
    unique.sort_unstable();
    let mut pairs = Vec::new();
    let (mut a, mut b) = (0, 0);
    for (i, j) in increasing(&unique).into_iter().chain([(old.len(), new.len())]) {
        between(old, new, (a, b), (i, j), &mut pairs);
        if i < old.len() && j < new.len() {
            pairs.push((i, j));
        }
        (a, b) = (i + 1, j + 1);
    }
    pairs
}

/// Equal lines between two places: those at the beginning, then those at the end.
fn between(
    old: &[&Line],
    new: &[&Line],
    (mut a, mut b): (usize, usize),
    (mut i, mut j): (usize, usize),
    pairs: &mut Vec<(usize, usize)>,
) {
    while a < i && b < j && old[a].key == new[b].key {
        pairs.push((a, b));
        (a, b) = (a + 1, b + 1);
    }
    let mut tail = Vec::new();
    while a < i && b < j && old[i - 1].key == new[j - 1].key {
        (i, j) = (i - 1, j - 1);
        tail.push((i, j));
    }
    pairs.extend(tail.into_iter().rev());
}

/// The longest run of pairs that go up on both sides.
fn increasing(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut tops: Vec<usize> = Vec::new(); // of each length, the pair that ends it lowest
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (at, pair) in pairs.iter().enumerate() {
        let length = tops.partition_point(|it| pairs[*it].1 < pair.1);
        before[at] = length.checked_sub(1).map(|it| tops[it]);
        if length == tops.len() {
            tops.push(at);
        } else {
            tops[length] = at;
        }
    }
    let mut run = Vec::new();
    let mut next = tops.last().copied();
    while let Some(at) = next {
        run.push(pairs[at]);
        next = before[at];
    }
    run.reverse();
    run
}
