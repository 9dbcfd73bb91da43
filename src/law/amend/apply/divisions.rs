//! Headings: their new numbers, and which article stands under which.

use super::Reason;
use super::numbers::{Numbered, arrange};
use super::work::{Work, finished_article, finished_paragraph};
use crate::law::number::{ArticleNumber, to_chinese};
use crate::law::span::Span;
use crate::law::statute::{Division, Unit};
use std::collections::HashMap;

/// Headings in the order of the new text with their numbers, and the heading of each article of the new text.
pub(super) struct Placed {
    order: Vec<usize>,
    numbers: HashMap<usize, u16>,
    leaves: Vec<Option<usize>>,
}

/// Orders the headings and puts each article under one.
pub(super) fn place(work: &mut Work<'_>, numbered: &Numbered) -> Result<Placed, (String, Reason)> {
    let mut numbers = HashMap::new();
    let mut order = Vec::new();
    preorder(work, &mut order, &mut numbers)?;
    let ranks: HashMap<usize, usize> = order.iter().enumerate().map(|(rank, it)| (*it, rank + 1)).collect();
    settle_said(work, numbered, &numbers)?;
    let leaves = leaves(work, numbered, &order, &ranks);
    let placed = Placed { order, numbers, leaves };
    check_new(work, &placed)?;
    Ok(placed)
}

/// 移至第四章: the heading that has this number in the new text.
fn settle_said(
    work: &mut Work<'_>,
    numbered: &Numbered,
    numbers: &HashMap<usize, u16>,
) -> Result<(), (String, Reason)> {
    for (number, index) in numbered {
        let Some((kind, n)) = work.articles[*index].said else { continue };
        let fits = |it: &usize| work.divisions[*it].kind == kind && numbers.get(it) == Some(&n);
        let found: Vec<usize> = (0..work.divisions.len()).filter(|it| !work.divisions[*it].dead).filter(fits).collect();
        let name = kind.number(n);
        let [only] = found.as_slice() else {
            let reason = if found.is_empty() { "没有" } else { "不止一处有" };
            return Err((name.clone(), Reason::new(format!("修改后{reason}{name}，不能确定{number}列入哪里。"))));
        };
        work.articles[*index].division = Some(*only);
        work.articles[*index].placed = true;
    }
    Ok(())
}

fn preorder(
    work: &Work<'_>,
    order: &mut Vec<usize>,
    numbers: &mut HashMap<usize, u16>,
) -> Result<(), (String, Reason)> {
    let mut open: Vec<std::vec::IntoIter<usize>> = vec![children(work, None, numbers)?.into_iter()];
    while let Some(level) = open.last_mut() {
        match level.next() {
            Some(index) => {
                order.push(index);
                open.push(children(work, Some(index), numbers)?.into_iter());
            }
            None => {
                open.pop();
            }
        }
    }
    Ok(())
}

/// The headings directly under one, in order. They are numbered anew only where one came, went or was renumbered.
fn children(
    work: &Work<'_>,
    parent: Option<usize>,
    numbers: &mut HashMap<usize, u16>,
) -> Result<Vec<usize>, (String, Reason)> {
    let all: Vec<usize> =
        work.division_order.iter().copied().filter(|it| work.divisions[*it].parent == parent).collect();
    let live: Vec<usize> = all.iter().copied().filter(|it| !work.divisions[*it].dead).collect();
    let changed = live.len() < all.len() || live.iter().any(|it| work.divisions[*it].stated.is_some());
    let continuous = all.iter().filter_map(|it| work.divisions[*it].old).zip(1_u16..).all(|(old, n)| old == n);
    if !changed || !continuous {
        let number = |it: &usize| work.divisions[*it].stated.or(work.divisions[*it].old).unwrap_or(0);
        numbers.extend(live.iter().map(|it| (*it, number(it))));
        let mut live = live;
        if changed && live.iter().any(|it| work.divisions[*it].stated.is_some()) {
            live.sort_by_key(number);
        }
        return Ok(live);
    }
    let stated: Vec<Option<u16>> = live.iter().map(|it| work.divisions[*it].stated).collect();
    let sorted = arrange(&stated).map_err(|(number, count)| {
        let unit = live.first().map_or("章", |it| work.divisions[*it].kind.unit());
        let name = format!("第{}{unit}", to_chinese(number));
        (name.clone(), Reason::new(format!("修改后共{count}{unit}，{name}放不下，或者与另一{unit}重复。")))
    })?;
    let ordered: Vec<usize> = sorted.into_iter().map(|it| live[it]).collect();
    for (n, index) in (1_u16..).zip(&ordered) {
        numbers.insert(*index, n);
    }
    Ok(ordered)
}

/// The heading of each article. Old articles keep theirs where the order allows; new ones stand with the article
/// before them.
fn leaves(
    work: &mut Work<'_>,
    numbered: &Numbered,
    order: &[usize],
    ranks: &HashMap<usize, usize>,
) -> Vec<Option<usize>> {
    let rank_of = |it: Option<usize>| it.map_or(0, |it| ranks.get(&it).copied().unwrap_or(0));
    let mut wanted: Vec<Option<usize>> = Vec::with_capacity(numbered.len());
    for (number, index) in numbered {
        let article = &work.articles[*index];
        let said = said_division(work, *number);
        let dead = article.division.is_some_and(|it| work.divisions[it].dead);
        wanted.push(match (said, article.old.is_some() && !dead, article.placed) {
            (Some(division), _, _) => Some(rank_of(Some(division))),
            (None, true, _) | (None, _, true) => Some(rank_of(article.division)),
            _ => None,
        });
    }
    let kept = longest_rising(&wanted);
    let mut next = vec![usize::MAX; wanted.len() + 1];
    for at in (0..wanted.len()).rev() {
        next[at] = if kept[at] { wanted[at].unwrap_or(usize::MAX) } else { next[at + 1] };
    }
    let mut last = 0;
    let mut leaves = Vec::with_capacity(wanted.len());
    for (at, rank) in wanted.iter().enumerate() {
        let follows = next[at];
        let rank = match rank {
            Some(rank) if kept[at] => *rank,
            Some(rank) if *rank >= last && *rank <= follows => *rank,
            _ => {
                if follows != usize::MAX && follows != last && last != 0 {
                    let (number, _) = numbered[at];
                    let heading = last.checked_sub(1).and_then(|it| order.get(it)).map(|it| heading_name(work, *it));
                    work.notes.push(format!(
                        "{number}在两章（节）之间，决定没有写明列入哪一章（节），列在前面的{}。",
                        heading.unwrap_or_default()
                    ));
                }
                if last == 0 && follows != usize::MAX { follows } else { last }
            }
        };
        last = rank;
        leaves.push(rank.checked_sub(1).and_then(|it| order.get(it)).copied());
    }
    leaves
}

fn heading_name(work: &Work<'_>, index: usize) -> String {
    format!("“{}”", work.divisions[index].name.finished().plain)
}

/// The heading that the decision says an article of the new text stands under.
fn said_division(work: &Work<'_>, number: ArticleNumber) -> Option<usize> {
    work.divisions
        .iter()
        .rposition(|it| !it.dead && it.articles.is_some_and(|(first, last)| first <= number && number <= last))
}

/// Which of the ranks form a longest run that never falls.
fn longest_rising(ranks: &[Option<usize>]) -> Vec<bool> {
    // `ends[k]` is the place of the smallest last rank of a run of length k + 1.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; ranks.len()];
    for (at, rank) in ranks.iter().enumerate() {
        let Some(rank) = rank else { continue };
        let length = ends.partition_point(|it| ranks[*it].is_some_and(|end| end <= *rank));
        before[at] = length.checked_sub(1).map(|it| ends[it]);
        if length == ends.len() { ends.push(at) } else { ends[length] = at }
    }
    let mut kept = vec![false; ranks.len()];
    let mut at = ends.last().copied();
    while let Some(place) = at {
        kept[place] = true;
        at = before[place];
    }
    kept
}

fn check_new(work: &mut Work<'_>, placed: &Placed) -> Result<(), (String, Reason)> {
    for index in &placed.order {
        let used = placed.leaves.iter().flatten().any(|it| is_within(work, *it, *index));
        if used {
            continue;
        }
        let kind = work.divisions[*index].kind;
        let name = kind.number(placed.numbers.get(index).copied().unwrap_or(0));
        if work.divisions[*index].old.is_none() {
            return Err((name.clone(), Reason::new(format!("新增的{name}没有写明包括哪些条。"))));
        }
        if work.articles_touched {
            work.notes.push(format!("修改后{name}{}没有条文。", heading_name(work, *index)));
        }
    }
    Ok(())
}

fn is_within(work: &Work<'_>, mut leaf: usize, index: usize) -> bool {
    for _ in 0..8 {
        if leaf == index {
            return true;
        }
        match work.divisions[leaf].parent {
            Some(parent) => leaf = parent,
            None => return false,
        }
    }
    false
}

/// Headings and articles as the body of the new statute.
pub(super) fn build(work: &Work<'_>, numbered: &Numbered, placed: &Placed) -> Vec<Unit> {
    let mut under: HashMap<Option<usize>, Vec<Unit>> = HashMap::new();
    for ((number, index), leaf) in numbered.iter().zip(&placed.leaves) {
        let unit = Unit::Article(finished_article(&work.articles[*index], *number));
        under.entry(*leaf).or_default().push(unit);
    }
    let mut anchors: HashMap<String, u16> = HashMap::new();
    let mut names: HashMap<usize, String> = HashMap::new();
    for index in &placed.order {
        let it = &work.divisions[*index];
        let number = placed.numbers.get(index).copied().unwrap_or(0);
        let outer = it.parent.and_then(|it| names.get(&it)).map(|it| format!("{it}.")).unwrap_or_default();
        let mut anchor = format!("{outer}{}{number}", it.kind.letter());
        let count = anchors.entry(anchor.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            anchor = format!("{anchor}~{count}");
        }
        names.insert(*index, anchor);
    }
    // Children stand after their parents, so that going backwards each is finished before its parent takes it.
    let mut finished: HashMap<Option<usize>, Vec<Unit>> = HashMap::new();
    for index in placed.order.iter().rev() {
        let it = &work.divisions[*index];
        let mut units = under.remove(&Some(*index)).unwrap_or_default();
        let mut inner = finished.remove(&Some(*index)).unwrap_or_default();
        inner.reverse();
        units.extend(inner);
        let division = Division {
            kind: it.kind,
            number: placed.numbers.get(index).copied().unwrap_or(0),
            name: it.name.finished(),
            anchor: names.get(index).cloned().unwrap_or_default(),
            units,
            preamble: it.preamble.iter().flat_map(finished_paragraph).collect(),
            directives: it.division.as_ref().map(|it| it.directives.clone()).unwrap_or_default(),
            span: Span::default(),
        };
        finished.entry(it.parent).or_default().push(Unit::Division(division));
    }
    let mut body = under.remove(&None).unwrap_or_default();
    let mut top = finished.remove(&None).unwrap_or_default();
    top.reverse();
    body.extend(top);
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_run_that_never_falls_is_kept() {
        let kept = longest_rising(&[Some(1), Some(3), None, Some(1), Some(2), Some(2)]);
        assert_eq!(kept, [true, false, false, true, true, true]);
    }
}
