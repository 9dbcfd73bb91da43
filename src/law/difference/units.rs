//! Unit by unit: what came, went, moved, and which words changed.

use super::place::Places;
use super::{Change, Difference, Kind, MAX_CHANGES, Unplaced};
use crate::law::compare::{Budget, Lexicon, Token, diff, heaviest_chain};
use crate::law::edit::{Edit, applied};
use crate::law::merge::cut::{Number, Source, UnitKind, read_number};
use crate::law::merge::numbers::printed;
use crate::law::merge::pair::pair;
use crate::law::span::Span;
use std::collections::HashMap;
use std::ops::Range;

/// A tracked edit: where it stands in both files.
#[derive(Debug, Clone, Copy)]
struct Tracked {
    index: usize,
    sent: Span,
    back: Span,
}

/// Tokens of a unit that were replaced, in the file before and after.
struct Stretch {
    sent: Range<usize>,
    back: Range<usize>,
    tracked: Option<usize>,
}

pub(super) struct Differ<'t> {
    base: Source<'t>,
    sent: Source<'t>,
    back: Source<'t>,
    /// For each unit of `sent`, its unit in `base`; for each of `back`, its unit in `sent`.
    to_base: Vec<Option<usize>>,
    to_sent: Vec<Option<usize>>,
    /// For each unit of `sent`, its unit in `back`, and whether it stands elsewhere there.
    of_sent: Vec<Option<usize>>,
    moved: Vec<bool>,
    tracked: Option<Vec<Tracked>>,
    /// The numbers that units have while changes are not taken, by identity.
    numbers: HashMap<usize, Number>,
    lexicon: Lexicon,
    budget: Budget,
    pub found: Difference,
}

impl<'t> Differ<'t> {
    pub fn new(
        mut base: Source<'t>,
        mut sent: Source<'t>,
        mut back: Source<'t>,
        tracked: Option<&[Edit]>,
        lexicon: Lexicon,
        budget: Budget,
    ) -> Self {
        let (to_base, to_sent) = (pair(&base, &sent), pair(&sent, &back));
        let (bases, sents) = (base.units.len(), sent.units.len());
        base.identify((0..bases).collect());
        let ids: Vec<usize> = to_base.iter().enumerate().map(|(at, it)| it.unwrap_or(bases + at)).collect();
        let back_ids = to_sent.iter().enumerate().map(|(at, it)| it.map_or(bases + sents + at, |it| ids[it])).collect();
        sent.identify(ids);
        back.identify(back_ids);
        let mut of_sent = vec![None; sents];
        let mut points = Vec::new();
        for (at, partner) in to_sent.iter().enumerate() {
            if let Some(partner) = partner {
                of_sent[*partner] = Some(at);
                points.push((*partner, back.units[at].body.len() as u64 + 1));
            }
        }
        let mut moved: Vec<bool> = of_sent.iter().map(Option::is_some).collect();
        heaviest_chain(&points).into_iter().for_each(|it| moved[points[it].0] = false);
        let renumbers = base.counts_on() && sent.counts_on() && back.counts_on();
        let tracked = tracked.map(located);
        let mut differ = Self {
            base,
            sent,
            back,
            to_base,
            to_sent,
            of_sent,
            moved,
            tracked,
            numbers: HashMap::new(),
            lexicon,
            budget,
            found: Difference { renumbers, ..Difference::default() },
        };
        if renumbers {
            differ.number();
        } else {
            // Nothing follows when changes are taken: a number that changed is a change.
            for text in [&mut differ.base, &mut differ.sent, &mut differ.back] {
                text.forget_numbers();
            }
        }
        differ
    }

    /// The numbers of the base; a new article counts 之一, 之二 … after the one before it until it is taken.
    fn number(&mut self) {
        let numbered = self.base.units.iter().enumerate().filter_map(|(at, it)| Some((at, it.number?)));
        self.numbers.extend(numbered);
        let mut last: Option<Number> = None;
        for (at, unit) in self.back.units.iter().enumerate().filter(|(_, it)| it.kind == UnitKind::Article) {
            let id = self.back.ids[at];
            match (self.numbers.get(&id), last) {
                (Some(number), _) => last = Some(*number),
                (None, Some((number, inserted))) => {
                    last = Some((number, inserted.saturating_add(1)));
                    self.numbers.extend(last.map(|it| (id, it)));
                }
                (None, None) => self.numbers.extend(unit.number.map(|it| (id, it))),
            }
        }
    }

    pub fn run(&mut self) {
        let mut gone = 0;
        for at in 0..self.back.units.len() {
            match self.to_sent[at] {
                Some(sent) => {
                    if !self.moved[sent] {
                        self.removed(gone..sent);
                        gone = gone.max(sent + 1);
                    }
                    self.kept(sent, at);
                }
                None => self.added(at),
            }
        }
        self.removed(gone..self.sent.units.len());
    }

    fn kept(&mut self, sent: usize, back: usize) {
        let label = self.back.units[back].label.clone();
        let Some(base) = self.to_base[sent] else {
            // The file already had it when it came back for the first time, and the base does not.
            let stretches = self.stretches(sent, back);
            for (old, new, tracked) in stretches {
                self.unplaced(
                    &label,
                    self.sent.text[old.range()].to_owned(),
                    self.back.text[new.range()].to_owned(),
                    tracked,
                );
            }
            return;
        };
        if self.moved[sent] {
            return self.relocated(base, back);
        }
        if self.sent.text[self.sent.units[sent].body.range()] == self.back.text[self.back.units[back].body.range()]
            && self.tracked.is_none()
        {
            return;
        }
        self.words(base, sent, back);
    }

    /// Stretches as places in both files.
    fn stretches(&mut self, sent: usize, back: usize) -> Vec<(Span, Span, Option<usize>)> {
        let (old, new) = (self.sent.tokens(sent, &mut self.lexicon), self.back.tokens(back, &mut self.lexicon));
        let (from, to) = (self.sent.units[sent].body.start, self.back.units[back].body.start);
        let stretches = self.changed(sent, back, &old, &new);
        stretches.into_iter().map(|it| (span(&old, &it.sent, from), span(&new, &it.back, to), it.tracked)).collect()
    }

    fn words(&mut self, base: usize, sent: usize, back: usize) {
        let old = self.sent.tokens(sent, &mut self.lexicon);
        let new = self.back.tokens(back, &mut self.lexicon);
        let stretches = self.changed(sent, back, &old, &new);
        if stretches.is_empty() {
            return;
        }
        let kept = self.base.tokens(base, &mut self.lexicon);
        let places = Places::new(&old, &kept, &mut self.budget);
        let unit = self.base.units[base].label.clone();
        for stretch in stretches {
            let words = self.said(&new[stretch.back.clone()]);
            match places.of(stretch.sent.clone()) {
                Some(span) if self.base.text[span.range()] == words => {}
                Some(span) => {
                    let edits = vec![Edit::new(span.start, span.end, words)];
                    self.push(Change { kind: Kind::Words, unit: unit.clone(), edits, tracked: stretch.tracked });
                }
                None => {
                    let gone: String = old[stretch.sent].iter().map(|it| &self.sent.text[it.start..it.end]).collect();
                    self.unplaced(&unit, gone, words, stretch.tracked);
                }
            }
        }
    }

    /// What was replaced in a unit: the tracked edits if they say all of it, else what the comparison finds.
    fn changed(&mut self, sent: usize, back: usize, old: &[Token], new: &[Token]) -> Vec<Stretch> {
        let stretches = self.as_tracked(sent, back, old, new).unwrap_or_else(|| {
            let found = diff(old, new, &mut self.budget).into_iter().filter(|it| !it.equal);
            let stretches: Vec<_> = found.map(|it| Stretch { sent: it.old, back: it.new, tracked: None }).collect();
            stretches
        });
        let (from, to) = (self.sent.units[sent].body.start, self.back.units[back].body.start);
        let mut told = Vec::new();
        for mut stretch in stretches {
            // Numbers that name the same unit, and what only the table of the comparison drew into a change.
            let same = |a: usize, b: usize| {
                old[a].id == new[b].id
                    || self.sent.text[old[a].start..old[a].end] == self.back.text[new[b].start..new[b].end]
            };
            while !stretch.sent.is_empty() && !stretch.back.is_empty() && same(stretch.sent.start, stretch.back.start) {
                (stretch.sent.start, stretch.back.start) = (stretch.sent.start + 1, stretch.back.start + 1);
            }
            while !stretch.sent.is_empty()
                && !stretch.back.is_empty()
                && same(stretch.sent.end - 1, stretch.back.end - 1)
            {
                (stretch.sent.end, stretch.back.end) = (stretch.sent.end - 1, stretch.back.end - 1);
            }
            if !stretch.sent.is_empty() || !stretch.back.is_empty() {
                let (gone, came) = (span(old, &stretch.sent, from), span(new, &stretch.back, to));
                stretch.tracked = stretch.tracked.or_else(|| self.author(gone, came));
                told.push(stretch);
            }
        }
        told
    }

    /// The tracked edits inside a unit, in whole tokens. None if they do not lead from the one to the other.
    fn as_tracked(&self, sent: usize, back: usize, old: &[Token], new: &[Token]) -> Option<Vec<Stretch>> {
        let (was, is) = (self.sent.units[sent].body, self.back.units[back].body);
        let tracked = self.tracked.as_ref()?;
        let first = tracked.partition_point(|it| it.sent.end < was.start);
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut edits = Vec::new();
        for it in tracked[first..].iter().take_while(|it| it.sent.start <= was.end) {
            let inside = was.start <= it.sent.start
                && it.sent.end <= was.end
                && is.start <= it.back.start
                && it.back.end <= is.end;
            if !inside {
                continue;
            }
            edits.push(Edit::new(it.sent.start - was.start, it.sent.end - was.start, &self.back.text[it.back.range()]));
            let stretch = whole_tokens(old, new, it);
            if stretches
                .last()
                .is_some_and(|last| last.sent.end > stretch.sent.start || last.back.end > stretch.back.start)
            {
                return None;
            }
            stretches.push(stretch);
        }
        let made = applied(&self.sent.text[was.range()], &edits) == self.back.text[is.range()];
        // What lies between the edits must be the same tokens.
        let mut at = (0, 0);
        let ends = [(old.len(), old.len(), new.len(), new.len())];
        let gaps = stretches.iter().map(|it| (it.sent.start, it.sent.end, it.back.start, it.back.end)).chain(ends);
        for (old_start, old_end, new_start, new_end) in gaps {
            if old_start.checked_sub(at.0)? != new_start.checked_sub(at.1)? {
                return None;
            }
            at = (old_end, new_end);
        }
        made.then_some(stretches)
    }

    /// The tracked edit that these words belong to.
    fn author(&self, sent: Span, back: Span) -> Option<usize> {
        let tracked = self.tracked.as_ref()?;
        let common = |a: Span, b: Span| a.end.min(b.end).saturating_sub(a.start.max(b.start));
        let touches = |a: Span, b: Span| a.start <= b.end && b.start <= a.end;
        let first = tracked.partition_point(|it| it.sent.end < sent.start && it.back.end < back.start);
        let near = tracked[first..].iter().take_while(|it| it.sent.start <= sent.end || it.back.start <= back.end);
        let near = near.filter(|it| touches(it.sent, sent) || touches(it.back, back));
        near.max_by_key(|it| (common(it.sent, sent) + common(it.back, back), std::cmp::Reverse(it.index)))
            .map(|it| it.index)
    }

    // ── whole units ──────────────────────────────────────────────────────────────────────────────────────────────

    fn added(&mut self, back: usize) {
        let body = self.back.units[back].body;
        if body.is_empty() {
            return;
        }
        let (at, words) = self.standing(back);
        let unit = self.back.units[back].label.clone();
        let before = body.start.saturating_sub(1);
        let tracked = self.author(Span::new(usize::MAX, usize::MAX), Span::new(before, body.end));
        self.push(Change { kind: Kind::Added, unit, edits: vec![Edit::new(at, at, words)], tracked });
    }

    fn removed(&mut self, range: Range<usize>) {
        for sent in range.filter(|it| self.of_sent[*it].is_none()).collect::<Vec<_>>() {
            let body = self.sent.units[sent].body;
            let tracked = self.author(body, Span::new(usize::MAX, usize::MAX));
            let unit = self.sent.units[sent].label.clone();
            match self.to_base[sent] {
                Some(base) => {
                    let span = self.without(base);
                    let edits = vec![Edit::new(span.start, span.end, "")];
                    self.push(Change { kind: Kind::Removed, unit, edits, tracked });
                }
                None => self.unplaced(&unit, self.sent.text[body.range()].to_owned(), String::new(), tracked),
            }
        }
    }

    fn relocated(&mut self, base: usize, back: usize) {
        let (at, words) = self.standing(back);
        let gone = self.without(base);
        let unit = self.base.units[base].label.clone();
        let body = self.back.units[back].body;
        let tracked = self.author(Span::new(usize::MAX, usize::MAX), body);
        let mut edits = vec![Edit::new(gone.start, gone.end, ""), Edit::new(at, at, words)];
        edits.sort();
        self.push(Change { kind: Kind::Moved, unit, edits, tracked });
    }

    /// Where a unit of the file would stand in the base, with the blanks that part it from its neighbour.
    fn standing(&mut self, back: usize) -> (usize, String) {
        let tokens = self.back.tokens(back, &mut self.lexicon);
        let kind = self.back.units[back].kind;
        let words = format!("{}{}", self.marks(kind, back), self.said(&tokens));
        let settled = |it: &usize| self.to_sent[*it].filter(|it| !self.moved[*it]).and_then(|it| self.to_base[it]);
        let before = (0..back).rev().find_map(|it| settled(&it)).unwrap_or(0);
        let end = self.base.units[before].body.end;
        if end == 0 { (0, format!("{words}\n\n")) } else { (end, format!("\n\n{words}")) }
    }

    /// The bytes of a unit of the base with the blanks before it.
    fn without(&self, base: usize) -> Span {
        let unit = &self.base.units[base];
        match base.checked_sub(1).map(|it| self.base.units[it].body.end) {
            Some(end) if end > 0 => Span::new(end, unit.body.end),
            _ => Span::new(unit.body.start, unit.tail.end),
        }
    }

    /// The marks before a heading of this kind in the base, unless the file has them.
    fn marks(&self, kind: UnitKind, back: usize) -> String {
        let own = &self.back.text[self.back.units[back].body.range()];
        if kind == UnitKind::Article || own.starts_with('#') {
            return String::new();
        }
        let twin = self.base.units.iter().find(|it| it.kind == kind).map(|it| &self.base.text[it.body.range()]);
        let marks = twin.map_or("", |it| &it[..it.len() - it.trim_start_matches(['#', ' ']).len()]);
        marks.to_owned()
    }

    // ── words ────────────────────────────────────────────────────────────────────────────────────────────────────

    /// Words of the file, with the numbers that units have in the base.
    fn said(&self, tokens: &[Token]) -> String {
        let mut words = String::new();
        for token in tokens {
            let own = &self.back.text[token.start..token.end];
            match Source::identity(token).and_then(|it| self.numbers.get(&it)) {
                Some(number) if read_number(own) != Some(*number) => words.push_str(&printed(*number, own)),
                _ => words.push_str(own),
            }
        }
        words
    }

    fn push(&mut self, change: Change) {
        if self.found.changes.len() < MAX_CHANGES {
            self.found.changes.push(change);
        } else {
            let gone = change.edits.iter().map(|it| &self.base.text[it.span.range()]).collect();
            let came = change.edits.iter().map(|it| it.replacement.as_str()).collect();
            self.unplaced(&change.unit, gone, came, change.tracked);
        }
    }

    fn unplaced(&mut self, unit: &str, old: String, new: String, tracked: Option<usize>) {
        self.found.unplaced.push(Unplaced { unit: unit.to_owned(), old, new, tracked });
    }
}

/// Tracked edits with their places in both files.
fn located(edits: &[Edit]) -> Vec<Tracked> {
    let mut shift = 0_isize;
    let mut located = Vec::with_capacity(edits.len());
    for (index, edit) in edits.iter().enumerate() {
        let start = edit.span.start.saturating_add_signed(shift);
        located.push(Tracked { index, sent: edit.span, back: Span::new(start, start + edit.replacement.len()) });
        shift += edit.replacement.len().cast_signed() - edit.span.len().cast_signed();
    }
    located
}

/// The tokens that an edit touches.
fn whole_tokens(old: &[Token], new: &[Token], edit: &Tracked) -> Stretch {
    let touched = |tokens: &[Token], span: Span| {
        // A place within a token touches it; one between two tokens touches neither.
        let first = tokens.partition_point(|it| it.end <= span.start);
        let last = tokens.partition_point(|it| it.start < span.end);
        first..last.max(first)
    };
    let (mut sent, mut back) = (touched(old, edit.sent), touched(new, edit.back));
    let inside =
        |tokens: &[Token], at: usize, byte: usize| tokens.get(at).is_some_and(|it| it.start < byte && byte < it.end);
    // Both sides reach as far: a token that is whole on one side and broken on the other is replaced.
    if sent.is_empty() && inside(old, sent.start, edit.sent.start) {
        sent.end += 1;
    }
    if back.is_empty() && inside(new, back.start, edit.back.start) {
        back.end += 1;
    }
    let cut = |tokens: &[Token], range: &Range<usize>, span: Span| {
        let start = tokens.get(range.start).filter(|_| !range.is_empty()).map_or(span.start, |it| it.start);
        let end = range.end.checked_sub(1).and_then(|it| tokens.get(it)).filter(|_| !range.is_empty());
        (span.start - start.min(span.start), end.map_or(span.end, |it| it.end).max(span.end) - span.end)
    };
    // Bytes beside the edit that its tokens also hold.
    let (before, after) = (cut(old, &sent, edit.sent), cut(new, &back, edit.back));
    let widen = |tokens: &[Token], range: &mut Range<usize>, span: Span, more: (usize, usize)| {
        let (from, to) = (span.start.saturating_sub(more.0), span.end + more.1);
        while range.start > 0 && tokens[range.start - 1].end > from {
            range.start -= 1;
        }
        while range.end < tokens.len() && tokens[range.end].start < to {
            range.end += 1;
        }
    };
    widen(old, &mut sent, edit.sent, after);
    widen(new, &mut back, edit.back, before);
    Stretch { sent, back, tracked: Some(edit.index) }
}

/// The bytes of some tokens; the place between two where there are none.
fn span(tokens: &[Token], range: &Range<usize>, start: usize) -> Span {
    let before = range.start.checked_sub(1).map_or(start, |it| tokens[it].end);
    match (tokens.get(range.start), range.end.checked_sub(1).and_then(|it| tokens.get(it))) {
        (Some(first), Some(last)) if !range.is_empty() => Span::new(first.start, last.end),
        _ => Span::new(before, before),
    }
}
