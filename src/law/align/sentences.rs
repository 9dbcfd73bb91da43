//! Splits and mergers: sentences that stand in another article than the linked one.
//!
//! Each sentence names the article of the other text that covers it best. It is a witness for a link if its own article's
//! partner covers it clearly worse, and if it did not also stay where it was: words that stand in that article and in its
//! partner are a pattern that the drafter followed, and nothing moved. The strongest links are made first; each adds a
//! partner, so the same words do not witness twice.

use super::candidates::Candidate;
use super::cover::Cover;
use super::partners::Partners;
use super::texts::Texts;
use super::words::Body;
use super::{Link, Reason};
use std::collections::BTreeMap;

/// Shortest sentence that can be a witness, in characters without punctuation.
const MIN_CHARS: usize = 10;
/// How much of a sentence must stand in the other article.
const MIN_COVER: f32 = 0.62;
/// The same for a sentence of an article that has no partner: it must have come from somewhere, or be new.
const MIN_LONELY_COVER: f32 = 0.35;
/// By how much the partners must cover it worse.
const MIN_LEAD: f32 = 0.20;
/// The same for a sentence that is there nearly word for word, or whose article has no partner.
const MIN_SURE_LEAD: f32 = 0.10;
/// From here on a sentence is there nearly word for word.
const VERBATIM: f32 = 0.95;
/// A link needs this many characters of witnesses, or a part of them and more of what follows; see [`strength`].
const ENOUGH_CHARS: f32 = 37.0;
/// What it counts if one of the two articles has no partner yet.
const LONELY: f32 = 0.30;
/// How many articles are looked at for the sentences of one.
const MAX_OTHERS: usize = 8;

/// Adds the links of splits and mergers.
pub(super) fn shared_sentences(texts: &Texts, candidates: &[Candidate], partners: &Partners, links: &mut Vec<Link>) {
    let mut cover = Cover::new(texts);
    let mut old = Side::new(&texts.old, &texts.new, &partners.of_old);
    let mut new = Side::new(&texts.new, &texts.old, &partners.of_new);
    let came = witnesses(&mut cover, &new, &old, &others(candidates, texts.new.len(), |it| (it.new, it.old)));
    let went = witnesses(&mut cover, &old, &new, &others(candidates, texts.old.len(), |it| (it.old, it.new)));
    let mut found: BTreeMap<(usize, usize), Proposal> = BTreeMap::new();
    for it in came {
        found.entry((it.other, it.article)).or_default().came.push(it);
    }
    for it in went {
        found.entry((it.article, it.other)).or_default().went.push(it);
    }
    let mut found: Vec<(f32, (usize, usize), Proposal)> =
        found.into_iter().map(|(at, it)| (it.strength(at, &old, &new), at, it)).filter(|it| it.0 >= 1.0).collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, at, mut proposal) in found {
        proposal.came.retain(|it| it.still_leads(&mut cover, &new, &old));
        proposal.went.retain(|it| it.still_leads(&mut cover, &old, &new));
        if proposal.strength(at, &old, &new) >= 1.0 {
            old.partners[at.0].push(at.1);
            new.partners[at.1].push(at.0);
            let score = proposal.share(at, &old, &new);
            links.push(Link { old: at.0, new: at.1, score, reason: Reason::SharedSentences });
        }
    }
}

/// One text as the place where sentences come from.
struct Side<'a> {
    articles: &'a [Body],
    /// The articles of the other text.
    others: &'a [Body],
    /// The linked articles of each article.
    partners: Vec<Vec<usize>>,
}

impl<'a> Side<'a> {
    fn new(articles: &'a [Body], others: &'a [Body], partners: &[Option<usize>]) -> Self {
        Self { articles, others, partners: partners.iter().map(|it| it.iter().copied().collect()).collect() }
    }
}

/// A sentence that stands in an article which is not its own article's partner.
struct Witness {
    article: usize,
    other: usize,
    /// Where its pairs stand in the article's run.
    from: usize,
    to: usize,
    /// How much of it stands in `other`.
    cover: f32,
}

impl Witness {
    fn chars(&self) -> usize {
        self.to - self.from + 1
    }

    /// Whether neither the article's own partners nor those of the other one cover the sentence as well.
    fn still_leads(&self, cover: &mut Cover<'_>, side: &Side<'_>, back: &Side<'_>) -> bool {
        let run = &side.articles[self.article].run[self.from..self.to];
        let own = side.partners[self.article].iter().map(|it| &side.others[*it]);
        // The partners of the other article stand in this text, where the same words may have stayed.
        let stayed = back.partners[self.other].iter().filter(|it| **it != self.article).map(|it| &back.others[*it]);
        let lonely = side.partners[self.article].is_empty();
        let needed = if lonely || self.cover >= VERBATIM { MIN_SURE_LEAD } else { MIN_LEAD };
        own.chain(stayed).all(|it| cover.of(&[run], it).is_some_and(|other| self.cover - other[0] >= needed))
    }
}

/// The witnesses for one link, of both texts.
#[derive(Default)]
struct Proposal {
    came: Vec<Witness>,
    went: Vec<Witness>,
}

impl Proposal {
    fn chars(&self) -> usize {
        let sum = |it: &[Witness]| it.iter().map(Witness::chars).sum::<usize>();
        sum(&self.came).max(sum(&self.went))
    }

    /// Which share of the smaller article the witnesses are.
    fn share(&self, at: (usize, usize), old: &Side<'_>, new: &Side<'_>) -> f32 {
        let smaller = old.articles[at.0].words.len().min(new.articles[at.1].words.len());
        (self.chars() as f32 / smaller.max(1) as f32).min(1.0)
    }

    /// 1 or more makes a link.
    fn strength(&self, at: (usize, usize), old: &Side<'_>, new: &Side<'_>) -> f32 {
        let chars = self.chars();
        if chars == 0 {
            return 0.0;
        }
        let lonely = old.partners[at.0].is_empty() != new.partners[at.1].is_empty();
        let lonely = if lonely { LONELY } else { 0.0 };
        chars as f32 / ENOUGH_CHARS + self.share(at, old, new) + lonely
    }
}

/// For each article the ones of the other text that share most with it, at most [`MAX_OTHERS`].
fn others(candidates: &[Candidate], articles: usize, ends: fn(&Candidate) -> (usize, usize)) -> Vec<Vec<usize>> {
    let mut lists: Vec<Vec<(f32, usize)>> = vec![Vec::new(); articles];
    for it in candidates {
        let (article, other) = ends(it);
        lists[article].push((it.common, other));
    }
    let best = |mut list: Vec<(f32, usize)>| {
        list.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        list.into_iter().take(MAX_OTHERS).map(|it| it.1).collect()
    };
    lists.into_iter().map(best).collect()
}

/// The witnesses among the sentences of one text.
fn witnesses(cover: &mut Cover<'_>, side: &Side<'_>, back: &Side<'_>, others: &[Vec<usize>]) -> Vec<Witness> {
    let mut found = Vec::new();
    for article in (0..side.articles.len()).filter(|it| !others[*it].is_empty()) {
        let Some(best) = best_places(cover, side, article, &others[article]) else { break };
        let min = if side.partners[article].is_empty() { MIN_LONELY_COVER } else { MIN_COVER };
        found.extend(best.into_iter().filter(|it| it.cover >= min && it.still_leads(cover, side, back)));
    }
    found
}

/// For each sentence of an article that its partners do not cover, the one of `others` that covers it best. `None` when no
/// steps are left.
fn best_places(cover: &mut Cover<'_>, side: &Side<'_>, article: usize, others: &[usize]) -> Option<Vec<Witness>> {
    let (body, partners) = (&side.articles[article], &side.partners[article]);
    let run = |it: &Witness| &body.run[it.from..it.to];
    let sentences = body.sentences().filter(|it| it.len() >= MIN_CHARS);
    let mut open: Vec<Witness> = sentences
        .map(|it| Witness { article, other: usize::MAX, from: it.start, to: it.end - 1, cover: 0.0 })
        .collect();
    for partner in partners {
        let runs: Vec<&[u32]> = open.iter().map(run).collect();
        let mut covered = cover.of(&runs, &side.others[*partner])?.into_iter();
        open.retain(|_| covered.next().is_some_and(|it| it <= 1.0 - MIN_SURE_LEAD));
    }
    let runs: Vec<&[u32]> = open.iter().map(run).collect();
    let mut best = vec![(0.0, usize::MAX); open.len()];
    for &other in others.iter().filter(|it| !runs.is_empty() && !partners.contains(it)) {
        for (best, covered) in best.iter_mut().zip(cover.of(&runs, &side.others[other])?) {
            if covered > best.0 || (covered == best.0 && other < best.1) {
                *best = (covered, other);
            }
        }
    }
    let placed = open.into_iter().zip(best).map(|(it, (cover, other))| Witness { other, cover, ..it });
    Some(placed.filter(|it| it.other != usize::MAX).collect())
}
