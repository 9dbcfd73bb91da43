//! K203: 第（三）项. The brackets belong to the mark of the item, not to its name.

use crate::law::number::{is_numeral_char, read_numeral, to_chinese};
use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

/// Most items of one list that are read.
const MAX_ITEMS: usize = 50;

pub(super) static RULE: Rule = Rule {
    code: "K203",
    name: "bracketed_item",
    title: "引用项时序号带括号",
    severity: Severity::Warning,
    source: clause!(G1 "9"),
    page: include_str!("bracketed_item.md"),
    triggers: &["第（", "第("],
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let mut free = 0;
    for hit in ctx.hits(&RULE) {
        let start = hit.place().start;
        let words = &hit.unit.text[hit.span.start..];
        let Some((instead, length)) = items(words).filter(|_| start >= free) else { continue };
        let span = Span::new(hit.span.start, hit.span.start + length);
        free = hit.unit.place(span).end;
        out.report(hit.unit.place(span), "引用项时，序号不加括号。")
            .suggest(format!("改为“{instead}”。"))
            .safe(hit.unit.edit(ctx.source, span, instead));
    }
}

/// 第（一）项、第（二）项, 第（一）、（二）项, 第（一）至（三）项: the words without brackets, each number with its
/// own 第 and 项, and the length of what they stand for.
fn items(words: &str) -> Option<(String, usize)> {
    let mut out = String::new();
    let mut at = 0;
    let mut end = None;
    for _ in 0..MAX_ITEMS {
        let begins = &words[at..];
        let rest = begins.strip_prefix('第').unwrap_or(begins);
        let Some((n, after)) = bracketed(rest) else { break };
        let unit = after.strip_prefix('项');
        out.push_str(&format!("第{}项", to_chinese(n)));
        let rest = unit.unwrap_or(after);
        at = words.len() - rest.len();
        if unit.is_some() {
            end = Some((out.len(), at));
        }
        let separator = ["、", "和", "及", "或者", "至", "以及", "或"].into_iter().find(|it| rest.starts_with(it));
        let adjacent = rest.starts_with(['（', '(']) && unit.is_none();
        match separator {
            Some(it) => {
                out.push_str(it);
                at += it.len();
            }
            None if adjacent => out.push('、'),
            None => break,
        }
    }
    let (length, end) = end?;
    out.truncate(length);
    Some((out, end))
}

fn bracketed(words: &str) -> Option<(u16, &str)> {
    let inner = words.strip_prefix(['（', '('])?;
    let length = inner.find(|c| !is_numeral_char(c))?;
    let n = read_numeral(&inner[..length])?.value;
    Some((n, inner[length..].strip_prefix(['）', ')'])?))
}

#[cfg(test)]
mod tests {
    use super::{RULE, items};

    #[test]
    fn lists_are_written_out() {
        for (words, instead) in [
            ("第（三）项规定", Some(("第三项", "第（三）项"))),
            ("第（一）项、第（二）项的", Some(("第一项、第二项", "第（一）项、第（二）项"))),
            ("第（一）、（二）、（三）项，", Some(("第一项、第二项、第三项", "第（一）、（二）、（三）项"))),
            ("第（一）（二）项", Some(("第一项、第二项", "第（一）（二）项"))),
            ("第（一）至（三）项", Some(("第一项至第三项", "第（一）至（三）项"))),
            ("第(10)项或者", Some(("第十项", "第(10)项"))),
            ("第（三）类", None),
            ("第（一）、第（二）类", None),
        ] {
            assert_eq!(items(words), instead.map(|(to, from)| (to.to_owned(), from.len())), "{words}");
        }
    }

    #[test]
    fn odd_cases() {
        RULE.flags("依照《某法》第十条第（三）项规定执行。");
        RULE.accepts("有下列情形之一的，不予办理：\n\n（一）甲；\n\n（二）乙。");
    }
}
