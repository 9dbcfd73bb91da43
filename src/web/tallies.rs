//! How far the checking of each comparison has come, kept in memory: counting compares two whole texts.

use crate::procedure::Digest;
use crate::procedure::correction::{CorrectionId, Pair};
use crate::view::Tally;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The most pairs that are kept; then all are forgotten and counted anew.
const MAX_PAIRS: usize = 4_096;

/// What a tally depends on: the texts, and how far the log has come, which only grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Basis {
    /// The older text, if it is there.
    pub old: Option<Digest>,
    /// The newer text, if it is there.
    pub new: Option<Digest>,
    /// The last correction.
    pub latest: Option<CorrectionId>,
    /// How many corrections ended.
    pub ended: i64,
}

/// The tallies, by pair.
#[derive(Debug, Default)]
pub struct Tallies(Mutex<HashMap<Pair, (Basis, Tally)>>);

impl Tallies {
    /// The tally of this pair, if it rests on this.
    pub fn get(&self, pair: &Pair, basis: Basis) -> Option<Tally> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(pair).filter(|it| it.0 == basis).map(|it| it.1)
    }

    /// Keeps a tally.
    pub fn put(&self, pair: Pair, basis: Basis, tally: Tally) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MAX_PAIRS && !kept.contains_key(&pair) {
            kept.clear();
        }
        kept.insert(pair, (basis, tally));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::procedure::VersionId;

    #[test]
    fn a_tally_holds_while_texts_and_log_do() {
        let id = |n| VersionId::new(n).unwrap();
        let pair = Pair::new("noise".parse().unwrap(), id(1), id(2)).unwrap();
        let basis = Basis { old: None, new: Some(Digest::of(b"")), latest: None, ended: 0 };
        let tallies = Tallies::default();
        tallies.put(pair.clone(), basis, Tally { rows: 3, ..Tally::default() });
        assert_eq!(tallies.get(&pair, basis).map(|it| it.rows), Some(3));
        assert_eq!(tallies.get(&pair, Basis { ended: 1, ..basis }), None);
        let other = Pair::new("noise".parse().unwrap(), id(1), id(3)).unwrap();
        assert_eq!(tallies.get(&other, basis), None);
    }
}
