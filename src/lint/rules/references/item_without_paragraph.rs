//! K204: 第十条第三项 where article 10 has several 款. The 款 has to be said, even where only one of them has items.

use super::cited::{self, Named};
use crate::law::number::to_chinese;
use crate::law::problem::Severity;
use crate::law::refs::{Reference, Resolution};
use crate::law::span::Span;
use crate::law::statute::Article;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};
use crate::lint::unit::TextUnit;

pub(super) static RULE: Rule = Rule {
    code: "K204",
    name: "item_without_paragraph",
    title: "引用项时没有写明款",
    severity: Severity::Warning,
    source: clause!(G1 "9"),
    page: include_str!("item_without_paragraph.md"),
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let own = |it: &Reference| matches!(it.result, Resolution::Resolved(_) | Resolution::Ambiguous(_));
    for (unit, reference) in cited::in_units(ctx).filter(|(_, it)| it.explicit && own(it)) {
        let mut last = None;
        for named in cited::named(&reference.text) {
            // 第十条第一项、第三项: said once for both.
            let again = last == Some((named.article, named.paragraph));
            last = named.item.map(|_| (named.article, named.paragraph));
            if named.item.is_some() && named.paragraph.is_none() && !again {
                report(ctx, unit, reference, &named, out);
            }
        }
    }
}

fn report(ctx: &Context<'_>, unit: &TextUnit<'_>, reference: &Reference, named: &Named, out: &mut Findings) {
    let Some(article) = ctx.articles.iter().find(|it| Some(it.number()) == named.article) else { return };
    if article.paragraphs.len() < 2 {
        return;
    }
    let lists = lists(article);
    let at = |byte: usize| reference.span.start + byte;
    let place = unit.place(Span::new(at(named.span.start), at(named.span.end)));
    let number = article.number();
    let count = article.paragraphs.len();
    let message = match lists[..] {
        [_] => format!("{number}有{}款，引用其中的项应当写明是第几款。", counted(count)),
        _ => format!("{number}有{}款，不止一款分项，不写明第几款就不能确定是哪一项。", counted(count)),
    };
    let entry = out.report(place, message);
    match lists[..] {
        [only] => {
            let paragraph = format!("第{}款", to_chinese(only));
            let insert = Span::new(at(named.item_at), at(named.item_at));
            entry.suggest(format!("改为“{number}{paragraph}第…项”。")).offer(unit.edit(ctx.source, insert, paragraph));
        }
        _ => {
            entry.suggest("写明所引用的项在第几款。");
        }
    }
}

/// The 款 that have items.
fn lists(article: &Article) -> Vec<u16> {
    (1_u16..).zip(&article.paragraphs).filter(|(_, it)| !it.items.is_empty()).map(|(p, _)| p).collect()
}

fn counted(n: usize) -> String {
    match u16::try_from(n) {
        Ok(2) => "两".to_owned(),
        Ok(n) => to_chinese(n),
        Err(_) => "多".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::rule::Stage;

    const LISTS: &str =
        "第三条　甲。\n\n有下列情形之一的，应当备案：\n\n（一）乙；\n\n（二）丙；\n\n（三）丁。\n\n第四条　";

    #[test]
    fn a_list_of_items_is_said_once() {
        let found = |words: &str| RULE.found(&format!("{LISTS}{words}"), Stage::Draft).len();
        assert_eq!(found("违反第三条第一项、第二项规定的，责令改正。"), 1);
        assert_eq!(found("违反第三条第一项至第三项规定的，责令改正。"), 1);
        assert_eq!(found("违反第三条第一、二项规定的，责令改正。"), 1);
        assert_eq!(found("违反第三条第二款第一项、第二项规定的，责令改正。"), 0);
        assert_eq!(found("违反第三条第二款规定的，责令改正。"), 0);
        assert_eq!(found("违反《某法》第三条第二项规定的，责令改正。"), 0);
    }
}
