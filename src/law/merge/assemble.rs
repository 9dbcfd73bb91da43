//! The merged text, piece by piece, with what each piece was on either side.

use super::cut::{Number, Source, read_number};
use super::numbers::{numbers, printed};
use super::order::Entry;
use super::words::{Chunk, Tokens, is_unchanged, merged};
use super::{Conflict, MAX_NOTES, Merged};
use crate::law::compare::{Budget, Lexicon, Token, heaviest_chain};
use crate::law::edit::Edit;
use crate::law::span::Span;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// A stretch of the merged text that stands in a side as it is.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// First byte in the merged text.
    at: usize,
    /// First byte in the side.
    from: usize,
    len: usize,
}

pub(super) struct Assembler<'a, 't> {
    sources: [&'a Source<'t>; 3],
    budget: Budget,
    lexicon: Lexicon,
    numbers: HashMap<usize, Number>,
    out: Merged,
    /// For ours and theirs.
    runs: [Vec<Run>; 2],
    /// What the unit at work is called.
    label: String,
    /// The units that were written last, of ours and theirs.
    last: [Option<usize>; 2],
}

const BASE: usize = 0;
const OURS: usize = 1;
const THEIRS: usize = 2;

impl<'a, 't> Assembler<'a, 't> {
    pub fn new(sources: [&'a Source<'t>; 3], budget: Budget) -> Self {
        Self {
            sources,
            budget,
            lexicon: Lexicon::default(),
            numbers: HashMap::new(),
            out: Merged::default(),
            runs: [Vec::new(), Vec::new()],
            label: String::new(),
            last: [None, None],
        }
    }

    /// Writes all units; `counted` says whether they are numbered without a gap.
    pub fn run(&mut self, entries: &[Entry], counted: bool) {
        self.numbers = numbers(self.sources, entries, counted);
        for entry in entries {
            self.label = self.label_of(entry);
            self.entry(entry);
        }
    }

    pub fn finish(mut self) -> Merged {
        let [ours, theirs] = std::mem::take(&mut self.runs);
        self.out.ours = edits(self.sources[OURS].text, &self.out.text, ours);
        self.out.theirs = edits(self.sources[THEIRS].text, &self.out.text, theirs);
        self.out
    }

    fn label_of(&self, entry: &Entry) -> String {
        let units = [(THEIRS, entry.theirs), (OURS, entry.ours), (BASE, entry.base)];
        let label =
            units.into_iter().find_map(|(side, unit)| unit.map(|it| self.sources[side].units[it].label.clone()));
        let label = label.unwrap_or_default();
        self.numbers.get(&entry.id).filter(|_| !label.is_empty()).map_or(label.clone(), |it| printed(*it, &label))
    }

    fn entry(&mut self, entry: &Entry) {
        match (entry.base, entry.ours, entry.theirs) {
            (Some(base), Some(ours), Some(theirs)) => self.unit(base, ours, theirs),
            (None, Some(ours), Some(theirs)) => {
                self.begin(entry);
                self.both_inserted(ours, theirs);
                self.tail("", self.sources[OURS].tail(ours), self.sources[THEIRS].tail(theirs), entry);
            }
            (None, Some(unit), None) => self.whole(OURS, unit, entry),
            (None, None, Some(unit)) => self.whole(THEIRS, unit, entry),
            (Some(base), None, Some(theirs)) if entry.stays => self.we_deleted(base, theirs, entry),
            (Some(base), Some(ours), None) => self.they_deleted(base, ours),
            _ => {}
        }
    }

    // ── units ────────────────────────────────────────────────────────────────────────────────────────────────────

    /// Ends the unit before as it ended before this one in the text that this one comes from.
    fn begin(&mut self, entry: &Entry) {
        let follows = |side: usize, unit: Option<usize>| {
            unit.is_some_and(|it| {
                it == 0 || (self.last[side - 1].is_some() && self.last[side - 1] == it.checked_sub(1))
            })
        };
        if self.out.text.is_empty() || follows(OURS, entry.ours) && follows(THEIRS, entry.theirs) {
            return;
        }
        let sides = [(OURS, entry.ours), (THEIRS, entry.theirs)];
        let wanted = sides.iter().filter_map(|(side, unit)| {
            let before = unit.and_then(|it| it.checked_sub(1))?;
            Some(self.sources[*side].tail(before))
        });
        let tail = wanted.max_by_key(|it| it.matches('\n').count()).unwrap_or("");
        let tail = if tail.contains('\n') { tail } else { "\n\n" };
        let blanks = self.out.text.len() - self.out.text.trim_end().len();
        let has = self.out.text[self.out.text.len() - blanks..].matches('\n').count();
        let line_end = if tail.contains("\r\n") { "\r\n" } else { "\n" };
        let missing = tail.matches('\n').count().saturating_sub(has);
        self.out.text.push_str(&line_end.repeat(missing));
    }

    fn wrote(&mut self, ours: Option<usize>, theirs: Option<usize>) {
        self.last = [ours.or(self.last[0]), theirs.or(self.last[1])];
    }

    fn unit(&mut self, base: usize, ours: usize, theirs: usize) {
        let entry = Entry { id: base, base: Some(base), ours: Some(ours), theirs: Some(theirs), stays: true };
        self.begin(&entry);
        if !self.untouched(base, ours, theirs) {
            self.words(base, ours, theirs);
        }
        let tails = [(BASE, base), (OURS, ours), (THEIRS, theirs)].map(|(side, unit)| self.sources[side].tail(unit));
        self.tail(tails[BASE], tails[OURS], tails[THEIRS], &entry);
    }

    /// A unit of which nobody changed a byte; false if somebody did. Only its numbers are looked at.
    fn untouched(&mut self, base: usize, ours: usize, theirs: usize) -> bool {
        let bodies =
            [(BASE, base), (OURS, ours), (THEIRS, theirs)].map(|(side, unit)| self.sources[side].units[unit].body);
        let texts = [BASE, OURS, THEIRS].map(|it| &self.sources[it].text[bodies[it].range()]);
        let numbers = [BASE, OURS, THEIRS].map(|it| self.sources[it].numbers(bodies[it]));
        let places = |side: usize| numbers[side].iter().map(move |it| it.start - bodies[side].start);
        if texts[BASE] != texts[OURS]
            || texts[BASE] != texts[THEIRS]
            || !places(BASE).eq(places(OURS))
            || !places(BASE).eq(places(THEIRS))
        {
            return false;
        }
        let mut at = 0;
        for n in 0..numbers[BASE].len() {
            self.both(&texts[THEIRS][at..numbers[BASE][n].start - bodies[BASE].start], bodies, at);
            at = numbers[BASE][n].end - bodies[BASE].start;
            self.kept([BASE, OURS, THEIRS].map(|it| (Tokens { text: self.sources[it].text, list: &numbers[it] }, n)));
        }
        self.both(&texts[THEIRS][at..], bodies, at);
        true
    }

    /// Words that stand in both sides, `at` bytes behind the beginning of the unit.
    fn both(&mut self, words: &str, bodies: [Span; 3], at: usize) {
        self.run_of(OURS, bodies[OURS].start + at, words.len());
        self.write(words, THEIRS, bodies[THEIRS].start + at);
    }

    fn words(&mut self, base: usize, ours: usize, theirs: usize) {
        let lists = [(BASE, base), (OURS, ours), (THEIRS, theirs)].map(|(side, unit)| self.tokens(side, unit));
        let [old, our, their] = [BASE, OURS, THEIRS].map(|it| Tokens { text: self.sources[it].text, list: &lists[it] });
        for chunk in merged(old, our, their, &mut self.budget) {
            self.chunk(&chunk, old, our, their);
        }
    }

    fn tokens(&mut self, side: usize, unit: usize) -> Vec<Token> {
        self.sources[side].tokens(unit, &mut self.lexicon)
    }

    fn chunk(&mut self, chunk: &Chunk, base: Tokens<'_>, ours: Tokens<'_>, theirs: Tokens<'_>) {
        match chunk {
            Chunk::Kept { base: b, ours: o, theirs: t, len } => {
                (0..*len).for_each(|n| self.kept([(base, b + n), (ours, o + n), (theirs, t + n)]));
            }
            Chunk::Ours(range) => range.clone().for_each(|it| self.one(OURS, ours, it)),
            Chunk::Theirs(range) => range.clone().for_each(|it| self.one(THEIRS, theirs, it)),
            Chunk::Both { ours: o, theirs: t } => {
                o.clone().zip(t.clone()).for_each(|(o, t)| self.two((ours, o), (theirs, t)));
            }
            Chunk::Conflict { base: b, ours: o, theirs: t } => {
                let start = self.out.text.len();
                t.clone().for_each(|it| self.one(THEIRS, theirs, it));
                let words = |tokens: Tokens<'_>, range: &Range<usize>| -> String {
                    range.clone().map(|it| tokens.words(it)).collect()
                };
                let printed = o.clone().map(|it| self.printed(ours.list[it], ours.words(it))).collect();
                self.conflict(start, words(base, b), printed);
            }
        }
    }

    fn conflict(&mut self, start: usize, base: String, ours: String) {
        let span = Span::new(start, self.out.text.len());
        let theirs = self.out.text[span.range()].to_owned();
        self.out.conflicts.push(Conflict { article: self.label.clone(), span, base, ours, theirs });
    }

    /// A unit that both inserted with the same words.
    fn both_inserted(&mut self, ours: usize, theirs: usize) {
        let lists = [self.tokens(OURS, ours), self.tokens(THEIRS, theirs)];
        let our = Tokens { text: self.sources[OURS].text, list: &lists[0] };
        let their = Tokens { text: self.sources[THEIRS].text, list: &lists[1] };
        if lists[0].len() == lists[1].len() {
            (0..lists[0].len()).for_each(|it| self.two((our, it), (their, it)));
        } else {
            // Equal keys and another number of tokens: a number in an odd form. Theirs says the same.
            (0..lists[1].len()).for_each(|it| self.one(THEIRS, their, it));
        }
    }

    /// A unit that one side inserted.
    fn whole(&mut self, side: usize, unit: usize, entry: &Entry) {
        self.begin(entry);
        self.body(side, unit);
        let tail = self.sources[side].units[unit].tail;
        self.write(&self.sources[side].text[tail.range()], side, tail.start);
        self.wrote(entry.ours, entry.theirs);
    }

    fn body(&mut self, side: usize, unit: usize) {
        let list = self.tokens(side, unit);
        let tokens = Tokens { text: self.sources[side].text, list: &list };
        (0..list.len()).for_each(|it| self.one(side, tokens, it));
    }

    fn we_deleted(&mut self, base: usize, theirs: usize, entry: &Entry) {
        self.begin(entry);
        let start = self.out.text.len();
        self.body(THEIRS, theirs);
        let tail = self.sources[THEIRS].units[theirs].tail;
        self.write(&self.sources[THEIRS].text[tail.range()], THEIRS, tail.start);
        self.wrote(None, entry.theirs);
        self.conflict(start, self.sources[BASE].whole(base).to_owned(), String::new());
    }

    fn they_deleted(&mut self, base: usize, ours: usize) {
        if !is_unchanged(self.sources[BASE], base, self.sources[OURS], ours) {
            let at = self.out.text.len();
            let words = self.sources[OURS].whole(ours).to_owned();
            self.conflict(at, self.sources[BASE].whole(base).to_owned(), words);
        }
    }

    /// The blanks after a unit: those of the side that changed them; if both did, the longer ones.
    fn tail(&mut self, base: &str, ours: &str, theirs: &str, entry: &Entry) {
        let from_us = theirs == base || (ours != base && ours.len() > theirs.len());
        let start = |side: usize, unit: Option<usize>| unit.map_or(0, |it| self.sources[side].units[it].tail.start);
        let (our, their) = (start(OURS, entry.ours), start(THEIRS, entry.theirs));
        if ours == theirs {
            self.run_of(OURS, our, ours.len());
            self.write(theirs, THEIRS, their);
        } else if from_us {
            self.write(ours, OURS, our);
        } else {
            self.write(theirs, THEIRS, their);
        }
        self.wrote(entry.ours, entry.theirs);
    }

    // ── tokens ───────────────────────────────────────────────────────────────────────────────────────────────────

    /// A token of one side.
    fn one(&mut self, side: usize, tokens: Tokens<'_>, at: usize) {
        let (token, words) = (tokens.list[at], tokens.words(at));
        let printed = self.printed(token, words).into_owned();
        self.note(token, words);
        if printed == words { self.write(words, side, token.start) } else { self.out.text.push_str(&printed) }
    }

    /// A token that both sides put there.
    fn two(&mut self, ours: (Tokens<'_>, usize), theirs: (Tokens<'_>, usize)) {
        self.kept([theirs, ours, theirs]);
    }

    /// A token that both kept. Its bytes stay if nobody changed them and they are still right for one of the two.
    fn kept(&mut self, of: [(Tokens<'_>, usize); 3]) {
        let [was, our, their] = of.map(|(tokens, at)| tokens.words(at));
        let [first, our_token, their_token] = of.map(|(tokens, at)| tokens.list[at]);
        let right = |token: Token, words: &str| self.printed(token, words) == words;
        let words = if our == their && (right(our_token, our) || right(their_token, their)) {
            Cow::Borrowed(their)
        } else {
            let token = [first, their_token, our_token].into_iter().find(|it| Source::identity(it).is_some());
            let candidates = if their == was { [our, their] } else { [their, our] };
            let fits = candidates.into_iter().find(|it| token.is_some_and(|token| self.printed(token, it) == **it));
            fits.map_or_else(|| token.map_or(Cow::Borrowed(their), |it| self.printed(it, their)), Cow::Borrowed)
        };
        let words = words.into_owned();
        if words == our {
            self.run_of(OURS, our_token.start, words.len());
        }
        if words == their {
            self.run_of(THEIRS, their_token.start, words.len());
        }
        self.out.text.push_str(&words);
    }

    /// The words of a token, with the new number if it names a unit that stays.
    fn printed<'w>(&self, token: Token, words: &'w str) -> Cow<'w, str> {
        let number = Source::identity(&token).and_then(|it| self.numbers.get(&it));
        match number {
            Some(number) if read_number(words) != Some(*number) => Cow::Owned(printed(*number, words)),
            _ => Cow::Borrowed(words),
        }
    }

    /// Says so if a new reference names a unit that the other side deleted.
    fn note(&mut self, token: Token, words: &str) {
        let gone = Source::identity(&token).is_some_and(|it| !self.numbers.contains_key(&it));
        if gone && self.out.notes.len() < MAX_NOTES {
            self.out.notes.push(format!("{}引用的“{words}”已经被删去，请核对。", self.label));
        }
    }

    fn write(&mut self, words: &str, side: usize, from: usize) {
        self.run_of(side, from, words.len());
        self.out.text.push_str(words);
    }

    /// What is written next stands so in a side.
    fn run_of(&mut self, side: usize, from: usize, len: usize) {
        let at = self.out.text.len();
        let runs = &mut self.runs[side - 1];
        match runs.last_mut() {
            Some(last) if last.at + last.len == at && last.from + last.len == from => last.len += len,
            _ if len > 0 => runs.push(Run { at, from, len }),
            _ => {}
        }
    }
}

/// The changes that turn a side into the merged text: what lies between the stretches that stay in their order.
fn edits(side: &str, text: &str, runs: Vec<Run>) -> Vec<Edit> {
    let points: Vec<(usize, u64)> = runs.iter().map(|it| (it.from, it.len as u64)).collect();
    let mut edits = Vec::new();
    let (mut at, mut from) = (0, 0);
    let end = Run { at: text.len(), from: side.len(), len: 0 };
    for run in heaviest_chain(&points).into_iter().map(|it| runs[it]).chain([end]) {
        if run.from > from || run.at > at {
            edits.push(Edit::new(from, run.from, &text[at..run.at]));
        }
        (at, from) = (run.at + run.len, run.from + run.len);
    }
    edits
}
