//! K106: numbers of provisions that are not the canonical Chinese numeral, in their place and in references.

use super::marks;
use crate::law::number::{is_numeral_char, read_numeral, to_chinese};
use crate::law::problem::Severity;
use crate::law::refs::Reference;
use crate::law::span::Span;
use crate::law::statute::ItemMark;
use crate::lint::context::Context;
use crate::lint::finding::Edit;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K106",
    name: "numerals_of_provisions",
    title: "条、款、项的序号写法不规范",
    // Of twenty findings in the corpus three were 目 that the parser took for 项: below the bar of nine in ten.
    severity: Severity::Info,
    source: clause!(LL "六十五"),
    page: include_str!("numerals_of_provisions.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for problem in ctx.problems("K106") {
        let edit = article_edit(ctx, problem.span)
            .or_else(|| heading_edit(ctx, problem.span))
            .or_else(|| item_edit(ctx, problem.span));
        let span = edit.as_ref().map_or(problem.span, |it| it.span);
        let suggestion = match &edit {
            Some(edit) => format!("改为“{}”。", edit.replacement),
            None => "改为规范的中文数字。".to_owned(),
        };
        out.report(span, &problem.message).suggest(suggestion).safe(edit);
    }
    // What a decision quotes is for the text it amends to say.
    for item in ctx.articles.iter().flat_map(|it| &it.paragraphs).flat_map(|it| &it.items) {
        if matches!(item.mark, ItemMark::Arabic | ItemMark::Comma) && !ctx.is_amendment() {
            let right = format!("（{}）", to_chinese(item.number));
            let edit = marks::replace(ctx.source, item.span, item.text_span, &right);
            let span = edit.as_ref().map_or(item.span, |it| it.span);
            out.report(span, "项的序号用中文数字加括号。").suggest(format!("改为“{right}”。")).safe(edit);
        }
    }
    for reference in &ctx.references {
        references(ctx, reference, out);
    }
}

fn article_edit(ctx: &Context<'_>, span: Span) -> Option<Edit> {
    let article = ctx.article_at(span.start).filter(|it| it.number_span == span)?;
    let written = ctx.source.get(span.range())?;
    let number = match &article.caption {
        Some(caption) => written.split_once(caption.open)?.0,
        None => written,
    };
    let plain = !number.contains('*');
    let span = Span::new(span.start, span.start + number.trim_end().len());
    plain.then(|| Edit { span, replacement: article.number().to_string() })
}

fn heading_edit(ctx: &Context<'_>, span: Span) -> Option<Edit> {
    let at = ctx.divisions.binary_search_by_key(&span.start, |it| it.span.start).ok()?;
    let division = ctx.divisions[at];
    let written = ctx.source.get(span.range())?;
    let end = written.find(division.kind.unit()).filter(|_| written.starts_with('第'))? + division.kind.unit().len();
    let span = Span::new(span.start, span.start + end);
    (!division.kind.unit().is_empty()).then(|| Edit { span, replacement: division.number_text() })
}

fn item_edit(ctx: &Context<'_>, span: Span) -> Option<Edit> {
    let item = ctx.item_at(span.start).filter(|it| it.span.start == span.start)?;
    marks::replace(ctx.source, item.span, item.text_span, &item.number_text())
}

/// 第10条, 第一百十条 within the words.
fn references(ctx: &Context<'_>, reference: &Reference, out: &mut Findings) {
    let Some(unit) = ctx.unit(reference.within) else { return };
    for (at, _) in reference.text.match_indices('第') {
        let numeral = &reference.text[at + '第'.len_utf8()..];
        let end = numeral.find(|c: char| !is_numeral_char(c)).unwrap_or(numeral.len());
        let Some(read) = read_numeral(&numeral[..end]).filter(|it| !it.canonical) else { continue };
        let start = reference.span.start + at + '第'.len_utf8();
        let span = Span::new(start, start + end);
        let right = to_chinese(read.value);
        out.report(unit.place(span), "引用条文，序号用规范的中文数字。")
            .suggest(format!("将“{}”改为“{right}”。", &numeral[..end]))
            .safe(unit.edit(ctx.source, span, right));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn numbers_are_canonical_wherever_they_stand() {
        RULE.flags("第3条　甲。\n\n第四条　乙。");
        RULE.flags("第三条　甲。\n\n第4条　乙。");
        RULE.flags("依照本条例第2条的规定办理。");
        RULE.flags("依照《某某管理条例》第一百十条的规定办理。");
        RULE.flags("对下列事项建立名录：\n\n1. 甲；\n\n2. 乙。");
        RULE.accepts("依照本条例第二条的规定办理，处2万元罚款，第3次违反的除外。");
    }
}
