//! Addresses for machines: files of the interface, probes, robots.

mod assets;
mod probes;
mod robots;

pub use assets::{asset, icon};
pub use probes::{alive, ready};
pub use robots::robots;
