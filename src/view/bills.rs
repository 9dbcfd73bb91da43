//! 法规草案: all bills.

use super::Dossier;
use super::frame::{Frame, PageCtx, Section};
use super::rows::BillRow;

/// 法规草案.
#[derive(askama::Template)]
#[template(path = "pages/bills.html")]
pub struct BillsPage {
    frame: Frame,
    bills: Vec<BillRow>,
}

impl BillsPage {
    /// All bills, the last changed first.
    #[must_use]
    pub fn new(ctx: &PageCtx, dossiers: &[Dossier]) -> Self {
        let mut sorted: Vec<&Dossier> = dossiers.iter().collect();
        sorted.sort_by_key(|it| std::cmp::Reverse(it.changed_on()));
        Self {
            frame: Frame::new(ctx, "法规草案").section(Section::Bills),
            bills: sorted.into_iter().map(|it| BillRow::of(it, ctx.today)).collect(),
        }
    }
}
