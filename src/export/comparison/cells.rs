//! The cells of a 对照表: the words of articles with what went and what came.

use crate::export::sheet::{Kind, Line, Run, Setting};
use crate::law::compare::{Entry, Mark, Op, Part};
use std::ops::Range;

/// The lines of an article: its number, then its words with their marks. `went` and `came` are marks of the same words;
/// what is in both came here and goes in the next column.
pub(super) fn article(entry: &Entry, number: Kind, came: &[Mark], went: &[Mark]) -> Vec<Line> {
    let mut lines = lines(&entry.words.text, came, went);
    if lines.is_empty() {
        lines.push(Line::default());
    }
    if let Some(first) = lines.first_mut() {
        // The gap is no part of the number: a mark under it would look like a blank to fill in.
        let gap = Run { text: "\u{3000}".to_owned(), kind: Kind::Plain };
        first.runs.splice(0..0, [Run { text: entry.number.clone(), kind: number }, gap]);
    }
    lines
}

/// Words with their marks, cut into lines.
fn lines(words: &str, came: &[Mark], went: &[Mark]) -> Vec<Line> {
    let mut out = Vec::new();
    let mut start = 0;
    for line in words.split('\n') {
        let range = start..start + line.len();
        out.push(Line { set: Setting::Indented, runs: runs(words, range.clone(), came, went) });
        start = range.end + 1;
    }
    out
}

/// The runs of one line: cut wherever a mark begins or ends.
fn runs(words: &str, line: Range<usize>, came: &[Mark], went: &[Mark]) -> Vec<Run> {
    let mut cuts: Vec<usize> = vec![line.start, line.end];
    let ends = came.iter().chain(went).flat_map(|it| [it.bytes.start, it.bytes.end]);
    cuts.extend(ends.filter(|it| line.contains(it)));
    cuts.sort_unstable();
    cuts.dedup();
    let within = |marks: &[Mark], at: usize| marks.iter().any(|it| it.bytes.contains(&at));
    let mut runs: Vec<Run> = Vec::new();
    for cut in cuts.windows(2) {
        let kind = match (within(came, cut[0]), within(went, cut[0])) {
            (false, false) => Kind::Plain,
            (true, false) => Kind::Added,
            (false, true) => Kind::Deleted,
            (true, true) => Kind::Passing,
        };
        let Some(text) = words.get(cut[0]..cut[1]) else { continue };
        match runs.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(text),
            _ => runs.push(Run { text: text.to_owned(), kind }),
        }
    }
    runs
}

/// One side of words outside the articles.
pub(super) fn outside(parts: &[Part], side: Op, set: Setting) -> Vec<Line> {
    let mut lines = vec![Line { set, runs: Vec::new() }];
    let shown = parts.iter().filter(|it| it.op == Op::Equal || it.op == side);
    for part in shown {
        let kind = match part.op {
            Op::Equal => Kind::Plain,
            Op::Delete => Kind::Deleted,
            Op::Insert => Kind::Added,
        };
        for (n, text) in part.text.split('\n').enumerate() {
            if n > 0 {
                lines.push(Line { set, runs: Vec::new() });
            }
            if let (false, Some(last)) = (text.is_empty(), lines.last_mut()) {
                last.runs.push(Run { text: text.to_owned(), kind });
            }
        }
    }
    lines.retain(|it| !it.runs.is_empty());
    lines
}

/// An article of which only the number differs from the one at `whence` (原第三条): its number, and that its words are the
/// same.
pub(super) fn same_but_number(number: &str, whence: &str) -> Line {
    let mut line = Line::of(Setting::Indented, Kind::Added, number);
    line.runs.extend(Line::of(Setting::Indented, Kind::Plain, "\u{3000}").runs);
    line.runs.extend(note(format!("（内容同{whence}）")).runs);
    line
}

/// A note of the editor in the middle of its cell: 同左, （新增）.
pub(super) fn note(text: impl Into<String>) -> Line {
    Line::of(Setting::Centred, Kind::Note, text)
}
