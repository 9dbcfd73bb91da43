//! Two texts, what the engine and people say about them, and how far they have been checked.

use crate::law::compare::{Assertion, Comparison, Options, compare_with};
use crate::law::parse::parse;
use crate::procedure::Digest;
use crate::procedure::correction::{
    Articles, Correction, Judged, Pair, Standing, article_label, is_lonely, is_unsure, judge_within,
};

/// Two texts of a bill with everything that is needed to check them.
#[derive(Debug)]
pub struct DeskTable {
    /// The texts.
    pub pair: Pair,
    /// The articles of the older one; none if it is no longer there.
    pub old: Articles,
    /// The articles of the newer one.
    pub new: Articles,
    /// Everything that was said about them.
    pub log: Vec<Correction>,
    /// Their rows, what people said first.
    pub comparison: Comparison,
    /// Stands for both texts as they are: a form that was opened over others is not accepted.
    pub seen: String,
}

/// How many rows there are, and how far they have been checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// All rows.
    pub rows: usize,
    /// Corrections that stand.
    pub confirmed: usize,
    /// Corrections that wait.
    pub pending: usize,
    /// Rows that a person should look at.
    pub unsure: usize,
    /// Rows of one side only, of which nobody has said anything.
    pub lonely: usize,
}

impl DeskTable {
    /// Reads and compares two texts; `settled` are their rows if both are sealed. A text that is no longer there is empty.
    #[must_use]
    pub fn new(pair: Pair, old: &str, new: &str, log: Vec<Correction>, settled: Option<Vec<Assertion>>) -> Self {
        let digest = |text: &str| Digest::of(text.as_bytes()).short();
        let seen = format!("{}-{}", digest(old), digest(new));
        let (old, new) = (parse(old).statute, parse(new).statute);
        let (old_articles, new_articles) = (Articles::of(&old), Articles::of(&new));
        let asserted = judge_within(&log, &old_articles, &new_articles).assertions();
        let comparison = compare_with(&old, &new, &Options { asserted, settled, ..Options::default() });
        Self { pair, old: old_articles, new: new_articles, log, comparison, seen }
    }

    /// Which corrections stand, and which wait.
    #[must_use]
    pub fn judged(&self) -> Judged<'_> {
        judge_within(&self.log, &self.old, &self.new)
    }

    /// How far the texts have been checked.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let judged = self.judged();
        let rows = &self.comparison.rows;
        let lonely = rows.iter().filter(|row| is_lonely(row));
        let said = |old: &[usize], new: &[usize]| judged.standing.iter().any(|it| it.1.old == old && it.1.new == new);
        Tally {
            rows: rows.len(),
            confirmed: judged.standing.len(),
            pending: judged.pending.len(),
            unsure: rows.iter().filter(|row| is_unsure(row)).count(),
            lonely: lonely.filter(|row| !said(&row.old, &row.new)).count(),
        }
    }

    /// What a new correction is held against.
    #[must_use]
    pub fn standing(&self) -> Standing<'_> {
        Standing { pair: &self.pair, old: &self.old, new: &self.new, log: &self.log, rows: &self.comparison.rows }
    }

    /// The anchor of the row of these articles: its first article of the newer text, else of the older.
    #[must_use]
    pub fn anchor(&self, old: &[usize], new: &[usize]) -> String {
        let named = |side: &str, articles: &Articles, at: Option<&usize>| {
            let path = articles.list().get(*at?)?.path();
            Some(format!("{side}-{}", path.to_string().replace('~', "_")))
        };
        named("n", &self.new, new.iter().min()).or_else(|| named("o", &self.old, old.iter().min())).unwrap_or_default()
    }

    /// 第五条 → 第七条、第八条.
    pub(super) fn said(correction: &Correction) -> String {
        let list = |named: &[crate::procedure::correction::Named]| match named {
            [] => "无".to_owned(),
            some => some.iter().map(|it| article_label(it.path())).collect::<Vec<_>>().join("、"),
        };
        format!("{} → {}", list(&correction.old), list(&correction.new))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::procedure::VersionId;
    use crate::procedure::correction::{CorrectionId, CorrectionKind, Signer};

    const OLD: &str = "第一条　为了甲制定本条例。\n\n第二条　市政府每年公布名录。\n\n第三条　丙应当每月公布一次。\n";
    const NEW: &str = "第一条　为了甲制定本条例。\n\n第二条　市政府每年公布名录。\n\n第三条　全然不同的新条文在此。\n";

    fn table(said: &[(&[usize], &[usize])]) -> DeskTable {
        let id = |n| VersionId::new(n).unwrap();
        let pair = Pair::new("noise".parse().unwrap(), id(1), id(2)).unwrap();
        let bare = DeskTable::new(pair.clone(), OLD, NEW, Vec::new(), None);
        let log = said.iter().zip(1..).map(|((old, new), number)| Correction {
            id: CorrectionId::new(number).unwrap(),
            pair: pair.clone(),
            kind: CorrectionKind::Relink,
            old: old.iter().map(|it| bare.old.list()[*it].clone()).collect(),
            new: new.iter().map(|it| bare.new.list()[*it].clone()).collect(),
            note: None,
            by: Signer::new("王某", "法工委").unwrap(),
            made_at: jiff::Timestamp::UNIX_EPOCH,
            end: None,
        });
        DeskTable::new(pair.clone(), OLD, NEW, log.collect(), None)
    }

    #[test]
    fn every_row_is_counted_and_what_people_said_is_not_unsure() {
        let bare = table(&[]).tally();
        assert_eq!((bare.rows, bare.confirmed, bare.pending, bare.lonely), (4, 0, 0, 2));
        let joined = table(&[(&[1, 2], &[1, 2]), (&[0], &[0])]).tally();
        assert_eq!((joined.rows, joined.confirmed, joined.unsure, joined.lonely), (2, 2, 0, 0));
        let removed = table(&[(&[2], &[])]).tally();
        assert_eq!((removed.rows, removed.confirmed, removed.lonely), (4, 1, 1));
    }

    #[test]
    fn a_row_is_found_by_its_articles() {
        let table = table(&[]);
        assert_eq!(table.anchor(&[2], &[]), "o-a3");
        assert_eq!(table.anchor(&[0], &[2, 1]), "n-a2");
        assert_eq!(table.anchor(&[], &[99]), "");
    }
}
