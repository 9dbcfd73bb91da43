//! The articles of a text as corrections name them: by address, and by the SHA-256 of their words.

use crate::law::compare::Words;
use crate::law::path::ProvisionPath;
use crate::law::statute::Statute;
use crate::procedure::Digest;
use std::collections::HashMap;

/// An article as somebody saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    path: ProvisionPath,
    words: String,
    digest: Digest,
}

impl Named {
    /// The article at this address with these words.
    #[must_use]
    pub fn new(path: ProvisionPath, words: String) -> Self {
        let digest = Digest::of(words.as_bytes());
        Self { path: path.whole_article(), words, digest }
    }

    /// Its address.
    #[must_use]
    pub fn path(&self) -> ProvisionPath {
        self.path
    }

    /// Its words, one line per 款, 项 and 目, without its number.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }

    /// The SHA-256 of its words.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.digest
    }
}

/// 第十二条; in a text that carries the number twice the later one is 第十二条[2].
#[must_use]
pub fn article_label(path: ProvisionPath) -> String {
    match path.occurrence {
        0 | 1 => path.article.to_string(),
        later => format!("{}[{later}]", path.article),
    }
}

/// The articles of a text in their order, found by address and by words.
#[derive(Debug, Clone, Default)]
pub struct Articles {
    list: Vec<Named>,
    by_path: HashMap<ProvisionPath, usize>,
    by_digest: HashMap<Digest, Vec<usize>>,
}

impl Articles {
    /// Reads a text.
    #[must_use]
    pub fn of(statute: &Statute) -> Self {
        let mut found = Self::default();
        for (at, article) in statute.articles().enumerate() {
            let named = Named::new(article.path, Words::of(article).text);
            found.by_path.entry(named.path).or_insert(at);
            found.by_digest.entry(named.digest).or_default().push(at);
            found.list.push(named);
        }
        found
    }

    /// All of them.
    #[must_use]
    pub fn list(&self) -> &[Named] {
        &self.list
    }

    /// The place of the article with this address.
    #[must_use]
    pub fn at_path(&self, path: ProvisionPath) -> Option<usize> {
        self.by_path.get(&path.whole_article()).copied()
    }

    /// The places of the articles with these words.
    #[must_use]
    pub fn with_words(&self, digest: Digest) -> &[usize] {
        self.by_digest.get(&digest).map_or(&[], Vec::as_slice)
    }
}
