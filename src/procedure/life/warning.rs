//! What is unusual but not forbidden: it needs a reason, and the reason stays in the log.

use super::super::words;
use serde::{Deserialize, Serialize};

words!(
    /// Something that a person must give a reason for.
    Warning, "提醒事项", {
        /// Members got the draft later than the rule says.
        LateSending = "late_sending", "草案发送时间不足";
        /// The consultation is shorter than usual.
        ShortConsultation = "short_consultation", "征求意见时间不足";
        /// A clause that was voted alone did not get its votes, and the whole is put to the vote nevertheless.
        ClauseFailed = "clause_failed", "单独表决的条款未获通过";
        /// The text that was approved is not the text that was passed.
        ApprovedDiffers = "approved_differs", "批准文本与通过文本不一致";
        /// New penalties are explained when the ordinance is filed.
        NewPenalties = "new_penalties", "新增行政处罚须在备案时说明";
    }
);

/// A warning as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warned {
    /// Which.
    pub warning: Warning,
    /// What was found: 征求意见20天，不足30天.
    pub words: String,
    /// The article.
    pub basis: &'static str,
}

/// A warning that was taken note of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// Which.
    pub warning: Warning,
    /// What was found.
    pub found: String,
    /// Why it is no obstacle.
    pub reason: String,
}
