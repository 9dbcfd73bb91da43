//! Where the cells of a sheet stand in a worksheet, and how high its rows are.

use super::super::sheet::grid::{Grid, GridRow, Place};
use super::super::sheet::{Cell, Kind, Line, Setting, Sheet};
use super::TABLE_PIXELS;
use super::chunk::{Chunk, MAX_MERGED_LINES, MAX_ROW_LINES, chunks};
use std::ops::Range;

/// What a half-width character of 12 points is wide.
const HALF_PIXELS: usize = 8;
/// What a cell keeps free at its sides, and what a line may leave because no line begins with a full stop.
const FREE_PIXELS: usize = 8 + 2 * HALF_PIXELS;

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// The title above the table.
    Title,
    /// A note under the title.
    About,
    /// A heading of a column.
    Heading,
    /// Any other.
    Cell,
}

/// A cell, or the merged cells that look like one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// The rows of the layout; each is one row of the worksheet or more.
    pub(super) rows: Range<usize>,
    pub(super) columns: Range<u16>,
    /// Its words: all in one if it is merged, else from its first row downward.
    pub(super) chunks: Vec<Chunk>,
    /// Whether its rows are one cell.
    pub(super) is_merged: bool,
    pub(super) is_centred: bool,
    pub(super) look: Look,
}

/// A worksheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// The widths of the columns in pixels.
    pub(super) widths: Vec<usize>,
    pub(super) blocks: Vec<Block>,
    /// The heights, in lines, of the rows of the worksheet that each row of the layout is.
    pub(super) heights: Vec<Vec<usize>>,
    /// The row with the headings.
    pub(super) headings: Option<usize>,
    /// The first row of the worksheet of each row of the layout, and that after the last one.
    starts: Vec<u32>,
}

impl Layout {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let grid = Grid::of(sheet);
        let mut layout = Self { widths: grid.widths(TABLE_PIXELS), ..Self::default() };
        if layout.widths.is_empty() {
            layout.widths = vec![TABLE_PIXELS];
        }
        let above = |words: &str| Cell::of(vec![Line::of(Setting::Centred, Kind::Plain, words)]);
        layout.band(&above(&sheet.title), Look::Title);
        sheet.notes.iter().for_each(|note| layout.band(&above(note), Look::About));
        if grid.columns() > 0 {
            layout.headings = Some(layout.heights.len());
            let headings: Vec<Cell> = grid.headings.iter().map(|heading| above(heading)).collect();
            let row = layout.heights.len();
            headings.iter().zip(0..).for_each(|(cell, at)| layout.cell(cell, row..row + 1, at..at + 1, Look::Heading));
        }
        layout.table(&grid);
        layout.blocks.sort_by_key(|block| (block.rows.start, block.columns.start));
        layout.starts = starts(&layout.heights);
        layout
    }

    /// The first row of the worksheet that a row of the layout is.
    pub(super) fn first_row(&self, row: usize) -> u32 {
        self.starts.get(row).or(self.starts.last()).copied().unwrap_or_default()
    }

    fn table(&mut self, grid: &Grid<'_>) {
        let from = self.heights.len();
        for row in &grid.rows {
            match row {
                GridRow::Band(cell) => self.band(cell, Look::Cell),
                GridRow::Places(places) => self.places(places),
            }
        }
        // Spans come last: they look how high the rows are that they cover.
        for (row, places) in grid.rows.iter().enumerate() {
            let GridRow::Places(places) = places else { continue };
            for (place, column) in places.iter().zip(0..) {
                if let Place::Cell { cell, down } = place
                    && *down > 1
                {
                    self.span(cell, from + row..from + row + down, column..column + 1);
                }
            }
        }
    }

    fn band(&mut self, cell: &Cell, look: Look) {
        let row = self.heights.len();
        let all = 0..u16::try_from(self.widths.len()).unwrap_or(u16::MAX);
        self.cell(cell, row..row + 1, all, look);
    }

    fn places(&mut self, places: &[Place<'_>]) {
        let row = self.heights.len();
        // Also where all cells of a row are covered.
        self.heights.push(vec![1]);
        let empty = Cell::default();
        for (place, at) in places.iter().zip(0..) {
            match place {
                Place::Cell { cell, down: 1 } => self.cell(cell, row..row + 1, at..at + 1, Look::Cell),
                Place::Empty => self.cell(&empty, row..row + 1, at..at + 1, Look::Cell),
                Place::Cell { .. } | Place::Covered => {}
            }
        }
    }

    fn cell(&mut self, cell: &Cell, rows: Range<usize>, columns: Range<u16>, look: Look) {
        let (width, scale) = (self.capacity(&columns), if look == Look::Title { 3 } else { 2 });
        // 18 points: a title takes half as much again, in either direction.
        let mut chunks = chunks(&cell.lines, width * 2 / scale, MAX_ROW_LINES * 2 / scale);
        chunks.iter_mut().for_each(|chunk| chunk.lines = (chunk.lines * scale).div_ceil(2));
        self.place(&chunks, &rows);
        self.blocks.push(Block { rows, columns, chunks, is_merged: false, is_centred: is_centred(cell), look });
    }

    /// A cell over several rows: one merged cell, unless Excel takes no cell so long.
    fn span(&mut self, cell: &Cell, rows: Range<usize>, columns: Range<u16>) {
        let width = self.capacity(&columns);
        let whole = chunks(&cell.lines, width, MAX_MERGED_LINES);
        let is_merged = whole.len() <= 1;
        let chunks = if is_merged { whole } else { chunks(&cell.lines, width, MAX_ROW_LINES) };
        if is_merged {
            self.stretch(chunks.first().map_or(1, |it| it.lines), &rows);
        } else {
            self.place(&chunks, &rows);
        }
        let is_centred = is_centred(cell);
        self.blocks.push(Block { rows, columns, chunks, is_merged, is_centred, look: Look::Cell });
    }

    /// How many half-width characters stand in a line of these columns.
    fn capacity(&self, columns: &Range<u16>) -> usize {
        let widths = self.widths.iter().take(usize::from(columns.end)).skip(usize::from(columns.start));
        widths.sum::<usize>().saturating_sub(FREE_PIXELS) / HALF_PIXELS
    }

    /// Makes rows high enough for chunks one below the other; where rows are missing, the last one becomes more.
    fn place(&mut self, chunks: &[Chunk], rows: &Range<usize>) {
        while self.heights.len() < rows.end {
            self.heights.push(vec![1]);
        }
        let mut left = chunks.iter().map(|it| it.lines);
        let heights = self.heights.get_mut(rows.clone()).unwrap_or_default();
        for (height, lines) in heights.iter_mut().flatten().zip(left.by_ref()) {
            *height = lines.max(*height);
        }
        if let Some(last) = heights.last_mut() {
            last.extend(left);
        }
    }

    /// Makes rows together as high as so many lines, by stretching the last one.
    fn stretch(&mut self, lines: usize, rows: &Range<usize>) {
        let heights = self.heights.get_mut(rows.clone()).unwrap_or_default();
        let mut missing = lines.saturating_sub(heights.iter().flatten().sum());
        let Some(last) = heights.last_mut() else { return };
        if let Some(height) = last.last_mut() {
            let more = missing.min(MAX_ROW_LINES.saturating_sub(*height));
            *height += more;
            missing -= more;
        }
        while missing > 0 {
            let more = missing.min(MAX_ROW_LINES);
            last.push(more);
            missing -= more;
        }
    }
}

/// A cell has one alignment: the middle if all its lines stand there.
fn is_centred(cell: &Cell) -> bool {
    cell.lines.iter().all(|line| line.set == Setting::Centred)
}

fn starts(heights: &[Vec<usize>]) -> Vec<u32> {
    let mut next = 0_u32;
    let mut starts = vec![0];
    for rows in heights {
        next = next.saturating_add(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        starts.push(next);
    }
    starts
}
