//! K206: 前述规定, 上述条款. What is meant has to be said by number, or by 前款 and the like.

use crate::law::problem::Severity;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PRACTICE, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K206",
    name: "vague_reference",
    title: "引用不具体",
    severity: Severity::Warning,
    source: PRACTICE,
    page: include_str!("vague_reference.md"),
    triggers: &[
        "上述规定",
        "上述有关规定",
        "上述条款",
        "上述条文",
        "上述情形",
        "上述行为",
        "上述事项",
        "上述各条",
        "上述各款",
        "上述各项",
        "前述规定",
        "前述有关规定",
        "前述条款",
        "前述条文",
        "前述情形",
        "前述行为",
        "前述事项",
        "前述各条",
        "前述各款",
        "前述各项",
        "上列各",
        "上列事项",
        "上列情形",
        "上列行为",
        "前列各",
        "前列事项",
        "前列情形",
        "前列行为",
        "前列标准",
        "上款",
        "上条",
        "以上各条",
        "以上各款",
        "以上各项",
        "以上条款",
    ],
    guards: &["上条件", "上条例", "上款项", "以上条款项"],
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE).filter(|_| !ctx.is_amendment()) {
        out.report(hit.place(), format!("“{}”没有写明指哪一条、哪一款。", hit.word))
            .suggest("写明条、款、项的序号；就在前面的，可以用“前款”“前条”“前项”。");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn odd_cases() {
        RULE.flags("上列事项应当公示。");
        RULE.accepts("研究开发费用可以税前列支。");
        RULE.accepts("签署知情同意书后，应当妥善保管上述资料。");
        RULE.accepts("走在全国前列，名录上列明的事项。");
        RULE.accepts("患前列腺疾病的，凭证明办理。");
        RULE.accepts("乡镇以上各级人民政府应当公示。");
    }
}
