//! `make corpus DATA=…`: parses every real text of the test data and compares with what is known of it.
//!
//! Checks: no panic, article counts equal to `corpus/MANIFEST.tsv`, every byte of the source in one piece, canonical
//! print re-parses to the same tree, the renderings of one law in `formats/` give the same articles, explicit
//! self-references resolve. Differences that are explained stand in `docs/corpus.md`.

#![expect(clippy::print_stdout, reason = "a report for people")]

use kaimen::law::parse::parse;
use kaimen::law::print::print;
use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let data = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "../shared/data".to_owned()));
    let manifest = fs::read_to_string(data.join("corpus/MANIFEST.tsv")).expect("MANIFEST.tsv");
    let mut texts = 0;
    let mut bad_counts = 0;
    let mut bad_trips = 0;
    let mut refs: std::collections::BTreeMap<(bool, &str), usize> = std::collections::BTreeMap::new();
    for row in manifest.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let (path, expected) = (cells[0], cells[4].parse::<usize>().unwrap_or(0));
        let file = data.join("corpus").join(path);
        let Ok(source) = fs::read_to_string(&file) else { continue };
        texts += 1;
        let parsed = parse(&source);
        let found = parsed.statute.counts().articles;
        if found != expected {
            bad_counts += 1;
            println!("count {path}: manifest {expected}, parsed {found} [{}]", cells[6]);
        }
        if !trip(&file, &source, &parsed) {
            bad_trips += 1;
        }
        let index = kaimen::law::span::LineIndex::new(&source);
        for reference in kaimen::law::refs::references(&parsed.statute) {
            let kind = reference.result.as_str();
            *refs.entry((reference.explicit, kind)).or_default() += 1;
            if matches!(kind, "dangling" | "ambiguous") {
                let line = index.line(reference.source_span.start);
                println!(
                    "ref {kind} explicit={} {path}:{line} in {} “{}”",
                    reference.explicit,
                    reference.within.chinese(),
                    reference.text
                );
            }
        }
    }
    println!("{texts} texts, {bad_counts} counts differ, {bad_trips} round trips differ");
    println!("{refs:?}");
}

fn trip(file: &Path, source: &str, parsed: &kaimen::law::parse::Parsed) -> bool {
    let rebuilt: String = parsed.pieces.iter().map(|it| &source[it.span.range()]).collect();
    assert_eq!(rebuilt, source);
    let printed = print(&parsed.statute);
    let again = parse(&printed);
    let same = again.statute.same_text(&parsed.statute);
    if !same {
        let second = print(&again.statute);
        let at = printed.lines().zip(second.lines()).position(|(a, b)| a != b);
        println!("trip {}: first differing line {at:?}", file.display());
        if let Some(at) = at {
            println!("   - {}\n   + {}", printed.lines().nth(at).unwrap_or(""), second.lines().nth(at).unwrap_or(""));
        }
    }
    same
}
