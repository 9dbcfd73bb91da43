//! K507: 构成犯罪的，依法追究刑事责任, and nothing more exact.

use crate::law::number::is_numeral_char;
use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K507",
    name: "criminal_clause",
    title: "刑事责任的表述不规范",
    severity: Severity::Warning,
    source: clause!(G2 "5"),
    page: include_str!("criminal_clause.md"),
    triggers: &["刑法", "《刑法》", "《中华人民共和国刑法》", "触犯刑律", "追究刑事责任", "追究其刑事责任"],
    guards: &["刑法学", "《中华人民共和国刑法修正案"],
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let title = ctx.statute.title.as_str();
    if ctx.is_amendment() || ["最高人民", "刑", "解释", "诉讼"].iter().any(|it| title.contains(it)) {
        return;
    }
    let mut told = 0;
    for hit in ctx.hits(&RULE) {
        let Some((span, message)) = wrong(&hit) else { continue };
        let place = hit.unit.place(span);
        // 依照刑法第三百条追究刑事责任 is one matter, not two.
        if place.start < told {
            continue;
        }
        told = place.end;
        out.report(place, message).suggest("改为“构成犯罪的，依法追究刑事责任”。");
    }
}

/// What is wrong at the place, and from where to where.
fn wrong(hit: &Hit<'_, '_>) -> Option<(Span, &'static str)> {
    match hit.word {
        "触犯刑律" => Some((hit.span, "“触犯刑律”不是规范用语。")),
        "追究刑事责任" | "追究其刑事责任" => bare(hit),
        _ => by_the_code(hit),
    }
}

/// 依照刑法第三百条追究刑事责任, 依照刑法有关规定处罚.
fn by_the_code(hit: &Hit<'_, '_>) -> Option<(Span, &'static str)> {
    let sentence = hit.unit.sentences().find(|it| it.range().contains(&hit.span.start))?;
    let rest = &hit.unit.text[hit.span.end..sentence.end];
    // 依照刑法的规定构成犯罪的: the code tells what a crime is.
    if rest.starts_with("的规定构成") || rest.starts_with("规定构成") {
        return None;
    }
    let article = rest.strip_prefix('第').is_some_and(|it| it.starts_with(is_numeral_char));
    let cited = article || ["有关规定", "的规定", "的有关规定", "关于"].iter().any(|it| rest.starts_with(it));
    let ends = ["刑事责任", "处罚"].iter().find_map(|it| Some(rest.find(it)? + it.len()));
    let end = ends.filter(|_| cited)?;
    let span = Span::new(hit.span.start, hit.span.end + end);
    Some((span, "追究刑事责任只作原则表述，不引用刑法的条文。"))
}

/// 由司法机关追究刑事责任, 追究刑事责任 without 依法.
fn bare(hit: &Hit<'_, '_>) -> Option<(Span, &'static str)> {
    let clause = hit.unit.clause_around(hit.span.start);
    let words = &hit.unit.text[clause.start..hit.span.start];
    let span = Span::new(clause.start, hit.span.end);
    if words.contains("由司法机关") || words.contains("由公安机关") {
        return Some((span, "追究刑事责任不需要写明由司法机关追究。"));
    }
    let general = hit.after().starts_with(['。', '；', '，']) || hit.after().is_empty();
    let lawful = ["依法", "依照", "不", "免予", "应当", "已", "被", "按照", "根据", "需要", "经", "移送", "移交"]
        .iter()
        .any(|it| words.contains(it));
    (general && !lawful).then_some((span, "追究刑事责任应当写“依法”。"))
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn odd_cases() {
        RULE.flags("构成犯罪的，由司法机关依法追究刑事责任。");
        RULE.flags("情节严重，触犯刑律的，依法处理。");
        RULE.flags("构成犯罪的，追究刑事责任。");
        RULE.accepts("构成犯罪的，依法追究其刑事责任。");
        RULE.accepts("对应当移交司法机关追究刑事责任的案件不移交的，给予处分。");
        RULE.accepts("依照《中华人民共和国刑法》的规定构成犯罪的，依法追究刑事责任。");
        RULE.accepts("依法不追究刑事责任的，依照本条例处罚。");
        RULE.accepts("因违反《中华人民共和国刑法》受过处罚的，不予录用。");
    }
}
