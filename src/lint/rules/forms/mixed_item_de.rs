//! K405: items of 有下列情形之一的 end in 的 all or none. A closing 其他…情形 needs none.

use super::lists::{List, lists};
use crate::law::span::Span;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};
use crate::lint::unit::TextUnit;

pub(super) static RULE: Rule = Rule {
    code: "K405",
    name: "mixed_item_de",
    title: "列举情形时“的”字结尾不一致",
    source: clause!(G1 "8"),
    page: include_str!("mixed_item_de.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for list in lists(ctx).iter().filter(|it| lists_cases(it)) {
        let members = without_closing(&list.members).iter().filter(|it| !stands_apart(it.text));
        let (with, without): (Vec<&TextUnit<'_>>, Vec<_>) = members.partition(|it| ends_in_de(it.text));
        if with.is_empty() || without.is_empty() {
            continue;
        }
        // The fewer ones are told; of equal numbers those without, because 的 closes a case.
        let few = if without.len() <= with.len() { without } else { with };
        few.iter().for_each(|it| report(ctx, out, it));
    }
}

/// 有下列情形之一的, 下列行为之一.
fn lists_cases(list: &List<'_, '_>) -> bool {
    let tail = |it: &TextUnit<'_>| it.text.rfind("下列").is_some_and(|at| is_case(&it.text[at..]));
    list.members.len() > 1 && list.lead.is_some_and(tail)
}

fn is_case(text: &str) -> bool {
    text.contains("之一") && ["情形", "行为", "情况"].iter().any(|it| text.contains(it))
}

/// The members that must agree: all but a closing 其他…情形.
fn without_closing<'s, 'a>(members: &'s [&'s TextUnit<'a>]) -> &'s [&'s TextUnit<'a>] {
    match members {
        [most @ .., last] if last.text.contains("其他") && !ends_in_de(last.text) => most,
        all => all,
    }
}

/// The words of a member without the marks at its end.
fn words(text: &str) -> &str {
    let text = text.trim_end();
    let text = ["或者", "以及"].iter().find_map(|it| text.strip_suffix(it)).unwrap_or(text);
    text.trim_end_matches(['；', '。', '，', '：', ';', '.', ',', '”', '）', ' '])
}

fn ends_in_de(text: &str) -> bool {
    let words = words(text);
    // （一）未登记的（…除外）: a remark may follow.
    let bare = words.rfind('（').filter(|_| text.contains('）')).map_or(words, |at| &words[..at]);
    [words, bare].iter().any(|it| it.ends_with('的') && !is_aim(it))
}

/// …的目的, 为目的: a noun. 项目的 and 节目的 are not.
fn is_aim(words: &str) -> bool {
    let others = ["项", "节", "题", "科", "数", "栏", "品", "账"];
    words.strip_suffix("目的").is_some_and(|it| !others.iter().any(|other| it.ends_with(other)))
}

/// Whether the member neither has the form with 的 nor the one without: it names a person, as 的 does, or goes on after
/// 的 (受过处罚的，但是…除外).
fn stands_apart(text: &str) -> bool {
    let words = words(text);
    let person = ["人", "者", "犯", "分子", "妇女", "人员", "近亲属"].iter().any(|it| words.ends_with(it));
    person || (!ends_in_de(text) && (words.contains("的，") || words.contains("的。")))
}

fn report(ctx: &Context<'_>, out: &mut Findings, member: &TextUnit<'_>) {
    let words = words(member.text);
    let last = words.chars().next_back().map_or(0, char::len_utf8);
    let place = member.place(Span::new(words.len() - last, words.len()));
    if ends_in_de(member.text) {
        out.report(place, "本款列举的情形，只有部分项以“的”字结尾。")
            .suggest("各项统一：或者都以“的”字结尾，或者都不用。");
    } else {
        let end = Span::new(words.len(), words.len());
        out.report(place, "本款列举的其他情形以“的”字结尾，这一项没有。")
            .suggest("在这一项末尾加“的”。")
            .offer(member.edit(ctx.source, end, "的"));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn odd_cases() {
        RULE.accepts("有下列情形之一的，不予登记：\n\n（一）材料不全的；\n\n（二）法律、法规规定的其他情形。");
        RULE.accepts(
            "应当提供下列材料：\n\n（一）身份证明；\n\n（二）出租房屋的，提供房屋证明；\n\n（三）依法取得的。",
        );
        RULE.accepts("有下列情形之一的，不予登记：\n\n（一）材料不全的；\n\n（二）超过期限的，但是有正当理由的除外。");
        RULE.accepts("有下列情形之一的，予以优待：\n\n（一）有伤残的；\n\n（二）怀孕的妇女。");
        RULE.accepts("有下列情形之一的，适用本条例：\n\n（一）以营利为目的；\n\n（二）有固定场所。");
        RULE.accepts("有下列情形之一的，不予批准：\n\n（一）擅自变更项目的；\n\n（二）超过控制指标的。");
        RULE.flags("有下列行为之一的，予以劝阻：\n\n（一）插队的；\n\n（二）喧哗；\n\n（三）其他不文明行为。");
    }
}
