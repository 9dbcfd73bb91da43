//! Articles with the same words.

use super::partners::Partners;
use super::texts::Texts;
use super::words::Body;
use super::{Link, Reason};
use std::cmp::Ordering;

/// Links articles whose words stand as often in the one text as in the other, in order. Where there are more on one side,
/// which ones are the same is left to what surrounds them.
pub(super) fn same_words(texts: &Texts) -> (Partners, Vec<Link>) {
    let mut partners = Partners::none(texts.old.len(), texts.new.len());
    let mut links = Vec::new();
    for (olds, news) in groups(texts, &partners) {
        if olds.len() == news.len() {
            join(&olds, &news, &mut partners, &mut links);
        }
    }
    (partners, links)
}

/// Links those with the same words that nothing surrounding has linked, in order.
pub(super) fn join_the_rest(texts: &Texts, partners: &mut Partners, links: &mut Vec<Link>) {
    for (olds, news) in groups(texts, partners) {
        join(&olds, &news, partners, links);
    }
    for link in links {
        if texts.old[link.old].words == texts.new[link.new].words {
            (link.score, link.reason) = (1.0, Reason::SameWords);
        }
    }
}

fn join(olds: &[usize], news: &[usize], partners: &mut Partners, links: &mut Vec<Link>) {
    for (&old, &new) in olds.iter().zip(news) {
        if partners.join(old, new) {
            links.push(Link { old, new, score: 1.0, reason: Reason::SameWords });
        }
    }
}

/// The articles without a partner that have the same words, of both texts, each list in order.
fn groups(texts: &Texts, partners: &Partners) -> Vec<(Vec<usize>, Vec<usize>)> {
    let olds = by_words(&texts.old, &partners.of_old);
    let news = by_words(&texts.new, &partners.of_new);
    let (mut i, mut j) = (0, 0);
    let mut groups = Vec::new();
    while let (Some(old), Some(new)) = (olds.get(i), news.get(j)) {
        match texts.old[old[0]].words.cmp(&texts.new[new[0]].words) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => {
                groups.push((old.clone(), new.clone()));
                i += 1;
                j += 1;
            }
        }
    }
    groups
}

/// The articles without a partner, those with the same words together, sorted by their words.
fn by_words(bodies: &[Body], partners: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..bodies.len()).filter(|it| partners[*it].is_none()).collect();
    order.sort_by(|a, b| bodies[*a].words.cmp(&bodies[*b].words));
    order.chunk_by(|a, b| bodies[*a].words == bodies[*b].words).map(<[usize]>::to_vec).collect()
}
