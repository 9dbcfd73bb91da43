//! A text as the one span that it replaced in another.

use crate::law::edit::{Edit, applied, between};

/// The most revisions that are stored as spans in a row; then comes a whole text.
pub const MAX_DEPTH: u32 = 64;

/// What a revision replaced in its parent: from `start` on, `removed` bytes became `inserted`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delta {
    /// First byte in the parent's text.
    pub start: usize,
    /// How many bytes went.
    pub removed: usize,
    /// What came.
    pub inserted: String,
}

impl Delta {
    /// The span that turns `old` into `new`.
    #[must_use]
    pub fn between(old: &str, new: &str) -> Self {
        let edit = between(old, new).unwrap_or_else(|| Edit::new(0, 0, ""));
        Self { start: edit.span.start, removed: edit.span.len(), inserted: edit.replacement }
    }

    /// The text after it; none if it does not fit the text.
    #[must_use]
    pub fn apply(&self, old: &str) -> Option<String> {
        let end = self.start.checked_add(self.removed)?;
        old.get(self.start..end)?;
        Some(applied(old, &[Edit::new(self.start, end, self.inserted.as_str())]))
    }
}

/// Whether a revision is stored whole: after so many spans in a row, and where the span is most of the text.
#[must_use]
pub fn is_whole(depth: u32, delta: &Delta, text: &str) -> bool {
    depth >= MAX_DEPTH || delta.inserted.len() * 2 > text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_text_comes_back_from_its_span(old in "[甲乙a\n𠮷]{0,20}", new in "[甲乙a\n𠮷]{0,20}") {
            prop_assert_eq!(Delta::between(&old, &new).apply(&old), Some(new));
        }
    }

    #[test]
    fn a_span_that_does_not_fit_gives_no_text() {
        let delta = Delta { start: 1, removed: 1, inserted: String::new() };
        assert_eq!(delta.apply("甲"), None);
        assert_eq!(Delta { start: usize::MAX, removed: 2, ..delta }.apply("甲"), None);
    }
}
