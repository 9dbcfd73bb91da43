//! What each city's 立法条例 may say otherwise. Nothing about days, counts or shares is a constant of the machine.

use super::super::{BillKind, Reading, words};

/// A share that must be exceeded: 过半数 is more than 1/2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    over: u32,
    of: u32,
}

impl Share {
    /// More than half.
    pub const HALF: Self = Self { over: 1, of: 2 };

    /// More than `over` in `of`; none if that is no share between nothing and all.
    #[must_use]
    pub fn new(over: u32, of: u32) -> Option<Self> {
        const LARGEST: u32 = 1000;
        (over < of && of <= LARGEST).then_some(Self { over, of })
    }

    /// Whether `count` is more than this share of `all`.
    #[must_use]
    pub fn is_exceeded(self, count: u32, all: u32) -> bool {
        u64::from(count) * u64::from(self.of) > u64::from(all) * u64::from(self.over)
    }

    /// 过半数, 超过三分之二.
    #[must_use]
    pub fn label(self) -> String {
        if self == Self::HALF { "过半数".to_owned() } else { format!("超过{}分之{}", self.of, self.over) }
    }
}

words!(
    /// Of whom a share is taken.
    Basis, "表决基数", {
        /// 全体组成人员 (or, at the Congress, all deputies).
        All = "all", "全体组成人员";
        /// 出席会议的组成人员.
        Present = "present", "出席的组成人员";
    }
);

words!(
    /// When 法制委员会's 审议结果的报告 comes (domain handbook §2.2: cities differ).
    ReportOrder, "报告顺序", {
        /// With the 修改稿, before the last reading.
        WithRevisedDraft = "with_revised_draft", "随草案修改稿提出";
        /// With the 表决稿; the last reading hears 修改情况的汇报.
        WithVoteDraft = "with_vote_draft", "随草案表决稿提出";
    }
);

/// How many readings a bill of each kind needs before the vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Readings {
    /// 制定.
    pub enact: Reading,
    /// 修正, and 打包修改.
    pub amend: Reading,
    /// 修订.
    pub revise: Reading,
    /// 废止.
    pub repeal: Reading,
    /// 解释.
    pub interpret: Reading,
}

impl Readings {
    /// For a bill of this kind.
    #[must_use]
    pub fn of(&self, kind: BillKind) -> Reading {
        match kind {
            BillKind::Enact => self.enact,
            BillKind::Amend | BillKind::Omnibus => self.amend,
            BillKind::Revise => self.revise,
            BillKind::Repeal => self.repeal,
            BillKind::Interpret => self.interpret,
        }
    }
}

/// The procedure of this city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Readings before the vote, where the bill does not say otherwise.
    pub readings: Readings,
    /// Days before a session by which members must have the draft.
    pub lead_days: u32,
    /// Months before a session of the Congress by which deputies must have the draft.
    pub congress_lead_months: u32,
    /// Days of a public consultation below which a reason is asked.
    pub consultation_days: u32,
    /// 全体组成人员, filled in for the tally.
    pub members: u32,
    /// Of all members, how many must be present.
    pub quorum: Share,
    /// How many must say yes.
    pub pass: Share,
    /// Of whom.
    pub pass_basis: Basis,
    /// How many must say yes to a clause that is voted alone.
    pub separate: Share,
    /// Of whom.
    pub separate_basis: Basis,
    /// Months within which the province decides, from receipt.
    pub approval_months: u32,
    /// Days after promulgation by which the city sends the papers for filing.
    pub filing_send_days: u32,
    /// Days after promulgation by which the province files.
    pub filing_days: u32,
    /// Years after which 主任会议 may end a bill that was shelved or not put to the vote.
    pub deferral_years: u32,
    /// When 审议结果的报告 comes.
    pub report_order: ReportOrder,
    /// A clock that has at most so many days left is shown as urgent.
    pub soon_days: u32,
}

impl Default for Settings {
    fn default() -> Self {
        let times = |number| Reading::new(number).unwrap_or(Reading::FIRST);
        Self {
            readings: Readings {
                enact: times(2),
                amend: times(1),
                revise: times(2),
                repeal: times(1),
                interpret: times(1),
            },
            lead_days: 7,
            congress_lead_months: 1,
            consultation_days: 30,
            members: 0,
            quorum: Share::HALF,
            pass: Share::HALF,
            pass_basis: Basis::All,
            separate: Share::HALF,
            separate_basis: Basis::All,
            approval_months: 4,
            filing_send_days: 15,
            filing_days: 30,
            deferral_years: 2,
            report_order: ReportOrder::WithRevisedDraft,
            soon_days: 7,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_half_is_never_exactly_half() {
        assert!(!Share::HALF.is_exceeded(30, 60));
        assert!(Share::HALF.is_exceeded(31, 60));
        assert!(Share::HALF.is_exceeded(31, 61) && !Share::HALF.is_exceeded(30, 61));
        assert!(!Share::HALF.is_exceeded(0, 0), "of nobody there is no majority");
        let two_thirds = Share::new(2, 3).unwrap();
        assert!(!two_thirds.is_exceeded(40, 60) && two_thirds.is_exceeded(41, 60));
        assert!(Share::HALF.is_exceeded(u32::MAX, u32::MAX));
        assert_eq!((Share::new(1, 1), Share::new(1, 0)), (None, None));
    }

    #[test]
    fn a_share_has_a_name() {
        assert_eq!(Share::HALF.label(), "过半数");
        assert_eq!(Share::new(2, 3).unwrap().label(), "超过3分之2");
    }
}
