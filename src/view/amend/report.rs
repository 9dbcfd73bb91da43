//! What carrying a decision out did beside what it says.

use crate::law::amend::Applied;

/// Numbers and references that followed, and what a person should look at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// How many operations were carried out.
    pub operations: usize,
    /// 第五条 → 第六条.
    pub renumbered: Vec<String>,
    /// 第八条：“第五条”改为“第六条”.
    pub references: Vec<String>,
    /// What a person should look at.
    pub notes: Vec<String>,
}

impl Report {
    /// Reads it from what the applier says.
    pub fn of(applied: &Applied) -> Self {
        Self {
            operations: applied.operations.len(),
            renumbered: applied.renumbered.iter().map(|(old, new)| format!("{old} → {new}")).collect(),
            references: applied
                .references
                .iter()
                .map(|it| format!("{}：“{}”改为“{}”", it.within, it.old, it.new))
                .collect(),
            notes: applied.notes.clone(),
        }
    }
}
