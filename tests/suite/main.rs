//! The integration tests: one binary, a module per subject. A further binary would cost a link each.

mod architecture;
mod made_up_text;
mod store;
mod tree;

#[path = "../support/mod.rs"]
mod support;
