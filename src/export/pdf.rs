//! Sheets → PDF, as a committee hands them out: A4 landscape, ruled, headings on every page, page numbers (domain
//! handbook §9).
//!
//! | file | subject |
//! | --- | --- |
//! | `fonts.rs` | the two typefaces, from bytes |
//! | `piece.rs` | words → measured characters |
//! | `kinsoku.rs` | where a line may end, and where it ends |
//! | `paragraph.rs` | lines of a cell → set lines |
//! | `table.rs` | columns, rows, spans |
//! | `pages.rs` | rows → pages |
//! | `draw.rs`, `canvas.rs` | pages → ink |
//! | `tags.rs` | what the words are, for those who cannot see the page |
//! | `sizes.rs` | all measures |
//!
//! The same sheet and the same fonts give the same bytes: no date of making stands in the file. Absent on purpose:
//! finding and reading font files, which is the caller's business, and texts that are not tables.

mod canvas;
mod draw;
mod fonts;
mod kinsoku;
mod pages;
mod paragraph;
mod piece;
mod sizes;
mod table;
mod tags;

pub use fonts::{FontError, Fonts, Typeface};

use super::sheet::{Cell, DeletedMark, Line, Run, Setting, Sheet};
use draw::Drawing;
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::TagTree;
use krilla::{Document, SerializeSettings};
use pages::{MAX_PAGES, Page, TopLine};
use std::collections::BTreeSet;
use table::Table;
use tags::Tags;

/// Columns of one sheet; with more of them no words would fit in.
pub const MAX_COLUMNS: usize = 12;
/// Characters of one document, appendices included. A comparison of the Civil Code has a quarter of a million.
pub const MAX_CHARACTERS: usize = 2_000_000;

/// Why a sheet cannot become a PDF. The words are for whoever asked for it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// More than [`MAX_COLUMNS`].
    #[error("表格超过{MAX_COLUMNS}列，一页排不下，请减少对照的文本")]
    TooManyColumns,
    /// More than [`MAX_CHARACTERS`].
    #[error("内容超过{}万字，请分章生成，或者只列有修改的条文", MAX_CHARACTERS / 10_000)]
    TooLong,
    /// More than 2,000 pages.
    #[error("内容超过{MAX_PAGES}页，请分章生成，或者只列有修改的条文")]
    TooManyPages,
    /// The fonts could be read but not embedded. The words are krilla's.
    #[error("字体不能嵌入 PDF，请换用其他字体文件（{0}）")]
    Unwritable(String),
}

/// The sheet and its appendices as a PDF.
///
/// Characters that neither font has are drawn as boxes and stay in the text that is searched and copied;
/// [`missing_characters`] lists them.
///
/// # Errors
/// The sheet is beyond one of the bounds, or a font cannot be embedded.
pub fn sheet_pdf(sheet: &Sheet, mark: DeletedMark, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    let sheets = in_order(sheet);
    check(&sheets)?;
    let mut made = Vec::with_capacity(sheets.len());
    let mut total = 0;
    for sheet in sheets {
        let next = Made::new(sheet, fonts)?;
        total += next.pages.len();
        if total > MAX_PAGES {
            return Err(PdfError::TooManyPages);
        }
        made.push(next);
    }
    write(&made, mark, fonts, total)
}

/// The characters of the sheet that neither font has, each once, in the order of Unicode.
#[must_use]
pub fn missing_characters(sheet: &Sheet, fonts: &Fonts) -> Vec<char> {
    let mut found = BTreeSet::new();
    for sheet in in_order(sheet) {
        let mut look = |words: &str| {
            let pieces = piece::plain(words, Typeface::Serif, sizes::TEXT, fonts);
            found.extend(pieces.into_iter().filter(|it| it.missing).map(|it| it.ch));
        };
        look(&sheet.title);
        sheet.notes.iter().for_each(|it| look(it));
        sheet.columns.iter().for_each(|it| look(&it.heading));
        runs(sheet).for_each(|it| look(&it.text));
    }
    found.into_iter().collect()
}

/// A sheet that is set and cut into pages.
struct Made<'a> {
    sheet: &'a Sheet,
    top: Vec<TopLine>,
    table: Table,
    pages: Vec<Page>,
}

impl<'a> Made<'a> {
    fn new(sheet: &'a Sheet, fonts: &Fonts) -> Result<Self, PdfError> {
        let top = top_lines(sheet, fonts);
        let table = Table::new(sheet, fonts);
        let pages = pages::cut(&top, &table)?;
        Ok(Self { sheet, top, table, pages })
    }
}

/// The sheet, then its appendices, then theirs.
fn in_order(sheet: &Sheet) -> Vec<&Sheet> {
    let mut waiting = vec![sheet];
    let mut out = Vec::new();
    while let Some(sheet) = waiting.pop() {
        out.push(sheet);
        waiting.extend(sheet.appendices.iter().rev());
    }
    out
}

fn runs(sheet: &Sheet) -> impl Iterator<Item = &Run> {
    let cells = sheet.rows.iter().flat_map(|it| &it.cells);
    cells.flat_map(|it: &Cell| &it.lines).flat_map(|it| &it.runs)
}

fn check(sheets: &[&Sheet]) -> Result<(), PdfError> {
    if sheets.iter().any(|it| it.columns.len() > MAX_COLUMNS) {
        return Err(PdfError::TooManyColumns);
    }
    let around = |it: &Sheet| it.title.len() + it.notes.iter().map(String::len).sum::<usize>();
    let bytes: usize = sheets.iter().map(|it| around(it) + runs(it).map(|it| it.text.len()).sum::<usize>()).sum();
    // A 汉字 has three bytes; counting them is enough to keep the work within its bound.
    if bytes > MAX_CHARACTERS * 3 { Err(PdfError::TooLong) } else { Ok(()) }
}

/// Title and notes.
fn top_lines(sheet: &Sheet, fonts: &Fonts) -> Vec<TopLine> {
    let mut out = Vec::new();
    if !sheet.title.is_empty() {
        let pieces = piece::plain(&sheet.title, Typeface::Serif, sizes::TITLE, fonts);
        let lines = paragraph::balanced(&pieces, sizes::BLOCK_WIDTH);
        out.extend(lines.into_iter().map(|line| TopLine { line, height: sizes::TITLE_LINE, note: 0 }));
    }
    for (at, note) in sheet.notes.iter().enumerate() {
        let pieces = piece::plain(note, Typeface::Serif, sizes::NOTE, fonts);
        let width: f32 = pieces.iter().map(|it| it.width).sum();
        let how = if width <= sizes::BLOCK_WIDTH { Setting::Centred } else { Setting::Flush };
        let lines = paragraph::place(&pieces, how, 0, sizes::BLOCK_WIDTH);
        out.extend(lines.into_iter().map(|line| TopLine { line, height: sizes::NOTE_LINE, note: at + 1 }));
    }
    out
}

fn write(made: &[Made<'_>], mark: DeletedMark, fonts: &Fonts, total: usize) -> Result<Vec<u8>, PdfError> {
    let unwritable = |why: &str| PdfError::Unwritable(why.to_owned());
    let settings = SerializeSettings { enable_tagging: true, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let mut tree = TagTree::new().with_lang(Some("zh-CN".to_owned()));
    let mut outline = Outline::new();
    let mut number = 0;
    for it in made {
        outline.push_child(bookmarks(it, number));
        let tags = Tags::default();
        let mut drawing = Drawing { made: it, mark, fonts, tags, open: Vec::new(), head_drawn: false };
        for page in &it.pages {
            number += 1;
            let size = PageSettings::from_wh(sizes::PAGE_WIDTH, sizes::PAGE_HEIGHT);
            let mut sheet = document.start_page_with(size.ok_or_else(|| unwritable("page size"))?);
            let mut surface = sheet.surface();
            drawing.page(&mut surface, page, number, total);
            surface.finish();
            sheet.finish();
        }
        tree.push(drawing.tags.group(it));
    }
    document.set_tag_tree(tree);
    document.set_outline(outline);
    document.set_metadata(metadata(made));
    document.finish().map_err(|error| PdfError::Unwritable(error.to_string()))
}

fn metadata(made: &[Made<'_>]) -> Metadata {
    let metadata = Metadata::new().language("zh-CN".to_owned()).creator("Kaimen".to_owned());
    match made.first() {
        Some(it) if !it.sheet.title.is_empty() => metadata.title(it.sheet.title.clone()),
        _ => metadata,
    }
}

/// The sheet in the list of bookmarks, its chapters below it. `before` is the number of pages before it.
fn bookmarks(made: &Made<'_>, before: usize) -> OutlineNode {
    let title = if made.sheet.title.is_empty() { "表格" } else { &made.sheet.title };
    let start = XyzDestination::new(before, Point::from_xy(0.0, 0.0));
    let mut node = OutlineNode::new(title.to_owned(), start).with_open(true);
    for (at, page) in made.pages.iter().enumerate() {
        for part in page.parts.iter().filter(|it| it.lines.start == 0 && made.table.rows[it.row].heading) {
            let cells = &made.sheet.rows[part.row].cells;
            // Of 第二章 and 同左, or of （新增） and 第二章, the name.
            let words = cells.iter().map(|it| it.lines.iter().map(Line::plain).collect::<String>());
            let Some(words) = words.max_by_key(String::len).filter(|it| !it.is_empty()) else { continue };
            let place = Point::from_xy(0.0, sizes::MARGIN_TOP + part.upper - sizes::LINE);
            node.push_child(OutlineNode::new(words, XyzDestination::new(before + at, place)));
        }
    }
    node
}
