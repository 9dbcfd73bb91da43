//! Which unit of a changed text was which of the base: by content, never by number.

use super::cut::{Source, Unit, UnitKind};
use crate::law::align::align;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Neighbours with at least this share of common character pairs are the same unit, in percent.
const MIN_ALIKE: usize = 50;
/// Characters of a unit that are looked at for that.
const MAX_ALIKE_CHARS: usize = 20_000;

/// For each unit of `side` the unit of `base` that it was.
pub(in crate::law) fn pair(base: &Source<'_>, side: &Source<'_>) -> Vec<Option<usize>> {
    let mut pairs = Pairs { base, side, of_side: vec![None; side.units.len()], of_base: vec![None; base.units.len()] };
    pairs.join(0, 0);
    pairs.same_words();
    pairs.neighbours(Some(MIN_ALIKE));
    pairs.aligned();
    pairs.headings();
    pairs.neighbours(None);
    pairs.of_side
}

struct Pairs<'a, 't> {
    base: &'a Source<'t>,
    side: &'a Source<'t>,
    of_side: Vec<Option<usize>>,
    of_base: Vec<Option<usize>>,
}

impl Pairs<'_, '_> {
    fn join(&mut self, base: usize, side: usize) {
        self.of_base[base] = Some(side);
        self.of_side[side] = Some(base);
    }

    /// Equal words but for numbers: from both ends, then those that stand equally often in both.
    fn same_words(&mut self) {
        let (old, new) = (keys(self.base), keys(self.side));
        let (mut start, mut end) = (1, 0);
        while start < old.len().min(new.len()) && old[start] == new[start] {
            self.join(start, start);
            start += 1;
        }
        while old.len().min(new.len()) > start + end && old[old.len() - 1 - end] == new[new.len() - 1 - end] {
            self.join(old.len() - 1 - end, new.len() - 1 - end);
            end += 1;
        }
        let mut places: HashMap<u64, [Vec<usize>; 2]> = HashMap::new();
        for (side, keys) in [&old, &new].into_iter().enumerate() {
            for (at, key) in keys.iter().enumerate().take(keys.len() - end).skip(start) {
                places.entry(*key).or_default()[side].push(at);
            }
        }
        for [old, new] in places.into_values().filter(|it| it[0].len() == it[1].len()) {
            old.into_iter().zip(new).for_each(|(a, b)| self.join(a, b));
        }
    }

    /// Runs of equally many units without a partner, between partners: one by one, where they are alike enough.
    fn neighbours(&mut self, alike: Option<usize>) {
        let mut at = 1;
        while at < self.base.units.len() {
            let Some(before) = self.of_base[at - 1].filter(|_| self.of_base[at].is_none()) else {
                at += 1;
                continue;
            };
            let run = self.of_base[at..].iter().take_while(|it| it.is_none()).count();
            let other = self.of_side[before + 1..].iter().take_while(|it| it.is_none()).count();
            if run == other {
                for n in 0..run {
                    let (old, new) = (&self.base.units[at + n], &self.side.units[before + 1 + n]);
                    let enough = |least| alike_percent(self.base, old, self.side, new) >= least;
                    if old.kind == new.kind && alike.is_none_or(enough) {
                        self.join(at + n, before + 1 + n);
                    }
                }
            }
            at += run;
        }
    }

    /// What the comparison of both whole texts says of the articles that are left.
    fn aligned(&mut self) {
        let free = |units: &[Unit], of: &[Option<usize>]| {
            units.iter().zip(of).any(|(it, partner)| it.kind == UnitKind::Article && partner.is_none())
        };
        if !free(&self.base.units, &self.of_base) || !free(&self.side.units, &self.of_side) {
            return;
        }
        let (old, new) = (articles(self.base), articles(self.side));
        let mut links = align(&self.base.statute, &self.side.statute);
        links.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.old.cmp(&b.old)).then(a.new.cmp(&b.new)));
        for link in links {
            if let (Some(a), Some(b)) = (old.get(&link.old), new.get(&link.new))
                && self.of_base[*a].is_none()
                && self.of_side[*b].is_none()
            {
                self.join(*a, *b);
            }
        }
    }

    /// Headings and annexes that are left: of the same number, in order.
    fn headings(&mut self) {
        let free = |units: &[Unit], of: &[Option<usize>]| -> Vec<usize> {
            let wanted =
                |at: &usize| of[*at].is_none() && !matches!(units[*at].kind, UnitKind::Article | UnitKind::Head);
            (0..units.len()).filter(wanted).collect()
        };
        let mut left: HashMap<(UnitKind, &str), Vec<usize>> = HashMap::new();
        let base = self.base;
        for at in free(&base.units, &self.of_base).into_iter().rev() {
            let unit = &base.units[at];
            left.entry((unit.kind, unit.label.as_str())).or_default().push(at);
        }
        let side = self.side;
        for at in free(&side.units, &self.of_side) {
            let unit = &side.units[at];
            if let Some(old) = left.get_mut(&(unit.kind, unit.label.as_str())).and_then(Vec::pop) {
                self.join(old, at);
            }
        }
    }
}

/// The units of a text that are articles, by their index in the tree.
fn articles(source: &Source<'_>) -> HashMap<usize, usize> {
    let articles = source.units.iter().enumerate().filter(|(_, it)| it.kind == UnitKind::Article);
    articles.map(|(at, it)| (it.index, at)).collect()
}

/// For each unit what it says, without the numbers that name units.
pub(super) fn keys(source: &Source<'_>) -> Vec<u64> {
    (0..source.units.len()).map(|at| key(source, at)).collect()
}

/// What a unit says, without the numbers that name units.
pub(super) fn key(source: &Source<'_>, unit: usize) -> u64 {
    let unit = &source.units[unit];
    let mut hasher = DefaultHasher::new();
    unit.kind.hash(&mut hasher);
    let mut at = unit.body.start;
    for symbol in source.symbols_in(unit.body) {
        source.text[at..symbol.span.start].hash(&mut hasher);
        at = symbol.span.end;
    }
    source.text[at..unit.body.end].hash(&mut hasher);
    hasher.finish()
}

/// Which share of the character pairs of both units is common, in percent.
fn alike_percent(base: &Source<'_>, old: &Unit, side: &Source<'_>, new: &Unit) -> usize {
    let (old, new) = (&base.text[old.body.range()], &side.text[new.body.range()]);
    let mut seen: HashMap<(char, char), i32> = HashMap::new();
    let couples = |text: &'_ str| -> Vec<(char, char)> {
        let chars: Vec<char> = text.chars().take(MAX_ALIKE_CHARS).filter(|it| !it.is_whitespace()).collect();
        chars.windows(2).map(|it| (it[0], it[1])).collect()
    };
    let (old, new) = (couples(old), couples(new));
    old.iter().for_each(|it| *seen.entry(*it).or_default() += 1);
    let common = new.iter().filter(|it| {
        let left = seen.entry(**it).or_default();
        *left -= 1;
        *left >= 0
    });
    200 * common.count() / (old.len() + new.len()).max(1)
}
