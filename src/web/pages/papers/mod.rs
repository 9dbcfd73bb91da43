//! The papers of a bill: pages and files.

mod download;
mod show;

pub use show::show;
