//! Files in other forms give the tree of the text they were made from.

use kaimen::export::akn::statute_akn;
use kaimen::export::docx::{Options, statute_docx};
use kaimen::intake::text_of;
use kaimen::law::compare::Words;
use kaimen::law::difference::{difference, settled};
use kaimen::law::edit::Edit;
use kaimen::law::parse::parse;
use kaimen::law::refs::references;
use proptest::prelude::*;

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
fn every_sample_ordinance_comes_back_from_akoma_ntoso_and_from_word() {
    let mut seen = 0;
    for bill in std::fs::read_dir("drafts").expect("the sample ordinances").flatten() {
        for version in ["v1.md", "v2.md", "v3.md"] {
            let Ok(source) = std::fs::read_to_string(bill.path().join(version)) else { continue };
            let mut statute = parse(&source).statute;
            let xml = statute_akn(&statute, &references(&statute));
            let again = parse(&text_of(xml.as_bytes()).expect("our own file")).statute;
            statute.front_matter = None;
            assert!(again.same_text(&statute), "akn {} {version}", bill.path().display());
            let docx = statute_docx(&statute, Options::default());
            let again = parse(&text_of(&docx).expect("our own file")).statute;
            assert!(again.same_text(&statute), "docx {} {version}", bill.path().display());
            seen += 1;
        }
    }
    assert!(seen > 0);
}

#[test]
fn a_draft_that_comes_back_as_its_next_reading_is_told_so_that_taking_all_over_gives_that_reading() {
    let mut seen = 0;
    for bill in std::fs::read_dir("drafts").expect("the sample ordinances").flatten() {
        let read = |name: &str| std::fs::read_to_string(bill.path().join(name));
        for (old, new) in [("v1.md", "v1.md"), ("v1.md", "v2.md"), ("v2.md", "v3.md")] {
            let (Ok(base), Ok(new)) = (read(old), read(new)) else { continue };
            let file =
                |text: &str| text_of(&statute_docx(&parse(text).statute, Options::default())).expect("our own file");
            let found = difference(&base, &file(&base), &file(&new), None);
            assert_eq!((found.changes.is_empty(), found.unplaced.len()), (base == new, 0), "{}", bill.path().display());
            // In the order of the base: what moved stands elsewhere in the file.
            let mut edits: Vec<Edit> = found.changes.into_iter().flat_map(|it| it.edits).collect();
            edits.sort_by_key(|it| it.span);
            let words = |text: &str| parse(text).statute.articles().map(|it| Words::of(it).text).collect::<Vec<_>>();
            assert!(words(&settled(&base, &edits, found.renumbers)) == words(&new), "{}", bill.path().display());
            seen += 1;
        }
    }
    assert!(seen > 6);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_the_readers_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = text_of(&bytes);
        for head in [&b"PK\x03\x04"[..], b"<law>", b"<?xml version='1.0'?><akomaNtoso>"] {
            let _ = text_of(&[head, bytes.as_slice()].concat());
        }
    }

    #[test]
    fn no_elements_in_any_order_make_the_readers_panic(
        names in proptest::collection::vec(
            prop::sample::select(vec![
                "law", "unit", "content", "num", "heading", "article", "list", "point", "p", "authorialNote", "noteRef",
                "table", "tr", "td", "eol", "meta", "chapter",
            ]),
            0..40,
        ),
        words in "[第一条（）：。 \n]{0,6}",
    ) {
        let mut xml = String::from("<law>");
        let mut open = Vec::new();
        for (at, name) in names.iter().enumerate() {
            xml.push_str(&format!("<{name} number='{words}' marker='1'>{words}"));
            open.push(*name);
            if at % 3 == 2 && let Some(name) = open.pop() {
                xml.push_str(&format!("</{name}>"));
            }
        }
        while let Some(name) = open.pop() {
            xml.push_str(&format!("</{name}>"));
        }
        xml.push_str("</law>");
        prop_assert!(text_of(xml.as_bytes()).is_ok());
    }

    #[test]
    fn a_word_file_with_a_changed_byte_is_read_or_refused(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut docx = statute_docx(&parse(TEXT).statute, Options::default());
        let at = at.index(docx.len());
        docx[at] = byte;
        let _ = text_of(&docx);
    }
}
