//! Drafting rules: what 立法技术规范 asks of a text and a machine can see. Pure.
//!
//! A rule is two neighbours in `rules/<family>/`: `<name>.rs` (the check) and `<name>.md` (the page shown to drafters,
//! whose examples are its tests). To add one: write both, name them in the family's `mod.rs`. Everything that more than
//! one rule needs is made once per text by [`context`]: the units with their words, the references, the hits of all
//! trigger words, the boundaries of words. What a rule says goes into [`finding::Findings`]; waivers, severities and
//! bounds are the business of [`run`], no rule's own.
//!
//! Absent on purpose: anything that needs a clock, a file or a network. Registers of laws and superior texts come in as
//! [`context::Inputs`].

pub mod context;
pub mod finding;
pub mod fix;
pub mod output;
pub mod page;
pub mod registry;
pub mod rule;
pub mod run;
pub mod segment;
pub mod settings;
pub mod unit;
pub mod waiver;

mod rules;
#[cfg(test)]
mod testing;
mod words;

pub use finding::{Edit, Finding, Fix};
pub use rule::{Rule, Stage};
pub use run::{Options, Report, lint};
