//! 修改说明: written row by row, never lost, and shown in the three-column 对照表 and the draft of the report.

use crate::support::db::{TestDb, stories};
use crate::support::site::{Answer, FIRST, TestSite, encoded, hidden, post_of};
use axum::http::StatusCode;
use jiff::Timestamp;
use kaimen::procedure::VersionId;
use kaimen::procedure::audit::Deed;
use kaimen::procedure::correction::{Pair, Signer};
use kaimen::procedure::explanation::{Explanation, NewExplanation};
use kaimen::procedure::person::Role;
use kaimen::store::audit::{Filter, page};
use kaimen::store::{Backend, Db, StoreError, explanations};

const NOW: Timestamp = Timestamp::constant(1_700_000_000, 0);
const EXPLAIN: &str = "/desk/bills/noise/explain/v1..v2";

fn pair() -> Pair {
    let id = |n| VersionId::new(n).unwrap();
    Pair::new("noise".parse().unwrap(), id(1), id(2)).unwrap()
}

fn new(anchor: &str, words: &str, replaces: &[&Explanation]) -> NewExplanation {
    NewExplanation {
        pair: pair(),
        anchor: anchor.parse().unwrap(),
        words: words.to_owned(),
        by: Signer::new("王某", "法工委").unwrap(),
        replaces: replaces.iter().map(|it| it.id).collect(),
    }
}

async fn log(db: &Db) -> Vec<Explanation> {
    explanations::of_pair(&mut db.read().await.unwrap(), &pair()).await.unwrap()
}

async fn write(db: &Db, it: &NewExplanation) -> Result<(), StoreError> {
    let mut tx = db.write().await.unwrap();
    explanations::add(&mut tx, it, NOW).await?;
    tx.commit().await
}

stories! {
    async fn what_was_written_anew_stays_with_its_successor(test: TestDb) {
        let db = test.open().await;
        test.meddle("insert into bill values ('noise', 't', 'enact', true, 'j', 'e', 's', 'd', null, '', '[]', 2)")
            .await
            .unwrap();
        write(&db, &new("n-a3", "理由一\n两行", &[])).await.unwrap();
        let first = log(&db).await;
        assert_eq!((first.len(), first[0].written.words.as_str(), first[0].is_current()), (1, "理由一\n两行", true));
        write(&db, &new("n-a3", "理由二", &[&first[0]])).await.unwrap();
        let both = log(&db).await;
        assert_eq!(both[0].successor, Some(both[1].id));
        assert_eq!((both[0].is_current(), both[1].is_current(), both[0].written.words.as_str()), (false, true, "理由一\n两行"));
        let twice = write(&db, &new("n-a3", "理由三", &[&first[0]])).await;
        assert!(matches!(twice, Err(StoreError::Constraint(_) | StoreError::Driver(_))), "{twice:?}");
        assert_eq!(log(&db).await.len(), 2, "nothing of what was refused stays");
        for sql in [
            "update explanation set words = 'x'",
            "delete from explanation",
            "update explanation_end set successor = 9",
            "delete from explanation_end",
        ] {
            let refused = test.meddle(sql).await.unwrap_err().to_string();
            assert!(refused.contains("explanations only grow"), "{refused}");
        }
        if test.backend() == Backend::Postgres {
            assert!(test.meddle("truncate explanation cascade").await.is_err());
        }
    }
}

/// Sends words for rows, as the page as it is now would.
async fn save(site: &TestSite, words: &[(&str, &str)]) -> Answer {
    let shown = site.get(EXPLAIN).await.body;
    send(site, &shown, words).await
}

/// The same for a page that was opened earlier.
async fn send(site: &TestSite, shown: &str, words: &[(&str, &str)]) -> Answer {
    let mut fields: Vec<(String, String)> = Vec::new();
    for (anchor, words) in words {
        fields.push((format!("w-{anchor}"), (*words).to_owned()));
        fields.push((format!("s-{anchor}"), hidden(shown, &format!("s-{anchor}"))));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
    site.post(EXPLAIN, &encoded(&fields)).await
}

#[tokio::test]
async fn changed_rows_are_listed_and_what_is_written_stands_there_with_its_author() {
    let site = TestSite::with_desk().await;
    let shown = site.get(EXPLAIN).await.body;
    assert!(shown.contains("修改一条") && shown.contains("id=\"n-a3\"") && !shown.contains("id=\"n-a1\""), "{shown}");
    assert!(
        shown.contains("<del>五百</del>") || shown.contains("<del>五百元</del>") || shown.contains("<del>五</del>"),
        "{shown}"
    );
    let answer = save(&site, &[("n-a3", "有的委员提出，罚款偏低。\r\n建议提高。")]).await;
    assert_eq!(answer.header("location"), "/desk/bills/noise/explain/v1..v2?saved=1#main");
    let shown = site.get(EXPLAIN).await.body;
    assert!(shown.contains("有的委员提出，罚款偏低。\n建议提高。</textarea>"), "{shown}");
    assert!(shown.contains("王某（法工委）写于2026年11月23日12:00"), "{shown}");
    let same = save(&site, &[("n-a3", "有的委员提出，罚款偏低。\n建议提高。")]).await;
    assert!(same.header("location").contains("saved=0"), "the same words are not written again");
    assert_eq!(log(&site.db).await.len(), 1);
    let mut tx = site.db.read().await.unwrap();
    let deeds: Vec<Deed> =
        page(&mut tx, &Filter::default(), None, 9).await.unwrap().iter().map(|it| it.entry.deed()).collect();
    assert_eq!(deeds, [Deed::ChangeExplained]);
}

#[tokio::test]
async fn what_others_wrote_in_the_meantime_and_what_is_typed_both_stay() {
    let site = TestSite::with_desk().await;
    let earlier = site.get(EXPLAIN).await.body;
    let other = site.signed_in("fazhi", "赵某", &post_of(Role::LegCommittee, "")).await;
    save(&other, &[("n-a3", "赵某的理由")]).await;
    let answer = send(&site, &earlier, &[("n-a3", "王某的理由")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["赵某（法制委）改写了这条说明", "赵某的理由", "王某的理由</textarea>"] {
        assert!(answer.body.contains(words), "{words}\n{}", answer.body);
    }
    let both = send(&site, &answer.body, &[("n-a3", "赵某的理由。王某的理由")]).await;
    assert_eq!(both.status, StatusCode::SEE_OTHER, "{}", both.body);
    let long = save(&site, &[("n-a3", &"长".repeat(2_001))]).await;
    assert!(long.status == StatusCode::UNPROCESSABLE_ENTITY && long.body.contains("不能超过2000个字"));
    let gone = save(&site, &[("n-a9", "给已经不在的行")]).await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(gone.body.contains("给已经不在的行") && gone.body.contains("所在的行已经变化"), "{}", gone.body);
}

#[tokio::test]
async fn the_third_column_shows_what_was_written_and_every_form_is_a_file() {
    let site = TestSite::with_desk().await;
    save(&site, &[("n-a3", "=罚款偏低")]).await;
    let table = site.get(&format!("{EXPLAIN}.md")).await;
    assert_eq!(table.status, StatusCode::OK);
    assert!(table.body.contains("修改说明") && table.body.contains("=罚款偏低"), "{}", table.body);
    assert!(!table.body.contains("第一条"), "only changed rows");
    for (format, media) in [("docx", "wordprocessingml"), ("xlsx", "spreadsheetml"), ("html", "text/html")] {
        let file = site.get(&format!("{EXPLAIN}.{format}")).await;
        assert_eq!(file.status, StatusCode::OK, "{format}");
        assert!(file.header("content-type").contains(media), "{format}");
        assert!(file.header("content-disposition").contains(&format!("noise-v1-v2.{format}")), "{format}");
        assert_eq!(file.header("cache-control"), "no-store", "{format}");
    }
    let pdf = site.get(&format!("{EXPLAIN}.pdf")).await;
    assert!(matches!(pdf.status, StatusCode::OK | StatusCode::SERVICE_UNAVAILABLE), "{}", pdf.status);
    assert_eq!(site.get(&format!("{EXPLAIN}.json")).await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn the_report_has_the_numbers_of_the_data_and_gaps_for_what_nobody_knows() {
    let site = TestSite::with_desk().await;
    save(&site, &[("n-a3", "有的委员提出，罚款偏低，建议提高。")]).await;
    let report = site.get("/desk/bills/noise/report/v1..v2.md?kind=revision&met=2026-10-15").await;
    assert_eq!(report.status, StatusCode::OK);
    for words in [
        "# ××市人民代表大会法制委员会关于《××市噪声防治条例（草案）》修改情况的汇报",
        "2026年8月27日，××市第×届人民代表大会常务委员会第三十四次会议对《××市噪声防治条例（草案）》",
        "法制工作委员会于2026年8月28日至9月30日将草案向社会公开征求意见",
        "2026年10月15日，法制委员会召开会议",
        "〔待填：主任会议日期〕，主任会议听取了汇报。",
        "一、有的委员提出，罚款偏低，建议提高（草案第三条，草案修改稿第三条）。",
        "与草案相比，草案修改稿修改一条。草案修改稿共二章四条。",
        "法制委员会建议提请本次常委会会议再次审议。",
    ] {
        assert!(report.body.contains(words), "{words}\n{}", report.body);
    }
    let result = site.get("/desk/bills/noise/report/v1..v2.md?kind=result").await.body;
    assert!(result.contains("》审议结果的报告") && result.contains("建议提请本次常委会会议表决。"), "{result}");
    assert_eq!(site.get("/desk/bills/noise/report/v1..v2.docx").await.status, StatusCode::OK);
    assert_eq!(site.get("/desk/bills/noise/report/v1..v2.html").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_text_that_may_still_change_is_not_explained_and_others_are_kept_out() {
    let site = TestSite::with_desk().await;
    let member = site.signed_in("zucheng", "某", &post_of(Role::Member, "")).await;
    assert_eq!(member.get(EXPLAIN).await.status, StatusCode::FORBIDDEN);
    assert_eq!(member.post(EXPLAIN, "").await.status, StatusCode::FORBIDDEN);
    let mut tx = site.db.write().await.unwrap();
    let bill = crate::support::site::bill();
    let mut facts =
        kaimen::store::versions::get(&mut tx, &bill.slug, VersionId::new(2).unwrap()).await.unwrap().unwrap().facts;
    facts.id = VersionId::new(3).unwrap();
    kaimen::store::versions::add(&mut tx, &bill.slug, &facts, FIRST).await.unwrap();
    tx.commit().await.unwrap();
    let answer = site.get("/desk/bills/noise/explain/v2..v3").await;
    assert_eq!(answer.header("location"), "/desk/bills/noise/seal");
    assert_eq!(site.post("/desk/bills/noise/explain/v2..v3", "w-n-a1=x").await.status, StatusCode::NOT_FOUND);
}
