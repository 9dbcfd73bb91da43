//! Statutes → Word files → (a word processor) → statutes: is it the same tree?
//!
//! `roundtrip export FOLDER DRAFTS [DATA]` writes one docx for every text of the drafts and for fifty of the corpus in
//! `DATA`; `roundtrip check FOLDER DRAFTS [DATA]` reads files of the same names and compares.
//! Only used by `scripts/check-roundtrip.sh`. `TEXTS` in the environment takes more or fewer of the corpus.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "what failed is printed for the script that calls it")]

use kaimen::export::docx::{Options, statute_docx};
use kaimen::intake::docx::{TrackedChange, import};
use kaimen::law::compare::Words;
use kaimen::law::difference::{difference, settled};
use kaimen::law::edit::Edit;
use kaimen::law::parse::parse;
use kaimen::law::print::print;
use kaimen::law::statute::{Article, Directive, ItemMark, MarkKind, Paragraph, Statute, Text, Unit};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How many texts of the corpus are taken.
const FROM_CORPUS: usize = 50;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["export", folder, drafts, data @ ..] => export(Path::new(folder), &texts(drafts, data.first().copied())),
        ["check", back, drafts, data @ ..] => check(Path::new(back), &texts(drafts, data.first().copied())),
        ["tracked", folder, source] => told("tracked", tracked(Path::new(folder), Path::new(source))),
        ["comment", file] => told("comment", comment(Path::new(file))),
        _ => {
            eprintln!("usage: roundtrip export|check FOLDER DRAFTS [DATA] | tracked FOLDER SOURCE | comment FILE");
            ExitCode::from(2)
        }
    }
}

fn told(name: &str, result: Result<(), String>) -> ExitCode {
    let (word, passed) = if result.is_ok() { ("ok", 1) } else { ("FAILED", 0) };
    if let Err(error) = &result {
        println!("{name}: {error}");
    }
    println!("test roundtrip {name} ... {word}\n{passed} passed, {} failed", 1 - passed);
    if passed == 1 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn wanted(what: &str, holds: bool) -> Result<(), String> {
    if holds { Ok(()) } else { Err(format!("not so: {what}")) }
}

/// What the macro did arrives as suggestions, and both texts are those of LibreOffice.
fn tracked(folder: &Path, source: &Path) -> Result<(), String> {
    let read = |name: &str| {
        let bytes = fs::read(folder.join(name)).map_err(|it| format!("{name}: {it}"))?;
        import(&bytes).map_err(|it| format!("{name}: {it}"))
    };
    let (tracked, accepted, rejected) = (read("tracked.docx")?, read("accepted.docx")?, read("rejected.docx")?);
    wanted("the revised text is what LibreOffice accepts", tracked.revised == accepted.text)?;
    wanted("the original text is what LibreOffice rejects to", tracked.text == rejected.text)?;
    wanted("nothing else was tracked", accepted.suggestions.is_empty() && rejected.suggestions.is_empty())?;
    let named = |it: &TrackedChange| it.author == "修改人" && it.dated.is_some();
    wanted("every change has its author and date", tracked.suggestions.iter().all(named))?;
    let went: Vec<&str> = tracked.suggestions.iter().map(|it| &tracked.text[it.range.clone()]).collect();
    let came: Vec<&str> = tracked.suggestions.iter().map(|it| it.inserted.as_str()).collect();
    let as_made = went.len() == 4
        && (went[0], came[0]) == ("", "应当")
        && (went[1], came[1]) == ("应当", "可以")
        && (went[2].starts_with("第五条"), came[2]) == (true, "")
        && (went[3], came[3].trim()) == ("", "另行增加的一款。");
    wanted(&format!("the four changes as they were made: {went:?} {came:?}"), as_made)?;
    let source = fs::read_to_string(source).map_err(|it| it.to_string())?;
    let edits: Vec<Edit> =
        tracked.suggestions.iter().map(|it| Edit::new(it.range.start, it.range.end, it.inserted.clone())).collect();
    let arrives = |what: &str, back: &str, edits: Option<&[Edit]>| {
        let found = difference(&source, &tracked.text, back, edits);
        wanted(&format!("{what} has its place in the working draft"), found.unplaced.is_empty())?;
        let mut taken: Vec<Edit> = found.changes.into_iter().flat_map(|it| it.edits).collect();
        taken.sort_by_key(|it| it.span);
        let edited = settled(&source, &taken, found.renumbers);
        let said = |it: &Article| (it.number().to_string(), Words::of(it).text);
        let words = |text: &str| parse(text).statute.articles().map(said).collect::<Vec<_>>();
        wanted(&format!("accepting {what} gives the same articles"), words(&edited) == words(&accepted.text))
    };
    arrives("every tracked change", &tracked.revised, Some(&edits))?;
    arrives("what the accepted file changed", &accepted.text, None)
}

/// The comment of `scripts/roundtrip-comment.fodt`.
fn comment(file: &Path) -> Result<(), String> {
    let read = import(&fs::read(file).map_err(|it| it.to_string())?).map_err(|it| it.to_string())?;
    let [comment] = read.comments.as_slice() else { return Err(format!("{:?}", read.comments)) };
    let dated = comment.dated.map(|it| it.to_string());
    wanted(&format!("who and when: {comment:?}"), comment.author == "批注人")?;
    wanted(&format!("when: {dated:?}"), dated.as_deref() == Some("2026-03-04T05:06:07"))?;
    wanted(&format!("where: {comment:?}"), &read.text[comment.range.clone()] == "规范管理")?;
    wanted(&format!("what: {comment:?}"), comment.words == "这里还缺依据。\n请补充。")
}

/// The texts by the name of their Word file.
fn texts(drafts: &str, data: Option<&str>) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    for bill in sorted(Path::new(drafts)) {
        let readings = sorted(&bill).into_iter().filter(|it| {
            let name = it.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with('v') && name.ends_with(".md")
        });
        let name = bill.file_name().unwrap_or_default().to_string_lossy().into_owned();
        found.extend(
            readings.map(|it| (format!("{name}-{}", it.file_stem().unwrap_or_default().to_string_lossy()), it)),
        );
    }
    let Some(data) = data.map(|it| Path::new(it).join("corpus")) else { return found };
    let manifest = fs::read_to_string(data.join("MANIFEST.tsv")).unwrap_or_default();
    let mut paths: Vec<&str> = manifest.lines().skip(1).filter_map(|it| it.split('\t').next()).collect();
    paths.sort_unstable();
    let has_articles = |path: &&str| {
        fs::read_to_string(data.join(path)).is_ok_and(|it| parse(&it).statute.articles().next().is_some())
    };
    let wanted = std::env::var("TEXTS").ok().and_then(|it| it.parse().ok()).unwrap_or(FROM_CORPUS);
    // Some groups have no text with articles: a quarter more of them than texts are wanted.
    let step = paths.len().div_ceil((wanted * 5 / 4).max(1)).max(1);
    let chosen = paths.chunks(step).filter_map(|group| group.iter().find(|it| has_articles(it)));
    found.extend(chosen.take(wanted).enumerate().map(|(n, it)| (format!("corpus-{n:04}"), data.join(it))));
    found
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path()).collect();
    paths.sort();
    paths
}

fn export(folder: &Path, texts: &[(String, PathBuf)]) -> ExitCode {
    for (name, path) in texts {
        let Ok(source) = fs::read_to_string(path) else { continue };
        let docx = statute_docx(&parse(&source).statute, Options::default());
        if let Err(error) = fs::write(folder.join(format!("{name}.docx")), docx) {
            eprintln!("roundtrip: {}: {error}", folder.display());
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn check(back: &Path, texts: &[(String, PathBuf)]) -> ExitCode {
    let (mut passed, mut failed) = (0, 0);
    for (name, path) in texts {
        let what = match compare(&back.join(format!("{name}.docx")), path) {
            Ok(()) => {
                passed += 1;
                "ok"
            }
            Err(error) => {
                println!("{name}, {}: {error}", path.display());
                failed += 1;
                "FAILED"
            }
        };
        println!("test roundtrip {name} ... {what}");
    }
    println!("{passed} passed, {failed} failed");
    if failed == 0 && passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn compare(docx: &Path, source: &Path) -> Result<(), String> {
    let bytes = fs::read(docx).map_err(|it| it.to_string())?;
    let source = fs::read_to_string(source).map_err(|it| it.to_string())?;
    let imported = import(&bytes).map_err(|it| it.to_string())?;
    if !imported.suggestions.is_empty() || imported.text != imported.revised {
        return Err("changes that nobody made".to_owned());
    }
    let (before, after) = (comparable(&source), comparable(&imported.text));
    if before == after {
        return Ok(());
    }
    let (old, new) = (print(&before), print(&after));
    let line = old.lines().zip(new.lines()).find(|(a, b)| a != b);
    Err(format!("{line:?} {} {}", old.lines().count(), new.lines().count()))
}

/// The tree without what paper does not have: front matter, directives, the names of notes, how a table is written.
fn comparable(source: &str) -> Statute {
    let mut statute = parse(source).statute;
    statute.forget_spans();
    statute.front_matter = None;
    statute.directives.clear();
    let mut labels = HashMap::new();
    statute.title_note.iter_mut().for_each(|it| rename(it, &mut labels));
    let Statute { notice, preamble, body, .. } = &mut statute;
    notice.iter_mut().chain(preamble).for_each(|it| paragraph(it, &mut labels));
    body.iter_mut().for_each(|it| unit(it, &mut labels));
    for note in &mut statute.footnotes {
        note.label = labels.get(&note.label).map_or_else(|| note.label.clone(), ToString::to_string);
    }
    statute.footnotes.retain(|it| labels.values().any(|n| n.to_string() == it.label));
    statute.footnotes.sort_by(|a, b| a.label.cmp(&b.label));
    for annex in &mut statute.annexes {
        annex.text = annex.text.lines().map(annex_line).collect::<Vec<_>>().join("\n");
    }
    statute
}

/// A line of an annex: cells without padding, no bullets, pictures as what they say.
fn annex_line(line: &str) -> String {
    if !line.starts_with('|') {
        return line.trim_start_matches(['-', '#', ' ', '\u{3000}']).to_owned();
    }
    let cell = |it: &str| {
        let words = it.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.contains("---") { "---".to_owned() } else { words }
    };
    line.split('|').map(cell).collect::<Vec<_>>().join("|")
}

fn unit(of: &mut Unit, labels: &mut HashMap<String, usize>) {
    match of {
        Unit::Division(division) => {
            division.directives.clear();
            rename(&mut division.name, labels);
            division.preamble.iter_mut().for_each(|it| paragraph(it, labels));
            division.units.iter_mut().for_each(|it| unit(it, labels));
        }
        Unit::Article(article) => {
            article.directives.clear();
            article.uid = None;
            article.paragraphs.iter_mut().for_each(|it| paragraph(it, labels));
        }
    }
}

fn paragraph(of: &mut Paragraph, labels: &mut HashMap<String, usize>) {
    of.directives = Vec::<Directive>::new();
    rename(&mut of.text, labels);
    for item in &mut of.items {
        // A list whose numbers were lost is printed with them.
        if item.mark == ItemMark::Lost {
            item.mark = ItemMark::Chinese;
        }
        rename(&mut item.text, labels);
        item.subitems.iter_mut().for_each(|it| rename(&mut it.text, labels));
    }
}

fn rename(text: &mut Text, labels: &mut HashMap<String, usize>) {
    for mark in &mut text.marks {
        if let MarkKind::FootnoteRef(label) = &mut mark.kind {
            let next = labels.len() + 1;
            *label = labels.entry(label.clone()).or_insert(next).to_string();
        }
    }
}
