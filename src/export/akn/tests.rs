use super::super::sample;
use super::*;
use crate::law::number::ArticleNumber;

fn sample_akn() -> String {
    statute_akn(&sample::statute(), &sample::references())
}

#[test]
fn provisions_have_the_ids_of_the_naming_convention() {
    let xml = sample_akn();
    for id in [
        "chp_1",
        "art_1",
        "art_2-1",
        "art_2__para_2",
        "art_2__para_2__list_1__point_2__list_1__point_1",
        "att_1",
        "att_1__table_1",
        "authorialNote_1",
    ] {
        assert_eq!(xml.matches(&format!(" eId=\"{id}\"")).count(), 1, "{id} in {xml}");
    }
    for (path, id) in [
        ("a12", "art_12"),
        ("a12-1.p2", "art_12-1__para_2"),
        ("a3~2.p1.i2.s1", "art_3_dup2__para_1__list_1__point_2__list_1__point_1"),
    ] {
        assert_eq!(eid(path.parse().expect(path)), id);
    }
}

#[test]
fn references_point_at_ids_that_exist() {
    let xml = sample_akn();
    assert!(xml.contains("<ref href=\"#art_2__para_2__list_1__point_1\">本条例第二条第二款第一项</ref>"), "{xml}");
    for href in xml.split("<ref href=\"#").skip(1).filter_map(|it| it.split('"').next()) {
        assert!(xml.contains(&format!(" eId=\"{href}\"")), "{href}");
    }
}

#[test]
fn a_draft_is_a_bill_with_its_stage_and_a_text_without_status_an_act() {
    let xml = sample_akn();
    assert!(
        xml.contains("<bill name=\"local-ordinance\">")
            && xml.contains("<docStage refersTo=\"#status\">草案</docStage>")
    );
    assert!(xml.contains("<FRBRversionNumber value=\"草案\"/>") && xml.contains("<workflow "));
    assert!(xml.contains("<FRBRcountry value=\"cn\"/>\n<FRBRsubtype value=\"local-ordinance\"/>"));
    let mut statute = sample::statute();
    statute.status = None;
    let xml = statute_akn(&statute, &[]);
    assert!(xml.contains("<act name=\"local-ordinance\">") && !xml.contains("<workflow "));
    assert!(xml.contains("<FRBRdate date=\"2026-04-28\" name=\"通过\"/>"), "{xml}");
    assert!(xml.contains("<eventRef eId=\"event_passed\" date=\"2026-04-28\""));
}

#[test]
fn words_are_escaped_and_impossible_characters_are_marked() {
    let mut statute = sample::statute();
    statute.title = Text::plain("<甲>&\"乙\"\u{1}");
    let xml = statute_akn(&statute, &[]);
    assert!(xml.contains("<docTitle>&lt;甲&gt;&amp;&quot;乙&quot;\u{fffd}</docTitle>"), "{xml}");
    assert!(xml.contains("隐瞒&lt;事实&gt;。"));
}

#[test]
fn a_faulty_text_still_has_unique_ids() {
    let twice = || Unit::Article(sample::article(ArticleNumber::new(1), vec![sample::paragraph("甲。")]));
    let statute = Statute { body: vec![twice(), twice()], ..Statute::default() };
    let xml = statute_akn(&statute, &[]);
    let mut ids: Vec<_> = xml.split(" eId=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn two_exports_of_one_text_are_the_same() {
    assert_eq!(sample_akn(), sample_akn());
}
