//! Statute and decision → the amended statute. All or nothing, and never a guess.
//!
//! Every place is looked up on the old tree by its old numbers; what is done to it is kept on the working tree
//! (`work`), whose nodes remember their old numbers. Then come the new numbers (`numbers`), the headings
//! (`divisions`) and the references that followed a renumbered provision (`references`). Whatever does not fit exactly
//! becomes a [`Refusal`]; all of them are collected before the decision is refused.

mod divisions;
mod note;
mod numbers;
mod orders;
mod quoted;
mod references;
mod resolve;
mod words;
mod work;

pub(super) use orders::{deleted, joint};

use super::decision::{Act, Clause, ClauseMark, Decision, DecisionForm, Part, TailKind};
use super::parse::shortened;
use super::print::describe;
use crate::law::number::{ArticleNumber, to_chinese};
use crate::law::span::Span;
use crate::law::statute::Statute;
use work::Work;

/// Most operations of one decision; a longer one is refused.
pub const MAX_OPERATIONS: usize = 10_000;

/// The amended statute and what was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The text after the decision.
    pub statute: Statute,
    /// What each operation did, in the order of the decision.
    pub operations: Vec<Done>,
    /// Articles whose number changed although the decision does not say so: old and new number.
    pub renumbered: Vec<(ArticleNumber, ArticleNumber)>,
    /// References that followed a renumbered provision.
    pub references: Vec<Retargeted>,
    /// What a person should look at, in Chinese.
    pub notes: Vec<String>,
}

/// One operation that was carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The clause: 三, 四十二（三）; empty if it has no number.
    pub clause: String,
    /// The operation in canonical words, long quotations cut short.
    pub words: String,
    /// Where it stands in the decision.
    pub span: Span,
    /// The places of the old text.
    pub old: Vec<String>,
}

/// A reference whose number was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retargeted {
    /// The provision of the new text in which it stands.
    pub within: String,
    /// What it said.
    pub old: String,
    /// What it says.
    pub new: String,
}

/// Why a decision was not carried out: every clause that cannot be applied exactly.
#[derive(Debug, Clone, Default, PartialEq, Eq, thiserror::Error)]
#[error("修改决定有{}处不能准确适用", refusals.len())]
pub struct Refused {
    /// The clauses, in the order of the decision.
    pub refusals: Vec<Refusal>,
}

/// One clause that cannot be applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The clause: 三, 四十二（三）; empty if it has no number.
    pub clause: String,
    /// The operation as written, cut short.
    pub words: String,
    /// Where it stands in the decision.
    pub span: Span,
    /// Why not, in Chinese.
    pub reason: String,
    /// What may have been meant: places, or words that nearly fit. The nearest first.
    pub candidates: Vec<String>,
}

/// A reason and what may have been meant instead.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Reason {
    words: String,
    candidates: Vec<String>,
}

impl Reason {
    fn new(words: impl Into<String>) -> Self {
        Self { words: words.into(), candidates: Vec::new() }
    }

    fn with(words: impl Into<String>, candidates: Vec<String>) -> Self {
        Self { words: words.into(), candidates }
    }
}

/// Carries out a decision on the text it amends.
///
/// # Errors
///
/// [`Refused`] with every clause that cannot be applied exactly as written.
pub fn apply(base: &Statute, decision: &Decision) -> Result<Applied, Refused> {
    let part = part_of(base, decision)?;
    let orders = flatten(part);
    if base.articles().next().is_none() {
        return Err(whole("原文没有条文（例如批复），只能修改有条文的文本。".to_owned()));
    }
    if orders.len() > MAX_OPERATIONS {
        return Err(whole(format!("修改决定超过{MAX_OPERATIONS}处修改，不能一次适用。")));
    }
    if orders.is_empty() {
        return Err(whole("修改决定没有可以适用的内容。".to_owned()));
    }
    let mut work = Work::new(base, decision.form == DecisionForm::Amendment);
    let mut refusals = Vec::new();
    let mut operations = Vec::new();
    for order in &orders {
        match orders::carry_out(&mut work, order.act) {
            Ok(()) => operations.push(order.done()),
            Err(reason) => refusals.push(order.refused(reason)),
        }
    }
    if !refusals.is_empty() {
        return Err(Refused { refusals });
    }
    let finished = work.finish().map_err(|reasons| Refused {
        refusals: reasons.into_iter().map(|(at, reason)| blame(&orders, &at, reason)).collect(),
    })?;
    let mut applied = Applied { operations, ..finished };
    note::update(&mut applied.statute, decision, part);
    if decision.tail.iter().any(|it| it.kind == TailKind::Wording) {
        applied.notes.push(orders::WORDING.to_owned());
    }
    Ok(applied)
}

fn part_of<'d>(base: &Statute, decision: &'d Decision) -> Result<&'d Part, Refused> {
    decision.part_for(&base.title.plain).ok_or_else(|| {
        let names: Vec<String> = decision.parts.iter().filter_map(|it| it.statute.clone()).take(20).collect();
        let mut refused = whole(format!("修改决定没有修改《{}》的部分。", base.title));
        if let Some(refusal) = refused.refusals.first_mut() {
            refusal.candidates = names;
        }
        refused
    })
}

fn whole(reason: String) -> Refused {
    let refusal =
        Refusal { clause: String::new(), words: String::new(), span: Span::default(), reason, candidates: Vec::new() };
    Refused { refusals: vec![refusal] }
}

/// An operation and the clause it stands in.
struct Order<'d> {
    clause: String,
    act: &'d Act,
    span: Span,
}

impl Order<'_> {
    fn words(&self) -> String {
        shortened(&describe(self.act))
    }

    fn done(&self) -> Done {
        let old = resolve::places_of(self.act).iter().map(super::print::place).collect();
        Done { clause: self.clause.clone(), words: self.words(), span: self.span, old }
    }

    fn refused(&self, reason: Reason) -> Refusal {
        Refusal {
            clause: self.clause.clone(),
            words: self.words(),
            span: self.span,
            reason: reason.words,
            candidates: reason.candidates,
        }
    }
}

/// The refusal of a result that does not fit together, laid at the last clause that speaks of the provision.
fn blame(orders: &[Order<'_>], at: &str, reason: Reason) -> Refusal {
    let speaks = |it: &&Order<'_>| !at.is_empty() && describe(it.act).contains(at);
    match orders.iter().rev().find(speaks) {
        Some(order) => order.refused(reason),
        None => Refusal {
            clause: String::new(),
            words: at.to_owned(),
            span: Span::default(),
            reason: reason.words,
            candidates: reason.candidates,
        },
    }
}

fn flatten(part: &Part) -> Vec<Order<'_>> {
    let mut orders = Vec::new();
    for clause in &part.clauses {
        let name = clause_name(clause);
        push_lines(clause, &name, &mut orders);
        for sub in &clause.clauses {
            push_lines(sub, &format!("{name}{}", clause_name(sub)), &mut orders);
        }
        if orders.len() > MAX_OPERATIONS {
            break;
        }
    }
    orders
}

fn push_lines<'d>(clause: &'d Clause, name: &str, orders: &mut Vec<Order<'d>>) {
    for operation in clause.lines.iter().flat_map(|it| &it.operations) {
        orders.push(Order { clause: name.to_owned(), act: &operation.act, span: operation.span });
    }
}

/// 三, （三）, 3 or 第三条.
pub(super) fn clause_name(clause: &Clause) -> String {
    match clause.mark {
        Some(ClauseMark::Comma(n)) => to_chinese(n),
        Some(ClauseMark::Bracket(n)) => format!("（{}）", to_chinese(n)),
        Some(ClauseMark::Arabic(n)) => n.to_string(),
        Some(ClauseMark::Article(n)) => format!("第{}条", to_chinese(n)),
        None => String::new(),
    }
}
