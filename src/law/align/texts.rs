//! Two texts with one numbering of their pairs of characters, and what each pair tells.

use super::words::{Body, Pair};
use std::cmp::Ordering;

/// When one article has this many times the pairs of another, its list is searched, not read.
const MUCH_LONGER: usize = 8;

/// Two texts read with one numbering of pairs.
#[derive(Debug)]
pub(super) struct Texts {
    /// The articles of the old text.
    pub old: Vec<Body>,
    /// Those of the new one.
    pub new: Vec<Body>,
    /// What a pair tells, by its number: ln(1 + articles / articles with the pair). Rare pairs weigh more.
    pub weights: Vec<f32>,
}

impl Texts {
    /// Numbers the pairs of two texts and weighs them.
    pub(super) fn new(mut old: Vec<Body>, mut new: Vec<Body>) -> Self {
        let pairs = number_pairs(&mut old, &mut new);
        let weights = weigh(&old, &new, pairs);
        for body in old.iter_mut().chain(&mut new) {
            let weight: f32 = body.pairs.iter().map(|it| weights[it.id as usize] * f32::from(it.count)).sum();
            body.weight = weight.max(1.0);
        }
        Self { old, new, weights }
    }

    /// The weight of what two articles share.
    pub(super) fn common(&self, a: &Body, b: &Body) -> f32 {
        let (short, long) = if a.pairs.len() <= b.pairs.len() { (a, b) } else { (b, a) };
        if short.pairs.len() * MUCH_LONGER < long.pairs.len() {
            return short.pairs.iter().map(|it| self.shared(*it, long.count(it.id))).sum();
        }
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while let (Some(x), Some(y)) = (short.pairs.get(i), long.pairs.get(j)) {
            match x.id.cmp(&y.id) {
                Ordering::Less => i += 1,
                Ordering::Greater => j += 1,
                Ordering::Equal => {
                    sum += self.shared(*x, y.count);
                    i += 1;
                    j += 1;
                }
            }
        }
        sum
    }

    fn shared(&self, pair: Pair, count: u16) -> f32 {
        self.weights[pair.id as usize] * f32::from(pair.count.min(count))
    }
}

/// Gives every different pair a number, in the order of the characters, and fills `run` and `pairs` of the articles.
/// Returns how many there are. Sorted instead of hashed, so that no input is slower than another.
fn number_pairs(old: &mut [Body], new: &mut [Body]) -> usize {
    let mut keys: Vec<u64> = Vec::with_capacity(old.iter().chain(&*new).map(|it| it.words.len()).sum());
    for body in old.iter().chain(&*new) {
        for pair in body.words.windows(2) {
            keys.push(u64::from(fold(pair[0]) << 16 | fold(pair[1])) << 32 | keys.len() as u64);
        }
    }
    keys.sort_unstable();
    let mut run = vec![0_u32; keys.len()];
    let (mut id, mut last) = (0_u32, None);
    for key in keys {
        id += u32::from(last.is_some_and(|it| it != key >> 32));
        last = Some(key >> 32);
        run[(key & 0xffff_ffff) as usize] = id;
    }
    let mut rest = run.as_slice();
    for body in old.iter_mut().chain(new) {
        let (own, after) = rest.split_at(body.words.len().saturating_sub(1));
        body.run = own.to_vec();
        body.pairs = count(own.to_vec());
        rest = after;
    }
    last.map_or(0, |_| id as usize + 1)
}

/// A character as 16 bits. Characters beyond the first plane may fall together with others: then two articles look a
/// little more alike than they are.
fn fold(c: char) -> u32 {
    let c = u32::from(c);
    (c ^ c >> 16) & 0xffff
}

fn count(mut ids: Vec<u32>) -> Vec<Pair> {
    ids.sort_unstable();
    let mut pairs: Vec<Pair> = Vec::with_capacity(ids.len());
    for id in ids {
        match pairs.last_mut() {
            Some(last) if last.id == id => last.count = last.count.saturating_add(1),
            _ => pairs.push(Pair { id, count: 1 }),
        }
    }
    pairs
}

fn weigh(old: &[Body], new: &[Body], pairs: usize) -> Vec<f32> {
    let mut articles = vec![0_u32; pairs];
    for pair in old.iter().chain(new).flat_map(|it| &it.pairs) {
        articles[pair.id as usize] += 1;
    }
    let total = (old.len() + new.len()) as f32;
    articles.iter().map(|&n| (1.0 + total / n.max(1) as f32).ln()).collect()
}
