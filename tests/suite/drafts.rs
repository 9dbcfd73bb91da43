//! The sample ordinances are what we hold up as good drafts: canonical, without a fault that the parser knows, every
//! reference resolved, every article that a paper names there.

use kaimen::law::number::ArticleNumber;
use kaimen::law::parse::{Parsed, parse};
use kaimen::law::print::print;
use kaimen::law::refs::{Resolution, references};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("drafts")
}

/// Every text of a reading: name and parsed text.
fn texts() -> Vec<(String, String, Parsed)> {
    let mut found = Vec::new();
    for bill in fs::read_dir(folder()).unwrap().map(|it| it.unwrap().path()).filter(|it| it.is_dir()) {
        for version in ["v1.md", "v2.md", "v3.md"] {
            let file = bill.join(version);
            if let Ok(source) = fs::read_to_string(&file) {
                let name = format!("{}/{version}", bill.file_name().unwrap().to_string_lossy());
                let parsed = parse(&source);
                found.push((name, source, parsed));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

#[test]
fn six_ordinances_in_fourteen_readings() {
    let names: Vec<String> = texts().into_iter().map(|it| it.0).collect();
    let bills: BTreeSet<&str> = names.iter().filter_map(|it| it.split('/').next()).collect();
    assert_eq!((bills.len(), names.len()), (6, 14), "{names:?}");
    for (name, _, parsed) in texts() {
        let articles = parsed.statute.counts().articles;
        let long = name.starts_with("business-environment") || name.starts_with("intellectual-property");
        let range = if long { 45..=70 } else { 30..=45 };
        assert!(range.contains(&articles), "{name}: {articles} articles");
    }
}

#[test]
fn every_text_is_canonical_and_without_a_fault() {
    for (name, source, parsed) in texts() {
        assert_eq!(parsed.problems, [], "{name}");
        assert!(print(&parsed.statute) == source, "{name} is not in the canonical form");
    }
}

#[test]
fn every_reference_resolves_or_names_another_law() {
    for (name, _, parsed) in texts() {
        let all = references(&parsed.statute);
        assert!(
            all.iter().filter(|it| matches!(it.result, Resolution::Resolved(_))).count() >= 8,
            "{name}: few references"
        );
        for reference in all {
            let fine = matches!(
                reference.result,
                Resolution::Resolved(_) | Resolution::ResolvedDivisions(_) | Resolution::External | Resolution::Vague
            );
            assert!(fine, "{name} {}: {} is {}", reference.within.chinese(), reference.text, reference.result.as_str());
        }
    }
}

#[test]
fn articles_named_in_the_papers_are_in_a_text_of_the_bill() {
    for bill in fs::read_dir(folder()).unwrap().map(|it| it.unwrap().path()).filter(|it| it.is_dir()) {
        let prefix = bill.file_name().unwrap().to_string_lossy().into_owned();
        let numbers: BTreeSet<ArticleNumber> = texts()
            .iter()
            .filter(|it| it.0.starts_with(&prefix))
            .flat_map(|it| it.2.statute.articles().map(kaimen::law::statute::Article::number).collect::<Vec<_>>())
            .collect();
        for paper in ["explanation.md", "revision-report.md", "result-report.md"] {
            let Ok(source) = fs::read_to_string(bill.join(paper)) else { continue };
            for (at, _) in source.match_indices('第') {
                let rest = &source[at..];
                let Some(end) = rest.find('条').filter(|end| *end <= 24) else { continue };
                let own = !source[..at].ends_with(['》', '法']);
                if let Ok(number) = rest[..end + '条'.len_utf8()].parse::<ArticleNumber>() {
                    assert!(!own || numbers.contains(&number), "{prefix}/{paper} names {number}");
                }
            }
        }
    }
}
