//! The two typefaces of a PDF: 宋体 for the text, 黑体 for what changed. They come in as bytes; nothing is searched here.

use krilla::text::Font;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::DrawSettings;
use skrifa::outline::pen::ControlBoundsPen;
use skrifa::raw::TableProvider as _;
use skrifa::{FontRef, GlyphId, MetadataProvider as _};
use std::collections::HashMap;
use std::sync::Arc;

/// Characters of a font that are looked at; Unicode has no more.
const MAX_CHARACTERS: usize = 0x11_0000;
/// What a font must have to set a statute.
const NEEDED: &str = " 第一条，。（）0123456789";
/// Punctuation that may leave half of its square empty.
const HALF: &str = "，。、；：！？）》〉」』】〕〗”’（《〈「『【〔〖“‘";
/// What stands for a width that makes no sense.
const MAX_ADVANCE: f32 = 4.0;

/// The typefaces, read once and shared between documents: cloning costs nothing.
#[derive(Clone)]
pub struct Fonts(Arc<Pair>);

struct Pair {
    serif: Face,
    sans: Face,
}

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typeface {
    /// 宋体, a serif.
    Serif,
    /// 黑体, a sans serif, best in bold.
    Sans,
}

impl Typeface {
    fn chinese(self) -> &'static str {
        match self {
            Self::Serif => "宋体",
            Self::Sans => "黑体",
        }
    }
}

/// Why a font cannot be used. The words are for the operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FontError {
    /// It is not OpenType, or the collection has no font of that index.
    #[error("{}字体文件读不出来，或者其中没有第{index}号字体（编号从0开始）", .face.chinese())]
    Unreadable {
        /// Which of the two it was to be.
        face: Typeface,
        /// Its index in the collection, from zero.
        index: u32,
    },
    /// It has no Chinese characters.
    #[error("{}字体文件中没有中文字符，请换用中文字体", .face.chinese())]
    NotChinese {
        /// Which of the two it was to be.
        face: Typeface,
    },
}

impl Fonts {
    /// Two typefaces from the bytes of their files. The indices choose a font of a collection（.ttc）and are 0 for a
    /// file of one font.
    ///
    /// # Errors
    /// The bytes are no font, the index is too high, or the font is not Chinese.
    pub fn new(serif: Vec<u8>, serif_index: u32, sans: Vec<u8>, sans_index: u32) -> Result<Self, FontError> {
        let serif = Face::read(Typeface::Serif, serif, serif_index)?;
        let sans = Face::read(Typeface::Sans, sans, sans_index)?;
        Ok(Self(Arc::new(Pair { serif, sans })))
    }

    /// Where a character is found: in the typeface that was asked for, or else in the other.
    pub(super) fn find(&self, wanted: Typeface, ch: char) -> Option<(Typeface, Glyph)> {
        let other = if wanted == Typeface::Serif { Typeface::Sans } else { Typeface::Serif };
        [wanted, other].into_iter().find_map(|face| self.face(face).glyphs.get(&ch).map(|glyph| (face, *glyph)))
    }

    /// The glyph of a typeface that draws nothing.
    pub(super) fn space(&self, face: Typeface) -> Glyph {
        self.face(face).space
    }

    pub(super) fn font(&self, face: Typeface) -> &Font {
        &self.face(face).font
    }

    fn face(&self, face: Typeface) -> &Face {
        match face {
            Typeface::Serif => &self.0.serif,
            Typeface::Sans => &self.0.sans,
        }
    }
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fonts").field("serif", &self.0.serif.glyphs.len()).finish_non_exhaustive()
    }
}

/// A drawn character. Lengths are in ems.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    pub id: u16,
    pub advance: f32,
    pub blank: Blank,
}

/// Which half of its square a full-width mark leaves empty; the setter may take it away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blank {
    None,
    Left,
    Right,
}

struct Face {
    font: Font,
    glyphs: HashMap<char, Glyph>,
    space: Glyph,
}

impl Face {
    fn read(face: Typeface, bytes: Vec<u8>, index: u32) -> Result<Self, FontError> {
        let unreadable = || FontError::Unreadable { face, index };
        let data = krilla::Data::from(bytes);
        let font = Font::new(data.clone(), index).ok_or_else(unreadable)?;
        let read = FontRef::from_index(data.as_ref(), index).map_err(|_| unreadable())?;
        if read.glyf().is_err() && read.cff().is_err() && read.cff2().is_err() {
            return Err(unreadable());
        }
        let glyphs = glyphs(&read, font.units_per_em());
        match glyphs.get(&' ').copied() {
            Some(space) if NEEDED.chars().all(|ch| glyphs.contains_key(&ch)) => Ok(Self { font, glyphs, space }),
            _ => Err(FontError::NotChinese { face }),
        }
    }
}

fn glyphs(font: &FontRef<'_>, em: f32) -> HashMap<char, Glyph> {
    let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let mut found = HashMap::new();
    for (code, id) in font.charmap().mappings().take(MAX_CHARACTERS) {
        // A PDF numbers glyphs with two bytes.
        let (Some(ch), Ok(short)) = (char::from_u32(code), u16::try_from(id.to_u32())) else { continue };
        let advance = metrics.advance_width(id).unwrap_or(em) / em;
        if short != 0 && (0.0..=MAX_ADVANCE).contains(&advance) {
            found.insert(ch, Glyph { id: short, advance, blank: Blank::None });
        }
    }
    for ch in HALF.chars() {
        if let Some(glyph) = found.get_mut(&ch) {
            glyph.blank = blank(font, glyph, em);
        }
    }
    found
}

/// Where the ink of a full-width mark is: measured, because 简 and 繁 put their marks in different places.
fn blank(font: &FontRef<'_>, glyph: &Glyph, em: f32) -> Blank {
    let mut pen = ControlBoundsPen::new();
    let outline = font.outline_glyphs().get(GlyphId::from(glyph.id));
    let drawn = outline
        .is_some_and(|it| it.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut pen).is_ok());
    match pen.bounding_box() {
        Some(ink) if drawn && (0.99..=1.01).contains(&glyph.advance) => {
            if ink.x_max <= em / 2.0 {
                Blank::Right
            } else if ink.x_min >= em / 2.0 {
                Blank::Left
            } else {
                Blank::None
            }
        }
        _ => Blank::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_font_is_refused_by_name() {
        for bytes in [Vec::new(), b"not a font".to_vec(), b"ttcf".to_vec(), vec![0; 4096], b"OTTO\0\x01".to_vec()] {
            let error = Fonts::new(bytes.clone(), 2, bytes, 0).unwrap_err();
            assert_eq!(error, FontError::Unreadable { face: Typeface::Serif, index: 2 });
            assert_eq!(error.to_string(), "宋体字体文件读不出来，或者其中没有第2号字体（编号从0开始）");
        }
    }
}
