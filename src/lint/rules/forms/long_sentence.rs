//! K410: a sentence of more than 120 characters.

use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PRACTICE, Rule};
use crate::lint::unit::TextUnit;

pub(super) static RULE: Rule = Rule {
    code: "K410",
    name: "long_sentence",
    title: "句子过长",
    severity: Severity::Info,
    source: PRACTICE,
    page: include_str!("long_sentence.md"),
    check,
    ..Rule::PLAIN
};

/// Characters that a sentence may have, marks included.
const MOST: usize = 120;

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for unit in ctx.units.iter().filter(|it| it.text.len() > MOST && !it.text.starts_with('|')) {
        for span in sentences(unit) {
            let count = unit.text[span.range()].chars().filter(|it| !it.is_whitespace()).count();
            if count > MOST {
                out.report(unit.place(span), format!("这一句有{count}个字，超过{MOST}个字。"))
                    .suggest("拆为两句，或者分项表述。");
            }
        }
    }
}

/// Sentences as readers see them: 。 inside “…” does not end the one around it.
fn sentences(unit: &TextUnit<'_>) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut open = false;
    for span in unit.sentences() {
        match found.last_mut().filter(|_| open) {
            Some(last) => *last = last.hull(span),
            None => found.push(span),
        }
        open = unit.in_quotes(span.end);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{MOST, RULE};

    #[test]
    fn the_bound_itself_is_allowed() {
        RULE.accepts(&format!("{}。", "甲".repeat(MOST - 1)));
        RULE.flags(&format!("{}。", "甲".repeat(MOST)));
    }
}
