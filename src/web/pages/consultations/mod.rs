//! `/consultations` and one consultation.

mod list;
pub mod say;
mod show;

pub use list::list;
pub use show::show;
