//! What changed between two runs of words: the fewest, longest and most readable edits.
//!
//! An edit is a stretch in which old words were replaced by new ones. The best reading keeps the most characters and
//! opens the fewest stretches: each stretch costs one and a half characters, so an unchanged island of one character
//! is absorbed and one of two stays. Pieces ([`super::tokens`]) are never broken. Long texts are first parted at
//! clauses that both have once; where even that leaves too much, the rest is one replacement: coarser, still true.

use super::tokens::{Kind, Token};
use std::collections::HashMap;
use std::ops::Range;

/// Work that a comparison may still do, in cells of the table of [`best_path`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    cells: u64,
    /// Whether something had to be told more coarsely than it could be.
    pub exhausted: bool,
}

impl Default for Budget {
    fn default() -> Self {
        Self::of(200_000_000)
    }
}

impl Budget {
    /// So many cells, about three nanoseconds each.
    #[must_use]
    pub fn of(cells: u64) -> Self {
        Self { cells, exhausted: false }
    }

    fn take(&mut self, cells: usize) -> bool {
        let cells = cells as u64;
        if cells > self.cells {
            self.exhausted = true;
            return false;
        }
        self.cells -= cells;
        true
    }
}

/// The largest table for one stretch; it takes one byte a cell.
const MAX_CELLS: usize = 4_000_000;
/// From this size on, clauses that both have once part the stretch first.
const ANCHOR_CELLS: usize = 4_000;
/// The shortest clause that may part a stretch, in pieces.
const MIN_ANCHOR: usize = 5;
/// How often parts are parted again.
const MAX_DEPTH: u32 = 6;
/// What opening a stretch costs; a character is worth 2.
const OPEN: i32 = 3;
/// How far a stretch may slide to a better place.
const MAX_SLIDE: usize = 200;

/// A stretch of pieces: equal ones on both sides, or old ones replaced by new ones (either may be none).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::law) struct Stretch {
    pub equal: bool,
    pub old: Range<usize>,
    pub new: Range<usize>,
}

/// The edits that turn `old` into `new`, as stretches that cover both.
pub(in crate::law) fn diff(old: &[Token], new: &[Token], budget: &mut Budget) -> Vec<Stretch> {
    let mut pairs = Vec::with_capacity(old.len().min(new.len()));
    let mut solver = Solver { old, new, budget, pairs: &mut pairs };
    solver.solve(0..old.len(), 0..new.len(), 0);
    let mut stretches = stretches(&pairs, old.len(), new.len());
    absorb(&mut stretches, old);
    rewritten(&mut stretches, old, new);
    // An edit at either end may slide away from it: what it leaves behind needs a stretch to be in.
    stretches.insert(0, Stretch { equal: true, old: 0..0, new: 0..0 });
    stretches.push(Stretch { equal: true, old: old.len()..old.len(), new: new.len()..new.len() });
    for at in 0..stretches.len() {
        slide(&mut stretches, at, old, new);
    }
    stretches.retain(|it| !it.old.is_empty() || !it.new.is_empty());
    stretches
}

struct Solver<'a> {
    old: &'a [Token],
    new: &'a [Token],
    budget: &'a mut Budget,
    /// Pieces that stay, as indices, in order.
    pairs: &'a mut Vec<(usize, usize)>,
}

impl Solver<'_> {
    fn solve(&mut self, mut old: Range<usize>, mut new: Range<usize>, depth: u32) {
        while !old.is_empty() && !new.is_empty() && self.old[old.start].id == self.new[new.start].id {
            self.pairs.push((old.start, new.start));
            old.start += 1;
            new.start += 1;
        }
        let mut tail = 0;
        while old.len() > tail && new.len() > tail && self.old[old.end - 1 - tail].id == self.new[new.end - 1 - tail].id
        {
            tail += 1;
        }
        let ends = (old.end, new.end);
        self.middle(old.start..old.end - tail, new.start..new.end - tail, depth);
        self.pairs.extend((0..tail).rev().map(|it| (ends.0 - 1 - it, ends.1 - 1 - it)));
    }

    fn middle(&mut self, old: Range<usize>, new: Range<usize>, depth: u32) {
        if old.is_empty() || new.is_empty() {
            return;
        }
        let cells = old.len().saturating_mul(new.len());
        if cells > ANCHOR_CELLS && depth < MAX_DEPTH {
            let anchors = anchors(&self.old[old.clone()], &self.new[new.clone()]);
            if !anchors.is_empty() {
                return self.between(&anchors, old, new, depth);
            }
        }
        if cells > MAX_CELLS || !self.budget.take(cells) {
            self.budget.exhausted = true;
            return;
        }
        for (i, j) in best_path(&self.old[old.clone()], &self.new[new.clone()]) {
            self.pairs.push((old.start + i, new.start + j));
        }
    }

    fn between(&mut self, anchors: &[Anchor], old: Range<usize>, new: Range<usize>, depth: u32) {
        let (mut from_old, mut from_new) = (old.start, new.start);
        for anchor in anchors {
            let (at_old, at_new) = (old.start + anchor.old, new.start + anchor.new);
            self.solve(from_old..at_old, from_new..at_new, depth + 1);
            self.pairs.extend((0..anchor.len).map(|it| (at_old + it, at_new + it)));
            (from_old, from_new) = (at_old + anchor.len, at_new + anchor.len);
        }
        self.solve(from_old..old.end, from_new..new.end, depth + 1);
    }
}

/// A clause that stands once on each side.
struct Anchor {
    old: usize,
    new: usize,
    len: usize,
}

/// Clauses that both sides have once, in the order of both: of those that cross, the chain with the most pieces.
fn anchors(old: &[Token], new: &[Token]) -> Vec<Anchor> {
    let mut places: HashMap<Vec<u32>, [Option<Option<usize>>; 2]> = HashMap::new();
    for (side, tokens) in [old, new].into_iter().enumerate() {
        for clause in clauses(tokens).filter(|it| it.len() >= MIN_ANCHOR) {
            let ids = tokens[clause.clone()].iter().map(|it| it.id).collect();
            let place = &mut places.entry(ids).or_default()[side];
            // Seen a second time, it is no anchor.
            *place = Some(if place.is_none() { Some(clause.start) } else { None });
        }
    }
    let mut found: Vec<Anchor> = places
        .iter()
        .filter_map(|(ids, place)| match place {
            [Some(Some(old)), Some(Some(new))] => Some(Anchor { old: *old, new: *new, len: ids.len() }),
            _ => None,
        })
        .collect();
    found.sort_unstable_by_key(|it| it.old);
    let points: Vec<(usize, u64)> = found.iter().map(|it| (it.new, it.len as u64)).collect();
    let chain = super::rows::heaviest_chain(&points);
    let mut keep = chain.into_iter().peekable();
    let mut at = 0;
    found.retain(|_| {
        let kept = keep.next_if_eq(&at).is_some();
        at += 1;
        kept
    });
    found
}

/// The clauses of a text: up to and with each punctuation mark, or line end.
fn clauses(tokens: &[Token]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= tokens.len() {
            return None;
        }
        let ends = |it: &Token| matches!(it.kind, Kind::Mark | Kind::Break);
        let end = tokens[start..].iter().position(ends).map_or(tokens.len(), |it| start + it + 1);
        let clause = start..end;
        start = end;
        Some(clause)
    })
}

/// What keeping a piece is worth; a character is worth 2.
fn worth(token: &Token) -> i32 {
    match token.kind {
        Kind::Char => 2,
        Kind::Mark => 1,
        Kind::Break => 3,
        // A mark of an item is worth less than its characters: items are found by their words.
        Kind::Ordinal => 2,
        Kind::Number | Kind::Latin => 2 * i32::from(token.chars.min(4)),
        Kind::Title => 2 * i32::from(token.chars.min(12)),
    }
}

const FROM_EDIT: u8 = 1;
const UP: u8 = 2;
const OPENED: u8 = 4;
const HIT: u8 = 8;

/// The best that is known of a beginning of both sides.
#[derive(Debug, Clone, Copy)]
struct Best {
    /// If its last pieces are kept.
    kept: i32,
    /// If it ends within a stretch.
    edit: i32,
}

/// What no beginning can be worth.
const NEVER: i32 = i32::MIN / 2;

impl Best {
    /// A stretch that begins or goes on, and whether it begins.
    fn changed(self) -> (i32, u8) {
        if self.kept - OPEN > self.edit { (self.kept - OPEN, OPENED) } else { (self.edit, 0) }
    }
}

/// The pieces that stay in the most readable edit of `old` into `new`.
///
/// A row of the table knows for each beginning of `new` the best that ends in a piece kept and within a stretch; one byte
/// a cell says where each came from. Cost and memory: `old.len() * new.len()`.
fn best_path(old: &[Token], new: &[Token]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let ids: Vec<u32> = new.iter().map(|it| it.id).collect();
    let mut came = vec![0_u8; (old.len() + 1) * width];
    let mut best = vec![Best { kept: NEVER, edit: -OPEN }; width];
    best[0] = Best { kept: 0, edit: NEVER };
    for (token, came) in old.iter().zip(came.chunks_exact_mut(width).skip(1)) {
        let gain = worth(token);
        let mut diagonal = best[0];
        came[0] = UP | if diagonal.kept == 0 { OPENED } else { 0 };
        best[0] = Best { kept: NEVER, edit: -OPEN };
        let mut left = best[0];
        for ((above, came), id) in best[1..].iter_mut().zip(&mut came[1..]).zip(&ids) {
            let (up, from_above) = above.changed();
            let (along, from_left) = left.changed();
            let (edit, from) = if up >= along { (up, UP | from_above) } else { (along, from_left) };
            let hit = *id == token.id;
            let before = diagonal.kept.max(diagonal.edit);
            let from_edit = if diagonal.edit > diagonal.kept { HIT | FROM_EDIT } else { HIT };
            *came = from | if hit { from_edit } else { 0 };
            diagonal = *above;
            left = Best { kept: if hit { gain + before } else { NEVER }, edit };
            *above = left;
        }
    }
    let last = best[new.len()];
    let (mut i, mut j) = (old.len(), new.len());
    let mut in_edit = last.edit >= last.kept;
    let mut pairs = Vec::new();
    while i > 0 || j > 0 {
        let from = came[i * width + j];
        if !in_edit && from & HIT != 0 {
            in_edit = from & FROM_EDIT != 0;
            (i, j) = (i - 1, j - 1);
            pairs.push((i, j));
        } else if i > 0 && (j == 0 || from & UP != 0) {
            in_edit = from & OPENED == 0;
            i -= 1;
        } else {
            // Along the first row every cell comes from the left.
            in_edit = i == 0 || from & OPENED == 0;
            j -= 1;
        }
    }
    pairs.reverse();
    pairs
}

/// Kept pieces → stretches, equal and not in turn.
fn stretches(pairs: &[(usize, usize)], old: usize, new: usize) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    let (mut i, mut j) = (0, 0);
    for &(at_old, at_new) in pairs.iter().chain(std::iter::once(&(old, new))) {
        if at_old > i || at_new > j {
            out.push(Stretch { equal: false, old: i..at_old, new: j..at_new });
        }
        if at_old == old && at_new == new {
            break;
        }
        match out.last_mut() {
            Some(last) if last.equal => {
                last.old.end = at_old + 1;
                last.new.end = at_new + 1;
            }
            _ => out.push(Stretch { equal: true, old: at_old..at_old + 1, new: at_new..at_new + 1 }),
        }
        (i, j) = (at_old + 1, at_new + 1);
    }
    out
}

/// Joins edits that only an island of less than two characters parts. The table of [`best_path`] leaves none, the
/// joints between parts of a long text may.
fn absorb(stretches: &mut Vec<Stretch>, old: &[Token]) {
    let mut at = 1;
    while at + 1 < stretches.len() {
        let island = &stretches[at];
        let small = island.equal
            && old[island.old.clone()].iter().map(|it| usize::from(it.chars)).sum::<usize>() < 2
            && old[island.old.clone()].iter().all(|it| it.kind != Kind::Break);
        if small && !stretches[at - 1].equal && !stretches[at + 1].equal {
            let (old_end, new_end) = (stretches[at + 1].old.end, stretches[at + 1].new.end);
            stretches[at - 1].old.end = old_end;
            stretches[at - 1].new.end = new_end;
            stretches.drain(at..at + 2);
        } else {
            at += 1;
        }
    }
}

/// A sentence of which less than this share stays, in percent, was written anew: its islands are absorbed.
const MIN_KEPT: usize = 15;
/// How many islands make a sentence hard to read.
const MIN_ISLANDS: usize = 2;

/// Joins the edits of a sentence that was written anew: a few words that both happen to have are no help to a reader.
/// A sentence ends where 。 or the end of a line stays.
fn rewritten(stretches: &mut Vec<Stretch>, old: &[Token], new: &[Token]) {
    let ends = |it: &Stretch| {
        it.equal && old[it.old.clone()].iter().any(|it| it.kind == Kind::Break || it.id == u32::from('。'))
    };
    let mut out: Vec<Stretch> = Vec::with_capacity(stretches.len());
    let mut rest = std::mem::take(stretches).into_iter().peekable();
    while let Some(first) = rest.next() {
        if first.equal {
            out.push(first);
            continue;
        }
        let mut sentence = vec![first];
        while let Some(next) = rest.next_if(|it| !ends(it)) {
            sentence.push(next);
        }
        // What stays at the end of the sentence is no island.
        let tail = sentence.pop_if(|it| it.equal);
        out.extend(if is_anew(&sentence, old, new) { vec![joined(&sentence)] } else { sentence });
        out.extend(tail);
    }
    *stretches = out;
}

fn is_anew(sentence: &[Stretch], old: &[Token], new: &[Token]) -> bool {
    let chars = |tokens: &[Token]| tokens.iter().map(|it| usize::from(it.chars)).sum::<usize>();
    let islands = sentence.iter().filter(|it| it.equal);
    let kept: usize = islands.clone().map(|it| chars(&old[it.old.clone()])).sum();
    let all: usize = sentence.iter().map(|it| chars(&old[it.old.clone()]) + chars(&new[it.new.clone()])).sum();
    islands.count() >= MIN_ISLANDS && 2 * kept * 100 < all * MIN_KEPT
}

fn joined(sentence: &[Stretch]) -> Stretch {
    let (first, last) = (&sentence[0], &sentence[sentence.len() - 1]);
    Stretch { equal: false, old: first.old.start..last.old.end, new: first.new.start..last.new.end }
}

/// Words with which what was added or removed often begins: 甲[和乙], not [甲和]乙.
const JOINING: [char; 8] = ['和', '或', '及', '并', '与', '且', '以', '但'];

/// How good a stretch of pieces is as an edit, by where it begins and ends.
fn quality(tokens: &[Token], range: Range<usize>) -> u32 {
    let ends_sentence = |it: &Token| it.id == u32::from('。') || it.id == u32::from('；');
    let border = |before: Option<usize>| match before.and_then(|it| tokens.get(it)) {
        Some(it) if ends_sentence(it) => 8,
        Some(it) => match it.kind {
            Kind::Break => 10,
            Kind::Mark => 6,
            Kind::Ordinal => 4,
            _ => 0,
        },
        None => 10,
    };
    let joins = |at: usize| tokens.get(at).is_some_and(|it| JOINING.iter().any(|c| it.id == u32::from(*c)));
    let before_mark = tokens.get(range.end).is_none_or(|it| matches!(it.kind, Kind::Mark | Kind::Break));
    border(range.start.checked_sub(1))
        + border(range.end.checked_sub(1))
        + u32::from(joins(range.start))
        + u32::from(joins(range.end))
        + u32::from(before_mark)
}

/// Moves a stretch that only adds or only removes to where it begins and ends best: 甲、[乙、]丙, not 甲[、乙]、丙.
fn slide(stretches: &mut [Stretch], at: usize, old: &[Token], new: &[Token]) {
    let it = &stretches[at];
    if it.equal || (!it.old.is_empty() && !it.new.is_empty()) {
        return;
    }
    let (tokens, range) = if it.new.is_empty() { (old, it.old.clone()) } else { (new, it.new.clone()) };
    let before = at.checked_sub(1).map_or(0, |it| stretches[it].old.len()).min(MAX_SLIDE);
    let after = stretches.get(at + 1).map_or(0, |it| it.old.len()).min(MAX_SLIDE);
    let same = |i: usize, j: usize| tokens[i].id == tokens[j].id;
    let left = (0..before).take_while(|it| same(range.start - 1 - it, range.end - 1 - it)).count();
    let right = (0..after).take_while(|it| same(range.start + it, range.end + it)).count();
    let places = range.start - left..=range.start + right;
    // Of equally good places the one that is already taken, then the first.
    let best = places.max_by_key(|start| {
        (quality(tokens, *start..start + range.len()), *start == range.start, std::cmp::Reverse(*start))
    });
    let Some(best) = best else { return };
    if best < range.start {
        shift(stretches, at, range.start - best, false);
    } else if best > range.start {
        shift(stretches, at, best - range.start, true);
    }
}

/// Moves an edit by `by` pieces; its equal neighbours give and take.
fn shift(stretches: &mut [Stretch], at: usize, by: usize, forward: bool) {
    let moved = |range: &Range<usize>| {
        if forward { range.start + by..range.end + by } else { range.start - by..range.end - by }
    };
    let it = &mut stretches[at];
    it.old = moved(&it.old);
    it.new = moved(&it.new);
    let (starts, ends) = ((it.old.start, it.new.start), (it.old.end, it.new.end));
    if let Some(before) = at.checked_sub(1) {
        (stretches[before].old.end, stretches[before].new.end) = starts;
    }
    if let Some(after) = stretches.get_mut(at + 1) {
        (after.old.start, after.new.start) = ends;
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::Lexicon;
    use super::*;

    /// 甲[乙→丙]丁.
    fn shown(old: &str, new: &str) -> String {
        shown_within(old, new, Budget::default())
    }

    fn shown_within(old: &str, new: &str, mut budget: Budget) -> String {
        let mut lexicon = Lexicon::default();
        let (a, b) = (lexicon.cut(old), lexicon.cut(new));
        let mut out = String::new();
        let words = |text: &str, tokens: &[Token], range: &Range<usize>| {
            tokens[range.clone()].iter().map(|it| text[it.start..it.end].to_owned()).collect::<String>()
        };
        let (mut back_old, mut back_new) = (String::new(), String::new());
        for it in diff(&a, &b, &mut budget) {
            let (left, right) = (words(old, &a, &it.old), words(new, &b, &it.new));
            back_old.push_str(&left);
            back_new.push_str(&right);
            if it.equal {
                assert_eq!(left, right);
                out.push_str(&left);
            } else {
                out.push_str(&format!("[{left}→{right}]"));
            }
        }
        assert_eq!((back_old.as_str(), back_new.as_str()), (old, new), "both texts come back");
        out
    }

    #[test]
    fn edits_are_few_and_whole() {
        assert_eq!(shown("处一万元以上罚款", "处五千元以上罚款"), "处[一万→五千]元以上罚款");
        assert_eq!(shown("依照本条例第十二条", "依照本条例第十三条"), "依照本条例[第十二条→第十三条]");
        assert_eq!(shown("《甲条例》规定", "《甲办法》规定"), "[《甲条例》→《甲办法》]规定");
        assert_eq!(shown("市场主体应当登记", "经营主体可以登记"), "[市场→经营]主体[应当→可以]登记");
    }

    #[test]
    fn an_island_of_one_character_is_absorbed_and_of_two_stays() {
        assert_eq!(shown("甲乙丙丁戊", "子乙寅丁辰"), "[甲乙丙丁戊→子乙寅丁辰]");
        assert_eq!(shown("甲乙丙丁戊己庚", "子乙丙卯辰己庚"), "[甲→子]乙丙[丁戊→卯辰]己庚");
    }

    #[test]
    fn what_is_added_in_a_list_is_added_with_its_mark() {
        assert_eq!(shown("甲、丙、丁", "甲、乙、丙、丁"), "甲、[→乙、]丙、丁");
        assert_eq!(shown("首款。\n末款。", "首款。\n中款。\n末款。"), "首款。\n[→中款。\n]末款。");
        assert_eq!(shown("应当公开、公平、公正", "应当公开、公正"), "应当公开、[公平、→]公正");
        assert_eq!(shown("损害公共利益的", "损害公共利益和他人权益的"), "损害公共利益[→和他人权益]的");
    }

    #[test]
    fn a_sentence_written_anew_is_shown_as_one() {
        let old = "推行扫码入企。执法人员入企检查前，应当通过平台生成检查码。";
        let new =
            "由不具备资格的机构单独实施执法活动，或者超出登记范围检查的，责令改正并通报；对负有责任的人员给予处分。";
        assert_eq!(shown(old, new).matches('→').count(), 1);
        assert_eq!(
            shown("甲机关应当公布收费标准。", "乙机关可以公布评估结果。"),
            "[甲→乙]机关[应当→可以]公布[收费标准→评估结果]。"
        );
    }

    #[test]
    fn what_an_edit_leaves_behind_at_the_end_stays() {
        assert_eq!(shown("甲，并处罚金。\n乙，并处罚金。", "甲，并处罚金。"), "甲，并处罚金。[\n乙，并处罚金。→]");
        assert_eq!(shown("甲乙，丙。", "丙。"), "[甲乙，→]丙。");
    }

    #[test]
    fn nothing_and_all() {
        assert_eq!(shown("", ""), "");
        assert_eq!(shown("", "甲"), "[→甲]");
        assert_eq!(shown("甲", ""), "[甲→]");
        assert_eq!(shown("甲乙", "甲乙"), "甲乙");
    }

    #[test]
    fn a_long_text_is_parted_at_its_clauses_and_told_as_exactly() {
        let clause = |n: usize| format!("第{n}项任务由第{n}号部门负责办理，并于{n}日内办结；");
        let old: String = (1..200).map(clause).collect();
        let new = old.replace("第77号部门", "第78号机构");
        assert!(shown(&old, &new).contains("任务由第[77号部门→78号机构]负责"));
        assert_eq!(shown(&old, &new).matches('→').count(), 1);
    }

    #[test]
    fn without_budget_the_answer_is_coarse_and_true() {
        let coarse = shown_within("甲乙丙丁戊己庚辛", "甲壬丙丁癸己庚辛", Budget::of(3));
        assert_eq!(coarse, "甲[乙丙丁戊→壬丙丁癸]己庚辛");
    }
}
