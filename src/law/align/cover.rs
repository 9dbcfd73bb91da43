//! How much of some sentences stands in an article.

use super::texts::Texts;
use super::words::Body;

/// How many pairs of characters may be looked up for two texts. Further sentences are not followed: the links of splits
/// and mergers that hang on them are missing then, none is wrong.
const MAX_STEPS: usize = 6_000_000;
/// An article with this many times the pairs of the sentences is searched, not marked.
const MUCH_LONGER: usize = 8;

/// Answers for two texts, as long as there are steps left.
pub(super) struct Cover<'a> {
    texts: &'a Texts,
    /// For each pair the round in which it was marked last.
    marks: Vec<u32>,
    round: u32,
    steps: usize,
}

impl<'a> Cover<'a> {
    pub(super) fn new(texts: &'a Texts) -> Self {
        Self { texts, marks: vec![0; texts.weights.len()], round: 0, steps: MAX_STEPS }
    }

    /// Which part of each of `runs` stands in the article, 0 to 1, by the weight of the pairs. `None` when no steps are
    /// left.
    pub(super) fn of(&mut self, runs: &[&[u32]], body: &Body) -> Option<Vec<f32>> {
        let read: usize = runs.iter().map(|it| it.len()).sum();
        let marked = body.pairs.len() <= MUCH_LONGER * read;
        self.steps = self.steps.checked_sub(if marked { read + body.pairs.len() } else { read * MUCH_LONGER })?;
        if !marked {
            return Some(runs.iter().map(|run| self.part(run, |id| body.count(id) > 0)).collect());
        }
        self.round += 1;
        for pair in &body.pairs {
            self.marks[pair.id as usize] = self.round;
        }
        Some(runs.iter().map(|run| self.part(run, |id| self.marks[id as usize] == self.round)).collect())
    }

    fn part(&self, run: &[u32], stands: impl Fn(u32) -> bool) -> f32 {
        let (mut inside, mut whole) = (0.0, 0.0);
        for id in run {
            let weight = self.texts.weights[*id as usize];
            whole += weight;
            if stands(*id) {
                inside += weight;
            }
        }
        inside / f32::max(whole, 1.0)
    }
}
