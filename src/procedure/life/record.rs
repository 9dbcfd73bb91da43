//! The log of a bill. It only grows: what was recorded wrongly is undone by a further entry (更正).

use super::super::BillState;
use super::super::correction::Signer;
use super::super::person::{AppointmentId, PersonId};
use super::act::{Act, Actor};
use super::details::Details;
use super::warning::Accepted;
use jiff::Timestamp;
use jiff::civil::Date;

/// The most entries of one bill; ten times what a long life has.
pub const MAX_LOG: usize = 1000;

/// Who recorded an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorder {
    /// The person.
    pub person: PersonId,
    /// As what they acted.
    pub appointment: AppointmentId,
    /// Name and organ as they were then.
    pub signer: Signer,
}

/// What a step changes, before it has a number, an author and an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What was done.
    pub act: Act,
    /// From where.
    pub from: BillState,
    /// To where; the same where the act stands beside the course.
    pub to: BillState,
    /// The day on which it happened.
    pub on: Date,
    /// Whose act it is.
    pub actor: Actor,
    /// Why.
    pub reason: Option<String>,
    /// What else is known of it.
    pub details: Details,
    /// Warnings, and why they were no obstacle.
    pub warnings: Vec<Accepted>,
    /// The entry that is undone, for [`Act::Correct`] and for nothing else.
    pub undoes: Option<u32>,
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    /// Its place in the log of its bill, from one.
    pub number: u32,
    /// What happened.
    pub step: Step,
    /// Who recorded it; nobody where a day alone decided.
    pub by: Option<Recorder>,
    /// When it was recorded.
    pub recorded_at: Timestamp,
}

/// The entries that stand: without those that were undone, and without the undoing.
pub fn standing(log: &[Transition]) -> impl DoubleEndedIterator<Item = &Transition> {
    let undone: Vec<u32> = log.iter().filter_map(|it| it.step.undoes).collect();
    log.iter().filter(move |it| it.step.undoes.is_none() && !undone.contains(&it.number))
}
