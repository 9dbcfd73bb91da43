//! New numbers for old provisions, and new headings for old articles.

use super::super::Reason;
use super::super::resolve::{Node, division, node};
use super::super::work::{Work, WorkArticle};
use super::expand;
use crate::law::amend::decision::{Locator, Target};
use crate::law::number::ArticleNumber;
use crate::law::path::ProvisionPath;

/// 将第X条改为第Y条, 第一款改为第二款, 将第二款改为第十九条 …
pub(super) fn renumber(work: &mut Work<'_>, from: &[Locator], to: &[Target]) -> Result<(), Reason> {
    if let [Target::Division { kind, number }] = to
        && let [only @ Locator::Division { .. }] = from
    {
        let index = division(work, only)?;
        if work.divisions[index].kind != *kind {
            return Err(Reason::new("章和节的序号不能互换。"));
        }
        work.divisions[index].stated = Some(*number);
        return Ok(());
    }
    if from.iter().all(|it| matches!(it, Locator::Division { .. })) {
        return divisions(work, from, to);
    }
    let paths = expand(work, from)?;
    if let [only @ Target::Provision { article: Some(_), paragraph: None, item: None, .. }] = to
        && paths.len() > 1
        && paths.iter().all(|it| it.paragraph.is_some() && it.item.is_none())
    {
        // 将第九十九条第一款、第二款改为第一百一十条
        return paths.iter().try_for_each(|it| one(work, *it, only));
    }
    if paths.len() != to.len() {
        return Err(Reason::new(format!("原序号有{}个，新序号有{}个，不能一一对应。", paths.len(), to.len())));
    }
    paths.iter().zip(to).try_for_each(|(path, target)| one(work, *path, target))
}

fn divisions(work: &mut Work<'_>, from: &[Locator], to: &[Target]) -> Result<(), Reason> {
    if from.len() != to.len() {
        return Err(Reason::new(format!("原序号有{}个，新序号有{}个，不能一一对应。", from.len(), to.len())));
    }
    from.iter().zip(to).try_for_each(|(from, to)| renumber(work, std::slice::from_ref(from), std::slice::from_ref(to)))
}

fn one(work: &mut Work<'_>, path: ProvisionPath, target: &Target) -> Result<(), Reason> {
    let Target::Provision { article, paragraph, item, subitem } = target else {
        return Err(Reason::new("条不能改为章。"));
    };
    match (node(work, path)?, article, paragraph, item) {
        (Node::Article(a), Some(number), None, None) => {
            work.articles_touched = true;
            state_article(work, a, *number)
        }
        (Node::Article(a), Some(number), Some(paragraph), None) => {
            work.articles[a].becomes = Some((*number, *paragraph));
            work.articles_touched = true;
            Ok(())
        }
        (Node::Paragraph(a, p), None, Some(n), None) => state_paragraph(work, a, p, *n),
        (Node::Paragraph(a, p), Some(number), Some(n), None) => {
            if work.articles[a].stated == Some(*number) {
                return state_paragraph(work, a, p, *n);
            }
            paragraph_to_article(work, a, p, *number, Some(*n))
        }
        (Node::Paragraph(a, p), Some(number), None, None) => paragraph_to_article(work, a, p, *number, None),
        (Node::Item(a, p, i), None, None, Some(n)) => {
            let paragraph = &mut work.articles[a].paragraphs[p];
            paragraph.list_touched = true;
            paragraph.items[i].stated = Some(*n);
            Ok(())
        }
        (Node::Item(a, p, i), None, Some(k), Some(n)) => item_to_paragraph(work, (a, p, i), *k, *n),
        (Node::Subitem(a, p, i, s), None, None, None) if subitem.is_some() => {
            let item = &mut work.articles[a].paragraphs[p].items[i];
            item.list_touched = true;
            item.subitems[s].stated = *subitem;
            Ok(())
        }
        _ => Err(Reason::new(format!("{}不能改为这样的序号。", path.chinese()))),
    }
}

fn state_paragraph(work: &mut Work<'_>, a: usize, p: usize, n: u16) -> Result<(), Reason> {
    work.articles[a].touched = true;
    work.articles[a].paragraphs[p].stated = Some(n);
    Ok(())
}

/// Says which number an article has in the new text.
pub(super) fn state_article(work: &mut Work<'_>, index: usize, number: ArticleNumber) -> Result<(), Reason> {
    let other = (0..work.articles.len())
        .find(|it| *it != index && !work.articles[*it].dead && work.articles[*it].stated == Some(number));
    if let Some(other) = other {
        let old = work.articles[other].old.map_or_else(|| "新增的一条".to_owned(), |it| format!("原{it}"));
        return Err(Reason::new(format!("{number}已经由本决定前面的规定给了{old}。")));
    }
    let article = &mut work.articles[index];
    if article.stated.is_some_and(|it| it != number) {
        return Err(Reason::new("这一条的新序号前后不一致。"));
    }
    article.stated = Some(number);
    Ok(())
}

/// 第二款 becomes an article of its own, or joins one that this decision makes.
fn paragraph_to_article(
    work: &mut Work<'_>,
    a: usize,
    p: usize,
    number: ArticleNumber,
    n: Option<u16>,
) -> Result<(), Reason> {
    work.articles_touched = true;
    work.articles[a].touched = true;
    let found = (0..work.articles.len())
        .find(|it| !work.articles[*it].dead && work.articles[*it].stated == Some(number) && *it != a);
    let mut moved = work.articles[a].paragraphs.remove(p);
    moved.stated = n;
    let left = work.articles[a].paragraphs.iter().any(|it| !it.dead);
    match found {
        Some(index) => {
            work.articles[index].paragraphs.push(moved);
            work.articles[index].touched = true;
        }
        // 第二款作为第八十一条第一款, and the other 款 stay: the article itself becomes 第八十一条.
        None if n.is_some() && left && work.articles[a].stated.is_none() => {
            work.articles[a].paragraphs.insert(p, moved);
            state_article(work, a, number)?;
            return Ok(());
        }
        None => {
            let fresh = WorkArticle {
                paragraphs: vec![moved],
                division: work.articles[a].division,
                placed: true,
                touched: true,
                ..WorkArticle::default()
            };
            let index = work.push_article(fresh, Some(a));
            state_article(work, index, number)?;
        }
    }
    if !left && work.articles[a].paragraphs.iter().all(|it| it.dead) {
        work.articles[a].dead = true;
    }
    Ok(())
}

/// 原第六项改为第二款第一项
fn item_to_paragraph(
    work: &mut Work<'_>,
    (a, p, i): (usize, usize, usize),
    paragraph: u16,
    n: u16,
) -> Result<(), Reason> {
    let article = &mut work.articles[a];
    let found = article.paragraphs.iter().position(|it| !it.dead && it.stated == Some(paragraph));
    let found = found.or_else(|| {
        article
            .paragraphs
            .iter()
            .position(|it| !it.dead && it.stated.is_none() && it.origin.and_then(|it| it.paragraph) == Some(paragraph))
    });
    let Some(q) = found else { return Err(Reason::new("没有写明的那一款。")) };
    if q == p {
        article.paragraphs[p].list_touched = true;
        article.paragraphs[p].items[i].stated = Some(n);
        return Ok(());
    }
    let mut item = article.paragraphs[p].items.remove(i);
    item.stated = Some(n);
    item.list_touched = true;
    article.paragraphs[p].list_touched = true;
    article.paragraphs[q].list_touched = true;
    article.paragraphs[q].items.push(item);
    Ok(())
}

/// 将第三章并入第二章
pub(super) fn merge_division(work: &mut Work<'_>, from: &Locator, into: &Locator) -> Result<(), Reason> {
    let (from, into) = (division(work, from)?, division(work, into)?);
    if from == into {
        return Err(Reason::new("不能并入自身。"));
    }
    for article in work.articles.iter_mut().filter(|it| it.division == Some(from)) {
        article.division = Some(into);
    }
    drop_division(work, from, false);
    Ok(())
}

/// Takes a heading away, and the headings and articles under it if `all`.
pub(super) fn drop_division(work: &mut Work<'_>, index: usize, all: bool) {
    work.divisions[index].dead = true;
    if !all {
        return;
    }
    // A parent stands before its children.
    for at in index + 1..work.divisions.len() {
        if work.divisions[at].parent.is_some_and(|it| work.divisions[it].dead) && work.divisions[at].old.is_some() {
            work.divisions[at].dead = true;
        }
    }
    work.articles_touched = true;
    for article in &mut work.articles {
        let gone = article.division.is_some_and(|it| work.divisions[it].dead);
        if gone && article.stated.is_none() && article.old.is_some() {
            article.dead = true;
        }
    }
}

/// 将第三十条移至第四章, …列入本章
pub(super) fn move_into(work: &mut Work<'_>, articles: &[Locator], into: &Target) -> Result<(), Reason> {
    let Target::Division { kind, number } = into else { return Err(Reason::new("应当写明移至哪一章。")) };
    for path in expand(work, articles)? {
        let Node::Article(a) = node(work, path)? else { return Err(Reason::new("只有条可以移至另一章。")) };
        work.articles[a].said = Some((*kind, *number));
    }
    Ok(())
}
