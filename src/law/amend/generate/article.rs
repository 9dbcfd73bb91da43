//! One article before and after → what a clause orders within it, in the smallest units that read well.

use super::super::decision::{Act, Line, Locator, Operation, Portion, Quote, Target, UnitKind, WordEdit};
use super::cohesion::Cohesion;
use super::lists::{self, Step};
use super::quote;
use super::wording::{Silent, Unit, is_silent, wording};
use crate::law::compare::Words;
use crate::law::path::ProvisionPath;
use crate::law::span::Span;
use crate::law::statute::{Article, Item, Paragraph};

/// How finely a change is told. Each is coarser than the one before, and easier to prove.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Detail {
    /// By words; renumbered references are left to follow by themselves.
    Words,
    /// By words; renumbered references are said.
    References,
    /// By whole 款.
    Paragraphs,
    /// The whole article.
    Article,
    /// Nothing old is kept: the old article is deleted and the new one added.
    Anew,
}

impl Detail {
    /// The next coarser one.
    pub fn coarser(self) -> Option<Self> {
        match self {
            Self::Words => Some(Self::References),
            Self::References => Some(Self::Paragraphs),
            Self::Paragraphs => Some(Self::Article),
            Self::Article => Some(Self::Anew),
            Self::Anew => None,
        }
    }
}

/// What is to be said of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// Nothing.
    Nothing,
    /// Words, each with the places where they change.
    Words(Vec<(Vec<ProvisionPath>, WordEdit)>),
    /// 款 and 项.
    Parts(Vec<Line>),
    /// All of it.
    Whole,
}

/// More paragraphs of a clause than this are harder to follow than the article itself.
const MAX_LINES: usize = 5;
/// The fewest 项 for which the words before them are replaced alone.
const MIN_ITEMS_UNDER_LEAD: usize = 4;

/// An article before and after.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair<'a> {
    pub old: &'a Article,
    pub new: &'a Article,
    /// References that follow by themselves, by bytes of the article's words as a comparison reads them.
    pub silent: &'a [Silent],
    /// Terms that are replaced wherever they stand.
    pub terms: &'a [(String, String)],
}

/// What changes within one 款.
enum Within {
    Nothing,
    Words(Vec<(ProvisionPath, WordEdit)>),
    /// 项, with words beside.
    Items(Vec<Operation>),
    Whole,
}

/// What is to be said of an article, told with this detail.
pub(super) fn change(pair: Pair<'_>, detail: Detail, cohesion: &Cohesion) -> Change {
    if pair.old.caption != pair.new.caption || detail >= Detail::Article {
        return Change::Whole;
    }
    Teller { pair, detail, cohesion, whole: Words::of(pair.old).text }.change()
}

struct Teller<'a> {
    pair: Pair<'a>,
    detail: Detail,
    cohesion: &'a Cohesion,
    /// The words of the old article.
    whole: String,
}

impl Teller<'_> {
    fn change(&self) -> Change {
        let (old, new) = (&self.pair.old.paragraphs, &self.pair.new.paragraphs);
        let steps = paired(lists::paragraphs(old, new));
        let told: Vec<(Step, Within)> = steps.into_iter().map(|it| (it, self.within(it))).collect();
        let same_places = told.iter().all(|it| matches!(it.0, Step::Kept(i, j) if i == j));
        if same_places && told.iter().all(|it| matches!(it.1, Within::Nothing | Within::Words(_))) {
            return self.words(told.into_iter().map(|it| it.1).collect());
        }
        let gone =
            |it: &&(Step, Within)| matches!((&it.0, &it.1), (Step::Kept(..), Within::Whole) | (Step::Deleted(_), _));
        let gone = told.iter().filter(gone).count();
        if gone * 2 > old.len() || (old.len() == 1 && gone == 1) {
            return Change::Whole;
        }
        let lines = self.lines(told);
        if lines.len() > MAX_LINES { Change::Whole } else { Change::Parts(lines) }
    }

    /// Word edits of the whole article: the same edit in several places is said once.
    fn words(&self, within: Vec<Within>) -> Change {
        let mut found: Vec<(Vec<ProvisionPath>, WordEdit)> = Vec::new();
        for (place, edit) in within.into_iter().flat_map(|it| if let Within::Words(it) = it { it } else { Vec::new() })
        {
            match found.iter_mut().find(|it| it.1 == edit && !matches!(edit, WordEdit::Append { .. })) {
                Some(same) => same.0.push(place),
                None => found.push((vec![place], edit)),
            }
        }
        if found.is_empty() {
            return Change::Nothing;
        }
        for (places, edit) in &mut found {
            let (Some(words), true) = (quoted(edit), places.len() > 1) else { continue };
            let inside: usize = places.iter().map(|it| self.count(*it, words)).sum();
            if inside == self.whole.matches(words).count() {
                *places = vec![self.pair.old.path];
            }
        }
        // 其中的“A”修改为“B” comes before what is said of single 款.
        found.sort_by_key(|it| it.0 != [self.pair.old.path]);
        Change::Words(found)
    }

    /// How often words stand at an address.
    fn count(&self, place: ProvisionPath, words: &str) -> usize {
        let text = match (place.paragraph, place.item) {
            (None, None) => Some(self.whole.clone()),
            (p, item) => {
                let paragraph = self.pair.old.paragraphs.get(usize::from(p.unwrap_or(1)).saturating_sub(1));
                paragraph.map(|it| match item.and_then(|n| it.items.iter().find(|it| it.number == n)) {
                    Some(item) => quote::item(item, item.number, false).join("\n"),
                    None => quote::paragraphs(std::slice::from_ref(it)).join("\n"),
                })
            }
        };
        text.map_or(0, |it| it.matches(words).count())
    }

    /// The address of a 款 of the old article; an article of one 款 is named as such.
    fn place(&self, paragraph: usize) -> ProvisionPath {
        if self.pair.old.paragraphs.len() > 1 {
            self.pair.old.path.with_paragraph(number(paragraph))
        } else {
            self.pair.old.path
        }
    }

    fn item_place(&self, paragraph: usize, item: &Item) -> ProvisionPath {
        ProvisionPath { item: Some(item.number), ..self.place(paragraph) }
    }

    fn within(&self, step: Step) -> Within {
        let Step::Kept(i, j) = step else { return Within::Nothing };
        let (old, new) = (&self.pair.old.paragraphs[i], &self.pair.new.paragraphs[j]);
        let start = self.start_of(i);
        let silent = self.silent(start, lines_len(old));
        if self.is_same(old, new, &silent) {
            return Within::Nothing;
        }
        if self.detail >= Detail::Paragraphs || old.items.is_empty() != new.items.is_empty() {
            return Within::Whole;
        }
        if old.items.is_empty() {
            let unit = Unit {
                old: &old.text.plain,
                new: &new.text.plain,
                scope: &old.text.plain,
                open_end: true,
                silent: &silent,
                terms: self.terms(),
            };
            return match wording(&unit, self.cohesion) {
                Some(edits) => Within::Words(edits.into_iter().map(|it| (self.place(i), it)).collect()),
                None => Within::Whole,
            };
        }
        self.within_list(i, old, new, start)
    }

    fn is_same(&self, old: &Paragraph, new: &Paragraph, silent: &[Silent]) -> bool {
        let lines = |it: &Paragraph| quote::paragraphs(std::slice::from_ref(it)).join("\n");
        let marks = |it: &Paragraph| it.items.iter().map(|it| (it.mark, it.number)).collect::<Vec<_>>();
        (old.text.is_empty() == new.text.is_empty())
            && marks(old) == marks(new)
            && self.follows(&lines(old), &lines(new), silent)
    }

    fn terms(&self) -> &[(String, String)] {
        if self.detail > Detail::References { &[] } else { self.pair.terms }
    }

    /// Whether nothing needs to be said for these words to become those.
    fn follows(&self, old: &str, new: &str, silent: &[Silent]) -> bool {
        is_silent(&Unit { old, new, scope: old, open_end: false, silent, terms: self.terms() })
    }

    /// The byte of the article's words at which a 款 begins.
    fn start_of(&self, paragraph: usize) -> usize {
        let before = &self.pair.old.paragraphs[..paragraph];
        let caption = self.pair.old.caption.as_ref();
        let head = caption.map_or(0, |it| it.open.len_utf8() + it.text.len() + it.close().len_utf8() + 1);
        head + before.iter().map(|it| lines_len(it) + 1).sum::<usize>()
    }

    /// The references that follow by themselves within some bytes, by bytes of those.
    fn silent(&self, start: usize, len: usize) -> Vec<Silent> {
        if self.detail > Detail::Words {
            return Vec::new();
        }
        let inside = |it: &&Silent| it.old.start >= start && it.old.end <= start + len;
        let shifted = |it: &Silent| Silent { old: it.old.start - start..it.old.end - start, new: it.new.clone() };
        self.pair.silent.iter().filter(inside).map(shifted).collect()
    }

    /// A 款 with a list: its lead-in by words, its 项 one by one.
    fn within_list(&self, at: usize, old: &Paragraph, new: &Paragraph, start: usize) -> Within {
        let steps = paired(lists::items(&old.items, &new.items));
        let mut operations: Vec<Operation> = Vec::new();
        let kept = steps.iter().filter(|it| matches!(it, Step::Kept(..))).count();
        if !self.lead(at, old, new, start, &mut operations) {
            return Within::Whole;
        }
        let mut byte = start + if old.text.plain.is_empty() { 0 } else { old.text.plain.len() + 1 };
        let starts: Vec<usize> = old
            .items
            .iter()
            .map(|it| {
                let own = byte;
                byte += quote::item(it, it.number, false).join("\n").len() + 1;
                own
            })
            .collect();
        let (mut replaced, mut changes) = (0, 0);
        for step in steps {
            let orders = match step {
                Step::Kept(i, j) => self.kept_item(at, (&old.items[i], &new.items[j]), starts[i]),
                Step::Added(j) => vec![self.added_item(at, &new.items[j])],
                Step::Deleted(i) => {
                    vec![order(Act::Delete { at: vec![Locator::provision(self.item_place(at, &old.items[i]))] })]
                }
            };
            let is_new = |it: &Operation| matches!(it.act, Act::Replace { .. } | Act::Delete { .. });
            replaced += usize::from(orders.iter().any(is_new));
            changes += usize::from(!orders.is_empty());
            operations.extend(orders);
        }
        if kept == 0 || replaced * 2 > old.items.len() || changes > MAX_LINES {
            return Within::Whole;
        }
        match only_words(&operations) {
            Some(words) => Within::Words(words),
            None => Within::Items(operations),
        }
    }

    /// The words before a list. Whether they could be told without the list.
    fn lead(&self, at: usize, old: &Paragraph, new: &Paragraph, start: usize, operations: &mut Vec<Operation>) -> bool {
        let silent = self.silent(start, old.text.plain.len());
        let scope = quote::paragraphs(std::slice::from_ref(old)).join("\n");
        let unit = Unit {
            old: &old.text.plain,
            new: &new.text.plain,
            scope: &scope,
            open_end: false,
            silent: &silent,
            terms: self.terms(),
        };
        match wording(&unit, self.cohesion) {
            Some(edits) if edits.is_empty() => {}
            Some(edits) => {
                operations.push(order(Act::Edit { at: vec![Locator::provision(self.place(at))], edits }));
            }
            None if old.items.len() >= MIN_ITEMS_UNDER_LEAD && !new.text.is_empty() && !old.text.is_empty() => {
                let lead = Locator::Provision { path: self.place(at), portion: Portion::Lead };
                let text = Quote::new(vec![new.text.plain.clone()]);
                operations.push(order(Act::Replace { at: vec![lead], text }));
            }
            None => return false,
        }
        true
    }

    fn kept_item(&self, at: usize, (old, new): (&Item, &Item), start: usize) -> Vec<Operation> {
        let lines = |it: &Item| quote::item(it, old.number, true).join("\n");
        let (before, after) = (lines(old), lines(new));
        let silent = self.silent(start, before.len());
        let place = self.item_place(at, old);
        if old.mark == new.mark && self.follows(&before, &after, &silent) {
            return Vec::new();
        }
        let mut orders = Vec::new();
        if old.number != new.number {
            orders.push(order(Act::Renumber {
                from: vec![Locator::provision(place)],
                to: vec![Target::item(new.number)],
            }));
        }
        let terms = self.terms();
        let unit = Unit { old: &before, new: &after, scope: &before, open_end: false, silent: &silent, terms };
        match wording(&unit, self.cohesion).filter(|_| old.mark == new.mark) {
            Some(edits) => orders.push(order(Act::Edit { at: vec![Locator::provision(place)], edits })),
            None => {
                let text = Quote::new(quote::item(new, new.number, true));
                orders.push(order(Act::Replace { at: vec![Locator::provision(place)], text }));
            }
        }
        orders
    }

    fn added_item(&self, at: usize, item: &Item) -> Operation {
        order(Act::Add {
            within: Some(Locator::provision(self.place(at))),
            after: None,
            unit: UnitKind::Item,
            to: vec![Target::item(item.number)],
            text: Quote::new(quote::item(item, item.number, true)),
        })
    }

    /// The paragraphs of the clause, in the order of the new article.
    fn lines(&self, told: Vec<(Step, Within)>) -> Vec<Line> {
        let mut orders: Vec<Operation> = Vec::new();
        for (step, within) in told {
            match step {
                Step::Added(j) => orders.push(self.added(j)),
                Step::Deleted(i) => orders.push(order(Act::Delete { at: vec![Locator::provision(self.place(i))] })),
                Step::Kept(i, j) => self.kept(i, j, within, &mut orders),
            }
        }
        joined(lines_of(together(orders)))
    }

    fn added(&self, j: usize) -> Operation {
        order(Act::Add {
            within: Some(Locator::article(self.pair.old.number())),
            after: None,
            unit: UnitKind::Paragraph,
            to: vec![Target::paragraph(number(j))],
            text: Quote::new(quote::paragraphs(std::slice::from_ref(&self.pair.new.paragraphs[j]))),
        })
    }

    fn kept(&self, i: usize, j: usize, within: Within, orders: &mut Vec<Operation>) {
        let place = Locator::provision(self.pair.old.path.with_paragraph(number(i)));
        let said = !matches!(within, Within::Nothing);
        if said && i != j {
            orders.push(order(Act::Renumber { from: vec![place.clone()], to: vec![Target::paragraph(number(j))] }));
        }
        match within {
            Within::Nothing => {}
            Within::Words(edits) => {
                for (at, edit) in edits {
                    // Of an article of one 款 that was shifted, the 款 has been named.
                    let at = if i != j && at.paragraph.is_none() {
                        ProvisionPath { paragraph: Some(number(i)), ..at }
                    } else {
                        at
                    };
                    orders.push(order(Act::Edit { at: vec![Locator::provision(at)], edits: vec![edit] }));
                }
            }
            Within::Items(items) => orders.extend(items),
            Within::Whole => {
                let text = Quote::new(quote::paragraphs(std::slice::from_ref(&self.pair.new.paragraphs[j])));
                let at = if i == j { Locator::provision(self.place(i)) } else { place };
                orders.push(order(Act::Replace { at: vec![at], text }));
            }
        }
    }
}

/// The edits, if there is nothing but edits of words.
fn only_words(operations: &[Operation]) -> Option<Vec<(ProvisionPath, WordEdit)>> {
    let mut words = Vec::new();
    for it in operations {
        let Act::Edit { at, edits } = &it.act else { return None };
        let [Locator::Provision { path, .. }] = at.as_slice() else { return None };
        words.extend(edits.iter().map(|edit| (*path, edit.clone())));
    }
    Some(words)
}

/// A deleted member and an added one at the same place: the one replaces the other.
fn paired(steps: Vec<Step>) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::new();
    let mut waiting: Vec<usize> = Vec::new();
    for step in steps {
        match step {
            Step::Deleted(i) => waiting.push(i),
            Step::Added(j) if !waiting.is_empty() => out.push(Step::Kept(waiting.remove(0), j)),
            other => {
                out.extend(waiting.drain(..).map(Step::Deleted));
                out.push(other);
            }
        }
    }
    out.extend(waiting.into_iter().map(Step::Deleted));
    out
}

/// Edits of the same place are one order.
fn together(orders: Vec<Operation>) -> Vec<Operation> {
    let mut out: Vec<Operation> = Vec::new();
    for it in orders {
        if let (Some(Operation { act: Act::Edit { at, edits }, .. }), Act::Edit { at: here, edits: more }) =
            (out.last_mut(), &it.act)
            && (at == here || edits == more)
        {
            // The same words in the next 款: 第二款、第三款中的; other words in the same 款: “甲”修改为“乙”，“丙”修改为“丁”.
            if at == here {
                edits.extend(more.iter().cloned())
            } else {
                at.extend(here.iter().cloned())
            }
            continue;
        }
        out.push(it);
    }
    out
}

/// A new paragraph of the clause begins after a quotation of whole units.
fn lines_of(orders: Vec<Operation>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut open = false;
    for it in orders {
        let ends = matches!(it.act, Act::Replace { .. } | Act::Add { .. });
        match lines.last_mut().filter(|_| open) {
            Some(line) => line.operations.push(it),
            None => lines.push(Line { operations: vec![it], span: Span::default() }),
        }
        open = !ends;
    }
    lines
}

/// Added 款 and 项 that follow each other are one order: 增加两款，作为第二款、第三款.
fn joined(lines: Vec<Line>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    for line in lines {
        let last = out.last_mut().and_then(|it| it.operations.last_mut()).map(|it| &mut it.act);
        let own = line.operations.as_slice();
        if let (
            Some(Act::Add { within, unit, to, text, .. }),
            [Operation { act: Act::Add { within: here, unit: own, to: more, text: words, .. }, .. }],
        ) = (last, own)
            && (within.as_ref(), *unit) == (here.as_ref(), *own)
            && follows(to, more)
            && text.paragraphs.len() == to.len()
            && words.paragraphs.len() == more.len()
        {
            to.extend(more.iter().cloned());
            text.paragraphs.extend(words.paragraphs.iter().cloned());
            continue;
        }
        out.push(line);
    }
    out
}

/// Whether the numbers go on.
fn follows(to: &[Target], more: &[Target]) -> bool {
    let last = |it: &Target| match it {
        Target::Provision { paragraph, item, .. } => item.or(*paragraph),
        Target::Division { .. } => None,
    };
    let (Some(a), Some(b)) = (to.last().and_then(last), more.first().and_then(last)) else { return false };
    a.checked_add(1) == Some(b)
}

/// The words of the statute that an edit quotes.
fn quoted(edit: &WordEdit) -> Option<&str> {
    match edit {
        WordEdit::Replace { from, .. } => Some(from),
        WordEdit::InsertAfter { anchor, .. } | WordEdit::InsertBefore { anchor, .. } => Some(anchor),
        WordEdit::Delete { words } => Some(words),
        _ => None,
    }
}

/// An order without a place in a source.
pub(super) fn order(act: Act) -> Operation {
    Operation { act, span: Span::default() }
}

/// A count from zero as a number from one.
pub(super) fn number(index: usize) -> u16 {
    u16::try_from(index + 1).unwrap_or(u16::MAX)
}

fn lines_len(paragraph: &Paragraph) -> usize {
    quote::paragraphs(std::slice::from_ref(paragraph)).join("\n").len()
}
