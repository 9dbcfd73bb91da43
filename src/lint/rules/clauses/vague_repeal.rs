//! K505: what is repealed is named by its exact 《title》, in the last article.

use super::clause;
use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K505",
    name: "vague_repeal",
    title: "废止的法规没有写明名称或者不在最后一条",
    severity: Severity::Warning,
    source: clause!(LL "六十三"),
    page: include_str!("vague_repeal.md"),
    triggers: &["同时废止", "同时停止执行", "即行废止", "同时失效"],
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    if clause::rules_of(ctx).is_none() {
        return;
    }
    let last = clause::last_index(ctx);
    for hit in ctx.hits(&RULE).filter(|it| !it.in_quotes()) {
        let sentence = hit.before().rfind('。').map_or(0, |at| at + '。'.len_utf8());
        let names = hit.unit.titles().iter().any(|it| it.start >= sentence && it.end <= hit.span.start);
        let on_lists = hit.unit.text[hit.span.end..].starts_with('：');
        let whole = hit.unit.place(Span::new(sentence, hit.span.end));
        if !of_this_text(&hit.unit.text[..hit.span.start], hit.unit.article_index == last) || on_lists {
            continue;
        }
        if !names {
            out.report(whole, "没有写明废止的法规、规定的名称。").suggest("写明名称：《…》同时废止。");
        } else if hit.unit.article_index < last {
            out.report(whole, "废止其他法规的规定不在最后一条。").suggest("移到最后一条，放在施行日期之后。");
        }
    }
}

/// Whether the words repeal something now, and do not speak of repeals in general (立法条例, 有效期届满).
fn of_this_text(before: &str, last: bool) -> bool {
    last || ["本法", "本条例", "本办法", "本规定", "本细则", "本规则"].iter().any(|it| before.contains(it))
        && before.contains("施行")
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn odd_cases() {
        RULE.flags("第三条　本条例自2026年10月1日起施行。凡与本条例相抵触的规定，同时废止。");
        RULE.accepts("第三条　本条例自2026年10月1日起施行。下列规定同时废止：《××市某规定》。");
        RULE.accepts("法规修改后，有关部门的相应规定应当同时废止。");
        RULE.accepts("# 关于废止《某条例》的决定\n\n第一条　原规定同时废止。\n");
    }
}
