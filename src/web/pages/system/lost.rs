//! Addresses that lead nowhere.

use crate::web::error::{AppError, Missing};
use crate::web::pages::local;
use axum::http::Uri;
use axum::response::Redirect;

/// `/bills/` is `/bills`; every other unknown address is not found.
pub async fn lost(uri: Uri) -> Result<Redirect, AppError> {
    let path = uri.path();
    match path.trim_end_matches('/') {
        "" => Err(Missing::Page.into()),
        shorter if shorter.len() < path.len() => Ok(Redirect::permanent(local(shorter))),
        _ => Err(Missing::Page.into()),
    }
}
