//! Decisions that amend a statute: 修改决定, 修正案, 打包修改 (domain handbook §5).
//!
//! [`Decision`] is what such a text orders, [`print`] its canonical Chinese text. Numbers on the left of an operation
//! ([`Locator`]) are those of the text before the decision, numbers on the right ([`Target`]) those of the text after
//! it. Nothing here guesses: what cannot be done exactly as written is refused.

mod apply;
mod decision;
mod generate;
mod parse;
mod print;

pub use apply::{Applied, Done, MAX_OPERATIONS, Refusal, Refused, Retargeted, apply};
pub use decision::{
    Act, Clause, ClauseMark, Decision, DecisionForm, Line, Locator, Operation, Part, Portion, Quote, Tail, TailKind,
    Target, UnitKind, WordEdit,
};
pub use generate::{
    ClauseTrace, Difference, DifferencePlace, Frame, Generated, NotProvable, Obstacle, differences, generate,
};
pub use parse::{DecisionProblem, ParsedDecision, parse_decision};
pub use print::{print, print_clause};
