//! Two simple aligners, for scale.

use kaimen::law::statute::{Article, Statute};
use std::collections::{BTreeMap, BTreeSet};

/// From this likeness on, [`greedy_pairs`] links two articles; the best of 0.15, 0.20 … 0.40 on the visible pairs.
const MIN_DICE: f64 = 0.25;

/// The same number is the same article.
pub(crate) fn by_number(old: &Statute, new: &Statute) -> Vec<(usize, usize)> {
    let olds: BTreeMap<_, usize> = old.articles().enumerate().map(|(at, it)| (it.number(), at)).collect();
    new.articles().enumerate().filter_map(|(at, it)| Some((*olds.get(&it.number())?, at))).collect()
}

/// The two most alike first, each article once: Dice's measure over pairs of neighbouring characters.
pub(crate) fn greedy_pairs(old: &Statute, new: &Statute) -> Vec<(usize, usize)> {
    let (olds, news): (Vec<_>, Vec<_>) = (old.articles().map(bag).collect(), new.articles().map(bag).collect());
    let mut scored = Vec::new();
    for (i, a) in olds.iter().enumerate() {
        scored.extend(news.iter().enumerate().map(|(j, b)| (dice(a, b), i, j)).filter(|it| it.0 >= MIN_DICE));
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut old_taken, mut new_taken) = (BTreeSet::new(), BTreeSet::new());
    let mut links = Vec::new();
    for (_, i, j) in scored {
        if !old_taken.contains(&i) && !new_taken.contains(&j) {
            old_taken.insert(i);
            new_taken.insert(j);
            links.push((i, j));
        }
    }
    links
}

fn bag(article: &Article) -> BTreeMap<[char; 2], usize> {
    let words = words(article);
    let mut bag = BTreeMap::new();
    for pair in words.windows(2) {
        *bag.entry([pair[0], pair[1]]).or_default() += 1;
    }
    bag
}

/// The words of an article without white space.
pub(crate) fn words(article: &Article) -> Vec<char> {
    let mut words = String::new();
    for paragraph in &article.paragraphs {
        words.push_str(&paragraph.text.plain);
        for item in &paragraph.items {
            words.push_str(&item.text.plain);
            item.subitems.iter().for_each(|it| words.push_str(&it.text.plain));
        }
    }
    words.chars().filter(|it| !it.is_whitespace()).collect()
}

fn dice(a: &BTreeMap<[char; 2], usize>, b: &BTreeMap<[char; 2], usize>) -> f64 {
    let common: usize = a.iter().map(|(pair, n)| n.min(b.get(pair).unwrap_or(&0))).sum();
    let total: usize = a.values().chain(b.values()).sum();
    if total == 0 { 1.0 } else { 2.0 * common as f64 / total as f64 }
}
