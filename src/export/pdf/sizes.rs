//! The sizes of the page, in points (1/72 inch): A4 landscape, 小四 text, 二号 title (domain handbook §9).

/// Width of the page: 297 mm.
pub(super) const PAGE_WIDTH: f32 = mm(297.0);
/// Height of the page: 210 mm.
pub(super) const PAGE_HEIGHT: f32 = mm(210.0);
/// Above the block.
pub(super) const MARGIN_TOP: f32 = mm(22.0);
/// Under the block, with the page number in it.
pub(super) const MARGIN_BOTTOM: f32 = mm(20.0);
/// Left and right of the block.
pub(super) const MARGIN_SIDE: f32 = mm(20.0);
/// From the block to the page number's base line.
pub(super) const FOOTER_DROP: f32 = mm(9.0);

/// 小四, the text of the table.
pub(super) const TEXT: f32 = 12.0;
/// 五号, notes and the page number.
pub(super) const NOTE: f32 = 10.5;
/// 二号, the title.
pub(super) const TITLE: f32 = 22.0;
/// From line to line in the table: 1.6 of the text, whatever a line holds, so that columns stand side by side.
pub(super) const LINE: f32 = TEXT * 1.6;
/// From line to line of the notes.
pub(super) const NOTE_LINE: f32 = NOTE * 1.7;
/// From line to line of the title.
pub(super) const TITLE_LINE: f32 = TITLE * 1.5;
/// Between the notes and the table.
pub(super) const TABLE_GAP: f32 = 6.0;

/// At least this far stands text from the rules beside it.
pub(super) const PAD_X: f32 = 4.5;
/// From the rule to the first line, and from the last line to the rule.
pub(super) const PAD_Y: f32 = 3.5;
/// Rules between cells.
pub(super) const RULE: f32 = 0.5;
/// The rule around the table.
pub(super) const FRAME: f32 = 1.0;
/// Lines under, through and around words.
pub(super) const MARK: f32 = 0.6;
/// The grey of 阴影, 0 black to 255 white; light enough to read in a copy of a copy.
pub(super) const SHADE: u8 = 208;

/// Of the size of the type, how much stands above the base line of a 汉字.
pub(super) const ASCENT: f32 = 0.88;
/// And how much below.
pub(super) const DESCENT: f32 = 0.12;

/// The block between the margins.
pub(super) const BLOCK_WIDTH: f32 = PAGE_WIDTH - 2.0 * MARGIN_SIDE;
/// The block between the margins.
pub(super) const BLOCK_HEIGHT: f32 = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM;

const fn mm(millimetres: f32) -> f32 {
    millimetres * 72.0 / 25.4
}
