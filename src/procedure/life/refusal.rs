//! Why a step cannot be taken, each with what to do and the article it rests on.

use super::details::Field;
use super::guard::Guard;
use std::fmt;

/// Something that a step still lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmet {
    /// What asks for it.
    pub guard: Guard,
    /// The field of the form that would answer, if one would.
    pub field: Option<Field>,
    /// What is lacking, for people.
    pub words: String,
    /// The article: 立法法第五十八条. Empty where a form is only incomplete.
    pub basis: &'static str,
}

/// 缺少草案说明（立法法第五十八条）
impl fmt::Display for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)?;
        if self.basis.is_empty() { Ok(()) } else { write!(f, "（{}）", self.basis) }
    }
}
