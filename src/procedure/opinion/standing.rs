//! What became of a submission: a log that only grows, and where it stands by it.

use super::layer::MAX_REASON_CHARS;
use crate::procedure::{Invalid, words};
use jiff::Timestamp;

words!(
    /// What was done with a submission, or with one of its opinions.
    OpinionDeed, "意见办理", {
        /// 撤回, by whoever sent it.
        Withdrawn = "withdrawn", "撤回";
        /// “不是我提的”: whoever holds the receipt says that it is not theirs.
        Disowned = "disowned", "声明不是本人所提";
        /// 可以公开.
        Shown = "shown", "公开";
        /// 不公开, with a reason. It still counts.
        Hidden = "hidden", "不公开";
        /// 不属本次征求意见, passed on.
        Referred = "referred", "不属本次，转有关方面";
    }
);

words!(
    /// Why an opinion may be hidden; no other reason will do (domain handbook §7).
    HideReason, "不公开的理由", {
        /// 违法.
        Unlawful = "unlawful", "含有违法内容";
        /// 他人信息.
        PersonalData = "personal_data", "含有他人个人信息";
        /// 辱骂.
        Abuse = "abuse", "辱骂、攻击他人";
        /// 广告.
        Advertising = "advertising", "广告";
    }
);

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpinionEntry {
    /// Which of its submission, from one.
    pub number: u32,
    /// Of which opinion; of all where none is named.
    pub opinion: Option<u32>,
    /// What was done.
    pub deed: OpinionDeed,
    /// Why.
    pub reason: String,
    /// Who, as it is shown: 本人, 李某（法工委）.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// An entry that may be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// Of which opinion; of all where none is named.
    pub opinion: Option<u32>,
    /// What is done.
    pub deed: OpinionDeed,
    /// Why.
    pub reason: String,
}

impl NewEntry {
    /// An entry.
    ///
    /// # Errors
    /// Something is hidden or referred without a reason, or the reason is too long.
    pub fn new(deed: OpinionDeed, opinion: Option<u32>, reason: &str) -> Result<Self, Invalid> {
        let reason = reason.trim();
        let needed = matches!(deed, OpinionDeed::Hidden | OpinionDeed::Referred);
        if reason.chars().count() > MAX_REASON_CHARS || (needed && reason.is_empty()) {
            return Err(Invalid::new("理由", reason, format!("须写明理由，不超过{MAX_REASON_CHARS}个字")));
        }
        Ok(Self { opinion, deed, reason: reason.to_owned() })
    }
}

/// Where an opinion stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has looked at it yet.
    Received,
    /// It may be shown.
    Shown,
    /// It is kept and counted, and not shown.
    Hidden,
    /// It is about something else and was passed on.
    Referred,
    /// Whoever sent it took it back, or said that it is not theirs. It stays kept and is not counted as an opinion.
    Withdrawn,
}

impl Standing {
    /// In words for whoever sent it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Received => "已收到，正在整理",
            Self::Shown => "已收到，可以公开",
            Self::Hidden => "已收到，不公开，照常计入",
            Self::Referred => "已收到，不属本次征求意见，已转有关方面",
            Self::Withdrawn => "已撤回",
        }
    }
}

/// Where an opinion stands by the log. What was withdrawn stays so, whatever is done later.
#[must_use]
pub fn standing(log: &[OpinionEntry], opinion: u32) -> Standing {
    let own = log.iter().filter(|it| it.opinion.is_none_or(|of| of == opinion));
    let mut last = Standing::Received;
    for entry in own {
        last = match entry.deed {
            OpinionDeed::Withdrawn | OpinionDeed::Disowned => return Standing::Withdrawn,
            OpinionDeed::Shown => Standing::Shown,
            OpinionDeed::Hidden => Standing::Hidden,
            OpinionDeed::Referred => Standing::Referred,
        };
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(deeds: &[(OpinionDeed, Option<u32>)]) -> Vec<OpinionEntry> {
        let entry = |(n, (deed, opinion)): (usize, &(OpinionDeed, Option<u32>))| OpinionEntry {
            number: u32::try_from(n + 1).expect("few"),
            opinion: *opinion,
            deed: *deed,
            reason: String::new(),
            by: "李某".into(),
            at: Timestamp::UNIX_EPOCH,
        };
        deeds.iter().enumerate().map(entry).collect()
    }

    #[test]
    fn the_last_word_counts_for_the_opinion_it_names_or_for_all() {
        use OpinionDeed as D;
        assert_eq!(standing(&[], 1), Standing::Received);
        let log = log(&[(D::Shown, None), (D::Hidden, Some(2))]);
        assert_eq!((standing(&log, 1), standing(&log, 2)), (Standing::Shown, Standing::Hidden));
    }

    #[test]
    fn what_was_withdrawn_is_not_shown_again() {
        use OpinionDeed as D;
        for deed in [D::Withdrawn, D::Disowned] {
            assert_eq!(standing(&log(&[(D::Shown, None), (deed, None), (D::Shown, Some(1))]), 1), Standing::Withdrawn);
        }
    }

    #[test]
    fn hiding_needs_a_reason_and_showing_none() {
        assert!(NewEntry::new(OpinionDeed::Hidden, None, " ").is_err());
        assert!(NewEntry::new(OpinionDeed::Referred, Some(1), "").is_err());
        assert!(NewEntry::new(OpinionDeed::Shown, None, "").is_ok());
        assert!(NewEntry::new(OpinionDeed::Hidden, None, HideReason::Abuse.label()).is_ok());
        assert!(NewEntry::new(OpinionDeed::Hidden, None, &"因".repeat(MAX_REASON_CHARS + 1)).is_err());
    }
}
