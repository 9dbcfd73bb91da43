//! A comparison in other forms: JSON, and the 对照表 as a [`Sheet`](super::sheet::Sheet) for paper.
//!
//! Absent on purpose: the file formats of a sheet (Word, Excel, PDF, Markdown, HTML), which know nothing of laws, and
//! the pages of the site, which are [`crate::view`].

mod json;

pub use json::{chain_json, comparison_json};

use crate::law::compare::Row;

/// Which rows are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Rows {
    /// All of them.
    #[default]
    All,
    /// Those whose words differ.
    Changed,
    /// Those in which more differs than references, punctuation and folded terms.
    Substantial,
}

impl Rows {
    /// Whether a row is shown.
    #[must_use]
    pub fn shows(self, row: &Row) -> bool {
        match self {
            Self::All => true,
            Self::Changed => row.is_changed(),
            Self::Substantial => row.is_substantial(),
        }
    }
}
