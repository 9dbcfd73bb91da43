//! K104: 款 that begin with 1. or 一、. A 款 has no number; a list has （一） under words that lead to it.

use crate::law::number::{is_numeral_char, read_numeral};
use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::lint::context::Context;
use crate::lint::finding::Edit;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K104",
    name: "numbered_paragraph",
    title: "款带有序号",
    severity: Severity::Error,
    source: clause!(LL "六十五"),
    page: include_str!("numbered_paragraph.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for article in &ctx.articles {
        let marks: Vec<_> = article.paragraphs.iter().map(|it| mark(&it.text.plain)).collect();
        let chinese = marks.iter().flatten().filter(|it| it.chinese).count();
        for (paragraph, mark) in article.paragraphs.iter().zip(&marks) {
            // 一、二类场地 alone is no number; 一、… 二、… in one article are.
            let Some(mark) = mark.filter(|it| !it.chinese || chinese > 1) else { continue };
            let span = Span::new(paragraph.text_span.start, paragraph.text_span.start + mark.length);
            let whole = ctx.source.get(span.range()) == paragraph.text.plain.get(..mark.length);
            let edit = whole.then(|| Edit { span, replacement: String::new() });
            // Behind an 项 it may be a 目 that the parser could not tell (海商法): a person must look.
            let behind_list = article.paragraphs.iter().any(|it| it.span.start < span.start && !it.items.is_empty());
            out.report(if whole { span } else { paragraph.text_span }, "款不编序号。")
                .at_most(if behind_list { Severity::Warning } else { Severity::Error })
                .suggest("独立成款的，删去序号；属于列举的，在引语后写作（一）（二）……各项。")
                .offer(edit);
        }
    }
}

/// The number at the start of a 款.
#[derive(Debug, Clone, Copy)]
struct Mark {
    /// In bytes, with the white space behind it.
    length: usize,
    /// 一、
    chinese: bool,
}

fn mark(words: &str) -> Option<Mark> {
    let (inside, bracketed) = match words.strip_prefix(['（', '(']) {
        Some(inside) => (inside, true),
        None => (words, false),
    };
    if let Some(rest) = words.strip_prefix(|c| ('①'..='⑳').contains(&c)) {
        return Some(Mark { length: words.len() - rest.trim_start().len(), chinese: false });
    }
    let digits = inside.find(|c: char| !is_numeral_char(c)).filter(|it| *it > 0)?;
    let chinese = !inside.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let number = read_numeral(&inside[..digits]).filter(|it| it.value <= MAX_MARK)?;
    let ends: &[char] = match (bracketed, chinese) {
        (true, false) => &['）', ')'],
        (true, true) => return None, // an 项
        (false, false) => &['.', '．', '、'],
        (false, true) => &['、'],
    };
    let rest = inside[digits..].strip_prefix(ends)?;
    let decimal = rest.starts_with(|c: char| is_numeral_char(c));
    (!decimal && (!chinese || number.canonical))
        .then(|| Mark { length: words.len() - rest.trim_start().len(), chinese })
}

/// A larger number at the start of a 款 counts something.
const MAX_MARK: u16 = 50;

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn numbers_that_count_something_are_no_marks() {
        for words in ["3.5米以上的", "2026年", "一、二类场地的", "10、20、30日", "（试行期满的）应当", "一、甲。"]
        {
            RULE.accepts(words);
        }
        for words in ["1．甲。\n\n2．乙。", "一、甲。\n\n二、乙。", "（1）甲。", "①甲。", "甲。\n\n1、乙。"]
        {
            RULE.flags(words);
        }
    }
}
