//! A comparison as plain text: what changed, row by row, in sentences.

use super::Rows;
use crate::export::changes::sentences;
use crate::law::compare::{Chain, Comparison, Row, RowKind, Summary};
use std::fmt::Write as _;

/// The changes of each text against the one before it.
#[must_use]
pub fn chain_text(chain: &Chain, rows: Rows) -> String {
    chain.steps.iter().map(|it| step(it, rows)).collect::<Vec<_>>().join("\n")
}

fn step(comparison: &Comparison, rows: Rows) -> String {
    let mut out =
        format!("{} → {}\n{}\n", comparison.old.label(), comparison.new.label(), counted(comparison.summary()));
    for term in &comparison.terms {
        let kept = if term.kept > 0 { format!("，另有{}处保留", term.kept) } else { String::new() };
        let _ = writeln!(out, "“{}”统一改为“{}”{}处{kept}", term.from, term.to, term.count);
    }
    out.push('\n');
    for row in comparison.rows.iter().filter(|it| rows.shows(it)) {
        let _ = writeln!(out, "{}：{}。", name(comparison, row), told(comparison, row));
    }
    out
}

fn told(comparison: &Comparison, row: &Row) -> String {
    let sentences = sentences(comparison, row);
    if sentences.is_empty() { "未改".to_owned() } else { sentences.join("；") }
}

/// 第十二条（原第十条）.
fn name(comparison: &Comparison, row: &Row) -> String {
    let (old, new) = (comparison.old.numbers(&row.old).join("、"), comparison.new.numbers(&row.new).join("、"));
    match row.kind {
        RowKind::Added => new,
        RowKind::Removed => format!("原{old}"),
        _ if old == new => new,
        _ => format!("{new}（原{old}）"),
    }
}

/// 修改30条，新增12条 …
fn counted(sum: Summary) -> String {
    let renumbered = sum.renumbered;
    let counts = [
        ("修改", sum.changed, "条"),
        ("新增", sum.added, "条"),
        ("删除", sum.removed, "条"),
        ("拆分", sum.split, "处"),
        ("合并", sum.merged, "处"),
        ("重组", sum.regrouped, "处"),
        ("移动", sum.moved, "处"),
        ("未改", sum.same, "条"),
        ("序号变动", renumbered, "处"),
    ];
    let shown = counts.into_iter().filter(|it| it.1 > 0).map(|(what, n, unit)| format!("{what}{n}{unit}"));
    let shown: Vec<String> = shown.collect();
    if shown.is_empty() { "没有条文".to_owned() } else { shown.join("，") }
}
