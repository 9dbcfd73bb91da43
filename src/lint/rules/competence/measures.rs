//! Penalties, licences and coercion in a text: where they stand, by the triggers of the rules that judge them.

use super::{coercive_execution, coercive_measure, licence_conditions};
use crate::law::path::ProvisionPath;
use crate::law::span::Span;
use crate::lint::context::Context;

/// A measure and its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    /// The provision.
    pub path: ProvisionPath,
    /// Its place in the source.
    pub place: Span,
}

/// Licences that the text itself sets.
pub(super) fn licences(ctx: &Context<'_>) -> Vec<Measure> {
    let hits = ctx.hits(&licence_conditions::RULE).filter(licence_conditions::sets);
    hits.map(|it| Measure { path: it.unit.path, place: it.place() }).collect()
}

/// Coercion, as measure or as execution, that the text itself sets.
pub(super) fn coercions(ctx: &Context<'_>) -> Vec<Measure> {
    let measures = ctx.hits(&coercive_measure::RULE).filter(coercive_measure::sets);
    let executions = ctx.hits(&coercive_execution::RULE).filter(coercive_execution::sets);
    measures.chain(executions).map(|it| Measure { path: it.unit.path, place: it.place() }).collect()
}

/// 第十条、第十二条等5条: the articles of some provisions, at most three by name.
pub(super) fn articles(paths: impl Iterator<Item = ProvisionPath>) -> String {
    let mut all: Vec<ProvisionPath> = paths.map(ProvisionPath::whole_article).collect();
    all.dedup();
    all.sort();
    all.dedup();
    let named: Vec<String> = all.iter().take(3).map(ProvisionPath::chinese).collect();
    let more = if all.len() > 3 { format!("等{}条", all.len()) } else { String::new() };
    format!("{}{more}", named.join("、"))
}
