//! The states of a bill (domain handbook §2.3) and the words the public reads for them.

use super::{Invalid, Reading};

/// Where a bill stands. Filing for the record（备案）runs beside these states and is not one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BillState {
    /// A legislative project was proposed.
    Proposed,
    /// Adopted into the yearly legislative plan.
    Planned,
    /// Being drafted.
    Drafting,
    /// Submitted for deliberation.
    Submitted,
    /// With the special committee.
    CommitteeReview,
    /// On the agenda of a session.
    Agenda,
    /// Deliberated for the n-th time.
    Reading(Reading),
    /// Being revised after a reading; after the first one the public is consulted.
    Revising,
    /// The vote draft is frozen.
    VoteDraft,
    /// Some clauses are voted on their own first.
    SeparateVote,
    /// Passed by the Standing Committee.
    Passed,
    /// Voted down.
    Rejected,
    /// The vote was put off.
    Deferred,
    /// Ended without a vote.
    Terminated,
    /// Not taken onto the agenda.
    Declined,
    /// Taken back by the sponsor.
    Withdrawn,
    /// With the province for approval.
    ApprovalPending,
    /// Approved by the province.
    Approved,
    /// Not approved by the province.
    NotApproved,
    /// Called back by the city before approval.
    Recalled,
    /// Promulgated.
    Promulgated,
    /// In force.
    InForce,
    /// Amended by a later ordinance.
    Amended,
    /// Repealed.
    Repealed,
}

impl BillState {
    /// The state with this code; `reading` is needed for `reading` and allowed for no other.
    ///
    /// # Errors
    /// The code is unknown, or the number of the reading is missing or out of place.
    pub fn from_code(code: &str, reading: Option<Reading>) -> Result<Self, Invalid> {
        let state = match (code, reading) {
            ("reading", Some(n)) => return Ok(Self::Reading(n)),
            ("reading", None) => return Err(Invalid::new("审议事项", code, "须用 reading 写明第几次审议")),
            (_, Some(_)) => {
                return Err(Invalid::new("审议次数", code, "只有 state = \"reading\" 的事项可以写审议次数"));
            }
            ("proposed", _) => Self::Proposed,
            ("planned", _) => Self::Planned,
            ("drafting", _) => Self::Drafting,
            ("submitted", _) => Self::Submitted,
            ("committee_review", _) => Self::CommitteeReview,
            ("agenda", _) => Self::Agenda,
            ("revising", _) => Self::Revising,
            ("vote_draft", _) => Self::VoteDraft,
            ("separate_vote", _) => Self::SeparateVote,
            ("passed", _) => Self::Passed,
            ("rejected", _) => Self::Rejected,
            ("deferred", _) => Self::Deferred,
            ("terminated", _) => Self::Terminated,
            ("declined", _) => Self::Declined,
            ("withdrawn", _) => Self::Withdrawn,
            ("approval_pending", _) => Self::ApprovalPending,
            ("approved", _) => Self::Approved,
            ("not_approved", _) => Self::NotApproved,
            ("recalled", _) => Self::Recalled,
            ("promulgated", _) => Self::Promulgated,
            ("in_force", _) => Self::InForce,
            ("amended", _) => Self::Amended,
            ("repealed", _) => Self::Repealed,
            _ => {
                return Err(Invalid::new(
                    "事项状态",
                    code,
                    "请用立法程序中的状态代码，如 planned、drafting、reading、revising、vote_draft",
                ));
            }
        };
        Ok(state)
    }

    /// The word in files and tables; the number of a reading stands beside it.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.words().0
    }

    /// The number of the reading, if this is one.
    #[must_use]
    pub fn reading(self) -> Option<Reading> {
        match self {
            Self::Reading(n) => Some(n),
            _ => None,
        }
    }

    /// What the public reads: 一审, 征求意见和修改 …
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::Reading(n) => n.label(),
            _ => self.words().1.to_owned(),
        }
    }

    /// Whether the bill has come to an end without becoming an ordinance.
    #[must_use]
    pub fn is_failed(self) -> bool {
        matches!(
            self,
            Self::Rejected | Self::Terminated | Self::Declined | Self::Withdrawn | Self::NotApproved | Self::Recalled
        )
    }

    /// Whether the text has been passed, whatever came after.
    #[must_use]
    pub fn is_passed(self) -> bool {
        matches!(
            self,
            Self::Passed
                | Self::ApprovalPending
                | Self::Approved
                | Self::Promulgated
                | Self::InForce
                | Self::Amended
                | Self::Repealed
        )
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Proposed => ("proposed", "提出立项建议"),
            Self::Planned => ("planned", "列入立法计划"),
            Self::Drafting => ("drafting", "正在起草"),
            Self::Submitted => ("submitted", "已提请审议"),
            Self::CommitteeReview => ("committee_review", "专门委员会审议"),
            Self::Agenda => ("agenda", "列入会议议程"),
            Self::Reading(_) => ("reading", "审议"),
            Self::Revising => ("revising", "征求意见和修改"),
            Self::VoteDraft => ("vote_draft", "待表决"),
            Self::SeparateVote => ("separate_vote", "重要条款单独表决"),
            Self::Passed => ("passed", "已通过"),
            Self::Rejected => ("rejected", "未获通过"),
            Self::Deferred => ("deferred", "暂不付表决"),
            Self::Terminated => ("terminated", "终止审议"),
            Self::Declined => ("declined", "未列入议程"),
            Self::Withdrawn => ("withdrawn", "已撤回"),
            Self::ApprovalPending => ("approval_pending", "报请批准"),
            Self::Approved => ("approved", "已批准"),
            Self::NotApproved => ("not_approved", "未获批准"),
            Self::Recalled => ("recalled", "已撤回报批"),
            Self::Promulgated => ("promulgated", "已公布"),
            Self::InForce => ("in_force", "施行中"),
            Self::Amended => ("amended", "已修改"),
            Self::Repealed => ("repealed", "已废止"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back_and_a_reading_needs_its_number() {
        for code in ["proposed", "committee_review", "vote_draft", "in_force", "repealed"] {
            assert_eq!(BillState::from_code(code, None).expect(code).code(), code);
        }
        let second = Reading::new(2).expect("two");
        assert_eq!(BillState::from_code("reading", Some(second)), Ok(BillState::Reading(second)));
        assert_eq!(BillState::Reading(second).label(), "二审");
        assert!(BillState::from_code("reading", None).is_err());
        assert!(BillState::from_code("planned", Some(second)).is_err());
        assert!(BillState::from_code("done", None).is_err());
    }
}
