//! All trigger and guard words of all rules, sought in one pass over a text.
//!
//! One automaton finds every occurrence of every word; then, for each rule alone, leftmost-longest over its own triggers
//! and guards decides which are hits. So 对应 hides 应 from the rule that guards it, and no rule's words hide another's.

use super::registry;
use super::unit::TextUnit;
use crate::law::span::Span;
use aho_corasick::AhoCorasick;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The words of one installation of rules; they never change while the program runs.
static WORDS: LazyLock<Words> = LazyLock::new(Words::new);

struct Words {
    automaton: Option<AhoCorasick>,
    /// For each pattern: the rules that want it.
    wanted: Vec<Vec<Wanted>>,
}

#[derive(Clone, Copy)]
struct Wanted {
    /// Place in [`registry::rules`].
    rule: usize,
    word: &'static str,
    trigger: bool,
}

/// A place where a rule's trigger stands, its guards heeded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Place of the unit in the list of units.
    pub unit: usize,
    /// Bytes of the unit's words.
    pub span: Span,
    pub word: &'static str,
}

impl Words {
    fn new() -> Self {
        let mut by_word: BTreeMap<&'static str, Vec<Wanted>> = BTreeMap::new();
        for (rule, it) in registry::rules().iter().enumerate() {
            let triggers = it.triggers.iter().map(|word| (*word, true));
            for (word, trigger) in triggers.chain(it.guards.iter().map(|word| (*word, false))) {
                by_word.entry(word).or_default().push(Wanted { rule, word, trigger });
            }
        }
        let automaton = AhoCorasick::new(by_word.keys()).ok().filter(|_| !by_word.is_empty());
        Self { automaton, wanted: by_word.into_values().collect() }
    }
}

/// The hits of every rule, by its place in the registry, in the order of the text.
pub(super) fn hits(units: &[TextUnit<'_>]) -> Vec<Vec<Place>> {
    let mut found = vec![Vec::new(); registry::rules().len()];
    let Some(automaton) = &WORDS.automaton else { return found };
    let mut all: Vec<(usize, usize, Reverse<usize>, Wanted)> = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        all.clear();
        for hit in automaton.find_overlapping_iter(unit.text) {
            let wanted = &WORDS.wanted[hit.pattern().as_usize()];
            all.extend(wanted.iter().map(|it| (it.rule, hit.start(), Reverse(hit.end()), *it)));
        }
        all.sort_by_key(|it| (it.0, it.1, it.2));
        let mut free = (usize::MAX, 0);
        for &(rule, start, Reverse(end), wanted) in &all {
            if free.0 == rule && start < free.1 {
                continue;
            }
            free = (rule, end);
            let span = Span::new(start, end);
            if wanted.trigger && !unit.in_title(span) {
                found[rule].push(Place { unit: index, span, word: wanted.word });
            }
        }
    }
    found
}
