//! Kaimen 开门: a platform for drafting local ordinances and opening them to the people.
//!
//! The map, in reading order. Imports run one way; `tests/suite/architecture.rs` holds the direction.

/// The command line.
pub mod cli;
/// The only place that asks the system for the time.
pub mod clock;
/// Configuration: defaults, file, environment, flags.
pub mod config;
/// A statute in other forms: HTML, JSON, plain text, Akoma Ntoso, Word. Pure.
pub mod export;
/// Files that people bring (docx, Akoma Ntoso) → plain text. Pure.
pub mod intake;
/// A statute as a value: numbers, paths, the typed tree, parsing, printing, references. Pure.
pub mod law;
/// Drafting rules: what is checked, how it is explained and mended. Pure.
pub mod lint;
/// Bills and what happens to them: stages, versions, papers, consultations, contact points. Pure.
pub mod procedure;
/// All SQL, over SQLite and PostgreSQL.
pub mod store;
/// What the pages say: one typed context per page, and the addresses between them.
pub mod view;
/// The site: requests in, pages out.
pub mod web;
