//! Where something stands in a source text: byte ranges inside, lines and columns only at the edge.

use std::ops::Range;

/// A half-open range of bytes in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start, end }
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a standard range, for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// A place for people: line and column, both counted from one; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from one.
    pub line: usize,
    /// Character in the line, from one.
    pub column: usize,
}

/// The line starts of one source, to turn byte offsets into lines and columns.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Reads the line starts of `source`.
    #[must_use]
    pub fn new(source: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(source.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(at, _)| at + 1));
        Self { starts }
    }

    /// The line (from one) that holds byte `offset`.
    #[must_use]
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset)
    }

    /// Line and column of byte `offset` of `source`. An offset past the end is the end;
    /// one inside a character is the character's start.
    #[must_use]
    pub fn locate(&self, source: &str, offset: usize) -> LineColumn {
        let mut offset = offset.min(source.len());
        while !source.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line(offset);
        let column = source[self.starts[line - 1]..offset].chars().count() + 1;
        LineColumn { line, column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let source = "第一条\n　第二条\n";
        let index = LineIndex::new(source);
        assert_eq!(index.locate(source, 0), LineColumn { line: 1, column: 1 });
        assert_eq!(index.locate(source, 10), LineColumn { line: 2, column: 1 });
        assert_eq!(index.locate(source, 13), LineColumn { line: 2, column: 2 });
        assert_eq!(index.locate(source, 14), LineColumn { line: 2, column: 2 });
        assert_eq!(index.locate(source, 999), LineColumn { line: 3, column: 1 });
    }
}
