//! K103: 项 begin with （一） and run on in their 款, 目 in their 项. The parser sees it; see `law::check`.

use super::marks;
use crate::law::number::to_chinese;
use crate::law::problem::Severity;
use crate::law::statute::{Article, ItemMark, Paragraph};
use crate::lint::context::Context;
use crate::lint::finding::Edit;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K103",
    name: "item_numbers",
    title: "项、目的序号不连续",
    severity: Severity::Error,
    source: clause!(LL "六十五"),
    page: include_str!("item_numbers.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    for problem in ctx.problems("K103") {
        let list = ctx.paragraph_at(problem.span.start);
        // Where paragraphs stand between the items of a list (海商法, 种子法), the list goes on behind them.
        let lists = ctx.article_at(problem.span.start).map_or(0, lists);
        let severity = if lists > 1 { Severity::Warning } else { Severity::Error };
        out.report(problem.span, &problem.message)
            .at_most(severity)
            .suggest("核对是否缺漏项、目，并按顺序重新编号；其他条文引用这些项的，一并核对。")
            .offer(list.map(|it| renumbered(ctx.source, it)).unwrap_or_default());
    }
}

/// How many 款 of the article have lists.
fn lists(article: &Article) -> usize {
    article.paragraphs.iter().filter(|it| !it.items.is_empty()).count()
}

/// The marks of the list as they would run on.
fn renumbered(source: &str, paragraph: &Paragraph) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (n, item) in (1_u16..).zip(&paragraph.items) {
        if item.number != n && item.mark == ItemMark::Chinese {
            edits.extend(marks::replace(source, item.span, item.text_span, &format!("（{}）", to_chinese(n))));
        }
        for (n, subitem) in (1_u16..).zip(&item.subitems).filter(|(n, it)| it.number != *n) {
            edits.extend(marks::replace(source, subitem.span, subitem.text_span, &format!("{n}.")));
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::law::problem::Severity;
    use crate::lint::rule::Stage;

    #[test]
    fn each_list_begins_anew() {
        RULE.accepts("有下列情形的，予以登记：\n\n（一）甲；\n\n（二）乙。\n\n有下列情形的，不予登记：\n\n（一）甲；\n\n（二）乙。");
        RULE.flags("有下列情形的，予以登记：\n\n（二）甲；\n\n（三）乙。");
    }

    #[test]
    fn a_list_that_paragraphs_interrupt_is_no_error() {
        let severity = |words: &str| RULE.found(words, Stage::Draft).iter().map(|it| it.severity).max();
        let interrupted = "按照下列规定办理：\n\n（一）甲；\n\n前项所称甲，是指乙。\n\n（二）丙。";
        assert_ne!(severity(interrupted), Some(Severity::Error));
        assert_eq!(severity("按照下列规定办理：\n\n（二）甲；\n\n（三）丙。"), Some(Severity::Error));
    }
}
