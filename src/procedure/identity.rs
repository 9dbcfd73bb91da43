//! Who an article is, through all readings of a bill: an identity that passes along the alignment of each reading with
//! the one before, so that what hangs on an article (opinions, reasons) finds it whatever its number and words are now.
//!
//! An article that was changed, moved or renumbered keeps its identity. In a row of several, identities pass along the
//! pairs that share most words: of a split article the largest piece goes on as it, in a merged one the largest
//! contributor lives on. Whatever is left of the new text begins a new identity, whatever is left of the old one ends;
//! the rows tell where it went ([why](../../docs/decisions/2026-11-24-identities.md)). A number is never given twice
//! within a bill, and a correction that is taken back gives the articles back the identities that they had.

use super::correction::{Articles, Correction, judge_within};
use super::{Invalid, VersionId};
use crate::law::compare::{Assertion, Comparison, Op, Options, Row, compare_with};
use crate::law::path::ProvisionPath;
use crate::law::statute::Statute;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::str::FromStr;

/// The identity of an article within its bill: `u12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleUid(i64);

impl ArticleUid {
    /// The identity with this number.
    ///
    /// # Errors
    /// The number is not positive.
    pub fn new(number: i64) -> Result<Self, Invalid> {
        if number > 0 { Ok(Self(number)) } else { Err(Self::invalid(&number.to_string())) }
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> i64 {
        self.0
    }

    fn invalid(given: &str) -> Invalid {
        Invalid::new("条文标识", given, "应为 u1、u2、u3……")
    }
}

impl FromStr for ArticleUid {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let digits = text.strip_prefix('u').filter(|it| !it.starts_with('0') && it.bytes().all(|b| b.is_ascii_digit()));
        let number = digits.and_then(|it| it.parse().ok()).ok_or_else(|| Self::invalid(text))?;
        Self::new(number).map_err(|_| Self::invalid(text))
    }
}

impl fmt::Display for ArticleUid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "u{}", self.0)
    }
}

/// An article of a reading and who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identified {
    /// Its address in that reading.
    pub path: ProvisionPath,
    /// Who it is.
    pub uid: ArticleUid,
}

/// The articles of a reading, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identities {
    /// The reading.
    pub version: VersionId,
    /// Its articles.
    pub articles: Vec<Identified>,
}

/// Articles of a reading and of the one before that belong together, by their places in the texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AlignedRow {
    /// Articles of the older text.
    pub old: Vec<usize>,
    /// Articles of the newer text.
    pub new: Vec<usize>,
}

/// The alignment of a reading with the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alignment {
    /// The newer reading.
    pub version: VersionId,
    /// Every article of either text in exactly one row, in the order of the newer text.
    pub rows: Vec<AlignedRow>,
}

impl Alignment {
    /// For [`Options::settled`] of a comparison from the reading before to this one.
    #[must_use]
    pub fn settled(&self) -> Vec<Assertion> {
        self.rows.iter().map(|it| Assertion { old: it.old.clone(), new: it.new.clone() }).collect()
    }

    /// The same for the comparison from this reading to the one before.
    #[must_use]
    pub fn mirrored(&self) -> Vec<Assertion> {
        self.rows.iter().map(|it| Assertion { old: it.new.clone(), new: it.old.clone() }).collect()
    }
}

/// Every identity that was ever given in a bill, with the article in which it began: a reading and a place in it. A sealed
/// text does not change, so that an article begins as the same one whenever it is asked again.
pub type Known = BTreeMap<(VersionId, usize), ArticleUid>;

/// A sealed reading: its text, and what was said about it and the one before.
#[derive(Debug, Clone)]
pub struct SealedText {
    /// Which.
    pub version: VersionId,
    /// Its text, parsed.
    pub statute: Statute,
    /// The log of the pair with the reading before; empty for the first.
    pub log: Vec<Correction>,
    /// How it is aligned with the reading before, if that was settled and nothing was said since.
    pub settled: Option<Alignment>,
}

/// Who the articles of all sealed readings are, and how the readings are aligned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Derived {
    /// One for each reading, in order.
    pub identities: Vec<Identities>,
    /// One for each reading but the first.
    pub alignments: Vec<Alignment>,
    /// Identities that were given now, and to which article of which reading.
    pub born: Vec<(ArticleUid, VersionId, usize)>,
}

/// Derives who the articles of all readings are, from the first to the last. The alignment of each pair is the settled
/// one, else what the comparison finds with what people said about it.
#[must_use]
pub fn derive(texts: &[SealedText], known: &Known) -> Derived {
    let mut giver = Giver::new(known);
    let mut derived = Derived::default();
    let mut before: Option<(&SealedText, Vec<ArticleUid>)> = None;
    for text in texts {
        let paths: Vec<ProvisionPath> = text.statute.articles().map(|it| it.path.whole_article()).collect();
        let uids = match &before {
            None => passed(&[], &born_rows(paths.len()), &|_, _| 0, paths.len()),
            Some((older, uids)) => {
                let comparison = aligned(older, text);
                let rows = comparison.rows.iter().map(|it| AlignedRow { old: it.old.clone(), new: it.new.clone() });
                let rows: Vec<AlignedRow> = rows.collect();
                let shared = shared(&comparison);
                let weigh = |old, new| shared.get(&(old, new)).copied().unwrap_or(0);
                let uids = passed(uids, &rows, &weigh, paths.len());
                derived.alignments.push(Alignment { version: text.version, rows });
                uids
            }
        };
        let uids = giver.complete(text.version, uids);
        let articles = paths.into_iter().zip(&uids).map(|(path, uid)| Identified { path, uid: *uid }).collect();
        derived.identities.push(Identities { version: text.version, articles });
        before = Some((text, uids));
    }
    derived.born = giver.born;
    derived
}

fn aligned(older: &SealedText, newer: &SealedText) -> Comparison {
    let (old, new) = (Articles::of(&older.statute), Articles::of(&newer.statute));
    let asserted = judge_within(&newer.log, &old, &new).assertions();
    let settled = newer.settled.as_ref().map(Alignment::settled);
    compare_with(&older.statute, &newer.statute, &Options { asserted, settled, ..Options::default() })
}

fn born_rows(articles: usize) -> Vec<AlignedRow> {
    (0..articles).map(|it| AlignedRow { old: Vec::new(), new: vec![it] }).collect()
}

/// How many bytes of words each old and new article of a row share.
fn shared(comparison: &Comparison) -> HashMap<(usize, usize), usize> {
    let mut shared = HashMap::new();
    for row in &comparison.rows {
        share(row, &mut shared);
    }
    shared
}

fn share(row: &Row, shared: &mut HashMap<(usize, usize), usize>) {
    for hunk in &row.hunks {
        let Some(new) = hunk.new else { continue };
        let mut at = 0;
        for part in hunk.parts.iter().filter(|it| it.op != Op::Insert) {
            let end = at + part.text.len();
            if part.op == Op::Equal {
                for (n, start) in hunk.old.iter().enumerate() {
                    let until = hunk.old.get(n + 1).map_or(usize::MAX, |it| it.at);
                    let bytes = end.min(until).saturating_sub(at.max(start.at));
                    *shared.entry((start.article, new)).or_insert(0) += bytes;
                }
            }
            at = end;
        }
    }
}

/// Who the new articles are, as far as the old ones pass it on.
fn passed(
    old: &[ArticleUid],
    rows: &[AlignedRow],
    weigh: &dyn Fn(usize, usize) -> usize,
    articles: usize,
) -> Vec<Option<ArticleUid>> {
    let mut uids = vec![None; articles];
    for row in rows {
        let all = row.old.iter().flat_map(|a| row.new.iter().map(move |b| (*a, *b)));
        let mut pairs: Vec<(usize, usize)> = all.collect();
        pairs.sort_by_key(|(a, b)| (std::cmp::Reverse(weigh(*a, *b)), *b, *a));
        let mut gone = HashSet::new();
        for (a, b) in pairs {
            if uids.get(b) == Some(&None) && !gone.contains(&a) {
                uids[b] = old.get(a).copied();
                gone.insert(a);
            }
        }
    }
    uids
}

/// Gives identities to articles that begin.
struct Giver<'a> {
    known: &'a Known,
    next: i64,
    born: Vec<(ArticleUid, VersionId, usize)>,
}

impl<'a> Giver<'a> {
    fn new(known: &'a Known) -> Self {
        let next = known.values().max().map_or(1, |it| it.get() + 1);
        Self { known, next, born: Vec::new() }
    }

    fn complete(&mut self, version: VersionId, uids: Vec<Option<ArticleUid>>) -> Vec<ArticleUid> {
        uids.into_iter().enumerate().map(|(at, uid)| uid.unwrap_or_else(|| self.give(version, at))).collect()
    }

    fn give(&mut self, version: VersionId, at: usize) -> ArticleUid {
        if let Some(uid) = self.known.get(&(version, at)) {
            return *uid;
        }
        let uid = ArticleUid(self.next);
        self.next += 1;
        self.born.push((uid, version, at));
        uid
    }
}

#[cfg(test)]
mod tests {
    use super::super::correction::sample::{correction, statute};
    use super::*;

    fn version(number: u16) -> VersionId {
        VersionId::new(number).unwrap()
    }

    fn sealed(number: u16, articles: &[&str], log: Vec<Correction>) -> SealedText {
        SealedText { version: version(number), statute: statute(articles), log, settled: None }
    }

    fn uids(derived: &Derived, at: usize) -> Vec<i64> {
        derived.identities[at].articles.iter().map(|it| it.uid.get()).collect()
    }

    /// What is known after that was derived.
    fn after(known: &Known, derived: &Derived) -> Known {
        let born = derived.born.iter().map(|(uid, version, at)| ((*version, *at), *uid));
        known.iter().map(|(at, uid)| (*at, *uid)).chain(born).collect()
    }

    const FIRST: &[&str] = &[
        "为了防治噪声污染，保障公众健康，制定本条例。",
        "夜间不得进行产生噪声的建筑施工作业，抢修抢险的除外。",
        "机动车应当按照规定使用声响装置，禁止鸣喇叭的区域由公安机关划定。",
    ];

    #[test]
    fn what_is_moved_and_changed_keeps_who_it_is_and_what_is_new_begins() {
        let second = [
            FIRST[0],
            "本条例所称噪声，是指干扰周围生活环境的声音。",
            "机动车应当按照规定使用声响装置，禁止鸣喇叭的区域由公安机关交通管理部门划定。",
            FIRST[1],
        ];
        let derived = derive(&[sealed(1, FIRST, vec![]), sealed(2, &second, vec![])], &Known::default());
        assert_eq!((uids(&derived, 0), uids(&derived, 1)), (vec![1, 2, 3], vec![1, 4, 3, 2]));
        assert_eq!(derived.born.last(), Some(&(ArticleUid(4), version(2), 1)));
    }

    #[test]
    fn of_a_split_article_the_largest_piece_goes_on_and_a_merged_one_is_its_largest_part() {
        let short = "抢修抢险的，应当公告附近居民。";
        let long = "夜间不得在噪声敏感建筑物集中区域内进行产生噪声污染的建筑施工作业，确需连续作业的除外。";
        let joined = format!("{short}{long}");
        let whole = sealed(1, &[&joined], vec![]);
        let log = vec![correction(1, (&[joined.as_str()], &[0]), (&[short, long], &[0, 1]))];
        let derived = derive(&[whole, sealed(2, &[short, long], log)], &Known::default());
        assert_eq!(uids(&derived, 1), [2, 1], "the second piece is the larger");
        let log = vec![correction(1, (&[short, long], &[0, 1]), (&[joined.as_str()], &[0]))];
        let merged = derive(&[sealed(1, &[short, long], vec![]), sealed(2, &[&joined], log)], &Known::default());
        assert_eq!(uids(&merged, 1), [2], "the second contributor is the larger");
    }

    #[test]
    fn a_correction_passes_identities_otherwise_and_taken_back_they_are_as_before() {
        let second = [FIRST[0], "全然不同的新条文，规定噪声监测站点。", FIRST[2], FIRST[1]];
        let plain = [sealed(1, FIRST, vec![]), sealed(2, &second, vec![])];
        let first = derive(&plain, &Known::default());
        let known = after(&Known::default(), &first);
        assert_eq!(uids(&first, 1), [1, 4, 3, 2]);
        let log = vec![correction(1, (FIRST, &[1]), (&second, &[1]))];
        let corrected = derive(&[sealed(1, FIRST, vec![]), sealed(2, &second, log)], &known);
        assert_eq!(uids(&corrected, 1), [1, 2, 3, 5], "the last one is somebody new, not 4, who began elsewhere");
        let known = after(&known, &corrected);
        let again = derive(&plain, &known);
        assert_eq!((uids(&again, 1), again.born), (vec![1, 4, 3, 2], vec![]));
    }

    #[test]
    fn what_was_settled_is_not_compared_again() {
        let row = |old: &[usize], new: &[usize]| AlignedRow { old: old.to_vec(), new: new.to_vec() };
        let rows = vec![row(&[0], &[0]), row(&[2], &[1]), row(&[1], &[2])];
        let settled = Some(Alignment { version: version(2), rows: rows.clone() });
        let again = SealedText { settled, ..sealed(2, FIRST, vec![]) };
        let derived = derive(&[sealed(1, FIRST, vec![]), again], &Known::default());
        assert_eq!(
            (uids(&derived, 1), &derived.alignments[0].rows),
            (vec![1, 3, 2], &rows),
            "the words are equal otherwise"
        );
    }

    #[test]
    fn a_third_reading_knows_who_came_with_the_second() {
        let second = [FIRST[0], "新增的条文规定噪声监测站点的设置。", FIRST[1], FIRST[2]];
        let third = [FIRST[0], "新增的条文规定噪声监测站点的设置和公布。", FIRST[2]];
        let texts = [sealed(1, FIRST, vec![]), sealed(2, &second, vec![]), sealed(3, &third, vec![])];
        let derived = derive(&texts, &Known::default());
        assert_eq!(uids(&derived, 2), [1, 4, 3]);
        assert_eq!(derived.alignments.len(), 2);
        let rows = &derived.alignments[1].rows;
        assert!(rows.contains(&AlignedRow { old: vec![2], new: vec![] }), "{rows:?}");
    }

    #[test]
    fn a_uid_has_one_spelling() {
        assert_eq!("u12".parse::<ArticleUid>().map(ArticleUid::get), Ok(12));
        for bad in ["", "u", "u0", "u01", "12", "U1", "u-1", "u99999999999999999999"] {
            assert!(bad.parse::<ArticleUid>().is_err(), "{bad}");
        }
    }
}
