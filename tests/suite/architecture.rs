//! Holds the direction of imports (`docs/ARCHITECTURE.md`) and the purity of the core, by reading the source.
//!
//! It reads words, not types: comments and literals are blanked, and every path that begins with `crate`, `super`,
//! `self` or (in `main.rs`) `kaimen` is followed to the top-level module it ends in. Absent on purpose: what a macro
//! expands to, and items that a module re-exports from another one.

use std::fs;
use std::path::{Path, PathBuf};

/// What a module may use of the others.
enum May {
    /// Only these.
    Use(&'static [&'static str]),
    /// Everything but these.
    UseAllBut(&'static [&'static str]),
}

/// One line of the table.
struct Rule {
    module: &'static str,
    may: May,
    /// Sequences of tokens, separated by blanks, that may not stand in the module, tests in it included.
    never: &'static [&'static [&'static str]],
}

/// No waiting, no database, no network, no letters, no clock, no chance, no files, no environment, no printing.
const IMPURE: &[&str] = &[
    "async",
    "await",
    "sqlx",
    "axum",
    "tower",
    "tower_http",
    "tokio",
    "lettre",
    "tracing",
    "rand",
    "SystemTime",
    "Instant",
    "println !",
    "eprintln !",
    "print !",
    "eprint !",
    "Timestamp :: now",
    "Zoned :: now",
    "std :: fs",
    "std :: net",
    "std :: env",
    "std :: process",
    "stdin",
    "stdout",
    "stderr",
];
/// The clock is read in one place.
const CLOCK: &[&str] = &["SystemTime :: now", "Instant :: now", "Timestamp :: now", "Zoned :: now"];
/// SQL stands in `store`.
const SQL: &[&str] = &["sqlx"];
/// The environment is read in `config`.
const ENVIRONMENT: &[&str] = &["env :: var", "env :: var_os", "env :: vars", "env :: vars_os", "env :: set_var"];

const TABLE: &[Rule] = &[
    Rule { module: "law", may: May::Use(&[]), never: &[IMPURE] },
    Rule { module: "lint", may: May::Use(&["law"]), never: &[IMPURE] },
    Rule { module: "export", may: May::Use(&["law"]), never: &[IMPURE] },
    Rule { module: "intake", may: May::Use(&["law"]), never: &[IMPURE] },
    Rule { module: "procedure", may: May::Use(&["law"]), never: &[IMPURE] },
    Rule { module: "search", may: May::Use(&["law", "procedure"]), never: &[CLOCK, SQL, ENVIRONMENT] },
    Rule { module: "store", may: May::Use(&["law", "procedure"]), never: &[CLOCK, ENVIRONMENT] },
    Rule { module: "mail", may: May::Use(&[]), never: &[CLOCK, SQL, ENVIRONMENT] },
    Rule { module: "config", may: May::Use(&[]), never: &[CLOCK, SQL] },
    Rule { module: "clock", may: May::Use(&[]), never: &[SQL, ENVIRONMENT] },
    Rule { module: "view", may: May::Use(&["law", "lint", "export", "procedure"]), never: &[CLOCK, SQL, ENVIRONMENT] },
    Rule { module: "jobs", may: May::UseAllBut(&["web", "cli", "config"]), never: &[CLOCK, SQL, ENVIRONMENT] },
    Rule { module: "web", may: May::UseAllBut(&["cli", "config"]), never: &[CLOCK, SQL, ENVIRONMENT] },
    Rule { module: "cli", may: May::UseAllBut(&[]), never: &[CLOCK, SQL, ENVIRONMENT] },
    Rule { module: "main", may: May::Use(&["cli"]), never: &[CLOCK, SQL, ENVIRONMENT] },
];

#[test]
fn imports_run_one_way_and_the_core_is_pure() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut violations = Vec::new();
    let files = rust_files(&root);
    assert!(files.len() > 8, "the source was not found under {}", root.display());
    for file in files {
        let relative = file.strip_prefix(&root).expect("a file of the folder").to_owned();
        let source = fs::read_to_string(&file).expect("readable source");
        violations.extend(check(&relative, &source));
    }
    assert!(violations.is_empty(), "\n{}\nThe table stands in docs/ARCHITECTURE.md.", violations.join("\n"));
}

/// Every violation in one file, as `path:line: what`.
fn check(relative: &Path, source: &str) -> Vec<String> {
    let module_path = module_path(relative);
    let Some(own) = module_path.first() else { return Vec::new() }; // lib.rs is the map: it names every module
    let at = |line: usize, what: String| format!("src/{}:{line}: {what}", relative.display());
    let Some(rule) = TABLE.iter().find(|rule| rule.module == own) else {
        return vec![at(1, format!("module `{own}` stands in no line of the table of imports"))];
    };
    let tokens = tokens(&blanked(source));
    let mut found = Vec::new();
    for (line, used) in crossings(&module_path, &tokens) {
        let allowed = used == *own
            || !TABLE.iter().any(|rule| rule.module == used) // an item of lib.rs, not a module
            || match rule.may {
                May::Use(list) => list.contains(&used.as_str()),
                May::UseAllBut(list) => !list.contains(&used.as_str()),
            };
        if !allowed {
            found.push(at(line, format!("`{own}` may not use `{used}`")));
        }
    }
    for words in rule.never.iter().flat_map(|list| list.iter()) {
        let words: Vec<&str> = words.split(' ').collect();
        for window in tokens.windows(words.len()) {
            if window.iter().zip(&words).all(|(token, word)| token.text == *word) {
                found.push(at(window[0].line, format!("`{own}` may not use `{}`", words.join(""))));
            }
        }
    }
    found
}

/// `web/pages/home.rs` → web, pages, home; `law/mod.rs` → law; `lib.rs` → nothing.
fn module_path(relative: &Path) -> Vec<String> {
    let mut parts: Vec<String> =
        relative.with_extension("").components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if parts.last().is_some_and(|last| last == "mod" || (last == "lib" && parts.len() == 1)) {
        parts.pop();
    }
    parts
}

/// A word or a punctuation mark (`::` is one), and its line from one.
struct Token {
    text: String,
    line: usize,
}

fn tokens(source: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    for (index, text) in source.lines().enumerate() {
        let mut rest = text.trim_start();
        while let Some(first) = rest.chars().next() {
            let length = if first.is_alphanumeric() || first == '_' {
                rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            found.push(Token { text: rest[..length].to_owned(), line: index + 1 });
            rest = rest[length..].trim_start();
        }
    }
    found
}

/// The source with comments and literals turned into blanks; lines stay lines.
fn blanked(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut i = 0;
    while i < chars.len() {
        let end = match chars[i] {
            '/' if chars.get(i + 1) == Some(&'/') => find(&chars, i, |c, _| c == '\n'),
            '/' if chars.get(i + 1) == Some(&'*') => end_of_block_comment(&chars, i),
            '"' => end_of_string(&chars, i + 1),
            'r' | 'b' | 'c' if !continues_a_word(&chars, i) && starts_raw_string(&chars, i) => {
                end_of_raw_string(&chars, i)
            }
            '\'' if is_char_literal(&chars, i) => {
                let from = if chars.get(i + 1) == Some(&'\\') { i + 3 } else { i + 2 };
                find(&chars, from, |c, _| c == '\'') + 1
            }
            other => {
                out.push(other);
                i += 1;
                continue;
            }
        };
        let end = end.min(chars.len());
        out.extend(chars[i..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
        i = end.max(i + 1);
    }
    out
}

fn find(chars: &[char], from: usize, found: impl Fn(char, usize) -> bool) -> usize {
    (from..chars.len()).find(|&i| found(chars[i], i)).unwrap_or(chars.len())
}

fn continues_a_word(chars: &[char], i: usize) -> bool {
    i > 0 && (chars[i - 1].is_alphanumeric() || chars[i - 1] == '_')
}

fn is_char_literal(chars: &[char], i: usize) -> bool {
    chars.get(i + 1) == Some(&'\\') || chars.get(i + 2) == Some(&'\'') // otherwise a lifetime
}

fn end_of_block_comment(chars: &[char], start: usize) -> usize {
    let (mut depth, mut i) = (0, start);
    while i < chars.len() {
        match (chars[i], chars.get(i + 1)) {
            ('/', Some('*')) => (depth, i) = (depth + 1, i + 2),
            ('*', Some('/')) => (depth, i) = (depth - 1, i + 2),
            _ => i += 1,
        }
        if depth == 0 {
            break;
        }
    }
    i
}

fn end_of_string(chars: &[char], mut i: usize) -> usize {
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    i + 1
}

/// `r"`, `r#"`, `br#"` …; a plain `b"` too, which then ends at the first quote.
fn starts_raw_string(chars: &[char], i: usize) -> bool {
    let after = find(chars, i, |c, _| !matches!(c, 'r' | 'b' | 'c'));
    let quote = find(chars, after, |c, _| c != '#');
    after - i <= 2 && chars[i..after].contains(&'r') && chars.get(quote) == Some(&'"')
}

fn end_of_raw_string(chars: &[char], i: usize) -> usize {
    let hashes_from = find(chars, i, |c, _| !matches!(c, 'r' | 'b' | 'c'));
    let quote = find(chars, hashes_from, |c, _| c != '#');
    let hashes = quote - hashes_from;
    let end = find(chars, quote + 1, |c, at| {
        c == '"' && chars.get(at + 1..=at + hashes).is_some_and(|tail| tail.iter().all(|c| *c == '#'))
    });
    end + 1 + hashes
}

/// The top-level modules that the paths in these tokens reach, with their lines.
fn crossings(file_module: &[String], tokens: &[Token]) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut inline: Vec<(String, usize)> = Vec::new(); // modules within the file, and the depth of their braces
    let mut depth = 0;
    for (i, token) in tokens.iter().enumerate() {
        match token.text.as_str() {
            "{" => {
                depth += 1;
                if i >= 2 && tokens[i - 2].text == "mod" {
                    inline.push((tokens[i - 1].text.clone(), depth));
                }
            }
            "}" => {
                if inline.last().is_some_and(|(_, at)| *at == depth) {
                    inline.pop();
                }
                depth -= 1;
            }
            "crate" | "super" | "self" | "kaimen"
                if is_path_start(tokens, i) && !(token.text == "kaimen" && file_module[0] != "main") =>
            {
                let mut here: Vec<String> = file_module.to_vec();
                here.extend(inline.iter().map(|(name, _)| name.clone()));
                follow(here, tokens, i, &mut found);
            }
            _ => {}
        }
    }
    found
}

/// Whether a path begins here: it goes on with `::` and is not itself the tail of one.
fn is_path_start(tokens: &[Token], i: usize) -> bool {
    tokens.get(i + 1).is_some_and(|next| next.text == "::") && (i == 0 || tokens[i - 1].text != "::")
}

/// Follows the path at `tokens[i]` from the module `base`; whatever it names directly under the crate's root is found.
fn follow(mut base: Vec<String>, tokens: &[Token], mut i: usize, found: &mut Vec<(usize, String)>) {
    loop {
        match tokens[i].text.as_str() {
            "crate" | "kaimen" => base.clear(),
            "super" => {
                base.pop();
            }
            "self" => {}
            _ => return,
        }
        if tokens.get(i + 1).is_none_or(|next| next.text != "::") {
            return;
        }
        i += 2;
        match tokens.get(i).map(|next| next.text.as_str()) {
            Some("super" | "self") => {}
            Some("{") => return follow_group(&base, tokens, i, found),
            Some(name) if base.is_empty() => return found.push((tokens[i].line, name.to_owned())),
            _ => return,
        }
    }
}

/// The members of `base::{…}` that begin at the group's own level.
fn follow_group(base: &[String], tokens: &[Token], open: usize, found: &mut Vec<(usize, String)>) {
    let mut depth = 0;
    for i in open..tokens.len() {
        match tokens[i].text.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return;
        }
        if depth > 1 || !matches!(tokens[i].text.as_str(), "{" | ",") {
            continue;
        }
        match tokens.get(i + 1).map(|next| next.text.as_str()) {
            Some("super" | "self") => follow(base.to_vec(), tokens, i + 1, found),
            Some(name) if base.is_empty() && name != "}" => found.push((tokens[i + 1].line, name.to_owned())),
            _ => {}
        }
    }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The violations of a made-up file.
#[track_caller]
fn finds(file: &str, source: &str, expected: &[&str]) {
    let found = check(Path::new(file), source);
    let found: Vec<&str> = found.iter().map(|line| line.split_once(": ").expect("a place").1).collect();
    assert_eq!(found, expected, "in {file}: {source}");
}

#[test]
fn a_crossing_is_found_however_it_is_written() {
    let bad = ["`law` may not use `store`"];
    finds("law/parse.rs", "use crate::store::Db;", &bad);
    finds("law/parse.rs", "fn f() { crate::store::open() }", &bad);
    finds("law/parse.rs", "use crate :: {law::span::Span, store::{Db, Tx}};", &bad);
    finds("law/parse.rs", "use super::super::store;", &bad);
    finds("law/parse.rs", "use super::{span, super::store};", &bad);
    finds("law/mod.rs", "use super::store;", &bad);
    finds("law/mod.rs", "use self::super::store;", &bad);
    finds("law/parse.rs", "mod tests { use super::super::super::store; }", &bad);
    finds("law/parse.rs", "mod a { mod b {} fn f() {} }\nuse super::super::store::Db;", &bad);
    finds("main.rs", "fn main() { kaimen::store::go() }", &["`main` may not use `store`"]);
    finds("web/pages/home.rs", "use crate::config::Site;", &["`web` may not use `config`"]);
}

#[test]
fn what_the_table_allows_passes() {
    finds(
        "law/parse.rs",
        "use super::{problem::Problem, span::Span}; use crate::law::path; mod t { use super::*; }",
        &[],
    );
    finds(
        "law/parse.rs",
        "// use crate::store;\n/* crate::web /* nested */ crate::web */ const A: &str = \"crate::cli\";",
        &[],
    );
    finds("law/parse.rs", "const A: &str = r#\"a \" crate::cli\"#; const B: char = '\"'; fn f<'a>(x: &'a str) {}", &[]);
    finds("export/akn.rs", "use crate::law::statute::Statute;", &[]);
    finds("web/pages/home.rs", "use crate::{store, view, law, procedure, clock};", &[]);
    finds("cli/serve.rs", "use crate::{config, web};", &[]);
    finds("main.rs", "fn main() -> std::process::ExitCode { kaimen::cli::main() }", &[]);
    finds("lib.rs", "pub mod law; pub mod web;", &[]);
}

#[test]
fn the_core_may_not_wait_ask_or_print() {
    finds("law/parse.rs", "async fn f() {}", &["`law` may not use `async`"]);
    finds("export/html.rs", "fn f() { println!(\"x\") }", &["`export` may not use `println!`"]);
    finds("procedure/bill.rs", "let t = std::time::SystemTime::now();", &["`procedure` may not use `SystemTime`"]);
    finds("intake/docx.rs", "use std::fs::File;", &["`intake` may not use `std::fs`"]);
    finds("web/pages/home.rs", "use sqlx::Row;", &["`web` may not use `sqlx`"]);
    finds("store/bills.rs", "let t = jiff::Timestamp::now();", &["`store` may not use `Timestamp::now`"]);
    finds("law/parse.rs", "/// Not `async`, no println!\nfn f() {}", &[]);
}

#[test]
fn a_module_outside_the_table_is_reported() {
    finds("utils/misc.rs", "", &["module `utils` stands in no line of the table of imports"]);
}
