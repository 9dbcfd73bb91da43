//! Statute → canonical Markdown.
use super::statute::Statute;

/// The canonical form.
#[must_use]
pub fn print(_statute: &Statute) -> String {
    String::new()
}
