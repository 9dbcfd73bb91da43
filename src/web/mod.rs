//! The site: requests in, pages out. Complete without scripts.
//!
//! | file | subject |
//! | --- | --- |
//! | `app.rs` | what every handler shares |
//! | `router.rs` | which address leads to which handler, and the layers around them |
//! | `pages/<subject>/<action>.rs` | the handlers |
//! | `ctx.rs` | what a page needs to know of its request |
//! | `texts.rs` | texts that were read and written out, kept in memory within a bound |
//! | `tallies.rs` | how far the checking of each comparison has come, kept in memory within a bound |
//! | `comparisons.rs` | comparisons that were made, kept in the same way |
//! | `load.rs` | bills with everything that belongs to them, from the store |
//! | `assets.rs` | style sheet, script and icon, embedded |
//! | `guard.rs`, `who.rs` | addresses behind sign-in, and who does what there |
//! | `audit.rs` | recording what was done where nothing else is written |
//! | `sessions.rs` | beginning a session |
//! | `cookies.rs` | reading cookies |
//! | `error.rs`, `middleware/` | what goes wrong; headers, validators, request numbers |
//!
//! Absent on purpose: SQL (`store`), words and addresses (`view`), command lines and configuration.

mod app;
mod assets;
mod audit;
mod comparisons;
mod cookies;
mod ctx;
mod error;
mod guard;
mod load;
mod middleware;
mod pages;
mod router;
mod sessions;
mod tallies;
mod texts;
mod who;

pub use app::{App, Drafting, FontLoader, Setup};
pub use assets::MissingAssets;
pub use guard::StaffRoute;
pub use load::assertions;
pub use middleware::session::Sessions;
pub use router::{router, serve, staff_routes};
