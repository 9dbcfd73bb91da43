//! A page on paper: grounds and rules first, then the words in reading order, then what stands over them.

use super::Made;
use super::canvas::{Area, Canvas};
use super::fonts::{Fonts, Typeface};
use super::pages::{self, Open, Page, Placed};
use super::paragraph::SetLine;
use super::piece::{self, Piece};
use super::sizes;
use super::tags::{Part, Tags};
use crate::export::sheet::{DeletedMark, Kind};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};

/// What marks reach beyond the squares of the characters.
const OVER: f32 = 1.2;

/// How a sheet is being drawn.
pub(super) struct Drawing<'a> {
    pub made: &'a Made<'a>,
    pub mark: DeletedMark,
    pub fonts: &'a Fonts,
    pub tags: Tags,
    /// Spanning cells that go on on the next page.
    pub open: Vec<Open>,
    /// Whether the headings have been drawn before.
    pub head_drawn: bool,
}

/// A line with its place on the page.
struct Words<'a> {
    part: Part,
    line: &'a SetLine,
    x: f32,
    base: f32,
}

/// Words of one kind in a line.
struct Marked<'a> {
    kind: Kind,
    pieces: &'a [Piece],
    left: f32,
    right: f32,
}

impl Words<'_> {
    fn marked(&self) -> impl Iterator<Item = Marked<'_>> {
        let mut right = self.x;
        self.line.pieces.chunk_by(|a, b| a.kind == b.kind).map(move |pieces| {
            let left = right;
            right += pieces.iter().map(|it| it.width).sum::<f32>();
            Marked { kind: pieces.first().map_or(Kind::Plain, |it| it.kind), pieces, left, right }
        })
    }
}

impl<'a> Drawing<'a> {
    /// Draws one page of the sheet.
    pub(super) fn page(&mut self, surface: &mut Surface<'_>, page: &Page, number: usize, of: usize) {
        let placed = pages::place(&self.made.table, page, &mut self.open);
        let words = self.lines(page, &placed);
        let mut canvas = Canvas { surface, fonts: self.fonts };
        artifact(&mut canvas, ArtifactType::Layout, |it| {
            self.grounds(it, &words);
            self.rules(it, page, &placed);
        });
        for line in &words {
            self.words(&mut canvas, line);
        }
        artifact(&mut canvas, ArtifactType::Layout, |it| self.marks(it, &words));
        artifact(&mut canvas, ArtifactType::Footer, |it| footer(it, number, of));
        self.head_drawn |= page.head.is_some();
    }

    /// All lines of the page in reading order.
    fn lines(&self, page: &Page, placed: &[Placed]) -> Vec<Words<'a>> {
        let made = self.made;
        let mut out = Vec::new();
        for (at, upper) in &page.top {
            let top = &made.top[*at];
            let size = top.line.pieces.first().map_or(sizes::NOTE, |it| it.size);
            let part = if top.note == 0 { Part::Title } else { Part::Note(top.note) };
            let base = sizes::MARGIN_TOP + upper + base_line(top.height, size);
            out.push(Words { part, line: &top.line, x: sizes::MARGIN_SIDE + top.line.x, base });
        }
        if let Some(upper) = page.head {
            for cell in &made.table.head.cells {
                let part = if self.head_drawn { Part::HeadAgain } else { Part::Head(cell.column) };
                let left = made.table.columns[cell.column].text().0;
                out.extend(column(&cell.lines, |_| part, left, upper));
            }
        }
        for it in placed {
            let cell = &made.table.rows[it.row].cells[it.cell];
            let left = made.table.slot(cell).text().0;
            let part = |line: &SetLine| Part::Cell(it.row, it.cell, line.paragraph);
            out.extend(column(&cell.lines[it.lines.clone()], part, left, it.upper));
        }
        out
    }

    fn words(&mut self, canvas: &mut Canvas<'_, '_>, words: &Words<'_>) {
        for it in words.marked() {
            let tag = match words.part {
                Part::HeadAgain => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Header)),
                _ => ContentTag::Span(SpanTag::empty()),
            };
            let id = canvas.surface.start_tagged(tag);
            canvas.words(it.pieces, it.left, words.base);
            canvas.surface.end_tagged();
            self.tags.add(words.part, it.kind, id);
        }
    }

    fn grounds(&self, canvas: &mut Canvas<'_, '_>, words: &[Words<'_>]) {
        if self.mark == DeletedMark::Shade {
            for line in words {
                for it in line.marked().filter(|it| matches!(it.kind, Kind::Deleted | Kind::Passing)) {
                    canvas.ground(area(&it, line.base), sizes::SHADE);
                }
            }
        }
    }

    fn rules(&self, canvas: &mut Canvas<'_, '_>, page: &Page, placed: &[Placed]) {
        let table = &self.made.table;
        let on_page = |left: f32, right: f32, upper: f32, lower: f32| Area {
            left: sizes::MARGIN_SIDE + left,
            upper: sizes::MARGIN_TOP + upper,
            right: sizes::MARGIN_SIDE + right,
            lower: sizes::MARGIN_TOP + lower,
        };
        let head_height = pages::height(table.head.lines);
        if let Some(upper) = page.head {
            for slot in &table.columns {
                canvas.frame(on_page(slot.left, slot.right, upper, upper + head_height), sizes::RULE);
            }
        }
        for it in placed {
            let slot = table.slot(&table.rows[it.row].cells[it.cell]);
            canvas.frame(on_page(slot.left, slot.right, it.upper, it.lower), sizes::RULE);
        }
        let upper = page.head.or_else(|| page.parts.first().map(|it| it.upper));
        let lower = page.parts.last().map(pages::Part::lower).or_else(|| page.head.map(|it| it + head_height));
        if let (Some(upper), Some(lower)) = (upper, lower) {
            canvas.frame(on_page(0.0, sizes::BLOCK_WIDTH, upper, lower), sizes::FRAME);
        }
    }

    /// Lines under, through and around words, and boxes for missing characters.
    fn marks(&self, canvas: &mut Canvas<'_, '_>, words: &[Words<'_>]) {
        for line in words {
            for it in line.marked() {
                let area = area(&it, line.base);
                if matches!(it.kind, Kind::Added | Kind::Passing) {
                    canvas.line(area.left, area.right, area.lower, sizes::MARK);
                }
                match (it.kind, self.mark) {
                    (Kind::Deleted, DeletedMark::Underline) => {
                        canvas.line(area.left, area.right, area.lower, sizes::MARK);
                    }
                    (Kind::Deleted | Kind::Passing, DeletedMark::Box) => canvas.frame(area, sizes::MARK),
                    // Words that came and go again are underlined already: they are struck through.
                    (Kind::Deleted | Kind::Passing, DeletedMark::Strike) | (Kind::Passing, DeletedMark::Underline) => {
                        let middle = line.base - (sizes::ASCENT - sizes::DESCENT) / 2.0 * sizes::TEXT;
                        canvas.line(area.left, area.right, middle, sizes::MARK);
                    }
                    _ => {}
                }
                canvas.boxes(it.pieces, it.left, line.base);
            }
        }
    }
}

/// From the upper edge of a line to its base line.
fn base_line(height: f32, size: f32) -> f32 {
    (height - size) / 2.0 + sizes::ASCENT * size
}

/// The lines of a cell that begins at `upper`, the upper edge of its row.
fn column<'a>(
    lines: &'a [SetLine],
    part: impl Fn(&SetLine) -> Part,
    left: f32,
    upper: f32,
) -> impl Iterator<Item = Words<'a>> {
    lines.iter().enumerate().map(move |(at, line)| {
        let upper = sizes::MARGIN_TOP + upper + sizes::PAD_Y + at as f32 * sizes::LINE;
        let base = upper + base_line(sizes::LINE, sizes::TEXT);
        Words { part: part(line), line, x: sizes::MARGIN_SIDE + left + line.x, base }
    })
}

/// The squares of these words and a little around them.
fn area(words: &Marked<'_>, base: f32) -> Area {
    let size = words.pieces.first().map_or(sizes::TEXT, |it| it.size);
    Area {
        left: words.left,
        upper: base - sizes::ASCENT * size - OVER,
        right: words.right,
        lower: base + sizes::DESCENT * size + OVER,
    }
}

fn footer(canvas: &mut Canvas<'_, '_>, number: usize, of: usize) {
    let words = format!("第 {number} 页　共 {of} 页");
    let pieces = piece::plain(&words, Typeface::Serif, sizes::NOTE, canvas.fonts);
    let width: f32 = pieces.iter().map(|it| it.width).sum();
    let y = sizes::MARGIN_TOP + sizes::BLOCK_HEIGHT + sizes::FOOTER_DROP;
    canvas.words(&pieces, (sizes::PAGE_WIDTH - width) / 2.0, y);
}

/// Draws what a reader of the text need not be told.
fn artifact(canvas: &mut Canvas<'_, '_>, kind: ArtifactType, draw: impl FnOnce(&mut Canvas<'_, '_>)) {
    canvas.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
    draw(canvas);
    canvas.surface.end_tagged();
}
