//! `/rules`

use crate::view::RulesPage;
use crate::web::ctx::Ctx;
use crate::web::error::Page;

/// All rules.
pub async fn list(Ctx(ctx): Ctx) -> Page {
    crate::web::pages::page(&RulesPage::new(&ctx))
}
