//! Markup that may be printed as it is, and the escaping that makes it so.

use std::fmt;

/// HTML that is safe to put into a page: made only here, from escaped words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// Words as HTML: nothing in them is markup.
    #[must_use]
    pub fn from_words(words: &str) -> Self {
        let mut out = String::with_capacity(words.len());
        push_escaped(&mut out, words);
        Self(out)
    }

    /// The markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The door for the writers of this folder, which escape what they are given.
    pub(in crate::export) fn written(markup: String) -> Self {
        Self(markup)
    }
}

impl fmt::Display for SafeHtml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for SafeHtml {}

/// Writes words so that they are words in HTML, in elements and in quoted attributes.
pub(in crate::export) fn push_escaped(out: &mut String, words: &str) {
    let mut from = 0;
    for (at, byte) in words.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            // Characters that HTML does not allow; the text keeps them, the page shows a mark.
            0..=8 | 11 | 12 | 14..=31 | 127 => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&words[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&words[from..]);
}
