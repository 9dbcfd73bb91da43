//! Files in other forms give the tree of the text they were made from.

use kaimen::export::akn::statute_akn;
use kaimen::intake::text_of;
use kaimen::law::parse::parse;
use kaimen::law::refs::references;

const TEXT: &str = "××市条例\n\n（草案）\n\n第一章　总则\n\n第一条　为了管理，制定本条例。\n\n\
第二条　有下列情形之一的，依照前条规定办理：\n\n（一）甲：\n\n1.子。\n\n2.丑；\n\n（二）乙。\n\n违反前款规定的，责令改正。\n\n\
第二章　附则\n\n第三条　本条例自2027年1月1日起施行。\n\n附件1：目录\n\n| 甲 | 乙 |\n| --- | --- |\n| 一 | 二 |\n";

#[test]
fn akoma_ntoso_that_we_write_is_read_back_as_the_same_tree() {
    let statute = parse(TEXT).statute;
    let xml = statute_akn(&statute, &references(&statute));
    let again = parse(&text_of(xml.as_bytes()).expect("our own file")).statute;
    assert!(again.same_text(&statute), "{again:#?}");
}

#[test]
fn every_sample_ordinance_comes_back_from_akoma_ntoso() {
    let mut seen = 0;
    for bill in std::fs::read_dir("drafts").expect("the sample ordinances").flatten() {
        for version in ["v1.md", "v2.md", "v3.md"] {
            let Ok(source) = std::fs::read_to_string(bill.path().join(version)) else { continue };
            let mut statute = parse(&source).statute;
            let xml = statute_akn(&statute, &references(&statute));
            let again = parse(&text_of(xml.as_bytes()).expect("our own file")).statute;
            statute.front_matter = None;
            assert!(again.same_text(&statute), "{} {version}", bill.path().display());
            seen += 1;
        }
    }
    assert!(seen > 0);
}
