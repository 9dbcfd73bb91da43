//! The handlers, one file per subject and action: extract, load, answer.

pub mod bills;
pub mod consultations;
pub mod display;
pub mod help;
pub mod home;
pub mod papers;
pub mod points;
pub mod system;
pub mod versions;

use super::error::{AppError, Page};
use askama::Template;
use axum::response::{Html, IntoResponse};

/// A page as a response.
fn page(template: &impl Template) -> Page {
    Ok(Html(template.render()?).into_response())
}

/// Part of an address; what cannot be one names nothing.
fn read<T: std::str::FromStr>(text: &str, missing: super::error::Missing) -> Result<T, AppError> {
    text.parse().map_err(|_| AppError::NotFound(missing))
}
