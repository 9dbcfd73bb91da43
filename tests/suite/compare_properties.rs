//! What every comparison holds: made-up revisions are recovered, and large or hostile texts end with a true answer.

use crate::support::edit_script::{found, revise};
use crate::support::promises::broken;
use kaimen::law::compare::{Budget, Comparison, Options, RowKind, compare, compare_with};
use kaimen::law::number::to_chinese;
use kaimen::law::parse::parse;
use kaimen::law::statute::Statute;
use std::path::PathBuf;

fn draft(name: &str) -> Statute {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("drafts").join(name);
    parse(&std::fs::read_to_string(path).expect("a draft")).statute
}

#[track_caller]
fn holds(comparison: &Comparison) {
    assert_eq!(broken(comparison), None);
}

#[test]
fn made_up_revisions_are_recovered() {
    let (old, other) = (draft("civility/v1.md"), draft("innovation/v1.md"));
    let mut recovered = 0;
    for seed in 0..100 {
        let revision = revise(&old, &other, seed);
        let comparison = compare(&old, &revision.new);
        holds(&comparison);
        recovered += usize::from(found(&comparison) == revision.rows);
    }
    // All ten thousand are counted by `make alignment`; docs/alignment.md says what is left.
    assert!(recovered >= 98, "{recovered} of 100");
}

#[test]
fn a_renumbered_reference_is_consequential_and_another_target_is_not() {
    let old = "第一条　停车场应当公示收费标准。\n第二条　停车场不得强制搭售。\n第三条　违反本条例第二条规定的，处一千元罚款。\n";
    let new = |cited: &str| {
        format!(
            "第一条　停车场应当公示收费标准。\n第二条　新建停车场应当配建充电设施，比例不低于百分之三十。\n第三条　停车场不得强制搭售。\n第四条　违反本条例{cited}规定的，处一千元罚款。\n"
        )
    };
    let row = |cited: &str| {
        let comparison = compare(&parse(old).statute, &parse(&new(cited)).statute);
        let at = comparison.row_of_new(3).expect("a row");
        comparison.rows[at].clone()
    };
    assert!(row("第三条").consequential && !row("第三条").is_substantial());
    let other = row("第一条");
    assert!(!other.consequential && other.is_substantial() && other.kind == RowKind::Changed);
}

#[test]
fn without_budget_the_answer_is_coarse_and_true() {
    let (old, new) = (draft("business-environment/v1.md"), draft("business-environment/v2.md"));
    let options = Options { budget: Budget::of(1_000), ..Options::default() };
    let coarse = compare_with(&old, &new, &options);
    holds(&coarse);
    assert!(coarse.coarse && !compare(&old, &new).coarse);
}

#[test]
fn hostile_texts_end() {
    let equal = |n: u16| (1..=n).map(|it| format!("第{}条　同样的一条。\n", to_chinese(it))).collect::<String>();
    holds(&compare(&parse(&equal(9_999)).statute, &parse(&equal(9_998)).statute));
    let long = |word: &str| format!("第一条　{}。\n", word.repeat(60_000));
    holds(&compare(&parse(&long("甲乙丙丁")).statute, &parse(&long("甲丙乙丁")).statute));
}
