//! What changed between two texts of a law: which articles belong together, how, and which words differ.
//!
//! [`align`](super::align) says which article became which; here the links become rows, the words of a row are compared
//! piece by piece, and each edit is classified. Every article of either text stands in exactly one row, and the hunks
//! of a row give both texts back, whatever happens: when the [`Budget`] ends, the answer becomes coarser, never wrong.
//! Absent on purpose: how a comparison looks ([`crate::export`]), and who asked for a change.

mod chain;
mod classify;
mod diff;
mod edits;
mod headings;
mod hunks;
mod marks;
mod outside;
mod references;
mod rows;
mod terms;
mod tokens;
mod words;

pub use chain::{Chain, ChainRow, chain};
pub use classify::{Class, Classes};
pub use diff::Budget;
pub use headings::Heading;
pub use hunks::{Hunk, OldStart, Op, Part};
pub use marks::{Mark, new_marks, old_marks};
pub use outside::{Outside, Place};
pub use rows::RowKind;
pub use terms::Term;
pub use words::{LineKind, Words};

pub(in crate::law) use diff::diff;
pub(in crate::law) use headings::successors;
pub(in crate::law) use outside::parts;
pub(in crate::law) use rows::heaviest_chain;
pub(in crate::law) use tokens::{Kind, Lexicon, Token, ordinal_len, pieces};

use super::align::{self, Reason};
use super::path::ProvisionPath;
use super::statute::Statute;
use edits::Draft;

/// What is compared beside the two texts.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How much work may be done.
    pub budget: Budget,
    /// What people said about which articles belong together; it wins over the engine.
    pub asserted: Vec<Assertion>,
    /// The rows as they were settled before, if they were: which articles stand together is then not asked of the engine
    /// again, only why and what changed. Used if every article of both texts stands in exactly one of them.
    pub settled: Option<Vec<Assertion>>,
}

/// These old articles became these new ones, and nothing else, says a person. One side may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assertion {
    /// Indices in the old text.
    pub old: Vec<usize>,
    /// Indices in the new text.
    pub new: Vec<usize>,
}

/// Two texts compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The old text.
    pub old: Side,
    /// The new text.
    pub new: Side,
    /// Every article of either text in exactly one row, in the order of the new text; removed ones at their old place.
    pub rows: Vec<Row>,
    /// 编, 章 and 节, each before one of the rows.
    pub headings: Vec<Heading>,
    /// What stands outside the articles: title, 题注, preamble, annexes.
    pub outside: Vec<Outside>,
    /// Terms that were replaced throughout.
    pub terms: Vec<Term>,
    /// Whether the two seem to be texts of one law.
    pub related: bool,
    /// Whether the work ended before everything was told as exactly as it could be.
    pub coarse: bool,
}

/// One of the texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Side {
    /// Its title.
    pub title: String,
    /// 草案, 草案修改稿 …
    pub status: Option<String>,
    /// Its articles in order.
    pub articles: Vec<Entry>,
}

/// An article of one of the texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its address.
    pub path: ProvisionPath,
    /// 第十二条.
    pub number: String,
    /// Its words.
    pub words: Words,
}

/// Articles of both texts that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Indices in the old text; empty for an added article.
    pub old: Vec<usize>,
    /// Indices in the new text; empty for a removed one.
    pub new: Vec<usize>,
    /// How they are related.
    pub kind: RowKind,
    /// Some number differs.
    pub renumbered: bool,
    /// The row breaks the order of its neighbours.
    pub moved: bool,
    /// The only differences are references whose target was renumbered.
    pub consequential: bool,
    /// The kinds of all its changes.
    pub classes: Classes,
    /// Which share of the words of both is kept, 0 to 1.
    pub similarity: f32,
    /// Why these articles, for each pair that was linked.
    pub links: Vec<RowLink>,
    /// The words, in the order of the new text.
    pub hunks: Vec<Hunk>,
}

/// Why two articles of a row belong together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RowLink {
    /// Index in the old text.
    pub old: usize,
    /// Index in the new text.
    pub new: usize,
    /// How sure the engine is, 0 to 1; 1 if a person said so.
    pub score: f32,
    /// Why; `None` if a person said so.
    pub reason: Option<Reason>,
}

/// How many rows there are of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of RowKind and Row")]
pub struct Summary {
    pub same: usize,
    pub changed: usize,
    pub added: usize,
    pub removed: usize,
    pub split: usize,
    pub merged: usize,
    pub regrouped: usize,
    pub renumbered: usize,
    pub moved: usize,
    pub consequential: usize,
}

/// Of two texts of which less than this share of the shorter one is kept, in percent, it is doubted that they are of one
/// law.
const MIN_RELATED: usize = 20;

/// Compares two texts.
#[must_use]
pub fn compare(old: &Statute, new: &Statute) -> Comparison {
    compare_with(old, new, &Options::default())
}

/// Compares two texts within a budget, with what people said about them.
#[must_use]
pub fn compare_with(old: &Statute, new: &Statute, options: &Options) -> Comparison {
    let mut budget = options.budget;
    let (old_side, new_side) = (Side::of(old), Side::of(new));
    let asserted = known(&options.asserted, old_side.articles.len(), new_side.articles.len());
    let mut links = links(old, new, &asserted);
    let settled = options.settled.as_deref().and_then(|it| Settled::of(it, &old_side, &new_side));
    let pairs: Vec<(usize, usize)> = match &settled {
        None => links.iter().map(|it| (it.old, it.new)).collect(),
        Some(settled) => {
            links.retain(|it| settled.together(it.old, it.new));
            settled.pairs()
        }
    };
    let weigh = rows::Weigh {
        chars: &|a, b| old_side.articles[a].words.text.len().min(new_side.articles[b].words.text.len()) as u64,
        flipped: old_side
            .articles
            .iter()
            .map(|it| &it.words.text)
            .gt(new_side.articles.iter().map(|it| &it.words.text)),
    };
    let groups = rows::groups(old_side.articles.len(), new_side.articles.len(), &pairs, &weigh);
    let mut draft = Draft::new(&old_side, &new_side, groups, &mut budget);
    references::mark(&mut draft, old, new);
    let terms = draft.mark_terms();
    let mut rows = draft.finish();
    let mut row_of_new = vec![0; new_side.articles.len()];
    for (n, row) in rows.iter().enumerate() {
        row.new.iter().for_each(|it| row_of_new[*it] = n);
    }
    links.into_iter().for_each(|it| rows[row_of_new[it.new]].links.push(it));
    let headings = headings::headings(old, new, &rows);
    let outside = outside::outside(old, new, &mut budget);
    let related = related(&old_side, &new_side, &rows);
    Comparison { old: old_side, new: new_side, rows, headings, outside, terms, related, coarse: budget.exhausted }
}

/// Rows that were settled before, looked at from the articles.
struct Settled<'a> {
    rows: &'a [Assertion],
    of_old: Vec<usize>,
    of_new: Vec<usize>,
}

impl<'a> Settled<'a> {
    /// These rows, if they are rows of these texts: every article in exactly one.
    fn of(rows: &'a [Assertion], old: &Side, new: &Side) -> Option<Self> {
        let place = |articles: usize, side: &dyn Fn(&'a Assertion) -> &'a [usize]| {
            let mut places = vec![None; articles];
            for (at, row) in rows.iter().enumerate() {
                for article in side(row) {
                    let place = places.get_mut(*article)?;
                    if place.replace(at).is_some() {
                        return None;
                    }
                }
            }
            places.into_iter().collect::<Option<Vec<usize>>>()
        };
        let of_old = place(old.articles.len(), &|it| &it.old)?;
        let of_new = place(new.articles.len(), &|it| &it.new)?;
        Some(Self { rows, of_old, of_new })
    }

    fn together(&self, old: usize, new: usize) -> bool {
        self.of_old[old] == self.of_new[new]
    }

    /// Pairs that join exactly the articles of each row.
    fn pairs(&self) -> Vec<(usize, usize)> {
        let both = self.rows.iter().filter_map(|it| Some((it, *it.old.first()?, *it.new.first()?)));
        let all = both.flat_map(|(row, first_old, first_new)| {
            let to_first = row.old.iter().map(move |it| (*it, first_new));
            to_first.chain(row.new.iter().map(move |it| (first_old, *it)))
        });
        all.collect()
    }
}

/// What was said about articles that these texts have.
fn known(asserted: &[Assertion], old: usize, new: usize) -> Vec<Assertion> {
    let known = |it: &&Assertion| it.old.iter().all(|a| *a < old) && it.new.iter().all(|b| *b < new);
    asserted.iter().filter(known).cloned().collect()
}

/// The links of the engine, but where a person said something only those.
fn links(old: &Statute, new: &Statute, asserted: &[Assertion]) -> Vec<RowLink> {
    let said = |at: &dyn Fn(&Assertion) -> bool| asserted.iter().any(at);
    let mut links: Vec<RowLink> = align::align(old, new)
        .into_iter()
        .filter(|it| !said(&|a| a.old.contains(&it.old) || a.new.contains(&it.new)))
        .map(|it| RowLink { old: it.old, new: it.new, score: it.score, reason: Some(it.reason) })
        .collect();
    for assertion in asserted {
        let pairs = assertion.old.iter().flat_map(|a| assertion.new.iter().map(move |b| (*a, *b)));
        links.extend(pairs.map(|(old, new)| RowLink { old, new, score: 1.0, reason: None }));
    }
    links.sort_by_key(|it| (it.new, it.old));
    links
}

/// Texts of one title are of one law; others if much of the shorter one stands in the other too.
fn related(old: &Side, new: &Side, rows: &[Row]) -> bool {
    let bytes = |side: &Side| side.articles.iter().map(|it| it.words.text.len()).sum::<usize>();
    let smaller = bytes(old).min(bytes(new));
    let parts = rows.iter().flat_map(|it| &it.hunks).flat_map(|it| &it.parts);
    let kept: usize = parts.filter(|it| it.op == Op::Equal).map(|it| it.text.len()).sum();
    old.title == new.title || smaller == 0 || kept * 100 >= smaller * MIN_RELATED
}

impl Side {
    fn of(statute: &Statute) -> Self {
        let entry = |it: &super::statute::Article| Entry {
            path: it.path,
            number: it.number().to_string(),
            words: Words::of(it),
        };
        Self {
            title: statute.title.plain.clone(),
            status: statute.status.clone(),
            articles: statute.articles().map(entry).collect(),
        }
    }

    /// The printed numbers of these articles.
    #[must_use]
    pub fn numbers(&self, articles: &[usize]) -> Vec<&str> {
        articles.iter().filter_map(|it| self.articles.get(*it)).map(|it| it.number.as_str()).collect()
    }

    /// The title with its status: 《条例》（草案）.
    #[must_use]
    pub fn label(&self) -> String {
        match &self.status {
            Some(status) => format!("{}（{status}）", self.title),
            None => self.title.clone(),
        }
    }
}

impl Row {
    /// Whether words differ.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.kind != RowKind::Same
    }

    /// Whether something of substance differs: not only references, punctuation and folded terms.
    #[must_use]
    pub fn is_substantial(&self) -> bool {
        self.is_changed() && !(self.kind == RowKind::Changed && self.classes.is_formal())
    }

    /// Whether only the number changed.
    #[must_use]
    pub fn is_renumbered_only(&self) -> bool {
        self.kind == RowKind::Same && self.renumbered
    }

    /// Whether a person said that these articles belong together.
    #[must_use]
    pub fn is_asserted(&self) -> bool {
        !self.links.is_empty() && self.links.iter().all(|it| it.reason.is_none())
    }
}

impl Comparison {
    /// How many rows there are of each kind.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut sum = Summary::default();
        for row in &self.rows {
            match row.kind {
                RowKind::Same => sum.same += 1,
                RowKind::Changed => sum.changed += 1,
                RowKind::Added => sum.added += 1,
                RowKind::Removed => sum.removed += 1,
                RowKind::Split => sum.split += 1,
                RowKind::Merged => sum.merged += 1,
                RowKind::Regrouped => sum.regrouped += 1,
            }
            sum.renumbered += usize::from(row.renumbered);
            sum.moved += usize::from(row.moved);
            sum.consequential += usize::from(row.consequential);
        }
        sum
    }

    /// The old place of each moved row: before which row, and which row moved. Several at one place are in old order.
    #[must_use]
    pub fn pointers(&self) -> Vec<(usize, usize)> {
        let mut of_old: Vec<(usize, usize)> = Vec::new();
        for (n, row) in self.rows.iter().enumerate() {
            of_old.extend(row.old.first().map(|it| (*it, n)));
        }
        of_old.sort_unstable();
        let mut pointers = Vec::new();
        let mut place = 0;
        for (_, n) in of_old {
            if self.rows[n].moved {
                pointers.push((place, n));
            } else {
                place = n + 1;
            }
        }
        pointers.sort_by_key(|it| it.0);
        pointers
    }

    /// The row with this old article.
    #[must_use]
    pub fn row_of_old(&self, article: usize) -> Option<usize> {
        self.rows.iter().position(|it| it.old.contains(&article))
    }

    /// The row with this new article.
    #[must_use]
    pub fn row_of_new(&self, article: usize) -> Option<usize> {
        self.rows.iter().position(|it| it.new.contains(&article))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::parse::parse;

    const OLD: &str = "第一条　为了甲制定本条例。\n第二条　市政府每年公布名录。\n第三条　丙应当每月报告一次。\n";
    const NEW: &str = "第一条　为了甲制定本条例。\n第二条　丙应当每月报告一次。\n第三条　市政府每年公布名录。\n";

    fn rows(settled: &[(&[usize], &[usize])]) -> Vec<(Vec<usize>, Vec<usize>, usize)> {
        let settled = settled.iter().map(|it| Assertion { old: it.0.to_vec(), new: it.1.to_vec() }).collect();
        let options = Options { settled: Some(settled), ..Options::default() };
        let made = compare_with(&parse(OLD).statute, &parse(NEW).statute, &options);
        made.rows.into_iter().map(|it| (it.old, it.new, it.links.len())).collect()
    }

    #[test]
    fn rows_that_were_settled_stand_whatever_the_engine_thinks() {
        let settled: &[(&[usize], &[usize])] = &[(&[0], &[]), (&[1, 2], &[0, 1]), (&[], &[2])];
        let expected = [(vec![0], vec![], 0), (vec![1, 2], vec![0, 1], 1), (vec![], vec![2], 0)];
        assert_eq!(rows(settled), expected, "a link of the engine is told where it lies in a row");
    }

    #[test]
    fn rows_of_other_texts_are_not_used() {
        let engine = [(vec![0], vec![0], 1), (vec![2], vec![1], 1), (vec![1], vec![2], 1)];
        let one: (&[usize], &[usize]) = (&[0], &[0]);
        for settled in [vec![one], vec![one, (&[1, 2], &[1, 2, 3])], vec![one, one, (&[1, 2], &[1, 2])], vec![]] {
            assert_eq!(rows(&settled), engine, "{settled:?}");
        }
    }
}
