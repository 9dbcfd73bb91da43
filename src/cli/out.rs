//! Standard output and standard error. A reader that has gone away is not an error.

use std::io::Write as _;

/// Words to standard output, as they are.
pub fn text(words: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(words.as_bytes()).and_then(|()| out.flush());
}

/// One line to standard output.
pub fn line(words: &str) {
    text(&format!("{words}\n"));
}

/// One line to standard error.
pub fn error(words: &str) {
    let mut out = std::io::stderr().lock();
    let _ = out.write_all(words.trim_end().as_bytes()).and_then(|()| out.write_all(b"\n"));
}
