//! 生成修改决定 and 试行修改 on the desk: proved or refused, nothing typed is lost, nothing kept becomes public.

use crate::support::site::{Answer, TestSite, bill, encoded, hidden};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use kaimen::law::amend::{apply, parse_decision};
use kaimen::law::parse::parse;
use kaimen::law::print::print;
use kaimen::procedure::VersionId;
use kaimen::procedure::trial::TrialId;
use kaimen::store::{trials, versions};

const MADE: &str = "/desk/bills/noise/decision/v1..v2";
const TRIAL: &str = "/desk/bills/noise/trial/v1";
const KEEP: &str = "/desk/bills/noise/trial/v1/keep";

/// Sends what the form of 试行修改 sends.
async fn attempt(site: &TestSite, decision: &str, file: &[u8]) -> Answer {
    let mut body = Vec::new();
    for (name, more, bytes) in [("file", "; filename=\"a.docx\"", file), ("decision", "", decision.as_bytes())] {
        body.extend(format!("--cut\r\ncontent-disposition: form-data; name=\"{name}\"{more}\r\n\r\n").bytes());
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--cut--\r\n");
    let request = Request::post(TRIAL)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "multipart/form-data; boundary=cut");
    site.send(request.body(Body::from(body)).unwrap()).await
}

async fn text(site: &TestSite, version: u16) -> String {
    let mut tx = site.db.read().await.unwrap();
    versions::text(&mut tx, &bill().slug, VersionId::new(version).unwrap()).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_decision_is_made_from_two_readings_and_each_clause_leads_to_its_rows() {
    let site = TestSite::with_desk().await;
    let page = site.get(MADE).await;
    assert_eq!(page.status, StatusCode::OK);
    let compared = site.get("/bills/noise/compare/v1..v2").await;
    assert!(compared.body.contains(&format!("href=\"{MADE}\"")), "the comparison leads here");
    let rows: Vec<&str> = page.body.split("/compare/v1..v2#").skip(1).filter_map(|it| it.split('"').next()).collect();
    assert!(!rows.is_empty());
    for row in rows {
        assert!(compared.body.contains(&format!("id=\"{row}\"")), "{row} is a row of the comparison");
    }
    let file = site.get(&format!("{MADE}.md?session={}", "%E7%AC%AC")).await;
    let applied = apply(&parse(&text(&site, 1).await).statute, &parse_decision(&file.body).decision).unwrap();
    let words = |text: &str| print(&parse(text).statute).split_once("第一条").unwrap().1.to_owned();
    assert_eq!(words(&print(&applied.statute)), words(&text(&site, 2).await));
    assert!(file.body.contains("第决定对《××市噪声防治条例》作如下修改："));
    let word = site.get(&format!("{MADE}.docx")).await;
    assert!(word.header("content-type").contains("wordprocessingml"));
}

#[tokio::test]
async fn readings_with_the_same_words_need_no_decision() {
    let site = TestSite::with_desk().await;
    let page = site.get("/desk/bills/noise/decision/v1..v1").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("没有需要决定修改的内容"), "{}", page.body);
}

#[tokio::test]
async fn what_cannot_be_applied_is_listed_and_what_was_typed_stays() {
    let site = TestSite::with_desk().await;
    let decision = "一、将第九条修改为：“甲。”\n\n二、将第三条第二款中的“七百元”修改为“一千元”。";
    let page = attempt(&site, decision, b"").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("有2处不能准确适用"), "{}", page.body);
    assert!(page.body.contains("将第三条第二款中的“七百元”修改为“一千元”。</textarea>"));
    let odd = attempt(&site, decision, b"PK\x03\x04 broken").await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(odd.body.contains("id=\"file-error\"") && odd.body.contains("七百元"), "{}", odd.body);
    let nothing = attempt(&site, " ", b"").await;
    assert!(nothing.body.contains("请选择文件，或者粘贴决定的文字"));
}

#[tokio::test]
async fn what_a_decision_made_can_be_kept_and_is_never_public() {
    let site = TestSite::with_desk().await;
    let decision = "一、将第三条第二款中的“五百元”修改为“一千元”。";
    let page = attempt(&site, "", decision.as_bytes()).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("<ins>一千</ins>"), "{}", page.body);
    let seen = hidden(&page.body, "seen");
    let mut fields = vec![("decision", decision), ("seen", seen.as_str())];
    let refused = site.post(KEEP, &encoded(&fields)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("请给试改文本起个名称") && refused.body.contains(decision));
    fields.push(("label", "提高罚款"));
    let kept = site.post(KEEP, &encoded(&fields)).await;
    assert_eq!((kept.status, kept.header("location")), (StatusCode::SEE_OTHER, "/desk/bills/noise/trials/t1"));
    let page = site.get("/desk/bills/noise/trials/t1").await;
    assert!(page.body.contains("提高罚款") && page.body.contains("<ins>一千</ins>") && page.body.contains(decision));
    let file = site.get("/desk/bills/noise/trials/t1.md").await;
    assert!(file.body.contains("处一千元罚款"));
    let stored = trials::get(&mut site.db.read().await.unwrap(), &bill().slug, TrialId::new(1).unwrap()).await.unwrap();
    assert_eq!(stored.unwrap().kept.text, file.body);
    assert!(site.get("/desk/compare").await.body.contains("/desk/bills/noise/trials/t1"));
    assert!(!site.get("/bills/noise").await.body.contains("提高罚款"));
    assert_eq!(site.get("/bills/noise/v3").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_reading_that_changed_meanwhile_is_looked_at_again_before_anything_is_kept() {
    let site = TestSite::with_desk().await;
    let decision = "一、将第三条第二款中的“五百元”修改为“一千元”。";
    let seen = "0".repeat(64);
    let fields = [("decision", decision), ("seen", seen.as_str()), ("label", "甲")];
    let answer = site.post(KEEP, &encoded(&fields)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("原文本有了更新"));
    assert_eq!(site.get("/desk/bills/noise/trials/t1").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn too_much_is_refused_with_a_page_and_what_is_not_there_is_said() {
    let site = TestSite::with_desk().await;
    let answer = attempt(&site, "", &vec![b'a'; 7 * 1024 * 1024]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("<main"));
    for path in [
        "/desk/bills/noise/decision/v1..v9",
        "/desk/bills/noise/decision/v1",
        "/desk/bills/noise/trial/v9",
        "/desk/bills/noise/trials/t1",
        "/desk/bills/noise/trials/1",
    ] {
        assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let public = TestSite::filled().await;
    for path in [MADE, TRIAL, "/desk/bills/noise/trials/t1"] {
        assert_eq!(public.get(path).await.status, StatusCode::SEE_OTHER, "{path}: first one signs in");
    }
}
