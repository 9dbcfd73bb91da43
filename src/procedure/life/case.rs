//! A bill with everything that a step depends on.

use super::super::person::Role;
use super::super::{
    Bill, BillKind, BillState, ConsultationNotice, Digest, Document, DocumentKind, Event, Reading, Slug,
};
use super::super::{Stage, VersionFacts, words};
use super::details::Class;
use super::record::Transition;
use crate::law::parse::parse;
use crate::law::print::print;
use crate::law::statute::Statute;
use jiff::civil::Date;

words!(
    /// Who may sponsor a bill (地方组织法第五十二条).
    SponsorKind, "提案主体", {
        /// 市人民政府.
        Government = "government", "市人民政府";
        /// 主任会议.
        ChairCouncil = "chair_council", "主任会议";
        /// 专门委员会.
        SpecialCommittee = "special_committee", "专门委员会";
        /// 常委会组成人员五人以上联名.
        Members = "members", "常委会组成人员联名";
    }
);

words!(
    /// Which body votes in the end (立法法第八十六条).
    Venue, "表决机关", {
        /// 市人大常委会.
        StandingCommittee = "standing_committee", "市人大常委会";
        /// 市人民代表大会, for 本行政区域特别重大事项.
        Congress = "congress", "市人民代表大会";
    }
);

/// What was said when the project was proposed in Kaimen. An imported bill has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// 正式, 预备, 调研.
    pub class: Class,
    /// Who sponsors.
    pub sponsor_kind: SponsorKind,
    /// Who votes.
    pub venue: Venue,
    /// When it is expected.
    pub target_session: Option<String>,
    /// The ordinance that is amended, repealed or interpreted, if it is kept here.
    pub target: Option<Slug>,
}

/// A text of the bill, as far as a step depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFact {
    /// What is recorded about it.
    pub facts: VersionFacts,
    /// Whether it can never change again.
    pub sealed: bool,
    /// [`body_digest`] of its text.
    pub words: Digest,
    /// Whether it came with an import, which publishes what it brings.
    pub imported: bool,
}

/// A paper of the bill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperFact {
    /// What it is.
    pub kind: DocumentKind,
    /// Its name within the bill.
    pub name: String,
    /// The day it bears.
    pub dated: Date,
    /// Whether it came with an import, which publishes what it brings.
    pub imported: bool,
}

impl PaperFact {
    /// A paper.
    #[must_use]
    pub fn of(it: &Document, imported: bool) -> Self {
        Self { kind: it.kind, name: it.name.to_string(), dated: it.dated, imported }
    }
}

/// Another bill that may have changed or ended this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Its name in addresses.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// What it does.
    pub kind: BillKind,
    /// The ordinance it is about.
    pub target: Option<Slug>,
    /// Where it stands.
    pub state: BillState,
    /// The day from which it is in force.
    pub effective_on: Option<Date>,
}

/// A bill with everything that a step depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The bill.
    pub bill: Bill,
    /// What was said when it was proposed.
    pub project: Option<Project>,
    /// What had happened before its life was kept here.
    pub imported: Vec<Event>,
    /// What was recorded here.
    pub log: Vec<Transition>,
    /// Its papers.
    pub papers: Vec<PaperFact>,
    /// Its texts.
    pub texts: Vec<TextFact>,
    /// Imported notices; those that were recorded here stand in the log.
    pub notices: Vec<ConsultationNotice>,
    /// Other bills.
    pub others: Vec<Other>,
}

impl Case {
    /// The newest sealed text of one of these stages.
    #[must_use]
    pub fn sealed_text(&self, stages: &[Stage]) -> Option<&TextFact> {
        self.texts.iter().rev().find(|it| it.sealed && stages.contains(&it.facts.stage))
    }

    /// The newest paper of a kind that is not older than a day.
    #[must_use]
    pub fn paper_since(&self, kind: DocumentKind, since: Option<Date>) -> Option<&PaperFact> {
        let fresh = |it: &&PaperFact| it.kind == kind && since.is_none_or(|day| it.dated >= day);
        self.papers.iter().filter(fresh).max_by_key(|it| it.dated)
    }

    /// Which body votes.
    #[must_use]
    pub fn venue(&self) -> Venue {
        self.project.as_ref().map_or(Venue::StandingCommittee, |it| it.venue)
    }

    /// Readings before the vote.
    #[must_use]
    pub fn readings_required(&self) -> Reading {
        self.bill.readings_required
    }
}

/// Whether a person of this role keeps the life of bills, rather than being asked about a bill of their own.
#[must_use]
pub fn keeps_bills(role: Role) -> bool {
    matches!(role, Role::LegCommission | Role::LegCommittee | Role::GeneralOffice)
}

/// The SHA-256 of the operative words: headings, articles and annexes, without title, 题注, status and 目录, so that
/// 批准文本 and 公布文本 can be held against each other.
#[must_use]
pub fn body_digest(source: &str) -> Digest {
    let parsed = parse(source).statute;
    let Statute { preamble, body, annexes, footnotes, .. } = parsed;
    let bare = Statute { preamble, body, annexes, footnotes, ..Statute::default() };
    Digest::of(print(&bare).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_text_are_the_same_whatever_stands_above_them() {
        let body = "第一条　为了安静，制定本条例。\n\n第二条　本条例自2027年1月1日起施行。\n";
        let draft = format!("# ××市噪声条例\n\n（草案）\n\n{body}");
        let published = format!(
            "# ××市噪声条例\n\n（2026年10月29日××市第×届人民代表大会常务委员会第三十五次会议通过　2026年12月1日××省第×届人民代表大会常务委员会第二十次会议批准）\n\n{body}"
        );
        assert_eq!(body_digest(&draft), body_digest(&published));
        assert_ne!(body_digest(&draft), body_digest(&draft.replace("安静", "宁静")));
    }
}
