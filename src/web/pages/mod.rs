//! The handlers, one file per subject and action: extract, load, answer.

pub mod account;
pub mod admin;
pub mod audit;
pub mod bills;
pub mod biography;
pub mod compare;
pub mod consultations;
pub mod desk;
pub mod display;
pub mod help;
pub mod home;
pub mod papers;
pub mod points;
pub mod receipts;
pub mod rules;
pub mod system;
pub mod versions;

use super::error::{AppError, Page};
use super::middleware::trouble::Whole;
use askama::Template;
use axum::body::Bytes;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};

/// A page as a response.
fn page(template: &impl Template) -> Page {
    Ok(Html(template.render()?).into_response())
}

/// A form that comes back with what was typed, and says what is wrong.
fn again(template: &impl Template) -> Page {
    whole(StatusCode::UNPROCESSABLE_ENTITY, template)
}

/// A page that says itself what is wrong.
fn whole(status: StatusCode, template: &impl Template) -> Page {
    let mut response = (status, Html(template.render()?)).into_response();
    response.extensions_mut().insert(Whole);
    Ok(response)
}

/// Part of an address; what cannot be one names nothing.
fn read<T: std::str::FromStr>(text: &str, missing: super::error::Missing) -> Result<T, AppError> {
    text.parse().map_err(|_| AppError::NotFound(missing))
}

/// The fields of a form with files, at most so many: names and bytes. The error is a form that is too large or was
/// cut off; the page about that status says so.
async fn fields(mut form: Multipart, most: usize) -> Result<Vec<(String, Bytes)>, MultipartError> {
    let mut found = Vec::new();
    while found.len() < most
        && let Some(field) = form.next_field().await?
    {
        let name = field.name().unwrap_or_default().to_owned();
        found.push((name, field.bytes().await?));
    }
    Ok(found)
}

/// A path of this site to go to; anything else is the home page. `//host` and `/\host` are other sites.
fn local(path: &str) -> &str {
    let plain = path.starts_with('/') && path.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    if plain && !path.starts_with("//") { path } else { crate::view::link::HOME }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn one_is_never_sent_to_another_site() {
        for own in ["/", "/bills", "/bills/a/v1?x=1#a2", "/points/"] {
            assert_eq!(local(own), own);
        }
        for other in
            ["", "bills", "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nb", "/条", "javascript:1"]
        {
            assert_eq!(local(other), "/", "{other}");
        }
    }
}
