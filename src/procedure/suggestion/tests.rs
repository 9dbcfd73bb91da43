use super::*;
use crate::law::parse::parse;

const BASE: &str = "---\ntype: 条例\n---\n\n# ××市条例\n\n（草案）\n\n## 第一章　总　则\n\n第一条　为了**规范**管理，制定本条例。\n\n\
<!-- km:uid a1b2 -->\n\n第二条　有下列情形之一的，应当报告：\n\n(一)甲；\n\n(二)乙。\n\n市人民政府另有规定的除外。\n\n## 第二章　附　则\n\n\
第三条　本条例所称单位，是指企业。\n\n第四条　本条例自2027年1月1日起施行。\n\n## 附件1：目录\n\n| 甲 | 乙 |\n| --- | --- |\n| 一 | 二 |\n";

/// What a word processor gives back for [`BASE`].
const BACK: &str = "××市条例\n\n（草案）\n\n第一章　总　则\n\n第一条　为了规范管理，制定本条例。\n\n第二条　有下列情形之一的，应当报告：\n\n\
（一）甲；\n\n（二）乙。\n\n市人民政府另有规定的除外。\n\n第二章　附　则\n\n第三条　本条例所称单位，是指企业。\n\n\
第四条　本条例自2027年1月1日起施行。\n\n附件1：目录\n\n| 甲 | 乙 |\n| --- | --- |\n| 一 | 二 |\n";

fn pairs(found: &Differences) -> Vec<(&str, &str)> {
    found.edits.iter().map(|it| (&BASE[it.span.range()], it.replacement.as_str())).collect()
}

#[test]
fn a_text_that_came_back_untouched_makes_no_suggestion() {
    assert_eq!(differences(BASE, BACK), Differences::default());
}

#[test]
fn words_lines_and_articles_are_told_apart() {
    let edited = BACK
        .replace("应当报告", "可以报告")
        .replace("（二）乙。", "（二）乙；\n\n（三）丙。")
        .replace("是指企业", "是指企业和社会组织");
    let found = differences(BASE, &edited);
    assert_eq!(pairs(&found), [("应当", "可以"), ("", "；\n\n（三）丙"), ("", "和社会组织")], "{:?}", found.edits);
    assert_eq!(differences(&applied(BASE, &found.edits), &edited), Differences::default());
}

#[test]
fn a_whole_article_that_came_or_went_is_one_suggestion() {
    let edited = BACK
        .replace("第三条　本条例所称单位，是指企业。\n\n", "")
        .replace("第四条", "第三条")
        .replace("第二条　有", "第二条　新的一条，内容与别处都不相同。\n\n第三条　有")
        .replace("\n第三条　本条例自", "\n第四条　本条例自");
    let found = differences(BASE, &edited);
    assert_eq!(
        pairs(&found),
        [("", "\n\n第二条　新的一条，内容与别处都不相同。"), ("第三条　本条例所称单位，是指企业。\n\n", "")]
    );
    assert_eq!(found.renumbered, 1);
    let text = applied(BASE, &found.edits);
    assert!(text.contains("<!-- km:uid a1b2 -->\n\n第二条　新的一条"), "{text}");
}

#[test]
fn title_headings_and_annexes_are_compared_line_by_line() {
    let edited = BACK
        .replace("××市条例", "××市管理条例")
        .replace("第二章　附　则", "第二章　附　则\n\n第一节　一般规定")
        .replace("| 一 | 二 |", "| 一 | 三 |\n| 四 | 五 |");
    let found = differences(BASE, &edited);
    assert_eq!(
        pairs(&found),
        [("", "管理"), ("", "第一节　一般规定\n\n"), ("二", "三"), ("", "\n| 四 | 五 |")],
        "{:?}",
        found.edits
    );
}

#[test]
fn tracked_edits_find_their_place_in_the_text_that_was_handed_out() {
    let at = |words: &str| BACK.find(words).expect("words");
    let edits = [
        Edit::new(at("规范"), at("管理"), "加强"),
        Edit::new(at("（二）乙"), at("市人民"), ""),
        Edit::new(at("第二章"), at("第二章"), "第五条　甲。\n\n"),
        Edit::new(BACK.len(), BACK.len(), "\n| 末 |\n"),
    ];
    let placed: Vec<Edit> = placed(BASE, BACK, &edits).into_iter().flatten().collect();
    let gone: Vec<&str> = placed.iter().map(|it| &BASE[it.span.range()]).collect();
    assert_eq!(gone, ["规范", "(二)乙。\n\n", "", ""]);
    assert!(BASE[placed[2].span.start..].starts_with("## 第二章"));
    assert_eq!(placed[3].span.start, BASE.len());
    let nowhere =
        super::placed(BASE, &BACK.replace("第一条　为了", "第一条　因为"), &[Edit::new(at("规范"), at("管理"), "")]);
    assert_eq!(nowhere, [None]);
}

#[test]
fn a_suggestion_is_taken_over_where_its_words_stand_and_decided_once() {
    let statute = parse(BASE).statute;
    let at = BASE.find("应当").expect("words");
    let origin = Origin {
        source: SuggestionSource::Tracked,
        author: "修改人".to_owned(),
        organ: None,
        dated: "2026-03-04T05:06:07".parse().ok(),
    };
    let edit = Edit::new(at, at + "应当".len(), "可以");
    let suggestion = Suggestion::new(origin.clone(), 3, BASE, &statute, edit).expect("an edit of it");
    assert_eq!((suggestion.quoted.as_str(), suggestion.article.as_deref()), ("应当", Some("第二条")));
    assert_eq!(suggestion.taken_over(BASE).expect("its words"), BASE.replace("应当", "可以"));
    assert_eq!(suggestion.taken_over(BACK), Err(Refusal::Lost));
    let by = Decided { by: "处理人（法工委）".to_owned(), at: Timestamp::UNIX_EPOCH };
    let decided = suggestion.decide(SuggestionState::Rejected, by.clone()).expect("it was open");
    assert_eq!(decided.decide(SuggestionState::Accepted, by), Err(Refusal::Decided));
    assert_eq!(Suggestion::new(origin, 3, BASE, &statute, Edit::new(0, BASE.len() + 1, "")), None);
}
