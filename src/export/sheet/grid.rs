//! The cells of a sheet where a writer puts them: how far each reaches, and which places stay empty.
//!
//! A sheet that breaks its own promises (a row too long, a span that leaves the table, words in a covered cell) still
//! gives a whole table with all its words, so that no writer needs to ask. Absent on purpose: anything about looks.

use super::{Cell, Row, Sheet};

/// The most columns of a table: Word takes no more. A longer row goes on in a row of its own below.
pub(in crate::export) const MAX_COLUMNS: usize = 63;

/// What stands at one place of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) enum Place<'a> {
    /// A cell begins here.
    Cell {
        /// Its words.
        cell: &'a Cell,
        /// How many rows it spans, itself included; never beyond the table, never across a band.
        down: usize,
    },
    /// A spanning cell above reaches here.
    Covered,
    /// Nothing: the row is shorter than the table.
    Empty,
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::export) enum GridRow<'a> {
    /// One cell over all columns.
    Band(&'a Cell),
    /// One place per column.
    Places(Vec<Place<'a>>),
}

/// The table of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::export) struct Grid<'a> {
    /// The heading of each column; there are as many columns as headings.
    pub(in crate::export) headings: Vec<&'a str>,
    /// Its rows.
    pub(in crate::export) rows: Vec<GridRow<'a>>,
    shares: Vec<usize>,
}

impl<'a> Grid<'a> {
    /// The table of that sheet, without those of its appendices.
    pub(in crate::export) fn of(sheet: &'a Sheet) -> Self {
        let longest = sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let columns = sheet.columns.len().max(longest).min(MAX_COLUMNS);
        let column = |at: usize| sheet.columns.get(at);
        let mut grid = Self {
            headings: (0..columns).map(|at| column(at).map_or("", |it| it.heading.as_str())).collect(),
            shares: (0..columns).map(|at| column(at).map_or(1, |it| usize::from(it.share.max(1)))).collect(),
            rows: sheet.rows.iter().flat_map(|row| places(row, columns)).collect(),
        };
        (0..columns).for_each(|column| grid.settle_spans(column));
        grid
    }

    /// How many columns it has.
    pub(in crate::export) fn columns(&self) -> usize {
        self.headings.len()
    }

    /// The widths of the columns by their shares, which add up to `whole`.
    pub(in crate::export) fn widths(&self, whole: usize) -> Vec<usize> {
        let sum = self.shares.iter().sum::<usize>().max(1);
        let edge = |before: usize| whole * self.shares.iter().take(before).sum::<usize>() / sum;
        (0..self.columns()).map(|at| edge(at + 1) - edge(at)).collect()
    }

    /// A span reaches as far as the places below are free for it; any other free place is an empty cell.
    fn settle_spans(&mut self, column: usize) {
        let mut at = 0;
        while at < self.rows.len() {
            let reach = self.reach(at, column);
            match self.place(at, column) {
                Some(Place::Cell { down, .. }) => *down = reach,
                Some(place) => *place = Place::Empty,
                None => {}
            }
            at += reach;
        }
    }

    /// How many rows the cell that begins there spans; 1 where none begins.
    fn reach(&mut self, at: usize, column: usize) -> usize {
        let Some(Place::Cell { down: wanted, .. }) = self.place(at, column).copied() else { return 1 };
        let mut reach = 1;
        while reach < wanted && matches!(self.place(at + reach, column), Some(Place::Covered)) {
            reach += 1;
        }
        reach
    }

    fn place(&mut self, row: usize, column: usize) -> Option<&mut Place<'a>> {
        match self.rows.get_mut(row)? {
            GridRow::Places(places) => places.get_mut(column),
            GridRow::Band(_) => None,
        }
    }
}

/// The rows that a row of the sheet becomes: one, or more if it is longer than [`MAX_COLUMNS`].
fn places(row: &Row, columns: usize) -> Vec<GridRow<'_>> {
    if let (true, Some(cell)) = (row.is_band(columns), row.cells.first()) {
        return vec![GridRow::Band(cell)];
    }
    let whole = |cells: &[Cell]| cells.len().min(columns);
    let mut rows = Vec::new();
    let mut left = row.cells.as_slice();
    loop {
        let (here, below) = left.split_at(whole(left));
        let place = |at: usize| here.get(at).map_or(Place::Empty, Place::of);
        rows.push(GridRow::Places((0..columns).map(place).collect()));
        if below.is_empty() {
            return rows;
        }
        left = below;
    }
}

impl<'a> Place<'a> {
    fn of(cell: &'a Cell) -> Self {
        match cell.span {
            0 if cell.lines.is_empty() => Self::Covered,
            span => Self::Cell { cell, down: usize::from(span.max(1)) },
        }
    }
}

/// A sheet and all its appendices, and theirs, in the order they are read.
pub(in crate::export) fn all(sheet: &Sheet) -> Vec<&Sheet> {
    let mut found = Vec::new();
    let mut waiting = vec![sheet];
    while let Some(next) = waiting.pop() {
        found.push(next);
        waiting.extend(next.appendices.iter().rev());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::{Column, Kind, Line, Setting};
    use super::*;

    fn cell(span: u16, words: &str) -> Cell {
        let lines = if words.is_empty() { vec![] } else { vec![Line::of(Setting::Flush, Kind::Plain, words)] };
        Cell { span, lines }
    }

    fn sheet(columns: usize, rows: Vec<Vec<Cell>>) -> Sheet {
        Sheet {
            columns: vec![Column { heading: "甲".to_owned(), share: 1 }; columns],
            rows: rows.into_iter().map(|cells| Row { cells }).collect(),
            ..Sheet::default()
        }
    }

    /// The places of a sheet as letters: a number begins a cell of so many rows, | is covered, - empty, = a band.
    fn drawn(sheet: &Sheet) -> Vec<String> {
        let letter = |place: &Place<'_>| match place {
            Place::Cell { down, .. } => down.to_string(),
            Place::Covered => "|".to_owned(),
            Place::Empty => "-".to_owned(),
        };
        let line = |row: &GridRow<'_>| match row {
            GridRow::Band(_) => "=".to_owned(),
            GridRow::Places(places) => places.iter().map(letter).collect(),
        };
        Grid::of(sheet).rows.iter().map(line).collect()
    }

    #[test]
    fn spans_and_bands_stand_where_the_sheet_says() {
        let rows = vec![
            vec![cell(1, "第一章")],
            vec![cell(2, "甲"), cell(1, "乙")],
            vec![cell(0, ""), cell(1, "丙")],
            vec![cell(1, "丁"), cell(1, "戊")],
        ];
        assert_eq!(drawn(&sheet(2, rows)), ["=", "21", "|1", "11"]);
    }

    #[test]
    fn a_sheet_that_breaks_its_promises_keeps_its_words() {
        for (rows, expected) in [
            // A span that leaves the table, and one that crosses a band.
            (vec![vec![cell(9, "甲"), cell(1, "乙")], vec![cell(0, ""), cell(1, "丙")]], vec!["21", "|1"]),
            (
                vec![vec![cell(3, "甲"), cell(1, "乙")], vec![cell(1, "章")], vec![cell(0, ""), cell(1, "丙")]],
                vec!["11", "=", "-1"],
            ),
            // Words under a span, and a free place under nothing.
            (vec![vec![cell(2, "甲"), cell(0, "")], vec![cell(0, "乙"), cell(1, "丙")]], vec!["1-", "11"]),
            // Rows too short and too long.
            (vec![vec![], vec![cell(1, "甲"), cell(1, "乙"), cell(1, "丙")]], vec!["---", "111"]),
        ] {
            assert_eq!(drawn(&sheet(2, rows)), expected);
        }
    }

    #[test]
    fn a_row_of_more_columns_than_word_takes_goes_on_below() {
        let long = (0..MAX_COLUMNS + 2).map(|_| cell(1, "甲")).collect();
        let drawn = drawn(&sheet(2, vec![long]));
        assert_eq!(drawn, ["1".repeat(MAX_COLUMNS), format!("11{}", "-".repeat(MAX_COLUMNS - 2))]);
    }

    #[test]
    fn widths_follow_the_shares_and_fill_the_whole() {
        let mut sheet = sheet(3, vec![]);
        assert_eq!(Grid::of(&sheet).widths(100), [33, 33, 34]);
        sheet.columns[0].share = 0;
        sheet.columns[2].share = 2;
        assert_eq!(Grid::of(&sheet).widths(100), [25, 25, 50]);
        assert!(Grid::of(&Sheet::default()).widths(100).is_empty());
    }

    #[test]
    fn appendices_follow_their_sheet() {
        let titled = |title: &str| Sheet { title: title.to_owned(), ..Sheet::default() };
        let mut whole = titled("一");
        whole.appendices = vec![titled("二"), titled("四")];
        whole.appendices[0].appendices = vec![titled("三")];
        let titles: Vec<&str> = all(&whole).iter().map(|it| it.title.as_str()).collect();
        assert_eq!(titles, ["一", "二", "三", "四"]);
    }
}
