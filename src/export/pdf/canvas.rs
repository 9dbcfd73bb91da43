//! Ink: words, rules and grounds on a page of krilla's.

use super::fonts::Fonts;
use super::piece::Piece;
use super::sizes;
use krilla::color::luma;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};

/// A rectangle on the page: left, upper, right, lower edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub left: f32,
    pub upper: f32,
    pub right: f32,
    pub lower: f32,
}

/// The empty paper that a box for a missing character leaves around itself, in ems.
const BOX_INSET: f32 = 0.08;

pub(super) struct Canvas<'a, 's> {
    pub surface: &'a mut Surface<'s>,
    pub fonts: &'a Fonts,
}

impl Canvas<'_, '_> {
    /// Characters from `x` on, on the base line `y`.
    pub(super) fn words(&mut self, pieces: &[Piece], mut x: f32, y: f32) {
        for run in pieces.chunk_by(|a, b| a.face == b.face && a.size == b.size) {
            let mut text = String::with_capacity(run.len() * 3);
            let mut width = 0.0;
            let glyphs: Vec<KrillaGlyph> = run
                .iter()
                .map(|it| {
                    let start = text.len();
                    text.push(it.ch);
                    width += it.width;
                    let id = GlyphId::new(it.glyph.into());
                    KrillaGlyph::new(id, it.width / it.size, 0.0, 0.0, 0.0, start..text.len(), None)
                })
                .collect();
            let Some(first) = run.first() else { continue };
            self.ink(0);
            let font = self.fonts.font(first.face).clone();
            self.surface.draw_glyphs(Point::from_xy(x, y), &glyphs, font, &text, first.size, false);
            x += width;
        }
    }

    /// A box for each character that no font has.
    pub(super) fn boxes(&mut self, pieces: &[Piece], mut x: f32, y: f32) {
        for it in pieces {
            if it.missing {
                let inset = BOX_INSET * it.size;
                let (upper, lower) = (y - sizes::ASCENT * it.size + inset, y + sizes::DESCENT * it.size - inset);
                self.frame(Area { left: x + inset, upper, right: x + it.width - inset, lower }, sizes::MARK);
            }
            x += it.width;
        }
    }

    pub(super) fn ground(&mut self, area: Area, grey: u8) {
        self.ink(grey);
        self.draw(rectangle(area));
    }

    pub(super) fn frame(&mut self, area: Area, width: f32) {
        self.pen(width);
        self.draw(rectangle(area));
    }

    pub(super) fn line(&mut self, left: f32, right: f32, y: f32, width: f32) {
        self.pen(width);
        let mut path = PathBuilder::new();
        path.move_to(left, y);
        path.line_to(right, y);
        self.draw(path.finish());
    }

    fn draw(&mut self, path: Option<Path>) {
        if let Some(path) = path {
            self.surface.draw_path(&path);
        }
    }

    fn ink(&mut self, grey: u8) {
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill { paint: luma::Color::new(grey).into(), ..Fill::default() }));
    }

    fn pen(&mut self, width: f32) {
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(Stroke { paint: luma::Color::black().into(), width, ..Stroke::default() }));
    }
}

fn rectangle(area: Area) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_ltrb(area.left, area.upper, area.right, area.lower)?);
    path.finish()
}
