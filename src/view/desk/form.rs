//! The fields of a correction: what was typed stays, and what is wrong stands at its field.

use crate::procedure::correction::{Field, Refusal, Signer};

/// Who checked here last, as the browser remembers it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RememberedSigner {
    /// The name.
    pub name: String,
    /// The organ.
    pub organ: String,
}

impl RememberedSigner {
    /// Whether both are known.
    #[must_use]
    pub fn is_known(&self) -> bool {
        Signer::new(&self.name, &self.organ).is_ok()
    }
}

/// The fields of a correction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeskForm {
    /// The articles of the older text, as typed.
    pub old: String,
    /// The articles of the newer text, as typed.
    pub new: String,
    /// The note.
    pub note: String,
    /// The name.
    pub name: String,
    /// The organ.
    pub organ: String,
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

    /// Whether the fields of the name must be seen: they are empty, or wrong.
    pub(super) fn asks_name(&self) -> bool {
        Signer::new(&self.name, &self.organ).is_err()
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
        Field::Name => "name",
        Field::Organ => "organ",
        Field::Note => "note",
        Field::Whole => "form",
    }
}
