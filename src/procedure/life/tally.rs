//! Counts of a vote.

use super::settings::{Basis, Share};
use serde::{Deserialize, Serialize};

/// How a vote went. All numbers are people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// 全体组成人员 (at the Congress: all deputies).
    pub all: u32,
    /// 出席.
    pub present: u32,
    /// 赞成.
    pub yes: u32,
    /// 反对.
    pub no: u32,
    /// 弃权.
    pub abstain: u32,
    /// 未按表决器: present, but not voting.
    pub silent: u32,
}

/// What is wrong with the counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Miscount {
    /// Nobody is a member.
    #[error("请填写全体人数")]
    NoMembers,
    /// More are present than there are.
    #[error("出席人数多于全体人数，请核对")]
    TooManyPresent,
    /// The votes are not those of the people present.
    #[error("赞成、反对、弃权和未按表决器合计{0}人，与出席的{1}人不一致，请核对")]
    DoesNotAddUp(u64, u32),
}

impl Tally {
    /// Whether the counts can be those of one vote.
    ///
    /// # Errors
    /// They cannot.
    pub fn check(&self) -> Result<(), Miscount> {
        let cast = u64::from(self.yes) + u64::from(self.no) + u64::from(self.abstain) + u64::from(self.silent);
        if self.all == 0 {
            Err(Miscount::NoMembers)
        } else if self.present > self.all {
            Err(Miscount::TooManyPresent)
        } else if cast != u64::from(self.present) {
            Err(Miscount::DoesNotAddUp(cast, self.present))
        } else {
            Ok(())
        }
    }

    /// Whether enough members are present.
    #[must_use]
    pub fn has_quorum(&self, quorum: Share) -> bool {
        quorum.is_exceeded(self.present, self.all)
    }

    /// Whether enough said yes.
    #[must_use]
    pub fn carries(&self, share: Share, basis: Basis) -> bool {
        let of = match basis {
            Basis::All => self.all,
            Basis::Present => self.present,
        };
        share.is_exceeded(self.yes, of)
    }

    /// 全体60人，出席52人，赞成48票，反对2票，弃权2票.
    #[must_use]
    pub fn words(&self) -> String {
        let silent = if self.silent > 0 { format!("，未按表决器{}人", self.silent) } else { String::new() };
        format!(
            "全体{}人，出席{}人，赞成{}票，反对{}票，弃权{}票{silent}",
            self.all, self.present, self.yes, self.no, self.abstain
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_majority_is_of_all_members_and_not_of_those_present() {
        let tally = Tally { all: 60, present: 40, yes: 30, no: 6, abstain: 4, silent: 0 };
        assert_eq!(tally.check(), Ok(()));
        assert!(tally.has_quorum(Share::HALF));
        assert!(!tally.carries(Share::HALF, Basis::All), "30 of 60 is half, not more");
        assert!(tally.carries(Share::HALF, Basis::Present));
        assert!(!Tally { present: 30, yes: 30, no: 0, abstain: 0, ..tally }.has_quorum(Share::HALF));
    }

    #[test]
    fn counts_that_cannot_be_are_named() {
        let tally = Tally { all: 60, present: 40, yes: 36, no: 2, abstain: 1, silent: 1 };
        assert_eq!(tally.check(), Ok(()));
        assert_eq!(Tally { all: 0, ..tally }.check(), Err(Miscount::NoMembers));
        assert_eq!(Tally { all: 39, ..tally }.check(), Err(Miscount::TooManyPresent));
        assert_eq!(Tally { silent: 0, ..tally }.check(), Err(Miscount::DoesNotAddUp(39, 40)));
        let huge = Tally { all: u32::MAX, present: 3, yes: u32::MAX, no: u32::MAX, abstain: 1, silent: 1 };
        assert!(matches!(huge.check(), Err(Miscount::DoesNotAddUp(..))));
    }
}
