//! The pairs of texts in `pairs/`, with their labels where there are some.

use crate::edges::Edge;
use kaimen::law::number::{ArticleNumber, read_numeral};
use kaimen::law::parse::parse;
use kaimen::law::statute::{Article, Statute};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A text before and after.
pub(crate) struct Pair {
    pub(crate) name: String,
    pub(crate) old: Statute,
    pub(crate) new: Statute,
    pub(crate) old_numbers: Vec<ArticleNumber>,
    pub(crate) new_numbers: Vec<ArticleNumber>,
    /// The true edges; empty if nobody labelled the pair.
    pub(crate) truth: BTreeMap<Edge, Truth>,
}

/// What `alignment.tsv` says of an edge.
pub(crate) struct Truth {
    pub(crate) label: String,
    /// Two honest readers could differ.
    pub(crate) low: bool,
}

impl Truth {
    pub(crate) fn is_non_trivial(&self) -> bool {
        matches!(self.label.as_str(), "split" | "merged" | "split+merged" | "moved" | "inserted" | "deleted")
    }
}

impl Pair {
    pub(crate) fn new(name: String, old: &str, new: &str) -> Self {
        let (old, new) = (parse(old).statute, parse(new).statute);
        let numbers = |it: &Statute| it.articles().map(Article::number).collect();
        Self { name, old_numbers: numbers(&old), new_numbers: numbers(&new), old, new, truth: BTreeMap::new() }
    }

    fn read(folder: &Path) -> io::Result<Self> {
        let name = folder.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        let text = |name: &str| fs::read_to_string(folder.join(name));
        let mut pair = Self::new(name, &text("old.md")?, &text("new.md")?);
        let labels = text("alignment.tsv").unwrap_or_default();
        for row in labels.lines().skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            let [old, new, label, _, _, _, confidence, ..] = cells.as_slice() else { continue };
            let edge = (find(&pair.old_numbers, old), find(&pair.new_numbers, new));
            pair.truth.insert(edge, Truth { label: (*label).to_owned(), low: *confidence == "low" });
        }
        Ok(pair)
    }

    /// Articles with an edge of low confidence, olds as (0, n), news as (1, n).
    pub(crate) fn doubtful_articles(&self) -> BTreeSet<(u8, usize)> {
        let low = self.truth.iter().filter(|it| it.1.low);
        low.flat_map(|(edge, _)| edge.0.map(|it| (0, it)).into_iter().chain(edge.1.map(|it| (1, it)))).collect()
    }

    /// 第三条 → 第五条, for reading.
    pub(crate) fn show(&self, edge: &Edge) -> String {
        let side = |at: Option<usize>, numbers: &[ArticleNumber]| {
            at.and_then(|it| numbers.get(it)).map_or("–".to_owned(), ToString::to_string)
        };
        format!("{} → {}", side(edge.0, &self.old_numbers), side(edge.1, &self.new_numbers))
    }
}

/// All pairs below `folder`, in the order of their names.
pub(crate) fn read(folder: &Path) -> io::Result<Vec<Pair>> {
    folders(folder)?.iter().map(|it| Pair::read(it)).collect()
}

/// The folders in `folder` that hold a pair or a triple, in the order of their names.
pub(crate) fn folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.join("old.md").is_file() || path.join("base.md").is_file() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}

/// Where the article numbered `cell` (12, 120之一, or nothing) stands.
fn find(numbers: &[ArticleNumber], cell: &str) -> Option<usize> {
    let (base, inserted) = cell.split_once('之').unwrap_or((cell, ""));
    let inserted = read_numeral(inserted).map_or(0, |it| it.value);
    let number = ArticleNumber::with_inserted(base.parse().ok()?, inserted);
    numbers.iter().position(|it| *it == number)
}
