//! K325: 谋取 is neutral, 牟取 only ever unlawful.

use super::mention::{clause_after, ends_with_any, first, has_any, is_mentioned, sentence_after, sentence_before};
use crate::law::problem::Severity;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K325",
    name: "gain_words",
    title: "正当的利益用“牟取”",
    severity: Severity::Warning,
    source: clause!(G2 "14"),
    page: include_str!("gain_words.md"),
    triggers: &["牟取"],
    guards: &[],
    check,
    ..Rule::PLAIN
};

/// What nobody gains by breaking the law.
const GOOD: &[&str] = &[
    "合法利益",
    "合法收益",
    "合法权益",
    "公共利益",
    "社会利益",
    "集体利益",
    "福利",
    "公益",
    "共同利益",
    "正当利益",
    "福祉",
];
/// Words of a ban or of a wrong, before or after.
const WRONG: &[&str] = &[
    "不得",
    "禁止",
    "严禁",
    "违反",
    "非法",
    "违法",
    "利用",
    "滥用",
    "不正当",
    "借机",
    "变相",
    "的，",
    "的；",
    "的：",
    "的。",
    "未",
    "没有",
    "防止",
    "避免",
    "处罚",
    "罚款",
];

/// Characters of the 款 above an 项 in which a ban is sought.
const MAX_LEAD_CHARS: usize = 400;

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for hit in ctx.hits(&RULE).filter(|it| !is_mentioned(it)) {
        if is_good(&hit) {
            out.report(hit.place(), "“牟取”只用于通过违法行为追求利益；正当的利益用“谋取”。")
                .suggest("将“牟取”改为“谋取”。")
                .offer(hit.replace("谋取"));
        }
    }
}

fn is_good(hit: &Hit<'_, '_>) -> bool {
    let object = clause_after(hit);
    let object = ["或者", "、", "损害"].iter().fold(object, |it, end| it.split(end).next().unwrap_or_default());
    let before = sentence_before(hit);
    let lead = first(&hit.unit.paragraph.text.plain, MAX_LEAD_CHARS);
    let bad =
        has_any(object, &["暴利", "私利", "不正当", "不当", "非法"]) || ends_with_any(before, &["未", "不得", "禁止"]);
    let wrong = [before, sentence_after(hit), lead].iter().any(|it| has_any(it, WRONG));
    !bad && (has_any(object, GOOD) || !wrong)
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn what_is_banned_stands() {
        RULE.accepts("工作人员不得有下列行为：\n\n（一）牟取佣金收入；\n\n（二）泄露秘密。");
        RULE.accepts("利用职权牟取不正当利益的，依法给予处分。");
        RULE.accepts("决策程序合法，未牟取私利、未损害公共利益的，依法免除责任。");
        RULE.flags("业主委员会应当为业主牟取利益。");
    }
}
