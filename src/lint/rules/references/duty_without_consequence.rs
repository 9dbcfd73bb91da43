//! K213: a ban or a duty of people and businesses that no penalty names. For information: many duties need none.
//!
//! Only texts whose penalties name the articles they punish are looked at; elsewhere nothing can be told. A penalty that
//! names no article (违反本条例规定，擅自拆除…的) covers what it repeats in words.

use super::cited;
use super::penalty_without_duty::PENALTY;
use crate::law::problem::Severity;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{PRACTICE, Rule};
use crate::lint::unit::{TextUnit, UnitKind};
use std::collections::{BTreeSet, HashSet};

pub(super) static RULE: Rule = Rule {
    code: "K213",
    name: "duty_without_consequence",
    title: "义务或者禁止没有对应的法律责任",
    severity: Severity::Info,
    source: PRACTICE,
    page: include_str!("duty_without_consequence.md"),
    triggers: &["应当", "不得", "禁止"],
    guards: &["应当由", "不得已", "应当依法给予"],
    check,
    ..Rule::PLAIN
};

/// Who is punished for breaking duties; officials and organs answer under other laws.
const PEOPLE: &[&str] = &[
    "单位和个人",
    "个人",
    "经营者",
    "企业",
    "用人单位",
    "生产者",
    "销售者",
    "业主",
    "建设单位",
    "施工单位",
    "物业服务人",
    "所有人",
    "使用人",
    "饲养人",
    "养犬人",
    "驾驶人",
    "从业人员",
    "当事人",
    "承租人",
    "出租人",
    "平台",
    "养老机构",
    "任何人",
    "乘客",
    "行人",
    "旅客",
    "申请人",
];
/// What a duty must be of that a penalty usually stands behind; 应当爱护公共设施 is left to conscience.
const ACTS: &[&str] = &["备案", "登记", "申请", "公示", "报告", "取得", "办理", "提交", "许可", "明码标价"];
/// Words of a clause whose subject is an organ.
const ORGANS: &[&str] = &[
    "人民政府",
    "部门",
    "机关",
    "委员会",
    "街道办事处",
    "机构",
    "本市",
    "市",
    "国家",
    "鼓励",
    "支持",
    "倡导",
    "有权",
    "收到",
    "接到",
    "工作人员",
    "法院",
    "学校",
    "公约",
    "规约",
    "合同",
    "证人",
];
/// Words of a paragraph that says what follows from breaking a rule.
const CONSEQUENCES: &[&str] = &[
    "罚款",
    "责令",
    "处分",
    "警告",
    "没收",
    "吊销",
    "追究",
    "处罚",
    "承担法律责任",
    "承担相应责任",
    "赔偿责任",
    "民事责任",
    "责任的",
];
/// Articles that punish, of which at least this many name an article, make a text that can be judged.
const MIN_NAMED: usize = 3;
/// Share of the words of a ban that a penalty without a number must repeat to cover it, in hundredths.
const COVERED: usize = 40;

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let punishing = punishing(ctx);
    let named = named(ctx, &punishing);
    // Codes of procedure bind judges and parties by other means than penalties.
    let title = ctx.statute.title.as_str();
    let other = ["诉讼", "法典", "规则", "程序"].iter().any(|it| title.contains(it));
    if ctx.is_amendment() || other || named.len() < MIN_NAMED {
        return;
    }
    let unnumbered = unnumbered(ctx, &punishing);
    let mut told = BTreeSet::new();
    for hit in ctx.hits(&RULE) {
        let index = hit.unit.article_index;
        if punishing.contains(&index) || named.contains(&index) || told.contains(&index) || !binds_people(&hit) {
            continue;
        }
        let words = pairs(demand(&hit));
        let repeated = words.iter().filter(|it| unnumbered.contains(*it)).count();
        if repeated * 100 < words.len() * COVERED {
            told.insert(index);
            let number = ctx.articles[index].number();
            out.report(hit.place(), format!("{number}的“{}”没有对应的法律责任。", hit.word))
                .suggest("需要追究责任的，补充法律责任；其他法律、法规已有规定或者不宜处罚的，记明理由。");
        }
    }
}

/// The articles that lay down penalties, by their place in the text.
fn punishing(ctx: &Context<'_>) -> BTreeSet<usize> {
    let punishes = |it: &&TextUnit<'_>| {
        let penalty = CONSEQUENCES.iter().any(|word| it.text.contains(word));
        penalty && it.kind == UnitKind::Paragraph
    };
    ctx.units.iter().filter(punishes).map(|it| it.article_index).collect()
}

/// The articles that penalties name.
fn named(ctx: &Context<'_>, punishing: &BTreeSet<usize>) -> BTreeSet<usize> {
    let own = cited::in_units(ctx).filter(|(unit, _)| punishing.contains(&unit.article_index));
    let paths: HashSet<_> = own.flat_map(|(_, it)| it.result.targets()).map(|it| it.whole_article()).collect();
    let places = ctx.articles.iter().enumerate().filter(|(_, it)| paths.contains(&it.path));
    places.map(|it| it.0).collect()
}

/// The pairs of characters in penalties that name no article.
fn unnumbered(ctx: &Context<'_>, punishing: &BTreeSet<usize>) -> HashSet<(char, char)> {
    let of = ctx.units.iter().filter(|it| punishing.contains(&it.article_index));
    of.filter(|it| PENALTY.iter().any(|word| it.paragraph.text.plain.contains(word)))
        .flat_map(|it| pairs(it.text))
        .collect()
}

fn pairs(words: &str) -> HashSet<(char, char)> {
    words.chars().zip(words.chars().skip(1)).filter(|(a, b)| a.is_alphanumeric() && b.is_alphanumeric()).collect()
}

/// Whether the words before the trigger, in its sentence, name people or businesses and no organ.
fn binds_people(hit: &Hit<'_, '_>) -> bool {
    let before = hit.before();
    let start = before.rfind(['。', '；']).map_or(0, |at| at + '。'.len_utf8());
    let subject = before[start..].rfind('，').map_or(&before[start..], |at| &before[start + at..]);
    let sentence = &before[start..];
    let has = |words: &str, of: &[&str]| of.iter().any(|it| words.contains(it));
    let clause = demand(hit);
    let people =
        has(sentence, PEOPLE) && !has(subject, ORGANS) && !has(sentence, &["人民政府", "部门", "机关", "公约", "规约"]);
    match hit.word {
        "禁止" => sentence.is_empty() && !has(clause, &["机关", "部门", "政府"]),
        "应当" => people && has(clause, ACTS),
        // 不得少于三十日 measures, 不得担任 is about posts; breaking other laws is for those laws.
        _ => people && !has(clause, &["少于", "超过", "低于", "高于", "担任", "违反法律", "违反有关", "侵犯"]),
    }
}

/// The words that say what is demanded or forbidden: from the trigger to the end of its clause.
fn demand<'s>(hit: &Hit<'s, '_>) -> &'s str {
    let after = &hit.unit.text[hit.span.end..];
    after.find(['，', '。', '；', '：']).map_or(after, |at| &after[..at])
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn texts_whose_penalties_name_no_articles_are_left_alone() {
        RULE.accepts("第三条　任何单位和个人不得占用盲道。\n\n第四条　违反本条例规定的，责令改正。");
    }
}
