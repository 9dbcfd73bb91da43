//! Amendments one after another: each applied to the text before it gives the next.

use super::compare::{differences, narrowed, plain};
use kaimen::law::amend::{apply, parse_decision};
use kaimen::law::parse::parse;
use kaimen::law::statute::Statute;
use std::path::Path;

/// Replays the amendments of the criminal law that the corpus holds, from the text of 1997 to that of 2020. Articles
/// that the list explains (`刑法第…条`) may differ.
pub fn criminal_law(data: &Path, explained: &str) -> Vec<(String, bool)> {
    let pair = data.join("pairs/u-xingfa-2009-2020");
    let read = |name: &str| std::fs::read_to_string(pair.join(name)).ok().map(|it| parse(&it).statute);
    let (Some(mut text), Some(last)) = (read("old.md"), read("new.md")) else { return Vec::new() };
    let mut checks = Vec::new();
    for (date, path) in criminal_amendments(&data.join("corpus/amendments")) {
        let source = std::fs::read_to_string(&path).unwrap_or_default();
        let name = format!("xingfa {date}");
        match apply(&text, &parse_decision(&source).decision) {
            Ok(applied) => {
                text = applied.statute;
                checks.push((name, true));
            }
            Err(refused) => {
                for it in &refused.refusals {
                    println!("{name}: refused {}: {} | {}", it.clause, it.words, it.reason);
                }
                checks.push((name, false));
            }
        }
        if date.starts_with("2020") {
            for (number, our, their) in differences(&text, &last) {
                let (our, their) = narrowed(&our, &their);
                println!("刑法{number}\n    ours   {our}\n    theirs {their}");
                checks.push((format!("刑法{number}"), explained.contains(&format!("刑法{number}"))));
            }
        }
    }
    checks
}

fn criminal_amendments(folder: &Path) -> Vec<(String, std::path::PathBuf)> {
    let mut found: Vec<(String, std::path::PathBuf)> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|it| it.ok().map(|it| it.path()))
        .filter_map(|path| {
            let name = path.file_stem()?.to_str()?;
            let date = name.strip_prefix("刑法修正案")?.rsplit('_').next()?.to_owned();
            Some((date, path))
        })
        .collect();
    found.sort();
    found
}

/// Replays every chain in the folder. A chain is a list of files: `0-….md` the first text, `n-….xiuzhengan.md` an
/// amendment, `n-….md` of the same kind as the first the text after it.
pub fn replay(folder: &Path, explained: &str) -> Vec<(String, bool)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut chains: Vec<_> = entries.filter_map(|it| it.ok().map(|it| it.path())).filter(|it| it.is_dir()).collect();
    chains.sort();
    chains.iter().flat_map(|it| one(it, explained)).collect()
}

fn one(chain: &Path, explained: &str) -> Vec<(String, bool)> {
    let mut files: Vec<_> = std::fs::read_dir(chain)
        .into_iter()
        .flatten()
        .filter_map(|it| it.ok()?.file_name().into_string().ok())
        .filter(|it| it.ends_with(".md"))
        .collect();
    files.sort();
    let text = |name: &str| std::fs::read_to_string(chain.join(name)).unwrap_or_default();
    let mut checks = Vec::new();
    let amendments: Vec<&String> = files.iter().filter(|it| it.contains(".xiuzhengan.")).collect();
    let starts = files.iter().filter(|it| it.starts_with("0-"));
    for start in starts {
        let kind = start.trim_end_matches(".md").rsplit('.').next().unwrap_or_default().to_owned();
        let mut before = Some(parse(&text(start)).statute);
        for amendment in &amendments {
            let step = amendment.split('-').next().unwrap_or_default();
            let decision = parse_decision(&text(amendment)).decision;
            let Some(base) = &before else { break };
            let given = files
                .iter()
                .find(|it| it.starts_with(&format!("{step}-")) && it.ends_with(&format!(".{kind}.md")))
                .map(|it| parse(&text(it)).statute);
            let name = format!("{} {kind} {step}", chain.file_name().unwrap_or_default().to_string_lossy());
            match apply(base, &decision) {
                Ok(applied) => {
                    let passed = given.as_ref().is_none_or(|it| is_same(&name, &applied.statute, it));
                    checks.push((name.clone(), passed || explained.contains(&name)));
                    before = Some(applied.statute);
                }
                Err(refused) => {
                    for it in &refused.refusals {
                        println!("{name}: refused {}: {} | {}", it.clause, it.words, it.reason);
                    }
                    checks.push((name.clone(), explained.contains(&name)));
                    before = given;
                }
            }
        }
    }
    checks
}

fn is_same(name: &str, ours: &Statute, theirs: &Statute) -> bool {
    let mut found = differences(ours, theirs);
    // The known slip of the unofficial texts, named in the SOURCE of the chain, and the half-width colons of the
    // amendment of 2018, which the texts write full-width.
    let mended = |words: &str| words.replace("合法的权利和利益", "合法权利和利益").replace(':', "：");
    found.retain(|(_, our, their)| mended(our) != mended(their));
    for (number, our, their) in &found {
        let (our, their) = narrowed(our, their);
        println!("{name}: {number}\n    ours   {our}\n    theirs {their}");
    }
    let preamble = |it: &Statute| plain(&it.preamble.iter().map(|it| it.text.plain.as_str()).collect::<String>());
    let (our, their) = (preamble(ours), preamble(theirs));
    if our != their {
        let (our, their) = narrowed(&our, &their);
        println!("{name}: preamble\n    ours   {our}\n    theirs {their}");
    }
    found.is_empty() && our == their
}
