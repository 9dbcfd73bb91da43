//! Three texts and more side by side on paper: 现行 | 一审稿 | 二审稿 | 表决稿 [| 说明].

use super::cells::{article, note, same_but_number};
use super::{Rows, Table, Unchanged, appendix};
use crate::export::changes::sentences;
use crate::export::sheet::{Cell, Kind, Line, Row as SheetRow, Setting, Sheet};
use crate::law::compare::{Chain, ChainRow, Mark, Side, new_marks, old_marks};
use std::collections::BTreeMap;

/// The 对照表 of several texts: in each column what came against the column to its left is marked as added, and what
/// goes in the column to its right as deleted.
#[must_use]
pub fn chain_sheet(chain: &Chain, table: &Table) -> Sheet {
    if let [one] = chain.steps.as_slice() {
        return super::comparison_sheet(one, table);
    }
    // What people wrote is about two texts.
    let table = &Table { reasons: None, ..table.clone() };
    let texts: Vec<&Side> = chain.texts().collect();
    let shown = |row: &&ChainRow| {
        let mut rows = chain.steps.iter().zip(&row.steps).flat_map(|(step, at)| at.iter().map(|it| &step.rows[*it]));
        table.rows == Rows::All || rows.any(|it| table.rows.shows(it))
    };
    let rows: Vec<SheetRow> = chain.rows.iter().filter(shown).map(|it| row(chain, &texts, it, table)).collect();
    Sheet {
        title: table.title_of(&texts),
        notes: table.notes(rows.is_empty()),
        columns: table.columns(&texts),
        rows,
        appendices: appendix::of(&chain.steps.iter().collect::<Vec<_>>()),
    }
}

fn row(chain: &Chain, texts: &[&Side], row: &ChainRow, table: &Table) -> SheetRow {
    let mut cells: Vec<Cell> = (0..texts.len()).map(|n| Cell::of(cell(chain, texts, row, n, table))).collect();
    if table.explain {
        cells.push(Cell::of(explained(chain, texts, row)));
    }
    SheetRow { cells }
}

type Marks = BTreeMap<usize, Vec<Mark>>;

fn cell(chain: &Chain, texts: &[&Side], row: &ChainRow, n: usize, table: &Table) -> Vec<Line> {
    let articles = &row.texts[n];
    let left = n.checked_sub(1).map(|it| &row.texts[it]);
    if articles.is_empty() {
        return vec![note(if left.is_some_and(|it| !it.is_empty()) { "（删除）" } else { "（无此条）" })];
    }
    let came = n.checked_sub(1).map(|it| marks(chain, row, it, false)).unwrap_or_default();
    let went = if n < chain.steps.len() { marks(chain, row, n, true) } else { Marks::new() };
    let numbers = left.map(|it| texts[n - 1].numbers(it));
    let none = |marks: &Marks| marks.values().all(Vec::is_empty);
    if let (Some(numbers), Unchanged::SameAsLeft) = (&numbers, table.unchanged)
        && none(&came)
        && none(&went)
        && numbers.len() == 1
        && articles.len() == 1
    {
        let own = texts[n].numbers(articles);
        return vec![if own == *numbers {
            note("同左")
        } else {
            same_but_number(own[0], &format!("左{}", numbers[0]))
        }];
    }
    let mut lines = Vec::new();
    for at in articles {
        let entry = &texts[n].articles[*at];
        let kept = numbers.as_ref().is_none_or(|it| it.as_slice() == [entry.number.as_str()]);
        let of = |marks: &Marks| marks.get(at).cloned().unwrap_or_default();
        lines.extend(article(entry, if kept { Kind::Plain } else { Kind::Added }, &of(&came), &of(&went)));
    }
    lines
}

/// What went from the texts of step `n` in this row, or what came.
fn marks(chain: &Chain, row: &ChainRow, n: usize, went: bool) -> Marks {
    let step = &chain.steps[n];
    let rows = row.steps[n].iter().map(|it| &step.rows[*it]);
    rows.flat_map(|it| if went { old_marks(step, it) } else { new_marks(it) }).collect()
}

/// The changes of each step, told by the name of its new text.
fn explained(chain: &Chain, texts: &[&Side], row: &ChainRow) -> Vec<Line> {
    let mut lines = Vec::new();
    for (n, step) in chain.steps.iter().enumerate() {
        let rows = row.steps[n].iter().map(|it| &step.rows[*it]);
        let changes: Vec<String> = rows.flat_map(|it| sentences(step, it)).collect();
        if !changes.is_empty() {
            let label = texts[n + 1].status.clone().unwrap_or_else(|| format!("第{}稿", n + 2));
            lines.push(Line::of(Setting::Flush, Kind::Plain, format!("{label}：{}。", changes.join("；"))));
        }
    }
    lines
}
