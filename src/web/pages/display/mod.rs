//! `/display`: size of type and colours.

mod change;
mod show;

pub use change::change;
pub use show::show;
