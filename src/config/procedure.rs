//! `[procedure]`

use super::ConfigError;
use serde::{Deserialize, Serialize};

/// The most of days, months or years that are believed.
const MOST: u32 = 3650;
/// The most members or deputies.
const MOST_PEOPLE: u32 = 10_000;
/// Of whom a share is taken.
const BASES: &[&str] = &["all", "present"];
/// When 审议结果的报告 comes.
const ORDERS: &[&str] = &["with_revised_draft", "with_vote_draft"];
/// The largest denominator of a share.
const MOST_PARTS: u32 = 1000;

/// What the city's 立法条例 says about days, readings and votes. The defaults are those of 立法法 or, where it leaves the
/// matter to the city, what cities usually have; each names its article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Procedure {
    /// Readings of a new ordinance before the vote; two is usual for a city (立法法第三十二条 has three).
    pub readings_enact: u8,
    /// Readings of a partial amendment or an omnibus bill (立法法第三十三条).
    pub readings_amend: u8,
    /// Readings of a full revision.
    pub readings_revise: u8,
    /// Readings of a repeal.
    pub readings_repeal: u8,
    /// Readings of an interpretation.
    pub readings_interpret: u8,
    /// Days before a session by which members have the draft (立法法第三十一条).
    pub lead_days: u32,
    /// Months before a session of the Congress by which deputies have it (立法法第二十条).
    pub congress_lead_months: u32,
    /// Days of a consultation below which a reason is asked (立法法第四十条).
    pub consultation_days: u32,
    /// 全体组成人员, filled in for votes; 0 is not filled in.
    pub members: u32,
    /// Of all members, more than this share must be present (地方组织法第五十一条).
    pub quorum: String,
    /// More than this share must say yes (立法法第四十四条).
    pub pass: String,
    /// Of whom: `all` or `present`.
    pub pass_basis: String,
    /// The same for a clause that is voted alone (立法法第四十四条).
    pub separate: String,
    /// Of whom: `all` or `present`.
    pub separate_basis: String,
    /// Months within which the province decides (立法法第八十一条).
    pub approval_months: u32,
    /// Days after promulgation by which the city sends the papers for filing (the province's rule).
    pub filing_send_days: u32,
    /// Days after promulgation by which the province files (立法法第一百零九条).
    pub filing_days: u32,
    /// Years after which a deferred bill may be ended (立法法第四十五条).
    pub deferral_years: u32,
    /// 审议结果的报告 comes `with_revised_draft` or `with_vote_draft`.
    pub report_order: String,
    /// A clock with at most so many days left is shown in red.
    pub soon_days: u32,
}

impl Default for Procedure {
    fn default() -> Self {
        let (half, all) = ("1/2".to_owned(), "all".to_owned());
        Self {
            readings_enact: 2,
            readings_amend: 1,
            readings_revise: 2,
            readings_repeal: 1,
            readings_interpret: 1,
            lead_days: 7,
            congress_lead_months: 1,
            consultation_days: 30,
            members: 0,
            quorum: half.clone(),
            pass: half.clone(),
            pass_basis: all.clone(),
            separate: half,
            separate_basis: all,
            approval_months: 4,
            filing_send_days: 15,
            filing_days: 30,
            deferral_years: 2,
            report_order: "with_revised_draft".to_owned(),
            soon_days: 7,
        }
    }
}

impl Procedure {
    /// `1/2` → 1, 2.
    ///
    /// # Errors
    /// It is no share between nothing and all.
    pub fn share(key: &str, words: &str) -> Result<(u32, u32), ConfigError> {
        let parts =
            words.split_once('/').and_then(|(over, of)| Some((over.trim().parse().ok()?, of.trim().parse().ok()?)));
        parts.filter(|(over, of)| over < of && *of <= MOST_PARTS).ok_or_else(|| {
            ConfigError::new(format!(
                "procedure.{key}：“{words}”不是小于1的分数，请写成 1/2 或者 2/3；表示应当超过的份额"
            ))
        })
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        for (key, readings) in [
            ("readings_enact", self.readings_enact),
            ("readings_amend", self.readings_amend),
            ("readings_revise", self.readings_revise),
            ("readings_repeal", self.readings_repeal),
            ("readings_interpret", self.readings_interpret),
        ] {
            if !(1..=9).contains(&readings) {
                return Err(ConfigError::new(format!("procedure.{key}：审议次数应为1至9")));
            }
        }
        for (key, number, most) in [
            ("lead_days", self.lead_days, MOST),
            ("congress_lead_months", self.congress_lead_months, MOST),
            ("consultation_days", self.consultation_days, MOST),
            ("members", self.members, MOST_PEOPLE),
            ("approval_months", self.approval_months, MOST),
            ("filing_send_days", self.filing_send_days, MOST),
            ("filing_days", self.filing_days, MOST),
            ("deferral_years", self.deferral_years, MOST),
            ("soon_days", self.soon_days, MOST),
        ] {
            if number > most {
                return Err(ConfigError::new(format!("procedure.{key}：应为0至{most}")));
            }
        }
        for (key, share) in [("quorum", &self.quorum), ("pass", &self.pass), ("separate", &self.separate)] {
            Self::share(key, share)?;
        }
        let words = [
            ("pass_basis", &self.pass_basis, BASES),
            ("separate_basis", &self.separate_basis, BASES),
            ("report_order", &self.report_order, ORDERS),
        ];
        for (key, word, known) in words {
            if !known.contains(&word.as_str()) {
                let known = known.join("、");
                return Err(ConfigError::new(format!("procedure.{key}：“{word}”无法识别，可以写：{known}")));
            }
        }
        Ok(())
    }
}
