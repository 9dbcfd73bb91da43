//! 条文核对, for drafters: which articles of two texts belong together, what people said about it, and what waits.
//!
//! | file | subject |
//! | --- | --- |
//! | `table.rs` | two texts, their rows and their log, read once |
//! | `form.rs` | the fields of a correction, with what was typed and what is wrong with it |
//! | `queue.rs` | what waits for a person |
//! | `row.rs`, `pair.rs` | the rows of two texts |
//! | `check.rs` | what the drafting rules say about a text |
//! | `seal.rs` | 定稿: what is sealed, under which facts, and what stands against it |
//! | `explain.rs` | 修改说明, row by row, and what is made of them |
//! | `overview.rs` | how far every comparison has come |

mod check;
mod explain;
mod form;
mod overview;
mod pair;
mod queue;
mod row;
mod seal;
mod table;

pub use check::DeskCheckPage;
pub use explain::{ExplainForm, ExplainPage, ExplainView, ReportForm, suggested as suggested_report};
pub use form::DeskForm;
pub use overview::{DeskPage, DeskUnit};
pub use pair::{DeskPairPage, DeskPairView, DeskShow};
pub use queue::QueueTrouble;
pub use seal::{Draft, SealPage, SealView, Whence};
pub use table::{DeskTable, Tally};

use jiff::{Timestamp, Zoned};

/// What tells an instant in the time zone of the installation.
pub(super) type Local<'a> = &'a dyn Fn(Timestamp) -> Zoned;
