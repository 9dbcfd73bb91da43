//! 征求意见公告: what it is about, until when, and how to answer.

use super::frame::{Frame, PageCtx, Section};
use super::notice::{NoticeCard, Way, ways};
use super::rows::{Download, PaperRow, downloads};
use super::{Dossier, link};
use crate::procedure::ConsultationNotice;

/// A consultation.
#[derive(askama::Template)]
#[template(path = "pages/consultation.html")]
pub struct ConsultationPage {
    frame: Frame,
    title: String,
    card: NoticeCard,
    /// Which session has read the text.
    session: Option<String>,
    ways: Vec<Way>,
    papers: Vec<PaperRow>,
    downloads: Vec<Download>,
}

impl ConsultationPage {
    /// The page of `notice` on the day of `ctx`.
    #[must_use]
    pub fn new(ctx: &PageCtx, dossier: &Dossier, notice: &ConsultationNotice) -> Self {
        let slug = &dossier.bill.slug;
        let version = dossier.version(notice.id.version);
        let papers = dossier.documents.iter().filter(|it| it.version == Some(notice.id.version));
        Self {
            frame: Frame::new(ctx, notice.title.clone())
                .section(Section::Consultations)
                .crumb("征求意见", link::CONSULTATIONS)
                .describe(dossier.bill.summary.clone()),
            title: notice.title.clone(),
            card: NoticeCard::of(dossier, notice, ctx.today),
            session: version.and_then(|it| it.facts.session.clone()),
            ways: ways(&notice.channels),
            papers: papers.map(|it| PaperRow::of(slug, it)).collect(),
            downloads: version.map(|it| downloads(slug, it)).unwrap_or_default(),
        }
    }
}
