//! An opinion from the form to the receipt, and what its sender may do with it.

use crate::support::site::{Answer, TestSite, encoded, hidden};
use axum::http::StatusCode;
use jiff::SignedDuration;
use kaimen::procedure::ConsultationId;
use kaimen::store::opinions;

const SAY: &str = "/consultations/noise-v2/say";
const CLOSED: &str = "/consultations/noise-v1/say";

fn of() -> ConsultationId {
    "noise-v2".parse().unwrap()
}

async fn key(site: &TestSite, path: &str) -> String {
    hidden(&site.get(path).await.body, "key")
}

/// The code that stands on the page of a receipt.
fn code(answer: &Answer) -> String {
    let start = "km-receipt__code\">";
    answer.body.split(start).nth(1).and_then(|it| it.split('<').next()).unwrap_or_default().to_owned()
}

async fn kept(site: &TestSite) -> i64 {
    opinions::total(&mut site.db.read().await.unwrap(), &of()).await.unwrap().0
}

fn form<'a>(key: &'a str, words: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("key", key), ("at", "a2"), ("words", words), ("consent", "yes")]
}

#[tokio::test]
async fn words_and_consent_are_all_that_is_asked_and_the_receipt_is_in_the_answer() {
    let site = TestSite::filled().await;
    let sent = encoded(&[("key", &key(&site, SAY).await), ("words", "太吵了。"), ("consent", "yes")]);
    let answer = site.post(SAY, &sent).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("cache-control"), "no-store");
    let code = code(&answer);
    assert_eq!(code.len(), 14, "twelve characters in three groups: {code}");
    assert_eq!(kept(&site).await, 1);
    let shown = site.post("/receipts", &encoded(&[("code", &code.to_lowercase())])).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.body.contains("太吵了。") && shown.body.contains("已收到，正在整理"));
}

#[tokio::test]
async fn the_form_shows_the_provision_and_asks_nobody_to_sign_in() {
    let site = TestSite::filled().await;
    let page = site.get(&format!("{SAY}?at=a3.p2")).await.body;
    assert!(page.contains("拒不改正的") && page.contains("您的意见"));
    assert!(page.len() < 60_000, "{} bytes", page.len());
    let article = site.get("/bills/noise/v2/a3").await.body;
    assert!(article.contains("/consultations/noise-v2/say?at=a3\""), "one tap from the article");
    assert!(!site.get("/bills/noise/v1/a3").await.body.contains("/say?at="), "not from an earlier text");
    let odd = site.get(&format!("{SAY}?at=a99&point=nowhere")).await;
    assert_eq!(odd.status, StatusCode::OK, "an old code still leads to the draft");
}

#[tokio::test]
async fn a_second_sending_of_the_same_form_is_the_same_opinion() {
    let site = TestSite::filled().await;
    let key = key(&site, SAY).await;
    let first = site.post(SAY, &encoded(&form(&key, "夜里十点以后不许装修。"))).await;
    let again = site.post(SAY, &encoded(&form(&key, "夜里十点以后不许装修。"))).await;
    assert_eq!((code(&first), kept(&site).await), (code(&again), 1));
    // Another process, an hour later.
    let later = site.later(SignedDuration::from_hours(1));
    let retried = later.post(SAY, &encoded(&form(&key, "夜里十点以后不许装修。"))).await;
    assert_eq!((code(&first), kept(&site).await), (code(&retried), 1));
    // One went back and wrote something else: that is not dropped as a repetition.
    let other = site.post(SAY, &encoded(&form(&key, "中午也不许。"))).await;
    assert_ne!(code(&first), code(&other));
    assert_eq!(kept(&site).await, 2);
}

#[tokio::test]
async fn a_hundred_at_once_are_one() {
    let site = TestSite::filled().await;
    for key in [key(&site, SAY).await, String::new()] {
        let before = kept(&site).await;
        let sent = encoded(&form(&key, "一样的话。"));
        let mut all = tokio::task::JoinSet::new();
        for _ in 0..100 {
            let (site, sent) = (site.later(SignedDuration::ZERO), sent.clone());
            all.spawn(async move { code(&site.post(SAY, &sent).await) });
        }
        let codes: std::collections::HashSet<String> = all.join_all().await.into_iter().collect();
        assert_eq!((codes.len(), kept(&site).await - before), (1, 1), "with key {key:?}");
        assert!(!codes.contains(""));
    }
}

#[tokio::test]
async fn whatever_is_wrong_everything_typed_comes_back() {
    let site = TestSite::filled().await;
    let key = key(&site, SAY).await;
    let long = "字".repeat(5_001);
    let fields = [
        ("key", key.as_str()),
        ("at", "a2"),
        ("words", long.as_str()),
        ("reason", "睡不好"),
        ("wording", "夜间不得施工。"),
        ("name", "王某"),
        ("unit", "某小区"),
        ("telephone", "0000-1"),
        ("email", "not an address"),
    ];
    let answer = site.post(SAY, &encoded(&fields)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (_, value) in fields {
        assert!(answer.body.contains(value), "{}", value.chars().take(20).collect::<String>());
    }
    assert!(
        answer.body.contains("不超过5000个字")
            && answer.body.contains("请勾选同意")
            && answer.body.contains("电子邮箱")
    );
    assert_eq!(kept(&site).await, 0);
    let trapped = [("key", key.as_str()), ("words", "好"), ("consent", "yes"), ("homepage", "http://x")];
    assert_eq!(site.post(SAY, &encoded(&trapped)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_last_day_ends_at_midnight_and_an_open_page_has_ten_minutes() {
    let site = TestSite::filled().await;
    assert!(site.get(CLOSED).await.body.contains("征求意见已经结束"));
    // The clock stands at noon of 23 November; the last day is 5 December.
    let to_end = SignedDuration::from_hours(12 * 24 + 12);
    let opened = site.later(to_end - SignedDuration::from_secs(1));
    let (early, sent) = (key(&opened, SAY).await, |key: &str, words: &str| encoded(&form(key, words)));
    let in_grace = site.later(to_end + SignedDuration::from_mins(9));
    assert_eq!(in_grace.post(SAY, &sent(&early, "来得及。")).await.status, StatusCode::OK);
    let late = in_grace.post(SAY, &sent(&key(&in_grace, SAY).await, "打开晚了。")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("打开晚了。") && late.body.contains("征求意见已经结束"), "the words come back");
    let over = site.later(to_end + SignedDuration::from_mins(10));
    assert_eq!(over.post(SAY, &sent(&early, "晚了一步。")).await.status, StatusCode::CONFLICT);
    assert_eq!(kept(&site).await, 1);
}

#[tokio::test]
async fn words_left_as_they_are_propose_nothing() {
    let site = TestSite::filled().await;
    let original = "第二条　有下列情形之一的，适用本条例第三条第二款的规定：";
    let page = site.get(&format!("{SAY}?at=a4")).await.body;
    let start = page.find("id=\"wording\"").expect("the field");
    let words = page[start..].split('>').nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(words.contains("2027年7月1日"), "{words} {original}");
    let key = key(&site, SAY).await;
    let untouched = [("key", key.as_str()), ("at", "a4"), ("words", ""), ("wording", &words), ("consent", "yes")];
    assert_eq!(site.post(SAY, &encoded(&untouched)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let changed = words.replace("7月1日", "9月1日");
    let touched = [("key", key.as_str()), ("at", "a4"), ("words", ""), ("wording", &changed), ("consent", "yes")];
    let answer = site.post(SAY, &encoded(&touched)).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("9月1日"));
}

#[tokio::test]
async fn a_wrong_code_and_an_unknown_one_get_the_same_answer() {
    let site = TestSite::filled().await;
    let sent = encoded(&form(&key(&site, SAY).await, "一句。"));
    let right = code(&site.post(SAY, &sent).await);
    // A well-formed code that nobody was given, one with a wrong check character, and no code at all.
    let unknown = "0000 0000 0000".to_owned();
    let mut wrong = right.clone();
    wrong.replace_range(13..14, if right.ends_with('0') { "1" } else { "0" });
    let mut bodies = Vec::new();
    for typed in [&unknown, &wrong, &"????????????".to_owned()] {
        let answer = site.post("/receipts", &encoded(&[("code", typed)])).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        bodies.push(answer.body.replace(typed.as_str(), ""));
    }
    assert_eq!(bodies[0], bodies[1]);
    assert_eq!(bodies[0], bodies[2]);
    for act in ["/receipts/withdraw", "/receipts/correct"] {
        let answer = site.post(act, &encoded(&[("code", &wrong), ("opinion", "1"), ("words", "改")])).await;
        assert_eq!((answer.status, answer.body.replace(&wrong, "")), (StatusCode::NOT_FOUND, bodies[0].clone()));
    }
}

#[tokio::test]
async fn a_sender_corrects_until_the_close_and_the_first_words_stay() {
    let site = TestSite::filled().await;
    let code = code(&site.post(SAY, &encoded(&form(&key(&site, SAY).await, "十点以后。"))).await);
    let correct = |words: &str| encoded(&[("code", &code), ("opinion", "1"), ("words", words)]);
    let done = site.post("/receipts/correct", &correct("十点半以后。")).await;
    assert!(done.status == StatusCode::OK && done.body.contains("十点半以后。") && done.body.contains("十点以后。"));
    let same = site.post("/receipts/correct", &correct("十点半以后。")).await;
    assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY);
    let over = site.later(SignedDuration::from_hours(24 * 13));
    let refused = over.post("/receipts/correct", &correct("十一点以后。")).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("已经截止"));
}

#[tokio::test]
async fn a_sender_withdraws_or_disowns_and_it_stays_recorded() {
    let site = TestSite::filled().await;
    for (how, words) in [("withdrawn", "已经撤回"), ("disowned", "这条意见不是您提的")] {
        let code = code(&site.post(SAY, &encoded(&form(&key(&site, SAY).await, how))).await);
        let act = encoded(&[("code", &code), ("how", how)]);
        let done = site.post("/receipts/withdraw", &act).await;
        assert!(done.status == StatusCode::OK && done.body.contains(words), "{how}");
        assert!(site.post("/receipts/withdraw", &act).await.body.contains("已经撤回"), "twice is as good as once");
        let refused =
            site.post("/receipts/correct", &encoded(&[("code", &code), ("opinion", "1"), ("words", "改")])).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(kept(&site).await, 2, "nothing is deleted");
}

#[tokio::test]
async fn names_and_contacts_stand_on_no_page_and_in_no_table_as_they_were_typed() {
    let site = TestSite::filled().await;
    let key = key(&site, SAY).await;
    let mut fields = form(&key, "一句。");
    fields.extend([("name", "赵某某"), ("telephone", "0000-87654321")]);
    let answer = site.post(SAY, &encoded(&fields)).await;
    assert!(!answer.body.contains("赵某某") && answer.body.contains("另外加密保存"));
    let mut tx = site.db.read().await.unwrap();
    let all = opinions::list(&mut tx, &of(), &opinions::Filter::default(), 10).await.unwrap();
    let sealed = opinions::sealed_contact(&mut tx, all[0].id).await.unwrap().expect("it is kept");
    assert!(!sealed.contains("赵") && !format!("{all:?}").contains("赵某某"));
}

#[tokio::test]
async fn the_code_of_a_point_is_remembered() {
    let site = TestSite::filled().await;
    let page = site.get(&format!("{SAY}?at=a2&point=park")).await.body;
    assert!(page.contains("××park基层立法联系点"));
    let key = hidden(&page, "key");
    let mut fields = form(&key, "园区门口很吵。");
    fields.push(("point", "park"));
    assert_eq!(site.post(SAY, &encoded(&fields)).await.status, StatusCode::OK);
    let mut tx = site.db.read().await.unwrap();
    let all = opinions::list(&mut tx, &of(), &opinions::Filter::default(), 10).await.unwrap();
    assert_eq!(all[0].point.as_ref().map(ToString::to_string).as_deref(), Some("park"));
}
