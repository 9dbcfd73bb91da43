//! K404: the words before a list end in ：.

use super::lists::{List, lists};
use crate::law::span::Span;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PRACTICE, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K404",
    name: "list_lead",
    title: "分项前的引导语末尾不用冒号",
    source: PRACTICE,
    page: include_str!("list_lead.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for List { lead, members, .. } in lists(ctx) {
        // A list that begins with （二） has lost its first mark (K103); the words before it are that item.
        let first = members.first().is_none_or(|it| it.path.subitem.or(it.path.item) == Some(1));
        let Some(lead) = lead.filter(|_| first) else { continue };
        let text = lead.text.trim_end();
        // A half-width colon is the business of K406; a dash leads as well as a colon in older texts.
        if text.ends_with(['：', ':', '∶', '—']) || text.is_empty() {
            continue;
        }
        let mark = text.chars().next_back().filter(|it| matches!(it, '。' | '；' | '，' | '、' | '.' | ';' | ','));
        let span = Span::new(text.len() - mark.map_or(0, char::len_utf8), text.len());
        let last = text.chars().next_back().map_or(0, char::len_utf8);
        let message = match mark {
            Some(mark) => format!("引出各项的文字末尾用了“{mark}”。"),
            None => "引出各项的文字末尾没有标点。".to_owned(),
        };
        out.report(lead.place(Span::new(text.len() - last, text.len())), message)
            .suggest("引导语末尾用冒号。")
            .safe(lead.edit(ctx.source, span, "："));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn a_list_without_words_before_it_has_nothing_to_end() {
        RULE.accepts("第三条　（一）登记；\n\n（二）发证。");
        RULE.flags("第三条　按照下列规定办理\n\n（一）登记；\n\n（二）发证。");
    }
}
