//! The marks inside a line: `**strong**`, `[words](address)`, `[^label]` and the backslash that takes a mark's
//! meaning away. Everything else, raw HTML included, is text.
//!
//! This is deliberately less than CommonMark: `2*3*4`, `<br>`, `&amp;` or `_` in a law are words of the law and stay
//! as they are, and `**注意：**请` is strong although CommonMark's flanking rules say otherwise.

use super::span::Span;
use super::statute::{Mark, MarkKind, Text};

/// Longest address of a link, in bytes; a longer one is text.
const MAX_ADDRESS_BYTES: usize = 2_000;
/// Longest words that a mark may stand over, in bytes; longer ones are text. Keeps reading linear.
const MAX_MARKED_BYTES: usize = 4_000;

/// Whether `address` may become a link. Everything but http, https, mailto and tel stays text.
#[must_use]
pub fn is_safe_address(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once(':') else { return false };
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let direct = scheme.eq_ignore_ascii_case("mailto") || scheme.eq_ignore_ascii_case("tel");
    let clean = !address.chars().any(|c| c.is_whitespace() || c.is_control());
    let named = (web && rest.len() > 2 && rest.starts_with("//")) || (direct && !rest.is_empty());
    clean && named && address.len() <= MAX_ADDRESS_BYTES
}

/// Reads the marks of one line.
#[must_use]
pub fn read(source: &str) -> Text {
    if !source.bytes().any(|b| matches!(b, b'*' | b'[' | b'\\')) {
        return Text::plain(source);
    }
    let mut text = Text::default();
    let mut rest = source;
    while let Some(at) = rest.find(['*', '[', '\\']) {
        text.plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let (mark, used) = match read_mark(rest) {
            Some(found) => found,
            None => {
                let end = rest.chars().next().map_or(rest.len(), char::len_utf8);
                text.plain.push_str(&rest[..end]);
                rest = &rest[end..];
                continue;
            }
        };
        let start = text.plain.len();
        text.plain.push_str(mark.words);
        if let Some(kind) = mark.kind {
            text.marks.push(Mark { span: Span::new(start, text.plain.len()), kind });
        }
        rest = &rest[used..];
    }
    text.plain.push_str(rest);
    text
}

struct Found<'a> {
    words: &'a str,
    kind: Option<MarkKind>,
}

fn read_mark(rest: &str) -> Option<(Found<'_>, usize)> {
    if let Some(escaped) = rest.strip_prefix('\\') {
        let c = escaped.chars().next().filter(|c| is_escapable(*c))?;
        return Some((Found { words: &escaped[..c.len_utf8()], kind: None }, 1 + c.len_utf8()));
    }
    if let Some(inner) = rest.strip_prefix("**") {
        let end = find_near(inner, "**")?;
        let words = &inner[..end];
        return is_plain(words).then_some((Found { words, kind: Some(MarkKind::Strong) }, end + 4));
    }
    if let Some(inner) = rest.strip_prefix("[^") {
        let end = find_near(inner, "]")?;
        let words = &inner[..end];
        let label = !words.is_empty() && words.chars().all(|c| c.is_alphanumeric() || c == '-');
        let kind = Some(MarkKind::FootnoteRef(words.to_owned()));
        return label.then_some((Found { words: "", kind }, end + 3));
    }
    let inner = rest.strip_prefix('[')?;
    let middle = find_near(inner, "](")?;
    let words = &inner[..middle];
    let address = &inner[middle + 2..];
    let end = find_near(address, ")")?;
    let address = &address[..end];
    // Characters that mean something to a line stay out of addresses, so that a link never hides a mark.
    let plain_address = !address.contains(['(', '<', '>', '"', '\'', '\\', '`']);
    (is_plain(words) && plain_address && is_safe_address(address))
        .then(|| (Found { words, kind: Some(MarkKind::Link(address.to_owned())) }, middle + end + 4))
}

/// Where `what` stands within the longest words of a mark.
fn find_near(words: &str, what: &str) -> Option<usize> {
    let mut end = words.len().min(MAX_MARKED_BYTES);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    words[..end].find(what)
}

/// Words inside a mark carry no further mark.
fn is_plain(words: &str) -> bool {
    !words.is_empty() && words.trim() == words && !words.contains(['*', '[', ']', '\\', '\n'])
}

fn is_escapable(c: char) -> bool {
    matches!(c, '*' | '[' | '<' | '\\')
}

/// Writes the marks back. `read(&write(text))` is `text` for every text that [`read`] made.
#[must_use]
pub fn write(text: &Text) -> String {
    let mut out = String::with_capacity(text.plain.len() + 8);
    let mut at = 0;
    for mark in &text.marks {
        write_plain(&text.plain[at..mark.span.start], &mut out);
        let words = &text.plain[mark.span.range()];
        match &mark.kind {
            MarkKind::Strong => {
                out.push_str("**");
                out.push_str(words);
                out.push_str("**");
            }
            MarkKind::Link(address) => {
                out.push('[');
                out.push_str(words);
                out.push_str("](");
                out.push_str(address);
                out.push(')');
            }
            MarkKind::FootnoteRef(label) => {
                out.push_str("[^");
                out.push_str(label);
                out.push(']');
            }
        }
        at = mark.span.end;
    }
    write_plain(&text.plain[at..], &mut out);
    out
}

/// Escapes what would otherwise be read as a mark: every `*` and `[` that could begin one, `<!--`, and each backslash
/// before an escapable character.
fn write_plain(words: &str, out: &mut String) {
    for (at, c) in words.char_indices() {
        let next = words[at + c.len_utf8()..].chars().next();
        let escape = match c {
            '\\' => next.is_none_or(is_escapable),
            '*' | '[' => true,
            '<' => words[at..].starts_with("<!--"),
            _ => false,
        };
        if escape {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(source: &str) -> Vec<(String, MarkKind)> {
        let text = read(source);
        text.marks.iter().map(|m| (text.plain[m.span.range()].to_owned(), m.kind.clone())).collect()
    }

    #[test]
    fn the_three_marks_are_read() {
        assert_eq!(marks("**注意：**请"), [("注意：".to_owned(), MarkKind::Strong)]);
        assert_eq!(
            marks("见[附件](https://example.invalid/a)和[^1]"),
            [
                ("附件".to_owned(), MarkKind::Link("https://example.invalid/a".to_owned())),
                (String::new(), MarkKind::FootnoteRef("1".to_owned()))
            ]
        );
    }

    #[test]
    fn what_is_no_mark_stays_text() {
        for source in [
            "2*3*4",
            "<b>粗</b>",
            "&amp;",
            "[点](javascript:alert(1))",
            "[点](data:text/html,x)",
            "**",
            "[^]",
            "C:\\目录",
            "[空]()",
        ] {
            let text = read(source);
            assert_eq!((text.plain.as_str(), text.marks.len()), (source, 0));
        }
    }

    #[test]
    fn written_marks_are_read_again() {
        for source in
            ["a\\*b", "\\[x](http://a.b)", "**甲**乙[丙](tel:110)[^注1]\\\\*", "\\", "**a** * [x]", "\\\\[^1]"]
        {
            let text = read(source);
            assert_eq!(read(&write(&text)), text, "{source} → {}", write(&text));
        }
    }
}
