use super::*;

const BASE: &str = "# 某市某条例\n\n## 第一章　总则\n\n第一条　为了甲，制定本条例。\n\n第二条　乙应当公开。\n\n第三条　违反本条例第二条的，处罚。\n";

/// A file has no marks.
fn sent() -> String {
    BASE.replace("## ", "").replace("# ", "")
}

fn all(found: &Difference, base: &str) -> String {
    let mut edits: Vec<Edit> = found.changes.iter().flat_map(|it| it.edits.clone()).collect();
    edits.sort_by_key(|it| it.span);
    settled(base, &edits, found.renumbers)
}

#[test]
fn words_are_changed_in_the_base_and_its_marks_stay() {
    let found =
        difference(BASE, &sent(), &sent().replace("应当公开", "应当及时公开").replace("总则", "总的规定"), None);
    let told: Vec<_> = found.changes.iter().map(|it| (it.unit.as_str(), it.edits[0].replacement.as_str())).collect();
    assert_eq!(told, [("第一章", "的规定"), ("第二条", "及时")]);
    assert_eq!(all(&found, BASE), BASE.replace("应当公开", "应当及时公开").replace("总则", "总的规定"));
}

#[test]
fn a_new_article_is_one_change_and_numbers_follow_only_when_it_is_taken() {
    let back = sent()
        .replace("第二条　乙", "第二条　新的一条。\n\n第三条　乙")
        .replace("第三条　违反本条例第二条", "第四条　违反本条例第三条");
    let found = difference(BASE, &sent(), &back, None);
    assert_eq!(found.changes.len(), 1, "{:#?}", found.changes);
    let change = &found.changes[0];
    assert_eq!((change.kind, change.unit.as_str()), (Kind::Added, "第二条"));
    assert_eq!(change.edits[0].replacement, "\n\n第一条之一　新的一条。");
    let wanted = BASE
        .replace("第二条　乙", "第二条　新的一条。\n\n第三条　乙")
        .replace("第三条　违反本条例第二条", "第四条　违反本条例第三条");
    assert_eq!(all(&found, BASE), wanted);
}

/// What changes, article by article.
fn replaced(found: &Difference, base: &str) -> Vec<(String, String, String)> {
    let edit = |it: &Edit| (base[it.span.range()].to_owned(), it.replacement.clone());
    let all = found.changes.iter().flat_map(|it| it.edits.iter().map(|one| (it.unit.clone(), edit(one))));
    all.map(|(unit, (old, new))| (unit, old, new)).collect()
}

fn owned(all: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    all.iter().map(|it| (it.0.to_owned(), it.1.to_owned(), it.2.to_owned())).collect()
}

#[test]
fn numbers_that_count_on_with_what_came_are_no_change() {
    let added = "第一条　新的一条。\n\n第二条　为了甲";
    let back = sent()
        .replace("第二条　", "第三条　")
        .replace("第三条　违反本条例第二条", "第四条　违反本条例第三条")
        .replace("第一条　为了甲", added);
    let found = difference(BASE, &sent(), &back, None);
    assert_eq!(found.changes.iter().map(|it| it.kind).collect::<Vec<_>>(), [Kind::Added], "{found:#?}");
}

#[test]
fn a_number_that_alone_changed_is_told_where_nothing_counts_anew() {
    let back = sent()
        .replace("第一条　", "第十条　")
        .replace("第二条　", "第十一条　")
        .replace("第三条　违反本条例第二条", "第十二条　违反本条例第十一条");
    let found = difference(BASE, &sent(), &back, None);
    let expected = [
        ("第一条", "第一条", "第十条"),
        ("第二条", "第二条", "第十一条"),
        ("第三条", "第三条", "第十二条"),
        ("第三条", "第二条", "第十一条"),
    ];
    assert_eq!((replaced(&found, BASE), found.renumbers), (owned(&expected), false));
    assert_eq!(all(&found, BASE).replace("# ", "").replace('#', ""), back);
    // The base has a gap already, and the file closes it.
    let base = BASE.replace("第三条　违反本条例第二条", "第五条　违反本条例第二条");
    let file = base.replace("## ", "").replace("# ", "");
    let found = difference(&base, &file, &sent(), None);
    assert_eq!(replaced(&found, &base), owned(&[("第五条", "第五条", "第三条")]));
    assert_eq!(all(&found, &base), BASE);
    // Words and a number of one article are two changes, and an article that came stands beside them as it is.
    let typed = sent().replace("乙应当", "乙可以").replace("第二条　", "第四条　");
    let typed = typed.replace("第三条　违反本条例第二条", "第六条　新的一条。\n\n第八条　违反本条例第四条");
    let found = difference(BASE, &sent(), &typed, None);
    assert_eq!(all(&found, BASE).replace("# ", "").replace('#', ""), typed, "{found:#?}");
    assert_eq!(found.unplaced, []);
}

#[test]
fn a_removed_and_a_moved_article_are_one_change_each() {
    let removed = sent()
        .replace("第一条　为了甲，制定本条例。\n\n", "")
        .replace("第二条　乙", "第一条　乙")
        .replace("第三条　违反本条例第二条", "第二条　违反本条例第一条");
    let found = difference(BASE, &sent(), &removed, None);
    assert_eq!(found.changes.iter().map(|it| it.kind).collect::<Vec<_>>(), [Kind::Removed]);
    assert!(all(&found, BASE).contains("第二条　违反本条例第一条的"), "{}", all(&found, BASE));
    let (head, rest) = BASE.split_once("第一条").unwrap();
    let moved =
        format!("{head}第一条　乙应当公开。\n\n第二条　为了甲，制定本条例。\n\n第三条　违反本条例第一条的，处罚。\n");
    assert!(rest.contains("第二条"));
    let found = difference(BASE, BASE, &moved, None);
    assert_eq!(found.changes.iter().map(|it| it.kind).collect::<Vec<_>>(), [Kind::Moved]);
    assert_eq!(all(&found, BASE), moved);
}

#[test]
fn tracked_edits_are_the_changes_and_words_of_nobody_have_no_place() {
    let file = sent().replace("乙应当", "丙应当");
    let place = file.find("应当公开").unwrap() + "应当".len();
    let gone = file.find("处罚").unwrap();
    let other = file.find("丙").unwrap();
    let edits = [
        Edit::new(other, other + "丙".len(), "丁"),
        Edit::new(place, place, "依法"),
        Edit::new(gone, gone + "处罚".len(), "处分"),
    ];
    let found = difference(BASE, &file, &applied(&file, &edits), Some(&edits));
    let told: Vec<_> = found.changes.iter().map(|it| (it.edits[0].replacement.as_str(), it.tracked)).collect();
    assert_eq!(told, [("依法", Some(1)), ("分", Some(2))]);
    assert_eq!((found.unplaced[0].old.as_str(), found.unplaced[0].new.as_str()), ("丙", "丁"));
}

#[test]
fn a_tracked_number_that_only_follows_is_no_change() {
    let file = sent();
    let two = file.find("第二条").unwrap() + "第".len();
    let three = file.find("第三条").unwrap() + "第".len();
    let named = file.rfind("第二条").unwrap() + "第".len();
    let added = file.find("第二条").unwrap();
    let follow = [
        Edit::new(added, added, "第二条　新的一条。\n\n"),
        Edit::new(two, two + "二".len(), "三"),
        Edit::new(three, three + "三".len(), "四"),
        Edit::new(named, named + "二".len(), "三"),
    ];
    let found = difference(BASE, &file, &applied(&file, &follow), Some(&follow));
    assert_eq!(found.changes.iter().map(|it| (it.kind, it.tracked)).collect::<Vec<_>>(), [(Kind::Added, Some(0))]);
    // One that leaves a gap is that person's change.
    let edits = [Edit::new(two, two + "二".len(), "五")];
    let found = difference(BASE, &file, &applied(&file, &edits), Some(&edits));
    assert_eq!(replaced(&found, BASE), owned(&[("第二条", "第二条", "第五条")]));
    assert_eq!(found.changes[0].tracked, Some(0));
}
