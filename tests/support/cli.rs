//! Running the real program.

use std::path::Path;
use std::process::Command;

/// What it printed and how it ended.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// The program with the settings of this machine kept away from it.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kaimen"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("KAIMEN_") {
            command.env_remove(name);
        }
    }
    command.current_dir(folder);
    command
}

/// Runs the program in `folder` to its end.
pub fn kaimen<S: AsRef<std::ffi::OsStr>>(folder: &Path, arguments: &[S]) -> Ran {
    let output = command(folder).args(arguments).output().expect("the program starts");
    let words = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8");
    Ran { code: output.status.code().expect("no signal"), out: words(output.stdout), err: words(output.stderr) }
}
