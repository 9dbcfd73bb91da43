//! Comparisons that were made, kept in memory: the same two texts are compared for every visitor, every filter and
//! every file, and a long pair takes a tenth of a second. Bounded by number and by the bytes of the sources; the least
//! recently used goes first.

use crate::law::compare::{Assertion, Chain, Options};
use crate::procedure::Digest;
use std::sync::{Arc, Mutex, PoisonError};

/// The most comparisons that are kept.
const MAX_COMPARISONS: usize = 48;
/// The most bytes of source texts whose comparisons are kept; a comparison is some five times as large.
const MAX_BYTES: usize = 12 * 1024 * 1024;

/// What is known of a step before it is compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agreed {
    /// What people said about which articles belong together.
    pub asserted: Vec<Assertion>,
    /// The rows, if both texts are sealed and one follows the other.
    pub settled: Option<Vec<Assertion>>,
}

impl Agreed {
    /// For the comparison.
    pub fn options(&self) -> Options {
        Options { asserted: self.asserted.clone(), settled: self.settled.clone(), ..Options::default() }
    }
}

/// A comparison is known by the texts, in order, and by what is known of each step. It holds no addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The texts.
    pub texts: Vec<Digest>,
    /// For each step which articles belong together.
    pub agreed: Vec<Agreed>,
}

#[derive(Debug)]
struct Entry {
    key: Key,
    bytes: usize,
    chain: Arc<Chain>,
}

/// The comparisons, the most recently used last.
#[derive(Debug, Default)]
pub struct Comparisons(Mutex<Vec<Entry>>);

impl Comparisons {
    /// The comparison, if it is kept.
    pub fn get(&self, key: &Key) -> Option<Arc<Chain>> {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = entries.iter().position(|it| it.key == *key)?;
        let entry = entries.remove(at);
        let chain = entry.chain.clone();
        entries.push(entry);
        Some(chain)
    }

    /// Keeps a comparison of texts of so many bytes, and gives it back.
    pub fn add(&self, key: Key, bytes: usize, chain: Chain) -> Arc<Chain> {
        let chain = Arc::new(chain);
        let entry = Entry { key, bytes, chain: chain.clone() };
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.retain(|it| it.key != entry.key);
        entries.push(entry);
        while entries.len() > 1
            && (entries.len() > MAX_COMPARISONS || entries.iter().map(|it| it.bytes).sum::<usize>() > MAX_BYTES)
        {
            entries.remove(0);
        }
        chain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Key {
        Key { texts: vec![Digest::of(name.as_bytes()), Digest::of(b"other")], agreed: vec![Agreed::default()] }
    }

    fn empty() -> Chain {
        Chain { steps: Vec::new(), rows: Vec::new() }
    }

    #[test]
    fn the_least_recently_used_comparison_goes_first() {
        let kept = Comparisons::default();
        let names: Vec<String> = (0..MAX_COMPARISONS).map(|it| it.to_string()).collect();
        for name in &names {
            kept.add(key(name), 1, empty());
        }
        assert!(kept.get(&key("0")).is_some(), "used again");
        kept.add(key("further"), 1, empty());
        assert!(kept.get(&key("0")).is_some() && kept.get(&key("1")).is_none());
    }

    #[test]
    fn the_bytes_are_bounded_and_corrections_make_another_comparison() {
        let kept = Comparisons::default();
        kept.add(key("a"), MAX_BYTES, empty());
        let asserted = vec![Assertion { old: vec![0], new: vec![] }];
        let corrected = Key { agreed: vec![Agreed { asserted, settled: None }], ..key("a") };
        assert!(kept.get(&corrected).is_none());
        kept.add(corrected.clone(), 1, empty());
        assert!(kept.get(&key("a")).is_none() && kept.get(&corrected).is_some());
    }
}
