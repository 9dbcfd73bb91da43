//! 审计记录: who did what, as which organ, to what, and when; each entry bound to the one before by a hash.
//!
//! An entry says that something was done, never what was written: texts have their own history, and personal data stays
//! out of it altogether. Absent on purpose: storage, the clock, and who may read it ([`super::permission`]).

mod chain;
mod deed;
mod entry;

pub use chain::{Anchor, Break, Fields, Walk, entry_hash};
pub use deed::Deed;
pub use entry::{Actor, Entry, EntryNumber, MAX_DETAILS_CHARS, MAX_OBJECT_CHARS, NewEntry, ObjectKind};
