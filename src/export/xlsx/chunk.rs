//! The words of a cell in pieces that Excel takes and shows, and how high each is.

use super::super::sheet::{Kind, Line, Setting};

/// The most lines of a row: Excel shows no row higher than 409 points.
pub(super) const MAX_ROW_LINES: usize = 22;
/// The most lines of a merged cell: Excel takes 253 line feeds.
pub(super) const MAX_MERGED_LINES: usize = 250;
/// The most UTF-16 units of a cell. Excel takes 32,767; `rust_xlsxwriter` counts the markup of runs among them.
const MAX_UNITS: usize = 30_000;
/// More than the markup of any run.
const RUN_UNITS: usize = 250;

/// A piece of a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Chunk {
    /// Its words, none of them empty.
    pub(super) runs: Vec<(Kind, String)>,
    /// How many lines it takes, rather too many than too few.
    pub(super) lines: usize,
}

/// The lines of a cell in pieces of at most `most` lines, `width` half-width characters wide. A line stands in one
/// piece if it fits in one. Joined, the pieces have all words; a break between pieces is one between lines.
pub(super) fn chunks(lines: &[Line], width: usize, most: usize) -> Vec<Chunk> {
    let mut chunker =
        Chunker { width: width.max(4), most, done: Vec::new(), open: Chunk::default(), filled: 0, units: 0 };
    for line in lines {
        chunker.line(line);
    }
    chunker.end();
    chunker.done
}

struct Chunker {
    width: usize,
    most: usize,
    done: Vec<Chunk>,
    open: Chunk,
    /// Half-width characters in the last line of the open piece.
    filled: usize,
    /// UTF-16 units of the open piece.
    units: usize,
}

impl Chunker {
    fn line(&mut self, line: &Line) {
        let indent = if line.set == Setting::Indented { "\u{3000}\u{3000}" } else { "" };
        let needed = self.lines_of(indent.chars().chain(line.runs.iter().flat_map(|run| run.text.chars())));
        if needed <= self.most && self.open.lines + needed > self.most {
            self.end();
        }
        self.feed();
        for (kind, words) in
            [(Kind::Plain, indent)].into_iter().chain(line.runs.iter().map(|it| (it.kind, it.text.as_str())))
        {
            let mut rest = words;
            while let Some(c) = rest.chars().next() {
                let here = escaped(rest, c);
                self.push(kind, c, here.as_deref());
                rest = &rest[c.len_utf8()..];
            }
        }
    }

    /// How many lines words take that begin a line.
    fn lines_of(&self, words: impl Iterator<Item = char>) -> usize {
        let step = |(lines, filled): (usize, usize), c: char| match width(c) {
            wide if filled + wide > self.width => (lines + 1, wide),
            wide => (lines, filled + wide),
        };
        words.fold((1, 0), step).0
    }

    /// Begins a line, with a line feed if it is not the first of its piece.
    fn feed(&mut self) {
        if self.open.lines >= self.most {
            self.end();
        }
        self.open.lines += 1;
        self.filled = 0;
        if let Some(last) = self.open.runs.last_mut() {
            last.1.push('\n');
            self.units += 1;
        } else if self.open.lines > 1 {
            // Empty lines at the top.
            self.open.runs.push((Kind::Plain, "\n".to_owned()));
            self.units += RUN_UNITS;
        }
    }

    fn push(&mut self, kind: Kind, c: char, escaped: Option<&str>) {
        let units = escaped.map_or_else(|| markup_units(c), str::len);
        if self.units + units + RUN_UNITS > MAX_UNITS {
            self.end();
            self.open.lines = 1;
        }
        if self.filled + width(c) > self.width {
            if self.open.lines >= self.most {
                self.end();
            }
            self.open.lines += 1;
            self.filled = 0;
        }
        self.filled += width(c);
        self.units += units;
        if self.open.runs.last().is_none_or(|last| last.0 != kind) {
            self.open.runs.push((kind, String::new()));
            self.units += RUN_UNITS;
        }
        if let Some(last) = self.open.runs.last_mut() {
            match escaped {
                Some(escaped) => last.1.push_str(escaped),
                None => last.1.push(c),
            }
        }
    }

    fn end(&mut self) {
        if self.open != Chunk::default() {
            self.done.push(std::mem::take(&mut self.open));
        }
        self.filled = 0;
        self.units = 0;
    }
}

/// What stands for a character that Excel would not read as itself: one that XML cannot carry, and the `_` of words
/// that look like an escape of Excel's own (`_x0041_` is A).
fn escaped(rest: &str, c: char) -> Option<String> {
    match c {
        '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => Some("\u{fffd}".to_owned()),
        '_' if rest.as_bytes().get(1) == Some(&b'x') => Some("_x005F_".to_owned()),
        _ => None,
    }
}

/// The length in XML.
fn markup_units(c: char) -> usize {
    if matches!(c, '&' | '<' | '>') { 5 } else { c.len_utf16() }
}

/// The width in half-width characters.
fn width(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(words: &str) -> Line {
        Line::of(Setting::Flush, Kind::Plain, words)
    }

    fn pieces(lines: &[Line], width: usize, most: usize) -> Vec<(String, usize)> {
        let words = |it: &Chunk| it.runs.iter().map(|run| run.1.as_str()).collect::<String>();
        chunks(lines, width, most).iter().map(|it| (words(it), it.lines)).collect()
    }

    #[test]
    fn lines_are_wrapped_and_counted() {
        assert_eq!(pieces(&[line("一二三四五"), line("ab")], 4, 9), [("一二三四五\nab".to_owned(), 4)]);
        assert!(pieces(&[], 4, 9).is_empty());
    }

    #[test]
    fn a_line_stands_in_one_piece_if_it_fits_and_goes_on_if_not() {
        assert_eq!(
            pieces(&[line("一二三"), line("四五六")], 4, 3),
            [("一二三".to_owned(), 2), ("四五六".to_owned(), 2)]
        );
        assert_eq!(pieces(&[line("一二三四五六七")], 4, 2), [("一二三四".to_owned(), 2), ("五六七".to_owned(), 2)]);
    }

    #[test]
    fn no_piece_is_longer_than_excel_takes_however_often_words_change_their_kind() {
        let run = |at: usize| super::super::super::sheet::Run {
            text: "&".to_owned(),
            kind: if at.is_multiple_of(2) { Kind::Added } else { Kind::Deleted },
        };
        let line = Line { set: Setting::Flush, runs: (0..5_000).map(run).collect() };
        let chunks = chunks(&[line], 100, MAX_MERGED_LINES);
        let words: usize = chunks.iter().flat_map(|it| &it.runs).map(|run| run.1.len()).sum();
        assert_eq!(words, 5_000);
        assert!(chunks.iter().all(|it| it.runs.len() * RUN_UNITS <= MAX_UNITS));
    }

    #[test]
    fn what_excel_reads_otherwise_is_escaped() {
        assert_eq!(pieces(&[line("_x0041_\u{1}")], 40, 9), [("_x005F_x0041_\u{fffd}".to_owned(), 1)]);
    }
}
