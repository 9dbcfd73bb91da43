use super::*;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

pub(super) const NS: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

pub(super) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, words) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(words.as_bytes()).expect("its bytes");
    }
    zip.finish().expect("a package").into_inner()
}

pub(super) fn document(body: &str) -> String {
    format!("<?xml version=\"1.0\"?><w:document {NS}><w:body>{body}</w:body></w:document>")
}

fn lines(body: &str) -> String {
    text(&package(&[("word/document.xml", &document(body))])).expect("a document")
}

pub(super) fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

#[test]
fn a_paragraph_is_a_block_and_empty_ones_are_none() {
    assert_eq!(
        lines(&format!("{}{}<w:p/>{}", p("××市条例"), p("　　第一条　为了&lt;规范&gt;&#x7BA1;理。"), p("  "))),
        "××市条例\n\n第一条　为了<规范>管理。\n"
    );
    assert_eq!(
        lines("<w:p><w:r><w:t>前</w:t><w:br/><w:t>后</w:t><w:br w:type=\"page\"/><w:noBreakHyphen/></w:r></w:p>"),
        "前\n后-\n"
    );
}

#[test]
fn deleted_words_are_left_out_and_inserted_ones_kept() {
    assert_eq!(
        lines(
            "<w:p><w:r><w:t>可以</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t>\
             </w:r></w:ins><w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom></w:p>"
        ),
        "可以新\n"
    );
    // The mark between two paragraphs was deleted: they are one.
    assert_eq!(
        lines(&format!(
            "<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:r><w:t>上半，</w:t></w:r></w:p>{}{}",
            p("下半。"),
            p("下一段。")
        )),
        "上半，下半。\n\n下一段。\n"
    );
}

#[test]
fn hidden_words_codes_of_fields_and_second_copies_are_left_out() {
    assert_eq!(
        lines(
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>显</w:t></w:r>\
             <w:r><w:instrText>PAGE</w:instrText></w:r>\
             <mc:AlternateContent xmlns:mc=\"m\"><mc:Choice><w:r><w:t>一</w:t></w:r></mc:Choice>\
             <mc:Fallback><w:r><w:t>一</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>"
        ),
        "显一\n"
    );
}

#[test]
fn numbers_that_word_counted_are_written_out() {
    let numbering = format!(
        "<w:numbering {NS}>\
         <w:abstractNum w:abstractNumId=\"7\">\
         <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"第%1条\"/></w:lvl>\
         <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"（%2）\"/></w:lvl>\
         <w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%3.\"/></w:lvl>\
         </w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"8\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\u{f0b7}\"/></w:lvl></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>\
         <w:num w:numId=\"2\"><w:abstractNumId w:val=\"8\"/></w:num>\
         <w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"11\"/></w:lvlOverride></w:num>\
         </w:numbering>"
    );
    let styles = format!(
        "<w:styles {NS}><w:style w:type=\"paragraph\" w:styleId=\"T\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"U\"><w:basedOn w:val=\"T\"/></w:style></w:styles>"
    );
    let numbered = |list: u8, level: u8, words: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let body = [
        numbered(1, 0, "甲。"),
        numbered(1, 1, "乙；"),
        numbered(1, 2, "丙"),
        numbered(1, 1, "丁。"),
        "<w:p><w:pPr><w:pStyle w:val=\"U\"/></w:pPr><w:r><w:t>戊：</w:t></w:r></w:p>".to_owned(),
        numbered(1, 1, "己。"),
        numbered(2, 0, "点"),
        numbered(0, 0, "无号"),
        numbered(3, 0, "跳号。"),
        numbered(3, 0, "续号。"),
    ]
    .concat();
    let bytes = package(&[
        ("word/document.xml", &document(&body)),
        ("word/numbering.xml", &numbering),
        ("word/styles.xml", &styles),
    ]);
    assert_eq!(
        text(&bytes).expect("a document"),
        "第一条　甲。\n\n（一）乙；\n\n1.丙\n\n（二）丁。\n\n第二条　戊：\n\n（一）己。\n\n点\n\n无号\n\n第十一条　跳号。\n\n第十二条　续号。\n"
    );
}

#[test]
fn tables_become_rows_with_merged_cells_kept_in_their_columns() {
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", p(words));
    let two_lines = format!("<w:tc>{}{}</w:tc>", p("每吨"), p("五元"));
    let body = format!(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}</w:tc>{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>{}",
        p("税目"),
        cell("税额"),
        cell("固体|废物"),
        cell("煤矸石"),
        two_lines,
        p("后文。")
    );
    assert_eq!(
        lines(&body),
        "| 税目 |  | 税额 |\n| --- | --- | --- |\n| 固体\\|废物 | 煤矸石 | 每吨 五元 |\n\n后文。\n"
    );
    // A table of one column is a frame.
    assert_eq!(lines(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell("第一条　甲。"))), "第一条　甲。\n");
}

#[test]
fn footnotes_are_called_and_stand_at_the_end() {
    let notes = format!(
        "<w:footnotes {NS}><w:footnote w:id=\"5\"><w:p><w:r><w:footnoteRef/><w:t> 指窗口。</w:t></w:r></w:p></w:footnote></w:footnotes>"
    );
    let body = "<w:p><w:r><w:t>窗口</w:t></w:r><w:r><w:footnoteReference w:id=\"5\"/></w:r></w:p>";
    let bytes = package(&[("word/document.xml", &document(body)), ("word/footnotes.xml", &notes)]);
    assert_eq!(text(&bytes).expect("a document"), "窗口[^1]\n\n[^1]: 指窗口。\n");
    // 题注 keeps its closing bracket at the end, and a note does not get among the words of an annex.
    let note = body.replace("窗口", "（某日通过）");
    let bytes = package(&[("word/document.xml", &document(&(note + &p("附件1")))), ("word/footnotes.xml", &notes)]);
    assert_eq!(text(&bytes).expect("a document"), "（某日通过[^1]）\n\n[^1]: 指窗口。\n\n附件1\n");
}

#[test]
fn signs_that_would_be_marks_stay_signs() {
    let source = lines(&p("甲**乙**[丙](丁)\\戊"));
    let statute = crate::law::parse::parse(&source).statute;
    let words = format!(
        "{}{}",
        statute.title.plain,
        statute.preamble.iter().map(|it| it.text.plain.as_str()).collect::<String>()
    );
    assert_eq!(words, "甲**乙**[丙](丁)\\戊");
}

#[test]
fn a_package_with_another_main_part_is_read_and_other_packages_are_told_apart() {
    let relations =
        "<Relationships><Relationship Type=\"http://x/officeDocument\" Target=\"/w/main.xml\"/></Relationships>";
    let bytes = package(&[("_rels/.rels", relations), ("w/main.xml", &document(&p("甲")))]);
    assert_eq!(text(&bytes).expect("a document"), "甲\n");
    for (part, word) in [("xl/workbook.xml", "Excel"), ("content.xml", "OpenDocument"), ("a.txt", "不是 Word 文件")]
    {
        let error = text(&package(&[(part, "<x/>")])).expect_err("no document").to_string();
        assert!(error.contains(word), "{error}");
    }
}

#[test]
fn damaged_and_hostile_files_are_refused_within_the_bounds() {
    let whole = package(&[("word/document.xml", &document(&p("甲")))]);
    for end in [0, 4, 30, whole.len() / 2, whole.len() - 1] {
        assert!(text(&whole[..end]).is_err(), "{end}");
    }
    let bomb = document(&p(&" ".repeat(33 * 1024 * 1024)));
    let error = text(&package(&[("word/document.xml", &bomb)])).expect_err("too large").to_string();
    assert!(error.contains("32 MB"), "{error}");
    let deep = document(&"<w:sdt>".repeat(5000));
    assert!(text(&package(&[("word/document.xml", &deep)])).expect_err("deep").to_string().contains("嵌套"));
    let laughs = "<!DOCTYPE x [<!ENTITY a \"b\">]><w:document xmlns:w=\"w\"><w:body/></w:document>";
    assert!(text(&package(&[("word/document.xml", laughs)])).expect_err("declared").to_string().contains("声明"));
    let unknown = document("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>");
    assert!(text(&package(&[("word/document.xml", &unknown)])).is_err());
    let many: Vec<(String, String)> = (0..2001).map(|n| (format!("{n}.xml"), String::new())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect();
    assert!(text(&package(&many)).expect_err("many").to_string().contains("过多"));
}
