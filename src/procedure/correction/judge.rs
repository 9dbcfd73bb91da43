//! Whether corrections still speak of the texts as they are.

use super::{Articles, Correction, Named, Side};
use crate::law::compare::Assertion;
use crate::law::path::ProvisionPath;
use crate::law::statute::Statute;
use std::collections::HashMap;

/// The corrections of a pair that have not ended, told apart.
#[derive(Debug, Clone, Default)]
pub struct Judged<'a> {
    /// Every article they name is there with the same words: they win over the engine.
    pub standing: Vec<(&'a Correction, Assertion)>,
    /// 待复核: a person has to look again; not applied, and not dropped.
    pub pending: Vec<Pending<'a>>,
}

/// A correction that waits for a person.
#[derive(Debug, Clone)]
pub struct Pending<'a> {
    /// The correction.
    pub correction: &'a Correction,
    /// Where its articles of the older text are now.
    pub old: Vec<Place>,
    /// Where its articles of the newer text are now.
    pub new: Vec<Place>,
}

/// Where an article that was named is now, by its place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At its address, with its words.
    Same(usize),
    /// Its words stand, once, at another address: the number moved.
    Followed(usize),
    /// At its address stand other words, and its own nowhere.
    Changed(usize),
    /// Several articles have its words, or another correction speaks of the same article.
    Ambiguous,
    /// Neither its address nor its words are there.
    Gone,
}

/// Why a correction waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// In which of the texts.
    pub side: Side,
    /// The article as it was named.
    pub path: ProvisionPath,
    /// Why.
    pub why: Why,
}

/// What became of a named article that is not simply there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// Its words are others.
    Changed,
    /// It is no longer there.
    Gone,
    /// It cannot be told which of several it is.
    Ambiguous,
}

impl Why {
    /// In words for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Changed => "文字已改",
            Self::Gone => "已不存在",
            Self::Ambiguous => "对应不唯一",
        }
    }
}

impl Place {
    /// The article there now, if one can be pointed at.
    #[must_use]
    pub fn index(self) -> Option<usize> {
        match self {
            Self::Same(at) | Self::Followed(at) | Self::Changed(at) => Some(at),
            Self::Ambiguous | Self::Gone => None,
        }
    }

    /// Why a correction with an article there waits; nothing if it need not.
    #[must_use]
    pub fn why(self) -> Option<Why> {
        match self {
            Self::Same(_) | Self::Followed(_) => None,
            Self::Changed(_) => Some(Why::Changed),
            Self::Ambiguous => Some(Why::Ambiguous),
            Self::Gone => Some(Why::Gone),
        }
    }

    fn of(named: &Named, articles: &Articles) -> Self {
        let own = articles.at_path(named.path());
        if let Some(at) = own.filter(|it| articles.list()[*it].digest() == named.digest()) {
            return Self::Same(at);
        }
        match (articles.with_words(named.digest()), own) {
            ([one], _) => Self::Followed(*one),
            ([], Some(at)) => Self::Changed(at),
            ([], None) => Self::Gone,
            _ => Self::Ambiguous,
        }
    }
}

impl Pending<'_> {
    /// Why it waits, for each article that is not simply there.
    #[must_use]
    pub fn reasons(&self) -> Vec<Reason> {
        let of = |side, named: &[Named], places: &[Place]| -> Vec<Reason> {
            let pairs = named.iter().zip(places);
            pairs.filter_map(|(it, place)| Some(Reason { side, path: it.path(), why: place.why()? })).collect()
        };
        let mut reasons = of(Side::Old, &self.correction.old, &self.old);
        reasons.extend(of(Side::New, &self.correction.new, &self.new));
        reasons
    }

    /// What would be said if a person confirmed it as the texts are now; nothing where an article cannot be pointed at,
    /// or two point at the same.
    #[must_use]
    pub fn again(&self) -> Option<Assertion> {
        Some(Assertion { old: distinct(&self.old)?, new: distinct(&self.new)? })
    }
}

/// The articles at these places, if each is another one.
fn distinct(places: &[Place]) -> Option<Vec<usize>> {
    let mut found = places.iter().map(|it| it.index()).collect::<Option<Vec<usize>>>()?;
    found.sort_unstable();
    found.dedup();
    (found.len() == places.len()).then_some(found)
}

impl Judged<'_> {
    /// What the standing ones say to the comparison.
    #[must_use]
    pub fn assertions(&self) -> Vec<Assertion> {
        self.standing.iter().map(|it| it.1.clone()).collect()
    }

    /// The same for the comparison from the newer to the older text.
    #[must_use]
    pub fn mirrored_assertions(&self) -> Vec<Assertion> {
        self.standing.iter().map(|(_, it)| Assertion { old: it.new.clone(), new: it.old.clone() }).collect()
    }
}

/// Judges the corrections of a pair against its texts.
#[must_use]
pub fn judge<'a>(corrections: &'a [Correction], old: &Statute, new: &Statute) -> Judged<'a> {
    judge_within(corrections, &Articles::of(old), &Articles::of(new))
}

/// The same for texts whose articles have been read.
#[must_use]
pub fn judge_within<'a>(corrections: &'a [Correction], old: &Articles, new: &Articles) -> Judged<'a> {
    let mut places: Vec<Pending<'a>> = corrections
        .iter()
        .filter(|it| it.is_active())
        .map(|it| Pending {
            correction: it,
            old: it.old.iter().map(|named| Place::of(named, old)).collect(),
            new: it.new.iter().map(|named| Place::of(named, new)).collect(),
        })
        .collect();
    mark_clashes(&mut places);
    let mut judged = Judged::default();
    for it in places {
        match it.again().filter(|_| it.reasons().is_empty()) {
            Some(assertion) => judged.standing.push((it.correction, assertion)),
            None => judged.pending.push(it),
        }
    }
    judged
}

/// Two that follow their words to the same article cannot both be right, and nobody but a person knows which is.
fn mark_clashes(places: &mut [Pending<'_>]) {
    let mut claimed: HashMap<(Side, usize), usize> = HashMap::new();
    for it in places.iter().filter(|it| it.reasons().is_empty()) {
        for (side, place) in both(it) {
            *claimed.entry((side, place)).or_default() += 1;
        }
    }
    for it in places.iter_mut().filter(|it| it.reasons().is_empty()) {
        for (side, list) in [(Side::Old, &mut it.old), (Side::New, &mut it.new)] {
            for place in list.iter_mut() {
                if place.index().is_some_and(|at| claimed.get(&(side, at)).is_some_and(|count| *count > 1)) {
                    *place = Place::Ambiguous;
                }
            }
        }
    }
}

fn both(it: &Pending<'_>) -> Vec<(Side, usize)> {
    let of = |side, places: &[Place]| -> Vec<(Side, usize)> {
        places.iter().filter_map(|place| Some((side, place.index()?))).collect()
    };
    let mut all = of(Side::Old, &it.old);
    all.extend(of(Side::New, &it.new));
    all
}

#[cfg(test)]
mod tests {
    use super::super::sample::{correction, statute};
    use super::*;

    const OLD: &[&str] = &["为了甲。", "乙应当。", "丙应当。"];
    const NEW: &[&str] = &["为了甲乙。", "乙可以。", "丙应当。"];

    /// Where the articles of one correction 第一条→第二条 are in a new text.
    fn judged(new: &[&str]) -> (Vec<Assertion>, Vec<String>) {
        let made = [correction(1, (OLD, &[0]), (NEW, &[1]))];
        let judged = judge(&made, &statute(OLD), &statute(new));
        let shown = |it: &Reason| format!("{:?} {} {}", it.side, it.path, it.why.label());
        (judged.assertions(), judged.pending.iter().flat_map(|it| it.reasons()).map(|it| shown(&it)).collect())
    }

    fn said(old: &[usize], new: &[usize]) -> Assertion {
        Assertion { old: old.to_vec(), new: new.to_vec() }
    }

    #[test]
    fn a_correction_stands_while_its_articles_have_their_words() {
        assert_eq!(judged(NEW), (vec![said(&[0], &[1])], vec![]));
        assert_eq!(judged(&["全新。", "乙可以。"]), (vec![said(&[0], &[1])], vec![]), "whatever else changes");
    }

    #[test]
    fn an_article_whose_number_moved_is_followed_by_its_words() {
        assert_eq!(judged(&["为了甲乙。", "插入。", "乙可以。"]), (vec![said(&[0], &[2])], vec![]));
        assert_eq!(judged(&["乙可以。"]), (vec![said(&[0], &[0])], vec![]), "also where its address is gone");
    }

    #[test]
    fn changed_words_wait_for_a_person() {
        assert_eq!(judged(&["为了甲乙。", "乙不可以。"]), (vec![], vec!["New a2 文字已改".to_owned()]));
    }

    #[test]
    fn an_article_that_is_gone_waits_for_a_person() {
        assert_eq!(judged(&["为了甲乙。"]), (vec![], vec!["New a2 已不存在".to_owned()]));
        assert_eq!(judged(&[]), (vec![], vec!["New a2 已不存在".to_owned()]), "also when the whole text is");
    }

    #[test]
    fn words_that_stand_twice_elsewhere_wait_for_a_person() {
        let twice = ["乙可以。", "插入。", "乙可以。"];
        assert_eq!(judged(&twice), (vec![], vec!["New a2 对应不唯一".to_owned()]));
        assert_eq!(judged(&["乙可以。", "乙可以。"]), (vec![said(&[0], &[1])], vec![]), "the address tells them apart");
    }

    #[test]
    fn two_that_come_to_the_same_article_both_wait() {
        let new = ["同文。", "同文。"];
        let made = [correction(1, (OLD, &[0]), (&new, &[0])), correction(2, (OLD, &[1]), (&new, &[1]))];
        assert_eq!(judge(&made, &statute(OLD), &statute(&new)).standing.len(), 2);
        let after = judge(&made, &statute(OLD), &statute(&["同文。"])).pending.len();
        assert_eq!(after, 2, "one of the two was removed, and nobody knows which");
    }

    #[test]
    fn it_stands_again_when_the_words_come_back() {
        let made = [correction(1, (OLD, &[0]), (NEW, &[1]))];
        for (new, standing) in [(NEW, 1), (&["为了甲乙。", "改了。"][..], 0), (NEW, 1)] {
            let judged = judge(&made, &statute(OLD), &statute(new));
            assert_eq!((judged.standing.len(), judged.pending.len()), (standing, 1 - standing));
        }
    }

    #[test]
    fn what_ended_is_not_judged_and_one_side_may_be_empty() {
        let mut made = vec![correction(1, (OLD, &[2]), (NEW, &[])), correction(2, (OLD, &[0]), (NEW, &[0, 1]))];
        let judged = judge(&made, &statute(OLD), &statute(NEW));
        assert_eq!(judged.assertions(), [said(&[2], &[]), said(&[0], &[0, 1])]);
        assert_eq!(judged.mirrored_assertions(), [said(&[], &[2]), said(&[0, 1], &[0])]);
        made[1].end = Some(super::super::End::Replaced { by: made[0].id, at: jiff::Timestamp::UNIX_EPOCH });
        assert_eq!(judge(&made, &statute(OLD), &statute(NEW)).standing.len(), 1);
    }

    #[test]
    fn confirming_again_takes_the_articles_as_they_are_now() {
        let made = [correction(1, (OLD, &[0]), (NEW, &[0, 1]))];
        let again = |new: &[&str]| {
            let (old, new) = (statute(OLD), statute(new));
            judge(&made, &old, &new).pending[0].again()
        };
        assert_eq!(again(&["为了甲乙。", "改了。"]), Some(said(&[0], &[0, 1])));
        assert_eq!(again(&["为了甲乙。"]), None, "nothing to point at");
        assert_eq!(again(&["插入。", "为了甲乙。", "改了。"]), None, "at its address stands the other one");
    }
}
