//! `kaimen compare`, through the real program: what contracts.md ("Comparison") promises, in every format, and odd input.

use crate::support::cli::{Ran, kaimen};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn draft(name: &str) -> String {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("drafts").join(name).display().to_string()
}

fn compare(arguments: &[&str]) -> Ran {
    kaimen(Path::new(env!("CARGO_MANIFEST_DIR")), &[&["compare"], arguments].concat())
}

fn json(arguments: &[&str]) -> Value {
    let ran = compare(arguments);
    assert_eq!(ran.code, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).expect("JSON")
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().expect("a list").iter().map(|it| it.as_str().expect("a string")).collect()
}

/// The articles of a text with their words, as `kaimen parse` gives them.
fn articles(file: &str) -> Vec<(String, String)> {
    fn walk(units: &Value, found: &mut Vec<(String, String)>) {
        for unit in units.as_array().expect("units") {
            if unit["kind"] == "article" {
                let mut words = unit["caption"].as_str().map(|it| format!("（{it}）")).unwrap_or_default();
                for paragraph in unit["paragraphs"].as_array().expect("paragraphs") {
                    words += paragraph["text"].as_str().expect("text");
                    for item in paragraph["items"].as_array().expect("items") {
                        words += &format!(
                            "{}{}",
                            item["number"].as_str().expect("number"),
                            item["text"].as_str().expect("text")
                        );
                        for sub in item["subitems"].as_array().expect("subitems") {
                            words += &format!(
                                "{}{}",
                                sub["number"].as_str().expect("number"),
                                sub["text"].as_str().expect("text")
                            );
                        }
                    }
                }
                found.push((unit["number"].as_str().expect("number").to_owned(), words));
            } else {
                walk(&unit["units"], found);
            }
        }
    }
    let ran = kaimen(Path::new(env!("CARGO_MANIFEST_DIR")), &["parse", file]);
    let mut found = Vec::new();
    walk(&serde_json::from_str::<Value>(&ran.out).expect("JSON")["units"], &mut found);
    found
}

/// Whether the hunks of all rows give the articles of one side back, each exactly once.
fn rebuilt(comparison: &Value, side: &str, gone: &str, articles: &[(String, String)]) {
    let mut seen = BTreeSet::new();
    for row in comparison["rows"].as_array().expect("rows") {
        let mut words = String::new();
        for hunk in row["hunks"].as_array().expect("hunks") {
            for part in hunk["parts"].as_array().expect("parts").iter().filter(|it| it[0] != gone) {
                words += part[1].as_str().expect("words");
            }
        }
        let numbers = strings(&row[side]);
        let of = |number: &&str| articles.iter().find(|it| it.0 == **number).expect("an article").1.clone();
        let expected: String = numbers.iter().map(of).collect();
        assert_eq!(words.replace('\n', ""), expected.replace('\n', ""), "{numbers:?}");
        numbers.iter().for_each(|it| assert!(seen.insert((*it).to_owned()), "{it} twice"));
    }
    assert_eq!(seen.len(), articles.len());
}

#[test]
fn every_article_is_in_one_row_and_the_hunks_give_both_texts_back() {
    for (bill, old, new) in
        [("business-environment", "v1", "v2"), ("intellectual-property", "v2", "v3"), ("civility", "v2", "v1")]
    {
        let (old, new) = (draft(&format!("{bill}/{old}.md")), draft(&format!("{bill}/{new}.md")));
        let comparison = json(&[&old, &new]);
        let (before, after) = (articles(&old), articles(&new));
        assert_eq!(comparison["old"]["articles"], before.len());
        assert_eq!(comparison["new"]["articles"], after.len());
        rebuilt(&comparison, "old", "insert", &before);
        rebuilt(&comparison, "new", "delete", &after);
    }
}

#[test]
fn the_summary_counts_the_rows() {
    let comparison = json(&[&draft("business-environment/v1.md"), &draft("business-environment/v2.md")]);
    let rows = comparison["rows"].as_array().expect("rows");
    let count = |kind: &str| rows.iter().filter(|it| it["kind"] == kind).count();
    for kind in ["same", "changed", "added", "removed", "split", "merged", "regrouped"] {
        assert_eq!(comparison["summary"][kind], count(kind), "{kind}");
    }
    for flag in ["renumbered", "moved", "consequential"] {
        let flagged = rows.iter().filter(|it| it[flag] == true).count();
        assert_eq!(comparison["summary"][flag], flagged, "{flag}");
    }
    assert!(comparison["summary"]["split"].as_u64() > Some(0) && comparison["summary"]["moved"].as_u64() > Some(0));
    assert_eq!(comparison["terms"][0]["from"], "市场主体");
    let changed = json(&[&draft("business-environment/v1.md"), &draft("business-environment/v2.md"), "--only-changed"]);
    assert_eq!(changed["rows"].as_array().expect("rows").len(), rows.len() - count("same"));
}

#[test]
fn a_text_compared_with_itself_is_all_the_same() {
    let text = draft("elderly-care/v2.md");
    let comparison = json(&[&text, &text]);
    let rows = comparison["rows"].as_array().expect("rows");
    assert!(rows.iter().all(|it| it["kind"] == "same" && it["moved"] == false && it["renumbered"] == false));
    assert_eq!(comparison["summary"]["same"], articles(&text).len());
}

#[test]
fn swapping_the_texts_mirrors_the_rows() {
    let (old, new) = (draft("business-environment/v1.md"), draft("business-environment/v2.md"));
    let rows = |comparison: &Value, swapped: bool| {
        let mirror = |kind: &str| {
            match kind {
                "added" => "removed",
                "removed" => "added",
                "split" => "merged",
                "merged" => "split",
                other => other,
            }
            .to_owned()
        };
        let (left, right) = if swapped { ("new", "old") } else { ("old", "new") };
        let row = |it: &Value| {
            let kind = it["kind"].as_str().expect("a kind");
            let kind = if swapped { mirror(kind) } else { kind.to_owned() };
            (
                it[left].to_string(),
                it[right].to_string(),
                kind,
                it["moved"].to_string(),
                it["consequential"].to_string(),
            )
        };
        comparison["rows"].as_array().expect("rows").iter().map(row).collect::<BTreeSet<_>>()
    };
    assert_eq!(rows(&json(&[&old, &new]), false), rows(&json(&[&new, &old]), true));
}

#[test]
fn neighbouring_columns_of_a_chain_agree_with_the_comparison_of_two() {
    let texts: Vec<String> =
        ["v1", "v2", "v3"].iter().map(|it| draft(&format!("business-environment/{it}.md"))).collect();
    let chain = json(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let rows = chain["rows"].as_array().expect("rows");
    for (n, text) in texts.iter().enumerate() {
        let all: Vec<&str> = rows.iter().flat_map(|it| strings(&it["texts"][n])).collect();
        assert_eq!(all.len(), articles(text).len());
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    }
    for n in 0..2 {
        let two = json(&[&texts[n], &texts[n + 1]]);
        for row in two["rows"].as_array().expect("rows") {
            let inside = |cell: &Value, of: &Value| strings(of).iter().all(|it| strings(cell).contains(it));
            let home =
                rows.iter().any(|it| inside(&it["texts"][n], &row["old"]) && inside(&it["texts"][n + 1], &row["new"]));
            assert!(home, "{row}");
        }
    }
}

#[test]
fn every_format_is_written_and_twice_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let (old, new) = (draft("civility/v1.md"), draft("civility/v2.md"));
    for (format, begins) in [
        ("html", &b"<!DOCTYPE html>"[..]),
        ("md", b"# "),
        ("text", "××市".as_bytes()),
        ("docx", b"PK"),
        ("xlsx", b"PK"),
        ("pdf", b"%PDF-"),
    ] {
        let write = |name: &str| {
            let out = folder.path().join(name);
            let ran = compare(&[&old, &new, "--format", format, "--only-changed", "--out", &out.display().to_string()]);
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{format}");
            std::fs::read(out).expect("a file")
        };
        let bytes = write("first");
        assert!(bytes.starts_with(begins), "{format}");
        assert_eq!(bytes, write("second"), "{format}");
    }
}

#[test]
fn what_is_odd_is_said_and_compared_all_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, words: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, words).expect("written");
        path.display().to_string()
    };
    let notice = file("notice.md", "# 通知\n\n请于三日内报送材料。\n");
    let other = file("notice2.md", "# 通知\n\n请于五日内报送材料。\n");
    let ran = compare(&[&notice, &other]);
    assert!(ran.code == 0 && ran.err.contains("没有条文"), "{}", ran.err);
    assert!(ran.out.contains("三") && ran.out.contains("五"), "the words outside the articles are compared");
    let ran = compare(&[&draft("civility/v1.md"), &draft("innovation/v1.md")]);
    assert!(ran.code == 0 && ran.err.contains("似乎不是同一部法规"), "{}", ran.err);
    let ran = compare(&[&draft("civility/v1.md"), "missing.md"]);
    assert!(ran.code == 2 && ran.err.contains("missing.md") && ran.err.lines().count() == 1, "{}", ran.err);
    let binary = file("a.bin", "\u{0}\u{1}\u{2}");
    assert_eq!(compare(&[&draft("civility/v1.md"), &binary]).code, 2);
    assert_eq!(compare(&[&draft("civility/v1.md")]).code, 2, "one text is nothing to compare");
    assert_eq!(compare(&["-", "-"]).code, 2);
}
