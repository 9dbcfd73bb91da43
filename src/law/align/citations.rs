//! Which article refers to which, within each text. An article that was renumbered takes its references along, so they
//! witness where it went.

use crate::law::path::ProvisionPath;
use crate::law::refs::references;
use crate::law::statute::Statute;

/// The references between the articles of one text.
#[derive(Debug, Default)]
pub(super) struct Citations {
    /// The articles that each article names, ascending; never itself.
    pub to: Vec<Vec<usize>>,
    /// The articles that name it, ascending.
    pub from: Vec<Vec<usize>>,
}

impl Citations {
    /// Reads the references of a text.
    pub(super) fn of(statute: &Statute) -> Self {
        let key = |it: ProvisionPath| (it.article, it.occurrence);
        let mut index: Vec<_> = statute.articles().enumerate().map(|(at, it)| (key(it.path), at)).collect();
        index.sort_unstable();
        let find = |path: ProvisionPath| {
            let at = index.binary_search_by_key(&key(path), |it| it.0).ok()?;
            Some(index[at].1)
        };
        let mut citations = Self { to: vec![Vec::new(); index.len()], from: vec![Vec::new(); index.len()] };
        for reference in references(statute) {
            let Some(source) = find(reference.within) else { continue };
            for target in reference.result.targets().iter().filter_map(|it| find(*it)) {
                if target != source {
                    citations.to[source].push(target);
                    citations.from[target].push(source);
                }
            }
        }
        for list in citations.to.iter_mut().chain(&mut citations.from) {
            list.sort_unstable();
            list.dedup();
        }
        citations
    }
}
