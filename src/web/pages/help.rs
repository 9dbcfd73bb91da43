//! `/help/…`

use crate::view::{AboutPage, AccessibilityPage, OpinionHelpPage, PrivacyPage};
use crate::web::ctx::Ctx;
use crate::web::error::{Missing, Page};
use axum::extract::Path;

/// The pages that explain the site.
pub async fn show(Path(name): Path<String>, Ctx(ctx): Ctx) -> Page {
    match name.as_str() {
        "opinion" => super::page(&OpinionHelpPage::new(&ctx)),
        "accessibility" => super::page(&AccessibilityPage::new(&ctx)),
        "privacy" => super::page(&PrivacyPage::new(&ctx)),
        "about" => super::page(&AboutPage::new(&ctx)),
        _ => Err(Missing::Page.into()),
    }
}
