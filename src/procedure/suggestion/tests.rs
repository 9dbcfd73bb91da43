use super::*;
use crate::procedure::working::RevisionNumber;

const BASE: &str = "第一条　甲应当公开。\n\n第二条　乙应当公开。\n";

fn suggestions(back: &str) -> Vec<Suggestion> {
    let brought =
        Brought { sent: BASE.to_owned(), text: back.to_owned(), revised: back.to_owned(), ..Brought::default() };
    let found = read((RevisionNumber::FIRST, BASE), &brought, &[]);
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

#[test]
fn suggestions_are_taken_one_by_one_or_together() {
    let all = suggestions("第一条　甲应当主动公开。\n\n第二条　丙应当公开。\n");
    let [one, two] = &all[..] else { panic!("{all:?}") };
    let Taken::Text(first, _) = take(BASE, &[], &[two], BASE) else { panic!() };
    assert_eq!(first, BASE.replace('乙', "丙"));
    let Taken::Text(both, _) = take(BASE, &[two], &[one], &first) else { panic!() };
    assert_eq!(take(BASE, &[], &[one, two], BASE), Taken::Text(both.clone(), Vec::new()));
    assert_eq!(take(BASE, &[], &[one], &both), Taken::Already);
}

#[test]
fn words_that_somebody_changed_meanwhile_are_a_question_and_the_rest_is_taken() {
    let all = suggestions("第一条　甲应当主动公开。\n\n第二条　丙应当公开。\n");
    let all: Vec<&Suggestion> = all.iter().collect();
    let head = BASE.replace('乙', "丁");
    assert!(
        matches!(take(BASE, &[], &all[1..], &head), Taken::Conflict(it) if it[0].theirs == "丁" && it[0].ours == "丙")
    );
    let several = take_all(BASE, &[], &all, &head);
    assert_eq!((several.taken, several.conflicts), (vec![all[0].id], vec![all[1].id]));
    assert_eq!(several.text, head.replace("甲应当", "甲应当主动"));
}

#[test]
fn words_that_two_files_put_at_one_place_are_a_question() {
    let from = |file, back: &str| {
        let mut all = suggestions(back);
        all[0].id = SuggestionId::new(file).unwrap();
        all[0].origin = Origin::File(FileId::new(file).unwrap());
        all.remove(0)
    };
    let one = from(1, &BASE.replace("甲应当", "甲应当每两年"));
    let other = from(2, &BASE.replace("甲应当", "甲应当每三年"));
    let several = take_all(BASE, &[], &[&one, &other], BASE);
    assert_eq!((several.taken, several.conflicts), (vec![one.id], vec![other.id]));
    assert_eq!(several.text, BASE.replace("甲应当", "甲应当每两年"));
    let Taken::Conflict(conflicts) = take(BASE, &[&one], &[&other], &several.text) else { panic!() };
    assert!(conflicts[0].ours.contains('三') && conflicts[0].theirs.contains('两'), "{conflicts:?}");
}

#[test]
fn the_same_file_brought_again_makes_nothing_new() {
    let known = suggestions("第一条　甲应当主动公开。\n\n第二条　乙应当公开。\n");
    let text = BASE.replace("甲应当", "甲应当主动");
    let brought = Brought { sent: BASE.to_owned(), text: text.clone(), revised: text, ..Brought::default() };
    let found = read((RevisionNumber::FIRST, BASE), &brought, &known);
    assert_eq!((found.suggestions.len(), found.known), (0, 1));
}

#[test]
fn a_remark_hangs_on_its_words_and_is_cut_never_lost() {
    let start = BASE.find("乙应当").unwrap();
    let remark =
        Remark { author: "张".into(), dated: None, range: start..start + "乙应当".len(), words: "为何".into() };
    assert_eq!(placed(&remark, BASE, &format!("前言。\n\n{BASE}")).map(|it| it.quote).as_deref(), Some("乙应当"));
    assert_eq!(placed(&remark, BASE, "第一条　甲。\n"), None);
    let long = "字".repeat(2_500);
    let pieces = pieces("", None, &long);
    assert_eq!((pieces.len(), pieces.concat().matches('字').count()), (3, 2_500));
}

#[test]
fn numbers_in_addresses_are_plain() {
    assert_eq!("7".parse::<FileId>().map(FileId::get), Ok(7));
    assert!(["", "0", "07", "x", "-1"].iter().all(|it| it.parse::<SuggestionId>().is_err()));
}
