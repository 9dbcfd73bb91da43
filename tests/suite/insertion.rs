//! An article put in and taken out again: numbers without a gap, references that name the same words, the old text back.

use crate::made_up_text::long_text;
use kaimen::law::edit::applied;
use kaimen::law::insertion::{Place, insert, remove};
use kaimen::law::number::ArticleNumber;
use kaimen::law::parse::parse;
use kaimen::law::path::ProvisionPath;
use kaimen::law::refs::references;
use kaimen::law::statute::Statute;
use std::fs;
use std::path::Path;

/// Words of a new article that stand nowhere else.
const WORDS: &str = "丁丁丁丁。";

fn drafts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("drafts");
    let mut found = Vec::new();
    for bill in fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).filter(|it| it.is_dir()) {
        for version in ["v1.md", "v2.md", "v3.md"] {
            found.extend(fs::read_to_string(bill.join(version)).ok());
        }
    }
    found
}

/// For each reference, in the order of the text, which articles it names, by their index among the old ones.
fn named(statute: &Statute, new: Option<u16>) -> Vec<Vec<(u16, Option<u16>, Option<u16>)>> {
    let old = |it: &ProvisionPath| {
        let number = it.article.base();
        let index = match new {
            Some(new) if number == new => return None,
            Some(new) if number > new => number - 1,
            _ => number,
        };
        Some((index, it.paragraph, it.item))
    };
    references(statute).iter().map(|it| it.result.targets().iter().filter_map(old).collect()).collect()
}

/// Puts an article in after the n-th and takes it out again.
fn there_and_back(source: &str, n: u16) {
    let before = parse(source).statute;
    let place = if n == 0 { Place::First } else { Place::After(ProvisionPath::article(ArticleNumber::new(n))) };
    let change = insert(source, &place, WORDS).unwrap();
    let text = applied(source, &change.edits);
    let after = parse(&text).statute;
    let numbers: Vec<u16> = after.articles().map(|it| it.number().base()).collect();
    assert_eq!(numbers, (1..=numbers.len() as u16).collect::<Vec<_>>());
    assert_eq!(numbers.len(), before.articles().count() + 1);
    // 前两条 that had to be written out is a list afterwards, of the same articles.
    assert_eq!(named(&before, None), named(&after, Some(n + 1)), "after {n}");
    assert!(text[..change.cursor].ends_with(WORDS));
    let new = ProvisionPath::article(ArticleNumber::new(n + 1));
    let back = remove(&text, new).unwrap();
    let written_out = change.references.iter().any(|it| it.from.starts_with('前'));
    if !written_out {
        assert_eq!(applied(&text, &back.edits), source, "after {n}");
    }
}

#[test]
fn every_reference_of_every_draft_names_the_same_words_as_before() {
    for source in drafts() {
        let articles = parse(&source).statute.articles().count() as u16;
        // Every fifth place, the first and the last; all of them would take a minute.
        (0..articles).step_by(5).chain([articles]).for_each(|n| there_and_back(&source, n));
    }
}

#[test]
fn every_reference_of_the_made_up_text_too() {
    let source = long_text::long_statute();
    for n in [0, 1, 19, 20, 21, 500, 1_259, 1_260] {
        there_and_back(&source, n);
    }
}
