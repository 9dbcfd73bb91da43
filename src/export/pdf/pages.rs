//! Rows → pages: what stands where, and where a row is cut.
//!
//! A row that does not fit goes on on the next page, cut between lines, with two lines at least on either side; a
//! heading goes with the row below it. Cells that span rows are cut wherever their rows are.

use super::PdfError;
use super::paragraph::SetLine;
use super::sizes;
use super::table::{SetCell, SetRow, Table};
use std::ops::Range;

/// Pages of one document.
pub(super) const MAX_PAGES: usize = 2_000;
/// Lines of a row that stay together at the foot and at the head of a page.
const TOGETHER: usize = 2;
/// How many places are tried for a cut that leaves no line of a paragraph alone.
const TRIED_CUTS: usize = 3;

/// Lines above the table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TopLine {
    pub line: SetLine,
    pub height: f32,
    /// 0 for the title; else the number of the note.
    pub note: usize,
}

/// A page.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Page {
    /// Lines of title and notes: their index and their upper edge.
    pub top: Vec<(usize, f32)>,
    /// The upper edge of the headings, where the table begins.
    pub head: Option<f32>,
    /// The parts of rows, downward.
    pub parts: Vec<Part>,
}

/// A part of a row: some of its lines on one page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    pub row: usize,
    pub lines: Range<usize>,
    pub upper: f32,
}

impl Part {
    /// Its lower edge.
    pub(super) fn lower(&self) -> f32 {
        self.upper + height(self.lines.len())
    }
}

/// A cell, or what of it stands on this page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub row: usize,
    /// Its index in the row.
    pub cell: usize,
    pub lines: Range<usize>,
    pub upper: f32,
    pub lower: f32,
}

/// The height of so many lines with the paper above and below them.
pub(super) fn height(lines: usize) -> f32 {
    lines as f32 * sizes::LINE + 2.0 * sizes::PAD_Y
}

/// How many lines fit into this height.
fn fitting(room: f32) -> usize {
    ((room - 2.0 * sizes::PAD_Y + 0.01) / sizes::LINE).floor().max(0.0) as usize
}

/// Cuts title, notes and table into pages.
///
/// # Errors
/// There would be more than [`MAX_PAGES`].
pub(super) fn cut(top: &[TopLine], table: &Table) -> Result<Vec<Page>, PdfError> {
    let mut cutter = Cutter { table, pages: vec![Page::default()], y: 0.0 };
    for (at, it) in top.iter().enumerate() {
        if cutter.y + it.height > sizes::BLOCK_HEIGHT {
            cutter.turn()?;
        }
        let y = cutter.y;
        cutter.page().top.push((at, y));
        cutter.y += it.height;
    }
    cutter.begin_table()?;
    cutter.rows()?;
    Ok(cutter.pages)
}

struct Cutter<'a> {
    table: &'a Table,
    pages: Vec<Page>,
    /// Where the page is filled to.
    y: f32,
}

impl Cutter<'_> {
    fn page(&mut self) -> &mut Page {
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    fn turn(&mut self) -> Result<(), PdfError> {
        if self.pages.len() >= MAX_PAGES {
            return Err(PdfError::TooManyPages);
        }
        self.pages.push(Page::default());
        self.y = 0.0;
        Ok(())
    }

    /// The headings, on every page of the table.
    fn begin_table(&mut self) -> Result<(), PdfError> {
        let head = if self.table.head.lines > 0 { height(self.table.head.lines) } else { 0.0 };
        if self.y > 0.0 {
            self.y += sizes::TABLE_GAP;
            if self.y + head + height(TOGETHER + 1) > sizes::BLOCK_HEIGHT {
                self.turn()?;
            }
        }
        let y = self.y;
        if head > 0.0 {
            self.page().head = Some(y);
            self.y += head;
        }
        Ok(())
    }

    fn next_page(&mut self) -> Result<(), PdfError> {
        self.turn()?;
        self.begin_table()
    }

    fn rows(&mut self) -> Result<(), PdfError> {
        let (mut at, mut from) = (0, 0);
        while let Some(row) = self.table.rows.get(at) {
            let room = fitting(sizes::BLOCK_HEIGHT - self.y);
            let empty = self.page().parts.is_empty();
            if row.lines - from <= room {
                self.put(at, from..row.lines);
                (at, from) = (at + 1, 0);
            } else if let Some(lines) = place_to_cut(row, from, room) {
                self.put(at, from..from + lines);
                from += lines;
                self.next_page()?;
            } else if empty {
                // Headings higher than the page: one line goes on, whatever there is room for.
                let lines = room.clamp(1, row.lines - from);
                self.put(at, from..from + lines);
                from += lines;
                if from == row.lines {
                    (at, from) = (at + 1, 0);
                }
                self.next_page()?;
            } else {
                if from == 0 {
                    at = self.take_back_headings(at);
                }
                self.next_page()?;
            }
        }
        if self.pages.len() > 1 && self.page().parts.is_empty() && self.page().top.is_empty() {
            self.pages.pop();
        }
        Ok(())
    }

    fn put(&mut self, row: usize, lines: Range<usize>) {
        let part = Part { row, lines, upper: self.y };
        self.y = part.lower();
        self.page().parts.push(part);
    }

    /// Headings at the foot of the page go with the row `at`, unless the page would be left without any row.
    fn take_back_headings(&mut self, at: usize) -> usize {
        let rows = &self.table.rows;
        let parts = &mut self.page().parts;
        let kept = parts.iter().rposition(|it| !rows[it.row].heading || it.lines.start > 0);
        let Some(kept) = kept.map(|it| it + 1).filter(|it| *it < parts.len()) else { return at };
        let first = parts[kept].row;
        parts.truncate(kept);
        first
    }
}

/// How many lines of the row stay on this page; nothing if it should not be cut here.
fn place_to_cut(row: &SetRow, from: usize, room: usize) -> Option<usize> {
    let most = room.min((row.lines - from).checked_sub(TOGETHER)?);
    let least = TOGETHER.max((most + 1).saturating_sub(TRIED_CUTS));
    // The later of two equally good places.
    (least..=most).rev().min_by_key(|lines| lonely_lines(row, from, from + lines))
}

/// How many lines a cut at `at` would part from the rest of their paragraph, over all cells.
fn lonely_lines(row: &SetRow, from: usize, at: usize) -> usize {
    let lonely = |cell: &SetCell| {
        let lines = cell.lines.get(from..).unwrap_or_default();
        let Some((above, below)) = lines.split_at_checked(at - from) else { return 0 };
        let (Some(last), Some(first)) = (above.last(), below.first()) else { return 0 };
        let same = |it: &&SetLine| it.paragraph == last.paragraph;
        let up = above.iter().rev().take_while(same).take(2).count();
        let down = below.iter().take_while(same).take(2).count();
        usize::from(first.paragraph == last.paragraph) * (usize::from(up == 1) + usize::from(down == 1))
    };
    row.cells.iter().filter(|it| it.down == 1).map(lonely).sum()
}

/// A cell that spans rows and is not at its end yet.
#[derive(Debug, Clone)]
pub(super) struct Open {
    row: usize,
    cell: usize,
    down: usize,
    done: usize,
}

/// The cells of a page in reading order. `open` carries spanning cells from page to page.
pub(super) fn place(table: &Table, page: &Page, open: &mut Vec<Open>) -> Vec<Placed> {
    let mut out = Vec::new();
    for (at, part) in page.parts.iter().enumerate() {
        let row = &table.rows[part.row];
        let first = out.len();
        if part.lines.start == 0 {
            let spanning = row.cells.iter().enumerate().filter(|(_, it)| it.down > 1);
            open.extend(spanning.map(|(cell, it)| Open { row: part.row, cell, down: it.down, done: 0 }));
        }
        for span in open.iter_mut().filter(|it| at == 0 || it.row == part.row && part.lines.start == 0) {
            let parts = page.parts[at..].iter().take_while(|it| it.row < span.row + span.down);
            let lower = parts.clone().last().map_or(part.upper, Part::lower);
            let ends =
                parts.clone().any(|it| it.row + 1 == span.row + span.down && it.lines.end == table.rows[it.row].lines);
            let all = table.rows[span.row].cells[span.cell].lines.len();
            let end = if ends { all } else { all.min(span.done + fitting(lower - part.upper)) };
            let lines = std::mem::replace(&mut span.done, end)..end;
            out.push(Placed { row: span.row, cell: span.cell, lines, upper: part.upper, lower });
        }
        for (cell, it) in row.cells.iter().enumerate().filter(|(_, it)| it.down == 1) {
            let lines = part.lines.start.min(it.lines.len())..part.lines.end.min(it.lines.len());
            out.push(Placed { row: part.row, cell, lines, upper: part.upper, lower: part.lower() });
        }
        out[first..].sort_by_key(|it| table.rows[it.row].cells[it.cell].column);
        open.retain(|it| part.row + 1 < it.row + it.down || part.lines.end < row.lines);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table whose cells have so many lines; each row of one cell per column.
    fn table(rows: &[&[usize]]) -> Table {
        let cell = |column: usize, lines: usize| SetCell {
            column,
            across: 1,
            down: 1,
            lines: vec![SetLine::default(); lines],
        };
        let row = |lines: &&[usize]| SetRow {
            cells: lines.iter().enumerate().map(|(column, lines)| cell(column, *lines)).collect(),
            lines: lines.iter().copied().max().unwrap_or(0).max(1),
            heading: false,
        };
        let head = SetRow { lines: 1, ..SetRow::default() };
        Table { columns: Vec::new(), head, rows: rows.iter().map(row).collect() }
    }

    fn parts(table: &Table) -> Vec<Vec<(usize, Range<usize>)>> {
        let pages = cut(&[], table).unwrap();
        pages.iter().map(|page| page.parts.iter().map(|it| (it.row, it.lines.clone())).collect()).collect()
    }

    /// Lines of a single row that fill a page under the headings.
    fn full() -> usize {
        fitting(sizes::BLOCK_HEIGHT - height(1))
    }

    #[test]
    fn every_line_stands_on_one_page_and_within_it() {
        for seed in 0_usize..200 {
            let lines: Vec<[usize; 2]> =
                (0..30).map(|at| [(seed * 7 + at * 13) % 9, (seed + at * 29) % (seed % 90 + 1)]).collect();
            let rows: Vec<&[usize]> = lines.iter().map(|it| &it[..]).collect();
            let table = table(&rows);
            let pages = cut(&[], &table).unwrap();
            let mut next = (0, 0);
            for part in pages.iter().flat_map(|it| &it.parts) {
                assert_eq!((part.row, part.lines.start), next, "{seed}");
                assert!(!part.lines.is_empty() && part.lower() <= sizes::BLOCK_HEIGHT + 0.02, "{seed}: {part:?}");
                let ends = part.lines.end == table.rows[part.row].lines;
                next = if ends { (part.row + 1, 0) } else { (part.row, part.lines.end) };
            }
            assert_eq!(next, (30, 0));
            assert!(pages.iter().all(|it| it.head.is_some() && !it.parts.is_empty()));
        }
    }

    #[test]
    fn a_long_row_goes_on_with_two_lines_at_least() {
        let full = full();
        assert_eq!(parts(&table(&[&[full + 1, 1]])), [vec![(0, 0..full - 1)], vec![(0, full - 1..full + 1)]]);
        assert_eq!(parts(&table(&[&[2 * full + 5]])).len(), 3);
        let short = parts(&table(&[&[full - 3], &[3]]));
        assert_eq!(short, [vec![(0, 0..full - 3)], vec![(1, 0..3)]], "a row of three lines is not cut");
    }

    #[test]
    fn a_cut_leaves_no_line_of_a_paragraph_alone_if_it_can() {
        let mut table = table(&[&[10]]);
        for (at, line) in table.rows[0].cells[0].lines.iter_mut().enumerate() {
            line.paragraph = usize::from(at >= 5);
        }
        assert_eq!(place_to_cut(&table.rows[0], 0, 6), Some(5));
        assert_eq!(place_to_cut(&table.rows[0], 0, 4), Some(3));
        assert_eq!(place_to_cut(&table.rows[0], 0, 1), None);
    }

    #[test]
    fn headings_go_with_the_row_below() {
        let full = full();
        let mut table = table(&[&[full - 4], &[1], &[1], &[4]]);
        table.rows[1].heading = true;
        table.rows[2].heading = true;
        assert_eq!(parts(&table), [vec![(0, 0..full - 4)], vec![(1, 0..1), (2, 0..1), (3, 0..4)]]);
        table.rows[0].heading = true;
        assert_eq!(parts(&table).len(), 2, "and a page of nothing but headings is left as it is");
    }

    #[test]
    fn a_spanning_cell_is_cut_with_its_rows_and_loses_no_line() {
        let full = full();
        for lines in [1, 3, full, full + 6, 3 * full] {
            let mut table = table(&[&[0, 5], &[full + 3], &[4], &[2, 2]]);
            table.rows[0].cells[0] = SetCell { column: 0, across: 1, down: 3, lines: vec![SetLine::default(); lines] };
            for row in [1, 2] {
                table.rows[row].cells[0].column = 1;
            }
            let have: usize = table.rows[..3].iter().map(|it| it.lines).sum();
            table.rows[2].lines += lines.saturating_sub(have);
            let mut open = Vec::new();
            let mut found = Vec::new();
            for page in cut(&[], &table).unwrap() {
                let placed = place(&table, &page, &mut open);
                for it in &placed {
                    assert!(height(it.lines.len()) <= it.lower - it.upper + 0.02, "{lines}: {it:?}");
                }
                found.extend(placed.into_iter().filter(|it| (it.row, it.cell) == (0, 0)).flat_map(|it| it.lines));
            }
            assert_eq!(found, (0..lines).collect::<Vec<_>>());
            assert!(open.is_empty());
        }
    }

    #[test]
    fn headings_higher_than_a_page_do_not_stop_the_work() {
        let mut table = table(&[&[3], &[1]]);
        table.head.lines = 100;
        let found: Vec<_> = parts(&table).concat();
        assert_eq!(found, [(0, 0..1), (0, 1..2), (0, 2..3), (1, 0..1)]);
    }

    #[test]
    fn too_many_pages_are_refused() {
        let table = table(&[&[full() * (MAX_PAGES + 1)]]);
        assert!(matches!(cut(&[], &table), Err(PdfError::TooManyPages)));
    }
}
