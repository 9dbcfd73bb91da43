//! The numbers that units have in the merged text.

use super::cut::{Number, Source, UnitKind};
use super::order::Entry;
use crate::law::number::{ArticleNumber, to_chinese};
use crate::law::statute::DivisionKind;
use std::collections::HashMap;

/// Counts units as a text without gaps does: articles through the whole text, headings within the next larger one.
#[derive(Debug, Default)]
pub(super) struct Counter {
    articles: u16,
    headings: HashMap<DivisionKind, u16>,
}

impl Counter {
    pub fn next(&mut self, kind: UnitKind) -> Number {
        let UnitKind::Division(kind) = kind else {
            self.articles = self.articles.saturating_add(1);
            return (self.articles, 0);
        };
        self.headings.retain(|it, _| *it <= kind);
        let count = self.headings.entry(kind).or_default();
        *count = count.saturating_add(1);
        (*count, 0)
    }
}

/// By identity, the number of each unit that stays. `counted` if all texts count without a gap: then so does the merged
/// one; else a number is kept unless one side changed it.
pub(super) fn numbers(sources: [&Source<'_>; 3], entries: &[Entry], counted: bool) -> HashMap<usize, Number> {
    let [base, ours, theirs] = sources;
    let mut counter = Counter::default();
    let mut numbers = HashMap::new();
    for entry in entries.iter().filter(|it| it.stays) {
        let of = |source: &Source<'_>, unit: Option<usize>| unit.and_then(|it| source.units[it].number);
        let (was, our, their) = (of(base, entry.base), of(ours, entry.ours), of(theirs, entry.theirs));
        let kept = if their == was || their.is_none() { our.or(their) } else { their };
        let kind = entry.kind(sources);
        let number = match kind {
            UnitKind::Head | UnitKind::Annex => None,
            _ if counted => Some(counter.next(kind)),
            _ => kept,
        };
        numbers.extend(number.map(|it| (entry.id, it)));
    }
    numbers
}

/// 第十三条, in the form of `words`: 第十二条.
pub(in crate::law) fn printed(number: Number, words: &str) -> String {
    if words.contains('条') {
        return ArticleNumber::with_inserted(number.0, number.1).to_string();
    }
    let unit = ["分编", "编", "章", "节"].iter().find(|it| words.ends_with(**it)).unwrap_or(&"");
    format!("第{}{unit}", to_chinese(number.0))
}
