//! A text as a file: Markdown, Word, Akoma Ntoso, HTML.

use super::source;
use crate::export;
use crate::law::{parse, print, refs};
use crate::procedure::{Slug, VersionId};
use crate::view::link::Format;
use crate::web::App;
use crate::web::error::{AppError, Missing, Page};
use crate::web::load;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

/// What a standalone file may do: show itself, with the style it carries.
const FILE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/// The text of `slug` as a file.
pub async fn send(app: &App, slug: &Slug, id: VersionId, format: Format) -> Page {
    let mut tx = app.db().read().await?;
    let dossier = load::public(app, &mut tx, slug).await?;
    let sealed = dossier.version(id).ok_or(Missing::Version)?.is_sealed();
    let source = source(&mut tx, slug, id).await?;
    drop(tx);
    // Off the threads that answer requests: a long text takes some tens of milliseconds.
    let bytes = tokio::task::spawn_blocking(move || write(&source, format)).await??;
    let file_name = format!("{slug}-{id}.{}", format.extension());
    Ok(file(bytes, format.media_type(), &file_name, sealed))
}

fn write(source: &str, format: Format) -> Result<Vec<u8>, AppError> {
    let statute = parse::parse(source).statute;
    Ok(match format {
        Format::Markdown => print::print(&statute).into_bytes(),
        Format::Html => export::page::standalone_html(&statute, &refs::references(&statute)).into_bytes(),
        Format::Akn => export::akn::statute_akn(&statute, &refs::references(&statute)).into_bytes(),
        Format::Word => export::docx::statute_docx(&statute, export::docx::Options::default()),
    })
}

/// A response that browsers keep as a file. What is sealed changes only with the program.
pub(in crate::web::pages) fn file(bytes: Vec<u8>, media_type: &'static str, name: &str, sealed: bool) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(FILE_POLICY));
    let keep = if sealed { "public, max-age=3600" } else { "public, no-cache" };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}
