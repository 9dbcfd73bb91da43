//! The integration tests: one binary, a module per subject. A further binary would cost a link each.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed, which is what is meant")]

mod amend_apply;
mod amend_command;
mod amend_properties;
mod architecture;
mod cli;
mod compare_command;
mod compare_pages;
mod compare_properties;
mod corrections;
mod desk;
mod drafts;
mod import;
mod intake;
mod kmd;
mod law_properties;
mod made_up_text;
mod pages;
mod parse_command;
mod pdf;
mod store;
mod tree;

#[path = "../support/mod.rs"]
mod support;
