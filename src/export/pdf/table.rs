//! A sheet's columns and rows, measured: how wide, how many lines, what spans what.
//!
//! A sheet whose rows do not fit its columns, or whose spans cross, is set all the same: no word of it is lost.

use super::fonts::{Fonts, Typeface};
use super::paragraph::{self, SetLine};
use super::piece;
use super::sizes;
use crate::export::sheet::{Cell, Column, Row, Setting, Sheet};

/// A column on the page, in points from the left margin of the block.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Slot {
    pub left: f32,
    pub right: f32,
}

impl Slot {
    /// Where its text stands: a whole number of characters wide, so that full lines need no stretching.
    pub(super) fn text(self) -> (f32, f32) {
        let width = self.right - self.left;
        let characters = ((width - 2.0 * sizes::PAD_X) / sizes::TEXT).floor().max(1.0);
        let text = characters * sizes::TEXT;
        (self.left + (width - text) / 2.0, text)
    }
}

/// A table ready to be cut into pages.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Table {
    pub columns: Vec<Slot>,
    /// The headings of the columns.
    pub head: SetRow,
    pub rows: Vec<SetRow>,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct SetRow {
    /// The cells that begin in this row, left to right.
    pub cells: Vec<SetCell>,
    /// How many lines it is high; at least one.
    pub lines: usize,
    /// A chapter's name and the like, which must not stand alone at the foot of a page.
    pub heading: bool,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct SetCell {
    /// Its first column.
    pub column: usize,
    /// How many columns it spans.
    pub across: usize,
    /// How many rows it spans.
    pub down: usize,
    pub lines: Vec<SetLine>,
}

impl Table {
    /// The sheet's table.
    pub(super) fn new(sheet: &Sheet, fonts: &Fonts) -> Self {
        let columns = slots(&sheet.columns);
        let head = head(&sheet.columns, &columns, fonts);
        let mut rows = set_rows(&sheet.rows, &columns, fonts);
        make_room_for_spans(&mut rows);
        Self { columns, head, rows }
    }

    /// From the left edge of a cell to its right.
    pub(super) fn slot(&self, cell: &SetCell) -> Slot {
        let last = (cell.column + cell.across).saturating_sub(1).min(self.columns.len() - 1);
        Slot { left: self.columns[cell.column].left, right: self.columns[last].right }
    }
}

/// The columns by their shares, none so narrow that two characters do not fit. Without columns there is one.
fn slots(columns: &[Column]) -> Vec<Slot> {
    let count = columns.len().max(1);
    let least = (2.0 * sizes::TEXT + 2.0 * sizes::PAD_X).min(sizes::BLOCK_WIDTH / count as f32);
    let share = |at: usize| columns.get(at).map_or(1.0, |it| f32::from(it.share).max(0.01));
    let all: f32 = (0..count).map(share).sum();
    let wished: Vec<f32> = (0..count).map(|at| (sizes::BLOCK_WIDTH * share(at) / all).max(least)).collect();
    let (given, spare) = wished.iter().fold((0.0, 0.0), |(sum, spare), it| (sum + it, spare + it - least));
    let too_much = given - sizes::BLOCK_WIDTH;
    let mut left = 0.0;
    let cut = |it: f32| if spare > 0.0 { it - too_much * (it - least) / spare } else { it };
    wished
        .into_iter()
        .map(|it| Slot {
            left,
            right: {
                left += cut(it);
                left
            },
        })
        .collect()
}

fn head(columns: &[Column], slots: &[Slot], fonts: &Fonts) -> SetRow {
    let cells: Vec<SetCell> = columns
        .iter()
        .enumerate()
        .map(|(column, it)| {
            let pieces = piece::plain(&it.heading, Typeface::Sans, sizes::TEXT, fonts);
            let lines = paragraph::place(&pieces, Setting::Centred, 0, slots[column].text().1);
            SetCell { column, across: 1, down: 1, lines }
        })
        .collect();
    SetRow { lines: cells.iter().map(|it| it.lines.len()).max().unwrap_or(0), cells, heading: false }
}

fn set_rows(rows: &[Row], columns: &[Slot], fonts: &Fonts) -> Vec<SetRow> {
    // Up to which row a cell above covers each column.
    let mut covered = vec![0; columns.len()];
    let mut out = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let mut cells = Vec::with_capacity(columns.len());
        if row.is_band(columns.len()) {
            cells.push(set_cell(&row.cells, 0, columns.len(), columns, fonts));
        } else {
            for (column, covered) in covered.iter_mut().enumerate().filter(|it| *it.1 <= at) {
                let down = span(rows, at, column, columns.len());
                *covered = at + down;
                // What a row has too much goes into its last cell.
                let end = if column + 1 == columns.len() { row.cells.len().max(column) } else { column + 1 };
                let words = row.cells.get(column..end).unwrap_or_default();
                cells.push(SetCell { down, ..set_cell(words, column, 1, columns, fonts) });
            }
        }
        let lines = cells.iter().filter(|it| it.down == 1).map(|it| it.lines.len()).max().unwrap_or(0).max(1);
        out.push(SetRow { cells, lines, heading: is_heading(row, columns.len()) });
    }
    out
}

fn set_cell(words: &[Cell], column: usize, across: usize, columns: &[Slot], fonts: &Fonts) -> SetCell {
    let slot = Slot { left: columns[column].left, right: columns[column + across - 1].right };
    let lines = words.iter().flat_map(|it| &it.lines).enumerate();
    let lines = lines.flat_map(|(n, line)| paragraph::set(line, n, slot.text().1, fonts)).collect();
    SetCell { column, across, down: 1, lines }
}

/// How many rows the cell really spans: as many as lie empty and covered below it.
fn span(rows: &[Row], at: usize, column: usize, columns: usize) -> usize {
    let wished = rows[at].cells.get(column).map_or(1, |it| usize::from(it.span));
    let covered = rows[at + 1..].iter().take(wished.saturating_sub(1)).take_while(|row| {
        let fits = !row.is_band(columns) && row.cells.len() <= columns;
        fits && row.cells.get(column).is_some_and(|it| it.span == 0 && it.lines.is_empty())
    });
    1 + covered.count()
}

/// A row that holds nothing but centred words.
fn is_heading(row: &Row, columns: usize) -> bool {
    let mut lines = row.cells.iter().flat_map(|it| &it.lines).peekable();
    row.is_band(columns) || (lines.peek().is_some() && lines.all(|it| it.set == Setting::Centred))
}

/// The last row of a span grows until all lines of the spanning cell fit, wherever the pages are cut.
fn make_room_for_spans(rows: &mut [SetRow]) {
    for at in 0..rows.len() {
        for cell in 0..rows[at].cells.len() {
            let SetCell { down, ref lines, .. } = rows[at].cells[cell];
            if down > 1 {
                let needed = lines.len();
                let have: usize = rows[at..at + down].iter().map(|it| it.lines).sum();
                rows[at + down - 1].lines += needed.saturating_sub(have);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sheet::{Kind, Line};

    fn columns(shares: &[u16]) -> Vec<Column> {
        shares.iter().map(|share| Column { heading: String::new(), share: *share }).collect()
    }

    fn cell(words: &str, span: u16) -> Cell {
        Cell { span, lines: vec![Line::of(Setting::Flush, Kind::Plain, words)] }
    }

    #[test]
    fn columns_fill_the_block_by_their_shares() {
        for shares in [&[][..], &[1], &[1, 1], &[2, 1, 1], &[1, 1000, 1], &[0, 0, 0], &[0, 1]] {
            let slots = slots(&columns(shares));
            assert!((slots.last().unwrap().right - sizes::BLOCK_WIDTH).abs() < 0.1, "{shares:?}: {slots:?}");
            assert!(slots.windows(2).all(|it| it[0].right == it[1].left));
            assert!(slots.iter().all(|it| it.text().1 >= 2.0 * sizes::TEXT), "{shares:?}: {slots:?}");
        }
        let two = slots(&columns(&[3, 1]));
        assert!((two[0].right / sizes::BLOCK_WIDTH - 0.75).abs() < 0.001);
    }

    #[test]
    fn a_span_ends_where_words_or_a_band_stand_in_its_way() {
        let row = |cells: Vec<Cell>| Row { cells };
        let rows = [
            row(vec![cell("左", 3), cell("右", 1)]),
            row(vec![Cell::covered(), cell("右", 1)]),
            row(vec![cell("第二章", 1)]),
            row(vec![Cell::covered(), cell("右", 2)]),
            row(vec![cell("左", 1), cell("不在", 0)]),
        ];
        assert_eq!(span(&rows, 0, 0, 2), 2);
        assert_eq!(span(&rows, 3, 1, 2), 1, "words are never covered");
        assert_eq!(span(&rows, 4, 1, 2), 1);
    }

    #[test]
    fn rows_of_centred_words_are_headings() {
        let centred = |words: &str| Cell::of(vec![Line::of(Setting::Centred, Kind::Number, words)]);
        assert!(is_heading(&Row { cells: vec![cell("第一章　总则", 1)] }, 2));
        assert!(is_heading(&Row { cells: vec![centred("第一章"), centred("同左")] }, 2));
        assert!(!is_heading(&Row { cells: vec![cell("第一条", 1), centred("同左")] }, 2));
        assert!(!is_heading(&Row { cells: vec![Cell::default(), Cell::default()] }, 2));
    }

    #[test]
    fn the_last_row_of_a_span_grows() {
        let lines = |count: usize| vec![SetLine::default(); count];
        let left = SetCell { column: 0, across: 1, down: 2, lines: lines(9) };
        let right = SetCell { column: 1, across: 1, down: 1, lines: lines(2) };
        let mut rows = vec![
            SetRow { cells: vec![left, right.clone()], lines: 2, heading: false },
            SetRow { cells: vec![right], lines: 2, heading: false },
        ];
        make_room_for_spans(&mut rows);
        assert_eq!((rows[0].lines, rows[1].lines), (2, 7));
    }
}
