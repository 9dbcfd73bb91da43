//! The public sees the rows that the desk sees: those that were settled when a reading was sealed, and corrected since.

use crate::support::db::{TestDb, stories};
use crate::support::site::{TestSite, encoded, hidden};
use axum::http::StatusCode;
use serde_json::Value;
use std::io::{Cursor, Read as _};

const PLAN: &str = "市人民政府应当编制公共停车设施专项规划，报市人民代表大会常务委员会备案。";
const FEES: &str = "停车收费实行政府定价的，应当每三年评估一次收费标准，并向社会公开评估结果。";
const NIGHT: &str = "医院周边道路可以设置夜间限时停车泊位，由公安机关交通管理部门公布开放时段。";
const CHARGE: &str = "新建居住区应当按照不低于百分之三十的比例建设电动汽车充电桩。";

const SEAL: &str = "/desk/bills/parking/seal";
const PUBLIC: &str = "/bills/parking/compare/v1..v2";
const DESK: &str = "/desk/bills/parking/compare/v1..v2";

fn text(status: &str, articles: &[&str]) -> String {
    let numbered = articles.iter().zip(["第一条", "第二条", "第三条"]);
    let articles: String = numbered.map(|(words, number)| format!("{number}　{words}\n\n")).collect();
    format!("# ××市停车条例\n\n（{status}）\n\n{articles}")
}

/// One reading, and the next, sealed from the working draft. The engine thinks that 第二条 of the first went and that
/// 第二条 of the second is new.
async fn sealed(test: &TestDb) -> TestSite {
    let site = TestSite::with_desk_over(test.open().await).await;
    site.add_bill("parking", "××市停车条例", &[text("草案", &[PLAN, FEES, NIGHT])]).await;
    let base = hidden(&site.get("/desk/bills/parking/draft").await.body, "base");
    let typed = text("草案修改稿", &[PLAN, CHARGE, NIGHT]);
    let form = [("base", base.as_str()), ("text", typed.as_str()), ("do", "save")];
    assert_eq!(site.post("/desk/bills/parking/draft", &encoded(&form)).await.status, StatusCode::SEE_OTHER);
    let seen = hidden(&site.get(SEAL).await.body, "seen");
    let form = [
        ("stage", "revised_draft"),
        ("label", "草案修改稿"),
        ("reading", "2"),
        ("dated", "2026-11-23"),
        ("seen", seen.as_str()),
    ];
    assert_eq!(site.post(SEAL, &encoded(&form)).await.status, StatusCode::SEE_OTHER);
    let mut tx = site.db.write().await.unwrap();
    kaimen::store::life::publish(&mut tx, &"parking".parse().unwrap(), "v2".parse().unwrap()).await.unwrap();
    tx.commit().await.unwrap();
    site
}

/// The rows of the public JSON: kind, numbers of either side.
async fn rows(site: &TestSite, address: &str) -> Vec<(String, Vec<String>, Vec<String>)> {
    let answer: Value = serde_json::from_str(&site.get(address).await.body).unwrap();
    let numbers = |side: &Value| side.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect();
    let all = answer["rows"].as_array().unwrap().iter();
    all.map(|it| (it["kind"].as_str().unwrap().to_owned(), numbers(&it["old"]), numbers(&it["new"]))).collect()
}

/// Articles that the desk shows in one row, by the anchors of its rows.
async fn desk_anchors(site: &TestSite) -> Vec<String> {
    let page = site.get(DESK).await.body;
    let ids = page.split(" id=\"").skip(1).filter_map(|it| it.split('"').next());
    let is_row = |it: &&str| (it.starts_with("n-a") || it.starts_with("o-a")) && it.matches('-').count() == 1;
    ids.filter(is_row).map(str::to_owned).collect()
}

/// The words of one part of a zip file.
async fn part(site: &TestSite, address: &str, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(site.bytes(address).await)).unwrap();
    let mut words = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut words).unwrap();
    words
}

/// How many rows the tables for paper have, as Word and as Excel.
async fn paper_rows(site: &TestSite) -> [usize; 2] {
    let word = part(site, &format!("{PUBLIC}.docx"), "word/document.xml").await;
    let excel = part(site, &format!("{PUBLIC}.xlsx"), "xl/worksheets/sheet1.xml").await;
    [word.matches("<w:tr>").count(), excel.matches("<row ").count()]
}

fn numbers(of: &[(&str, &[&str], &[&str])]) -> Vec<(String, Vec<String>, Vec<String>)> {
    let owned = |it: &[&str]| it.iter().map(|it| (*it).to_owned()).collect();
    of.iter().map(|it| (it.0.to_owned(), owned(it.1), owned(it.2))).collect()
}

stories! {
    async fn a_correction_made_at_sealing_shows_everywhere(test: TestDb) {
        let site = sealed(&test).await;
        let apart = numbers(&[
            ("same", &["第一条"], &["第一条"]),
            ("removed", &["第二条"], &[]),
            ("added", &[], &["第二条"]),
            ("same", &["第三条"], &["第三条"]),
        ]);
        assert_eq!(rows(&site, &format!("{PUBLIC}.json")).await, apart);
        assert_eq!(desk_anchors(&site).await, ["n-a1", "o-a2", "n-a2", "n-a3"]);
        let before = paper_rows(&site).await;
        let seen = hidden(&site.get(DESK).await.body, "seen");
        let said = [("old", "2"), ("new", "2"), ("seen", seen.as_str())];
        assert_eq!(site.post(&format!("{DESK}/corrections"), &encoded(&said)).await.status, StatusCode::SEE_OTHER);
        // At the desk, on the page, in either direction, in every file, in what became of an article.
        let joined = numbers(&[
            ("same", &["第一条"], &["第一条"]),
            ("changed", &["第二条"], &["第二条"]),
            ("same", &["第三条"], &["第三条"]),
        ]);
        assert_eq!(desk_anchors(&site).await, ["n-a1", "n-a2", "n-a3"]);
        assert_eq!(rows(&site, &format!("{PUBLIC}.json")).await, joined);
        assert_eq!(rows(&site, "/bills/parking/compare/v2..v1.json").await, joined);
        let page = site.get(PUBLIC).await.body;
        assert!(!page.contains("（新增）") && !page.contains("（删除）") && page.contains("人工确认"), "{page}");
        for format in ["md", "html"] {
            let body = site.get(&format!("{PUBLIC}.{format}")).await.body;
            assert!(!body.contains("（新增）") && !body.contains("（删除）"), "{body}");
        }
        assert_eq!(paper_rows(&site).await, before.map(|it| it - 1));
        let life = site.get("/bills/parking/biography/a2?version=v1").await.body;
        assert!(life.contains("充电桩"), "what 第二条 became is told: {life}");
    }

    async fn rows_that_were_settled_are_shown_though_another_program_would_find_others(test: TestDb) {
        let site = sealed(&test).await;
        // As an earlier version of the engine might have left it.
        test.meddle("update reading_articles set alignment = '[{\"old\":[0,1],\"new\":[0]},{\"old\":[],\"new\":[1]},\
                     {\"old\":[2],\"new\":[2]}]' where bill = 'parking' and version = 2").await.unwrap();
        let expected = numbers(&[
            ("merged", &["第一条", "第二条"], &["第一条"]),
            ("added", &[], &["第二条"]),
            ("same", &["第三条"], &["第三条"]),
        ]);
        assert_eq!(rows(&site, &format!("{PUBLIC}.json")).await, expected);
        assert_eq!(desk_anchors(&site).await, ["n-a1", "n-a2", "n-a3"]);
        let back: Vec<_> = rows(&site, "/bills/parking/compare/v2..v1.json").await.into_iter().map(|it| it.0).collect();
        assert_eq!(back, ["split", "removed", "same"]);
        // Neither does the next reading that is sealed change it.
        let mut tx = site.db.write().await.unwrap();
        kaimen::store::identities::settle(&mut tx, &"parking".parse().unwrap()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(rows(&site, &format!("{PUBLIC}.json")).await, expected);
    }
}
