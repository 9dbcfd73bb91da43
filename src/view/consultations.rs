//! 征求意见: what is open, and what was.

use super::Dossier;
use super::frame::{Frame, PageCtx, Section};
use super::notice::{NoticeCard, sorted};

/// 征求意见.
#[derive(askama::Template)]
#[template(path = "pages/consultations.html")]
pub struct ConsultationsPage {
    frame: Frame,
    open: Vec<NoticeCard>,
    others: Vec<NoticeCard>,
}

impl ConsultationsPage {
    /// All consultations on the day of `ctx`.
    #[must_use]
    pub fn new(ctx: &PageCtx, dossiers: &[Dossier]) -> Self {
        let (open, others) = sorted(dossiers, ctx.today);
        Self { frame: Frame::new(ctx, "征求意见").section(Section::Consultations), open, others }
    }
}
