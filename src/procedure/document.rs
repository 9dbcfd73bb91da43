//! The papers that go with a version.

use super::{Digest, Invalid, VersionId, serde_as_text, words};
use jiff::civil::Date;
use std::fmt;
use std::str::FromStr;

words!(
    /// What a paper is (domain handbook §2.2).
    DocumentKind, "文件种类", {
        /// 草案说明: the sponsor explains the draft.
        Explanation = "explanation", "草案说明";
        /// 审议意见: the special committee's opinion.
        ReviewOpinion = "review_opinion", "审议意见";
        /// 修改情况的汇报: 法制委员会 before a further reading.
        RevisionReport = "revision_report", "修改情况的汇报";
        /// 审议结果的报告: 法制委员会 before the vote.
        ResultReport = "result_report", "审议结果的报告";
        /// 修改意见的报告: 法制委员会 on the last changes before the vote.
        AmendmentReport = "amendment_report", "修改意见的报告";
        /// 参阅资料: what helps to read the draft.
        Reference = "reference", "参阅资料";
        /// 立法项目建议: why an ordinance should be made.
        Proposal = "proposal", "立法项目建议";
        /// 立法依据对照: what each provision rests on.
        LegalBasis = "legal_basis", "立法依据对照";
        /// 提请审议的议案.
        Motion = "motion", "提请审议的议案";
        /// 修改前后对照文本: with every bill that changes an ordinance.
        ComparisonTable = "comparison_table", "修改前后对照文本";
        /// 公平竞争审查结论: where the conduct of business is affected.
        FairCompetition = "fair_competition", "公平竞争审查结论";
        /// 听证论证材料: where a penalty, a licence or a coercive measure is added.
        HearingRecord = "hearing_record", "听证论证材料";
        /// 审议意见整理: what members said, by article.
        DeliberationNotes = "deliberation_notes", "审议意见整理";
        /// 意见汇总.
        OpinionDigest = "opinion_digest", "意见汇总";
        /// 征求意见情况: what became of the opinions.
        ConsultationReport = "consultation_report", "征求意见情况";
        /// 意见反馈: to the special committees whose opinions were not taken.
        CommitteeReply = "committee_reply", "对专门委员会意见的反馈";
        /// 报请批准的报告.
        ApprovalRequest = "approval_request", "报请批准的报告";
        /// 批准机关的决定: that it approves, or does not.
        ApprovalDecision = "approval_decision", "批准机关的决定";
        /// 公告: of the city's Standing Committee, at promulgation.
        Announcement = "announcement", "公布公告";
        /// 备案报告.
        FilingReport = "filing_report", "备案报告";
        /// 执法检查报告, 立法后评估报告, 实施情况报告.
        Implementation = "implementation", "实施情况报告";
    }
);

/// The name of a paper in addresses: that of its file without `.md`, `result-report`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentName(super::Slug);

impl DocumentName {
    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl FromStr for DocumentName {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        text.parse().map(Self)
    }
}

impl fmt::Display for DocumentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

serde_as_text!(DocumentName, |it: &DocumentName| it.to_string());

/// A paper. Its Markdown is kept apart because lists do not need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its name within the bill.
    pub name: DocumentName,
    /// What it is.
    pub kind: DocumentKind,
    /// The version it goes with, if it goes with one.
    pub version: Option<VersionId>,
    /// Its title.
    pub title: String,
    /// Who made it.
    pub author: String,
    /// The day it bears.
    pub dated: Date,
    /// The SHA-256 of its Markdown.
    pub text_sha256: Digest,
}
