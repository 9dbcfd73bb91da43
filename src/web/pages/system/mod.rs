//! Addresses for machines: files of the interface, probes, robots.

mod assets;
mod lost;
mod probes;
mod robots;

pub use assets::{asset, icon};
pub use lost::lost;
pub use probes::{alive, ready};
pub use robots::robots;
