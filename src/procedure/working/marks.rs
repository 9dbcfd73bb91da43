//! A merge with open questions as one text: both wordings one after the other, between lines that say whose they are.
//!
//! Whole lines are shown, so that one can be deleted and the other kept. A text in which such a line is left is not
//! saved.

use crate::law::merge::{Conflict, Merged};

/// Stands above the words of the person who saves.
pub const YOURS: &str = "【以下是您的文字，请从两种文字中保留一种，并删去这几行提示】";
/// Stands between both.
pub const THEIRS: &str = "【以下是他人已经保存的文字】";
/// Stands below.
pub const END: &str = "【两种文字到此为止】";

/// Whether a question is still open in a text.
#[must_use]
pub fn is_open(text: &str) -> bool {
    text.lines().any(|it| [YOURS, THEIRS, END].contains(&it.trim()))
}

/// The merged text with both wordings of every conflict.
#[must_use]
pub fn marked(merged: &Merged) -> String {
    let mut out = String::with_capacity(merged.text.len() * 2);
    let mut at = 0;
    let mut rest = merged.conflicts.as_slice();
    while let Some(first) = rest.first() {
        let (start, mut end) = lines_around(&merged.text, first);
        let mut many = 1;
        // Several questions in one line are asked together.
        while let Some(next) = rest.get(many).filter(|it| it.span.start < end || it.span.start == start) {
            end = end.max(lines_around(&merged.text, next).1);
            many += 1;
        }
        let start = start.max(at);
        out.push_str(&merged.text[at..start]);
        block(&mut out, merged, start, end, &rest[..many]);
        at = end;
        rest = &rest[many..];
    }
    out.push_str(&merged.text[at..]);
    out
}

/// The lines that a conflict stands in: none, if it is only a place between lines.
fn lines_around(text: &str, conflict: &Conflict) -> (usize, usize) {
    let span = conflict.span;
    let start = text[..span.start].rfind('\n').map_or(0, |it| it + 1);
    let whole_lines = span.start == start && (conflict.ours.ends_with('\n') || conflict.ours.is_empty());
    if whole_lines && (span.is_empty() || text[..span.end].ends_with('\n')) {
        return (start, span.end);
    }
    (start, text[span.end..].find('\n').map_or(text.len(), |it| span.end + it + 1))
}

fn block(out: &mut String, merged: &Merged, start: usize, end: usize, conflicts: &[Conflict]) {
    let mut line = |words: &str| {
        if !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
        out.push_str(words);
    };
    line(YOURS);
    let mut ours = String::new();
    let mut at = start;
    for conflict in conflicts {
        ours.push_str(&merged.text[at..conflict.span.start.max(at)]);
        ours.push_str(&conflict.ours);
        at = conflict.span.end.max(at);
    }
    ours.push_str(&merged.text[at..end.max(at)]);
    for words in [ours.as_str(), THEIRS, &merged.text[start..end], END, ""] {
        line("");
        line(words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::merge::merge;

    const BASE: &str = "第一条　甲应当公开。\n\n第二条　乙应当备案，丙应当登记。\n";

    fn without(text: &str, from: &str, to: &str) -> String {
        let mut out = Vec::new();
        let mut skip = false;
        for line in text.split_inclusive('\n') {
            match line.trim_end() {
                it if it == from => skip = true,
                it if it == to => skip = false,
                it if [YOURS, THEIRS, END].contains(&it) => {}
                _ if !skip => out.push(line),
                _ => {}
            }
        }
        out.concat()
    }

    #[test]
    fn keeping_either_side_gives_that_side() {
        let ours = BASE.replace("备案", "报告").replace("登记", "注册");
        let theirs = BASE.replace("备案", "公示").replace("登记", "登录");
        let merged = merge(BASE, &ours, &theirs);
        let text = marked(&merged);
        assert!(is_open(&text) && !is_open(BASE));
        assert_eq!(without(&text, THEIRS, END), ours);
        assert_eq!(without(&text, YOURS, THEIRS), theirs);
    }

    #[test]
    fn a_deleted_article_is_one_of_two_wordings() {
        let deleted = "第一条　甲应当公开。\n";
        let changed = BASE.replace("备案", "报告");
        for (ours, theirs) in [(deleted, changed.as_str()), (changed.as_str(), deleted)] {
            let text = marked(&merge(BASE, ours, theirs));
            // Blank lines beside the marks are nobody's words.
            let lines = |text: &str| text.lines().filter(|it| !it.is_empty()).map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(lines(&without(&text, THEIRS, END)), lines(ours), "{text}");
            assert_eq!(lines(&without(&text, YOURS, THEIRS)), lines(theirs), "{text}");
        }
    }

    #[test]
    fn a_text_without_a_last_line_end_is_marked_too() {
        let text = marked(&merge("甲", "乙", "丙"));
        assert_eq!(text, format!("{YOURS}\n乙\n{THEIRS}\n丙\n{END}\n"));
    }
}
