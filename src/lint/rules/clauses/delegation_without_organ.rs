//! K506: 具体办法另行制定. Who makes the rules has to be said.

use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K506",
    name: "delegation_without_organ",
    title: "授权制定配套规定没有写明制定机关",
    severity: Severity::Warning,
    source: clause!(LL "六十六"),
    page: include_str!("delegation_without_organ.md"),
    triggers: &["另行制定", "另行规定", "另行公布", "另行制订", "另订"],
    guards: &["法律另行规定", "法规另行规定", "国家另行规定"],
    check,
    ..Rule::PLAIN
};

/// What is left to others is a set of rules only where these words say so.
const RULES: &[&str] = &[
    "办法", "规定", "标准", "细则", "规则", "制度", "目录", "名录", "范围", "程序", "规范", "方案", "条件", "比例",
    "措施",
];
/// Words that name who makes them.
const ORGANS: &[&str] = &[
    "由",
    "人民政府",
    "国务院",
    "委员会",
    "部门",
    "机关",
    "法院",
    "检察院",
    "主管",
    "行政区",
    "会议",
    "授权",
    "部",
    "局",
    "办公室",
    "协会",
    "法律",
    "法规",
    "国家",
    "省",
    "本市",
    "中央",
    "总署",
    "当事人",
    "双方",
    "机构",
];

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE).filter(|it| is_delegation(it) && !ctx.is_amendment()) {
        let clause = hit.unit.clause_around(hit.span.start);
        out.report(hit.unit.place(Span::new(clause.start, hit.span.end)), "没有写明由哪个机关制定。")
            .suggest("写明制定机关：具体办法由市人民政府制定。配套规定应当自法规施行之日起一年内制定。");
    }
}

fn is_delegation(hit: &Hit<'_, '_>) -> bool {
    let before = hit.before();
    let sentence = before.rfind(['。', '；']).map_or(before, |at| &before[at..]);
    let clause = before.rfind(['，', '。', '；', '：']).map_or(before, |at| &before[at..]);
    // In 由市人民政府规定，…另行制定 the organ stands a clause before.
    let has = |words: &str, of: &[&str]| of.iter().any(|it| words.contains(it));
    has(sentence, RULES) && !clause.ends_with("不得") && !has(clause, ORGANS) && !sentence.contains('由')
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn odd_cases() {
        RULE.flags("收费标准另行规定。");
        RULE.accepts("收费标准由市发展改革部门另行规定。");
        RULE.accepts("法律另行规定的，从其规定。");
        RULE.accepts("经营者应当另行制定应急预案。");
    }
}
