//! K407: quotation marks and 《》: their form, their nesting, and no 、 between neighbours.

use crate::law::span::Span;
use crate::lint::context::Context;
use crate::lint::finding::{Edit, Findings};
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K407",
    name: "quotation_marks",
    title: "引号、书名号用法不规范",
    source: clause!(PUNCTUATION),
    page: include_str!("quotation_marks.md"),
    check,
    ..Rule::PLAIN
};

/// A place to mend: where, what is said, what to do, and the changes as bytes of the words.
struct Fault {
    span: Span,
    message: String,
    advice: &'static str,
    changes: Vec<(Span, &'static str)>,
}

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for unit in ctx.units.iter().filter(|it| it.text.contains(['"', '「', '『', '《', '”'])) {
        for fault in faults(unit.text) {
            let edits: Option<Vec<Edit>> =
                fault.changes.iter().map(|(span, words)| unit.edit(ctx.source, *span, *words)).collect();
            out.report(unit.place(fault.span), fault.message).suggest(fault.advice).safe(edits.unwrap_or_default());
        }
    }
    let Some(note) = ctx.title_note_place() else { return };
    for fault in faults(&ctx.source[note.range()]) {
        let place = |it: Span| Span::new(note.start + it.start, note.start + it.end);
        let edits =
            fault.changes.iter().map(|(span, words)| Edit { span: place(*span), replacement: (*words).to_owned() });
        out.report(place(fault.span), fault.message).suggest(fault.advice).safe(edits);
    }
}

fn faults(text: &str) -> Vec<Fault> {
    let mut found = straight(text);
    found.extend(nested(text));
    found.extend(parted(text));
    found
}

/// "…" and 「…」, two by two.
fn straight(text: &str) -> Vec<Fault> {
    let marks: Vec<(usize, &str)> = text.match_indices(['"', '「', '」', '『', '』']).collect();
    let pairs = marks.chunks_exact(2).filter(|it| text[it[0].0..it[1].0].contains(is_han));
    let fault = |it: &[(usize, &str)]| {
        let (open, close) = (it[0], it[1]);
        Fault {
            span: Span::new(open.0, close.0 + close.1.len()),
            message: format!("引号用了“{}”“{}”的形式。", open.1, close.1),
            advice: "引号用“”，引号内再用引号的，用‘’。",
            changes: vec![
                (Span::new(open.0, open.0 + open.1.len()), "“"),
                (Span::new(close.0, close.0 + close.1.len()), "”"),
            ],
        }
    };
    pairs.map(fault).collect()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}')
}

/// 《 or < directly inside 《…》: the inner marks are 〈〉. What stands inside 〈…〉 is a third name and is let alone.
fn nested(text: &str) -> Vec<Fault> {
    let (mut found, mut open) = (Vec::new(), Vec::new());
    for (at, mark) in text.match_indices(['《', '》', '〈', '〉', '<', '>', '＜', '＞']) {
        let span = Span::new(at, at + mark.len());
        match mark {
            "《" | "〈" | "<" | "＜" => open.push((span, mark)),
            _ => {
                let Some((start, first)) = open.pop() else { continue };
                let right = first == "〈" || (first == "《") != (mark == "》");
                if !right && open.last().is_some_and(|it| it.1 == "《") {
                    found.push(Fault {
                        span: start.hull(span),
                        message: format!("书名号内又用了“{first}”“{mark}”。"),
                        advice: "书名号内再用书名号的，用〈〉。",
                        changes: vec![(start, "〈"), (span, "〉")],
                    });
                }
            }
        }
    }
    found
}

/// 》、《 and ”、“: one finding for a row of neighbours.
fn parted(text: &str) -> Vec<Fault> {
    let mut found: Vec<Fault> = Vec::new();
    for (pair, kind) in [("》、《", "书名号"), ("”、“", "引号")] {
        let before = found.len();
        let mut closed = 0;
        for (at, _) in text.match_indices(pair) {
            let span = Span::new(at + '》'.len_utf8(), at + '》'.len_utf8() + '、'.len_utf8());
            // Two of a row have nothing but one title between them.
            let goes_on = found.len() > before && text.get(closed..at).is_some_and(|it| !it.contains(['》', '”']));
            closed = span.end + '《'.len_utf8();
            if let Some(row) = found.last_mut().filter(|_| goes_on) {
                row.changes.push((span, ""));
                row.span = row.span.hull(span);
                continue;
            }
            found.push(Fault {
                span,
                message: format!("并列的{kind}之间用了顿号。"),
                advice: "并列的书名号、引号之间不用顿号；中间有其他文字或者括注的除外。",
                changes: vec![(span, "")],
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_titles_is_one_finding() {
        assert_eq!(parted("《甲法》、《乙法》、《丙法》和《丁法》").len(), 1);
        assert_eq!(parted("《甲法》、《乙法》，“丙”、“丁”").len(), 2);
        assert_eq!(parted("《甲法》（2020年）、《乙法》").len(), 0);
    }

    #[test]
    fn only_marks_inside_titles_are_nested() {
        assert_eq!(nested("《甲〈乙〉丙》《丁》").len(), 0);
        assert_eq!(nested("《甲〈乙《丙》丁〉戊》").len(), 0);
        assert_eq!(nested("《甲《乙》丙》").len(), 1);
        assert_eq!(nested("《甲<乙>丙》").len(), 1);
        assert_eq!(nested("若a<b，则b>a").len(), 0);
        assert_eq!(nested("》》《《《").len(), 0);
    }

    #[test]
    fn the_note_under_the_title_is_read_too() {
        RULE.flags("# ××市示例条例\n\n（2020年1月1日通过　根据《关于修改《××市示例条例》的决定》修正）\n\n第一条　本条例自2026年10月1日起施行。");
    }
}
