//! K202: 前款 in the first 款, 前两款 with one before, 前条 in the first article, 前项 in the first 项.

use crate::law::number::{is_numeral_char, read_numeral, to_chinese};
use crate::law::problem::Severity;
use crate::law::refs::{Reference, Resolution};
use crate::law::span::Span;
use crate::lint::context::Context;
use crate::lint::finding::{Edit, Findings};
use crate::lint::rule::{PRACTICE, Rule};
use crate::lint::unit::TextUnit;

use super::cited;

pub(super) static RULE: Rule = Rule {
    code: "K202",
    name: "nothing_before",
    title: "“前款”“前条”之前没有款或者条",
    severity: Severity::Error,
    source: PRACTICE,
    page: include_str!("nothing_before.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let lost =
        |it: &Reference| matches!(it.result, Resolution::Dangling | Resolution::Vague) && it.text.starts_with('前');
    for (unit, reference) in cited::in_units(ctx).filter(|(_, it)| lost(it)) {
        let Some((words, count, what)) = relative(&reference.text) else { continue };
        // 对前三项污染物征收: no reference, and outside a list nothing can tell.
        if what == '项' && unit.path.item.is_none() {
            continue;
        }
        let before = before(unit, what);
        let place = ctx.place(reference);
        if before >= usize::from(count) {
            out.report(place, format!("“{}”所指的条文不存在。", reference.text))
                .suggest("核对所要引用的条文，改为现在的条、款、项序号。");
            continue;
        }
        let there = match before {
            0 => format!("之前没有{what}"),
            n => format!("之前只有{}{what}", u16::try_from(n).map_or(String::new(), to_chinese)),
        };
        out.report(place, format!("“{words}”所在的{what}{there}。"))
            .suggest("写明所要引用的条、款、项的序号。")
            .offer(instead(ctx, unit, reference, words, what));
    }
}

/// The words 前两款 at the start of a reference, the number in them and their unit.
fn relative(words: &str) -> Option<(&str, u16, char)> {
    let rest = words.strip_prefix('前')?;
    let length = rest.find(|c| !is_numeral_char(c))?;
    let count = read_numeral(&rest[..length]).map_or(1, |it| it.value);
    let what = rest[length..].chars().next()?;
    let end = '前'.len_utf8() + length + what.len_utf8();
    matches!(what, '条' | '款' | '项').then_some((&words[..end], count, what))
}

/// How many units of the kind stand before the one with the words.
fn before(unit: &TextUnit<'_>, what: char) -> usize {
    match what {
        '条' => unit.article_index,
        '款' => unit.path.paragraph.map_or(0, |it| usize::from(it) - 1),
        _ => unit.path.item.map_or(0, |it| usize::from(it) - 1),
    }
}

/// 前款 in a first 款 was mostly written when the article was still a 款 of the one before it.
fn instead(ctx: &Context<'_>, unit: &TextUnit<'_>, reference: &Reference, words: &str, what: char) -> Option<Edit> {
    let previous = ctx.articles.get(unit.article_index.checked_sub(1)?)?;
    let single = previous.paragraphs.len() == 1 && words == "前款" && unit.path.paragraph == Some(1);
    let span = Span::new(reference.span.start, reference.span.start + words.len());
    (single && what == '款').then(|| unit.edit(ctx.source, span, previous.number().to_string()))?
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::rule::Stage;

    #[test]
    fn odd_cases() {
        RULE.flags("第三条　甲。\n\n前两款规定适用于乙。");
        RULE.flags("第一条　依照前条规定办理。");
        RULE.flags("有下列情形之一的，不予办理：\n\n（一）前项规定的情形；\n\n（二）其他情形。");
        RULE.flags("第三条　前款规定的期限为十日。");
        RULE.accepts("第三条　甲。\n\n乙。\n\n前两款规定适用于丙。");
        RULE.accepts("第三条　依照前条规定办理。");
        RULE.accepts("第三条　目前款项尚未付清的，应当提前项目验收。");
        assert_eq!(RULE.found("前款规定的期限为十日。", Stage::Draft).len(), 1);
    }
}
