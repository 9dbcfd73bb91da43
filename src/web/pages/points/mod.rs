//! `/points` and one contact point.

mod list;
mod show;

pub use list::list;
pub use show::show;
