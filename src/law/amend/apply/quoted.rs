//! Quoted words → paragraphs, items and articles, by the parser of statutes itself: so a quoted article reads exactly
//! as it will read in the published text.

use super::Reason;
use super::work::{WorkItem, WorkParagraph, work_paragraphs};
use crate::law::amend::decision::Quote;
use crate::law::lex;
use crate::law::number::ArticleNumber;
use crate::law::parse::parse;
use crate::law::statute::{Statute, Unit};

/// A quoted article with the number it carries, if it carries one.
pub(super) struct QuotedArticle {
    pub number: Option<ArticleNumber>,
    pub paragraphs: Vec<WorkParagraph>,
}

/// The paragraphs of a quotation as the 款 of one article. A number 第X条 before them is left out.
pub(super) fn paragraphs(quote: &Quote) -> Result<Vec<WorkParagraph>, Reason> {
    match articles(quote)?.as_mut_slice() {
        [only] => Ok(std::mem::take(&mut only.paragraphs)),
        _ => Err(Reason::new("引号内不止一条。")),
    }
}

/// The paragraphs of a quotation as articles: each begins with 第X条, or there is only one.
pub(super) fn articles(quote: &Quote) -> Result<Vec<QuotedArticle>, Reason> {
    let mut list: Vec<(Option<ArticleNumber>, Vec<&str>)> = Vec::new();
    for words in quote.paragraphs.iter().map(|it| it.trim_matches(lex::is_space)) {
        match lex::article_head(words).filter(|it| it.gap && it.caption.is_none()) {
            Some(head) => list.push((Some(head.number), vec![head.rest])),
            None => match list.last_mut() {
                Some((_, lines)) => lines.push(words),
                None => list.push((None, vec![words])),
            },
        }
    }
    let list =
        list.into_iter().map(|(number, lines)| (number, lines.into_iter().flat_map(inline_items).collect::<Vec<_>>()));
    list.map(|(number, lines)| Ok(QuotedArticle { number, paragraphs: read(&lines)? })).collect()
}

/// …处罚：（一）…；（二）… on one line, as some decisions print a list: one line for each item.
fn inline_items(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = line;
    for n in 1..=MAX_INLINE_ITEMS {
        let mark = format!("（{}）", crate::law::number::to_chinese(n));
        let before = if n == 1 { "：" } else { "；" };
        let Some(at) = rest.find(&format!("{before}{mark}")).map(|at| at + before.len()) else { break };
        pieces.push(&rest[..at]);
        rest = &rest[at..];
    }
    // One item alone is more likely a citation.
    if pieces.len() < 2 {
        return vec![line];
    }
    pieces.push(rest);
    pieces
}

/// Most items that are looked for in one line.
const MAX_INLINE_ITEMS: u16 = 60;

fn read(lines: &[&str]) -> Result<Vec<WorkParagraph>, Reason> {
    let mut source = String::from("# 条\n\n第一条");
    for (n, line) in lines.iter().filter(|it| !it.is_empty()).enumerate() {
        source.push_str(if n == 0 { "\u{3000}" } else { "\n\n" });
        let reads_otherwise = lex::article_head(line).is_some()
            || lex::heading_head(line, false).is_some()
            || lex::annex_head(line).is_some()
            || line.starts_with(['#', '>', '-', '*', '\\']);
        if reads_otherwise && n > 0 {
            source.push('\\');
        }
        source.push_str(line);
    }
    let statute = parse(&source).statute;
    let mut found = statute.articles();
    match (found.next(), found.next(), is_clean(&statute)) {
        (Some(article), None, true) if !article.paragraphs.is_empty() => Ok(work_paragraphs(&article.paragraphs, None)),
        _ => Err(Reason::new("引号内的文字不能读作条文。")),
    }
}

fn is_clean(statute: &Statute) -> bool {
    statute.annexes.is_empty() && statute.body.iter().all(|it| matches!(it, Unit::Article(_)))
}

/// The items of a quotation, each with the number it carries. A single item may carry none.
pub(super) fn items(quote: &Quote) -> Result<Vec<(Option<u16>, WorkItem)>, Reason> {
    let marked = quote.paragraphs.first().is_some_and(|it| lex::list_mark(it.trim()).is_some());
    let mut paragraphs = quote.paragraphs.clone();
    if !marked && let Some(first) = paragraphs.first_mut() {
        first.insert_str(0, "（一）");
    }
    paragraphs.insert(0, "列：".to_owned());
    let quote = Quote { paragraphs, span: quote.span };
    let mut read = self::paragraphs(&quote)?;
    let [only] = read.as_mut_slice() else { return Err(Reason::new("引号内的文字不是项。")) };
    if only.items.is_empty() || (!marked && only.items.len() > 1) {
        return Err(Reason::new("引号内的文字不是项。"));
    }
    let items = std::mem::take(&mut only.items);
    Ok(items.into_iter().map(|it| (marked.then_some(it.number), it)).collect())
}
