//! `/rules`: the drafting rules.

mod list;
mod show;

pub use list::list;
pub use show::show;
