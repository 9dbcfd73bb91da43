//! Standard output and standard error. A reader that has gone away is not an error.

use super::Failure;
use super::input::{name, reason};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

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

/// Hands over what a command made: to `file`, whole or not at all, or to standard output if there is none or `-`.
///
/// # Errors
/// One line that names the file, the reason and the remedy. What stood in the file before is still there.
pub fn deliver(file: Option<&Path>, bytes: &[u8]) -> Result<(), Failure> {
    match file {
        Some(file) if file != Path::new("-") => {
            write_whole(file, bytes).map_err(|error| Failure::unable(format!("{}{}", name(file), reason(&error))))
        }
        _ => {
            let mut out = std::io::stdout().lock();
            match out.write_all(bytes).and_then(|()| out.flush()) {
                Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                    Err(Failure::unable(format!("输出{}", reason(&error))))
                }
                _ => Ok(()),
            }
        }
    }
}

/// A temporary file beside the wanted one, then a rename: nobody ever reads half a file.
fn write_whole(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if file.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    let mut temporary = file.as_os_str().to_owned();
    temporary.push(format!(".{}.tmp", std::process::id()));
    let temporary = Path::new(&temporary);
    let written = std::fs::File::create(temporary).and_then(|mut made| {
        made.write_all(bytes)?;
        made.sync_all()
    });
    let done = written.and_then(|()| std::fs::rename(temporary, file));
    if done.is_err() {
        let _ = std::fs::remove_file(temporary);
    }
    done
}
