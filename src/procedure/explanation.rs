//! 修改说明: why articles of one reading became what they are in the next, written by people, row by row.
//!
//! An explanation names its row by articles of both readings. Readings are sealed, so that an address always means the
//! same words; and when a person later says that other articles belong together, each explanation goes with its first
//! article: nothing that was written is lost. The log only grows: what was written anew stays, with who wrote it.

use super::correction::{Articles, Pair, Signer};
use super::{Invalid, numbered, words};
use crate::law::compare::Row;
use crate::law::path::ProvisionPath;
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::str::FromStr;

/// The longest explanation of a row, in characters.
pub const MAX_WORDS_CHARS: usize = 2_000;
/// The most explanations that are kept of one pair of readings; ten for each article of the longest law.
pub const MAX_LOG: usize = 12_600;

numbered!(
    /// The number of an explanation, from one, in the order in which they were written.
    ExplanationId(i64),
    "修改说明编号"
);

words!(
    /// Which of two readings an article stands in.
    Side, "文本", {
        /// The older: the article was removed.
        Old = "o", "前一稿";
        /// The newer.
        New = "n", "后一稿";
    }
);

/// The article by which a row is found again: its first of the newer reading, or of the older one if there is none.
/// `n-a12`, in addresses and names of fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Anchor {
    /// In which reading.
    pub side: Side,
    /// Its address.
    pub path: ProvisionPath,
}

impl FromStr for Anchor {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wrong = || Invalid::new("条文位置", text, "应为 n-a12 或者 o-a12");
        let (side, path) = text.split_once('-').ok_or_else(wrong)?;
        let path: ProvisionPath = path.replace('_', "~").parse().map_err(|_| wrong())?;
        Ok(Self { side: side.parse()?, path: path.whole_article() })
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.side.code(), self.path.to_string().replace('~', "_"))
    }
}

/// An explanation before it has a number and a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewExplanation {
    /// The readings.
    pub pair: Pair,
    /// The article by which its row is found again.
    pub anchor: Anchor,
    /// The words; empty takes back what stood there.
    pub words: String,
    /// Who wrote it.
    pub by: Signer,
    /// Those that it takes the place of.
    pub replaces: Vec<ExplanationId>,
}

/// An explanation as it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Its number.
    pub id: ExplanationId,
    /// What was written.
    pub written: NewExplanation,
    /// When.
    pub at: Timestamp,
    /// The later one that took its place, if one did.
    pub successor: Option<ExplanationId>,
}

impl Explanation {
    /// Whether it is what its row says now.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.successor.is_none() && !self.written.words.is_empty()
    }
}

/// Why an explanation was not kept, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is too long.
    #[error("修改说明不能超过{MAX_WORDS_CHARS}个字，请缩短")]
    TooLong,
    /// Somebody else wrote it anew since the page was opened.
    #[error("您打开页面以后，{0}改写了这条说明，没有保存；对方写的是：“{1}”。请合在一起再保存")]
    WrittenAnew(String, String),
    /// There is no such row.
    #[error("没有这一条，请刷新页面")]
    NoSuchRow,
    /// The log is full.
    #[error("这两稿的修改说明记录已到上限，请联系系统管理人员")]
    LogFull,
}

/// Words as they are kept: lines trimmed, no control characters, no empty lines at either end.
///
/// # Errors
/// They are too long.
pub fn read_words(text: &str) -> Result<String, Refusal> {
    let plain = |line: &str| line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    let lines: Vec<String> = text.lines().map(|it| plain(it).trim().to_owned()).filter(|it| !it.is_empty()).collect();
    let words = lines.join("\n");
    if words.chars().count() > MAX_WORDS_CHARS { Err(Refusal::TooLong) } else { Ok(words) }
}

/// The anchor of a row.
#[must_use]
pub fn anchor(row: &Row, old: &Articles, new: &Articles) -> Option<Anchor> {
    let at = |side, articles: &Articles, place: Option<&usize>| {
        articles.list().get(*place?).map(|it| Anchor { side, path: it.path() })
    };
    at(Side::New, new, row.new.iter().min()).or_else(|| at(Side::Old, old, row.old.iter().min()))
}

/// The current explanations by the row in which their anchor stands now, in the order in which they were written. Those
/// whose anchor stands nowhere come under `None`; with sealed readings there are none.
#[must_use]
pub fn by_row<'a>(
    log: &'a [Explanation],
    rows: &[Row],
    old: &Articles,
    new: &Articles,
) -> BTreeMap<Option<usize>, Vec<&'a Explanation>> {
    let mut row_of: HashMap<(Side, usize), usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        row_of.extend(row.old.iter().map(|it| ((Side::Old, *it), at)));
        row_of.extend(row.new.iter().map(|it| ((Side::New, *it), at)));
    }
    let mut found: BTreeMap<Option<usize>, Vec<&Explanation>> = BTreeMap::new();
    for it in log.iter().filter(|it| it.is_current()) {
        let Anchor { side, path } = it.written.anchor;
        let articles = if side == Side::Old { old } else { new };
        let row = articles.at_path(path).and_then(|at| row_of.get(&(side, at)).copied());
        found.entry(row).or_default().push(it);
    }
    found
}

/// What was typed for a row, against what stands there now: nothing when it says the same, otherwise what to keep.
/// `seen` are the explanations that stood there when the page was opened.
///
/// # Errors
/// It is too long, or somebody wrote it anew in the meantime.
pub fn write(
    pair: &Pair,
    anchor: Anchor,
    typed: &str,
    seen: &[ExplanationId],
    standing: &[&Explanation],
    by: &Signer,
) -> Result<Option<NewExplanation>, Refusal> {
    let words = read_words(typed)?;
    if words == joined(standing) {
        return Ok(None);
    }
    let now: Vec<ExplanationId> = standing.iter().map(|it| it.id).collect();
    if now != seen {
        let last = standing.last().map(|it| &it.written.by);
        let who = last.map_or_else(|| "他人".to_owned(), |it| format!("{}（{}）", it.name(), it.organ()));
        return Err(Refusal::WrittenAnew(who, joined(standing)));
    }
    Ok(Some(NewExplanation { pair: pair.clone(), anchor, words, by: by.clone(), replaces: now }))
}

/// What a row says now: its explanations, each on lines of its own.
#[must_use]
pub fn joined(standing: &[&Explanation]) -> String {
    standing.iter().map(|it| it.written.words.as_str()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::correction::sample::{pair, signer, statute};
    use super::*;
    use crate::law::compare::{Assertion, Options, compare, compare_with};

    const OLD: &[&str] = &["为了甲制定本条例。", "乙应当每年公布名录。", "丙应当每月检查。"];
    const NEW: &[&str] = &["为了甲制定本条例。", "全然不同的新条文在此规定。", "乙应当每季度公布名录。"];

    fn explained(id: i64, anchor: &str, words: &str) -> Explanation {
        let written = NewExplanation {
            pair: pair(),
            anchor: anchor.parse().unwrap(),
            words: words.to_owned(),
            by: signer(),
            replaces: Vec::new(),
        };
        Explanation { id: ExplanationId::new(id).unwrap(), written, at: Timestamp::UNIX_EPOCH, successor: None }
    }

    #[test]
    fn an_anchor_has_one_spelling() {
        for good in ["n-a12", "o-a3-1", "n-a2_2"] {
            assert_eq!(good.parse::<Anchor>().map(|it| it.to_string()).as_deref(), Ok(good));
        }
        for bad in ["", "n", "x-a1", "n-", "n-b1", "na1"] {
            assert!(bad.parse::<Anchor>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_explanation_goes_with_its_article_into_whichever_row_it_stands_now() {
        let (old, new) = (statute(OLD), statute(NEW));
        let (olds, news) = (Articles::of(&old), Articles::of(&new));
        let log = [explained(1, "n-a3", "改为每季度"), explained(2, "o-a3", "已有规定"), explained(3, "n-a9", "无")];
        let rows = compare(&old, &new).rows;
        let found = by_row(&log, &rows, &olds, &news);
        let of = |found: &BTreeMap<Option<usize>, Vec<&Explanation>>, row: Option<usize>| {
            found.get(&row).map(|it| joined(it)).unwrap_or_default()
        };
        let row_of = |rows: &[Row], new: usize| rows.iter().position(|it| it.new.contains(&new));
        assert_eq!(of(&found, row_of(&rows, 2)), "改为每季度");
        assert_eq!(of(&found, None), "无");
        let asserted = vec![Assertion { old: vec![1, 2], new: vec![2] }];
        let merged = compare_with(&old, &new, &Options { asserted, ..Options::default() }).rows;
        assert_eq!(of(&by_row(&log, &merged, &olds, &news), row_of(&merged, 2)), "改为每季度\n已有规定");
        for row in &rows {
            let own = anchor(row, &olds, &news).unwrap();
            let side = if row.new.is_empty() { Side::Old } else { Side::New };
            assert_eq!(own.side, side);
        }
    }

    #[test]
    fn what_says_the_same_is_not_written_again_and_what_others_wrote_is_not_lost() {
        let anchor: Anchor = "n-a3".parse().unwrap();
        let standing = explained(7, "n-a3", "理由");
        let id = standing.id;
        let say = |typed: &str, seen: &[ExplanationId], standing: &[&Explanation]| {
            write(&pair(), anchor, typed, seen, standing, &signer())
        };
        assert_eq!(say(" 理由 \r\n", &[], &[&standing]), Ok(None), "the same words");
        assert_eq!(say("", &[], &[]), Ok(None));
        let new = say("另一\r\n\r\n理由", &[id], &[&standing]).unwrap().unwrap();
        assert_eq!((new.words.as_str(), new.replaces), ("另一\n理由", vec![id]));
        let refused = say("另一理由", &[], &[&standing]);
        assert_eq!(refused, Err(Refusal::WrittenAnew("王某（法工委）".to_owned(), "理由".to_owned())));
        assert_eq!(say(&"长".repeat(MAX_WORDS_CHARS + 1), &[], &[]), Err(Refusal::TooLong));
        assert_eq!(say("", &[id], &[&standing]).unwrap().unwrap().words, "", "taken back");
    }
}
