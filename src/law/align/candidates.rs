//! Which articles are worth a closer look, found by the rare pairs of characters they share.

use super::partners::{MAX_DISTANCE, Partners};
use super::texts::Texts;
use super::words::Body;
use std::collections::BTreeSet;

/// Pairs in more articles of the old text than this share say nothing about a single one.
const COMMON_SHARE: f32 = 0.30;
/// Below this many articles a pair is never too common.
const MIN_COMMON: usize = 12;
/// How many steps the search may take; pairs are left out, the most frequent first, until it fits.
const MAX_STEPS: usize = 1_500_000;
/// How much of the smaller article must be shared by rare pairs alone.
const MIN_ROUGH: f32 = 0.05;
/// How many old articles are weighed closely for one new article.
const MAX_CANDIDATES: usize = 12;

/// Two articles and what they share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// Index in the old text.
    pub old: usize,
    /// Index in the new text.
    pub new: usize,
    /// The weight of what they share.
    pub common: f32,
}

/// In which of some articles of the old text a pair of characters stands, and how often.
struct Postings {
    starts: Vec<u32>,
    places: Vec<(u32, u16)>,
    /// A pair in more articles than this tells nothing about a single one.
    limit: usize,
}

impl Postings {
    fn new<'a>(pairs: usize, olds: impl Iterator<Item = (usize, &'a Body)> + Clone) -> Self {
        let mut starts = vec![0_u32; pairs + 1];
        for pair in olds.clone().flat_map(|it| &it.1.pairs) {
            starts[pair.id as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut places = vec![(0, 0); starts.last().map_or(0, |it| *it as usize)];
        for (at, body) in olds {
            for pair in &body.pairs {
                let place = &mut next[pair.id as usize];
                places[*place as usize] = (u32::try_from(at).unwrap_or(u32::MAX), pair.count);
                *place += 1;
            }
        }
        Self { starts, places, limit: 0 }
    }

    fn places(&self, id: u32) -> &[(u32, u16)] {
        &self.places[self.starts[id as usize] as usize..self.starts[id as usize + 1] as usize]
    }

    /// Sets the limit to the greatest with which the search for `news` stays within [`MAX_STEPS`].
    fn limited<'a>(mut self, articles: usize, news: impl Iterator<Item = (usize, &'a Body)>) -> Self {
        let most = ((articles as f32 * COMMON_SHARE) as usize).max(MIN_COMMON);
        let mut steps = vec![0_usize; most + 1];
        for pair in news.flat_map(|it| &it.1.pairs) {
            let places = self.places(pair.id).len();
            if places <= most {
                steps[places] += places;
            }
        }
        let mut sum = 0;
        let affordable = steps.iter().take_while(|it| {
            sum += **it;
            sum <= MAX_STEPS
        });
        self.limit = affordable.count().saturating_sub(1);
        self
    }

    /// The articles with pair `id`; none if it is too common to tell anything.
    fn telling(&self, id: u32) -> &[(u32, u16)] {
        let places = self.places(id);
        if places.len() > self.limit { &[] } else { places }
    }
}

/// For every new article the old ones that share most with it, in the order of the new text, the best first. Two that are
/// both linked in `same` are no candidates: nothing went from the one to the other.
pub(super) fn candidates(texts: &Texts, same: &Partners) -> Vec<Candidate> {
    let olds = || texts.old.iter().enumerate();
    let news = || texts.new.iter().enumerate();
    let open_olds = olds().filter(|it| same.of_old[it.0].is_none());
    let (open, closed) =
        (|it: &(usize, &Body)| same.of_new[it.0].is_none(), |it: &(usize, &Body)| same.of_new[it.0].is_some());
    let pairs = texts.weights.len();
    let of_closed = Postings::new(pairs, open_olds).limited(texts.old.len(), news().filter(closed));
    let mut candidates = Vec::new();
    let mut search = Search { texts, shared: vec![0.0; texts.old.len()], met: Vec::new() };
    if news().any(|it| open(&it)) {
        let of_open = Postings::new(pairs, olds()).limited(texts.old.len(), news().filter(open));
        news().filter(open).for_each(|(new, body)| search.row(&of_open, new, body, &mut candidates));
    }
    news().filter(closed).for_each(|(new, body)| search.row(&of_closed, new, body, &mut candidates));
    add_neighbours(texts, same, &mut candidates);
    candidates
}

/// Adds, for each article without a partner, the ones that stand as far from the partner of the nearest linked article
/// before or after it: in a text that says the same again and again, place is all that tells them apart.
fn add_neighbours(texts: &Texts, same: &Partners, candidates: &mut Vec<Candidate>) {
    let known: BTreeSet<(usize, usize)> = candidates.iter().map(|it| (it.old, it.new)).collect();
    for (new, body) in texts.new.iter().enumerate().filter(|it| same.of_new[it.0].is_none()) {
        let before = (1..=MAX_DISTANCE.min(new)).find_map(|it| Some(same.of_new[new - it]? + it));
        let after = (1..=MAX_DISTANCE).find_map(|it| same.of_new.get(new + it).copied()??.checked_sub(it));
        let after = after.filter(|it| Some(*it) != before);
        for old in before.into_iter().chain(after).filter(|it| same.of_old.get(*it).is_some_and(Option::is_none)) {
            if !known.contains(&(old, new)) {
                candidates.push(Candidate { old, new, common: texts.common(&texts.old[old], body) });
            }
        }
    }
}

struct Search<'a> {
    texts: &'a Texts,
    /// For each old article the weight of the telling pairs it shares with the new one in hand.
    shared: Vec<f32>,
    /// Those that share something.
    met: Vec<u32>,
}

impl Search<'_> {
    /// Adds the candidates of one new article.
    fn row(&mut self, postings: &Postings, new: usize, body: &Body, candidates: &mut Vec<Candidate>) {
        self.gather(postings, body);
        let mut near: Vec<(f32, usize)> = Vec::new();
        for old in self.met.drain(..).map(|it| it as usize) {
            let rough = std::mem::take(&mut self.shared[old]) / body.weight.min(self.texts.old[old].weight);
            if rough >= MIN_ROUGH {
                near.push((rough, old));
            }
        }
        let best_first = |a: &(f32, usize), b: &(f32, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if near.len() > MAX_CANDIDATES {
            near.select_nth_unstable_by(MAX_CANDIDATES, best_first);
            near.truncate(MAX_CANDIDATES);
        }
        near.sort_unstable_by(best_first);
        for (_, old) in near {
            candidates.push(Candidate { old, new, common: self.texts.common(&self.texts.old[old], body) });
        }
    }

    fn gather(&mut self, postings: &Postings, body: &Body) {
        for pair in &body.pairs {
            let weight = self.texts.weights[pair.id as usize];
            for (old, count) in postings.telling(pair.id) {
                let sum = &mut self.shared[*old as usize];
                if *sum == 0.0 {
                    self.met.push(*old);
                }
                *sum += weight * f32::from((*count).min(pair.count));
            }
        }
    }
}
