//! The plan of each row → the clauses of the decision, in the order of the new text, and which rows each carries out.

use super::super::decision::{Act, Clause, ClauseMark, Line, Locator, Operation, Quote, Target, UnitKind, WordEdit};
use super::ClauseTrace;
use super::article::{Change, Detail, Pair, change, number, order};
use super::cohesion::Cohesion;
use super::divisions::{self, Headings};
use super::plan::{self, Step};
use super::quote;
use super::wording::Silent;
use crate::law::compare::{Class, Classes, Comparison, Op, Row};
use crate::law::path::ProvisionPath;
use crate::law::span::Span;
use crate::law::statute::{Article, Statute};
use std::collections::{BTreeSet, HashMap};

/// What has been decided so far, and what the applier has taught.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// How finely each row is told.
    pub details: Vec<Detail>,
    /// Articles (new index) whose number is told for itself.
    pub told: BTreeSet<usize>,
    /// Articles (new index) whose division is told.
    pub moved: BTreeSet<usize>,
    /// Whether every heading is told its number.
    pub numbered_headings: bool,
    /// Terms that one clause replaces wherever they stand: old and new.
    pub terms: Vec<(String, String)>,
}

/// A clause before it has its number.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub lines: Vec<Line>,
    pub rows: Vec<usize>,
}

/// Everything that clauses are made of.
pub(super) struct Source<'a> {
    pub old: &'a Statute,
    pub new: &'a Statute,
    pub comparison: &'a Comparison,
    pub cohesion: Cohesion,
    pub old_articles: Vec<&'a Article>,
    pub new_articles: Vec<&'a Article>,
    /// References that follow by themselves, of each row of one old article.
    silent: Vec<Vec<Silent>>,
    /// An article that went and one that came in its place, under its number.
    replaced: Vec<Replaced>,
}

/// A removed row and an added one under the same number: the article is replaced.
struct Replaced {
    removed: usize,
    added: usize,
    old: usize,
    new: usize,
}

/// The articles that are replaced although they have nothing in common.
fn replaced(comparison: &Comparison) -> Vec<Replaced> {
    let mut removed: HashMap<&str, (usize, usize)> = HashMap::new();
    for (row, it) in comparison.rows.iter().enumerate() {
        if let ([old], []) = (it.old.as_slice(), it.new.as_slice()) {
            removed.insert(&comparison.old.articles[*old].number, (row, *old));
        }
    }
    let mut found = Vec::new();
    for (row, it) in comparison.rows.iter().enumerate() {
        if let ([], [new]) = (it.old.as_slice(), it.new.as_slice())
            && let Some((gone, old)) = removed.remove(comparison.new.articles[*new].number.as_str())
        {
            found.push(Replaced { removed: gone, added: row, old, new: *new });
        }
    }
    found
}

impl<'a> Source<'a> {
    pub fn new(old: &'a Statute, new: &'a Statute, comparison: &'a Comparison) -> Self {
        Self {
            old,
            new,
            comparison,
            cohesion: Cohesion::of(comparison),
            old_articles: old.articles().collect(),
            new_articles: new.articles().collect(),
            silent: comparison.rows.iter().map(silent).collect(),
            replaced: replaced(comparison),
        }
    }
}

/// The references of a row that only follow their target, by bytes of the old words.
fn silent(row: &Row) -> Vec<Silent> {
    let [hunk] = row.hunks.as_slice() else { return Vec::new() };
    let mut found: Vec<Silent> = Vec::new();
    let mut byte = 0;
    let reference = Classes::of(Class::Reference);
    for pair in hunk.parts.windows(2).chain(hunk.parts.last().map(std::slice::from_ref)) {
        let part = &pair[0];
        if part.op == Op::Insert {
            continue;
        }
        let end = byte + part.text.len();
        if let [gone, come] = pair
            && gone.op == Op::Delete
            && come.op == Op::Insert
            && gone.classes == reference
            && come.classes == reference
        {
            found.push(Silent { old: byte..end, new: come.text.clone() });
        }
        byte = end;
    }
    found
}

/// One-to-one rows and what is said of them.
struct Told {
    old: usize,
    new: usize,
    change: Change,
    /// Its words change together with those of other articles.
    grouped: bool,
}

/// All clauses, in order, without numbers; the last ones are those that change the same words in several articles.
pub(super) struct Drafts {
    pub clauses: Vec<Draft>,
    pub groups: Vec<Draft>,
}

/// Makes the clauses.
pub(super) fn drafts(source: &Source<'_>, state: &State) -> Drafts {
    let mut writer = Writer { source, state, told: HashMap::new(), headings: Headings::default(), out: Vec::new() };
    writer.read_pairs();
    writer.group();
    let out_of_order = writer.out_of_order();
    let living = writer.living();
    writer.headings = divisions::headings(source, state, &|it| living.contains(&it));
    writer.title();
    writer.preamble();
    for at in 0..=source.comparison.rows.len() {
        writer.headings(at);
        if at < source.comparison.rows.len() {
            writer.row(at, &out_of_order);
        }
    }
    writer.annexes();
    let groups = writer.groups();
    Drafts { clauses: writer.out, groups }
}

struct Writer<'a> {
    source: &'a Source<'a>,
    state: &'a State,
    /// By old index.
    told: HashMap<usize, Told>,
    headings: Headings,
    out: Vec<Draft>,
}

impl Writer<'_> {
    fn leaving(&self, at: usize) -> &Article {
        self.source.old_articles[at]
    }

    fn coming(&self, at: usize) -> &Article {
        self.source.new_articles[at]
    }

    fn place(&self, at: usize) -> Locator {
        Locator::article(self.leaving(at).number())
    }

    fn target(&self, at: usize) -> Target {
        Target::article(self.coming(at).number())
    }

    fn renumbered(&self, old: usize, new: usize) -> bool {
        self.leaving(old).number() != self.coming(new).number()
    }

    /// What happens to the articles of a row.
    fn steps(&self, row: usize) -> Vec<Step> {
        let whole = |it: &&Replaced| {
            self.state.details[it.removed] != Detail::Anew && self.state.details[it.added] != Detail::Anew
        };
        let replaced = self.source.replaced.iter().filter(whole).find(|it| it.removed == row || it.added == row);
        match replaced {
            Some(it) if it.added == row => vec![Step::Pair(it.old, it.new)],
            Some(_) => Vec::new(),
            None => plan::steps(&self.source.comparison.rows[row], self.state.details[row]),
        }
    }

    /// The rows that a clause on a row carries out.
    fn rows(&self, row: usize) -> Vec<usize> {
        match self.source.replaced.iter().find(|it| it.added == row) {
            Some(it) if self.steps(it.removed).is_empty() => vec![it.removed, row],
            _ => vec![row],
        }
    }

    fn read_pairs(&mut self) {
        for (row, detail) in (0..).zip(&self.state.details) {
            for step in self.steps(row) {
                let Step::Pair(old, new) = step else { continue };
                let silent: &[Silent] = &self.source.silent[row];
                let terms: &[(String, String)] = &self.state.terms;
                let pair = Pair { old: self.leaving(old), new: self.coming(new), silent, terms };
                let change = change(pair, *detail, &self.source.cohesion);
                self.told.insert(old, Told { old, new, change, grouped: false });
            }
        }
    }

    /// Articles all of whose edits are made in other articles too.
    fn group(&mut self) {
        let mut candidates: Vec<usize> = self.told.values().filter(|it| self.may_group(it)).map(|it| it.old).collect();
        candidates.sort_unstable();
        loop {
            let mut counts: HashMap<Key<'_>, usize> = HashMap::new();
            for edit in candidates.iter().flat_map(|it| self.edits(*it)) {
                *counts.entry(key(edit)).or_default() += 1;
            }
            let shared = |it: &usize| self.edits(*it).all(|edit| counts.get(&key(edit)).is_some_and(|n| *n > 1));
            let kept: Vec<usize> = candidates.iter().copied().filter(shared).collect();
            if kept.len() == candidates.len() {
                break;
            }
            candidates = kept;
        }
        for old in candidates {
            if let Some(it) = self.told.get_mut(&old) {
                it.grouped = true;
            }
        }
    }

    fn may_group(&self, told: &Told) -> bool {
        let Change::Words(words) = &told.change else { return false };
        let plain = |edit: &WordEdit| !matches!(edit, WordEdit::Append { .. } | WordEdit::Prepend { .. });
        let pinned = self.state.told.contains(&told.new) || self.state.moved.contains(&told.new);
        !pinned && words.iter().all(|it| plain(&it.1))
    }

    fn edits(&self, old: usize) -> impl Iterator<Item = &WordEdit> {
        let words = self.told.get(&old).map(|it| &it.change);
        let words = if let Some(Change::Words(words)) = words { words.as_slice() } else { &[] };
        words.iter().map(|it| &it.1)
    }

    /// Articles (new index) that are told their number although nothing else is said of them.
    fn out_of_order(&mut self) -> BTreeSet<usize> {
        let silent = |it: &&Told| {
            let said = it.change != Change::Nothing && !it.grouped;
            !(self.state.told.contains(&it.new) || said && self.renumbered(it.old, it.new))
        };
        let pairs: Vec<(usize, usize)> = self.told.values().filter(silent).map(|it| (it.old, it.new)).collect();
        let found = plan::out_of_order(self.source.comparison, &pairs);
        for (old, _) in &found {
            if let Some(it) = self.told.get_mut(old) {
                it.grouped = false;
            }
        }
        found.into_iter().map(|it| it.1).chain(self.state.told.iter().copied()).collect()
    }

    fn push(&mut self, lines: Vec<Line>, rows: Vec<usize>) {
        if !lines.is_empty() {
            self.out.push(Draft { lines, rows });
        }
    }

    fn row(&mut self, at: usize, out_of_order: &BTreeSet<usize>) {
        for step in self.steps(at) {
            match step {
                Step::Pair(old, new) => {
                    let lines = self.pair(old, new, out_of_order);
                    self.push(lines, self.rows(at));
                }
                Step::Add(new) => self.add(new, at),
                Step::Delete(old) => self.delete(old, at),
                Step::Split(old, new) => self.split(old, &new, at),
                Step::Merge(old, new) => self.merge(&old, new, at),
            }
        }
    }

    fn pair(&self, old: usize, new: usize, out_of_order: &BTreeSet<usize>) -> Vec<Line> {
        let Some(told) = self.told.get(&old) else { return Vec::new() };
        let said = told.change != Change::Nothing;
        let mut first: Vec<Operation> = Vec::new();
        if !told.grouped && ((said && self.renumbered(old, new)) || out_of_order.contains(&new)) {
            first.push(order(Act::Renumber { from: vec![self.place(old)], to: vec![self.target(new)] }));
        }
        first.extend(self.moved(old, new));
        if told.grouped {
            return lines(first, Vec::new());
        }
        match &told.change {
            Change::Nothing => lines(first, Vec::new()),
            Change::Words(words) => lines(first, vec![line(edits(words))]),
            Change::Parts(parts) => lines(first, parts.clone()),
            Change::Whole => {
                let text = quote::article(self.coming(new));
                lines(first, vec![line(vec![order(Act::Replace { at: vec![self.place(old)], text })])])
            }
        }
    }

    /// 移至第四章, where the place of the article does not tell it.
    fn moved(&self, old: usize, new: usize) -> Option<Operation> {
        if !self.state.moved.contains(&new) {
            return None;
        }
        let into = divisions::home(self.source, new)?;
        Some(order(Act::Move { articles: vec![self.place(old)], into }))
    }

    fn add(&mut self, new: usize, row: usize) {
        let text = quote::article(self.coming(new));
        let to = vec![self.target(new)];
        let within = self.headings.homes[new].clone().filter(|_| self.state.moved.contains(&new));
        let act = Act::Add { within, after: None, unit: UnitKind::Article, to, text };
        self.push(vec![line(vec![order(act)])], vec![row]);
    }

    /// 删去第十条、第十二条: deletions that follow each other are one clause.
    fn delete(&mut self, old: usize, row: usize) {
        if self.headings.gone.contains(&old) {
            return;
        }
        let place = self.place(old);
        if let Some(Draft { lines, rows }) = self.out.last_mut()
            && let [Line { operations, .. }] = lines.as_mut_slice()
            && let [Operation { act: Act::Delete { at }, .. }] = operations.as_mut_slice()
            && at.iter().all(|it| matches!(it, Locator::Provision { .. }))
        {
            at.push(place);
            if !rows.contains(&row) {
                rows.push(row);
            }
            return;
        }
        self.push(vec![line(vec![order(Act::Delete { at: vec![place] })])], vec![row]);
    }

    fn split(&mut self, old: usize, new: &[usize], row: usize) {
        let text = quote::numbered(new.iter().map(|it| self.coming(*it)));
        let to = new.iter().map(|it| self.target(*it)).collect();
        let count = number(new.len().saturating_sub(1));
        let act = Act::Split { from: self.place(old), unit: UnitKind::Article, count, to, text };
        self.push(vec![line(vec![order(act)])], vec![row]);
    }

    fn merge(&mut self, old: &[usize], new: usize, row: usize) {
        let from = old.iter().map(|it| self.place(*it)).collect();
        let act = Act::Merge { from, to: Some(self.target(new)), text: Some(quote::article(self.coming(new))) };
        let mut lines = vec![line(vec![order(act)])];
        lines.extend(old.first().and_then(|it| self.moved(*it, new)).map(|it| line(vec![it])));
        self.push(lines, vec![row]);
    }

    fn headings(&mut self, before: usize) {
        let here: Vec<_> = self.headings.clauses.iter().filter(|it| it.before == before).cloned().collect();
        here.into_iter().for_each(|it| self.push(it.lines, it.rows));
    }

    /// Old articles that are not deleted.
    fn living(&self) -> BTreeSet<usize> {
        let mut living = BTreeSet::new();
        for step in (0..self.source.comparison.rows.len()).flat_map(|it| self.steps(it)) {
            match step {
                Step::Pair(old, _) | Step::Split(old, _) => living.extend([old]),
                Step::Merge(old, _) => living.extend(old),
                Step::Add(_) | Step::Delete(_) => {}
            }
        }
        living
    }

    fn title(&mut self) {
        let (old, new) = (&self.source.old.title.plain, &self.source.new.title.plain);
        if old != new {
            self.push(vec![line(vec![order(Act::Rename { title: new.clone() })])], Vec::new());
        }
    }

    fn preamble(&mut self) {
        let lines = |it: &Statute| quote::paragraphs(&it.preamble);
        let (old, new) = (lines(self.source.old), lines(self.source.new));
        if old == new {
            return;
        }
        let at = Locator::Preamble { paragraph: None };
        let text = Quote::new(new);
        let act = match (old.is_empty(), text.paragraphs.is_empty()) {
            (true, _) => {
                let (within, unit) = (Some(at), UnitKind::Paragraph);
                Act::Add { within, after: None, unit, to: Vec::new(), text }
            }
            (false, true) => Act::Delete { at: vec![at] },
            (false, false) => Act::Replace { at: vec![at], text },
        };
        self.push(vec![line(vec![order(act)])], Vec::new());
    }

    fn annexes(&mut self) {
        for new in &self.source.new.annexes {
            let Some(old) = self.source.old.annexes.iter().find(|it| it.number_text() == new.number_text()) else {
                continue;
            };
            if old.text == new.text && old.name == new.name {
                continue;
            }
            let at = vec![Locator::Annex { word: old.word.clone(), number: old.number }];
            let text = Quote::new(new.text.lines().filter(|it| !it.is_empty()).map(str::to_owned).collect());
            self.push(vec![line(vec![order(Act::Replace { at, text })])], Vec::new());
        }
        for old in &self.source.old.annexes {
            if !self.source.new.annexes.iter().any(|it| it.number_text() == old.number_text()) {
                let at = vec![Locator::Annex { word: old.word.clone(), number: old.number }];
                self.push(vec![line(vec![order(Act::Delete { at })])], Vec::new());
            }
        }
    }

    /// 将第三条、第五条第二款中的“甲”修改为“乙”: one clause for each edit that several articles share.
    fn groups(&self) -> Vec<Draft> {
        let mut told: Vec<&Told> = self.told.values().filter(|it| it.grouped).collect();
        told.sort_by_key(|it| it.old);
        let mut found: Vec<(&WordEdit, Vec<ProvisionPath>, Vec<usize>)> = Vec::new();
        for it in told {
            let Change::Words(words) = &it.change else { continue };
            let row = self.source.comparison.row_of_old(it.old).unwrap_or_default();
            for (places, edit) in words {
                match found.iter_mut().find(|it| it.0 == edit) {
                    Some(own) => {
                        own.1.extend(places);
                        own.2.push(row);
                    }
                    None => found.push((edit, places.clone(), vec![row])),
                }
            }
        }
        let draft = |(edit, places, rows): (&WordEdit, Vec<ProvisionPath>, Vec<usize>)| Draft {
            lines: vec![line(edits(&[(places, edit.clone())]))],
            rows,
        };
        let mut drafts: Vec<Draft> = found.into_iter().map(draft).collect();
        drafts.extend(self.state.terms.iter().map(|(from, to)| {
            let edits = vec![WordEdit::Replace { from: from.clone(), to: to.clone() }];
            let act = Act::Edit { at: vec![Locator::Everywhere], edits };
            Draft { lines: vec![line(vec![order(act)])], rows: self.rows_with(from) }
        }));
        drafts
    }

    /// The rows of one article before and after whose old words have a term.
    fn rows_with(&self, term: &str) -> Vec<usize> {
        let comparison = self.source.comparison;
        let has = |it: &usize| {
            let row = &comparison.rows[*it];
            row.is_changed()
                && !row.new.is_empty()
                && row.old.iter().any(|a| comparison.old.articles[*a].words.text.contains(term))
        };
        (0..comparison.rows.len()).filter(has).collect()
    }
}

/// What makes two edits the same: their kind, the words quoted first and those quoted second.
type Key<'a> = (u8, &'a str, &'a str);

fn key(edit: &WordEdit) -> Key<'_> {
    match edit {
        WordEdit::Replace { from, to } => (0, from, to),
        WordEdit::InsertAfter { anchor, words } => (1, anchor, words),
        WordEdit::InsertBefore { anchor, words } => (2, anchor, words),
        WordEdit::Delete { words } => (3, words, ""),
        WordEdit::Append { words } => (4, words, ""),
        WordEdit::Prepend { words } => (5, words, ""),
        WordEdit::ReplaceNth { .. } | WordEdit::Paragraphs { .. } => (6, "", ""),
    }
}

/// Word edits as orders: edits of the same places together.
fn edits(words: &[(Vec<ProvisionPath>, WordEdit)]) -> Vec<Operation> {
    let mut found: Vec<(Vec<ProvisionPath>, Vec<WordEdit>)> = Vec::new();
    for (places, edit) in words {
        match found.iter_mut().find(|it| it.0 == *places) {
            Some(own) => own.1.push(edit.clone()),
            None => found.push((places.clone(), vec![edit.clone()])),
        }
    }
    let act = |(places, edits): (Vec<ProvisionPath>, Vec<WordEdit>)| Act::Edit {
        at: places.into_iter().map(Locator::provision).collect(),
        edits,
    };
    found.into_iter().map(|it| order(act(it))).collect()
}

/// A paragraph of a clause.
pub(super) fn line(operations: Vec<Operation>) -> Line {
    Line { operations, span: Span::default() }
}

/// The first orders and the paragraphs that go on with them.
fn lines(first: Vec<Operation>, mut rest: Vec<Line>) -> Vec<Line> {
    match rest.first_mut() {
        Some(head) => {
            head.operations.splice(0..0, first);
            rest
        }
        None if first.is_empty() => Vec::new(),
        None => vec![line(first)],
    }
}

/// The clauses with their numbers; shared edits come last, under one number if there are several.
pub(super) fn numbered(drafts: Drafts) -> (Vec<Clause>, Vec<ClauseTrace>) {
    let mut clauses: Vec<Clause> = Vec::new();
    let mut trace = Vec::new();
    let Drafts { clauses: mut own, groups } = drafts;
    let mut subs = Vec::new();
    if groups.len() > 1 {
        subs = groups
    } else {
        own.extend(groups)
    }
    let only = own.len() + usize::from(!subs.is_empty()) == 1;
    for draft in own {
        let mark = (!only).then(|| ClauseMark::Comma(number(clauses.len())));
        trace.push(ClauseTrace { clause: vec![clauses.len()], rows: draft.rows });
        clauses.push(Clause { mark, lines: draft.lines, ..Clause::default() });
    }
    if !subs.is_empty() {
        let at = clauses.len();
        let mut clause = Clause {
            mark: (!only).then(|| ClauseMark::Comma(number(at))),
            intro: Some("对部分条文中的有关表述作以下修改：".to_owned()),
            ..Clause::default()
        };
        for (n, draft) in subs.into_iter().enumerate() {
            trace.push(ClauseTrace { clause: vec![at, n], rows: draft.rows });
            clause.clauses.push(Clause {
                mark: Some(ClauseMark::Bracket(number(n))),
                lines: draft.lines,
                ..Clause::default()
            });
        }
        clauses.push(clause);
    }
    (clauses, trace)
}
