//! 工作台: what waits and which clocks run, the life of each bill, and 条文核对: which articles of two texts belong
//! together, what people said about it, and what waits.
//!
//! | file | subject |
//! | --- | --- |
//! | `dashboard.rs` | what waits for whom, which clocks run, where every bill stands |
//! | `life.rs` | a bill: what can be done next, what was done; below it one file per part |
//! | `proposal.rs` | 立项建议 |
//! | `table.rs` | two texts, their rows and their log, read once |
//! | `form.rs` | the fields of a correction, with what was typed and what is wrong with it |
//! | `queue.rs` | what waits for a person |
//! | `row.rs`, `pair.rs` | the rows of two texts |
//! | `check.rs` | what the drafting rules say about a text |
//! | `seal.rs` | 定稿: what is sealed, under which facts, and what stands against it |
//! | `explain.rs` | 修改说明, row by row, and what is made of them |
//! | `overview.rs` | how far every comparison has come |

mod check;
mod dashboard;
mod explain;
mod form;
mod life;
mod overview;
mod pair;
mod proposal;
mod queue;
mod row;
mod seal;
mod table;

pub use check::DeskCheckPage;
pub use dashboard::DashboardPage;
pub use explain::{ExplainForm, ExplainPage, ExplainView, ReportForm, suggested as suggested_report};
pub use form::DeskForm;
pub use life::{AddForm, DeskLifePage, DeskMay, LifeView, OUTSIDE_STAGES, TypedStep};
pub use overview::{DeskPage, DeskUnit};
pub use pair::{DeskPairPage, DeskPairView, DeskShow};
pub use proposal::ProposalPage;
pub use queue::QueueTrouble;
pub use seal::{Draft, SealPage, SealView, Whence};
pub use table::{DeskTable, Tally};

use jiff::{Timestamp, Zoned};

/// What tells an instant in the time zone of the installation.
pub(super) type Local<'a> = &'a dyn Fn(Timestamp) -> Zoned;
