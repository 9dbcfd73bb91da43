//! Which revision of which draft a Word file was made of, as its properties say ([`crate::export::docx::marked_docx`]).

use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// Where Word, WPS and LibreOffice keep the properties.
const PART: &str = "docProps/core.xml";
/// The most bytes of the properties that are read.
const MAX_PART_BYTES: u64 = 64 * 1024;
/// The longest name of a bill.
const MAX_BILL_BYTES: usize = 80;
const PREFIX: &str = "kaimen:";

/// What is written into a file: `kaimen:noise/17`.
#[must_use]
pub fn mark(bill: &str, revision: u32) -> String {
    format!("{PREFIX}{bill}/{revision}")
}

/// The bill and the number of the revision that a Word file says it was made of. Ask only for files that
/// [`super::docx::import`] has read: what it refuses is not opened.
#[must_use]
pub fn of_docx(bytes: &[u8]) -> Option<(String, u32)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut words = String::new();
    archive.by_name(PART).ok()?.take(MAX_PART_BYTES).read_to_string(&mut words).ok()?;
    of_words(&words)
}

fn of_words(words: &str) -> Option<(String, u32)> {
    let (_, rest) = words.split_once(PREFIX)?;
    let (bill, rest) = rest.split_once('/')?;
    let is_name = bill.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-');
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let number = rest[..digits].parse().ok()?;
    (is_name && bill.len() <= MAX_BILL_BYTES).then(|| (bill.to_owned(), number))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn a_mark_is_found_again_and_what_only_looks_like_one_says_nothing() {
        for odd in ["", "kaimen:", "kaimen:noise", "kaimen:noise/", "kaimen:<a>/1", "kaimen:a/99999999999"] {
            assert_eq!(of_words(odd), None, "{odd}");
        }
        assert_eq!(of_docx(b"PK\x03\x04"), None);
        assert_eq!(of_words(&format!("<k>{}</k>", mark("noise", 17))), Some(("noise".to_owned(), 17)));
    }
}
