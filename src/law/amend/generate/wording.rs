//! Two wordings of one unit → the words that a decision quotes.
//!
//! What is quoted occurs exactly once in the unit (or is replaced wherever it occurs), breaks no number, 第X条, 《》 or
//! word, and reads as a phrase. Where that cannot be had, or too much changed, there is no answer, and the whole unit
//! is replaced.

use super::super::apply::{deleted, joint};
use super::super::decision::WordEdit;
use super::cohesion::Cohesion;
use crate::law::compare::{Budget, Op, parts, pieces};
use crate::law::number::is_numeral_char;
use crate::law::span::Span;
use std::ops::Range;

/// The largest share of a unit that may change by quoted words, in percent; beyond it the unit reads better whole.
const MAX_CHANGED: usize = 40;
/// How many edits one unit may have; with more it reads better whole.
const MAX_EDITS: usize = 2;
/// Words that complete a phrase before them: 国家工作|人员.
const HEADS: [&str; 44] = [
    "处分",
    "处罚",
    "工作人员",
    "主管部门",
    "管理部门",
    "人民政府",
    "委员会",
    "人员",
    "部门",
    "机构",
    "机关",
    "单位",
    "组织",
    "制度",
    "管理",
    "活动",
    "项目",
    "信息",
    "资料",
    "责任",
    "企业",
    "事业",
    "服务",
    "设施",
    "设备",
    "产品",
    "标准",
    "规划",
    "计划",
    "体系",
    "平台",
    "系统",
    "程序",
    "条件",
    "行为",
    "区域",
    "场所",
    "者",
    "人",
    "性",
    "化",
    "率",
    "权",
    "费",
];
/// Words after which a phrase goes on.
const OPEN_ENDS: [&str; 12] = ["和", "或者", "或", "及", "以及", "与", "、", "其他", "有关", "相关", "应当", "的"];
/// Words before which a phrase has begun.
const OPEN_STARTS: [&str; 8] = ["的", "和", "或者", "及", "以及", "与", "等", "、"];
/// How far a phrase is completed, in pieces.
const MAX_PHRASE: usize = 8;
/// The largest part of a unit that several edits quote, old and new words together, in percent. One edit may quote as
/// many words as the unit has.
const MAX_QUOTED_SHARE: usize = 60;
/// Unchanged words between two edits that are quoted with them, in characters.
const MAX_ISLAND: usize = 3;
/// The longest words that are quoted to be found, in characters.
const MAX_QUOTED: usize = 40;
/// The shortest words that a reader finds, in characters.
const MIN_QUOTED: usize = 2;
/// How often edits that grew into each other are joined and grown again.
const MAX_ROUNDS: usize = 8;
/// How far a quotation grows to whole words, in pieces on one side.
const MAX_WORD: usize = 6;
/// Longer units are not compared by words.
const MAX_BYTES: usize = 30_000;

/// A reference that is renumbered without being said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Silent {
    /// Bytes of the old words.
    pub old: Range<usize>,
    /// The new words.
    pub new: String,
}

/// One unit before and after.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit<'a> {
    /// The old words.
    pub old: &'a str,
    /// The new words.
    pub new: &'a str,
    /// The old words of the place that the decision will name, among which quoted words must be unique.
    pub scope: &'a str,
    /// Whether words may be added at its end (在…末尾增加).
    pub open_end: bool,
    /// References in `old` that follow by themselves.
    pub silent: &'a [Silent],
    /// Terms that are replaced wherever they stand, by a clause of their own: old and new.
    pub terms: &'a [(String, String)],
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    old: Range<usize>,
    new: Range<usize>,
}

/// The edits, or `None` where the unit is better replaced as a whole. No edits: nothing is to be said.
pub(super) fn wording(unit: &Unit<'_>, cohesion: &Cohesion) -> Option<Vec<WordEdit>> {
    if unit.old.len().max(unit.new.len()) > MAX_BYTES {
        return None;
    }
    let mut writer = Writer::new(*unit, cohesion);
    if writer.changes.is_empty() {
        return takes_all_terms(unit, &writer.barriers).then(Vec::new);
    }
    let chars = |text: &str| text.chars().count();
    let changed: usize =
        writer.changes.iter().map(|it| chars(&unit.old[it.old.clone()]).max(chars(&unit.new[it.new.clone()]))).sum();
    if changed * 100 > chars(unit.old).max(chars(unit.new)) * MAX_CHANGED {
        return None;
    }
    writer.whole_words();
    let edits = writer.unique()?;
    let quoted: usize = edits.iter().map(quoted_chars).sum();
    let whole = chars(unit.new);
    let share = if edits.len() > 1 { MAX_QUOTED_SHARE } else { 100 };
    let fits = edits.len() <= MAX_EDITS && quoted * 100 <= whole * share && edits.iter().all(is_balanced);
    fits.then_some(edits)
}

/// Whether every difference follows by itself.
pub(super) fn is_silent(unit: &Unit<'_>) -> bool {
    let (said, barriers) = changes(unit);
    said.is_empty() && takes_all_terms(unit, &barriers)
}

/// Whether no term stays that the clause on it would replace.
fn takes_all_terms(unit: &Unit<'_>, barriers: &[Range<usize>]) -> bool {
    let stands: usize = unit.terms.iter().map(|it| unit.old.matches(&it.0).count()).sum();
    let is_term = |it: &&Range<usize>| unit.terms.iter().any(|term| unit.old[(*it).clone()] == term.0);
    barriers.iter().filter(is_term).count() == stands
}

/// The changes to be said, and where words change by themselves (bytes of the old words).
fn changes(unit: &Unit<'_>) -> (Vec<Change>, Vec<Range<usize>>) {
    let Unit { old, new, silent, terms, .. } = *unit;
    if old == new {
        return (Vec::new(), Vec::new());
    }
    let (mut a, mut b) = (0, 0);
    let mut found: Vec<Change> = Vec::new();
    for part in parts(old, new, &mut Budget::of(4_000_000)) {
        let len = part.text.len();
        match part.op {
            Op::Equal => {
                a += len;
                b += len;
            }
            Op::Delete => {
                extend(&mut found, a..a + len, b..b);
                a += len;
            }
            Op::Insert => {
                extend(&mut found, a..a, b..b + len);
                b += len;
            }
        }
    }
    let follows = |it: &Change| silent.iter().any(|s| s.old == it.old && s.new == new[it.new.clone()]);
    let (quiet, mut said): (Vec<Change>, Vec<Change>) = found.into_iter().partition(follows);
    let mut barriers: Vec<Range<usize>> = quiet.into_iter().map(|it| it.old).collect();
    for (from, to) in terms {
        barriers.extend(take_term(old, new, (from, to), &mut said));
    }
    (said, barriers)
}

/// Takes out of the changes those that only replace a term; gives where it stands.
fn take_term(old: &str, new: &str, (from, to): (&str, &str), said: &mut Vec<Change>) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    for (start, _) in old.match_indices(from) {
        let own = start..start + from.len();
        let touches = |it: &Change| {
            it.old.start < own.end && own.start < it.old.end
                || it.old.start == it.old.end && own.start < it.old.start && it.old.start < own.end
        };
        let inside = |it: &Change| it.old.start >= own.start && it.old.end <= own.end;
        if !said.iter().any(touches) || !said.iter().filter(|it| touches(it)).all(inside) {
            continue;
        }
        // Where the term begins in the new words: as far from the change before it as in the old ones.
        let before = said.iter().rfind(|it| it.old.end <= own.start && !touches(it));
        let begin = before.map_or(own.start, |it| it.new.end + (own.start - it.old.end));
        if new.get(begin..).is_some_and(|it| it.starts_with(to)) && lands(said, &own, begin + to.len()) {
            said.retain(|it| !touches(it));
            places.push(own);
        }
    }
    places
}

/// Whether the term ends in the new words where the words after it go on.
fn lands(said: &[Change], own: &Range<usize>, end: usize) -> bool {
    let last = said.iter().rfind(|it| it.old.start < own.end && it.old.end <= own.end);
    last.is_some_and(|it| it.new.end + (own.end - it.old.end) == end)
}

fn extend(found: &mut Vec<Change>, old: Range<usize>, new: Range<usize>) {
    match found.last_mut() {
        Some(last) if last.old.end == old.start && last.new.end == new.start => {
            last.old.end = old.end;
            last.new.end = new.end;
        }
        _ => found.push(Change { old, new }),
    }
}

struct Writer<'a> {
    unit: Unit<'a>,
    cohesion: &'a Cohesion,
    changes: Vec<Change>,
    /// Where references change silently: no quotation crosses them.
    barriers: Vec<Range<usize>>,
    /// The pieces of the old words.
    pieces: Vec<Range<usize>>,
}

impl<'a> Writer<'a> {
    fn new(unit: Unit<'a>, cohesion: &'a Cohesion) -> Self {
        let (changes, barriers) = changes(&unit);
        let mut own = Self { unit, cohesion, changes, barriers, pieces: pieces(unit.old) };
        for at in 0..own.changes.len() {
            own.slide(at);
        }
        own
    }

    /// 备案[，公布]， reads better than 备案，[公布，]: added or removed words begin with the punctuation.
    fn slide(&mut self, at: usize) {
        let Change { old, new } = self.changes[at].clone();
        let (text, range) = match (old.is_empty(), new.is_empty()) {
            (true, false) => (self.unit.new, new.clone()),
            (false, true) => (self.unit.old, old.clone()),
            _ => return,
        };
        let words = &text[range.clone()];
        let Some(last) = words.chars().next_back().filter(|it| "，；、".contains(*it)) else { return };
        let room = self.left_limit(at);
        let before = &self.unit.old[room..old.start];
        if before.ends_with(last) {
            let by = last.len_utf8();
            self.changes[at] = Change { old: old.start - by..old.end - by, new: new.start - by..new.end - by };
        }
    }

    /// The first byte of the old words to which change `at` may grow.
    fn left_limit(&self, at: usize) -> usize {
        let start = self.changes[at].old.start;
        let before = at.checked_sub(1).map_or(0, |it| self.changes[it].old.end);
        let line = self.unit.old[..start].rfind('\n').map_or(0, |it| it + 1);
        let barrier = self.barriers.iter().filter(|it| it.end <= start).map(|it| it.end).max().unwrap_or(0);
        before.max(line).max(barrier)
    }

    fn right_limit(&self, at: usize) -> usize {
        let end = self.changes[at].old.end;
        let len = self.unit.old.len();
        let after = self.changes.get(at + 1).map_or(len, |it| it.old.start);
        let line = self.unit.old[end..].find('\n').map_or(len, |it| end + it);
        let barrier = self.barriers.iter().filter(|it| it.start >= end).map(|it| it.start).min().unwrap_or(len);
        after.min(line).min(barrier)
    }

    /// The piece that ends where `byte` is, if it begins at or after `limit`.
    fn piece_before(&self, byte: usize, limit: usize) -> Option<Range<usize>> {
        let at = self.pieces.partition_point(|it| it.end < byte);
        self.pieces.get(at).filter(|it| it.end == byte && it.start >= limit && it.start < byte).cloned()
    }

    fn piece_after(&self, byte: usize, limit: usize) -> Option<Range<usize>> {
        let at = self.pieces.partition_point(|it| it.start < byte);
        self.pieces.get(at).filter(|it| it.start == byte && it.end <= limit).cloned()
    }

    fn grow(&mut self, at: usize, left: bool) -> bool {
        if left { self.grow_left(at) } else { self.grow_right(at) }
    }

    fn grow_left(&mut self, at: usize) -> bool {
        let limit = self.left_limit(at);
        let Some(piece) = self.piece_before(self.changes[at].old.start, limit) else { return false };
        let change = &mut self.changes[at];
        change.old.start -= piece.len();
        change.new.start -= piece.len();
        true
    }

    fn grow_right(&mut self, at: usize) -> bool {
        let limit = self.right_limit(at);
        let Some(piece) = self.piece_after(self.changes[at].old.end, limit) else { return false };
        let change = &mut self.changes[at];
        change.old.end += piece.len();
        change.new.end += piece.len();
        true
    }

    /// Whether the words of the change run into a word on the left.
    fn cuts_left(&self, at: usize) -> bool {
        let Change { old, new } = &self.changes[at];
        let (gone, come) = (!old.is_empty(), !new.is_empty());
        (gone && self.cohesion.cuts(self.unit.old, old.start)) || (come && self.cohesion.cuts(self.unit.new, new.start))
    }

    fn cuts_right(&self, at: usize) -> bool {
        let Change { old, new } = &self.changes[at];
        let (gone, come) = (!old.is_empty(), !new.is_empty());
        (gone && self.cohesion.cuts(self.unit.old, old.end)) || (come && self.cohesion.cuts(self.unit.new, new.end))
    }

    /// Grows replacements to whole words, and joins those that meet.
    fn whole_words(&mut self) {
        for at in 0..self.changes.len() {
            if !self.changes[at].old.is_empty() {
                self.whole_word(at);
                self.with_unit(at);
            }
        }
        self.join();
    }

    fn whole_word(&mut self, at: usize) {
        for _ in 0..MAX_WORD {
            if !self.cuts_left(at) || !self.grow_left(at) {
                break;
            }
        }
        for _ in 0..MAX_WORD {
            if !self.cuts_right(at) || !(self.take_head(at) || self.grow_right(at)) {
                break;
            }
        }
        self.whole_phrase(at);
    }

    /// Both wordings of a change.
    fn both(&self, at: usize) -> [&'a str; 2] {
        let Change { old, new } = &self.changes[at];
        [&self.unit.old[old.clone()], &self.unit.new[new.clone()]]
    }

    /// 国家工作 → 国家工作人员; no quotation ends in 和 or begins with 的.
    fn whole_phrase(&mut self, at: usize) {
        let word = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
        if self.both(at).iter().any(|it| word(it.chars().next_back())) {
            while self.take_head(at) {}
        }
        if self.both(at).iter().any(|it| OPEN_ENDS.iter().any(|end| it.ends_with(end))) {
            for _ in 0..MAX_PHRASE {
                let next = self.unit.old[self.changes[at].old.end..].chars().next();
                if !word(next) || self.take_head(at) || !self.grow_right(at) {
                    break;
                }
            }
            while self.take_head(at) {}
        }
        if self.both(at).iter().any(|it| OPEN_STARTS.iter().any(|start| it.starts_with(start))) {
            for _ in 0..MAX_WORD {
                let before = self.unit.old[..self.changes[at].old.start].chars().next_back();
                if !word(before) || !self.grow_left(at) || !self.cuts_left(at) {
                    break;
                }
            }
        }
    }

    /// Takes in a word that completes the phrase.
    fn take_head(&mut self, at: usize) -> bool {
        let rest = &self.unit.old[self.changes[at].old.end..];
        let Some(head) = HEADS.iter().find(|it| rest.starts_with(**it)) else { return false };
        head.chars().all(|_| self.grow_right(at))
    }

    /// 二日 → 三日: a number is quoted with what it counts.
    fn with_unit(&mut self, at: usize) {
        let old = &self.unit.old[self.changes[at].old.clone()];
        let counts = |it: char| is_numeral_char(it) || it.is_ascii_digit();
        let next = self.unit.old[self.changes[at].old.end..].chars().next();
        if old.chars().next_back().is_some_and(counts) && next.is_some_and(char::is_alphanumeric) {
            self.grow_right(at);
            self.whole_word(at);
        }
    }

    /// Joins changes with no more than a short island between them.
    fn join(&mut self) {
        let mut joined: Vec<Change> = Vec::new();
        for change in std::mem::take(&mut self.changes) {
            match joined.last_mut() {
                Some(last) if self.is_island(last, &change) => {
                    last.old.end = change.old.end;
                    last.new.end = change.new.end;
                }
                _ => joined.push(change),
            }
        }
        self.changes = joined;
    }

    fn is_island(&self, left: &Change, right: &Change) -> bool {
        let between = &self.unit.old[left.old.end..right.old.start];
        let crossed = self.barriers.iter().any(|it| it.start >= left.old.end && it.end <= right.old.start);
        let whole = between.chars().any(|it| "，。；：".contains(it));
        between.chars().count() <= MAX_ISLAND && !crossed && !between.contains('\n') && !whole
    }

    /// What the applier would do otherwise than meant: it sets a mark before added words and takes one with deleted
    /// ones. Such changes are quoted with what stands beside them.
    fn exact(&mut self, at: usize) -> Option<()> {
        let Change { old, new } = self.changes[at].clone();
        let (from, to) = (&self.unit.old[old.clone()], &self.unit.new[new]);
        let plain = self.unit.old;
        let exact = match (from.is_empty(), to.is_empty()) {
            (true, _) => match self.insertion(at, to) {
                Some(WordEdit::Append { .. }) => true,
                Some(WordEdit::InsertAfter { .. }) => joint(&plain[..old.end], &plain[old.end..], to, false).is_empty(),
                _ => false,
            },
            (false, true) => deleted(plain, Span::new(old.start, old.end)) == Span::new(old.start, old.end),
            (false, false) => true,
        };
        if exact {
            return Some(());
        }
        let beside = self.unit.old[..self.changes[at].old.start].chars().next_back();
        let (first, second) = if beside.is_some_and(char::is_alphanumeric) { (true, false) } else { (false, true) };
        if !self.grow(at, first) && !self.grow(at, second) {
            return None;
        }
        self.whole_word(at);
        Some(())
    }

    /// The edits with words that are found, or `None`.
    fn unique(&mut self) -> Option<Vec<WordEdit>> {
        for _ in 0..MAX_ROUNDS {
            let count = self.changes.len();
            for at in 0..count {
                self.exact(at)?;
            }
            for at in 0..count {
                self.make_unique(at)?;
            }
            self.join();
            if self.changes.len() == count {
                break;
            }
        }
        let mut edits: Vec<WordEdit> = Vec::new();
        for at in 0..self.changes.len() {
            let edit = self.edit(at)?;
            if !edits.contains(&edit) {
                edits.push(edit);
            }
        }
        Some(edits)
    }

    fn occurrences(&self, words: &str) -> usize {
        if words.is_empty() { 0 } else { self.unit.scope.matches(words).count() }
    }

    /// Grows the change until its old words are found once. An insertion keeps no old words: its anchor is sought later.
    fn make_unique(&mut self, at: usize) -> Option<()> {
        if self.changes[at].old.is_empty() {
            return Some(());
        }
        let mut left = true;
        for _ in 0..MAX_QUOTED {
            let words = &self.unit.old[self.changes[at].old.clone()];
            if self.is_found(at, words) {
                return Some(());
            }
            // A phrase grows to the side on which the sentence goes on.
            let closed = |it: Option<char>| it.is_none_or(|it| "，。；：、\n".contains(it));
            let before = self.unit.old[..self.changes[at].old.start].chars().next_back();
            let after = self.unit.old[self.changes[at].old.end..].chars().next();
            left = match (closed(before), closed(after)) {
                (true, false) => false,
                (false, true) => true,
                _ => !left,
            };
            let grown = self.grow(at, left) || self.grow(at, !left);
            if !grown {
                return None;
            }
            self.whole_word(at);
        }
        None
    }

    /// Whether quoted words are enough: they stand once, or wherever they stand the same is done with them.
    fn is_found(&self, at: usize, words: &str) -> bool {
        let count = self.occurrences(words);
        let long_enough = words.chars().filter(|it| it.is_alphanumeric()).count() >= MIN_QUOTED
            || words.chars().all(|it| !it.is_alphanumeric());
        if count == 1 {
            return long_enough;
        }
        let new = &self.unit.new[self.changes[at].new.clone()];
        let same = self
            .changes
            .iter()
            .filter(|it| self.unit.old[it.old.clone()] == *words && &self.unit.new[it.new.clone()] == new);
        long_enough && count > 1 && same.count() == count
    }

    fn edit(&self, at: usize) -> Option<WordEdit> {
        let Change { old, new } = self.changes[at].clone();
        let (from, to) = (&self.unit.old[old.clone()], &self.unit.new[new.clone()]);
        if from.contains('\n') || to.contains('\n') {
            return None;
        }
        match (from.is_empty(), to.is_empty()) {
            (true, _) => self.insertion(at, to),
            (false, true) => Some(WordEdit::Delete { words: from.to_owned() }),
            (false, false) => Some(WordEdit::Replace { from: from.to_owned(), to: to.to_owned() }),
        }
    }

    /// 在“A”后增加“B”: an anchor of whole words on the left, or on the right where the unit begins.
    fn insertion(&self, at: usize, words: &str) -> Option<WordEdit> {
        let place = self.changes[at].old.start;
        let sentence = self.unit.old[..place].ends_with('。') && words.ends_with('。');
        if place == self.unit.old.len() && self.unit.open_end && sentence {
            return Some(WordEdit::Append { words: words.to_owned() });
        }
        let (left, right) = (self.left_limit(at), self.right_limit(at));
        let before = self.anchor(place, left, true).map(|it| it.to_owned());
        if let Some(anchor) = before {
            return Some(WordEdit::InsertAfter { anchor, words: words.to_owned() });
        }
        let anchor = self.anchor(place, right, false)?.to_owned();
        Some(WordEdit::InsertBefore { anchor, words: words.to_owned() })
    }

    /// The shortest run of whole words that ends (or begins) at `place` and stands once in the unit.
    fn anchor(&self, place: usize, limit: usize, left: bool) -> Option<&str> {
        let mut edge = place;
        for _ in 0..MAX_QUOTED {
            let piece = if left { self.piece_before(edge, limit) } else { self.piece_after(edge, limit) }?;
            edge = if left { piece.start } else { piece.end };
            let range = if left { edge..place } else { place..edge };
            let words = &self.unit.old[range];
            let whole = !self.cohesion.cuts(self.unit.old, edge);
            let told = words.chars().filter(|it| it.is_alphanumeric()).count() >= MIN_QUOTED;
            if whole && told && self.occurrences(words) == 1 {
                return Some(words);
            }
        }
        None
    }
}

fn quoted_chars(edit: &WordEdit) -> usize {
    let chars = |it: &str| it.chars().count();
    match edit {
        WordEdit::Replace { from, to } => chars(from) + chars(to),
        WordEdit::InsertAfter { anchor, words } | WordEdit::InsertBefore { anchor, words } => {
            chars(anchor) + chars(words)
        }
        WordEdit::Delete { words } | WordEdit::Append { words } | WordEdit::Prepend { words } => chars(words),
        WordEdit::ReplaceNth { .. } | WordEdit::Paragraphs { .. } => usize::MAX / 4,
    }
}

/// Whether marks that come in pairs do so within every quotation.
fn is_balanced(edit: &WordEdit) -> bool {
    let even = |it: &str| {
        [('“', '”'), ('‘', '’'), ('《', '》'), ('（', '）')]
            .iter()
            .all(|(open, close)| it.matches(*open).count() == it.matches(*close).count())
    };
    match edit {
        WordEdit::Replace { from, to } => even(from) && even(to),
        WordEdit::InsertAfter { anchor, words } | WordEdit::InsertBefore { anchor, words } => {
            even(anchor) && even(words)
        }
        WordEdit::Delete { words } | WordEdit::Append { words } | WordEdit::Prepend { words } => even(words),
        WordEdit::ReplaceNth { .. } | WordEdit::Paragraphs { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edits(old: &str, new: &str) -> Option<Vec<WordEdit>> {
        let unit = Unit { old, new, scope: old, open_end: true, silent: &[], terms: &[] };
        wording(&unit, &Cohesion::default())
    }

    fn replace(from: &str, to: &str) -> WordEdit {
        WordEdit::Replace { from: from.to_owned(), to: to.to_owned() }
    }

    #[test]
    fn quoted_words_are_lengthened_until_they_stand_once() {
        let old = "停车场应当公示收费标准，停车场应当公示服务时间，并接受停车人的监督。";
        let new = "停车场应当公示收费标准，停车场可以公示服务时间，并接受停车人的监督。";
        let found = edits(old, new).expect("edits");
        let [WordEdit::Replace { from, .. }] = found.as_slice() else { panic!("{found:?}") };
        assert!(from.contains("应当") && old.matches(from.as_str()).count() == 1);
    }

    #[test]
    fn a_term_replaced_wherever_it_stands_is_said_once() {
        let old = "鼓励企业参加评选，企业应当如实申报材料，不得弄虚作假骗取荣誉称号。";
        assert_eq!(edits(old, &old.replace("企业", "公司")), Some(vec![replace("企业", "公司")]));
    }

    #[test]
    fn added_words_follow_an_anchor_and_carry_their_punctuation() {
        let old = "市人民政府应当编制公共停车设施专项规划，报市人民代表大会常务委员会备案。";
        let new = "市人民政府应当编制公共停车设施专项规划，向社会公布，报市人民代表大会常务委员会备案。";
        let found = edits(old, new).expect("edits");
        let [WordEdit::InsertAfter { anchor, words }] = found.as_slice() else { panic!("{found:?}") };
        assert!(anchor.ends_with("规划") && words == "，向社会公布", "{found:?}");
        let longer = format!("{old}具体办法由市人民政府制定。");
        assert_eq!(
            edits(old, &longer),
            Some(vec![WordEdit::Append { words: "具体办法由市人民政府制定。".to_owned() }])
        );
    }

    #[test]
    fn a_term_replaced_throughout_is_left_to_its_own_clause() {
        let (old, new) = ("建立帐册，妥善保管全部帐册资料和凭证。", "建立账册，妥善保管全部账册资料、报表和凭证。");
        let terms = [("帐".to_owned(), "账".to_owned())];
        let unit = Unit { old, new, scope: old, open_end: false, silent: &[], terms: &terms };
        let found = wording(&unit, &Cohesion::default()).expect("edits");
        let [WordEdit::InsertAfter { words, .. }] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(words, "、报表");
        assert!(is_silent(&Unit { new: "建立账册，妥善保管全部账册资料和凭证。", ..unit }));
        assert!(!is_silent(&Unit { new: old, ..unit }), "the clause would change it");
    }

    #[test]
    fn much_change_is_no_edit_of_words() {
        assert_eq!(edits("停车场应当公示收费标准。", "经营者不得强制搭售商品。"), None);
    }

    #[test]
    fn a_reference_that_follows_by_itself_is_not_said() {
        let (old, new) = ("违反本条例第十二条规定的，处一千元罚款。", "违反本条例第十五条规定的，处一千元罚款。");
        let start = old.find("第十二条").expect("a reference");
        let silent = [Silent { old: start..start + "第十二条".len(), new: "第十五条".to_owned() }];
        let unit = Unit { old, new, scope: old, open_end: false, silent: &silent, terms: &[] };
        assert_eq!(wording(&unit, &Cohesion::default()), Some(Vec::new()));
        assert!(is_silent(&unit) && !is_silent(&Unit { silent: &[], ..unit }));
    }
}
