use super::*;
use crate::law::edit::applied;
use crate::law::number::to_chinese;

const BASE: &str = "# ××市停车条例\n\n（草案）\n\n## 第一章　总则\n\n第一条　为了规范停车，制定本条例。\n\n\
第二条　停车收费实行政府定价的，应当每三年评估一次收费标准。\n\n\
第三条　停车场经营者应当在开业之日起十五日内，将平面布局图送区停车管理机构留存。\n\n\
## 第二章　法律责任\n\n\
第四条　违反本条例第三条规定的，由区停车管理机构责令改正；拒不改正的，处五百元罚款。\n\n\
第五条　违反本条例第二条、第三条规定的，依照有关法律处理。\n\n违反前款规定的，记入档案。\n\n\
第六条　本条例自2027年7月1日起施行。\n";

/// Merges, and checks what must hold of every merge.
#[track_caller]
fn merged(base: &str, ours: &str, theirs: &str) -> Merged {
    let merged = merge(base, ours, theirs);
    assert_eq!(applied(ours, &merged.ours), merged.text, "ours → text");
    assert_eq!(applied(theirs, &merged.theirs), merged.text, "theirs → text");
    for conflict in &merged.conflicts {
        assert_eq!(merged.text[conflict.span.range()], conflict.theirs);
    }
    let mirrored = merge(base, theirs, ours);
    assert_eq!(merged.conflicts.len(), mirrored.conflicts.len(), "{:?} {:?}", merged.conflicts, mirrored.conflicts);
    merged
}

#[track_caller]
fn agreed(base: &str, ours: &str, theirs: &str) -> String {
    let merged = merged(base, ours, theirs);
    assert_eq!(merged.conflicts, [], "{}", merged.text);
    merged.text
}

/// BASE with a new article before article `at`, all later numbers and references raised.
fn with_inserted(text: &str, at: u16, words: &str) -> String {
    let mut text = text.to_owned();
    for n in (at..=6).rev() {
        text = text.replace(&format!("第{}条", to_chinese(n)), &format!("第{}条", to_chinese(n + 1)));
    }
    let place = text.find(&format!("第{}条　", to_chinese(at + 1))).expect("an article");
    text.insert_str(place, &format!("第{}条　{words}\n\n", to_chinese(at)));
    text
}

#[test]
fn edits_in_different_articles_go_together() {
    let ours = BASE.replace("每三年", "每两年");
    let theirs = BASE.replace("五百元", "一千元");
    assert_eq!(agreed(BASE, &ours, &theirs), BASE.replace("每三年", "每两年").replace("五百元", "一千元"));
}

#[test]
fn edits_at_different_words_of_one_article_go_together() {
    let ours = BASE.replace("十五日内", "三十日内");
    let theirs = BASE.replace("留存", "备案");
    assert_eq!(agreed(BASE, &ours, &theirs), ours.replace("留存", "备案"));
}

#[test]
fn the_same_words_show_both_sides() {
    let ours = BASE.replace("五百元", "八百元");
    let theirs = BASE.replace("五百元", "一千元");
    let merged = merged(BASE, &ours, &theirs);
    assert_eq!(merged.text, theirs);
    let [conflict] = merged.conflicts.as_slice() else { panic!("{:?}", merged.conflicts) };
    assert_eq!((conflict.article.as_str(), conflict.base.as_str()), ("第四条", "五百"));
    assert_eq!((conflict.ours.as_str(), conflict.theirs.as_str()), ("八百", "一千"));
}

#[test]
fn equal_edits_are_one() {
    let both = BASE.replace("五百元", "一千元");
    let ours = both.replace("每三年", "每两年");
    assert_eq!(agreed(BASE, &ours, &both), ours);
}

#[test]
fn a_renumbered_text_takes_the_words_that_the_other_changed() {
    let ours = with_inserted(BASE, 3, "医院周边道路可以设置夜间限时停车泊位。");
    let theirs = BASE
        .replace("依照有关法律处理", "依照有关法律、法规处理")
        .replace("违反本条例第三条规定的，由", "违反本条例第三条的规定，由");
    let text = agreed(BASE, &ours, &theirs);
    assert_eq!(
        text,
        ours.replace("依照有关法律处理", "依照有关法律、法规处理").replace("第四条规定的，由", "第四条的规定，由")
    );
}

#[test]
fn both_may_insert_an_article_and_all_numbers_follow() {
    let ours = with_inserted(BASE, 2, "甲甲甲甲甲甲。");
    let theirs = with_inserted(BASE, 4, "乙乙乙乙乙乙。");
    let both = with_inserted(BASE, 4, "乙乙乙乙乙乙。").replace("第七条", "第八条");
    let text = agreed(BASE, &ours, &theirs);
    for words in [
        "第二条　甲甲",
        "第五条　乙乙",
        "第六条　违反本条例第四条规定",
        "第七条　违反本条例第三条、第四条规定",
        "第八条　本条例自",
    ] {
        assert!(text.contains(words), "{words}\n{text}\n{both}");
    }
}

#[test]
fn a_moved_article_takes_the_words_that_the_other_changed() {
    let two = "第二条　停车收费实行政府定价的，应当每三年评估一次收费标准。\n\n";
    let ours = BASE.replace(two, "").replace("第六条", &format!("{two}第六条"));
    let theirs = BASE.replace("每三年评估一次", "每两年评估一次").replace("制定本条例", "根据有关法律，制定本条例");
    let text = agreed(BASE, &ours, &theirs);
    assert_eq!(text, ours.replace("每三年", "每两年").replace("制定本条例", "根据有关法律，制定本条例"));
}

#[test]
fn a_deleted_article_that_the_other_changed_is_a_conflict_and_kept() {
    let three = "第三条　停车场经营者应当在开业之日起十五日内，将平面布局图送区停车管理机构留存。\n\n";
    let deleted = BASE.replace(three, "");
    let changed = BASE.replace("十五日内", "三十日内");
    for (ours, theirs) in [(&deleted, &changed), (&changed, &deleted)] {
        let merged = merged(BASE, ours, theirs);
        assert_eq!(merged.text, *theirs);
        let [conflict] = merged.conflicts.as_slice() else { panic!("{:?}", merged.conflicts) };
        assert!(conflict.ours.contains("三十日内") || conflict.theirs.contains("三十日内"));
        assert!(conflict.ours.is_empty() || conflict.theirs.is_empty());
        assert_eq!(conflict.base, three);
    }
}

#[test]
fn a_new_reference_to_a_deleted_article_is_told() {
    let three = "第三条　停车场经营者应当在开业之日起十五日内，将平面布局图送区停车管理机构留存。\n\n";
    let ours = BASE.replace("本条例自", "除本条例第三条外，本条例自");
    let theirs = BASE.replace(three, "").replace("违反本条例第三条", "违反本条例").replace("第二条、第三条", "第二条");
    let merged = merged(BASE, &ours, &theirs);
    assert_eq!(merged.conflicts, []);
    assert!(merged.text.contains("除本条例第三条外"));
    assert_eq!(merged.notes, ["第六条引用的“第三条”已经被删去，请核对。"]);
}

#[test]
fn a_line_added_below_a_changed_line_is_no_conflict() {
    let ours = BASE.replace("记入档案。\n", "记入信用档案。\n");
    let theirs = BASE.replace("记入档案。\n\n", "记入档案。\n\n具体办法另行制定。\n\n");
    assert!(agreed(BASE, &ours, &theirs).contains("记入信用档案。\n\n具体办法另行制定。\n\n第六条"));
    let ours = BASE.replace("施行。\n", "施行。\n\n第七条　附件另行公布。\n");
    let theirs = BASE.replace("施行。\n", "施行。\n\n法律另有规定的除外。\n");
    assert!(agreed(BASE, &ours, &theirs).ends_with("施行。\n\n法律另有规定的除外。\n\n第七条　附件另行公布。\n"));
}

#[test]
fn articles_put_at_one_place_both_stand_and_equal_ones_once() {
    let end = |words: &str| format!("{BASE}\n第七条　{words}\n");
    let text = agreed(BASE, &end("甲甲甲甲。"), &end("乙乙乙乙。"));
    assert!(text.ends_with("施行。\n\n第七条　乙乙乙乙。\n\n第八条　甲甲甲甲。\n"), "{text}");
    assert_eq!(
        agreed(BASE, &end("甲甲甲甲。"), &end("甲甲甲甲。").replace("每三年", "每年")),
        end("甲甲甲甲。").replace("每三年", "每年")
    );
}

#[test]
fn a_heading_renamed_and_a_chapter_added_go_together() {
    let ours = BASE.replace(
        "## 第二章　法律责任",
        "## 第二章　监督检查\n\n第四条　区停车管理机构应当公布名单。\n\n## 第三章　法律责任",
    );
    let theirs = BASE.replace("## 第二章　法律责任", "## 第二章　罚则");
    let text = agreed(BASE, &ours, &theirs);
    assert!(text.contains("## 第二章　监督检查\n") && text.contains("## 第三章　罚则\n"), "{text}");
}

#[test]
fn odd_texts_merge_too() {
    for (base, ours, theirs) in [
        ("", "甲", "乙"),
        ("甲", "", "乙"),
        ("第一条　甲", "第一条　甲\n\n第二条　乙", "第一条　甲\n\n第二条　丙"),
        ("第一条　甲\r\n\r\n第二条　乙\r\n", "第一条　丙\r\n\r\n第二条　乙\r\n", "第一条　甲\r\n\r\n第二条　丁\r\n"),
        ("第一条　甲。\n\n第一条　甲。\n", "第一条　甲。\n", "第一条　甲。\n\n第一条　甲。\n\n第一条　甲。\n"),
        ("\u{feff}第12条　甲", "第12条　甲，依照第12条", "\u{feff}第十二条　甲"),
    ] {
        merged(base, ours, theirs);
    }
    assert_eq!(
        agreed("第一条　甲\n\n第二条　乙", "第一条　甲\n\n第二条　乙\n\n第三条　丙", "第一条　丁\n\n第二条　乙"),
        "第一条　丁\n\n第二条　乙\n\n第三条　丙"
    );
}

#[test]
fn a_side_that_changed_nothing_changes_nothing() {
    let other = with_inserted(BASE, 3, "丁。").replace("五百元", "一千元");
    assert_eq!(merge(BASE, BASE, &other).text, other);
    assert_eq!(merge(BASE, &other, BASE).text, other);
    assert_eq!(merge(BASE, &other, &other).text, other);
    assert_eq!(merge(BASE, BASE, &other).ours, crate::law::edit::between(BASE, &other).into_iter().collect::<Vec<_>>());
}
