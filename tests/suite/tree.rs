//! What may not stand in the tracked files: paths of one machine, and hosts of a private package registry.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Files larger than this are pictures or generated; lock files are far smaller.
const MAX_TEXT_BYTES: u64 = 2 << 20;

/// The tracked files and those that would be with the next commit. Empty outside a git work tree (a source archive).
fn tracked_files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output();
    let Ok(list) = list else { return Vec::new() };
    let names = String::from_utf8(list.stdout).expect("file names in UTF-8");
    names.split('\0').filter(|name| !name.is_empty()).map(|name| root.join(name)).collect()
}

/// The lines of `text` that name a folder of somebody's machine.
fn machine_paths(text: &str) -> Vec<&str> {
    // Written in two halves, so that this file does not find itself.
    let marks = [["/wo", "rk/"], ["/ro", "ot/"], ["/ho", "me/"], ["/Us", "ers/"], ["C:\\Us", "ers"]];
    let begins_a_path = |line: &str, mark: &str| {
        line.match_indices(mark).any(|(at, _)| {
            !line[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '}' | ')' | '/'))
        })
    };
    text.lines().filter(|line| marks.iter().any(|[a, b]| begins_a_path(line, &format!("{a}{b}")))).collect()
}

#[test]
fn no_tracked_file_names_a_folder_of_one_machine() {
    let mut found = Vec::new();
    for file in tracked_files() {
        if fs::metadata(&file).is_ok_and(|data| data.is_file() && data.len() <= MAX_TEXT_BYTES)
            && let Ok(text) = fs::read_to_string(&file)
        {
            found.extend(machine_paths(&text).into_iter().map(|line| format!("{}: {line}", file.display())));
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn a_machine_path_is_recognised_and_an_address_is_not() {
    let (work, home) = (["see /wo", "rk/notes.md"].concat(), ["cd \"/ho", "me/me\""].concat());
    assert_eq!(machine_paths(&work).len(), 1);
    assert_eq!(machine_paths(&home).len(), 1);
    let addresses = ["https://example.org/wo", "rk/1 and ../wo", "rk/2, /wo", "rker/"].concat();
    assert_eq!(machine_paths(&addresses).len(), 0);
}

/// Lines of a lock file that name where a package was fetched, other than crates.io itself.
fn foreign_sources(text: &str) -> Vec<&str> {
    const CRATES_IO: &str = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
    text.lines()
        .filter(|line| {
            let line = line.trim();
            (line.starts_with("source =") && line != CRATES_IO) || line.contains("\"resolved\":")
        })
        .collect()
}

#[test]
fn lock_files_name_no_registry_but_crates_io() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["Cargo.lock", "fuzz/Cargo.lock", "package-lock.json"] {
        let Ok(text) = fs::read_to_string(root.join(name)) else { continue };
        let found = foreign_sources(&text);
        assert!(found.is_empty(), "{name}: {found:?}");
        assert!(!root.join(name).ends_with("Cargo.lock") || text.contains("crates.io-index"), "{name} names no source");
    }
}

#[test]
fn a_foreign_registry_is_recognised() {
    assert_eq!(foreign_sources("source = \"registry+https://mirror.example/index\"").len(), 1);
    assert_eq!(foreign_sources("  \"resolved\": \"https://mirror.example/a.tgz\",").len(), 1);
    assert_eq!(foreign_sources("source = \"registry+https://github.com/rust-lang/crates.io-index\"").len(), 0);
}
