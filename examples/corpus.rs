//! `make corpus DATA=…`: the parser against every real text of the test data.
//!
//! 1. every text parses, every byte of it belongs to a node, and its canonical form reads back as the same tree;
//! 2. article counts are those of `corpus/MANIFEST.tsv`, or the difference stands, explained, in `docs/corpus.md`;
//! 3. the renderings of one law in `formats/` give the same tree of articles;
//! 4. at least 99.5 % of the explicit self-references resolve, or the text's own error stands in `docs/corpus.md`.
//!
//! Prints what differs, then one line of counts; ends with code 1 if a check failed.

#![expect(clippy::print_stdout, reason = "a report for people")]

use kaimen::intake;
use kaimen::law::parse::{Parsed, parse};
use kaimen::law::print::print;
use kaimen::law::refs::{Resolution, references};
use kaimen::law::span::LineIndex;
use kaimen::law::statute::Article;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Share of explicit self-references that must resolve or be explained.
const REQUIRED_SHARE: f64 = 0.995;

fn main() -> ExitCode {
    let data = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "../shared/data".to_owned()));
    let explained = Explained::read(Path::new(env!("CARGO_MANIFEST_DIR")));
    let mut tally = Tally::default();
    match corpus(&data, &explained, &mut tally) {
        Ok(()) => {}
        Err(error) => {
            println!("cannot read {}: {error}", data.display());
            return ExitCode::from(2);
        }
    }
    formats(&data, &mut tally);
    println!("{} passed, {} failed", tally.passed, tally.failed);
    if tally.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
}

impl Tally {
    fn check(&mut self, good: bool, what: impl FnOnce() -> String) {
        if good {
            self.passed += 1;
        } else {
            self.failed += 1;
            println!("FAILED {}", what());
        }
    }
}

/// The rows of the tables in `docs/corpus.md`: what differs and why is written there, once, by hand.
struct Explained(BTreeSet<Vec<String>>);

impl Explained {
    fn read(root: &Path) -> Self {
        let page = fs::read_to_string(root.join("docs/corpus.md")).unwrap_or_default();
        let rows = page.lines().filter(|it| it.starts_with("| ")).map(|row| {
            row.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).take(3).collect()
        });
        Self(rows.collect())
    }

    fn has(&self, cells: [&str; 3]) -> bool {
        self.0.contains(cells.map(str::to_owned).as_slice())
    }
}

fn corpus(data: &Path, explained: &Explained, tally: &mut Tally) -> std::io::Result<()> {
    let manifest = fs::read_to_string(data.join("corpus/MANIFEST.tsv"))?;
    let (mut texts, mut articles, mut explicit, mut resolved, mut true_errors) = (0, 0, 0_u32, 0_u32, 0_u32);
    for row in manifest.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let (Some(path), Some(expected)) = (cells.first(), cells.get(4)) else { continue };
        let source = fs::read_to_string(data.join("corpus").join(path))?;
        let parsed = parse(&source);
        let found = parsed.statute.counts().articles;
        (texts, articles) = (texts + 1, articles + found);
        let count = found.to_string();
        tally.check(count == *expected || explained.has([path, expected, &count]), || {
            format!("{path}: {expected} articles in the manifest, {found} in the tree")
        });
        round_trip(path, &source, &parsed, tally);

        let lines = LineIndex::new(&source);
        for reference in references(&parsed.statute).iter().filter(|it| it.explicit) {
            match reference.result {
                Resolution::External | Resolution::Vague => continue,
                Resolution::Resolved(_) | Resolution::ResolvedDivisions(_) => resolved += 1,
                Resolution::Dangling | Resolution::Ambiguous(_) => {
                    let line = lines.line(reference.source_span.start).to_string();
                    if explained.has([path, &line, &reference.text]) {
                        true_errors += 1;
                    } else {
                        println!("reference {path}:{line} {} is {}", reference.text, reference.result.as_str());
                    }
                }
            }
            explicit += 1;
        }
    }
    let share = f64::from(resolved + true_errors) / f64::from(explicit.max(1));
    println!(
        "{texts} texts, {articles} articles; {explicit} explicit self-references: {resolved} resolve, {true_errors} are explained errors of the text ({:.2} %)",
        share * 100.0
    );
    tally.check(share >= REQUIRED_SHARE, || format!("only {:.2} % of the references resolve", share * 100.0));
    Ok(())
}

fn round_trip(path: &str, source: &str, parsed: &Parsed, tally: &mut Tally) {
    let mut at = 0;
    let whole = parsed.pieces.iter().all(|piece| std::mem::replace(&mut at, piece.span.end) == piece.span.start);
    tally.check(whole && at == source.len(), || format!("{path}: the pieces are not the whole source"));
    let printed = print(&parsed.statute);
    let again = parse(&printed).statute;
    tally.check(again.same_text(&parsed.statute), || {
        let second = print(&again);
        let line = printed.lines().zip(second.lines()).find(|(a, b)| a != b);
        format!("{path}: the canonical form reads differently, first at {line:?}")
    });
}

/// The renderings of one law. Those of a folder must agree; where a rendering has another punctuation or is of
/// another year, the folder is not compared.
fn formats(data: &Path, tally: &mut Tally) {
    let groups: &[(&str, &[&str])] = &[
        (
            "gongsifa-2023",
            &[
                "gongsifa.flk.txt",
                "gongsifa.docx",
                "gongsifa.lawtext.md",
                "gongsifa.lawrefbook.md",
                "gongsifa.just-laws.md",
                "gongsifa.raw.txt",
                "gongsifa.akn.xml",
            ],
        ),
        (
            "zhianguanli-2012",
            &[
                "zhianguanlichufafa.flk.txt",
                "zhianguanlichufafa.docx",
                "zhianguanlichufafa.lawtext.md",
                "zhianguanlichufafa.lawrefbook.md",
                "zhianguanlichufafa.law-cn-ai.mdx",
            ],
        ),
        ("xingfa", &["xingfa-2020.flk.txt", "xingfa-2020.docx", "xingfa-2020.lawtext.md"]),
        ("docx-traps", &["guoqifa-2020.flk.txt", "guoqifa-2020.docx", "guoqifa-2020.lawtext.md"]),
        ("docx-traps", &["yinzhukeziye-2024.flk.txt", "yinzhukeziye-2024.docx", "yinzhukeziye-2024.lawtext.md"]),
        (
            "docx-traps",
            &[
                "qiyesuodeshui-tiaoli-2024.flk.txt",
                "qiyesuodeshui-tiaoli-2024.docx",
                "qiyesuodeshui-tiaoli-2024.lawtext.md",
            ],
        ),
        (
            "docx-traps",
            &[
                "huanjingbaohushuifa-2025.flk.txt",
                "huanjingbaohushuifa-2025.docx",
                "huanjingbaohushuifa-2025.lawtext.md",
            ],
        ),
    ];
    for (folder, files) in groups {
        let mut first: Option<Vec<String>> = None;
        for file in *files {
            let web_page = file.ends_with(".raw.txt") || file.ends_with(".akn.xml");
            let path = data.join("formats").join(folder).join(file);
            let text = fs::read(&path)
                .map_err(|it| it.to_string())
                .and_then(|it| intake::text_of(&it).map_err(|it| it.to_string()));
            let tree = match text {
                Ok(text) => parse(&text).statute.articles().map(article_line).collect::<Vec<_>>(),
                Err(error) => {
                    tally.check(false, || format!("{folder}/{file}: {error}"));
                    continue;
                }
            };
            match &first {
                None => first = Some(tree),
                Some(first) => tally.check(agree(first, &tree, web_page), || {
                    let differs = first.iter().zip(&tree).find(|(a, b)| a != b);
                    format!("{folder}/{file}: {} articles against {}, first at {differs:?}", tree.len(), first.len())
                }),
            }
        }
    }
}

/// Whether the trees agree. After the last article of a copied web page stands the foot of the page, so there the
/// words of the law need only come first.
fn agree(first: &[String], tree: &[String], web_page: bool) -> bool {
    let (Some((last, others)), Some((own_last, own_others))) = (first.split_last(), tree.split_last()) else {
        return false;
    };
    others == own_others && (last == own_last || (web_page && own_last.starts_with(last.as_str())))
}

/// One line per article with its 款, 项 and 目. White space and the width of brackets, colons and equals signs do not count, as the
/// README of the data says.
fn article_line(article: &Article) -> String {
    let mut line = article.number().to_string();
    for paragraph in &article.paragraphs {
        line.push_str(&format!("|{}", paragraph.text));
        for item in &paragraph.items {
            line.push_str(&format!("/{}{}", item.number_text(), item.text));
            for subitem in &item.subitems {
                line.push_str(&format!("\\{}{}", subitem.number_text(), subitem.text));
            }
        }
    }
    normal(&line)
}

fn normal(words: &str) -> String {
    let width = |c: char| match c {
        '(' => '（',
        ')' => '）',
        ':' => '：',
        '=' => '＝',
        _ => c,
    };
    words.chars().filter(|c| !c.is_whitespace()).map(width).collect()
}
