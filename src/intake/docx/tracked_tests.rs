use super::tests::{document, p, package};
use super::*;

fn read(body: &str) -> Imported {
    let it = import(&package(&[("word/document.xml", &document(body))])).expect("a document");
    assert_eq!(changes::apply(&it.text, &it.suggestions).as_deref(), Some(it.revised.as_str()), "{it:?}");
    it
}

fn ins(author: &str, inside: &str) -> String {
    format!("<w:ins w:id=\"1\" w:author=\"{author}\" w:date=\"2026-03-04T05:06:07Z\">{inside}</w:ins>")
}

fn del(author: &str, inside: &str) -> String {
    let inside = inside.replace("<w:t>", "<w:delText>").replace("</w:t>", "</w:delText>");
    format!("<w:del w:id=\"1\" w:author=\"{author}\" w:date=\"2026-03-04T05:06:08Z\">{inside}</w:del>")
}

fn r(words: &str) -> String {
    format!("<w:r><w:t>{words}</w:t></w:r>")
}

/// A paragraph whose end was inserted or deleted.
fn marked(change: &str, inside: &str) -> String {
    format!("<w:p><w:pPr><w:rPr><w:{change} w:author=\"甲\"/></w:rPr></w:pPr>{inside}</w:p>")
}

/// Author, what goes, what comes.
fn told(it: &Imported) -> Vec<(&str, &str, &str)> {
    it.suggestions
        .iter()
        .map(|change| (change.author.as_str(), &it.text[change.range.clone()], change.inserted.as_str()))
        .collect()
}

#[test]
fn a_deletion_and_an_insertion_of_one_person_are_one_replacement_with_author_and_date() {
    let it = read(&format!("<w:p>{}{}{}{}</w:p>", r("可以"), del("甲", &r("旧")), ins("甲", &r("新")), r("文字。")));
    assert_eq!((it.text.as_str(), it.revised.as_str()), ("可以旧文字。\n", "可以新文字。\n"));
    assert_eq!(told(&it), [("甲", "旧", "新")]);
    assert_eq!(it.suggestions[0].dated.map(|it| it.to_string()).as_deref(), Some("2026-03-04T05:06:08"));
    // Two runs of the same change are one; words that only look otherwise are no change.
    let it = read(&format!(
        "<w:p><w:r><w:rPr><w:b/><w:rPrChange w:author=\"乙\"><w:rPr/></w:rPrChange></w:rPr><w:t>甲</w:t></w:r>{}{}</w:p>",
        ins("甲", &r("一")),
        ins("甲", &r("二"))
    ));
    assert_eq!(told(&it), [("甲", "", "一二")]);
}

#[test]
fn changes_of_two_people_are_two() {
    let it = read(&format!("<w:p>{}{}{}{}</w:p>", r("前"), del("甲", &r("旧")), ins("乙", &r("新")), r("后")));
    assert_eq!(told(&it), [("甲", "旧", ""), ("乙", "", "新")]);
    // What one inserted and another deleted stands in neither text.
    let it = read(&format!("<w:p>{}{}{}</w:p>", r("前"), ins("甲", &del("乙", &r("中"))), r("后")));
    assert_eq!((it.text.as_str(), told(&it)), ("前后\n", Vec::new()));
}

#[test]
fn paragraphs_that_came_went_were_split_and_joined_are_read_as_word_shows_them() {
    let it = read(&format!("{}{}{}", p("一。"), marked("ins", &ins("甲", &r("新段。"))), p("二。")));
    assert_eq!((it.text.as_str(), it.revised.as_str()), ("一。\n\n二。\n", "一。\n\n新段。\n\n二。\n"));
    assert_eq!(told(&it), [("甲", "", "新段。\n\n")]);
    let it = read(&format!("{}{}{}", p("一。"), marked("del", &del("甲", &r("旧段。"))), p("二。")));
    assert_eq!((it.text.as_str(), it.revised.as_str()), ("一。\n\n旧段。\n\n二。\n", "一。\n\n二。\n"));
    assert_eq!(told(&it), [("甲", "旧段。\n\n", "")]);
    let it = read(&format!("{}{}", marked("ins", &r("前半，")), p("后半。")));
    assert_eq!((it.text.as_str(), it.revised.as_str()), ("前半，后半。\n", "前半，\n\n后半。\n"));
    let it = read(&format!("{}{}", marked("del", &r("前半，")), p("后半。")));
    assert_eq!((it.text.as_str(), it.revised.as_str()), ("前半，\n\n后半。\n", "前半，后半。\n"));
    // Enter at the end of a paragraph, then words: Word marks the end of the first as new.
    let it = read(&format!("{}<w:p>{}</w:p>", marked("ins", &r("原文。")), ins("甲", &r("新段。"))));
    assert_eq!((it.text.as_str(), told(&it)), ("原文。\n", vec![("甲", "", "\n\n新段。")]));
}

#[test]
fn moved_words_go_at_one_place_and_come_at_another() {
    let moved = |name: &str, words: &str| format!("<w:{name} w:author=\"甲\">{}</w:{name}>", r(words));
    let it = read(&format!("<w:p>{}{}{}</w:p>", moved("moveFrom", "移"), r("中"), moved("moveTo", "移")));
    assert_eq!((it.text.as_str(), it.revised.as_str()), ("移中\n", "中移\n"));
    assert_eq!(told(&it), [("甲", "移", ""), ("甲", "", "移")]);
}

const LISTS: &str = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"chineseCounting\"/>\
                     <w:suff w:val=\"nothing\"/><w:lvlText w:val=\"第%1条\"/></w:lvl></w:abstractNum>\
                     <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";

#[test]
fn numbers_that_word_counts_are_those_of_each_text() {
    let listed = |mark: &str, inside: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>{mark}</w:pPr>{inside}</w:p>"
        )
    };
    let new = "<w:rPr><w:ins w:author=\"甲\"/></w:rPr>";
    let body = format!("{}{}{}", listed("", &r("一。")), listed(new, &ins("甲", &r("新。"))), listed("", &r("二。")));
    let numbering = format!("<w:numbering xmlns:w=\"w\">{LISTS}</w:numbering>");
    let it = import(&package(&[("word/document.xml", &document(&body)), ("word/numbering.xml", &numbering)]))
        .expect("a document");
    assert_eq!(it.text, "第一条　一。\n\n第二条　二。\n");
    assert_eq!(it.revised, "第一条　一。\n\n第二条　新。\n\n第三条　二。\n");
    assert_eq!(changes::apply(&it.text, &it.suggestions).as_deref(), Some(it.revised.as_str()));
    // The number of a paragraph whose list was changed with 修订 on, and one that got its number so.
    let former = "<w:p><w:pPr><w:pPrChange w:author=\"甲\"><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/>\
                  </w:numPr></w:pPr></w:pPrChange></w:pPr><w:r><w:t>甲。</w:t></w:r></w:p>";
    let given = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/><w:ins w:author=\"甲\"/></w:numPr></w:pPr>\
                 <w:r><w:t>乙。</w:t></w:r></w:p>";
    let body = format!("{former}{given}");
    let it = import(&package(&[("word/document.xml", &document(&body)), ("word/numbering.xml", &numbering)]))
        .expect("a document");
    assert_eq!((it.text.as_str(), it.revised.as_str()), ("第一条　甲。\n\n乙。\n", "甲。\n\n第一条　乙。\n"));
    assert!(it.suggestions.iter().all(|it| it.kind == ChangeKind::Numbering));
}

#[test]
fn rows_of_tables_come_and_go() {
    let row = |change: &str, words: &str| {
        format!("<w:tr><w:trPr>{change}</w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>", p(words), p("值"))
    };
    let body = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row("", "头"),
        row("<w:del w:author=\"甲\"/>", "旧"),
        row("<w:ins w:author=\"甲\"/>", "新")
    );
    let it = read(&body);
    assert_eq!(it.text, "| 头 | 值 |\n| --- | --- |\n| 旧 | 值 |\n");
    assert_eq!(it.revised, "| 头 | 值 |\n| --- | --- |\n| 新 | 值 |\n");
    assert!(it.suggestions.iter().all(|it| it.author == "甲"), "{it:?}");
}

#[test]
fn a_note_whose_call_was_deleted_goes_with_it() {
    let notes = "<w:footnotes xmlns:w=\"w\"><w:footnote w:id=\"7\"><w:p><w:r><w:t>注文。</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let call = "<w:r><w:footnoteReference w:id=\"7\"/></w:r>";
    let body = format!("<w:p>{}{}{}</w:p>", r("甲"), del("乙", call), r("丙。"));
    let it = import(&package(&[("word/document.xml", &document(&body)), ("word/footnotes.xml", notes)]))
        .expect("a document");
    assert_eq!((it.text.as_str(), it.revised.as_str()), ("甲[^1]丙。\n\n[^1]: 注文。\n", "甲丙。\n"));
    assert_eq!(changes::apply(&it.text, &it.suggestions).as_deref(), Some(it.revised.as_str()));
}

#[test]
fn comments_keep_their_place_their_author_and_their_answers() {
    let body = format!(
        "<w:p>{}<w:commentRangeStart w:id=\"0\"/>{}{}<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>{}</w:p>",
        r("第一条　为了"),
        r("规范"),
        r("管理"),
        r("，制定。")
    );
    let comments = "<w:comments xmlns:w=\"w\" xmlns:w14=\"v\"><w:comment w:id=\"0\" w:author=\"甲\" w:date=\"2026-03-04T05:06:07\">\
                    <w:p w14:paraId=\"A\"><w:r><w:t>缺依据。</w:t></w:r></w:p></w:comment><w:comment w:id=\"1\" w:author=\"乙\">\
                    <w:p w14:paraId=\"B\"><w:r><w:t>同意。</w:t></w:r></w:p></w:comment></w:comments>";
    let extended = "<x xmlns:w15=\"w\"><w15:commentEx w15:paraId=\"A\" w15:done=\"1\"/>\
                    <w15:commentEx w15:paraId=\"B\" w15:paraIdParent=\"A\" w15:done=\"0\"/></x>";
    let it = import(&package(&[
        ("word/document.xml", &document(&body)),
        ("word/comments.xml", comments),
        ("word/commentsExtended.xml", extended),
    ]))
    .expect("a document");
    let [comment] = it.comments.as_slice() else { panic!("{it:?}") };
    assert_eq!(&it.text[comment.range.clone()], "规范管理");
    assert_eq!((comment.author.as_str(), comment.words.as_str(), comment.done), ("甲", "缺依据。", true));
    assert_eq!(
        comment.replies.iter().map(|it| (it.author.as_str(), it.words.as_str())).collect::<Vec<_>>(),
        [("乙", "同意。")]
    );
}

#[test]
fn what_is_left_out_is_told() {
    let field = |code: &str, result: &str| {
        let sign = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
        let code = format!("<w:r><w:instrText>{code}</w:instrText></w:r>");
        format!("{}{code}{}{}{}", sign("begin"), sign("separate"), r(result), sign("end"))
    };
    let it = read(&format!(
        "{}<w:p>{}</w:p><w:p>{}{}{}<w:r><w:softHyphen/><w:t>软\u{ad}连</w:t></w:r><w:r><w:sym w:char=\"F0FE\"/></w:r></w:p>",
        p("目　录"),
        field(" TOC \\o ", "第一章　总则\t1"),
        r("依照"),
        field(" REF a ", "第三条"),
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>",
    ));
    assert_eq!(it.text, "依照第三条软连□\n");
    let notes = it.notes.join("\n");
    assert!(notes.contains("隐藏文字 2 字") && notes.contains("符号 1 处") && notes.contains("目录"), "{notes}");
    // A table of contents that never ends does not swallow the text.
    let open = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>\
                <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r></w:p>";
    let it = read(&format!("{open}{}", p("第一条　甲。")));
    assert_eq!(it.text, "第一条　甲。\n");
    assert!(it.notes.join("").contains("没有结束标记"));
}

#[test]
fn a_text_box_a_centred_title_and_a_title_of_an_annex_stand_as_they_are_read() {
    let centred = |inside: &str| format!("<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>{inside}</w:p>");
    let it = read(&format!(
        "{}{}<w:p>{}<w:r><w:txbxContent>{}</w:txbxContent></w:r></w:p>{}{}",
        centred("<w:r><w:t>××市人民代表大会</w:t><w:br/><w:t>关于甲的决定</w:t></w:r>"),
        centred("<w:r><w:t>（2026年1月1日通过</w:t><w:br/><w:t>2026年2月1日批准）</w:t></w:r>"),
        r("正文"),
        p("框中"),
        p("附件1"),
        centred(&r("目录"))
    ));
    assert_eq!(
        it.text,
        "××市人民代表大会关于甲的决定\n\n（2026年1月1日通过\n2026年2月1日批准）\n\n框中\n\n正文\n\n附件1：目录\n"
    );
}

#[test]
fn lists_restart_and_do_not_as_their_definitions_say() {
    let level = |at: u8, format: &str, pattern: &str, more: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:suff w:val=\"nothing\"/><w:lvlText w:val=\"{pattern}\"/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"0\">{}{}{}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"1\">{}{}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"2\"><w:styleLink w:val=\"S\"/>{}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"3\"><w:numStyleLink w:val=\"S\"/></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>\
         <w:num w:numId=\"3\"><w:abstractNumId w:val=\"3\"/></w:num></w:numbering>",
        level(0, "chineseCountingThousand", "第%1章", ""),
        level(1, "chineseCounting", "第%2条", "<w:lvlRestart w:val=\"0\"/>"),
        level(2, "chineseCounting", "（%3）", ""),
        level(0, "upperRoman", "%1.", ""),
        level(1, "chineseCounting", "%1.%2", "<w:isLgl/>"),
        level(0, "decimalEnclosedCircle", "%1", "")
    );
    let at = |list: u8, level: u8| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"
        )
    };
    let body: String = [(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (2, 0), (2, 0), (2, 1), (3, 0)]
        .into_iter()
        .map(|(list, level)| at(list, level))
        .collect();
    let it = import(&package(&[("word/document.xml", &document(&body)), ("word/numbering.xml", &numbering)]))
        .expect("a document");
    let numbers: Vec<String> = it.text.lines().filter(|it| !it.is_empty()).map(|it| it.replace('甲', "")).collect();
    assert_eq!(
        numbers,
        [
            "第一章　",
            "第一条　",
            "（一）",
            "（二）",
            "第二条　",
            "（一）",
            "第二章　",
            "第三条　",
            "I.",
            "II.",
            "2.1",
            "①"
        ]
    );
}

#[test]
fn strong_words_and_links_come_back_and_bold_looks_do_not() {
    let strong = |words: &str| format!("<w:r><w:rPr><w:rStyle w:val=\"Strong\"/></w:rPr><w:t>{words}</w:t></w:r>");
    let body = format!(
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>第一条　</w:t></w:r>{}{}{}<w:hyperlink r:id=\"k\">{}</w:hyperlink></w:p>",
        strong("注"),
        strong("意"),
        r("：见"),
        r("附件")
    );
    let relations = "<R><Relationship Id=\"k\" Type=\"x/hyperlink\" Target=\"https://example.invalid/a\"/></R>";
    let it = import(&package(&[("word/document.xml", &document(&body)), ("word/_rels/document.xml.rels", relations)]))
        .expect("a document");
    assert_eq!(it.text, "第一条　**注意**：见[附件](https://example.invalid/a)\n");
}
