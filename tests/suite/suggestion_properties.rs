//! What a file changed arrives as suggestions: all of them together are what the file says, and in whatever order some
//! are taken, the text is the same.

use crate::support::edit_script::Dice;
use crate::support::two_hands::{Marks, change, done, pieces, printed};
use jiff::Timestamp;
use kaimen::law::parse::parse;
use kaimen::law::print::print;
use kaimen::procedure::suggestion::{
    Brought, Origin, Suggestion, SuggestionId, Taken, TrackedEdit, read, take, take_all,
};
use kaimen::procedure::working::RevisionNumber;
use proptest::prelude::*;
use std::fs;
use std::path::Path;

/// Cases of each property.
const CASES: u32 = 12;

/// The sample ordinances, numbered without a gap.
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

/// As a word processor gives it back: without the marks of headings.
fn unmarked(text: &str) -> String {
    text.lines().map(|it| format!("{}\n", it.trim_start_matches(['#', ' ']))).collect()
}

/// The base with one to six changes.
fn changed(base: &str, seed: u64) -> String {
    let pieces = pieces(base);
    let steps = change(&pieces, |_| true, &mut Dice::new(seed), &mut Marks::from(0));
    printed(&done(&pieces.list, &steps))
}

fn suggestions(base: &str, brought: &Brought) -> Vec<Suggestion> {
    let found = read((RevisionNumber::FIRST, base), brought, &[]);
    assert_eq!(found.unplaced, []);
    let made = |(n, said)| Suggestion {
        id: SuggestionId::new(n).unwrap(),
        origin: Origin::Person,
        organ: String::new(),
        base: RevisionNumber::FIRST,
        said,
        at: Timestamp::UNIX_EPOCH,
        decisions: Vec::new(),
    };
    (1..).zip(found.suggestions).map(made).collect()
}

fn together(base: &str, all: &[Suggestion]) -> String {
    match take(base, &[], &all.iter().collect::<Vec<_>>(), base) {
        Taken::Text(text, _) => text,
        Taken::Already => base.to_owned(),
        Taken::Conflict(conflicts) => panic!("{conflicts:?}"),
    }
}

/// Takes them one by one in an order of the dice.
fn one_by_one(base: &str, all: &[Suggestion], dice: &mut Dice) -> String {
    let mut left: Vec<&Suggestion> = all.iter().collect();
    let (mut taken, mut head) = (Vec::new(), base.to_owned());
    while !left.is_empty() {
        let next = left.swap_remove(dice.below(left.len()));
        match take(base, &taken, &[next], &head) {
            Taken::Text(text, _) => head = text,
            Taken::Already => {}
            Taken::Conflict(conflicts) => panic!("{conflicts:?}"),
        }
        taken.push(next);
    }
    head
}

fn tree(text: &str) -> String {
    print(&parse(text).statute)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CASES))]

    #[test]
    fn all_suggestions_make_what_the_file_says_and_some_make_the_same_in_any_order(seed in any::<u64>()) {
        let bases = bases();
        let mut dice = Dice::new(seed);
        let base = &bases[dice.below(bases.len())];
        let file = changed(base, seed);
        let back = unmarked(&file);
        let brought = Brought { sent: unmarked(base), text: back.clone(), revised: back, ..Brought::default() };
        let all = suggestions(base, &brought);
        prop_assert_eq!(tree(&together(base, &all)), tree(&file));
        prop_assert_eq!(one_by_one(base, &all, &mut dice), together(base, &all));
        let some: Vec<Suggestion> = all.iter().filter(|_| dice.below(2) == 0).cloned().collect();
        prop_assert_eq!(one_by_one(base, &some, &mut dice), together(base, &some));
    }

    #[test]
    fn tracked_changes_make_what_the_file_says(seed in any::<u64>()) {
        let bases = bases();
        let mut dice = Dice::new(seed);
        let base = &bases[dice.below(bases.len())];
        let (sent, back) = (unmarked(base), unmarked(&changed(base, seed)));
        let edits = lines(&sent, &back);
        let tracked = |edit| TrackedEdit { author: "来稿人".to_owned(), dated: None, edit };
        let tracked = edits.into_iter().map(tracked).collect();
        let brought = Brought { sent: sent.clone(), text: sent, revised: back.clone(), tracked, ..Brought::default() };
        let all = suggestions(base, &brought);
        prop_assert!(all.iter().all(|it| it.said.author == "来稿人"));
        prop_assert_eq!(tree(&unmarked(&together(base, &all))), tree(&back));
    }

    #[test]
    fn what_others_wrote_meanwhile_stays(seed in any::<u64>()) {
        let bases = bases();
        let mut dice = Dice::new(seed);
        let base = &bases[dice.below(bases.len())];
        let pieces = pieces(base);
        let mut side = |odd: usize| {
            let steps = change(&pieces, |it| it % 2 == odd, &mut dice, &mut Marks::from(odd as u32));
            printed(&done(&pieces.list, &steps))
        };
        let (file, head) = (side(0), side(1));
        let brought = Brought { sent: base.clone(), text: file.clone(), revised: file.clone(), ..Brought::default() };
        let all = suggestions(base, &brought);
        let all: Vec<&Suggestion> = all.iter().collect();
        let several = take_all(base, &[], &all, &head);
        prop_assert_eq!(several.conflicts, []);
        let fresh = |c: &char| ('\u{3400}'..='\u{4dbf}').contains(c);
        let mut wanted: Vec<char> = file.chars().chain(head.chars()).filter(fresh).collect();
        let mut has: Vec<char> = several.text.chars().filter(fresh).collect();
        wanted.sort_unstable();
        has.sort_unstable();
        prop_assert_eq!(has, wanted);
    }
}

/// Edits by whole paragraphs, as a word processor tracks them: those that both have in the same order stay.
fn lines(old: &str, new: &str) -> Vec<kaimen::law::edit::Edit> {
    let (a, b): (Vec<&str>, Vec<&str>) = (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let (mut edits, mut at, mut j) = (Vec::new(), 0, 0);
    let mut i = 0;
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            (at, i, j) = (at + a[i].len(), i + 1, j + 1);
            continue;
        }
        // The nearest paragraph that both have again.
        let long = |it: &str| it.chars().count() > 8;
        let next =
            (i..a.len()).filter(|it| long(a[*it])).find_map(|x| (j..b.len()).find(|y| a[x] == b[*y]).map(|y| (x, y)));
        let (x, y) = next.unwrap_or((a.len(), b.len()));
        let (gone, came) = (a[i..x].concat(), b[j..y].concat());
        edits.push(kaimen::law::edit::Edit::new(at, at + gone.len(), came));
        (at, i, j) = (at + gone.len(), x, y);
    }
    edits
}
