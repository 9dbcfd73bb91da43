//! A new correction: what may be said, and what it replaces.

use super::{
    Articles, Correction, CorrectionId, CorrectionKind, MAX_ARTICLES, MAX_LOG, MAX_NAME_CHARS, MAX_NOTE_CHARS,
    MAX_ORGAN_CHARS, Named, Pair, Side, Signer, article_label, judge_within,
};
use crate::law::compare::{Assertion, Row};

/// A correction before it has a number and a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCorrection {
    /// The texts it is about.
    pub pair: Pair,
    /// Whether it agrees with the comparison.
    pub kind: CorrectionKind,
    /// The articles of the older text.
    pub old: Vec<Named>,
    /// The articles of the newer one.
    pub new: Vec<Named>,
    /// What its author wants others to know.
    pub note: Option<String>,
    /// Its author.
    pub by: Signer,
    /// The earlier ones that name some of the same articles.
    pub replaces: Vec<CorrectionId>,
}

/// Which field of the form a refusal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The articles of the older text.
    Old,
    /// The articles of the newer text.
    New,
    /// The name.
    Name,
    /// The organ.
    Organ,
    /// The note.
    Note,
    /// None of them.
    Whole,
}

/// Why a correction was not accepted, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Both sides are empty.
    #[error("两边都没有写条文，请至少在一边写明条号")]
    NothingNamed,
    /// This is no number of an article.
    #[error("没有看懂“{1}”，请写条号，如“第五条、第七条”或者“5, 7”")]
    NotANumber(Side, String),
    /// The text has no such article.
    #[error("这个文本中没有{1}，请核对条号")]
    NoSuchArticle(Side, String),
    /// An article stands twice in the list.
    #[error("{1}写了两次，请删去一个")]
    Twice(Side, String),
    /// The list is too long.
    #[error("写得太多，一次最多{MAX_ARTICLES}条，请分几次核对")]
    TooMany(Side),
    /// There is no name.
    #[error("请写核对人的姓名")]
    NameMissing,
    /// The name is too long.
    #[error("姓名不能超过{MAX_NAME_CHARS}个字")]
    NameTooLong,
    /// There is no organ.
    #[error("请写核对人所在的单位，如法工委")]
    OrganMissing,
    /// The organ is too long.
    #[error("单位名称不能超过{MAX_ORGAN_CHARS}个字，可以写简称")]
    OrganTooLong,
    /// The note is too long.
    #[error("说明不能超过{MAX_NOTE_CHARS}个字，请缩短")]
    NoteTooLong,
    /// It has been replaced or withdrawn already.
    #[error("这条核对记录已经被替换或者撤销，没有再作改动；请看下面的核对记录")]
    Ended,
    /// A text was imported anew since the page was opened.
    #[error("您打开页面以后，文本有了更新，没有保存；请看过现在的文字再提交")]
    TextChanged,
    /// Its articles cannot all be pointed at.
    #[error("所涉条文已不存在或者不能确定是哪一条，不能直接确认；请改为对应现在的条文，或者撤销")]
    NotThere,
    /// The log is full.
    #[error("这两稿的核对记录已有{MAX_LOG}条，不能再增加，请联系系统管理人员")]
    LogFull,
}

impl Refusal {
    /// Where the message belongs.
    #[must_use]
    pub fn field(&self) -> Field {
        match self {
            Self::NotANumber(side, _) | Self::NoSuchArticle(side, _) | Self::Twice(side, _) | Self::TooMany(side) => {
                match side {
                    Side::Old => Field::Old,
                    Side::New => Field::New,
                }
            }
            Self::NothingNamed => Field::Old,
            Self::NameMissing | Self::NameTooLong => Field::Name,
            Self::OrganMissing | Self::OrganTooLong => Field::Organ,
            Self::NoteTooLong => Field::Note,
            Self::Ended | Self::TextChanged | Self::NotThere | Self::LogFull => Field::Whole,
        }
    }
}

/// The pair as it stands when somebody says something about it.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// The texts.
    pub pair: &'a Pair,
    /// The articles of the older one.
    pub old: &'a Articles,
    /// The articles of the newer one.
    pub new: &'a Articles,
    /// Everything that was said about them.
    pub log: &'a [Correction],
    /// The rows that are shown now.
    pub rows: &'a [Row],
}

/// A new correction that says `claim` about the pair. One that names articles of earlier ones replaces them.
///
/// # Errors
/// Nothing is named, an article is not there or named twice, there are too many, or a field is too long.
pub fn correct(standing: Standing<'_>, claim: &Assertion, by: Signer, note: &str) -> Result<NewCorrection, Refusal> {
    if claim.old.is_empty() && claim.new.is_empty() {
        return Err(Refusal::NothingNamed);
    }
    if standing.log.len() >= MAX_LOG {
        return Err(Refusal::LogFull);
    }
    Ok(NewCorrection {
        pair: standing.pair.clone(),
        kind: kind(standing.rows, claim),
        old: named(&claim.old, Side::Old, standing.old)?,
        new: named(&claim.new, Side::New, standing.new)?,
        note: read_note(note)?,
        by,
        replaces: replaced(standing, claim),
    })
}

/// Checks that a correction may be withdrawn. The correction stays in the log.
///
/// # Errors
/// It has ended already.
pub fn withdraw(correction: &Correction) -> Result<(), Refusal> {
    if correction.is_active() { Ok(()) } else { Err(Refusal::Ended) }
}

fn named(places: &[usize], side: Side, articles: &Articles) -> Result<Vec<Named>, Refusal> {
    if places.len() > MAX_ARTICLES {
        return Err(Refusal::TooMany(side));
    }
    let mut sorted = places.to_vec();
    sorted.sort_unstable();
    if let Some(twice) = sorted.windows(2).find(|it| it[0] == it[1]) {
        let label = articles.list().get(twice[0]).map(|it| article_label(it.path()));
        return Err(Refusal::Twice(side, label.unwrap_or_default()));
    }
    let missing = |at: usize| Refusal::NoSuchArticle(side, format!("第{}个条文", at + 1));
    sorted.iter().map(|at| articles.list().get(*at).cloned().ok_or_else(|| missing(*at))).collect()
}

fn kind(rows: &[Row], claim: &Assertion) -> CorrectionKind {
    let sorted = |list: &[usize]| {
        let mut list = list.to_vec();
        list.sort_unstable();
        list
    };
    let (old, new) = (sorted(&claim.old), sorted(&claim.new));
    let agrees = rows.iter().any(|it| it.old == old && it.new == new);
    if agrees { CorrectionKind::Confirm } else { CorrectionKind::Relink }
}

fn read_note(note: &str) -> Result<Option<String>, Refusal> {
    let note = note.replace("\r\n", "\n");
    let plain: String = note.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect();
    match plain.trim() {
        "" => Ok(None),
        long if long.chars().count() > MAX_NOTE_CHARS => Err(Refusal::NoteTooLong),
        note => Ok(Some(note.to_owned())),
    }
}

/// The active ones that speak of an article of the claim, wherever that article is now.
fn replaced(standing: Standing<'_>, claim: &Assertion) -> Vec<CorrectionId> {
    let judged = judge_within(standing.log, standing.old, standing.new);
    let touches = |old: &[usize], new: &[usize]| {
        old.iter().any(|it| claim.old.contains(it)) || new.iter().any(|it| claim.new.contains(it))
    };
    let mut ids: Vec<CorrectionId> =
        judged.standing.iter().filter(|it| touches(&it.1.old, &it.1.new)).map(|it| it.0.id).collect();
    for pending in &judged.pending {
        let places = |list: &[super::Place]| list.iter().filter_map(|it| it.index()).collect::<Vec<_>>();
        if touches(&places(&pending.old), &places(&pending.new)) {
            ids.push(pending.correction.id);
        }
    }
    ids.sort_unstable();
    ids
}

#[cfg(test)]
mod tests {
    use super::super::sample::{correction, pair, signer, statute};
    use super::super::{End, Place};
    use super::*;
    use crate::law::compare::compare;

    const OLD: &[&str] = &["为了甲制定本条例。", "乙应当每年报告一次。", "丙应当每月公布一次。"];
    const NEW: &[&str] = &["为了甲制定本条例。", "乙应当每年报告两次。", "丙应当每月公布一次。"];

    fn say(log: &[Correction], new: &[&str], old_at: &[usize], new_at: &[usize]) -> Result<NewCorrection, Refusal> {
        let (old, new) = (statute(OLD), statute(new));
        let rows = compare(&old, &new).rows;
        let (old, new) = (Articles::of(&old), Articles::of(&new));
        let standing = Standing { pair: &pair(), old: &old, new: &new, log, rows: &rows };
        let claim = Assertion { old: old_at.to_vec(), new: new_at.to_vec() };
        correct(standing, &claim, signer(), " 见会议纪要\r\n第二段 ")
    }

    #[test]
    fn what_agrees_with_the_comparison_is_a_confirmation() {
        let made = say(&[], NEW, &[1], &[1]).unwrap();
        assert_eq!((made.kind, made.note.as_deref()), (CorrectionKind::Confirm, Some("见会议纪要\n第二段")));
        assert_eq!(made.old[0].words(), OLD[1]);
        assert_eq!(say(&[], NEW, &[1], &[2]).unwrap().kind, CorrectionKind::Relink);
        assert_eq!(say(&[], NEW, &[1], &[]).unwrap().kind, CorrectionKind::Relink);
    }

    #[test]
    fn nonsense_is_refused_at_its_field() {
        for (old, new, expected, field) in [
            (&[][..], &[][..], Refusal::NothingNamed, Field::Old),
            (&[9], &[0], Refusal::NoSuchArticle(Side::Old, "第10个条文".to_owned()), Field::Old),
            (&[0], &[1, 1], Refusal::Twice(Side::New, "第二条".to_owned()), Field::New),
            (&[0; 51], &[0], Refusal::TooMany(Side::Old), Field::Old),
        ] {
            assert_eq!(expected.field(), field);
            assert_eq!(say(&[], NEW, old, new), Err(expected));
        }
        assert_eq!(read_note(&"长".repeat(501)), Err(Refusal::NoteTooLong));
        assert_eq!(read_note(" \n"), Ok(None));
    }

    #[test]
    fn a_later_one_replaces_those_that_name_the_same_articles() {
        let log = [
            correction(1, (OLD, &[0]), (NEW, &[0])),
            correction(2, (OLD, &[1]), (NEW, &[1])),
            correction(3, (OLD, &[]), (NEW, &[2])),
        ];
        let ids = |made: NewCorrection| made.replaces.iter().map(|it| it.get()).collect::<Vec<_>>();
        assert_eq!(ids(say(&log, NEW, &[1], &[1, 2]).unwrap()), [2, 3]);
        assert_eq!(ids(say(&log, NEW, &[2], &[]).unwrap()), Vec::<i64>::new());
    }

    #[test]
    fn one_that_waits_is_replaced_where_its_article_is_now() {
        let log = [correction(1, (OLD, &[]), (NEW, &[1]))];
        let changed = [NEW[0], "改过的文字。", NEW[2]];
        assert_eq!(say(&log, &changed, &[], &[1]).unwrap().replaces, [log[0].id]);
        let shifted = [NEW[0], "插入的文字。", NEW[1], NEW[2]];
        assert!(say(&log, &shifted, &[], &[1]).unwrap().replaces.is_empty(), "the number is now another article's");
        assert_eq!(say(&log, &shifted, &[], &[2]).unwrap().replaces, [log[0].id]);
        let places =
            &judge_within(&log, &Articles::of(&statute(OLD)), &Articles::of(&statute(&changed))).pending[0].new;
        assert_eq!(places, &[Place::Changed(1)]);
    }

    #[test]
    fn what_has_ended_neither_counts_nor_ends_again() {
        let mut log = [correction(1, (OLD, &[0]), (NEW, &[0]))];
        assert_eq!(withdraw(&log[0]), Ok(()));
        log[0].end = Some(End::Withdrawn { by: signer(), at: jiff::Timestamp::UNIX_EPOCH });
        assert_eq!(withdraw(&log[0]), Err(Refusal::Ended));
        assert!(say(&log, NEW, &[0], &[0]).unwrap().replaces.is_empty());
    }
}
