//! Lines of a cell, and titles and notes, broken to a width and set: indented, centred, justified.

use super::fonts::Fonts;
use super::kinsoku::{in_word, is_space, line_ends};
use super::piece::{self, Piece};
use super::sizes;
use crate::export::sheet::{Line, Setting};

/// A line longer than this share of its room is stretched to the margin; a shorter one would be torn apart.
const STRETCHED_FROM: f32 = 0.85;

/// A line of type.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct SetLine {
    /// Its characters. Their widths fill the line.
    pub pieces: Vec<Piece>,
    /// Where it begins, from the left of its column.
    pub x: f32,
    /// Which line of the cell it belongs to: lines of one paragraph are kept together where possible.
    pub paragraph: usize,
}

/// A line of a cell, broken to `width`. A line without words is one empty line.
pub(super) fn set(line: &Line, paragraph: usize, width: f32, fonts: &Fonts) -> Vec<SetLine> {
    place(&piece::pieces(&line.runs, fonts), line.set, paragraph, width)
}

/// Characters broken to `width` and placed in it.
pub(super) fn place(pieces: &[Piece], how: Setting, paragraph: usize, width: f32) -> Vec<SetLine> {
    let indent = if how == Setting::Indented { 2.0 * sizes::TEXT } else { 0.0 };
    let ends = line_ends(pieces, width - indent, width);
    if ends.is_empty() {
        return vec![SetLine { paragraph, ..SetLine::default() }];
    }
    let mut start = 0;
    let mut out = Vec::with_capacity(ends.len());
    for end in ends {
        let x = if start == 0 { indent } else { 0.0 };
        let mut line = SetLine { pieces: pieces[start..end].to_vec(), x, paragraph };
        let stretch = end < pieces.len() && how != Setting::Centred;
        line.fill(width - x, stretch);
        if how == Setting::Centred {
            line.x = ((width - line.width()) / 2.0).max(0.0);
        }
        out.push(line);
        start = end;
    }
    out
}

/// A centred title: as few lines as `width` allows, and those about equally long.
pub(super) fn balanced(pieces: &[Piece], width: f32) -> Vec<SetLine> {
    let lines = place(pieces, Setting::Centred, 0, width);
    let size = pieces.first().map_or(0.0, |it| it.size);
    let all: f32 = pieces.iter().map(|it| it.width).sum();
    let even = all / lines.len() as f32 + size;
    if lines.len() < 2 || even >= width {
        return lines;
    }
    let mut evened = place(pieces, Setting::Centred, 0, even);
    if evened.len() > lines.len() {
        return lines;
    }
    evened.iter_mut().for_each(|it| it.x += (width - even) / 2.0);
    evened
}

impl SetLine {
    /// Its width, in points.
    pub(super) fn width(&self) -> f32 {
        self.pieces.iter().map(|it| it.width).sum()
    }

    /// Makes the line exactly `room` wide where that can be done: spaces at its end take no room, an overhang goes out
    /// of the empty halves of marks, what is left over goes between the characters.
    fn fill(&mut self, room: f32, stretch: bool) {
        let last = self.pieces.iter().rposition(|it| !is_space(it.ch)).map_or(0, |it| it + 1);
        self.pieces[last..].iter_mut().for_each(|it| it.width = 0.0);
        let over = self.width() - room;
        if over > 0.0 {
            self.shrink(over);
        } else if stretch && -over <= room * (1.0 - STRETCHED_FROM) {
            self.stretch(-over);
        }
    }

    /// Takes `over` points from the last mark's empty half, then from those inside, each by the same share.
    fn shrink(&mut self, over: f32) {
        let Some((last, inside)) = self.pieces.split_last_mut() else { return };
        let hung = over.min(last.hang());
        last.width -= hung;
        let over = over - hung;
        let all: f32 = inside.iter().map(Piece::hang).sum();
        if over > 0.0 && all > 0.0 {
            let share = (over / all).min(1.0);
            inside.iter_mut().for_each(|it| it.width -= share * it.hang());
        }
    }

    /// Spreads `left` points over the gaps between characters, but not within words.
    fn stretch(&mut self, left: f32) {
        let end = self.pieces.iter().rposition(|it| !is_space(it.ch)).unwrap_or(0);
        let opens = |pair: &[Piece]| !(in_word(pair[0].ch) && in_word(pair[1].ch));
        let gaps = self.pieces[..=end.min(self.pieces.len() - 1)].windows(2).filter(|it| opens(it)).count();
        for at in 0..end {
            if opens(&self.pieces[at..at + 2]) {
                self.pieces[at].width += left / gaps as f32;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::piece::tests::made_up;
    use super::*;

    fn flush(words: &str, width: f32) -> Vec<SetLine> {
        place(&made_up(words), Setting::Flush, 0, width)
    }

    #[test]
    fn full_lines_reach_the_margin_and_the_last_does_not() {
        let lines = flush("为了规范政务服务行为，提升2026年服务水平，制定本条例", 86.0);
        let (last, full) = lines.split_last().unwrap();
        for line in full {
            assert!((line.width() - 86.0).abs() < 0.1, "{}", line.width());
        }
        assert!(last.width() < 80.0);
    }

    #[test]
    fn a_mark_that_hangs_stays_within_the_column() {
        let lines = flush("为了规范，政务", 45.0);
        assert!((lines[0].width() - 45.0).abs() < 0.1);
        let lines = flush("一，二三四，五六", 50.0);
        assert_eq!(lines[0].pieces.len(), 6);
        assert!((lines[0].width() - 50.0).abs() < 0.1);
    }

    #[test]
    fn letters_of_a_word_are_not_spread() {
        let lines = flush("依照example办理事项", 81.0);
        assert_eq!(lines[0].pieces.iter().filter(|it| it.ch.is_ascii() && it.width == 5.0).count(), 6);
    }

    #[test]
    fn first_lines_are_indented_by_two_characters_and_headings_centred() {
        let lines = place(&made_up("一二三四五六七八九十"), Setting::Indented, 3, 60.0);
        assert_eq!((lines[0].x, lines[0].pieces.len(), lines[1].x, lines[1].pieces.len()), (24.0, 3, 0.0, 6));
        assert!(lines.iter().all(|it| it.paragraph == 3));
        let lines = place(&made_up("总　则"), Setting::Centred, 0, 60.0);
        assert_eq!((lines[0].x, lines[0].width()), (15.0, 30.0));
    }

    #[test]
    fn a_line_without_words_is_a_line() {
        assert_eq!(flush("", 60.0), [SetLine::default()]);
    }
}
