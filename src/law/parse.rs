//! Text → statute. Never fails.
use super::{problem::Problem, span::Span, statute::Statute};

/// What [`parse`] makes of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parsed {
    /// The tree.
    pub statute: Statute,
    /// What is odd.
    pub problems: Vec<Problem>,
    /// The source, cut into pieces that each belong to one node; together they are the whole source.
    pub pieces: Vec<Piece>,
}

/// A piece of the source and the node it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The bytes.
    pub span: Span,
}

/// Reads a text.
#[must_use]
pub fn parse(_source: &str) -> Parsed {
    Parsed::default()
}
