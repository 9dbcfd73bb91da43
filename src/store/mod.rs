//! All SQL. One file per aggregate; the statements are those that SQLite and PostgreSQL both accept.
//!
//! Everything goes through a [`Tx`]: [`Db::read`] for a page, [`Db::write`] for a change. Lookups give an `Option`;
//! time comes in as a parameter. Absent on purpose: decisions (those are in `procedure`), the clock, configuration.

mod args;
mod db;
mod dialect;
mod error;
mod migrate;
mod row;

pub mod accounts;
pub mod attempts;
pub mod audit;
pub mod bills;
pub mod consultations;
pub mod contact_points;
pub mod corrections;
pub mod directory;
pub mod documents;
pub mod events;
pub mod explanations;
pub mod identities;
pub mod invitations;
pub mod life;
pub mod opinions;
pub mod pending;
pub mod people;
pub mod sessions;
pub mod suggestions;
pub mod trials;
pub mod verify;
pub mod versions;
pub mod working;

pub use db::{Backend, Db, Target, Tx};
pub use dialect::{Lock, locale_fault, lock};

use dialect::lock_draft;
pub use error::{StoreError, StoreResult};
pub use migrate::{Migrated, SchemaState, migrate, schema_state};

use args::args;
