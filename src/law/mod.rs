//! A statute as a value: pure and total. No input or output, no clock, no randomness, no `async`.

pub mod align;
pub mod amend;
mod chars;
mod check;
pub mod compare;
pub mod difference;
pub mod edit;
pub mod inline;
pub mod insertion;
mod lex;
pub mod merge;
pub mod number;
pub mod parse;
pub mod path;
pub mod print;
pub mod problem;
pub mod refs;
pub mod span;
pub mod statute;
pub mod terms;

pub use inline::is_safe_address;
