//! 定稿: what blocks it, what it freezes, and who the articles of the readings are afterwards.

use crate::support::bill::BillDir;
use crate::support::db::{TestDb, stories};
use crate::support::site::{FIRST, TestSite, bill, encoded, hidden, post_of};
use axum::http::StatusCode;
use jiff::Timestamp;
use kaimen::cli::import::{apply, read};
use kaimen::procedure::audit::Deed;
use kaimen::procedure::identity::{ArticleUid, Identities};
use kaimen::procedure::person::Role;
use kaimen::procedure::{Digest, Slug, Stage, VersionId};
use kaimen::store::audit::{Filter, page};
use kaimen::store::verify::verify;
use kaimen::store::{Backend, Db, StoreError, identities, versions};

const NOW: Timestamp = Timestamp::constant(1_700_000_000, 0);
const SEAL: &str = "/desk/bills/noise/seal";

fn id(number: u16) -> VersionId {
    VersionId::new(number).unwrap()
}

/// The third text, a 表决稿, imported and not sealed.
async fn with_open(words: &str) -> TestSite {
    let site = TestSite::with_desk().await;
    let mut tx = site.db.write().await.unwrap();
    let mut facts = versions::get(&mut tx, &bill().slug, id(2)).await.unwrap().unwrap().facts;
    (facts.id, facts.stage, facts.label) = (id(3), Stage::VoteDraft, "草案表决稿".to_owned());
    versions::add(&mut tx, &bill().slug, &facts, words).await.unwrap();
    tx.commit().await.unwrap();
    site
}

/// The first reading as a 表决稿 with a fine of its own.
fn vote_draft() -> String {
    FIRST.replace("（草案）", "（草案表决稿）").replace("五百元", "一千元以上三千元以下")
}

/// A 表决稿 with a reference to an article that is not there.
fn faulty() -> String {
    vote_draft().replace("第三条第二款的规定", "第九条的规定")
}

fn form<'a>(seen: &'a str, reason: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("stage", "vote_draft"),
        ("label", "草案表决稿"),
        ("reading", "2"),
        ("dated", "2026-11-26"),
        ("session", "××市第×届人民代表大会常务委员会第三十六次会议"),
        ("reason", reason),
        ("seen", seen),
    ]
}

async fn last_deed(site: &TestSite) -> (Deed, String, String) {
    let mut tx = site.db.read().await.unwrap();
    let all = page(&mut tx, &Filter::default(), None, 1).await.unwrap();
    let entry = &all[0].entry;
    (entry.deed(), entry.object().to_owned(), entry.details().to_owned())
}

#[tokio::test]
async fn a_text_is_shown_and_then_sealed_with_its_facts_and_in_the_chain() {
    let site = with_open(&vote_draft()).await;
    let shown = site.get(SEAL).await;
    assert_eq!(shown.status, StatusCode::OK);
    for words in [
        "已导入、尚未封存的文本v3",
        "与上一稿（草案修改稿）相比",
        "修改一条",
        "value=\"草案表决稿\"",
        "<option value=\"vote_draft\" selected>",
    ] {
        assert!(shown.body.contains(words), "{words}\n{}", shown.body);
    }
    let seen = hidden(&shown.body, "seen");
    let answer = site.post(SEAL, &encoded(&form(&seen, ""))).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/desk/bills/noise/seal?sealed=v3"));
    let mut tx = site.db.read().await.unwrap();
    let version = versions::get(&mut tx, &bill().slug, id(3)).await.unwrap().unwrap();
    assert!(version.is_sealed());
    assert_eq!(version.text_sha256, Digest::of(vote_draft().as_bytes()));
    assert_eq!((version.facts.stage, version.facts.dated.to_string().as_str()), (Stage::VoteDraft, "2026-11-26"));
    assert!(verify(&mut tx, &[]).await.unwrap().is_whole());
    let of = |it: Option<Identities>| it.unwrap().articles.iter().map(|it| it.uid.get()).collect::<Vec<_>>();
    assert_eq!(of(identities::of_version(&mut tx, &bill().slug, id(3)).await.unwrap()), [1, 2, 3, 4]);
    assert!(identities::alignment(&mut tx, &bill().slug, id(3)).await.unwrap().is_some());
    drop(tx);
    let (deed, object, details) = last_deed(&site).await;
    assert_eq!((deed, object.as_str()), (Deed::ReadingSealed, "noise/v3"));
    assert!(details.starts_with("草案表决稿，文本"), "{details}");
    let done = site.get("/desk/bills/noise/seal?sealed=v3").await.body;
    assert!(done.contains("已经定稿") && done.contains("/desk/bills/noise/explain/v2..v3"), "{done}");
    assert!(done.contains(&version.seal.unwrap().chain.to_string()));
}

#[tokio::test]
async fn errors_block_a_vote_draft_and_only_the_legislative_committee_passes_over_them() {
    let site = with_open(&faulty()).await;
    let seen = hidden(&site.get(SEAL).await.body, "seen");
    let answer = site.post(SEAL, &encoded(&form(&seen, "会议要求"))).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("草案表决稿不能定稿") && answer.body.contains("第三十六次会议"), "{}", answer.body);
    assert!(!answer.body.contains("带错定稿的理由"), "this office may not");
    let committee = site.signed_in("fazhi", "赵某", &post_of(Role::LegCommittee, "")).await;
    let answer = committee.post(SEAL, &encoded(&form(&seen, ""))).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("请写明理由") && answer.body.contains("带错定稿的理由"), "{}", answer.body);
    let answer = committee.post(SEAL, &encoded(&form(&seen, "会议要求照此表决"))).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let (deed, _, details) = last_deed(&site).await;
    assert_eq!(deed, Deed::SealedDespiteFindings);
    assert!(details.ends_with("理由：会议要求照此表决"), "{details}");
}

#[tokio::test]
async fn what_changed_since_the_page_was_opened_is_not_sealed_and_nothing_typed_is_lost() {
    let site = with_open(&vote_draft()).await;
    let seen = hidden(&site.get(SEAL).await.body, "seen");
    let mut tx = site.db.write().await.unwrap();
    let facts = versions::get(&mut tx, &bill().slug, id(3)).await.unwrap().unwrap().facts;
    versions::replace(&mut tx, &bill().slug, &facts, &vote_draft().replace("三千元", "二千元")).await.unwrap();
    tx.commit().await.unwrap();
    let answer = site.post(SEAL, &encoded(&form(&seen, ""))).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("工作文本又有了修改") && answer.body.contains("第三十六次会议"), "{}", answer.body);
    let again = hidden(&answer.body, "seen");
    assert_eq!(site.post(SEAL, &encoded(&form(&again, ""))).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn only_those_who_may_seal_see_the_page() {
    let site = with_open(&vote_draft()).await;
    for (login, role, status) in [
        ("bangong", Role::GeneralOffice, StatusCode::FORBIDDEN),
        ("zucheng", Role::Member, StatusCode::FORBIDDEN),
        ("fazhi", Role::LegCommittee, StatusCode::OK),
    ] {
        let other = site.signed_in(login, "某", &post_of(role, "")).await;
        assert_eq!(other.get(SEAL).await.status, status, "{login}");
        if status == StatusCode::FORBIDDEN {
            assert_eq!(other.post(SEAL, "").await.status, status, "{login}");
        }
    }
    let without = TestSite::with_desk().await.get(SEAL).await;
    assert!(without.body.contains("还没有工作文本"), "{}", without.body);
}

#[tokio::test]
async fn a_correction_passes_identities_on_otherwise() {
    let site = with_open(&vote_draft()).await;
    let seen = hidden(&site.get(SEAL).await.body, "seen");
    assert_eq!(site.post(SEAL, &encoded(&form(&seen, ""))).await.status, StatusCode::SEE_OTHER);
    let uids = async || {
        let mut tx = site.db.read().await.unwrap();
        let found = identities::of_version(&mut tx, &bill().slug, id(3)).await.unwrap().unwrap();
        found.articles.iter().map(|it| it.uid.get()).collect::<Vec<_>>()
    };
    assert_eq!(uids().await, [1, 2, 3, 4]);
    let pair = "/desk/bills/noise/compare/v2..v3";
    let seen = hidden(&site.get(pair).await.body, "seen");
    let said = [("old", "1"), ("new", "2"), ("seen", seen.as_str())];
    assert_eq!(site.post(&format!("{pair}/corrections"), &encoded(&said)).await.status, StatusCode::SEE_OTHER);
    assert_eq!(uids().await[1], 1, "第一条 became 第二条");
    let changed = uids().await;
    assert_eq!(site.post("/desk/corrections/1/withdraw", "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(uids().await, [1, 2, 3, 4], "after {changed:?}");
}

fn slug() -> Slug {
    "elderly-care".parse().unwrap()
}

const ONE: &str = "# ××市养老服务条例\n\n（草案）\n\n第一条　为了老有所养，制定本条例。\n\n\
                   第二条　市人民政府应当每年公布养老服务设施名录。\n";
const TWO: &str = "# ××市养老服务条例\n\n（草案修改稿）\n\n第一条　为了老有所养，制定本条例。\n\n\
                   第二条　子女应当经常看望、问候老年人，履行赡养义务。\n\n第三条　市人民政府应当每年公布养老服务设施名录。\n";

/// Both readings, imported and sealed.
async fn imported(db: &Db) -> BillDir {
    let folder = BillDir::new();
    folder.write("v1.md", ONE);
    folder.write("v2.md", TWO);
    folder.edit("bill.toml", "reading = 2\ndated = 2026-08-27", "reading = 2\ndated = 2026-08-27\nsealed = true");
    apply(db, &read(&[folder.path()]).unwrap(), NOW).await.unwrap();
    folder
}

async fn uids(db: &Db, version: u16) -> Vec<ArticleUid> {
    let mut tx = db.read().await.unwrap();
    let found = identities::of_version(&mut tx, &slug(), id(version)).await.unwrap();
    found.map(|it| it.articles.iter().map(|it| it.uid).collect()).unwrap_or_default()
}

stories! {
    async fn imported_readings_have_identities_that_settle_once(test: TestDb) {
        let db = test.open().await;
        let _folder = imported(&db).await;
        let numbers = |all: Vec<ArticleUid>| all.into_iter().map(ArticleUid::get).collect::<Vec<_>>();
        assert_eq!((numbers(uids(&db, 1).await), numbers(uids(&db, 2).await)), (vec![1, 2], vec![1, 3, 2]));
        let mut tx = db.write().await.unwrap();
        identities::settle(&mut tx, &slug()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(numbers(uids(&db, 2).await), [1, 3, 2]);
        assert_eq!(uids(&db, 3).await, []);
        let mut tx = db.read().await.unwrap();
        let alignment = identities::alignment(&mut tx, &slug(), id(2)).await.unwrap().unwrap();
        let joined: Vec<_> = alignment.rows.iter().map(|it| (it.old.clone(), it.new.clone())).collect();
        assert_eq!(joined, [(vec![0], vec![0]), (vec![], vec![1]), (vec![1], vec![2])]);
        assert_eq!(identities::alignment(&mut tx, &slug(), id(1)).await.unwrap(), None);
    }

    async fn identities_that_were_given_stay(test: TestDb) {
        let db = test.open().await;
        let _folder = imported(&db).await;
        for sql in ["update article_uid set uid = 9 where uid = 1", "delete from article_uid"] {
            let refused = test.meddle(sql).await.unwrap_err().to_string();
            assert!(refused.contains("identities only grow"), "{refused}");
        }
        if test.backend() == Backend::Postgres {
            assert!(test.meddle("truncate article_uid").await.is_err());
        }
        test.meddle("delete from reading_articles").await.unwrap();
        let mut tx = db.write().await.unwrap();
        identities::settle(&mut tx, &slug()).await.unwrap();
        tx.commit().await.unwrap();
        let numbers: Vec<i64> = uids(&db, 2).await.into_iter().map(ArticleUid::get).collect();
        assert_eq!(numbers, [1, 3, 2], "what was derived is derived again the same");
    }

    async fn a_sealed_reading_stays_sealed(test: TestDb) {
        let db = test.open().await;
        let _folder = imported(&db).await;
        let mut tx = db.write().await.unwrap();
        let version = versions::get(&mut tx, &slug(), id(2)).await.unwrap().unwrap();
        let refused = versions::replace(&mut tx, &slug(), &version.facts, "第一条　改。").await;
        assert!(matches!(refused, Err(StoreError::Sealed)), "{refused:?}");
    }
}
