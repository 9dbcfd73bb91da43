//! K207: 本办法 in a text that is a 条例.

use crate::law::problem::Severity;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K207",
    name: "other_self_name",
    title: "自称与标题不一致",
    severity: Severity::Warning,
    source: clause!(G1 "6"),
    page: include_str!("other_self_name.md"),
    triggers: &["本条例", "本办法", "本规定", "本决定", "本细则", "本规则", "本法"],
    guards: &[
        "基本法",
        "根本法",
        "成本法",
        "资本法",
        "文本法",
        "日本法",
        "母本法",
        "样本法",
        "副本法",
        "本法院",
        "本法庭",
        "本法人",
        "本法定",
        "本法官",
        "本法律",
        "本法规",
        "本法典",
        "基本规定",
        "根本规定",
        "基本办法",
        "基本规则",
        "基本条例",
        "文本规定",
        "版本规定",
        "成本规定",
        "资本规定",
        "成本规则",
        "根本办法",
        "样本规定",
        "剧本规定",
        "本规定期",
        "本规则制",
        "不服本决定",
        "对本决定",
        "收到本决定",
    ],
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let Some(own) = own_type(ctx) else { return };
    for hit in ctx.hits(&RULE).filter(|it| it.word.strip_prefix('本') != Some(own) && !is_other(it)) {
        out.report(hit.place(), format!("标题是“{own}”，自称不用“{}”。", hit.word))
            .suggest(format!("改为“本{own}”。"))
            .offer(hit.replace(&format!("本{own}")));
    }
}

/// The type that the title ends in. A text that amends or carries the words of another speaks in that one's name too.
fn own_type(ctx: &Context<'_>) -> Option<&'static str> {
    let title = ctx.statute.title.as_str();
    let odd = ctx.is_amendment() || title.ends_with('》') || title.contains("通知") || ctx.articles.is_empty();
    ctx.title_type().filter(|_| !odd)
}

/// 《…办法》（以下称本办法), and words quoted from a form.
fn is_other(hit: &Hit<'_, '_>) -> bool {
    hit.in_quotes() || hit.before().ends_with("以下简称") || hit.before().ends_with("以下称")
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn odd_cases() {
        RULE.flags("本法自公布之日起施行。");
        RULE.accepts("申请书载明“本人知悉本规定”。");
        RULE.accepts("依照香港特别行政区基本法的规定办理。");
        RULE.accepts("本法院、本法人的有关规定。");
        RULE.accepts("# 全国人民代表大会常务委员会关于修改《某法》的决定\n\n第一条　本法自公布之日起施行。\n");
    }
}
