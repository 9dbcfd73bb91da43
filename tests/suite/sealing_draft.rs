//! 定稿 of the working draft, on either database: what is frozen is the head that was shown, who its articles are goes
//! on from the last reading, and writing goes on from what was sealed.

use crate::support::db::{TestDb, stories};
use crate::support::site::{Answer, TestSite, bill, encoded, hidden, post_of};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use kaimen::procedure::audit::Deed;
use kaimen::procedure::identity::AlignedRow;
use kaimen::procedure::person::Role;
use kaimen::procedure::{Digest, Stage, Version, VersionId};
use kaimen::store::audit::{Filter, page};
use kaimen::store::verify::verify;
use kaimen::store::{identities, versions, working};
use serde_json::{Value, json};

const SEAL: &str = "/desk/bills/noise/seal";
const DRAFT: &str = "/desk/bills/noise/draft";

fn id(number: u16) -> VersionId {
    VersionId::new(number).unwrap()
}

/// The revision that is the draft now, and its text. Asked for the first time, the draft is opened.
async fn head(site: &TestSite) -> (u64, String) {
    let answer: Value = serde_json::from_str(&site.get(&format!("{DRAFT}/text")).await.body).unwrap();
    (answer["revision"].as_u64().unwrap(), answer["text"].as_str().unwrap().to_owned())
}

/// Saves on top of the head.
async fn save(site: &TestSite, text: &str) {
    let base = head(site).await.0;
    let sent = json!({ "base": base, "text": text, "client": "a1b2c3d4e5" }).to_string();
    let request = Request::builder().method(Method::POST).uri(format!("{DRAFT}/save"));
    let request = request.header("content-type", "application/json").header("sec-fetch-site", "same-origin");
    assert_eq!(site.send(request.body(Body::from(sent)).unwrap()).await.status, StatusCode::OK);
}

/// The last reading as a 表决稿, with an article more.
fn vote_draft(last: &str) -> String {
    let added = "第三条　居民委员会可以组织居民制定噪声控制公约。\n\n## 第二章";
    let renumbered =
        last.replace("第四条　", "第五条　").replace("第三条　", "第四条　").replace("第三条第二", "第四条第二");
    renumbered.replace("（草案修改稿）", "（草案表决稿）").replace("## 第二章", added)
}

/// The same with a reference to an article that is not there.
fn faulty(last: &str) -> String {
    vote_draft(last).replace("第四条第二款的规定", "第九条的规定")
}

/// What the page has in its hidden field, sent with these words.
async fn seal(site: &TestSite, seen: &str, reason: &str) -> Answer {
    let form = [
        ("stage", "vote_draft"),
        ("label", "草案表决稿"),
        ("reading", "2"),
        ("dated", "2026-11-26"),
        ("session", "××市第×届人民代表大会常务委员会第三十六次会议"),
        ("reason", reason),
        ("seen", seen),
    ];
    site.post(SEAL, &encoded(&form)).await
}

async fn seen(site: &TestSite) -> String {
    hidden(&site.get(SEAL).await.body, "seen")
}

async fn readings(site: &TestSite) -> Vec<Version> {
    versions::of_bill(&mut site.db.read().await.unwrap(), &bill().slug).await.unwrap()
}

async fn sealed_text(site: &TestSite, number: u16) -> String {
    versions::text(&mut site.db.read().await.unwrap(), &bill().slug, id(number)).await.unwrap().unwrap()
}

/// Who the articles of a reading are.
async fn uids(site: &TestSite, number: u16) -> Vec<i64> {
    let mut tx = site.db.read().await.unwrap();
    let found = identities::of_version(&mut tx, &bill().slug, id(number)).await.unwrap().unwrap();
    found.articles.iter().map(|it| it.uid.get()).collect()
}

async fn last_deed(site: &TestSite) -> (Deed, String, String) {
    let all = page(&mut site.db.read().await.unwrap(), &Filter::default(), None, 1).await.unwrap();
    let entry = &all[0].entry;
    (entry.deed(), entry.object().to_owned(), entry.details().to_owned())
}

stories! {
    async fn the_head_is_frozen_and_writing_goes_on_from_it(test: TestDb) {
        let site = TestSite::with_desk_over(test.open().await).await;
        let typed = vote_draft(&head(&site).await.1);
        save(&site, &typed).await;
        let shown = site.get(SEAL).await.body;
        for words in ["工作文本第2次修订", "与上一稿（草案修改稿）相比", "增加一条"] {
            assert!(shown.contains(words), "{words}\n{shown}");
        }
        let answer = seal(&site, &hidden(&shown, "seen"), "").await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (StatusCode::SEE_OTHER, "/desk/bills/noise/seal?sealed=v3"),
            "{}",
            answer.body
        );
        let sealed = readings(&site).await.pop().unwrap();
        assert_eq!((sealed.id(), sealed.facts.stage, sealed.is_sealed()), (id(3), Stage::VoteDraft, true));
        let mut tx = site.db.read().await.unwrap();
        let revision = working::head(&mut tx, &bill().slug).await.unwrap().unwrap();
        assert_eq!((sealed.text_sha256, sealed.text_sha256), (revision.sha256, Digest::of(typed.as_bytes())));
        let rows = identities::alignment(&mut tx, &bill().slug, id(3)).await.unwrap().unwrap().rows;
        let row = |old: &[usize], new: &[usize]| AlignedRow { old: old.to_vec(), new: new.to_vec() };
        assert_eq!(rows, [row(&[0], &[0]), row(&[1], &[1]), row(&[], &[2]), row(&[2], &[3]), row(&[3], &[4])]);
        assert!(verify(&mut tx, &[]).await.unwrap().is_whole());
        drop(tx);
        assert_eq!((uids(&site, 2).await, uids(&site, 3).await), (vec![1, 2, 3, 4], vec![1, 2, 5, 3, 4]));
        // The draft is where it was: what was sealed.
        assert_eq!(head(&site).await, (2, typed.clone()));
        let again = site.get(SEAL).await.body;
        assert!(again.contains("与上一稿（草案表决稿）相比"), "{again}");
        let unchanged = seal(&site, &hidden(&again, "seen"), "").await;
        assert!(unchanged.body.contains("与上一稿完全相同"), "{}", unchanged.body);
        // What is written later is another text.
        save(&site, &typed.replace("一千元", "二千元")).await;
        assert_eq!(sealed_text(&site, 3).await, typed);
        assert_eq!(readings(&site).await.pop().unwrap(), sealed);
        assert_eq!((head(&site).await.0, readings(&site).await.len()), (3, 3));
        let since = site.get(&format!("{DRAFT}/revisions/v3..now")).await.body;
        assert!(since.contains("草案表决稿与第3次修订的对照") && since.contains("<ins>"), "{since}");
    }

    async fn errors_in_the_draft_block_a_vote_draft_until_the_legislative_committee_says_why(test: TestDb) {
        let site = TestSite::with_desk_over(test.open().await).await;
        let typed = faulty(&head(&site).await.1);
        save(&site, &typed).await;
        let seen = seen(&site).await;
        let refused = seal(&site, &seen, "会议要求").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("草案表决稿不能定稿") && refused.body.contains("第三十六次会议"), "{}", refused.body);
        let committee = site.signed_in("fazhi", "赵某", &post_of(Role::LegCommittee, "")).await;
        let unsaid = seal(&committee, &seen, " ").await;
        assert!(unsaid.status == StatusCode::UNPROCESSABLE_ENTITY && unsaid.body.contains("请写明理由"), "{}", unsaid.body);
        assert_eq!(readings(&site).await.len(), 2);
        assert_eq!(seal(&committee, &seen, "会议要求照此表决").await.status, StatusCode::SEE_OTHER);
        assert_eq!(sealed_text(&site, 3).await, typed);
        let (deed, object, details) = last_deed(&site).await;
        assert_eq!((deed, object.as_str()), (Deed::SealedDespiteFindings, "noise/v3"));
        assert!(details.contains("必须改的问题1处") && details.ends_with("理由：会议要求照此表决"), "{details}");
    }

    async fn a_head_that_moved_since_the_page_was_shown_is_not_sealed(test: TestDb) {
        let site = TestSite::with_desk_over(test.open().await).await;
        let colleague = site.signed_in("limou", "李某", &post_of(Role::LegCommittee, "")).await;
        let shown = vote_draft(&head(&site).await.1);
        save(&site, &shown).await;
        let seen = seen(&site).await;
        let newer = shown.replace("一千元", "二千元");
        save(&colleague, &newer).await;
        let answer = seal(&site, &seen, "").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["工作文本又有了修改，没有定稿", "第三十六次会议", "工作文本第3次修订"] {
            assert!(answer.body.contains(words), "{words}\n{}", answer.body);
        }
        assert_eq!((readings(&site).await.len(), head(&site).await.1), (2, newer.clone()));
        // Looked at again, it may be sealed: the text that is shown now, and no other.
        assert_eq!(seal(&site, &hidden(&answer.body, "seen"), "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(sealed_text(&site, 3).await, newer);
        // Somebody else's page is of the time before.
        let late = seal(&colleague, &seen, "").await;
        assert!(late.body.contains("没有定稿") && readings(&site).await.len() == 3, "{}", late.body);
    }
}
