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
//! | `accounts.rs` | how accounts are kept: what the operator configured of them |
//! | `entry.rs`, `sessions.rs` | signing in step by step; beginning a session |
//! | `directory/` | signing in by the city's directory, in programs that are built with the feature `oidc` |
//! | `guesses.rs` | attempts to prove who one is, counted |
//! | `kept.rs` | what was sent after the session had ended |
//! | `links.rs` | links that are good once |
//! | `receiving.rs` | opinions on their way to the disk, and their receipts |
//! | `limits.rs` | how often strangers may send |
//! | `client.rs`, `host.rs`, `device.rs` | from where a request comes, by which name it asks, with what |
//! | `audit.rs` | recording what was done where nothing else is written |
//! | `cookies.rs` | reading cookies |
//! | `error.rs`, `middleware/` | what goes wrong; headers, validators, request numbers |
//!
//! Absent on purpose: SQL (`store`), words and addresses (`view`), command lines and configuration.

mod accounts;
mod app;
mod assets;
mod audit;
mod client;
mod comparisons;
mod cookies;
mod ctx;
mod device;
#[cfg(feature = "oidc")]
mod directory;
mod entry;
mod error;
mod guard;
mod guesses;
mod host;
mod kept;
mod limits;
mod links;
mod load;
mod middleware;
mod pages;
mod receiving;
mod router;
mod sessions;
mod tallies;
mod texts;
mod who;

pub use accounts::Accounts;
pub use app::{App, Drafting, FontLoader, Setup};
pub use assets::MissingAssets;
pub use client::{Network, NoNetwork};
#[cfg(feature = "oidc")]
pub use directory::{Directory, DirectorySetup, NoDirectory};
pub use guard::StaffRoute;
pub use links::make as make_link;
pub use load::assertions;
pub use middleware::session::Sessions;
pub use receiving::new_receipt;
pub use router::{router, serve, staff_routes};
