//! A bill: what is proposed, by whom, and how often it must be read.

use super::{Invalid, Slug, words};
use crate::law::number::to_chinese;

/// The most questions a bill may put to the public.
pub const MAX_QUESTIONS: usize = 3;

words!(
    /// What a bill does to the body of ordinances (domain handbook §2.3).
    BillKind, "法规案种类", {
        /// 制定: a new ordinance.
        Enact = "enact", "制定";
        /// 修正: a decision changes parts of an ordinance.
        Amend = "amend", "修正";
        /// 修订: an ordinance is written anew.
        Revise = "revise", "修订";
        /// 废止: an ordinance ends.
        Repeal = "repeal", "废止";
        /// 打包修改: one decision changes parts of several ordinances.
        Omnibus = "omnibus", "打包修改";
        /// 解释: what an ordinance means.
        Interpret = "interpret", "解释";
    }
);

impl BillKind {
    /// Whether an ordinance that is there is changed, so that a comparison of before and after goes with the bill.
    #[must_use]
    pub fn changes_ordinance(self) -> bool {
        matches!(self, Self::Amend | Self::Revise | Self::Omnibus)
    }

    /// Whether the bill is about an ordinance that is there.
    #[must_use]
    pub fn has_target(self) -> bool {
        self != Self::Enact
    }
}

/// The number of a reading, from one: 一审, 二审, 三审.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reading(u8);

impl Reading {
    /// The highest number that is accepted; no procedure comes near it.
    pub const MAX: u8 = 9;
    /// 一审.
    pub const FIRST: Self = Self(1);

    /// The one after this, if there may be one.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::new(self.0 + 1).ok()
    }

    /// The reading with this number.
    ///
    /// # Errors
    /// The number is 0 or above [`Reading::MAX`].
    pub fn new(number: u8) -> Result<Self, Invalid> {
        if (1..=Self::MAX).contains(&number) {
            Ok(Self(number))
        } else {
            Err(Invalid::new("审议次数", &number.to_string(), "应为1至9"))
        }
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> u8 {
        self.0
    }

    /// 一审, 二审 …
    #[must_use]
    pub fn label(self) -> String {
        format!("{}审", to_chinese(u16::from(self.0)))
    }

    /// 第一次审议, 第二次审议 …
    #[must_use]
    pub fn long_label(self) -> String {
        format!("第{}次审议", to_chinese(u16::from(self.0)))
    }
}

/// A bill（法规案）.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bill {
    /// Its name in addresses.
    pub slug: Slug,
    /// The full title, without book-title marks: ××市优化营商环境条例.
    pub title: String,
    /// What it does.
    pub kind: BillKind,
    /// Demonstration data: shown as 示例 wherever the bill is named.
    pub example: bool,
    /// The city: ××市.
    pub jurisdiction: String,
    /// 制定机关.
    pub enactor: String,
    /// 提案人.
    pub sponsor: String,
    /// 起草单位.
    pub drafting_unit: String,
    /// The special committee of the pre-review, if one is named.
    pub committee: Option<String>,
    /// Two or three plain sentences for citizens: what it changes for them.
    pub summary: String,
    /// Questions put to the public, at most [`MAX_QUESTIONS`].
    pub questions: Vec<String>,
    /// How many readings it needs before the vote.
    pub readings_required: Reading,
}
