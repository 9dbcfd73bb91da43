//! K399: a word that the installation lists under `[[lint.words]]`.

use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::Rule;
use crate::lint::settings::{MAX_WORD_PAIRS, WordPair};

pub(super) static RULE: Rule = Rule {
    code: "K399",
    name: "unwanted_word",
    title: "本机构不用的词语",
    severity: Severity::Warning,
    source: "本机构的用语约定",
    page: include_str!("unwanted_word.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for pair in ctx.settings.words.iter().filter(|it| !it.avoid.is_empty()).take(MAX_WORD_PAIRS) {
        for unit in &ctx.units {
            for (at, word) in unit.text.match_indices(&pair.avoid) {
                let span = Span::new(at, at + word.len());
                if unit.in_title(span) || within_wanted(unit.text, span, pair) {
                    continue;
                }
                let edit = unit.edit(ctx.source, span, pair.instead.as_str()).filter(|_| !pair.instead.is_empty());
                out.report(unit.place(span), message(pair)).suggest(suggestion(pair)).offer(edit);
            }
        }
    }
}

/// 电力用户 is wanted, 用户 is not: inside the wanted word the unwanted one is no hit.
fn within_wanted(text: &str, span: Span, pair: &WordPair) -> bool {
    pair.instead.match_indices(&pair.avoid).any(|(at, _)| {
        span.start.checked_sub(at).and_then(|start| text.get(start..)).is_some_and(|it| it.starts_with(&pair.instead))
    })
}

fn message(pair: &WordPair) -> String {
    match pair.reason.as_str() {
        "" => format!("本机构约定不用“{}”。", pair.avoid),
        reason => format!("本机构约定不用“{}”：{}。", pair.avoid, reason.trim_end_matches('。')),
    }
}

fn suggestion(pair: &WordPair) -> String {
    if pair.instead.is_empty() {
        "请换用其他词语。".to_owned()
    } else {
        format!("改为“{}”。", pair.instead)
    }
}
