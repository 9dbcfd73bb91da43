use super::super::sample;
use super::*;
use std::io::{Cursor, Read};

pub(super) fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let mut words = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut words).expect("UTF-8");
    words
}

#[test]
fn the_page_is_that_of_the_standard() {
    let bytes = statute_docx(&sample::statute(), Options::default());
    let document = part(&bytes, "word/document.xml");
    assert!(document.contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"));
    assert!(document.contains("w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\""));
    let styles = part(&bytes, "word/styles.xml");
    assert!(styles.contains("w:firstLineChars=\"200\"") && styles.contains("w:line=\"560\" w:lineRule=\"exact\""));
    let grid = statute_docx(&sample::statute(), Options { lines: Lines::Grid22 });
    assert!(part(&grid, "word/document.xml").contains("w:linePitch=\"579\""));
}

#[test]
fn numbers_are_in_hei_and_the_words_are_all_there() {
    let document = part(&statute_docx(&sample::statute(), Options::default()), "word/document.xml");
    assert!(document.contains("w:eastAsia=\"黑体\"/></w:rPr><w:t xml:space=\"preserve\">第一条</w:t>"), "{document}");
    for words in ["××市政务服务条例", "（草案）", "总\u{3000}则", "（一）", "隐瞒&lt;事实&gt;。", "附件1", "企业开办"]
    {
        assert!(document.contains(words), "{words}");
    }
    assert!(document.contains("<w:tblHeader/>") && document.contains("<w:footnoteReference w:id=\"1\"/>"));
}

#[test]
fn all_parts_are_well_formed_and_the_text_is_read_back() {
    let bytes = statute_docx(&sample::statute(), Options::default());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).expect("a zip file");
    for at in 0..archive.len() {
        let mut words = String::new();
        archive.by_index(at).expect("a part").read_to_string(&mut words).expect("UTF-8");
        let mut reader = quick_xml::Reader::from_str(&words);
        loop {
            match reader.read_event().expect("well-formed") {
                quick_xml::events::Event::Eof => break,
                _ => continue,
            }
        }
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let once = || statute_docx(&sample::statute(), Options::default());
    assert_eq!(once(), once());
    assert_eq!(paper_docx("# 甲\n\n乙", Options::default()), paper_docx("# 甲\n\n乙", Options::default()));
}

#[test]
fn a_paper_has_its_head_its_headings_and_its_date() {
    let paper = "# 关于《××市条例（草案）》的说明\n\n（2026年4月28日在××市第×届人民代表大会常务委员会会议上　××市司法局）\n\n主任、各位委员：\n\n\
                 现作如下说明。\n\n一、必要性\n\n（一）背景。情况如下。\n\n2026年4月28日\n";
    let document = part(&paper_docx(paper, Options::default()), "word/document.xml");
    assert!(
        document.contains("<w:pStyle w:val=\"DocumentTitle\"/>") && document.contains("<w:pStyle w:val=\"Note\"/>")
    );
    assert!(document.contains(
        "w:firstLine=\"0\"/></w:pPr><w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">主任"
    ));
    assert!(document.contains("w:eastAsia=\"黑体\"/></w:rPr><w:t xml:space=\"preserve\">一、必要性"));
    assert!(document.contains("w:eastAsia=\"楷体_GB2312\"/></w:rPr><w:t xml:space=\"preserve\">（一）背景。"));
    assert!(document.contains("<w:jc w:val=\"right\"/>"));
}

#[test]
fn bookmarks_have_names_that_word_takes() {
    assert_eq!(bookmark_name("c3"), "c3");
    assert_eq!(bookmark_name("b1.c2.s1~2"), "b1_c2_s1_2");
    assert_eq!(bookmark_name(&"a".repeat(99)).len(), 40);
}

#[test]
fn word_reads_back_what_was_written_as_the_same_tree() {
    let statute = crate::law::parse::parse(
        "××市条例\n\n（草案）\n\n第一章　总则\n\n第一条　为了管理。\n\n第二条　下列情形：\n\n（一）甲：\n\n1.子；\n\n2.丑。\n\n（二）乙。\n\n第二章　附则\n\n第三条　施行。\n",
    )
    .statute;
    let document = part(&statute_docx(&statute, Options::default()), "word/document.xml");
    let words = |xml: &str| {
        let mut out = String::new();
        for paragraph in xml.split("</w:p>") {
            for text in paragraph.split("<w:t xml:space=\"preserve\">").skip(1) {
                out.push_str(text.split("</w:t>").next().unwrap_or_default());
            }
            out.push('\n');
        }
        out
    };
    assert!(crate::law::parse::parse(&words(&document)).statute.same_text(&statute), "{}", words(&document));
}
