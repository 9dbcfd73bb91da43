//! 修改决定, for drafters: the decision made from two readings, and a decision tried on one.
//!
//! | file | subject |
//! | --- | --- |
//! | `report.rs` | what carrying a decision out did |
//! | `made.rs` | 生成修改决定 |
//! | `trial.rs` | 试行修改: the form, why a decision was refused, what it made |
//! | `kept.rs` | a text that was kept |

mod kept;
mod made;
mod report;
mod trial;

pub use kept::KeptTrialPage;
pub use made::{DecisionFrame, DecisionPage, DecisionView};
pub use trial::{TrialForm, TrialOutcome, TrialPage};

use super::compare::{Item, Only, Query, Wanted, items};
use crate::law::compare::Comparison;

/// The changed rows of a comparison, both sides.
pub(super) fn changed(comparison: &Comparison) -> Vec<Item<'_>> {
    let query = Query { only: Only::Changed, ..Query::default() };
    items(comparison, &query, Wanted { sides: true, both: false, sentences: false }, &|_| None)
}
