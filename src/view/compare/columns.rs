//! Three texts and more in one table: each column says what it changed against the one on its left.

use super::lines::{self, Line, Mark, run};
use super::query::Query;
use super::{reasons, rows};
use crate::law::compare::{Chain, ChainRow, Heading, Op, Row, RowKind};

/// One thing of the table.
#[derive(Debug)]
pub enum ChainItem<'a> {
    /// 编, 章, 节 of the last text.
    Heading(Vec<Line<'a>>),
    /// Articles that belong together.
    Row(ColumnsRow<'a>),
}

/// Articles of all texts that belong together.
#[derive(Debug)]
pub struct ColumnsRow<'a> {
    /// `a12`, or `old-a5` where the last text has none.
    pub id: String,
    /// Whether words differ between any two neighbours, or the place.
    pub changed: bool,
    /// One cell for each text.
    pub cells: Vec<Cell<'a>>,
    pub previous: Option<String>,
    pub next: Option<String>,
}

/// What one text has.
#[derive(Debug)]
pub struct Cell<'a> {
    /// 修改·移动, against the text on the left; empty if nothing changed.
    pub kind: String,
    /// Whether it says only 同左.
    pub same: bool,
    pub lines: Vec<Line<'a>>,
}

/// What `query` asks for, in order.
pub fn chain_items<'a>(chain: &'a Chain, query: &Query) -> Vec<ChainItem<'a>> {
    let Some(last) = chain.steps.last() else { return Vec::new() };
    let below = query.chapter.as_deref().and_then(|it| rows::known_chapter(last, it)).map(|it| rows::below(last, it));
    let shown = |row: &ChainRow| {
        let admitted = step_rows(chain, row).any(|it| query.admits(it));
        let here = below.as_ref().is_none_or(|it| row.steps.last().is_some_and(|rows| rows.iter().any(|at| it[*at])));
        admitted && here
    };
    let shown: Vec<&ChainRow> = chain.rows.iter().filter(|it| shown(it)).collect();
    let stops: Vec<(usize, String)> =
        shown.iter().enumerate().filter(|it| is_stop(chain, it.1)).map(|(at, row)| (at, id(chain, row))).collect();
    let mut headings = last.headings.iter().filter(|it| it.new.is_some()).peekable();
    let mut waiting: Vec<&Heading> = Vec::new();
    let mut items = Vec::new();
    for (at, row) in shown.into_iter().enumerate() {
        let first = row.texts.last().filter(|it| !it.is_empty()).and(row.steps.last()).and_then(|it| it.first());
        while let Some(heading) = headings.next_if(|it| first.is_some_and(|row| it.before <= *row)) {
            waiting.retain(|it| it.kind < heading.kind);
            waiting.push(heading);
        }
        items.extend(waiting.drain(..).map(|it| ChainItem::Heading(heading_cells(chain, it))));
        let next = stops.partition_point(|it| it.0 <= at);
        let before = stops.partition_point(|it| it.0 < at).checked_sub(1);
        let changed = is_stop(chain, row);
        let stop = |n: Option<usize>| n.and_then(|n| stops.get(n)).filter(|_| changed).map(|it| it.1.clone());
        items.push(ChainItem::Row(ColumnsRow {
            id: id(chain, row),
            changed,
            cells: (0..row.texts.len()).map(|it| cell(chain, row, it)).collect(),
            previous: stop(before),
            next: stop(Some(next)),
        }));
    }
    items
}

fn step_rows<'a>(chain: &'a Chain, row: &'a ChainRow) -> impl Iterator<Item = &'a Row> {
    chain.steps.iter().zip(&row.steps).flat_map(|(step, rows)| rows.iter().filter_map(|it| step.rows.get(*it)))
}

fn is_stop(chain: &Chain, row: &ChainRow) -> bool {
    step_rows(chain, row).any(rows::is_stop)
}

/// The number in the last text; where that has none, the one in the last text that has.
fn id(chain: &Chain, row: &ChainRow) -> String {
    let path = |at: usize| {
        let article = row.texts.get(at)?.first()?;
        chain.texts().nth(at)?.articles.get(*article).map(|it| it.path.to_string())
    };
    let last = row.texts.len().saturating_sub(1);
    if let Some(path) = path(last) {
        return path;
    }
    // Two texts may have had articles of one number that are gone: the text is part of the name.
    let gone = (0..last).rev().find_map(|at| Some((at, path(at)?)));
    gone.map(|(at, path)| if at + 1 == last { format!("old-{path}") } else { format!("old{}-{path}", at + 1) })
        .unwrap_or_default()
}

fn cell<'a>(chain: &'a Chain, row: &'a ChainRow, at: usize) -> Cell<'a> {
    let here = !row.texts[at].is_empty();
    let Some(step) = at.checked_sub(1) else {
        return Cell {
            kind: String::new(),
            same: false,
            lines: if here { first(chain, row) } else { lines::note("（无）") },
        };
    };
    let before = !row.texts[step].is_empty();
    let comparison = &chain.steps[step];
    let rows = || row.steps[step].iter().filter_map(|it| comparison.rows.get(*it));
    if !here {
        let words = if before { "（删除）" } else { "（无）" };
        let kind = if before { RowKind::Removed.chinese() } else { "" };
        return Cell { kind: kind.to_owned(), same: false, lines: lines::note(words) };
    }
    let untouched = |it: &Row| it.kind == RowKind::Same && !it.renumbered && !it.moved;
    if rows().all(untouched) {
        return Cell { kind: String::new(), same: true, lines: lines::note("同左") };
    }
    let mut kinds: Vec<String> = rows().filter(|it| !untouched(it)).map(reasons::kind).collect();
    kinds.dedup();
    let lines = rows().flat_map(|it| changed_lines(chain, step, it)).collect();
    Cell { kind: kinds.join("、"), same: false, lines }
}

/// What a row of a step says in the column on its right.
fn changed_lines<'a>(chain: &'a Chain, step: usize, row: &'a Row) -> Vec<Line<'a>> {
    let comparison = &chain.steps[step];
    if row.kind != RowKind::Same {
        return row.hunks.iter().flat_map(|it| lines::both(comparison, row, it)).collect();
    }
    let new = comparison.new.numbers(&row.new).join("、");
    let mark = if row.renumbered { Mark::NumberAdded } else { Mark::Number };
    let words = if row.moved { "（位置移至此，内容同左）" } else { "（内容同左）" };
    vec![vec![run(mark, new), run(Mark::Plain, "　"), run(Mark::Note, words)]]
}

/// The words of the first text, unmarked.
fn first<'a>(chain: &'a Chain, row: &'a ChainRow) -> Vec<Line<'a>> {
    let Some(step) = chain.steps.first() else { return Vec::new() };
    let articles = row.texts[0].iter().filter_map(|it| step.old.articles.get(*it));
    articles.flat_map(lines::whole).collect()
}

/// A heading in all texts: what it became from column to column.
fn heading_cells<'a>(chain: &'a Chain, heading: &'a Heading) -> Vec<Line<'a>> {
    let mut cells: Vec<Line<'a>> = Vec::new();
    let mut wanted = heading.new.as_deref();
    for step in chain.steps.iter().rev() {
        let found = step.headings.iter().find(|it| wanted.is_some() && it.new.as_deref() == wanted);
        let old = found.and_then(|it| it.old.as_deref());
        cells.push(match (wanted, old) {
            (Some(new), Some(old)) if new == old => vec![run(Mark::Number, new)],
            (Some(new), Some(old)) => vec![run(Mark::NumberDeleted, old), run(Mark::NumberAdded, new)],
            (Some(new), None) => vec![run(Mark::NumberAdded, new)],
            (None, _) => vec![run(Mark::Note, "（无）")],
        });
        wanted = found.filter(|it| it.op != Op::Insert).and(old);
    }
    cells.push(wanted.map_or_else(|| vec![run(Mark::Note, "（无）")], |it| vec![run(Mark::Number, it)]));
    cells.reverse();
    cells
}
