//! K201: a reference to a provision that the text does not have. `law::refs` looks it up; here stands what is missing.

use super::cited;
use crate::law::number::to_chinese;
use crate::law::problem::Severity;
use crate::law::refs::{Reference, Resolution};
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{PRACTICE, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K201",
    name: "dangling_reference",
    title: "引用的条文不存在",
    severity: Severity::Error,
    source: PRACTICE,
    page: include_str!("dangling_reference.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for reference in ctx.references.iter().filter(|it| it.result == Resolution::Dangling) {
        // 前款 and 前条 are K202's, 第十条至第九条 is K205's.
        if reference.text.starts_with('前') || super::odd_range::is_odd(&reference.text) {
            continue;
        }
        out.report(ctx.place(reference), format!("“{}”不存在：{}。", reference.text, missing(ctx, reference)))
            .suggest("核对所要引用的条文，改为现在的条、款、项序号。");
    }
}

/// What the text lacks, at the first provision of the list that it lacks.
fn missing(ctx: &Context<'_>, reference: &Reference) -> String {
    let lacks = cited::named(&reference.text).into_iter().find_map(|named| {
        let number = named.article?;
        let Some(article) = ctx.articles.iter().find(|it| it.number() == number) else {
            return Some(format!("本文没有{number}，{}", extent(ctx)));
        };
        let paragraphs = u16::try_from(article.paragraphs.len()).unwrap_or(u16::MAX);
        if named.paragraph.is_some_and(|it| it > paragraphs) {
            return Some(format!("{number}只有{}款", counted(paragraphs)));
        }
        let item = named.item?;
        let of = |p: u16| named.paragraph.is_none_or(|it| it == p);
        let lists = (1_u16..).zip(&article.paragraphs).filter(|(p, _)| of(*p));
        let there = lists.flat_map(|(_, it)| &it.items).any(|it| it.number == item);
        (!there).then(|| format!("{}没有第{}项", place(number.to_string(), named.paragraph), to_chinese(item)))
    });
    lacks.unwrap_or_else(|| "本文没有这一编、章、节或者条、款、项".to_owned())
}

fn place(article: String, paragraph: Option<u16>) -> String {
    paragraph.map_or(article.clone(), |p| format!("{article}第{}款", to_chinese(p)))
}

fn extent(ctx: &Context<'_>) -> String {
    let last = ctx.articles.last().map(|it| it.number().to_string());
    last.map_or("全文没有条文".to_owned(), |it| format!("最后一条是{it}"))
}

fn counted(n: u16) -> String {
    if n == 2 { "两".to_owned() } else { to_chinese(n) }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::rule::Stage;

    #[test]
    fn odd_cases() {
        RULE.flags("依照本条例第三百条之一的规定处罚。");
        RULE.flags("第三条　甲。\n\n第四条　违反本条例第三条第二款规定的，责令改正。");
        RULE.flags("违反本条例第一条、第九十九条规定的，责令改正。");
        RULE.accepts("依照《中华人民共和国行政处罚法》第九十九条的规定处罚。");
        RULE.accepts("本市示例工作纳入第九十九次检查。");
        RULE.accepts("违反本条例第九条至第七条规定的，责令改正。");
    }

    #[test]
    fn the_message_says_what_is_missing() {
        let told = |words: &str| RULE.found(words, Stage::Draft).remove(0).message;
        assert_eq!(told("依照本条例第九十条办理。"), "“本条例第九十条”不存在：本文没有第九十条，最后一条是第四条。");
        assert_eq!(told("依照本条例第一条第三款办理。"), "“本条例第一条第三款”不存在：第一条只有一款。");
        assert_eq!(
            told("依照本条例第一条第一款第二项办理。"),
            "“本条例第一条第一款第二项”不存在：第一条第一款没有第二项。"
        );
    }
}
