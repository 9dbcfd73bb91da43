//! `make lint-corpus DATA=…`: all drafting rules over real texts, on one core.
//!
//! Prints how long it took and the findings per rule. `--sample K301 20` prints instead twenty of its findings, spread
//! evenly over all of them, with the line they stand in, for reading by hand; `--only laws` looks at one folder of the
//! corpus; `--stage vote` asks for the rules of a 表决稿.

#![expect(clippy::print_stdout, reason = "a report for people")]

use kaimen::law::parse::parse;
use kaimen::law::problem::Severity;
use kaimen::law::span::LineIndex;
use kaimen::lint::settings::Settings;
use kaimen::lint::{Finding, Options, Stage, lint, registry};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// Characters of a line that are shown on either side of a finding.
const CONTEXT_CHARS: usize = 60;

struct Wanted {
    data: PathBuf,
    only: Option<String>,
    stage: Option<Stage>,
    sample: Option<(String, usize)>,
}

fn wanted() -> Option<Wanted> {
    let mut wanted = Wanted { data: PathBuf::from("../shared/data"), only: None, stage: None, sample: None };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--only" => wanted.only = Some(arguments.next()?),
            "--stage" => wanted.stage = Some(if arguments.next()? == "vote" { Stage::Vote } else { Stage::Draft }),
            "--sample" => wanted.sample = Some((arguments.next()?, arguments.next()?.parse().ok()?)),
            _ => wanted.data = PathBuf::from(argument),
        }
    }
    Some(wanted)
}

fn main() -> ExitCode {
    let Some(wanted) = wanted() else {
        println!("usage: lint [DATA] [--only FOLDER] [--stage draft|vote] [--sample CODE COUNT]");
        return ExitCode::from(2);
    };
    let texts = match texts(&wanted) {
        Ok(texts) => texts,
        Err(error) => {
            println!("cannot read {}: {error}", wanted.data.display());
            return ExitCode::from(2);
        }
    };
    let settings = Settings { preview: true, ..Settings::default() };
    let options = Options { stage: wanted.stage, ..Options::new(&settings) };
    let mut per_rule: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut sample = Vec::new();
    let mut slowest = (Duration::ZERO, "");
    let begun = now();
    for (path, source) in &texts {
        let start = now();
        let report = lint(source, &parse(source), &options);
        slowest = slowest.max((start.elapsed(), path));
        let mut seen = Vec::new();
        for finding in report.findings {
            let count = per_rule.entry(finding.code).or_default();
            count.0 += 1;
            if !seen.contains(&finding.code) {
                seen.push(finding.code);
                count.1 += 1;
            }
            if wanted.sample.as_ref().is_some_and(|(code, _)| code == finding.code) {
                sample.push((path, source, finding));
            }
        }
    }
    let took = begun.elapsed();
    match &wanted.sample {
        Some((_, many)) => show(&sample, *many),
        None => table(&per_rule),
    }
    println!(
        "{} texts in {:.2} s; the slowest {} in {:.1} ms",
        texts.len(),
        took.as_secs_f64(),
        slowest.1,
        slowest.0.as_secs_f64() * 1e3
    );
    ExitCode::SUCCESS
}

#[expect(clippy::disallowed_methods, reason = "it measures")]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}

/// The texts of the manifest, read before anything is measured.
fn texts(wanted: &Wanted) -> std::io::Result<Vec<(String, String)>> {
    let root = wanted.data.join("corpus");
    let manifest = fs::read_to_string(root.join("MANIFEST.tsv"))?;
    let paths = manifest.lines().skip(1).filter_map(|it| it.split('\t').next());
    let own = |it: &&str| wanted.only.as_ref().is_none_or(|only| Path::new(it).starts_with(only));
    paths.filter(own).map(|it| Ok((it.to_owned(), fs::read_to_string(root.join(it))?))).collect()
}

fn table(per_rule: &BTreeMap<&str, (usize, usize)>) {
    println!("code  severity  findings  texts  name");
    for rule in registry::rules() {
        let (findings, texts) = per_rule.get(rule.code).copied().unwrap_or_default();
        println!("{}  {:8}  {findings:8}  {texts:5}  {}", rule.code, weight(rule.severity), rule.name);
    }
}

fn weight(severity: Severity) -> &'static str {
    severity.as_str()
}

/// Every n-th finding, so that the same texts give the same sample on every machine.
fn show(all: &[(&String, &String, Finding)], many: usize) {
    println!("{} findings", all.len());
    let shown = many.min(all.len());
    for n in 0..shown {
        let (path, source, finding) = &all[n * all.len() / shown];
        let place = LineIndex::new(source).locate(source, finding.span.start);
        println!("\n{path}:{}:{} {}", place.line, place.column, finding.message);
        if let Some(suggestion) = &finding.suggestion {
            println!("  → {suggestion}");
        }
        println!("  {}", around(source, finding));
    }
}

/// The line with the finding in 〔〕, cut to what is near.
fn around(source: &str, finding: &Finding) -> String {
    let (start, end) = (finding.span.start, finding.span.end);
    let line = source[..start].rfind('\n').map_or(0, |it| it + 1);
    let line_end = source[end..].find('\n').map_or(source.len(), |it| end + it);
    let before: Vec<char> = source[line..start].chars().rev().take(CONTEXT_CHARS).collect();
    let after: String = source[end..line_end].chars().take(CONTEXT_CHARS).collect();
    let inside: String = source[start..end].chars().take(2 * CONTEXT_CHARS).collect();
    format!("{}〔{inside}〕{after}", before.into_iter().rev().collect::<String>()).replace('\n', "⏎")
}
