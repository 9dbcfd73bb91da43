//! One partner for each article, and what the partners of others say about two articles.

use super::citations::Citations;

/// How far a linked neighbour is looked for, in articles.
pub(super) const MAX_DISTANCE: usize = 12;
/// What a reference that moved elsewhere takes away, where one that moved along adds 1.
const MISSED_REFERENCE: f32 = 0.5;

/// Who is whose partner; every article has one at most.
#[derive(Debug, Clone)]
pub(super) struct Partners {
    /// For each old article its new one.
    pub of_old: Vec<Option<usize>>,
    /// For each new article its old one.
    pub of_new: Vec<Option<usize>>,
}

impl Partners {
    /// Nobody is linked.
    pub(super) fn none(old: usize, new: usize) -> Self {
        Self { of_old: vec![None; old], of_new: vec![None; new] }
    }

    /// Links two articles if both are free; whether they were.
    pub(super) fn join(&mut self, old: usize, new: usize) -> bool {
        let free = self.of_old[old].is_none() && self.of_new[new].is_none();
        if free {
            self.of_old[old] = Some(new);
            self.of_new[new] = Some(old);
        }
        free
    }

    /// How well two articles stand between the same neighbours: 0, 0.5 or 1. The nearest linked articles count on each
    /// side, so articles that were added or removed in between do not disturb.
    pub(super) fn near(&self, old: usize, new: usize) -> f32 {
        let before = nearest(&self.of_old, (0..old).rev(), new).is(nearest(&self.of_new, (0..new).rev(), old));
        let olds = nearest(&self.of_old, old + 1..self.of_old.len(), new);
        let after = olds.is(nearest(&self.of_new, new + 1..self.of_new.len(), old));
        (f32::from(before) + f32::from(after)) / 2.0
    }

    /// Whether references moved along: from -0.5, all went elsewhere, to nearly 1, many agree; 0 if there is none.
    pub(super) fn cited(&self, citations: [&Citations; 2], old: usize, new: usize) -> f32 {
        let [before, after] = citations;
        let lists = [
            fit(&before.to[old], &after.to[new], &self.of_old, new),
            fit(&after.to[new], &before.to[old], &self.of_new, old),
            fit(&before.from[old], &after.from[new], &self.of_old, new),
            fit(&after.from[new], &before.from[old], &self.of_new, old),
        ];
        let (along, elsewhere) = lists.iter().fold((0.0, 0.0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
        (along - MISSED_REFERENCE * elsewhere) / (along + elsewhere + 1.0)
    }
}

/// The nearest linked article on one side of another.
enum Neighbour {
    /// None: the text begins or ends there.
    End,
    /// The article and its partner.
    Linked(usize, usize),
    /// Too far away to tell anything.
    Far,
}

impl Neighbour {
    /// Whether the neighbours in the old and in the new text are partners of each other.
    fn is(self, other: Self) -> bool {
        match (self, other) {
            (Self::End, Self::End) => true,
            (Self::Linked(old, new), Self::Linked(at, partner)) => old == partner && new == at,
            _ => false,
        }
    }
}

/// Looks through `articles` for one that has a partner other than `but`.
fn nearest(partners: &[Option<usize>], articles: impl Iterator<Item = usize>, but: usize) -> Neighbour {
    for (distance, at) in articles.enumerate() {
        if distance >= MAX_DISTANCE {
            return Neighbour::Far;
        }
        if let Some(partner) = partners[at].filter(|it| *it != but) {
            return Neighbour::Linked(at, partner);
        }
    }
    Neighbour::End
}

/// How many of the articles that one article names, or that name it, have a partner which the other one names, or which
/// names it; and how many have another.
fn fit(mine: &[usize], theirs: &[usize], partners: &[Option<usize>], other: usize) -> (f32, f32) {
    let (mut along, mut elsewhere) = (0.0, 0.0);
    for partner in mine.iter().filter_map(|it| partners[*it]).filter(|it| *it != other) {
        if theirs.binary_search(&partner).is_ok() { along += 1.0 } else { elsewhere += 1.0 }
    }
    (along, elsewhere)
}
