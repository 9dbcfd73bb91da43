//! `bill.toml`: the facts of a bill and of each of its readings, as written; [`super::folder`] checks them.

use crate::procedure::{BillKind, DocumentKind, Slug, Stage, VersionId};
use serde::Deserialize;
use toml::value::Datetime;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BillToml {
    pub(super) slug: Slug,
    pub(super) title: String,
    pub(super) kind: BillKind,
    #[serde(default)]
    pub(super) example: bool,
    pub(super) jurisdiction: String,
    pub(super) enactor: String,
    pub(super) sponsor: String,
    pub(super) drafting_unit: String,
    pub(super) committee: Option<String>,
    pub(super) summary: String,
    #[serde(default)]
    pub(super) questions: Vec<String>,
    pub(super) readings_required: u8,
    #[serde(default)]
    pub(super) events: Vec<EventToml>,
    #[serde(default)]
    pub(super) versions: Vec<VersionToml>,
    #[serde(default)]
    pub(super) documents: Vec<DocumentToml>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EventToml {
    pub(super) state: String,
    pub(super) reading: Option<u8>,
    pub(super) on: Datetime,
    pub(super) by: String,
    pub(super) version: Option<VersionId>,
    pub(super) note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VersionToml {
    pub(super) id: VersionId,
    pub(super) file: String,
    pub(super) stage: Stage,
    pub(super) label: Option<String>,
    pub(super) reading: Option<u8>,
    pub(super) dated: Datetime,
    pub(super) session: Option<String>,
    #[serde(default)]
    pub(super) sealed: bool,
    pub(super) consultation: Option<ConsultationToml>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConsultationToml {
    pub(super) title: String,
    pub(super) opens: Datetime,
    pub(super) closes: Datetime,
    pub(super) address: Option<String>,
    pub(super) postcode: Option<String>,
    pub(super) envelope: Option<String>,
    pub(super) telephone: Option<String>,
    pub(super) fax: Option<String>,
    pub(super) email: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DocumentToml {
    pub(super) file: String,
    pub(super) kind: DocumentKind,
    pub(super) version: Option<VersionId>,
    pub(super) title: String,
    pub(super) author: String,
    pub(super) dated: Datetime,
}
