//! Words → measured characters.

use super::fonts::{Blank, Fonts, Glyph, Typeface};
use super::sizes;
use crate::export::sheet::{Kind, Run};

/// A character with its place in a font and its width, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Piece {
    pub ch: char,
    pub kind: Kind,
    pub face: Typeface,
    pub glyph: u16,
    pub size: f32,
    pub width: f32,
    pub blank: Blank,
    /// No font has the character: a box stands for it.
    pub missing: bool,
}

impl Piece {
    /// Whether the empty half of its square has not been taken away yet.
    pub(super) fn is_wide(&self) -> bool {
        self.width > self.size * 0.75
    }

    /// How much of its width is empty paper on the right.
    pub(super) fn hang(&self) -> f32 {
        if self.blank == Blank::Right && self.is_wide() { self.size / 2.0 } else { 0.0 }
    }
}

/// The characters of these words, as the table sets them.
pub(super) fn pieces(runs: &[Run], fonts: &Fonts) -> Vec<Piece> {
    let mut out = Vec::with_capacity(runs.iter().map(|it| it.text.len() / 3).sum());
    for run in runs {
        let (face, size) = look(run.kind);
        out.extend(run.text.chars().map(|ch| piece(ch, run.kind, face, size, fonts)));
    }
    squeeze(&mut out);
    out
}

/// The characters of plain words.
pub(super) fn plain(words: &str, face: Typeface, size: f32, fonts: &Fonts) -> Vec<Piece> {
    let mut out: Vec<Piece> = words.chars().map(|ch| piece(ch, Kind::Plain, face, size, fonts)).collect();
    squeeze(&mut out);
    out
}

fn look(kind: Kind) -> (Typeface, f32) {
    match kind {
        Kind::Plain | Kind::Deleted => (Typeface::Serif, sizes::TEXT),
        Kind::Number | Kind::Added | Kind::Passing => (Typeface::Sans, sizes::TEXT),
        Kind::Note => (Typeface::Serif, sizes::NOTE),
    }
}

fn piece(ch: char, kind: Kind, wanted: Typeface, size: f32, fonts: &Fonts) -> Piece {
    let ch = if ch.is_control() { ' ' } else { ch };
    let (face, glyph, missing) = match fonts.find(wanted, ch) {
        Some((face, glyph)) => (face, glyph, false),
        None => {
            let seen = !is_invisible(ch);
            let glyph = Glyph { advance: if seen { 1.0 } else { 0.0 }, ..fonts.space(wanted) };
            (wanted, glyph, seen)
        }
    };
    Piece { ch, kind, face, glyph: glyph.id, size, width: glyph.advance * size, blank: glyph.blank, missing }
}

/// Characters that draw nothing, so that nothing is missed where a font lacks them.
fn is_invisible(ch: char) -> bool {
    matches!(ch, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(ch, '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// 标点挤压: of two marks that stand together with empty paper between them, the first gives up its half.
fn squeeze(pieces: &mut [Piece]) {
    for at in 1..pieces.len() {
        let pair = (pieces[at - 1].blank, pieces[at].blank);
        if matches!(pair, (Blank::Right, Blank::Right | Blank::Left) | (Blank::Left, Blank::Left)) {
            pieces[at - 1].width = pieces[at - 1].size / 2.0;
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Characters of the usual widths, without a font: 汉字 and marks one em, everything else half.
    pub(in crate::export::pdf) fn made_up(words: &str) -> Vec<Piece> {
        let mut out: Vec<Piece> = words
            .chars()
            .map(|ch| {
                let blank = match ch {
                    '，' | '。' | '、' | '；' | '：' | '）' | '》' | '”' => Blank::Right,
                    '（' | '《' | '“' => Blank::Left,
                    _ => Blank::None,
                };
                let width = if ch.is_ascii() { 5.0 } else { 10.0 };
                let (kind, face) = (Kind::Plain, Typeface::Serif);
                Piece { ch, kind, face, glyph: 1, size: 10.0, width, blank, missing: false }
            })
            .collect();
        squeeze(&mut out);
        out
    }

    #[test]
    fn marks_that_meet_stand_closer_and_never_on_each_other() {
        let widths = |words: &str| made_up(words).iter().map(|it| it.width).collect::<Vec<_>>();
        assert_eq!(widths("》，"), [5.0, 10.0]);
        assert_eq!(widths("，“"), [5.0, 10.0]);
        assert_eq!(widths("（《"), [5.0, 10.0]);
        assert_eq!(widths("（）"), [10.0, 10.0]);
        assert_eq!(widths("一，二"), [10.0, 10.0, 10.0]);
        assert_eq!(widths("。”）"), [5.0, 5.0, 10.0]);
    }

    #[test]
    fn only_the_last_mark_hangs_and_only_with_its_empty_half() {
        assert_eq!(made_up("，").pop().unwrap().hang(), 5.0);
        assert_eq!(made_up("（").pop().unwrap().hang(), 0.0);
        assert_eq!(made_up("，”")[0].hang(), 0.0);
    }
}
