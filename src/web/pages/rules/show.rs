//! `/rules/{code}`

use crate::lint::registry::rules;
use crate::view::{RulePage, link};
use crate::web::ctx::Ctx;
use crate::web::error::{Missing, Page};
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};

/// One rule, by its code; its English name and a code in small letters lead there.
pub async fn show(Path(code): Path<String>, Ctx(ctx): Ctx) -> Page {
    let all = rules();
    let at = all.iter().position(|it| it.code.eq_ignore_ascii_case(&code) || it.name == code).ok_or(Missing::Rule)?;
    if all[at].code != code {
        return Ok(Redirect::permanent(&link::rule(all[at].code)).into_response());
    }
    let before = at.checked_sub(1).map(|it| all[it]);
    crate::web::pages::page(&RulePage::new(&ctx, all[at], before, all.get(at + 1).copied()))
}
