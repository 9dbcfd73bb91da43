//! Tables for paper (对照表 and its kin) as Excel workbooks, for filling in and for taking on in other lists. Each
//! appendix is a worksheet of its own.
//!
//! Everything is words: a text that begins with = is no formula. The same input gives the same bytes. Excel shows no
//! row higher than 409 points, on paper neither, and no cell with more than 32,767 characters; so what is longer goes
//! on in a row below without a line between. Row heights are reckoned here, because Excel finds none for merged cells.
//! Absent on purpose: how deleted words are marked on paper; Excel has no grey ground for some words of a cell, so they
//! are struck through.

mod chunk;
mod layout;
mod names;

use super::sheet::grid::all;
use super::sheet::{Kind, Sheet};
use layout::{Block, Layout, Look};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// The width of a table: what A4 across holds between margins of 20 mm.
const TABLE_PIXELS: usize = 970;
/// Rows above the table that stay on the screen; with more, none do, or the table could not be scrolled to.
const MAX_FROZEN_LINES: usize = 12;
/// The most rows of a worksheet.
const MAX_ROWS: usize = 1_048_576;
const LINE_POINTS: usize = 17;
const A4: u8 = 9;
const CHINESE: u8 = 134;

/// A table that Excel does not take: more than 1,048,576 rows.
#[derive(Debug, thiserror::Error)]
#[error("表格写不成 Excel 文件，行数可能超过上限 1,048,576 行")]
pub struct Unwritable(#[from] XlsxError);

/// The sheet and its appendices as an Excel file.
///
/// # Errors
///
/// [`Unwritable`] if a worksheet would have too many rows. Cells of any length are no error.
pub fn sheet_xlsx(sheet: &Sheet) -> Result<Vec<u8>, Unwritable> {
    let mut workbook = Workbook::new();
    // A date of making would differ each time.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(&sheet.title).set_creation_datetime(&made));
    let sheets = all(sheet);
    if sheets.iter().any(|sheet| sheet.rows.len() > MAX_ROWS) {
        // Known before a million rows are laid out. Rows that long cells add are counted by the workbook.
        return Err(XlsxError::RowColumnLimitError.into());
    }
    for (sheet, name) in sheets.iter().zip(names::names(&sheets)) {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(name)?;
        write(worksheet, &Layout::of(sheet))?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn write(worksheet: &mut Worksheet, layout: &Layout) -> Result<(), XlsxError> {
    set_page(worksheet)?;
    for (at, pixels) in (0..).zip(&layout.widths) {
        worksheet.set_column_width_pixels(at, u32::try_from(*pixels).unwrap_or(u32::MAX))?;
    }
    for (row, lines) in (0..).zip(layout.heights.iter().flatten()) {
        worksheet.set_row_height(row, u32::try_from(lines * LINE_POINTS + 4).unwrap_or(u32::MAX))?;
    }
    if let Some(headings) = layout.headings {
        let (first, after) = (layout.first_row(headings), layout.first_row(headings + 1));
        worksheet.set_repeat_rows(first, after - 1)?;
        if layout.heights.iter().take(headings + 1).flatten().sum::<usize>() <= MAX_FROZEN_LINES {
            worksheet.set_freeze_panes(after, 0)?;
        }
    }
    layout.blocks.iter().try_for_each(|block| write_block(worksheet, layout, block))
}

/// A4 across, as wide as the paper, headings and page numbers on every page.
fn set_page(worksheet: &mut Worksheet) -> Result<(), XlsxError> {
    worksheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    worksheet.set_margins(0.79, 0.79, 0.98, 0.87, 0.3, 0.47).set_footer("&C第 &P 页\u{3000}共 &N 页");
    Ok(())
}

fn write_block(worksheet: &mut Worksheet, layout: &Layout, block: &Block) -> Result<(), XlsxError> {
    let (first, after) = (layout.first_row(block.rows.start), layout.first_row(block.rows.end));
    let (left, right) = (block.columns.start, block.columns.end - 1);
    if block.is_merged {
        let chunk = block.chunks.first().map_or(&[][..], |it| it.runs.as_slice());
        return write_cell(worksheet, (first, left, after - 1, right), chunk, format(block, true, true));
    }
    for (row, at) in (first..after).zip(0..) {
        let chunk = block.chunks.get(at).map_or(&[][..], |it| it.runs.as_slice());
        write_cell(worksheet, (row, left, row, right), chunk, format(block, row == first, row + 1 == after))?;
    }
    Ok(())
}

fn write_cell(
    worksheet: &mut Worksheet,
    (first, left, last, right): (u32, u16, u32, u16),
    runs: &[(Kind, String)],
    format: Format,
) -> Result<(), XlsxError> {
    // A sign that begins a formula: so that it does not become one either when somebody edits the cell.
    let is_like_formula = runs.first().is_some_and(|it| it.1.starts_with(['=', '+', '-', '@']));
    let format = if is_like_formula { format.set_quote_prefix() } else { format };
    if (first, left) != (last, right) {
        worksheet.merge_range(first, left, last, right, "", &format)?;
    }
    if runs.is_empty() {
        worksheet.write_blank(first, left, &format)?;
        return Ok(());
    }
    let fonts: Vec<Format> = runs.iter().map(|(kind, _)| font(*kind, &format)).collect();
    let segments: Vec<(&Format, &str)> = fonts.iter().zip(runs).map(|(font, run)| (font, run.1.as_str())).collect();
    worksheet.write_rich_string_with_format(first, left, &segments, &format)?;
    Ok(())
}

/// How a cell looks; `top` and `bottom` say whether it has these lines.
fn format(block: &Block, top: bool, bottom: bool) -> Format {
    let format = Format::new().set_text_wrap().set_font_charset(CHINESE).set_font_size(12.0);
    let format = match block.look {
        Look::Title => {
            return format
                .set_font_name("方正小标宋简体")
                .set_font_size(18.0)
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter);
        }
        Look::About => {
            return format.set_font_name("楷体").set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
        }
        Look::Heading => format.set_font_name("黑体").set_align(FormatAlign::VerticalCenter),
        Look::Cell => format.set_font_name("仿宋").set_align(FormatAlign::Top),
    };
    let line = |is: bool| if is { FormatBorder::Thin } else { FormatBorder::None };
    format
        .set_align(if block.is_centred { FormatAlign::Center } else { FormatAlign::Left })
        .set_border_left(FormatBorder::Thin)
        .set_border_right(FormatBorder::Thin)
        .set_border_top(line(top))
        .set_border_bottom(line(bottom))
}

/// The typeface of words; plain ones have that of their cell.
fn font(kind: Kind, cell: &Format) -> Format {
    let format = Format::new().set_font_charset(CHINESE).set_font_size(12.0);
    match kind {
        Kind::Plain => cell.clone(),
        Kind::Number => format.set_font_name("黑体"),
        // Bold besides, as in Word: a machine may lack the typeface.
        Kind::Added => format.set_font_name("黑体").set_bold(),
        Kind::Deleted => format.set_font_name("仿宋").set_font_strikethrough().set_font_color(Color::RGB(0x59_59_59)),
        Kind::Passing => format.set_font_name("黑体").set_bold().set_font_strikethrough(),
        Kind::Note => format.set_font_name("楷体"),
    }
}

#[cfg(test)]
mod tests;
