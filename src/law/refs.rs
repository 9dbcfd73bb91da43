//! Cross-references in the text and what they point at (domain handbook §3.3).

use super::path::ProvisionPath;
use super::span::Span;
use super::statute::Statute;

/// A reference found in the words of a provision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The 款, 项 or 目 in whose words it stands.
    pub within: ProvisionPath,
    /// Bytes of that provision's own `Text::plain`.
    pub span: Span,
    /// The words of the reference.
    pub text: String,
    /// Bytes of the source, for line numbers.
    pub source_span: Span,
    /// What it points at.
    pub result: Resolution,
}

/// What a reference points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// Provisions of this text, in the order named, ranges written out.
    Resolved(Vec<ProvisionPath>),
    /// Another law.
    External,
    /// A provision that this text does not have.
    Dangling,
    /// More than one provision would fit.
    Ambiguous(Vec<ProvisionPath>),
    /// 上述, 前述, 有关规定: nothing exact.
    Vague,
}

impl Resolution {
    /// The word of contracts.md.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Resolved(_) => "resolved",
            Self::External => "external",
            Self::Dangling => "dangling",
            Self::Ambiguous(_) => "ambiguous",
            Self::Vague => "vague",
        }
    }

    /// The provisions named, if any were found.
    #[must_use]
    pub fn targets(&self) -> &[ProvisionPath] {
        match self {
            Self::Resolved(targets) | Self::Ambiguous(targets) => targets,
            _ => &[],
        }
    }
}

/// All references of a statute, in the order of the text.
#[must_use]
pub fn references(_statute: &Statute) -> Vec<Reference> {
    Vec::new()
}
