//! Which articles are worth a closer look, found by the rare pairs of characters they share.

use super::texts::Texts;
use super::words::Body;

/// Pairs in more articles of the old text than this share say nothing about a single one.
const COMMON_SHARE: f32 = 0.30;
/// Below this many articles a pair is never too common.
const MIN_COMMON: usize = 12;
/// How many steps the search may take; pairs are left out, the most frequent first, until it fits.
const MAX_STEPS: usize = 6_000_000;
/// How much of the smaller article must be shared by rare pairs alone.
const MIN_ROUGH: f32 = 0.05;
/// How many old articles are weighed closely for one new article.
const MAX_CANDIDATES: usize = 16;

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

/// In which articles of the old text a pair of characters stands, and how often.
struct Postings {
    starts: Vec<u32>,
    places: Vec<(u32, u16)>,
    limit: usize,
}

impl Postings {
    fn new(texts: &Texts) -> Self {
        let mut starts = vec![0_u32; texts.weights.len() + 1];
        for pair in texts.old.iter().flat_map(|it| &it.pairs) {
            starts[pair.id as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut places = vec![(0, 0); starts.last().map_or(0, |it| *it as usize)];
        for (at, body) in texts.old.iter().enumerate() {
            for pair in &body.pairs {
                let place = &mut next[pair.id as usize];
                places[*place as usize] = (u32::try_from(at).unwrap_or(u32::MAX), pair.count);
                *place += 1;
            }
        }
        let mut postings = Self { starts, places, limit: 0 };
        postings.limit = postings.affordable(texts);
        postings
    }

    fn places(&self, id: u32) -> &[(u32, u16)] {
        &self.places[self.starts[id as usize] as usize..self.starts[id as usize + 1] as usize]
    }

    /// The greatest number of articles a pair may stand in so that the whole search stays within [`MAX_STEPS`].
    fn affordable(&self, texts: &Texts) -> usize {
        let most = ((texts.old.len() as f32 * COMMON_SHARE) as usize).max(MIN_COMMON);
        let mut steps = vec![0_usize; most + 1];
        for pair in texts.new.iter().flat_map(|it| &it.pairs) {
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
        affordable.count().saturating_sub(1)
    }

    /// The articles with pair `id`; none if it is too common to tell anything.
    fn telling(&self, id: u32) -> &[(u32, u16)] {
        let places = self.places(id);
        if places.len() > self.limit { &[] } else { places }
    }
}

/// For every new article the old ones that share most with it, in the order of the new text, the best first.
pub(super) fn candidates(texts: &Texts) -> Vec<Candidate> {
    let postings = Postings::new(texts);
    let mut shared = vec![0.0_f32; texts.old.len()];
    let mut met: Vec<u32> = Vec::new();
    let mut candidates = Vec::new();
    for (new, body) in texts.new.iter().enumerate() {
        gather(texts, &postings, body, &mut shared, &mut met);
        let mut near: Vec<(f32, u32)> = Vec::new();
        for old in met.drain(..) {
            let rough = std::mem::take(&mut shared[old as usize]) / body.weight.min(texts.old[old as usize].weight);
            if rough >= MIN_ROUGH {
                near.push((rough, old));
            }
        }
        near.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        near.truncate(MAX_CANDIDATES);
        candidates.extend(near.into_iter().map(|(_, old)| {
            let old = old as usize;
            Candidate { old, new, common: texts.common(&texts.old[old], body) }
        }));
    }
    candidates
}

fn gather(texts: &Texts, postings: &Postings, body: &Body, shared: &mut [f32], met: &mut Vec<u32>) {
    for pair in &body.pairs {
        let weight = texts.weights[pair.id as usize];
        for (old, count) in postings.telling(pair.id) {
            let sum = &mut shared[*old as usize];
            if *sum == 0.0 {
                met.push(*old);
            }
            *sum += weight * f32::from((*count).min(pair.count));
        }
    }
}
