//! Fields (域): their codes are no words, their results are; the result of a table of contents is left out.

/// Fields inside fields that are followed; deeper ones count as words.
const MAX_OPEN: usize = 64;
/// Characters of a code that are read.
const MAX_CODE_BYTES: usize = 2_000;

#[derive(Debug, Default)]
struct Field {
    code: String,
    in_result: bool,
    left_out: bool,
}

/// The fields that are open at a place.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// Fields beyond [`MAX_OPEN`].
    beyond: usize,
}

impl Fields {
    pub(super) fn begin(&mut self) {
        if self.open.len() < MAX_OPEN {
            self.open.push(Field::default());
        } else {
            self.beyond += 1;
        }
    }

    pub(super) fn code(&mut self, words: &str) {
        if let Some(field) = self.open.last_mut().filter(|it| !it.in_result)
            && field.code.len() + words.len() <= MAX_CODE_BYTES
        {
            field.code.push_str(words);
        }
    }

    /// The code is over; whether a table of contents begins.
    pub(super) fn separate(&mut self) -> bool {
        let Some(field) = self.open.last_mut().filter(|_| self.beyond == 0) else { return false };
        field.in_result = true;
        field.left_out = is_contents(&field.code);
        field.left_out
    }

    /// The code is over; whatever the field is, its result is words.
    pub(super) fn separate_as_words(&mut self) {
        if let Some(field) = self.open.last_mut().filter(|_| self.beyond == 0) {
            field.in_result = true;
        }
    }

    pub(super) fn end(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
        } else {
            self.open.pop();
        }
    }

    /// Whether words here are none of the text: a code, or the result of a table of contents.
    pub(super) fn hide(&self) -> bool {
        self.open.iter().any(|it| it.left_out || !it.in_result)
    }

    /// Whether a table of contents is open.
    pub(super) fn in_contents(&self) -> bool {
        self.open.iter().any(|it| it.left_out)
    }
}

/// Whether the code of a field makes a table of contents.
pub(super) fn is_contents(code: &str) -> bool {
    code.split_whitespace().next().is_some_and(|it| it.eq_ignore_ascii_case("TOC"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_hidden_and_the_result_is_not_unless_it_is_a_table_of_contents() {
        for (code, hidden) in [(" REF _Ref1 \\h ", false), (" TOC \\o \"1-3\" ", true), ("toc", true), ("", false)] {
            let mut fields = Fields::default();
            fields.begin();
            fields.code(code);
            assert!(fields.hide(), "{code}");
            fields.separate();
            assert_eq!(fields.hide(), hidden, "{code}");
            fields.end();
            assert!(!fields.hide(), "{code}");
        }
    }

    #[test]
    fn fields_beyond_the_bound_close_in_order() {
        let mut fields = Fields::default();
        (0..MAX_OPEN + 9).for_each(|_| fields.begin());
        (0..9).for_each(|_| fields.end());
        assert_eq!((fields.open.len(), fields.beyond), (MAX_OPEN, 0));
        (0..MAX_OPEN + 9).for_each(|_| fields.end());
        assert!(!fields.hide());
    }
}
