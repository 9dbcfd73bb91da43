//! Clauses of a decision, and the articles of the new text that each of them is about.

use kaimen::law::amend::{Act, Applied, Clause, Decision, Line, Locator, Refusal, Target, apply};
use kaimen::law::number::ArticleNumber;
use kaimen::law::statute::Statute;
use std::collections::{BTreeSet, HashMap};

/// How often refused operations are taken out before the decision is given up.
const MAX_ROUNDS: usize = 4;

/// The decision without what was refused, applied.
pub fn without(base: &Statute, decision: &Decision, mut refusals: Vec<Refusal>) -> (Option<Applied>, Decision) {
    let mut decision = decision.clone();
    for _ in 0..MAX_ROUNDS {
        for line in decision.parts.iter_mut().flat_map(|it| &mut it.clauses).flat_map(lines_mut) {
            line.operations.retain(|it| !refusals.iter().any(|refusal| refusal.span == it.span));
        }
        match apply(base, &decision) {
            Ok(applied) => return (Some(applied), decision),
            Err(refused) => refusals = refused.refusals,
        }
    }
    (None, decision)
}

fn lines_mut(clause: &mut Clause) -> Vec<&mut Line> {
    let Clause { lines, clauses, .. } = clause;
    lines.iter_mut().chain(clauses.iter_mut().flat_map(|it| &mut it.lines)).collect()
}

/// The clauses by name. One without a number is counted by its lines.
fn units(decision: &Decision) -> Vec<(String, Vec<&Line>)> {
    let mut all = Vec::new();
    for clause in decision.parts.iter().flat_map(|it| &it.clauses) {
        let top = all.len();
        let name = format!("{top}:{:?}", clause.mark);
        if clause.mark.is_some() {
            if !clause.lines.is_empty() {
                all.push((name.clone(), clause.lines.iter().collect()));
            }
        } else {
            all.extend(clause.lines.iter().enumerate().map(|(n, it)| (format!("{name} line {n}"), vec![it])));
        }
        all.extend(clause.clauses.iter().map(|it| (format!("{name} {:?}", it.mark), it.lines.iter().collect())));
    }
    all
}

/// The names of the clauses.
pub fn names(decision: &Decision) -> Vec<String> {
    units(decision).into_iter().map(|it| it.0).collect()
}

/// Each clause with the articles of the new text that it is about. A clause without operations is left out.
pub fn touched(decision: &Decision, applied: &Applied) -> Vec<(String, BTreeSet<ArticleNumber>)> {
    let mut new: HashMap<ArticleNumber, ArticleNumber> = applied.renumbered.iter().copied().collect();
    for act in units(decision).into_iter().flat_map(|it| it.1).flat_map(|it| &it.operations) {
        if let Act::Renumber { from, to } = &act.act {
            for (from, to) in from.iter().zip(to) {
                if let (Locator::Provision { path, .. }, Target::Provision { article: Some(to), .. }) = (from, to)
                    && path.paragraph.is_none()
                {
                    new.insert(path.article, *to);
                }
            }
        }
    }
    units(decision)
        .into_iter()
        .filter(|(_, lines)| lines.iter().any(|it| !it.operations.is_empty()))
        .map(|(name, lines)| {
            let acts = lines.iter().flat_map(|it| &it.operations);
            (name, acts.flat_map(|it| articles(&it.act, &new)).collect())
        })
        .collect()
}

fn articles(act: &Act, new: &HashMap<ArticleNumber, ArticleNumber>) -> Vec<ArticleNumber> {
    let mut old: Vec<&Locator> = Vec::new();
    let mut targets: Vec<&Target> = Vec::new();
    match act {
        Act::Replace { at, .. } | Act::Edit { at, .. } => old.extend(at),
        Act::Renumber { to, .. } => targets.extend(to),
        Act::Add { within, to, .. } => {
            old.extend(within);
            targets.extend(to);
        }
        Act::Merge { to, .. } => targets.extend(to),
        Act::Split { from, to, .. } => {
            if to.is_empty() {
                old.push(from);
            }
            targets.extend(to);
        }
        _ => {}
    }
    let mut found = Vec::new();
    for locator in old {
        if let Locator::Provision { path, .. } | Locator::Range { first: path, .. } = locator {
            found.push(new.get(&path.article).copied().unwrap_or(path.article));
        }
    }
    for target in targets {
        if let Target::Provision { article: Some(number), .. } = target {
            found.push(*number);
        }
    }
    found
}
