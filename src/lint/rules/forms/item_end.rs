//! K403: the marks at the ends of items. Lists whose items are sentences of their own (each ends in 。, some hold several
//! or define a term) are a form of their own and stay.

use super::lists::{List, leads, lists};
use crate::law::span::Span;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PRACTICE, Rule};
use crate::lint::unit::TextUnit;

pub(super) static RULE: Rule = Rule {
    code: "K403",
    name: "item_end",
    title: "项末标点不一致",
    source: PRACTICE,
    page: include_str!("item_end.md"),
    check,
    ..Rule::PLAIN
};

/// What a mark may be written over. Other ends (brackets, quotation marks, words) get the mark added.
const MARKS: [char; 10] = ['。', '；', '，', '、', '：', '.', ';', ',', ':', '．'];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for list in lists(ctx).iter().filter(|it| !of_sentences(it)) {
        let last = list.members.len() - 1;
        for (index, member) in list.members.iter().enumerate().filter(|(_, it)| !stays(it)) {
            let wanted = wanted(list, index == last);
            let end = member.text.trim_end();
            if !wanted.iter().any(|it| ends(end, *it)) {
                report(ctx, out, member, wanted[0], index == last);
            }
        }
    }
}

/// The marks that may end the member, the usual one first.
fn wanted(list: &List<'_, '_>, last: bool) -> &'static [char] {
    match (last, list.ends_paragraph) {
        (false, _) => &['；'],
        (true, true) => &['。'],
        // The last 目 of a 项 that another 项 follows.
        (true, false) => &['；', '。'],
    }
}

/// （一）…；或者 （二）…。 and a quotation that ends with its own mark are as good as the mark.
fn ends(text: &str, mark: char) -> bool {
    let text = text.trim_end_matches(['”', '’', '）']);
    let text =
        ["或者", "以及", "并且", "和", "及", "或", "并"].iter().find_map(|it| text.strip_suffix(it)).unwrap_or(text);
    let text = text.trim_end();
    // Their width is the business of K406.
    text.ends_with(mark) || (mark == '；' && text.ends_with(';')) || (mark == '。' && text.ends_with('.'))
}

fn stays(member: &TextUnit<'_>) -> bool {
    leads(member) || member.text.contains(['|', '\n'])
}

/// All members end in 。, and one of them at least is more than a phrase: several sentences, a definition, or a case with
/// what follows from it.
fn of_sentences(list: &List<'_, '_>) -> bool {
    let closed = |it: &&TextUnit<'_>| ends(it.text.trim_end(), '。') || leads(it);
    let inner = |it: &TextUnit<'_>| it.text.trim_end().trim_end_matches('。').contains(['。', '；']);
    let defines = |it: &TextUnit<'_>| ["是指", "包括", "的，"].iter().any(|word| it.text.contains(word));
    list.members.len() > 1
        && list.members.iter().all(closed)
        && list.members.iter().any(|it| inner(it) || defines(it) || leads(it))
}

fn report(ctx: &Context<'_>, out: &mut Findings, member: &TextUnit<'_>, wanted: char, last: bool) {
    let text = member.text.trim_end();
    let mark = text.chars().next_back().filter(|it| MARKS.contains(it));
    let span = Span::new(text.len() - mark.map_or(0, char::len_utf8), text.len());
    let shown = if mark.is_some() { span } else { last_character(text) };
    let which = if last { "最后一项" } else { "项" };
    let message = match mark {
        Some(mark) => format!("{which}的末尾用了“{mark}”。"),
        None => format!("{which}的末尾没有标点。"),
    };
    out.report(member.place(shown), message)
        .suggest(format!("{which}的末尾用“{wanted}”。"))
        .safe(member.edit(ctx.source, span, wanted));
}

fn last_character(text: &str) -> Span {
    let length = text.chars().next_back().map_or(0, char::len_utf8);
    Span::new(text.len() - length, text.len())
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn odd_cases() {
        RULE.accepts("有下列情形之一的，可以减免费用：\n\n（一）因不可抗力停业；或者\n\n（二）因公共工程停业。");
        RULE.accepts("按照下列规定办理：\n\n（一）当场登记。材料不齐的，一次告知。\n\n（二）当场发证。");
        RULE.accepts("按照下列规定办理：\n\n（一）登记，分为：\n\n1.初次登记；\n\n2.变更登记；\n\n（二）发证。");
        RULE.flags("按照下列规定办理：\n\n（一）登记。\n\n（二）发证；");
    }
}
