//! The life of a bill: from the proposal of a project to repeal (domain handbook §2.3).
//!
//! | file | subject |
//! | --- | --- |
//! | `table.rs` | the state machine: every step, from where to where, by whom, with what |
//! | `act.rs` | steps and organs by name |
//! | `guard.rs`, `refusal.rs`, `warning.rs` | what a step asks for, and what is said when it is not there |
//! | `settings.rs` | what each city may say otherwise |
//! | `case.rs`, `history.rs` | a bill with what steps depend on; where it stands and how it came there |
//! | `details.rs`, `tally.rs`, `form.rs` | what a person fills in |
//! | `advance.rs` | what can be done next, and doing it |
//! | `record.rs` | the log |
//! | `clocks.rs` | which legal clocks run |
//! | `public.rs` | what of all this the public reads |
//!
//! Absent on purpose: sealing a text, the words of papers, and who may see a bill at all ([`super::permission`]).

mod act;
mod advance;
mod case;
mod clocks;
mod details;
mod form;
mod guard;
mod history;
mod public;
mod record;
mod refusal;
mod settings;
mod table;
mod tally;
#[cfg(test)]
mod tests;
mod warning;

pub use act::{Act, Actor};
pub use advance::{Offer, advance, allowed};
pub use case::{Case, Other, PaperFact, Project, SponsorKind, TextFact, Venue, body_digest, keeps_bills};
pub use clocks::{Clock, ClockKind, ClockState, clocks};
pub use details::{Class, Clause, Details, Field, MAX_CLAUSES, MAX_LINE_CHARS, MAX_REASON_CHARS, Request, date, line};
pub use form::{COUNTS, Fields, read};
pub use guard::Guard;
pub use history::{Consulted, History};
pub use public::{Public, public};
pub use record::{MAX_LOG, Recorder, Step, Transition, standing};
pub use refusal::Unmet;
pub use settings::{Basis, Readings, ReportOrder, Settings, Share};
pub use table::{Audience, Course, From, Row, TABLE, To, row};
pub use tally::{Miscount, Tally};
pub use warning::{Accepted, Warned, Warning};
