//! Where in the words of each article something went or came: the marks of the two columns of a 对照表.

use super::classify::Classes;
use super::hunks::{Hunk, Op};
use super::{Comparison, Row};
use std::collections::BTreeMap;
use std::ops::Range;

/// A stretch of an article's words that went (in an old article) or came (in a new one).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the words of the article.
    pub bytes: Range<usize>,
    /// What kinds of change it is.
    pub classes: Classes,
}

/// For each old article of a row, by index, what of its words went.
#[must_use]
pub fn old_marks(comparison: &Comparison, row: &Row) -> BTreeMap<usize, Vec<Mark>> {
    let mut marks: BTreeMap<usize, Vec<Mark>> = row.old.iter().map(|it| (*it, Vec::new())).collect();
    // How much of each article earlier hunks have told.
    let mut told: BTreeMap<usize, usize> = BTreeMap::new();
    for hunk in &row.hunks {
        let mut at = 0;
        for part in hunk.parts.iter().filter(|it| it.op != Op::Insert) {
            let end = at + part.text.len();
            for (article, bytes) in pieces(hunk, at..end) {
                let begun = told.get(&article).copied().unwrap_or(0);
                let length = comparison.old.articles.get(article).map_or(0, |it| it.words.text.len());
                // The line feed between two articles belongs to neither.
                let bytes = (begun + bytes.start).min(length)..(begun + bytes.end).min(length);
                if part.op == Op::Delete && !bytes.is_empty() {
                    marks.entry(article).or_default().push(Mark { bytes, classes: part.classes });
                }
            }
            at = end;
        }
        for (n, start) in hunk.old.iter().enumerate() {
            let end = hunk.old.get(n + 1).map_or(at, |it| it.at);
            *told.entry(start.article).or_default() += end - start.at;
        }
    }
    marks
}

/// Which bytes of which old articles some old words of a hunk are, counted from where each begins in the hunk.
fn pieces(hunk: &Hunk, range: Range<usize>) -> Vec<(usize, Range<usize>)> {
    let starts = hunk.old.iter().enumerate();
    let pieces = starts.map(|(n, start)| {
        let end = hunk.old.get(n + 1).map_or(usize::MAX, |it| it.at);
        let (from, to) = (range.start.max(start.at), range.end.min(end));
        (start.article, from.saturating_sub(start.at)..to.saturating_sub(start.at))
    });
    pieces.filter(|it| !it.1.is_empty()).collect()
}

/// For each new article of a row, by index, what of its words came.
#[must_use]
pub fn new_marks(row: &Row) -> BTreeMap<usize, Vec<Mark>> {
    let mut marks: BTreeMap<usize, Vec<Mark>> = row.new.iter().map(|it| (*it, Vec::new())).collect();
    for hunk in &row.hunks {
        let Some(article) = hunk.new else { continue };
        let mut at = 0;
        for part in hunk.parts.iter().filter(|it| it.op != Op::Delete) {
            let bytes = at..at + part.text.len();
            at = bytes.end;
            if part.op == Op::Insert {
                marks.entry(article).or_default().push(Mark { bytes, classes: part.classes });
            }
        }
    }
    marks
}
