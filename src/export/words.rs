//! Words without marks, for the forms that have no marks of their own.

use crate::law::statute::{MarkKind, Paragraph, Text};

/// The words of `text`, with each footnote call written by `call`, which is given the label.
pub(super) fn with_calls(text: &Text, call: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.plain.len());
    let mut at = 0;
    for mark in &text.marks {
        let (MarkKind::FootnoteRef(label), Some(before)) = (&mark.kind, text.plain.get(at..mark.span.start)) else {
            continue;
        };
        out.push_str(before);
        out.push_str(&call(label));
        at = mark.span.end;
    }
    out.push_str(text.plain.get(at..).unwrap_or_default());
    out
}

/// A paragraph outside the articles as lines: its words, then each 项 and 目 with its mark.
pub(super) fn lines(paragraph: &Paragraph, words: impl Fn(&Text) -> String) -> Vec<String> {
    let mut lines = Vec::with_capacity(1 + paragraph.items.len());
    if !paragraph.text.is_empty() {
        lines.push(words(&paragraph.text));
    }
    for item in &paragraph.items {
        lines.push(format!("{}{}", item.number_text(), words(&item.text)));
        lines.extend(item.subitems.iter().map(|it| format!("{}{}", it.number_text(), words(&it.text))));
    }
    lines
}
