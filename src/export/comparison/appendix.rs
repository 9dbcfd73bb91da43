//! What follows a 对照表: 引用条文序号调整情况 and 用语统一替换情况.

use crate::export::sheet::{Cell, Column, Kind, Line, Row, Setting, Sheet};
use crate::law::compare::{Class, Comparison, Op};

/// The tables that have rows.
pub(super) fn of(steps: &[&Comparison]) -> Vec<Sheet> {
    let references = steps.iter().flat_map(|it| references(it)).collect();
    let terms = steps.iter().flat_map(|step| {
        let row = |it: &crate::law::compare::Term| {
            vec![it.from.clone(), it.to.clone(), format!("{}处", it.count), format!("{}处", it.kept)]
        };
        step.terms.iter().map(row)
    });
    let tables = [
        plain("引用条文序号调整情况", &["条文", "原引用", "现引用"], references),
        plain("用语统一替换情况", &["原用语", "现用语", "替换", "仍用原用语"], terms.collect()),
    ];
    tables.into_iter().filter(|it| !it.rows.is_empty()).collect()
}

/// The references that were renumbered: where they stand, as they were, as they are.
fn references(comparison: &Comparison) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for hunk in comparison.rows.iter().flat_map(|it| &it.hunks) {
        for pair in hunk.parts.windows(2) {
            let [old, new] = pair else { continue };
            let renumbered = old.op == Op::Delete && new.op == Op::Insert && old.classes.contains(Class::Reference);
            if let (true, Some(at)) = (renumbered, hunk.new.and_then(|it| comparison.new.articles.get(it))) {
                rows.push(vec![at.number.clone(), old.text.clone(), new.text.clone()]);
            }
        }
    }
    rows
}

fn plain(title: &str, columns: &[&str], rows: Vec<Vec<String>>) -> Sheet {
    let cell = |words: String| Cell::of(vec![Line::of(Setting::Flush, Kind::Plain, words)]);
    Sheet {
        title: title.to_owned(),
        columns: columns.iter().map(|it| Column { heading: (*it).to_owned(), share: 1 }).collect(),
        rows: rows.into_iter().map(|it| Row { cells: it.into_iter().map(cell).collect() }).collect(),
        ..Sheet::default()
    }
}
