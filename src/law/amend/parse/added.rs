//! What stands after 增加: 一条，作为第六条：“…”; 一章，作为第八章“公布”，包括第六十一条至第六十五条.

use super::super::decision::{Quote, Target, UnitKind};
use super::cursor::Cursor;
use super::edits::{is_heading, span_of_articles};
use super::places::{Named, targets};
use crate::law::lex;
use crate::law::number::ArticleNumber;
use crate::law::statute::DivisionKind;

/// What is added.
pub(super) enum Added {
    Units {
        unit: UnitKind,
        to: Vec<Target>,
        text: Quote,
    },
    /// Without words: 增加一款作为第二款，将该条修改为：“…”.
    Announced {
        unit: UnitKind,
        to: Vec<Target>,
    },
    Division {
        kind: DivisionKind,
        number: u16,
        name: Option<String>,
        articles: Option<(ArticleNumber, ArticleNumber)>,
        text: Option<Quote>,
    },
}

/// 两款, 一条.
pub(super) fn count_unit(cursor: &mut Cursor<'_>) -> Option<(u16, UnitKind)> {
    let mut ahead = *cursor;
    let count = ahead.eat_number()?;
    ahead.eat("个");
    let unit =
        [("条", UnitKind::Article), ("款", UnitKind::Paragraph), ("项", UnitKind::Item), ("目", UnitKind::Subitem)]
            .into_iter()
            .find(|(word, _)| ahead.eat(word))?
            .1;
    *cursor = ahead;
    Some((count, unit))
}

pub(super) fn added(cursor: &mut Cursor<'_>, named: &Named) -> Option<Added> {
    let mut ahead = *cursor;
    if ahead.eat("规定") || ahead.eat("一段") {
        ahead.eat("：");
        let text = ahead.eat_provisions()?;
        *cursor = ahead;
        return Some(Added::Units { unit: UnitKind::Paragraph, to: Vec::new(), text });
    }
    if let Some(division) = division(&mut ahead) {
        *cursor = ahead;
        return Some(division);
    }
    let (_, unit) = count_unit(&mut ahead)?;
    let mut numbered = ahead;
    numbered.eat("，");
    numbered.eat("分别");
    let to =
        if numbered.eat_any(&["作为", "列为", "为"]).is_some() { targets(&mut numbered, named) } else { None };
    if to.is_some() {
        ahead = numbered;
    }
    let to = to.unwrap_or_default();
    ahead.eat_any(&["，规定", "规定", "，内容为", "，内容如下", "。内容如下", "，即", "，修改为"]);
    ahead.eat_any(&["：", "，"]);
    let text = ahead.eat_provisions();
    let Some(text) = text else {
        let rest = ahead.rest();
        let sentence = rest.split('。').next().unwrap_or_default();
        let announced = ["将该条", "将本条", "该条修改"].iter().any(|it| rest.starts_with(it))
            || (rest.starts_with("将第") && sentence.contains("作为本条"));
        if !announced {
            return None;
        }
        *cursor = ahead;
        return Some(Added::Announced { unit, to });
    };
    *cursor = ahead;
    Some(Added::Units { unit, to, text })
}

fn division(cursor: &mut Cursor<'_>) -> Option<Added> {
    let mut ahead = *cursor;
    ahead.eat_number()?;
    let kind = [
        ("分编", DivisionKind::SubBook),
        ("编", DivisionKind::Book),
        ("章", DivisionKind::Chapter),
        ("节", DivisionKind::Section),
    ]
    .into_iter()
    .find(|(word, _)| ahead.eat(word))?
    .1;
    let early = ahead.eat_quote().cloned();
    ahead.eat("，");
    ahead.eat_any(&["作为"])?;
    let Some(Target::Division { number, .. }) = targets(&mut ahead, &Named::default())?.pop() else { return None };
    ahead.eat("，");
    ahead.eat_any(&["章名为", "节名为", "名称为", "标题为"]);
    ahead.eat("：");
    let mut quote = ahead.eat_quote().cloned().or(early);
    let mut name = None;
    if let Some(words) = &mut quote {
        name = take_name(words, kind);
        if words.paragraphs.is_empty() {
            quote = None;
        }
    }
    let mut range = ahead;
    range.eat("，");
    if range.eat_any(&["分为", "共"]).is_some() && range.eat_number().is_some() {
        range.eat("条");
        range.eat("，");
    }
    let mut articles = None;
    if range.eat_any(&["包括", "共", "含"]).is_some()
        && let Some(list) = targets(&mut range, &Named::default())
    {
        articles = span_of_articles(&list);
        ahead = range;
    }
    ahead.eat("，内容如下");
    let mut more = ahead;
    more.eat("：");
    if quote.is_none() && more.at_quote() {
        quote = more.eat_provisions();
        if let Some(words) = &mut quote
            && words.paragraphs.first().is_some_and(|it| is_heading(it))
        {
            name = take_name(words, kind).or(name);
        }
        ahead = more;
    }
    *cursor = ahead;
    Some(Added::Division { kind, number, name, articles, text: quote })
}

/// The first paragraph of a quotation as the name of a heading, without its number.
fn take_name(quote: &mut Quote, kind: DivisionKind) -> Option<String> {
    let first = quote.paragraphs.first()?.clone();
    let name = match lex::heading_head(first.trim(), true) {
        Some(head) if head.kind == kind => head.name.to_owned(),
        _ if quote.paragraphs.len() == 1 => first,
        _ => return None,
    };
    quote.paragraphs.remove(0);
    Some(name.chars().filter(|c| !lex::is_space(*c)).collect())
}
