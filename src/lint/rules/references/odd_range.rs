//! K205: a range that runs backwards (第十条至第九条) or has one member (第九条至第九条).

use super::cited::{self, Named};
use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PRACTICE, Rule};
use std::cmp::Ordering;

pub(super) static RULE: Rule = Rule {
    code: "K205",
    name: "odd_range",
    title: "引用的起止序号颠倒或者相同",
    severity: Severity::Warning,
    source: PRACTICE,
    page: include_str!("odd_range.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for (unit, reference) in cited::in_units(ctx).filter(|(_, it)| it.text.contains('至')) {
        for (from, to, order) in odd(&reference.text) {
            let at = |byte: usize| reference.span.start + byte;
            let span = Span::new(at(from.span.start), at(to.span.end));
            let (first, last) = (&reference.text[from.span.range()], &reference.text[to.span.range()]);
            let entry = |message| (unit.place(span), message);
            let (place, message) = match order {
                Ordering::Equal => entry(format!("“{first}至{last}”起止相同，只有一个。")),
                _ => entry(format!("“{first}至{last}”起止颠倒。")),
            };
            let whole = from.rank == to.rank && first.starts_with('第') && last.starts_with('第');
            let instead = match order {
                Ordering::Equal => first.to_owned(),
                _ => format!("{last}至{first}"),
            };
            out.report(place, message)
                .suggest("按照从前到后的顺序写明起止；只引用一两条的，逐一列明。")
                .offer(unit.edit(ctx.source, span, instead).filter(|_| whole && from.rank == 0 && to.rank == 0));
        }
    }
}

/// Whether the words of a reference hold such a range.
pub(super) fn is_odd(words: &str) -> bool {
    words.contains('至') && !odd(words).is_empty()
}

fn odd(words: &str) -> Vec<(Named, Named, Ordering)> {
    let named = cited::named(words);
    let pairs = named.windows(2).filter(|it| it[0].to_next && it[0].rank == it[1].rank && it[0].rank < 3);
    let found = pairs.map(|it| (it[0], it[1], it[1].order().cmp(&it[0].order())));
    found.filter(|it| it.2 != Ordering::Greater).collect()
}

#[cfg(test)]
mod tests {
    use super::{RULE, is_odd};

    #[test]
    fn odd_cases() {
        for odd in
            ["第十条至第九条", "第三条第二款至第一款", "第三条第三项至第三项", "《某法》第十条至第十条", "第三至一项"]
        {
            assert!(is_odd(odd), "{odd}");
        }
        for good in
            ["第九条至第十条", "第三条之一至第三条之二", "第三条至第三条之二", "第十条、第九条", "第三条第二款至第四条"]
        {
            assert!(!is_odd(good), "{good}");
        }
        RULE.flags("依照《中华人民共和国行政处罚法》第三十条至第二十八条的规定处罚。");
    }
}
