//! A bill with everything the public may read about it, as the pages need it.

use crate::procedure::{
    Bill, ConsultationNotice, ConsultationStatus, Document, Event, StepState, Version, VersionId, timeline,
};
use jiff::civil::Date;

/// A bill and what belongs to it. Texts and papers themselves are kept apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// The bill.
    pub bill: Bill,
    /// What has happened, in order.
    pub events: Vec<Event>,
    /// Its texts, oldest first.
    pub versions: Vec<Version>,
    /// Its papers, oldest first.
    pub documents: Vec<Document>,
    /// Its consultations, oldest first.
    pub notices: Vec<ConsultationNotice>,
}

impl Dossier {
    /// The text as it stands.
    #[must_use]
    pub fn latest(&self) -> Option<&Version> {
        self.versions.iter().max_by_key(|it| it.id())
    }

    /// The text before this one.
    #[must_use]
    pub fn before(&self, id: VersionId) -> Option<&Version> {
        self.versions.iter().filter(|it| it.id() < id).max_by_key(|it| it.id())
    }

    /// The text with this address.
    #[must_use]
    pub fn version(&self, id: VersionId) -> Option<&Version> {
        self.versions.iter().find(|it| it.id() == id)
    }

    /// What the texts of the bill are called: 草案修改稿.
    #[must_use]
    pub fn label_of(&self, id: VersionId) -> &str {
        self.version(id).map_or("", |it| it.facts.label.as_str())
    }

    /// The consultation in which one can speak today.
    #[must_use]
    pub fn open_notice(&self, today: Date) -> Option<(&ConsultationNotice, i32)> {
        self.notices.iter().rev().find_map(|it| match it.status_on(today) {
            ConsultationStatus::Open { days_left } => Some((it, days_left)),
            _ => None,
        })
    }

    /// The step at which the bill stands: 征求意见. Empty before anything has happened.
    #[must_use]
    pub fn standing(&self) -> String {
        let steps = timeline(&self.bill, &self.events);
        let current = steps.iter().find(|it| it.state == StepState::Current);
        let reached = current.or_else(|| steps.iter().rev().find(|it| it.state == StepState::Done));
        reached.map(|it| it.label.clone()).unwrap_or_default()
    }

    /// The day of the last thing that happened.
    #[must_use]
    pub fn changed_on(&self) -> Option<Date> {
        let events = self.events.iter().map(|it| it.on);
        events.chain(self.documents.iter().map(|it| it.dated)).max()
    }
}
