//! New numbers. What the decision numbers stands in its slot; what is left pours into the free slots in old order.

use super::Reason;
use super::work::{Block, Work, WorkArticle, WorkItem, WorkParagraph};
use crate::law::number::{ArticleNumber, to_chinese};
use crate::law::statute::ItemMark;

/// The new numbers in order, each with the index of its article.
pub(super) type Numbered = Vec<(ArticleNumber, usize)>;

/// The order of entries of which some have a stated number, counted from one. The error is the stated number that
/// does not fit, and how many there are.
pub(super) fn arrange(stated: &[Option<u16>]) -> Result<Vec<usize>, (u16, usize)> {
    let count = stated.len();
    let mut slots: Vec<Option<usize>> = vec![None; count];
    for (index, number) in stated.iter().enumerate() {
        let Some(number) = number else { continue };
        let slot = usize::from(*number).checked_sub(1).and_then(|at| slots.get_mut(at));
        match slot {
            Some(slot @ None) => *slot = Some(index),
            _ => return Err((*number, count)),
        }
    }
    let mut rest = (0..count).filter(|it| stated[*it].is_none());
    Ok(slots.into_iter().filter_map(|slot| slot.or_else(|| rest.next())).collect())
}

/// Puts the 款 of an article and their lists in order.
pub(super) fn arrange_article(article: &mut WorkArticle) -> Result<(), (String, Reason)> {
    let name = article.stated.or(article.old).map(|it| it.to_string()).unwrap_or_default();
    if article.touched {
        let live: Vec<WorkParagraph> =
            std::mem::take(&mut article.paragraphs).into_iter().filter(|it| !it.dead).collect();
        let stated: Vec<Option<u16>> = live.iter().map(|it| it.stated).collect();
        let order = arrange(&stated).map_err(|(number, count)| {
            let reason = format!("修改后共{count}款，第{}款放不下，或者与另一款重复。", to_chinese(number));
            (name.clone(), Reason::new(reason))
        })?;
        article.paragraphs = reordered(live, &order);
        if article.paragraphs.is_empty() {
            return Err((name, Reason::new("修改后这一条没有内容。")));
        }
    }
    for paragraph in article.paragraphs.iter_mut().filter(|it| !it.dead) {
        arrange_list(paragraph).map_err(|reason| (name.clone(), reason))?;
    }
    Ok(())
}

fn reordered<T: Clone>(list: Vec<T>, order: &[usize]) -> Vec<T> {
    order.iter().filter_map(|it| list.get(*it).cloned()).collect()
}

fn arrange_list(paragraph: &mut WorkParagraph) -> Result<(), Reason> {
    for item in paragraph.items.iter_mut().filter(|it| !it.dead && it.list_touched) {
        arrange_subitems(item)?;
    }
    if !paragraph.list_touched {
        return Ok(());
    }
    let mark = paragraph.items.iter().find(|it| it.origin.is_some()).map_or(ItemMark::Chinese, |it| it.mark);
    let last_old = paragraph.items.iter().rposition(|it| it.origin.is_some());
    let live: Vec<(bool, WorkItem)> = std::mem::take(&mut paragraph.items)
        .into_iter()
        .enumerate()
        .map(|(at, it)| (Some(at) == last_old, it))
        .filter(|(_, it)| !it.dead)
        .collect();
    let stated: Vec<Option<u16>> = live.iter().map(|(_, it)| it.stated).collect();
    let order = arrange(&stated).map_err(|(number, count)| {
        Reason::new(format!("修改后共{count}项，第{}项放不下，或者与另一项重复。", to_chinese(number)))
    })?;
    let live = reordered(live, &order);
    let count = live.len();
    let between = usual_end(&live);
    for (at, (was_last, mut item)) in live.into_iter().enumerate() {
        item.number = u16::try_from(at + 1).unwrap_or(u16::MAX);
        item.mark = mark;
        punctuate(&mut item, if at + 1 == count { '。' } else { between }, at + 1 == count || was_last);
        paragraph.items.push(item);
    }
    Ok(())
}

fn arrange_subitems(item: &mut WorkItem) -> Result<(), Reason> {
    let live: Vec<_> = std::mem::take(&mut item.subitems).into_iter().filter(|it| !it.dead).collect();
    let stated: Vec<Option<u16>> = live.iter().map(|it| it.stated).collect();
    let order = arrange(&stated).map_err(|(number, count)| {
        Reason::new(format!("修改后共{count}目，第{}目放不下，或者与另一目重复。", to_chinese(number)))
    })?;
    item.subitems = reordered(live, &order);
    for (n, sub) in (1_u16..).zip(&mut item.subitems) {
        sub.number = n;
    }
    Ok(())
}

/// What stands at the end of the items of this list, but the last: ； unless the statute writes 。 throughout.
fn usual_end(items: &[(bool, WorkItem)]) -> char {
    let old = items.iter().filter(|(last, it)| !last && it.block.origin.is_some() && it.subitems.is_empty());
    let (mut stops, mut all) = (0, 0);
    for (_, item) in old {
        all += 1;
        stops += usize::from(item.block.text.plain.ends_with('。'));
    }
    if all > 0 && stops * 2 > all { '。' } else { '；' }
}

/// The quotation of an 项 carries no mark at its end: ； or 。 follows from where the 项 now stands.
fn punctuate(item: &mut WorkItem, wanted: char, at_end: bool) {
    let fresh = item.block.origin.is_none();
    let block = match item.subitems.iter_mut().rfind(|it| !it.dead) {
        Some(sub) => &mut sub.block,
        None => &mut item.block,
    };
    let text = block.finished().plain;
    match text.chars().next_back() {
        Some(c @ ('。' | '；')) if c != wanted && (at_end || fresh) => end_with(block, Some(c), wanted),
        Some('。' | '；' | '：' | '，') => {}
        _ if fresh => end_with(block, None, wanted),
        _ => {}
    }
}

fn end_with(block: &mut Block, gone: Option<char>, mark: char) {
    let mut text = block.finished();
    if let Some(c) = gone {
        text.plain.truncate(text.plain.len() - c.len_utf8());
        let end = text.plain.len();
        text.marks.retain(|it| it.span.end <= end);
    }
    // Words that are edited keep their place for the references in them: only the end changes.
    if block.origin.is_some() {
        let end = block.text.plain.len();
        let start = end - gone.map_or(0, char::len_utf8);
        if block.text.plain.ends_with(['。', '；']) && !block.is_edited(crate::law::span::Span::new(start, end)) {
            block.edits.push((crate::law::span::Span::new(start, end), mark.to_string()));
            return;
        }
    }
    text.plain.push(mark);
    *block = Block { text, edits: Vec::new(), origin: None };
}

/// Puts articles that become 款 where they belong, by the new numbers of the others.
pub(super) fn settle_moves(work: &mut Work<'_>) -> Result<(), (String, Reason)> {
    let leaving: Vec<usize> = (0..work.articles.len()).filter(|it| work.articles[*it].becomes.is_some()).collect();
    if leaving.is_empty() {
        return Ok(());
    }
    let numbered = number_articles(work)?;
    for from in leaving {
        let Some((number, paragraph)) = work.articles[from].becomes else { continue };
        let Some((_, index)) = numbered.iter().find(|(it, _)| *it == number) else {
            return Err((number.to_string(), Reason::new(format!("修改后没有{number}。"))));
        };
        let moved = std::mem::take(&mut work.articles[from].paragraphs);
        work.articles[from].dead = true;
        let article = &mut work.articles[*index];
        article.touched = true;
        for (n, mut it) in (paragraph..).zip(moved) {
            it.stated = Some(n);
            article.paragraphs.push(it);
        }
    }
    Ok(())
}

/// The numbers of all articles in the new text.
pub(super) fn number_articles(work: &mut Work<'_>) -> Result<Numbered, (String, Reason)> {
    let live: Vec<usize> = work
        .order
        .iter()
        .copied()
        .filter(|it| !work.articles[*it].dead && work.articles[*it].becomes.is_none())
        .collect();
    let inserted = |it: &usize| work.articles[*it].stated.is_some_and(|it| it.inserted() > 0);
    if !work.articles_touched {
        return Ok(live.iter().filter_map(|it| work.articles[*it].old.map(|old| (old, *it))).collect());
    }
    if work.keeps_numbers || live.iter().any(inserted) || !is_continuous(work) {
        return kept(work, &live);
    }
    let stated: Vec<Option<u16>> = live.iter().map(|it| work.articles[*it].stated.map(ArticleNumber::base)).collect();
    let order = arrange(&stated).map_err(|(number, count)| {
        let number = ArticleNumber::new(number);
        (number.to_string(), Reason::new(format!("按照决定修改后共{count}条，{number}放不下，或者与另一条重复。")))
    })?;
    Ok((1_u16..).zip(order).map(|(n, at)| (ArticleNumber::new(n), live[at])).collect())
}

/// Whether the old articles run 第一条, 第二条, 第三条 … without a gap.
fn is_continuous(work: &Work<'_>) -> bool {
    work.base.articles().zip(1_u16..).all(|(article, n)| article.number() == ArticleNumber::new(n))
}

/// Numbers that stay: stated, or old.
fn kept(work: &Work<'_>, live: &[usize]) -> Result<Numbered, (String, Reason)> {
    let mut numbered = Numbered::new();
    for index in live {
        let article = &work.articles[*index];
        let Some(number) = article.stated.or(article.old) else {
            return Err((String::new(), Reason::new("新增的条没有写明序号。")));
        };
        numbered.push((number, *index));
    }
    numbered.sort_by_key(|(number, _)| *number);
    match numbered.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        Some(pair) => {
            let number = pair[0].0;
            Err((number.to_string(), Reason::new(format!("修改后有两个{number}，决定没有写明原来的一条改为第几条。"))))
        }
        None => Ok(numbered),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_numbered_pours_into_the_free_slots() {
        assert_eq!(arrange(&[None, None, Some(1)]), Ok(vec![2, 0, 1]));
        assert_eq!(arrange(&[None, Some(3), None, Some(2)]), Ok(vec![0, 3, 1, 2]));
        assert_eq!(arrange(&[None, Some(4), None]), Err((4, 3)));
        assert_eq!(arrange(&[Some(1), Some(1)]), Err((1, 2)));
        assert_eq!(arrange(&[Some(0)]), Err((0, 1)));
        assert_eq!(arrange(&[]), Ok(vec![]));
    }
}
