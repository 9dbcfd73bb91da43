//! Small texts and corrections for the tests of this subject.

use super::{Articles, Correction, CorrectionId, CorrectionKind, Named, Pair, Signer};
use crate::law::parse::parse;
use crate::law::statute::Statute;
use crate::procedure::VersionId;
use jiff::Timestamp;

/// A text whose articles have these words.
pub(in crate::procedure) fn statute(articles: &[&str]) -> Statute {
    let lines =
        articles.iter().zip(1..).map(|(words, n)| format!("第{}条　{words}\n\n", crate::law::number::to_chinese(n)));
    parse(&lines.collect::<String>()).statute
}

/// v1 and v2 of a bill.
pub(in crate::procedure) fn pair() -> Pair {
    let id = |n| VersionId::new(n).unwrap();
    Pair::new("noise".parse().unwrap(), id(1), id(2)).unwrap()
}

/// Somebody.
pub(in crate::procedure) fn signer() -> Signer {
    Signer::new("王某", "法工委").unwrap()
}

/// A correction that names these articles of these texts.
pub(in crate::procedure) fn correction(id: i64, old: (&[&str], &[usize]), new: (&[&str], &[usize])) -> Correction {
    let named = |(text, at): (&[&str], &[usize])| -> Vec<Named> {
        let articles = Articles::of(&statute(text));
        at.iter().map(|it| articles.list()[*it].clone()).collect()
    };
    Correction {
        id: CorrectionId::new(id).unwrap(),
        pair: pair(),
        kind: CorrectionKind::Relink,
        old: named(old),
        new: named(new),
        note: None,
        by: signer(),
        made_at: Timestamp::UNIX_EPOCH,
        end: None,
    }
}
