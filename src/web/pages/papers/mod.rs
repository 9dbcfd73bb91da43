//! The papers of a bill.

mod show;

pub use show::show;
