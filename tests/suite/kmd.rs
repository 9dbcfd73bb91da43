//! The nineteen edge cases of domain handbook §3.2: official text goes in as it is pasted, and the tree is right.

use kaimen::law::parse::{Parsed, parse};
use kaimen::law::print::print;
use kaimen::law::statute::{Article, ItemMark, Statute, Unit};

/// One line per article: number, then each 款 as `words[items]`, items as `（一）words<sub-items>`.
fn outline(statute: &Statute) -> Vec<String> {
    statute.articles().map(article_outline).collect()
}

fn article_outline(article: &Article) -> String {
    let paragraphs = article.paragraphs.iter().map(|paragraph| {
        let items: Vec<String> = paragraph
            .items
            .iter()
            .map(|item| {
                let lost = if item.mark == ItemMark::Lost { "?" } else { "" };
                let subitems: String = item.subitems.iter().map(|it| format!("<{}{}>", it.number, it.text)).collect();
                format!("{lost}{}{}{subitems}", item.number, item.text)
            })
            .collect();
        if items.is_empty() { paragraph.text.plain.clone() } else { format!("{}[{}]", paragraph.text, items.join("|")) }
    });
    format!("{} {}", article.number(), paragraphs.collect::<Vec<_>>().join(" / "))
}

#[track_caller]
fn assert_outline(source: &str, expected: &[&str]) -> Parsed {
    let parsed = parse(source);
    assert_eq!(outline(&parsed.statute), expected);
    let again = parse(&print(&parsed.statute));
    assert!(again.statute.same_text(&parsed.statute), "canonical form reads differently:\n{}", print(&parsed.statute));
    parsed
}

fn codes(parsed: &Parsed) -> Vec<&'static str> {
    parsed.problems.iter().map(|it| it.code).collect()
}

#[test]
fn case_01_a_paragraph_that_begins_with_a_citation_is_no_article() {
    let text = "示例条例\n第一条　甲。\n第二条　乙。\n第三条第二款规定的情形，丙。\n第三条　丁。\n";
    assert_outline(text, &["第一条 甲。", "第二条 乙。 / 第三条第二款规定的情形，丙。", "第三条 丁。"]);
}

#[test]
fn case_02_a_number_without_a_gap_counts_only_as_the_expected_one() {
    let parsed = assert_outline(
        "示例条例\n第一条为了甲。\n第二条本市乙。\n第九条丙。\n",
        &["第一条 为了甲。", "第二条 本市乙。 / 第九条丙。"],
    );
    assert!(codes(&parsed).contains(&"K003"));
    assert_outline(
        "示例条例\n第一条　甲。\n第二条和第三条规定的，乙。\n",
        &["第一条 甲。 / 第二条和第三条规定的，乙。"],
    );
}

#[test]
fn case_03_a_number_alone_on_its_line_takes_the_next_line() {
    assert_outline("第一条\n为了甲。\n第二条\n乙。\n丙。\n", &["第一条 为了甲。", "第二条 乙。 / 丙。"]);
}

#[test]
fn case_04_a_caption_is_kept_apart_from_the_words() {
    let parsed = assert_outline(
        "示例条例\n第一条（立法目的）为了甲。\n第二条〖适用范围〗　乙。\n",
        &["第一条 为了甲。", "第二条 乙。"],
    );
    let captions: Vec<_> =
        parsed.statute.articles().map(|it| it.caption.as_ref().map(|it| (it.open, it.text.as_str()))).collect();
    assert_eq!(captions, [Some(('（', "立法目的")), Some(('〖', "适用范围"))]);
}

#[test]
fn case_05_half_width_item_brackets_are_items_and_are_reported() {
    let parsed = assert_outline("示例条例\n第一条　甲：\n(一)乙；\n（二)丙。\n", &["第一条 甲：[1乙；|2丙。]"]);
    assert_eq!(codes(&parsed), ["K107", "K107"]);
    assert!(print(&parsed.statute).contains("（一）乙；"));
}

#[test]
fn case_06_a_space_after_the_item_mark_is_no_word() {
    assert_outline("示例条例\n第一条　甲：\n（一） 乙；\n（二）　丙。\n", &["第一条 甲：[1乙；|2丙。]"]);
}

#[test]
fn case_07_an_article_may_be_only_a_list() {
    assert_outline(
        "示例条例\n第一条　（一）甲；\n（二）乙。\n第二条\n（一）丙；\n（二）丁。\n",
        &["第一条 [1甲；|2乙。]", "第二条 [1丙；|2丁。]"],
    );
}

#[test]
fn case_08_a_paragraph_after_a_list_is_the_next_paragraph() {
    assert_outline(
        "示例条例\n第一条　甲：\n（一）乙；\n（二）丙。\n前款规定的，丁。\n",
        &["第一条 甲：[1乙；|2丙。] / 前款规定的，丁。"],
    );
}

#[test]
fn case_09_quoted_articles_of_a_decision_are_no_articles_of_it() {
    let decision = "关于修改《示例条例》的决定\n一、将第三条修改为：\n“第三条　甲。\n“第四条　乙。”\n二、增加一条，作为第五条：“丙。\n第六条　丁。”\n三、删去第七条。\n";
    let parsed = assert_outline(decision, &[]);
    assert_eq!(parsed.statute.preamble.len(), 6);
}

#[test]
fn case_10_the_contents_list_is_read_apart_from_the_headings() {
    let text =
        "示例条例\n目　录\n第一章　总则\n第二章　附则\n第一章　总　则\n第一条　甲。\n第二章　附　则\n第二条　乙。\n";
    let parsed = assert_outline(text, &["第一条 甲。", "第二条 乙。"]);
    assert_eq!((parsed.statute.counts().chapters, parsed.statute.toc.map(|it| it.len())), (2, Some(2)));
}

#[test]
fn case_11_byte_order_mark_line_ends_and_odd_spaces_do_not_matter() {
    let text = "\u{FEFF}示例条例\r\n\u{3000}\u{3000}第一条\u{A0}甲：\r\n\t（一）乙；\r\n\u{200B}\r\n    （二）丙。\r\n";
    let parsed = assert_outline(text, &["第一条 甲：[1乙；|2丙。]"]);
    assert!(codes(&parsed).contains(&"K001"));
    assert_eq!(parsed.statute.title.as_str(), "示例条例");
}

#[test]
fn case_12_page_numbers_and_running_heads_are_kept_but_are_no_words() {
    let text = "示例条例\n第一条　甲。\n- 3 -\n××市人民代表大会常务委员会公告\n第二条　乙。\n— 4 —\n";
    let parsed = assert_outline(text, &["第一条 甲。", "第二条 乙。"]);
    assert_eq!(codes(&parsed), ["K004", "K004", "K004"]);
    let printed = print(&parsed.statute);
    assert!(
        printed.contains("<!-- km:noise - 3 - -->")
            && printed.contains("<!-- km:noise ××市人民代表大会常务委员会公告 -->")
    );
}

#[test]
fn case_13_doubled_and_skipped_numbers_are_reported_and_kept() {
    let parsed = assert_outline(
        "示例条例\n第一条　甲。\n第三条　乙。\n第三条　丙。\n",
        &["第一条 甲。", "第三条 乙。", "第三条 丙。"],
    );
    assert_eq!(codes(&parsed), ["K101", "K101"]);
    let paths: Vec<String> = parsed.statute.articles().map(|it| it.path.to_string()).collect();
    assert_eq!(paths, ["a1", "a3", "a3~2"]);
}

#[test]
fn case_14_a_text_may_have_no_chapters() {
    let parsed = assert_outline("示例条例\n第一条　甲。\n第二条　乙。\n", &["第一条 甲。", "第二条 乙。"]);
    assert!(parsed.statute.body.iter().all(|unit| matches!(unit, Unit::Article(_))));
}

#[test]
fn case_15_a_spaced_heading_is_stored_without_its_space() {
    let parsed =
        assert_outline("示例条例\n第一章 总 则\n第一条　甲。\n附 则\n第二条　乙。\n", &["第一条 甲。", "第二条 乙。"]);
    let names: Vec<&str> = parsed
        .statute
        .body
        .iter()
        .filter_map(|unit| match unit {
            Unit::Division(division) => Some(division.name.as_str()),
            Unit::Article(_) => None,
        })
        .collect();
    assert_eq!(names, ["总则", "附则"]);
    assert!(print(&parsed.statute).contains("## 第一章　总　则"));
}

#[test]
fn case_16_tables_in_annexes_stay_tables() {
    let text =
        "示例条例\n第一条　甲。\n附件1：收费标准\n| 项目 | 元 |\n| --- | --- |\n| 乙 | 5 |\n说明。\n附件2\n丙。\n";
    let parsed = assert_outline(text, &["第一条 甲。"]);
    let annexes: Vec<_> = parsed.statute.annexes.iter().map(|it| (it.heading(), it.text.as_str())).collect();
    assert_eq!(
        annexes,
        [
            ("附件1：收费标准".to_owned(), "| 项目 | 元 |\n| --- | --- |\n| 乙 | 5 |\n\n说明。"),
            ("附件2".to_owned(), "丙。")
        ]
    );
}

#[test]
fn case_17_title_notes_are_read_in_every_form() {
    let one =
        "（2016年2月5日××市第×届人民代表大会第六次会议通过　根据2019年6月26日《关于修改〈示例条例〉的决定》修正）";
    let bracketed = format!("示例条例\n{one}\n第一条　甲。\n");
    let broken = format!("示例条例\n{}\n第一条　甲。\n", one.replacen('　', "\n", 1));
    let bare = format!("示例条例\n{}\n第一条　甲。\n", one.trim_matches(['（', '）']).replacen('　', "\n", 1));
    let angle = bracketed.replace('〈', "<").replace('〉', ">");
    let note = |text: &str| parse(text).statute.title_note.map(|it| it.plain);
    assert_eq!(note(&bracketed), note(&broken));
    assert_eq!(note(&bracketed), note(&bare));
    assert_eq!(note(&bracketed).as_deref(), Some(one.trim_matches(['（', '）'])));
    assert!(note(&angle).is_some_and(|it| it.contains("<示例条例>")));
}

#[test]
fn case_18_what_follows_the_text_is_an_annex() {
    let parsed = assert_outline("示例条例\n第一条　甲。\n附：修正本\n乙。\n", &["第一条 甲。"]);
    assert_eq!(parsed.statute.annexes.len(), 1);
    assert_eq!(parsed.statute.annexes[0].heading(), "附：修正本");
}

#[test]
fn case_19_lists_that_lost_their_marks_are_items_and_are_reported() {
    let parsed = assert_outline(
        "示例条例\n第一条　有下列情形的：\n甲；\n乙；\n丙。\n丁。\n",
        &["第一条 有下列情形的：[?1甲；|?2乙；|?3丙。] / 丁。"],
    );
    assert_eq!(codes(&parsed), ["K005"]);
    assert!(!print(&parsed.statute).contains("（一）"), "numbers are offered, never added silently");
    assert_outline(
        "示例条例\n第一条　甲：\n乙；\n（二）丙；\n丁；\n（四）戊。\n",
        &["第一条 甲：[?1乙；|2丙；|?3丁；|4戊。]"],
    );
}

#[test]
fn markup_and_plain_paste_give_the_same_tree() {
    let marked = "# 示例条例\n\n> （2020年1月1日通过）\n\n## 第一章　总　则\n\n- **第一条**　　甲：\n\n  - （一）乙；\n\n  - （二）丙。\n\n  丁。\n";
    let pasted = "示例条例\n（2020年1月1日通过）\n第一章　总则\n第一条　甲：\n（一）乙；\n（二）丙。\n丁。\n";
    assert!(parse(marked).statute.same_text(&parse(pasted).statute));
}

#[test]
fn a_heading_and_the_article_under_it_may_have_lost_their_line_break() {
    let text = "# 示例条例\n\n第一条　甲。\n\n## 第二章　服务第二条 乙。\n\n丙。\n";
    let parsed = assert_outline(text, &["第一条 甲。", "第二条 乙。 / 丙。"]);
    assert!(codes(&parsed).contains(&"K003"));
}

#[test]
fn raw_html_is_text_and_directives_keep_their_place() {
    let text = "# 示例条例\n\n第一条　<b>甲</b>&amp;。\n\n<!-- km:allow K301 引用原文 -->\n\n第二条　乙。<!-- km:note 待核 -->\n\n<!-- km:cont -->\n\n续。\n";
    let parsed = assert_outline(text, &["第一条 <b>甲</b>&amp;。", "第二条 乙。\n续。"]);
    let words: Vec<_> = parsed
        .statute
        .articles()
        .flat_map(|it| &it.paragraphs)
        .flat_map(|it| &it.directives)
        .map(|it| (it.word.as_str(), it.text.as_str()))
        .collect();
    assert_eq!(words, [("allow", "K301 引用原文"), ("note", "待核")]);
}

#[test]
fn the_title_is_found_under_the_notice_that_publishes_it() {
    let text = "××市人民代表大会常务委员会公告\n（第12号）\n《××市示例条例》已由会议通过，现予公布。\n××市人民代表大会常务委员会\n2026年1月1日\n\n××市示例条例\n（2025年12月30日××市第×届人民代表大会常务委员会第×次会议通过）\n第一条　甲。\n";
    let parsed = assert_outline(text, &["第一条 甲。"]);
    assert_eq!((parsed.statute.title.as_str(), parsed.statute.notice.len()), ("××市示例条例", 5));
}

#[test]
fn problems_carry_the_line_and_column_where_they_stand() {
    let source = "示例条例\n第一条　甲：\n  (一)乙；\n";
    let parsed = parse(source);
    let at = kaimen::law::span::LineIndex::new(source).locate(source, parsed.problems[0].span.start);
    assert_eq!((parsed.problems[0].code, at.line, at.column), ("K107", 3, 3));
}

#[test]
fn a_footnote_on_the_title_note_and_definitions_after_an_annex_are_found() {
    let text = "# 示例条例\n\n（2020年1月1日通过）[^1]\n\n第一条　甲。\n\n## 附件1：乙\n\n丙。\n\n[^1]: 丁。\n";
    let parsed = assert_outline(text, &["第一条 甲。"]);
    let note = parsed.statute.title_note.expect("a title note");
    assert_eq!((note.plain.as_str(), note.marks.len()), ("2020年1月1日通过", 1));
    assert_eq!((parsed.statute.annexes[0].text.as_str(), parsed.statute.footnotes.len()), ("丙。", 1));
}

#[test]
fn a_heading_may_be_broken_over_two_lines() {
    let text = "示例条例\n第一章　卷烟纸、滤嘴棒、\n专用机械的生产\n第一条　甲。\n";
    let parsed = assert_outline(text, &["第一条 甲。"]);
    assert!(print(&parsed.statute).contains("## 第一章　卷烟纸、滤嘴棒、专用机械的生产\n"));
}

#[test]
fn a_sentence_broken_at_a_copied_link_is_one_sentence() {
    let text = "示例条例\n第一条　应当遵守\n《某法》\n等法律的规定。\n第二条　自\n2024\n年\n7\n月\n1\n日起施行。\n第三条　依照下列法律：\n《某法》\n《另一法》\n";
    assert_outline(
        text,
        &[
            "第一条 应当遵守《某法》等法律的规定。",
            "第二条 自2024年7月1日起施行。",
            "第三条 依照下列法律： / 《某法》 / 《另一法》",
        ],
    );
}

#[test]
fn a_contents_list_without_its_word_is_no_chapter() {
    let text = "示例条例\n第一章　总则\n第二章　附则\n第一章　总则\n第一条　甲。\n第二章　附则\n第二条　乙。\n";
    let parsed = assert_outline(text, &["第一条 甲。", "第二条 乙。"]);
    assert_eq!((parsed.statute.counts().chapters, codes(&parsed).len()), (2, 0));
}

#[test]
fn a_title_broken_over_lines_is_one_title() {
    let text = "某队选举代表大会\n和地方代表大会代表的办法\n（1981年6月10日通过）\n第一条　甲。\n";
    let parsed = assert_outline(text, &["第一条 甲。"]);
    assert_eq!(parsed.statute.title.as_str(), "某队选举代表大会和地方代表大会代表的办法");
    assert!(parsed.statute.title_note.is_some());
}

#[test]
fn a_paragraph_between_two_items_belongs_to_the_first_of_them() {
    let text = "示例条例\n第一条　甲：\n（一）乙；\n（二）丙。\n丁。\n（三）戊。\n己。\n第二条　甲：\n（一）乙。\n丙：\n（二）丁。\n";
    let parsed =
        assert_outline(text, &["第一条 甲：[1乙；|2丙。\n丁。|3戊。] / 己。", "第二条 甲：[1乙。] / 丙：[2丁。]"]);
    assert_eq!(codes(&parsed), ["K012", "K103"]);
}

#[test]
fn old_statutes_number_their_items_with_a_comma() {
    let parsed =
        assert_outline("示例条例\n第一条　甲：\n一、乙；\n二、丙。\n丁。\n", &["第一条 甲：[1乙；|2丙。] / 丁。"]);
    assert!(print(&parsed.statute).contains("\n一、乙；\n"));
}
