//! Files that people bring → the text in them, as plain lines that [`crate::law::parse`] reads. Pure: bytes in,
//! text out, every size bounded. [`text_of`] gives the text of any of them; [`docx::import`] gives all that a Word file
//! says: both texts of tracked changes, the changes, the comments, and what was left out.
//!
//! Absent on purpose: understanding the text, which is `law`, and reading files, which is the caller's.

pub mod akn;
pub mod docx;
pub mod origin;
pub mod sniff;
mod xml;

pub use sniff::{Kind, sniff};

/// The largest file that is read, in bytes.
pub const MAX_FILE_BYTES: usize = 64 * 1024 * 1024;

/// Why no text could be taken from a file: what is wrong, then what to do; the caller puts the file's name before it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}；{remedy}")]
pub struct Unreadable {
    /// What is wrong with the file.
    pub what: String,
    /// What a person can do about it.
    pub remedy: String,
}

impl Unreadable {
    pub(crate) fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into() }
    }
}

/// The text of a file of any kind that is understood: UTF-8 text, docx, Akoma Ntoso.
///
/// # Errors
/// When the bytes are not text, or a damaged or oversized file, or a kind that must be converted first.
pub fn text_of(bytes: &[u8]) -> Result<String, Unreadable> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(too_large());
    }
    match sniff(bytes) {
        Kind::Text => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => Err(Unreadable::new("不是 UTF-8 编码的文本", "请用文本编辑器另存为 UTF-8 编码后再试")),
        },
        Kind::Docx => docx::text(bytes),
        Kind::Law => akn::text(bytes),
        Kind::Other(unreadable) => Err(unreadable),
    }
}

/// The refusal of a file over [`MAX_FILE_BYTES`].
#[must_use]
pub fn too_large() -> Unreadable {
    Unreadable::new(
        format!("超过 {} MB", MAX_FILE_BYTES / 1024 / 1024),
        "法规文本不会这样大，请检查是否选错了文件，或者拆分后再试",
    )
}
