//! Which 款 became which within an article, and which 项 within a 款: in order, by shared pairs of characters.

use crate::law::statute::{Item, Paragraph};
use std::collections::HashMap;

/// What became of the members of a list, in the order of the new one; deleted ones at their old place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Old index, new index.
    Kept(usize, usize),
    /// New index.
    Added(usize),
    /// Old index.
    Deleted(usize),
}

/// Two members are the same one if they share at least this part of their pairs of characters, in percent.
const MIN_ALIKE: u32 = 40;
/// Lists whose table would be larger are taken as all new.
const MAX_CELLS: usize = 20_000;

/// Pairs of characters and how often they stand.
struct Bag {
    pairs: HashMap<(char, char), u32>,
    total: u32,
    words: String,
}

impl Bag {
    fn of(words: String) -> Self {
        let mut pairs = HashMap::new();
        let mut total = 0;
        let chars = words.chars().filter(|it| it.is_alphanumeric());
        for (a, b) in chars.clone().zip(chars.skip(1)) {
            *pairs.entry((a, b)).or_default() += 1;
            total += 1;
        }
        Self { pairs, total, words }
    }

    /// Shared pairs of all pairs, in percent; equal words are 100.
    fn alike(&self, other: &Self) -> u32 {
        if self.words == other.words {
            return 100;
        }
        let shared: u32 = self.pairs.iter().map(|(it, n)| other.pairs.get(it).copied().unwrap_or(0).min(*n)).sum();
        (200 * shared).checked_div(self.total + other.total).unwrap_or(0).min(99)
    }
}

/// The 款 of two articles.
pub(super) fn paragraphs(old: &[Paragraph], new: &[Paragraph]) -> Vec<Step> {
    let words = |it: &Paragraph| {
        let items = it.items.iter().map(|it| super::quote::item(it, it.number, true).concat());
        Bag::of(format!("{}{}", it.text.plain, items.collect::<String>()))
    };
    steps(&old.iter().map(words).collect::<Vec<_>>(), &new.iter().map(words).collect::<Vec<_>>())
}

/// The 项 of two 款.
pub(super) fn items(old: &[Item], new: &[Item]) -> Vec<Step> {
    let words = |it: &Item| Bag::of(super::quote::item(it, 1, true).concat());
    steps(&old.iter().map(words).collect::<Vec<_>>(), &new.iter().map(words).collect::<Vec<_>>())
}

fn steps(old: &[Bag], new: &[Bag]) -> Vec<Step> {
    if old.len() * new.len() > MAX_CELLS {
        return (0..old.len()).map(Step::Deleted).chain((0..new.len()).map(Step::Added)).collect();
    }
    let width = new.len() + 1;
    let mut best = vec![0_u32; (old.len() + 1) * width];
    let mut alike = vec![0_u32; old.len() * new.len()];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let own = old[i].alike(&new[j]);
            alike[i * new.len() + j] = own;
            let kept = if own >= MIN_ALIKE { best[(i + 1) * width + j + 1] + own } else { 0 };
            best[i * width + j] = kept.max(best[(i + 1) * width + j]).max(best[i * width + j + 1]);
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut steps = Vec::new();
    while i < old.len() || j < new.len() {
        let here = best[i * width + j];
        let own = if i < old.len() && j < new.len() { alike[i * new.len() + j] } else { 0 };
        if own >= MIN_ALIKE && here == best[(i + 1) * width + j + 1] + own {
            steps.push(Step::Kept(i, j));
            i += 1;
            j += 1;
        } else if i < old.len() && here == best[(i + 1) * width + j] {
            steps.push(Step::Deleted(i));
            i += 1;
        } else {
            steps.push(Step::Added(j));
            j += 1;
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &[&str], new: &[&str]) -> Vec<Step> {
        let bags = |it: &[&str]| it.iter().map(|it| Bag::of((*it).to_owned())).collect::<Vec<_>>();
        steps(&bags(old), &bags(new))
    }

    #[test]
    fn members_are_kept_added_and_deleted_in_order() {
        use Step::{Added, Deleted, Kept};
        let (a, b, c) = ("停车场应当公示收费标准", "经营者不得强制搭售商品", "具体办法由市人民政府制定");
        assert_eq!(shown(&[a, c], &[a, b, c]), [Kept(0, 0), Added(1), Kept(1, 2)]);
        assert_eq!(shown(&[a, b, c], &[a, c]), [Kept(0, 0), Deleted(1), Kept(2, 1)]);
        assert_eq!(shown(&[a], &[b]), [Deleted(0), Added(0)]);
        assert_eq!(shown(&[a], &["停车场应当公示收费的标准"]), [Kept(0, 0)]);
        assert_eq!(shown(&[], &[]), []);
    }
}
