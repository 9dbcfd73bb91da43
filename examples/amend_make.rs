//! Makes the decision for every pair of texts, proves it, and counts: refused pairs, clauses by kind, articles replaced as
//! a whole, seconds. `cargo run --release --example amend_make -- FOLDER…` reads `old.md` and `new.md` of each
//! sub-folder, or all pairs of `v*.md` in it; `--out DIR` keeps the decisions, `--seeds N` makes N revisions of each
//! text of the folders instead.

#![expect(clippy::print_stdout, reason = "a measurement is printed")]
#![expect(clippy::disallowed_methods, reason = "a measurement needs a clock")]

#[path = "../tests/support/amend_script.rs"]
mod amend_script;
#[path = "../tests/support/edit_script.rs"]
#[expect(dead_code, reason = "the rows of a revision are for the comparison")]
mod edit_script;

use kaimen::law::amend::{Act, Frame, Generated, NotProvable, apply, differences, generate, parse_decision};
use kaimen::law::parse::parse;
use kaimen::law::print::print;
use kaimen::law::statute::Statute;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

#[derive(Default)]
struct Sum {
    pairs: usize,
    proved: usize,
    wrong: usize,
    clauses: usize,
    whole: usize,
    rows: usize,
    kinds: BTreeMap<&'static str, usize>,
    slowest: (f64, String),
    seconds: f64,
}

/// Of a hundred pairs, so many may be refused.
const MAX_REFUSED: usize = 2;

fn main() -> ExitCode {
    let mut folders = Vec::new();
    let mut out = None;
    let mut seeds = 0;
    let mut arguments = std::env::args().skip(1);
    while let Some(it) = arguments.next() {
        match it.as_str() {
            "--out" => out = arguments.next().map(PathBuf::from),
            "--seeds" => seeds = arguments.next().and_then(|it| it.parse().ok()).unwrap_or(0),
            _ => folders.push(PathBuf::from(it)),
        }
    }
    let mut sum = Sum::default();
    for folder in &folders {
        if seeds > 0 {
            revisions(folder, seeds, out.as_deref(), &mut sum);
            continue;
        }
        for (name, old, new) in pairs(folder) {
            one(&name, &read(&old), &read(&new), out.as_deref(), &mut sum);
        }
    }
    let Sum { pairs, proved, wrong, clauses, whole, rows, kinds, slowest, seconds } = sum;
    println!(
        "{pairs} pairs, {proved} proved, {} refused, {wrong} wrong; {seconds:.1} s, slowest {} {:.2} s",
        pairs - proved,
        slowest.1,
        slowest.0
    );
    println!("{clauses} clauses; articles replaced as a whole: {whole} of {rows} changed ones");
    for (kind, count) in kinds {
        println!("  {kind:24} {count}");
    }
    // Every pair was asked for once; a refused one fails only beyond the share that may be.
    let refused = pairs - proved;
    let failed = wrong + refused.saturating_sub(pairs * MAX_REFUSED / 100);
    println!("{} passed, {failed} failed", pairs - failed);
    if failed == 0 && pairs > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Made-up revisions of every `v1.md` below the folder, with articles of the others.
fn revisions(folder: &Path, seeds: u64, out: Option<&Path>, sum: &mut Sum) {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path().join("v1.md")).collect();
    files.retain(|it| it.exists());
    files.sort();
    let texts: Vec<Statute> = files.iter().map(|it| read(it)).collect();
    for seed in 0..seeds {
        let at = seed as usize % texts.len();
        let (old, other) = (&texts[at], &texts[(at + 1) % texts.len()]);
        let new = if seed % 4 == 0 {
            edit_script::revise(old, other, seed).new
        } else {
            amend_script::amended(old, other, seed)
        };
        one(&format!("seed-{seed}"), old, &new, out, sum);
    }
}

fn read(file: &Path) -> Statute {
    parse(&std::fs::read_to_string(file).unwrap_or_default()).statute
}

/// (name, old, new) of a folder.
fn pairs(folder: &Path) -> Vec<(String, PathBuf, PathBuf)> {
    let mut found = Vec::new();
    let mut children: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path()).collect();
    children.sort();
    for child in children.iter().filter(|it| it.is_dir()) {
        let name = child.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        let (old, new) = (child.join("old.md"), child.join("new.md"));
        if old.exists() {
            found.push((name, old, new));
            continue;
        }
        let (base, result) = (child.join("base.md"), child.join("result.md"));
        if base.exists() {
            found.push((name, base, result));
            continue;
        }
        let readings: Vec<PathBuf> = (1..9).map(|n| child.join(format!("v{n}.md"))).filter(|it| it.exists()).collect();
        for (a, old) in readings.iter().enumerate() {
            for (b, new) in readings.iter().enumerate().filter(|it| it.0 != a) {
                found.push((format!("{name}-{}-{}", a + 1, b + 1), old.clone(), new.clone()));
            }
        }
    }
    found
}

fn one(name: &str, old: &Statute, new: &Statute, out: Option<&Path>, sum: &mut Sum) {
    if differences(old, new).is_empty() {
        return;
    }
    let start = Instant::now();
    let made = generate(old, new, &Frame::default());
    let seconds = start.elapsed().as_secs_f64();
    sum.pairs += 1;
    sum.seconds += seconds;
    if seconds > sum.slowest.0 {
        sum.slowest = (seconds, name.to_owned());
    }
    match made {
        Ok(made) => {
            sum.proved += 1;
            sum.wrong += usize::from(!holds(old, new, &made));
            count(&made, sum);
            if let Some(out) = out {
                let _ = std::fs::write(out.join(format!("{name}.txt")), &made.text);
            }
        }
        Err(NotProvable { obstacles, tried }) => {
            if let Some(out) = out {
                let _ = std::fs::write(out.join(format!("{name}.refused.txt")), &tried);
            }
            println!("refused {name}");
            for it in obstacles.iter().take(6) {
                println!("    {} [{}]", it.differs, it.clause.as_deref().unwrap_or("-"));
            }
        }
    }
}

/// The decision, printed, read and applied once more, gives the new text: as trees, and as the printed law.
fn holds(old: &Statute, new: &Statute, made: &Generated) -> bool {
    let Ok(applied) = apply(old, &parse_decision(&made.text).decision) else { return false };
    let again = parse(&print(&applied.statute)).statute;
    differences(&applied.statute, new).is_empty() && differences(&again, new).is_empty()
}

fn count(made: &Generated, sum: &mut Sum) {
    let clauses =
        made.decision.parts.iter().flat_map(|it| &it.clauses).flat_map(|it| std::iter::once(it).chain(&it.clauses));
    for clause in clauses.filter(|it| !it.lines.is_empty()) {
        sum.clauses += 1;
        for it in clause.lines.iter().flat_map(|it| &it.operations) {
            *sum.kinds.entry(kind(&it.act)).or_default() += 1;
            sum.whole += usize::from(kind(&it.act) == "replace article");
        }
    }
    sum.rows += made
        .comparison
        .rows
        .iter()
        .filter(|it| it.old.len() == 1 && it.new.len() == 1 && it.is_changed() && !it.consequential)
        .count();
}

fn kind(act: &Act) -> &'static str {
    use kaimen::law::amend::Locator::Provision;
    match act {
        Act::Replace { at, .. } => match at.first() {
            Some(Provision { path, .. }) if path.item.is_some() => "replace item",
            Some(Provision { path, .. }) if path.paragraph.is_some() => "replace paragraph",
            Some(Provision { portion: kaimen::law::amend::Portion::Lead, .. }) => "replace lead",
            Some(Provision { .. }) => "replace article",
            _ => "replace other",
        },
        Act::Edit { .. } => "edit words",
        Act::Renumber { from, .. } if matches!(from.first(), Some(Provision { path, .. }) if path.paragraph.is_none() && path.item.is_none()) => {
            "renumber article"
        }
        Act::Renumber { .. } => "renumber other",
        Act::Add { unit, .. } => match unit.unit() {
            '条' => "add article",
            '款' => "add paragraph",
            _ => "add item",
        },
        Act::AddDivision { .. } => "add heading",
        Act::Delete { at } if matches!(at.first(), Some(Provision { path, .. }) if path.paragraph.is_none() && path.item.is_none()) => {
            "delete article"
        }
        Act::Delete { .. } => "delete other",
        Act::Merge { .. } => "merge",
        Act::Split { .. } => "split",
        Act::RenameDivision { .. } => "rename heading",
        Act::MergeDivision { .. } => "merge headings",
        Act::Move { .. } => "move",
        Act::Rename { .. } => "rename statute",
        _ => "other",
    }
}
