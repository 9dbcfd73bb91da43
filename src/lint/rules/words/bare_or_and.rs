//! K304: 或 and 及 alone. Statutes write 或者, 和, 以及 (及其 is a word of its own).

use super::near::begins;
use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K304",
    name: "bare_or_and",
    title: "单独使用“或”“及”",
    severity: Severity::Warning,
    source: clause!(G1 "13"),
    page: include_str!("bare_or_and.md"),
    // The longer ones are hits that a guard would hide: 及其他 is 及 and 其他, 或许可 is 或 and 许可.
    triggers: &["或", "或许可", "及", "及其他", "及时间", "优惠及"],
    guards: &[
        "或者",
        "或许",
        "或有负债",
        "或有债务",
        "或有事项",
        "抑或",
        "和/或",
        "和／或",
        "和（或）",
        "和(或)",
        "及/或",
        "及／或",
        "及（或）",
        "及(或)",
        "与/或",
        "与／或",
        "与（或）",
        "或/和",
        "或／和",
        "或（和）",
        "或(和)",
        "以及",
        "涉及",
        "普及",
        "危及",
        "及其",
        "及时",
        "波及",
        "顾及",
        "触及",
        "提及",
        "遍及",
        "推及",
        "殃及",
        "企及",
        "不及",
        "及格",
        "埃及",
        "及早",
        "及至",
        "及于",
        "扩及",
        "惠及",
        "侵及",
        "祸及",
        "延及",
        "旁及",
        "兼及",
        "溯及",
        "追及",
        "力所能及",
        "可及性",
        "可及的",
        "由表及里",
        "由点及面",
    ],
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    // What is quoted is not the drafter's.
    for hit in ctx.hits(&RULE).filter(|it| !it.in_quotes()) {
        let span = character(&hit);
        let place = hit.unit.place(span);
        let edit = |words| hit.unit.edit(ctx.source, span, words);
        if hit.word.contains('或') {
            out.report(place, "表示选择关系一般用“或者”，不单独用“或”。")
                .suggest("将“或”改为“或者”。")
                .offer(edit("或者"));
        } else {
            let suggestion = if begins(&hit.unit.text[span.end..], &["有关", "相关"]).is_some() {
                "将“及”改为“和”；指所属的，改为“及其”。"
            } else {
                "将“及”改为“和”；前后有主次之分的，改为“以及”。"
            };
            out.report(place, "连接并列成分一般用“和”或者“以及”，不单独用“及”。").suggest(suggestion).offer(edit("和"));
        }
    }
}

/// 或 or 及 itself, without what the trigger has around it.
fn character(hit: &Hit<'_, '_>) -> Span {
    let at = hit.word.find(['或', '及']).unwrap_or(0);
    Span::new(hit.span.start + at, hit.span.start + at + '及'.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::rule::Stage;

    #[test]
    fn only_the_character_itself_is_marked_and_changed() {
        let found = RULE.found("公安、民政及其他部门应当配合。", Stage::Draft);
        assert_eq!(found[0].span.len(), '及'.len_utf8());
        assert_eq!(found[0].fix.as_ref().expect("an offer").edits()[0].replacement, "和");
    }

    #[test]
    fn words_that_hold_the_characters_are_left_alone() {
        RULE.accepts("处理决定的效力及于其继受人，不溯及既往，涉及公共利益的除外。");
        RULE.accepts("企业应当如实列示或有负债。");
        RULE.flags("企业应当报告债务或有关合同。");
        RULE.flags("未取得备案或许可的，不得经营。");
        RULE.flags("在经营场所及仓库设置标志。");
        RULE.accepts("来不及报告的，以及其他紧急情形，应当及早处理。");
    }
}
