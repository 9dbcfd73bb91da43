//! Links between articles → rows: which articles stand together, of what kind the row is, where it comes, and whether
//! it moved.

use std::cmp::Reverse;

/// How the articles of a row are related.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowKind {
    /// One article whose words are equal; its number may differ.
    Same,
    /// One article whose words differ.
    Changed,
    /// New.
    Added,
    /// Gone.
    Removed,
    /// 拆分: one became several.
    Split,
    /// 合并: several became one.
    Merged,
    /// Several became several others.
    Regrouped,
}

impl RowKind {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Same, Self::Changed, Self::Added, Self::Removed, Self::Split, Self::Merged, Self::Regrouped];

    /// The word of contracts.md.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Regrouped => "regrouped",
        }
    }

    /// As people call it.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Same => "未改",
            Self::Changed => "修改",
            Self::Added => "新增",
            Self::Removed => "删除",
            Self::Split => "拆分",
            Self::Merged => "合并",
            Self::Regrouped => "重组",
        }
    }

    /// The kind of the same row with the texts swapped.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Added => Self::Removed,
            Self::Removed => Self::Added,
            Self::Split => Self::Merged,
            Self::Merged => Self::Split,
            other => other,
        }
    }
}

/// Articles of both texts that belong together, by index, each side in the order of its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub old: Vec<usize>,
    pub new: Vec<usize>,
    pub moved: bool,
}

/// How rows are weighed when it is asked which of them moved.
pub(super) struct Weigh<'a> {
    /// How many characters an old and a new article share at most.
    pub chars: &'a dyn Fn(usize, usize) -> u64,
    /// Whether ties are decided as if the texts were swapped, so that the answer does not depend on which is old.
    pub flipped: bool,
}

/// Every article of either text in exactly one group: those that links join, and the others alone. In the order of the
/// new text; what was removed stands at its old place.
pub(super) fn groups(old: usize, new: usize, links: &[(usize, usize)], weigh: &Weigh<'_>) -> Vec<Group> {
    let mut sets = Sets::new(old + new);
    links.iter().for_each(|(a, b)| sets.join(*a, old + *b));
    let mut of_root: Vec<Option<usize>> = vec![None; old + new];
    let mut groups: Vec<Group> = Vec::new();
    for at in 0..old + new {
        let root = sets.root(at);
        let group = *of_root[root].get_or_insert_with(|| {
            groups.push(Group::default());
            groups.len() - 1
        });
        if at < old { groups[group].old.push(at) } else { groups[group].new.push(at - old) }
    }
    mark_moved(&mut groups, weigh);
    in_order(groups, old)
}

/// The groups in the order of the new text. A removed article follows the group of the old article before it, the last
/// one that did not move.
fn in_order(groups: Vec<Group>, old: usize) -> Vec<Group> {
    let mut of_old: Vec<usize> = vec![0; old];
    for (at, group) in groups.iter().enumerate() {
        group.old.iter().for_each(|it| of_old[*it] = at);
    }
    // The place of a group: its first new article; a removed one comes after the place of its forerunner.
    let mut place = (0_usize, 0_usize);
    let mut keys: Vec<(usize, usize)> = groups.iter().map(|it| (it.new.first().map_or(0, |it| it + 1), 0)).collect();
    for (at_old, &group) in of_old.iter().enumerate() {
        if groups[group].new.is_empty() {
            keys[group] = (place.0, at_old + 1);
        } else if !groups[group].moved && groups[group].old.first() == Some(&at_old) {
            place = keys[group];
        }
    }
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|it| keys[*it]);
    let mut groups: Vec<Option<Group>> = groups.into_iter().map(Some).collect();
    order.into_iter().filter_map(|it| groups[it].take()).collect()
}

/// What an article more counts in the chain that stays; its characters decide between chains of equally many.
const ARTICLE_WEIGHT: u64 = 1 << 24;

/// Marks the groups that break the order of their neighbours: those that cross the chain of the most articles, 1:1, in
/// the order of both texts. Of equally long chains the one with more words stays, so that the shorter article moves.
fn mark_moved(groups: &mut [Group], weigh: &Weigh<'_>) {
    let mut linked: Vec<usize> =
        (0..groups.len()).filter(|it| !groups[*it].old.is_empty() && !groups[*it].new.is_empty()).collect();
    linked.sort_by_key(|it| groups[*it].old[0]);
    let mut simple: Vec<usize> =
        linked.iter().copied().filter(|it| groups[*it].old.len() == 1 && groups[*it].new.len() == 1).collect();
    let ends = |it: &usize| (groups[*it].old[0], groups[*it].new[0]);
    if weigh.flipped {
        simple.sort_by_key(|it| groups[*it].new[0]);
    }
    let point = |it: &usize| {
        let (old, new) = ends(it);
        (if weigh.flipped { old } else { new }, ARTICLE_WEIGHT + (weigh.chars)(old, new))
    };
    let points: Vec<(usize, u64)> = simple.iter().map(point).collect();
    let mut chain = vec![false; groups.len()];
    heaviest_chain(&points).into_iter().for_each(|it| chain[simple[it]] = true);
    let mut fixed: Vec<(usize, usize)> = simple.iter().filter(|it| chain[**it]).map(ends).collect();
    fixed.sort_unstable();
    for at in linked {
        let crosses = |a: &usize, b: &usize| {
            let next = fixed.partition_point(|it| it.0 < *a);
            let before = next.checked_sub(1).is_some_and(|it| fixed[it].1 > *b);
            let own = fixed.get(next).is_some_and(|it| it.0 == *a);
            let after = fixed.get(next + usize::from(own)).is_some_and(|it| it.1 < *b);
            before || after
        };
        let group = &groups[at];
        let moved = !chain[at] && group.old.iter().any(|a| group.new.iter().any(|b| crosses(a, b)));
        groups[at].moved = moved;
    }
}

/// The heaviest strictly rising chain of `points` (value, weight), as indices in order. Of equally heavy chains the
/// one whose last points come first. Cost: n log n.
pub(in crate::law) fn heaviest_chain(points: &[(usize, u64)]) -> Vec<usize> {
    let mut values: Vec<usize> = points.iter().map(|it| it.0).collect();
    values.sort_unstable();
    values.dedup();
    // For each value, the best chain that ends at or below it: a tree of maxima.
    let mut best: Vec<Option<(u64, Reverse<usize>)>> = vec![None; values.len() + 1];
    let mut before: Vec<Option<usize>> = Vec::with_capacity(points.len());
    let mut last: Option<(u64, Reverse<usize>)> = None;
    for (at, (value, weight)) in points.iter().enumerate() {
        let rank = values.partition_point(|it| it < value);
        let mut found: Option<(u64, Reverse<usize>)> = None;
        let mut node = rank;
        while node > 0 {
            found = found.max(best[node]);
            node &= node - 1;
        }
        before.push(found.map(|it| it.1.0));
        let own = Some((found.map_or(0, |it| it.0) + weight, Reverse(at)));
        last = last.max(own);
        let mut node = rank + 1;
        while node < best.len() {
            best[node] = best[node].max(own);
            node += node & node.wrapping_neg();
        }
    }
    let mut chain = Vec::new();
    let mut at = last.map(|it| it.1.0);
    while let Some(it) = at {
        chain.push(it);
        at = before[it];
    }
    chain.reverse();
    chain
}

/// Union of sets, by index.
pub(super) struct Sets(Vec<usize>);

impl Sets {
    pub fn new(size: usize) -> Self {
        Self((0..size).collect())
    }

    pub fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: usize, new: usize, links: &[(usize, usize)]) -> Vec<String> {
        let row = |it: &Group| format!("{:?}→{:?}{}", it.old, it.new, if it.moved { " moved" } else { "" });
        let weigh = Weigh { chars: &|_, _| 1, flipped: false };
        groups(old, new, links, &weigh).iter().map(row).collect()
    }

    #[test]
    fn every_article_is_in_one_row_and_removed_ones_stay_at_their_place() {
        assert_eq!(shown(4, 3, &[(0, 0), (2, 1)]), ["[0]→[0]", "[1]→[]", "[2]→[1]", "[3]→[]", "[]→[2]"]);
        assert_eq!(shown(1, 1, &[]), ["[0]→[]", "[]→[0]"]);
        assert_eq!(shown(0, 0, &[]), Vec::<String>::new());
    }

    #[test]
    fn splits_and_mergers_are_one_row() {
        assert_eq!(shown(2, 3, &[(0, 0), (0, 1), (1, 2)]), ["[0]→[0, 1]", "[1]→[2]"]);
        assert_eq!(shown(3, 2, &[(0, 0), (1, 0), (1, 1), (2, 1)]), ["[0, 1, 2]→[0, 1]"]);
    }

    #[test]
    fn one_that_jumps_moved_and_those_that_were_shifted_did_not() {
        assert_eq!(shown(3, 3, &[(0, 1), (1, 2), (2, 0)]), ["[2]→[0] moved", "[0]→[1]", "[1]→[2]"]);
        assert_eq!(shown(2, 3, &[(0, 1), (1, 2)]), ["[]→[0]", "[0]→[1]", "[1]→[2]"]);
        assert_eq!(shown(4, 4, &[(0, 0), (1, 3), (2, 1), (3, 2)])[3], "[1]→[3] moved");
    }

    #[test]
    fn a_part_that_went_elsewhere_moves_the_row() {
        assert_eq!(shown(3, 4, &[(0, 0), (0, 3), (1, 1), (2, 2)]), ["[0]→[0, 3] moved", "[1]→[1]", "[2]→[2]"]);
    }

    #[test]
    fn the_heaviest_chain_wins() {
        assert_eq!(heaviest_chain(&[(5, 1), (0, 1), (1, 1)]), [1, 2]);
        assert_eq!(heaviest_chain(&[(5, 3), (0, 1), (1, 1)]), [0]);
        assert_eq!(heaviest_chain(&[(1, 1), (1, 1)]), [0], "strictly rising");
        assert_eq!(heaviest_chain(&[]), Vec::<usize>::new());
    }
}
