//! Texts that were read and written out, kept in memory: the same text is asked for many times, and a long one takes
//! some milliseconds. Bounded by number and by the bytes of the sources; the least recently used goes first.

use crate::procedure::Digest;
use crate::view::ReadingText;
use std::sync::{Arc, Mutex, PoisonError};

/// The most texts that are kept.
const MAX_TEXTS: usize = 64;
/// The most bytes of source text that are kept; the trees and pages made of them are some ten times as large.
const MAX_BYTES: usize = 8 * 1024 * 1024;

/// A text is known by its content and its address, because its page holds links.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    digest: Digest,
    address: String,
}

#[derive(Debug)]
struct Entry {
    key: Key,
    bytes: usize,
    text: Arc<ReadingText>,
}

/// The texts, the most recently used last.
#[derive(Debug, Default)]
pub struct Texts(Mutex<Vec<Entry>>);

impl Texts {
    /// The text with this digest whose page has this address, if it is kept.
    pub fn get(&self, digest: Digest, address: &str) -> Option<Arc<ReadingText>> {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = entries.iter().position(|it| it.key.digest == digest && it.key.address == address)?;
        let entry = entries.remove(at);
        let text = entry.text.clone();
        entries.push(entry);
        Some(text)
    }

    /// Reads `source`, keeps the result, and gives it.
    pub fn add(&self, digest: Digest, address: &str, source: &str) -> Arc<ReadingText> {
        // Outside the lock: two visitors may do the same work once, none waits for the other.
        let text = Arc::new(ReadingText::new(source, address));
        let entry = Entry { key: Key { digest, address: address.to_owned() }, bytes: source.len(), text: text.clone() };
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.retain(|it| it.key != entry.key);
        entries.push(entry);
        while entries.len() > 1
            && (entries.len() > MAX_TEXTS || entries.iter().map(|it| it.bytes).sum::<usize>() > MAX_BYTES)
        {
            entries.remove(0);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(texts: &Texts, source: &str) -> Digest {
        let digest = Digest::of(source.as_bytes());
        texts.add(digest, "/bills/x/v1", source);
        digest
    }

    #[test]
    fn the_least_recently_used_text_goes_first() {
        let texts = Texts::default();
        let digests: Vec<Digest> = (0..MAX_TEXTS).map(|n| add(&texts, &format!("第一条　第{n}个文本。\n"))).collect();
        assert!(texts.get(digests[0], "/bills/x/v1").is_some(), "used again");
        add(&texts, "第一条　又一个。\n");
        assert!(texts.get(digests[0], "/bills/x/v1").is_some());
        assert!(texts.get(digests[1], "/bills/x/v1").is_none());
        assert!(texts.get(digests[0], "/bills/y/v1").is_none(), "another address has other links");
    }

    #[test]
    fn the_bytes_are_bounded_too() {
        let texts = Texts::default();
        let first = add(&texts, &"甲".repeat(MAX_BYTES / 6));
        add(&texts, &"乙".repeat(MAX_BYTES / 6));
        add(&texts, &"丙".repeat(MAX_BYTES / 6));
        assert!(texts.get(first, "/bills/x/v1").is_none());
    }
}
