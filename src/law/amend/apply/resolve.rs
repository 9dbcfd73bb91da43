//! Old places → nodes of the working tree. What exists is decided by the old text alone.

use super::Reason;
use super::work::Work;
use crate::law::amend::decision::{Act, Locator};
use crate::law::number::{ArticleNumber, to_chinese};
use crate::law::path::ProvisionPath;
use crate::law::statute::{Article, DivisionKind, Paragraph};

/// A node of the working tree, by indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Node {
    Article(usize),
    Paragraph(usize, usize),
    Item(usize, usize, usize),
    Subitem(usize, usize, usize, usize),
}

/// The old places that an operation names.
pub(super) fn places_of(act: &Act) -> Vec<Locator> {
    match act {
        Act::Replace { at, .. } | Act::Edit { at, .. } | Act::Delete { at } => at.clone(),
        Act::Renumber { from, .. } | Act::Merge { from, .. } => from.clone(),
        Act::Add { within, after, .. } => within.iter().chain(after).cloned().collect(),
        Act::AddDivision { within, .. } => within.iter().cloned().collect(),
        Act::Split { from, .. } => vec![from.clone()],
        Act::RenameDivision { at, .. } => vec![at.clone()],
        Act::Extent { at, .. } => vec![at.clone()],
        Act::MergeDivision { from, into } => vec![from.clone(), into.clone()],
        Act::Move { articles, .. } => articles.clone(),
        Act::Rename { .. } | Act::Reorder | Act::Wording | Act::Unknown { .. } => Vec::new(),
    }
}

/// The address with its 款 filled in, if the old text has it.
pub(super) fn existing(work: &Work<'_>, path: ProvisionPath) -> Result<ProvisionPath, Reason> {
    let number = path.article;
    if work.doubled.contains(&number) {
        return Err(Reason::new(format!("原文有两个{number}，不能确定是哪一条。")));
    }
    let Some(article) = work.base.article(ProvisionPath::article(number)) else {
        return Err(no_article(work, number));
    };
    let path = with_paragraph(article, path)?;
    let Some(n) = path.paragraph else { return Ok(path) };
    let starts = super::work::starts(&article.paragraphs);
    let start = usize::from(n).checked_sub(1).and_then(|at| starts.get(at));
    let Some(paragraph) = start.and_then(|at| article.paragraphs.get(*at)) else {
        let count = starts.len();
        let reason = format!("{number}没有第{}款，原文只有{}款。", to_chinese(n), count);
        return Err(Reason::with(reason, vec![format!("{number}第{}款", numeral(count))]));
    };
    let Some(item) = path.item else { return Ok(path) };
    one_item(paragraph, path, item)?;
    Ok(path)
}

fn one_item(paragraph: &Paragraph, path: ProvisionPath, item: u16) -> Result<(), Reason> {
    let place = ProvisionPath { item: None, subitem: None, ..path }.chinese();
    let mut found = paragraph.items.iter().filter(|it| it.number == item);
    let (Some(only), None) = (found.next(), found.next()) else {
        let last = paragraph.items.last().map(|it| format!("{place}第{}项", to_chinese(it.number)));
        let reason = format!("{place}没有第{}项，或者序号有重复。", to_chinese(item));
        return Err(Reason::with(reason, last.into_iter().collect()));
    };
    match path.subitem {
        Some(n) if only.subitems.iter().filter(|it| it.number == n).count() != 1 => {
            Err(Reason::new(format!("{place}第{}项没有第{}目，或者序号有重复。", to_chinese(item), to_chinese(n))))
        }
        _ => Ok(()),
    }
}

/// 第五条第三项 where only one 款 can be meant.
fn with_paragraph(article: &Article, path: ProvisionPath) -> Result<ProvisionPath, Reason> {
    let (None, Some(item)) = (path.paragraph, path.item) else { return Ok(path) };
    let has = |it: &Paragraph| it.items.iter().any(|it| it.number == item);
    let starts = super::work::starts(&article.paragraphs);
    let mut found = (1_u16..).zip(starts.iter().map(|at| &article.paragraphs[*at])).filter(|(_, it)| has(it));
    match (found.next(), found.next()) {
        (Some((n, _)), None) => Ok(ProvisionPath { paragraph: Some(n), ..path }),
        (None, _) => Err(Reason::new(format!("{}没有第{}项。", path.article, to_chinese(item)))),
        (Some((n, _)), Some((m, _))) => {
            let places = [n, m].map(|it| path.whole_article().with_paragraph(it).with_item(item).chinese());
            Err(Reason::with(
                format!("{}不止一款有第{}项，没有写明是哪一款。", path.article, to_chinese(item)),
                places.to_vec(),
            ))
        }
    }
}

fn numeral(n: usize) -> String {
    u16::try_from(n).map(to_chinese).unwrap_or_default()
}

fn no_article(work: &Work<'_>, number: ArticleNumber) -> Reason {
    let numbers: Vec<ArticleNumber> = work.base.articles().map(Article::number).collect();
    let near = numbers.iter().min_by_key(|it| it.base().abs_diff(number.base()));
    let last = numbers.last().map(|it| format!("，原文到{it}为止")).unwrap_or_default();
    let near = near.map(ToString::to_string).into_iter().collect();
    Reason::with(format!("原文没有{number}{last}。"), near)
}

/// The node of an old provision.
pub(super) fn node(work: &Work<'_>, path: ProvisionPath) -> Result<Node, Reason> {
    let path = existing(work, path)?;
    let home = work.by_number.get(&path.article).copied();
    let Some(wanted) = path.paragraph else {
        return match home.filter(|it| !work.articles[*it].dead) {
            Some(index) => Ok(Node::Article(index)),
            None => Err(gone(path)),
        };
    };
    let is_here = |origin: Option<ProvisionPath>| {
        origin.is_some_and(|it| it.article == path.article && it.paragraph == Some(wanted))
    };
    let others = (0..work.articles.len()).filter(|it| Some(*it) != home);
    for a in home.into_iter().chain(others).filter(|it| !work.articles[*it].dead) {
        for (p, paragraph) in work.articles[a].paragraphs.iter().enumerate().filter(|(_, it)| !it.dead) {
            let Some(item) = path.item else {
                if is_here(paragraph.origin) && !paragraph.dead {
                    return Ok(Node::Paragraph(a, p));
                }
                continue;
            };
            for (i, it) in paragraph.items.iter().enumerate() {
                if !is_here(it.origin) || it.origin.and_then(|it| it.item) != Some(item) || it.dead {
                    continue;
                }
                let Some(subitem) = path.subitem else { return Ok(Node::Item(a, p, i)) };
                let at =
                    it.subitems.iter().position(|it| !it.dead && it.origin.and_then(|it| it.subitem) == Some(subitem));
                return at.map(|s| Node::Subitem(a, p, i, s)).ok_or_else(|| gone(path));
            }
        }
    }
    Err(gone(path))
}

fn gone(path: ProvisionPath) -> Reason {
    Reason::new(format!("{}已经由本决定前面的规定删去或者整体修改。", path.chinese()))
}

/// The addresses that a place names, ranges written out on the old text.
pub(super) fn paths(work: &Work<'_>, locator: &Locator) -> Result<Vec<ProvisionPath>, Reason> {
    match locator {
        Locator::Provision { path, .. } => Ok(vec![*path]),
        Locator::Range { first, last } => range(work, *first, *last),
        _ => Err(Reason::new("这里应当写明条、款、项。")),
    }
}

fn range(work: &Work<'_>, first: ProvisionPath, last: ProvisionPath) -> Result<Vec<ProvisionPath>, Reason> {
    let (first, last) = (existing(work, first)?, existing(work, last)?);
    let count = |from: Option<u16>, to: Option<u16>| match (from, to) {
        (Some(from), Some(to)) if from < to => Some(from..=to),
        _ => None,
    };
    let found: Option<Vec<ProvisionPath>> = match (first.paragraph, first.item, first.subitem) {
        (None, _, _) => Some(
            work.base
                .articles()
                .map(|it| it.path)
                .filter(|it| it.article >= first.article && it.article <= last.article)
                .collect(),
        ),
        (_, None, _) if last.article == first.article => {
            count(first.paragraph, last.paragraph).map(|it| it.map(|n| first.with_paragraph(n)).collect())
        }
        (_, _, None) if last.article == first.article && last.paragraph == first.paragraph => {
            count(first.item, last.item).map(|it| it.map(|n| first.with_item(n)).collect())
        }
        (_, _, Some(_)) if last.item == first.item && last.paragraph == first.paragraph => {
            count(first.subitem, last.subitem).map(|it| it.map(|n| first.with_subitem(n)).collect())
        }
        _ => None,
    };
    match found {
        Some(paths) if paths.len() > 1 => Ok(paths),
        _ => Err(Reason::new(format!("{}至{}不是由前到后的范围。", first.chinese(), last.chinese()))),
    }
}

/// The heading that a place names.
pub(super) fn division(work: &Work<'_>, locator: &Locator) -> Result<usize, Reason> {
    let Locator::Division { inside, kind, number } = locator else {
        return heading(work, locator);
    };
    let fits = |index: usize| {
        let it = &work.divisions[index];
        it.kind == *kind && it.old == Some(*number) && inside.iter().all(|outer| stands_in(work, index, *outer))
    };
    let found: Vec<usize> = (0..work.divisions.len()).filter(|it| fits(*it)).collect();
    match found.as_slice() {
        [only] if !work.divisions[*only].dead => Ok(*only),
        [_] => Err(Reason::new(format!("{}已经由本决定前面的规定删去。", kind.number(*number)))),
        [] => {
            let names = work.divisions.iter().filter(|it| it.kind == *kind);
            let near: Vec<String> = names.filter_map(|it| it.old).map(|n| kind.number(n)).take(20).collect();
            Err(Reason::with(format!("原文没有{}。", kind.number(*number)), near))
        }
        _ => Err(Reason::new(format!("原文不止一处有{}，没有写明是哪一处。", kind.number(*number)))),
    }
}

fn stands_in(work: &Work<'_>, index: usize, outer: (DivisionKind, u16)) -> bool {
    let mut at = work.divisions[index].parent;
    // 编 分编 章 节: a heading has at most four above it, malformed trees a few more.
    for _ in 0..8 {
        let Some(parent) = at else { return false };
        let it = &work.divisions[parent];
        if (it.kind, it.old) == (outer.0, Some(outer.1)) {
            return true;
        }
        at = it.parent;
    }
    false
}

fn heading(work: &Work<'_>, locator: &Locator) -> Result<usize, Reason> {
    let Locator::Heading { words } = locator else { return Err(Reason::new("这里应当写明章、节。")) };
    let fits = |index: &usize| {
        let it = &work.divisions[*index];
        let heading = it.division.as_ref().map(crate::law::statute::Division::heading).unwrap_or_default();
        super::words::same(&heading, words) || super::words::same(&it.name.text.plain, words)
    };
    let found: Vec<usize> = (0..work.divisions.len()).filter(fits).collect();
    match found.as_slice() {
        [only] => Ok(*only),
        [] => Err(Reason::new(format!("原文没有标题“{words}”。"))),
        _ => Err(Reason::new(format!("原文不止一处有标题“{words}”。"))),
    }
}
