//! The fields of a correction: what was typed stays, and what is wrong stands at its field.

use crate::procedure::correction::{Field, Refusal};

/// The fields of a correction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeskForm {
    /// The articles of the older text, as typed.
    pub old: String,
    /// The articles of the newer text, as typed.
    pub new: String,
    /// The note.
    pub note: String,
    /// The anchor of the row from which it was sent; empty for the form that belongs to none.
    pub row: String,
    /// What is wrong.
    pub refusals: Vec<Refusal>,
}

impl DeskForm {
    /// The message at the field of this name.
    pub(super) fn error(&self, field: &str) -> Option<String> {
        let at = |it: &&Refusal| name(it.field()) == field;
        self.refusals.iter().find(at).map(ToString::to_string)
    }

    /// All messages, each with the field it is about.
    pub(super) fn errors(&self) -> Vec<(&'static str, String)> {
        self.refusals.iter().map(|it| (name(it.field()), it.to_string())).collect()
    }
}

fn name(field: Field) -> &'static str {
    match field {
        Field::Old => "old",
        Field::New => "new",
        Field::Name | Field::Organ => "form",
        Field::Note => "note",
        Field::Whole => "form",
    }
}
