//! What the stories share: a fresh database each, on SQLite and on PostgreSQL; a small bill; the real program.

pub mod amend_script;
pub mod bill;
pub mod browser;
pub mod cli;
pub mod db;
pub mod edit_script;
#[cfg(feature = "oidc")]
pub mod identity_provider;
pub mod log;
pub mod promises;
pub mod server;
pub mod site;
pub mod two_hands;
