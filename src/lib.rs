//! Kaimen 开门: a platform for drafting local ordinances and opening them to the people.
//!
//! The map, in reading order. Imports run one way; `tests/suite/architecture.rs` holds the direction.

/// A statute as a value: numbers, paths, the typed tree, parsing, printing, references. Pure.
pub mod law;
