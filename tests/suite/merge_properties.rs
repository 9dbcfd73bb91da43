//! Merging two revisions: nothing that either side wrote is lost, nothing that both kept is lost, and articles of
//! different people never conflict, wherever numbers have gone.

use crate::made_up_text::long_text;
use crate::support::edit_script::Dice;
use crate::support::two_hands::{Marks, Pieces, Step, change, done, pieces, printed};
use kaimen::law::edit::applied;
use kaimen::law::merge::{Merged, merge};
use kaimen::law::parse::parse;
use kaimen::law::path::ProvisionPath;
use kaimen::law::refs::references;
use kaimen::law::statute::Statute;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Pairs of revisions of each text.
const SEEDS: u64 = 8;

/// The sample ordinances and the made-up text, numbered as this test numbers them.
fn bases() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("drafts");
    let mut found = Vec::new();
    for bill in fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).filter(|it| it.is_dir()) {
        for version in ["v1.md", "v2.md", "v3.md"] {
            found.extend(fs::read_to_string(bill.join(version)).ok());
        }
    }
    found.sort();
    found.into_iter().map(|it| printed(&pieces(&it).list)).collect()
}

/// What holds of every merge.
fn check(base: &str, ours: &str, theirs: &str) -> Merged {
    let merged = merge(base, ours, theirs);
    assert_eq!(applied(ours, &merged.ours), merged.text, "ours → text");
    assert_eq!(applied(theirs, &merged.theirs), merged.text, "theirs → text");
    let mut at = 0;
    for conflict in &merged.conflicts {
        assert!(conflict.span.start >= at);
        assert_eq!(merged.text[conflict.span.range()], conflict.theirs);
        at = conflict.span.end;
    }
    assert_eq!(merge(base, theirs, ours).conflicts.len(), merged.conflicts.len(), "{:?}", merged.conflicts);
    if base == ours || ours == theirs {
        assert_eq!(merged.text, theirs);
    }
    if base == theirs {
        assert_eq!(merged.text, ours);
    }
    merged
}

/// Everything that a reader of the merge sees.
fn seen(merged: &Merged) -> String {
    let conflicts = merged.conflicts.iter().map(|it| format!("{}\n{}\n", it.ours, it.theirs));
    format!("{}\n{}", merged.text, conflicts.collect::<String>())
}

/// Lines without the numbers of articles, with the count of each.
fn lines(text: &str) -> BTreeMap<String, usize> {
    let mut lines = BTreeMap::new();
    for line in text.lines().map(masked).filter(|it| !it.is_empty()) {
        *lines.entry(line).or_insert(0) += 1;
    }
    lines
}

fn masked(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line.trim();
    while let Some(at) = rest.find('第') {
        out.push_str(&rest[..at]);
        let after = &rest[at + '第'.len_utf8()..];
        let digits = after.find(|c| !"零一二三四五六七八九十百千".contains(c)).unwrap_or(after.len());
        rest = match after[digits..].strip_prefix('条') {
            Some(rest) if digits > 0 => {
                out.push('条');
                rest
            }
            _ => {
                out.push('第');
                after
            }
        };
    }
    out + rest
}

/// For each reference that names articles: the words around it and the words of what it names, without numbers. What
/// 前条 and a range name depends on where moved articles stand.
fn citations(statute: &Statute) -> Vec<(String, Vec<String>)> {
    let words = |path: &ProvisionPath| statute.words_at(*path).map(|it| masked(&it)).unwrap_or_default();
    let references = references(statute);
    let mut found: Vec<_> = references
        .iter()
        .filter(|it| it.explicit && !it.text.contains('至'))
        .map(|it| (words(&it.within), it.result.targets().iter().map(words).collect()))
        .collect();
    found.sort();
    found
}

/// Both sides change articles of their own.
fn apart(pieces: &Pieces, seed: u64) -> [Vec<Step>; 2] {
    let mut dice = Dice::new(seed);
    let ours = change(pieces, |it| it % 2 == 0, &mut dice, &mut Marks::from(0));
    [ours, change(pieces, |it| it % 2 == 1, &mut dice, &mut Marks::from(1))]
}

#[test]
fn articles_of_different_people_never_conflict_and_numbers_follow() {
    for (n, base) in bases().iter().enumerate() {
        let pieces = pieces(base);
        for seed in 0..SEEDS {
            let [ours, theirs] = apart(&pieces, seed + 1_000 * n as u64);
            let told = format!("{n} {seed} {ours:?} {theirs:?}");
            let expected = printed(&done(&done(&pieces.list, &ours), &theirs));
            let merged = check(base, &printed(&done(&pieces.list, &ours)), &printed(&done(&pieces.list, &theirs)));
            assert_eq!(merged.conflicts, [], "{told}");
            assert_eq!(lines(&merged.text), lines(&expected), "{told}");
            let (merged, expected) = (parse(&merged.text).statute, parse(&expected).statute);
            let numbers: Vec<u16> = merged.articles().map(|it| it.number().base()).collect();
            assert_eq!(numbers, (1..).take(numbers.len()).collect::<Vec<u16>>(), "{told}");
            assert_eq!(citations(&merged), citations(&expected), "{told}");
        }
    }
}

#[test]
fn whatever_two_people_do_to_the_same_articles_nothing_is_lost() {
    for (n, base) in bases().iter().enumerate() {
        let pieces = pieces(base);
        for seed in 0..SEEDS {
            let mut dice = Dice::new(seed + 1_000 * n as u64);
            // A handful of articles, so that both often meet.
            let from = dice.below(pieces.list.len().saturating_sub(14).max(1));
            let own = |it: usize| (from..from + 6).contains(&it);
            let steps = [0, 1].map(|side| change(&pieces, own, &mut dice, &mut Marks::from(side)));
            let sides = steps.each_ref().map(|it| printed(&done(&pieces.list, it)));
            let merged = check(base, &sides[0], &sides[1]);
            let seen = seen(&merged);
            let told = format!("{n} {seed} {steps:?}\n{:?}", merged.conflicts);
            for side in &sides {
                for c in side.chars().filter(|it| ('\u{3400}'..'\u{4000}').contains(it)) {
                    assert!(seen.contains(c), "{c} {told}");
                }
            }
            let (all, [ours, theirs]) = (lines(&seen), sides.each_ref().map(|it| lines(it)));
            for (line, count) in lines(base) {
                let kept = |side: &BTreeMap<String, usize>| side.get(&line) == Some(&count);
                let edited = || all.keys().any(|it| it.contains(line.as_str()));
                assert!(
                    count > 1 || !kept(&ours) || !kept(&theirs) || all.contains_key(&line) || edited(),
                    "{line} {told}"
                );
            }
        }
    }
}

#[test]
fn a_text_as_long_as_the_civil_code_is_merged_article_by_article() {
    let pieces = pieces(&long_text::long_statute());
    let base = printed(&pieces.list);
    for seed in 0..1 {
        let [ours, theirs] = apart(&pieces, seed);
        let merged = check(&base, &printed(&done(&pieces.list, &ours)), &printed(&done(&pieces.list, &theirs)));
        assert_eq!(merged.conflicts, []);
        assert_eq!(lines(&merged.text), lines(&printed(&done(&done(&pieces.list, &ours), &theirs))));
    }
}

/// Words that mean something to the parser, thrown together without sense; two sides of it share much.
fn soup() -> impl Strategy<Value = String> {
    let tokens = [
        "第一条",
        "第二条",
        "第三条之一",
        "第1条",
        "　",
        "\n",
        "\n\n",
        "第一章",
        "第二章",
        "总则",
        "（一）",
        "(二)",
        "1.",
        "甲：",
        "乙；",
        "丙。",
        "本条例第一条",
        "第二条第一款",
        "《",
        "》",
        "“",
        "附件1：",
        "目录",
        "# ",
        "## ",
        "**",
        "<!--",
        " -->",
        "[^1]",
        "| ",
        "\r\n",
        "\u{feff}",
        "𠮷",
        "é",
        "e\u{301}",
        "前款",
        "---\n",
    ];
    let token = prop::sample::select(tokens.to_vec());
    prop::collection::vec(token, 0..30).prop_map(|it| it.concat())
}

fn three() -> impl Strategy<Value = [String; 3]> {
    let parts = prop::collection::vec((soup(), prop::option::of(soup()), prop::option::of(soup())), 0..5);
    parts.prop_map(|parts| {
        let mut texts = [String::new(), String::new(), String::new()];
        for (base, ours, theirs) in parts {
            texts[1].push_str(ours.as_ref().unwrap_or(&base));
            texts[2].push_str(theirs.as_ref().unwrap_or(&base));
            texts[0].push_str(&base);
        }
        texts
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, max_shrink_iters: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_three_texts_are_merged([base, ours, theirs] in three()) {
        check(&base, &ours, &theirs);
        check(&base, &base, &theirs);
        check(&base, &ours, &base);
        check(&base, &ours, &ours);
    }
}

#[test]
fn texts_made_to_be_slow_are_merged_in_bounded_time() {
    let many = |words: &str, n: usize| format!("# 条例\n\n{}", words.repeat(n));
    let all = [
        many("第一条　甲。\n\n", 3_000),
        many("第一条　甲。\n\n", 2_800),
        many("第一条　乙，依照第一条、第二条。\n\n", 3_000),
        format!("第一条　{}", "甲乙丙丁。".repeat(5_000)),
        format!("第一条　{}", "乙甲丁丙，".repeat(5_000)),
        "《".repeat(20_000),
        "第".repeat(20_000),
    ];
    for base in &all {
        for side in &all {
            let merged = merge(base, side, &all[1]);
            assert_eq!(applied(side, &merged.ours), merged.text);
        }
    }
}
