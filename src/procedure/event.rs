//! What has happened to a bill.

use super::{BillState, VersionId};
use jiff::civil::Date;

/// A bill came into a state on a day. Events are kept in the order in which they happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The state it came into.
    pub state: BillState,
    /// The day.
    pub on: Date,
    /// The organ or session that acted.
    pub by: String,
    /// The text that was before it.
    pub version: Option<VersionId>,
    /// What the public may read about it.
    pub note: Option<String>,
}
