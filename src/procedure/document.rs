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
