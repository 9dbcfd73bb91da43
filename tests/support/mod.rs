//! What the stories share: a fresh database each, on SQLite and on PostgreSQL.

pub mod db;
pub mod site;
