//! 避头尾: where a line may end (GB/T 15834 §5.1), and where it ends.
//!
//! A line may end after any 汉字, but not before a mark that closes nor after one that opens, nor within a word of
//! Latin letters or a number that fits on a line of its own.

use super::piece::Piece;

/// Marks that never begin a line.
const NOT_FIRST: &str = "，。、；：！？）》〉」』】〕〗”’·～％‰℃／﹂﹄,.;:!?)]}%";
/// Marks that never end a line.
const NOT_LAST: &str = "（《〈「『【〔〖“‘￥＄／﹁﹃([{$¥";
/// Marks of two squares that are never torn apart.
const DOUBLE: &str = "—…";
/// Marks that hold letters and digits together: 2026-01-01, 3.5, a_b.
const JOINING: &str = ".,:'_-/@&+=%#~";
/// Rounding of widths, in points.
const ROUNDING: f32 = 0.01;

/// Where the lines end: indices after their last characters. The first line has `first` points, all others `rest`.
pub(super) fn line_ends(pieces: &[Piece], first: f32, rest: f32) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let room = if start == 0 { first } else { rest };
        start = line_end(pieces, start, room);
        ends.push(start);
    }
    ends
}

/// Where the line that begins at `start` ends; always later.
fn line_end(pieces: &[Piece], start: usize, room: f32) -> usize {
    let room = room + ROUNDING;
    let mut fit = Fit::default();
    let (mut best, mut edge) = (None, start + 1);
    for at in start..pieces.len() {
        let (natural, tightest) = fit.with(&pieces[at]);
        if natural <= room {
            edge = at + 1;
        }
        if tightest > room {
            return best.unwrap_or(edge);
        }
        // Marks inside give way only to let a mark in that cannot begin the next line.
        let fits = natural <= room || is(NOT_FIRST, pieces[at].ch);
        if fits && may_end(pieces, at + 1) {
            best = Some(at + 1);
        }
    }
    best.unwrap_or(edge)
}

/// How wide the line is so far.
#[derive(Default)]
struct Fit {
    width: f32,
    spaces: f32,
    shrink: f32,
    last: f32,
}

impl Fit {
    /// The line with one more character: as it is, and with all that its marks can give up. Spaces at its end and the
    /// empty half of its last mark do not count.
    fn with(&mut self, piece: &Piece) -> (f32, f32) {
        if is_space(piece.ch) {
            self.spaces += piece.width;
        } else {
            self.shrink += self.last;
            self.width += self.spaces + piece.width;
            self.spaces = 0.0;
            self.last = piece.hang();
        }
        let natural = self.width - self.last;
        (natural, natural - self.shrink)
    }
}

/// Whether a line may end before the character at `at`.
fn may_end(pieces: &[Piece], at: usize) -> bool {
    let (Some(before), Some(after)) = (pieces.get(at - 1), pieces.get(at)) else { return true };
    let (before, after) = (before.ch, after.ch);
    if is_space(after) || is(NOT_FIRST, after) || is_attached(after) || is(NOT_LAST, before) {
        return false;
    }
    if is_space(before) {
        return true;
    }
    if glues(before) || glues(after) || (before == after && is(DOUBLE, before)) {
        return false;
    }
    !(in_word(before) && in_word(after))
}

fn is(list: &str, ch: char) -> bool {
    list.contains(ch)
}

/// Spaces that a line may end with; no-break spaces are not among them.
pub(super) fn is_space(ch: char) -> bool {
    matches!(ch, ' ' | '\u{3000}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200b}')
}

/// Part of a word or number that stays together.
pub(super) fn in_word(ch: char) -> bool {
    let wide = matches!(ch, '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}')
        || matches!(ch, '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
        || matches!(ch, '\u{2460}'..='\u{24ff}');
    !wide && (ch.is_alphanumeric() || is(JOINING, ch))
}

/// Marks that belong to the character before them.
fn is_attached(ch: char) -> bool {
    matches!(ch, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}')
        || matches!(ch, '\u{200d}' | '\u{e0100}'..='\u{e01ef}')
}

fn glues(ch: char) -> bool {
    matches!(ch, '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::super::piece::tests::made_up;
    use super::*;

    /// The lines of `words` in a column of `ems` characters.
    fn lines(words: &str, ems: f32) -> Vec<String> {
        let pieces = made_up(words);
        let mut start = 0;
        let ends = line_ends(&pieces, ems * 10.0, ems * 10.0);
        ends.into_iter()
            .map(|end| pieces[std::mem::replace(&mut start, end)..end].iter().map(|it| it.ch).collect())
            .collect()
    }

    #[test]
    fn any_character_may_end_a_line() {
        assert_eq!(lines("为了规范政务服务", 3.0), ["为了规", "范政务", "服务"]);
        assert_eq!(lines("", 3.0), [""; 0]);
    }

    #[test]
    fn a_closing_mark_hangs_or_takes_a_character_along() {
        assert_eq!(lines("为了规范，政务", 4.5), ["为了规范，", "政务"], "its empty half hangs");
        assert_eq!(lines("为了规范，政务", 4.0), ["为了规", "范，政务"], "no room for its ink");
        assert_eq!(lines("一，二三四，五六", 5.0), ["一，二三四，", "五六"], "the mark inside gives way");
        assert_eq!(lines("一二三》”。五六", 3.0), ["一二", "三》”。", "五六"]);
    }

    #[test]
    fn no_line_begins_with_a_closing_or_ends_with_an_opening_mark() {
        let text = "为了规范政务服务，根据《中华人民共和国行政许可法》（以下简称《行政许可法》）等法律、法规，结合本市实际，制定本条例；“政务服务”：是指……——不含3.5%的2026-01-01！？";
        for tenths in 80..400 {
            for line in lines(text, tenths as f32 / 10.0) {
                let (first, last) = (line.chars().next().unwrap(), line.chars().last().unwrap());
                assert!(!is(NOT_FIRST, first), "{tenths}: {line}");
                assert!(!is(NOT_LAST, last), "{tenths}: {line}");
                assert!(!line.starts_with('…') || line.starts_with("……"), "{tenths}: {line}");
            }
        }
    }

    #[test]
    fn nothing_is_lost_whatever_the_width() {
        let text = "第一条　为了 规范：https://example.invalid/a/long/address，（《“、。；”》）100% ok";
        for tenths in 0..300 {
            let broken = lines(text, tenths as f32 / 10.0);
            assert_eq!(broken.concat(), text);
            assert!(broken.iter().all(|it| !it.is_empty()));
        }
    }

    #[test]
    fn words_and_numbers_stay_together_where_they_fit() {
        assert_eq!(lines("自2026年起施行", 3.0), ["自2026", "年起施", "行"]);
        assert_eq!(lines("在一自2026年起", 4.0), ["在一自", "2026年起"]);
        assert_eq!(lines("网址example完", 3.0), ["网址", "exampl", "e完"], "longer than a line: broken at its edge");
        assert_eq!(lines("增长3.5%以上", 3.5), ["增长", "3.5%以", "上"]);
    }

    #[test]
    fn spaces_stay_at_the_end_of_a_line_and_take_no_room() {
        assert_eq!(lines("第一条　为了", 3.0), ["第一条　", "为了"]);
        assert_eq!(lines("ab cd", 1.0), ["ab ", "cd"]);
        assert_eq!(lines("一ab\u{a0}cd", 3.0), ["一", "ab\u{a0}cd"], "but a no-break space holds");
    }
}
