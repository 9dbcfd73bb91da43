//! `make alignment DATA=…`: the aligner against alignments made by hand and by official decisions.
#![expect(clippy::print_stdout, reason = "a report for people")]

use kaimen::law::align::align;
use kaimen::law::number::ArticleNumber;
use kaimen::law::parse::parse;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

type Edge = (Option<ArticleNumber>, Option<ArticleNumber>);

fn main() {
    let data = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "../shared/data".to_owned()));
    let verbose = std::env::args().nth(2).is_some();
    let mut total = [0_usize; 3];
    let mut by_label: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    let mut folders: Vec<PathBuf> =
        fs::read_dir(data.join("pairs")).expect("pairs").map(|it| it.expect("entry").path()).collect();
    folders.sort();
    for folder in folders {
        let Ok(labels) = fs::read_to_string(folder.join("alignment.tsv")) else { continue };
        let read = |name: &str| parse(&fs::read_to_string(folder.join(name)).expect("text")).statute;
        let (old, new) = (read("old.md"), read("new.md"));
        let old_numbers: Vec<ArticleNumber> = old.articles().map(kaimen::law::statute::Article::number).collect();
        let new_numbers: Vec<ArticleNumber> = new.articles().map(kaimen::law::statute::Article::number).collect();
        let links = align(&old, &new);
        let mut found: BTreeSet<Edge> =
            links.iter().map(|it| (Some(old_numbers[it.old]), Some(new_numbers[it.new]))).collect();
        for (at, n) in old_numbers.iter().enumerate() {
            if !links.iter().any(|it| it.old == at) {
                found.insert((Some(*n), None));
            }
        }
        for (at, n) in new_numbers.iter().enumerate() {
            if !links.iter().any(|it| it.new == at) {
                found.insert((None, Some(*n)));
            }
        }
        let mut truth: BTreeMap<Edge, String> = BTreeMap::new();
        for row in labels.lines().skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            truth.insert((number(cells[0]), number(cells[1])), cells[2].to_owned());
        }
        let hits = found.iter().filter(|it| truth.contains_key(*it)).count();
        total[0] += hits;
        total[1] += found.len();
        total[2] += truth.len();
        for (edge, label) in &truth {
            let entry = by_label.entry(label.clone()).or_default();
            entry[1] += 1;
            if found.contains(edge) {
                entry[0] += 1;
            } else if verbose {
                println!("  missed {label} {}", show(edge));
            }
        }
        if verbose {
            for edge in found.iter().filter(|it| !truth.contains_key(*it)) {
                println!("  extra {}", show(edge));
            }
        }
        println!(
            "{:<50} F1 {:.3}",
            folder.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default(),
            f1(hits, found.len(), truth.len())
        );
    }
    println!(
        "all: precision {:.4} recall {:.4} F1 {:.4}",
        total[0] as f64 / total[1] as f64,
        total[0] as f64 / total[2] as f64,
        f1(total[0], total[1], total[2])
    );
    for (label, [hit, all]) in by_label {
        println!("  {label:<14} recall {:.3} ({hit}/{all})", hit as f64 / all as f64);
    }
}

fn f1(hits: usize, found: usize, truth: usize) -> f64 {
    2.0 * hits as f64 / (found + truth) as f64
}

fn show(edge: &Edge) -> String {
    let side = |it: Option<ArticleNumber>| it.map_or("–".to_owned(), |it| it.to_string());
    format!("{} → {}", side(edge.0), side(edge.1))
}

fn number(cell: &str) -> Option<ArticleNumber> {
    if cell.is_empty() {
        return None;
    }
    let (base, inserted) = cell.split_once('之').unwrap_or((cell, ""));
    let inserted = kaimen::law::number::read_numeral(inserted).map_or(0, |it| it.value);
    Some(ArticleNumber::with_inserted(base.parse().ok()?, inserted))
}
