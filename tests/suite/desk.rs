//! 条文核对: off unless it is wanted, kept from other sites, complete without scripts, and nothing typed is lost.

use crate::support::site::{Answer, FIRST, TestSite, bill, encoded, hidden, post_of};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use kaimen::law::parse::parse;
use kaimen::procedure::VersionId;
use kaimen::procedure::correction::{Correction, Pair};
use kaimen::procedure::person::Role;
use kaimen::store::{corrections, versions};

const PAIR: &str = "/desk/bills/noise/compare/v1..v2";
const SAVE: &str = "/desk/bills/noise/compare/v1..v2/corrections";

fn id(number: u16) -> VersionId {
    VersionId::new(number).unwrap()
}

/// Sends a correction as the form of a page does.
async fn save(site: &TestSite, fields: &[(&str, &str)]) -> Answer {
    let seen = hidden(&site.get(PAIR).await.body, "seen");
    let mut all = vec![("seen", seen.as_str())];
    all.retain(|it| fields.iter().all(|field| field.0 != it.0));
    all.extend_from_slice(fields);
    site.post(SAVE, &encoded(&all)).await
}

async fn log(site: &TestSite) -> Vec<Correction> {
    let pair = Pair::new(bill().slug, id(1), id(2)).unwrap();
    corrections::of_pair(&mut site.db.read().await.unwrap(), &pair).await.unwrap()
}

/// A third text that is not sealed, after the second with 一千元 in its third article.
async fn third(site: &TestSite, edit: impl Fn(&str) -> String) {
    let mut tx = site.db.write().await.unwrap();
    let mut facts = versions::get(&mut tx, &bill().slug, id(2)).await.unwrap().unwrap().facts;
    facts.id = id(3);
    facts.label = "草案表决稿".to_owned();
    let text = edit(&FIRST.replace("五百元", "一千元"));
    match versions::get(&mut tx, &bill().slug, id(3)).await.unwrap() {
        None => versions::add(&mut tx, &bill().slug, &facts, &text).await.unwrap(),
        Some(_) => versions::replace(&mut tx, &bill().slug, &facts, &text).await.unwrap(),
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn nobody_gets_in_who_is_not_signed_in() {
    let site = TestSite::filled().await;
    for path in ["/desk/compare", PAIR] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert_eq!(answer.header("location"), format!("/sign-in?then={}", path.replace('/', "%2F")), "{path}");
    }
    for path in [SAVE, "/desk/corrections/1/again", "/desk/corrections/1/withdraw"] {
        let answer = site.post(path, "").await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
        assert!(answer.body.contains("请先登录"), "{path}");
    }
    assert!(!site.get("/").await.body.contains("href=\"/desk\""));
}

#[tokio::test]
async fn what_is_not_there_is_said_kindly() {
    let site = TestSite::with_desk().await;
    assert!(site.get("/").await.body.contains("href=\"/desk\""));
    for path in [
        "/desk/bills/nothing/compare/v1..v2",
        "/desk/bills/noise/compare/v1..v9",
        "/desk/bills/noise/compare/v1..v1",
        "/desk/bills/noise/compare/v1",
        "/desk/bills/noise/compare/v1..v2..v3",
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.body.contains("noindex"), "{path}");
    }
    for path in ["/desk/corrections/7/again", "/desk/corrections/x/withdraw"] {
        assert_eq!(site.post(path, "").await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let turned = site.get("/desk/bills/noise/compare/v2..v1").await;
    assert_eq!((turned.status, turned.header("location")), (StatusCode::PERMANENT_REDIRECT, PAIR));
}

#[tokio::test]
async fn a_row_is_confirmed_and_the_page_says_by_whom() {
    let site = TestSite::with_desk().await;
    let answer = save(&site, &[("old", "第三条"), ("new", "第三条"), ("row", "n-a3"), ("note", "见<纪要>")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(answer.header("location"), format!("{PAIR}?saved=1#n-a3"));
    assert_eq!(answer.header("cache-control"), "no-store");
    let page = site.get(&format!("{PAIR}?saved=1")).await.body;
    for words in [
        "已保存第1号记录：第三条 → 第三条（确认）",
        "第1号：王某（法工委）于2026年11月23日12:00核对。说明：见&#60;纪要&#62;",
        "已核对1",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let overview = site.get("/desk/compare").await.body;
    assert!(overview.contains("共4行，已核对1") && overview.contains("现在没有待复核的对应关系"));
}

#[tokio::test]
async fn rows_are_split_joined_and_unlinked_by_one_form() {
    let site = TestSite::with_desk().await;
    for (old, new, anchor) in
        [("3", "3, 4", "n-a3"), ("二、三", "第三条", "n-a3"), ("3", "", "o-a3"), ("", "3", "n-a3")]
    {
        let answer = save(&site, &[("old", old), ("new", new)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{old} → {new}: {}", answer.body);
        assert!(answer.header("location").ends_with(&format!("#{anchor}")), "{}", answer.header("location"));
    }
    let log = log(&site).await;
    let active: Vec<i64> = log.iter().filter(|it| it.is_active()).map(|it| it.id.get()).collect();
    assert_eq!(active, [3, 4], "the later ones replaced the earlier ones");
    let page = site.get(&format!("{PAIR}?saved=3")).await.body;
    assert!(page.contains("第2号记录由它替换") && page.contains("已由第3号替换"));
    assert!(page.contains("id=\"o-a3\"") && page.contains("id=\"n-a3\""), "two rows of one side each");
}

#[tokio::test]
async fn what_was_typed_stays_and_each_message_stands_at_its_field() {
    let site = TestSite::with_desk().await;
    for (fields, place, words) in [
        (&[("old", "第九条"), ("new", "3")][..], "n-a3-old", "这个文本中没有第九条，请核对条号"),
        (&[("old", "3"), ("new", "第三款")], "n-a3-new", "没有看懂“第三款”"),
        (&[("old", "3, 三"), ("new", "")], "n-a3-old", "第三条写了两次"),
        (&[("old", ""), ("new", "")], "n-a3-old", "两边都没有写条文"),
        (&[("old", "3"), ("new", "3"), ("seen", "x")], "n-a3-form", "您打开页面以后，文本有了更新"),
    ] {
        let all: Vec<(&str, &str)> = [("row", "n-a3"), ("note", "\"留着\"")].iter().chain(fields).copied().collect();
        let answer = save(&site, &all).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        let page = &answer.body;
        assert!(page.contains(&format!("<a class=\"govuk-link\" href=\"#{place}\">{words}")), "{words}");
        assert!(page.contains(&format!("id=\"{place}")), "{place} is on the page");
        assert!(page.contains("value=\"&#34;留着&#34;\""), "the note stays");
        for (name, value) in fields.iter().filter(|it| it.0 == "old" || it.0 == "new") {
            assert!(page.contains(&format!(
                "id=\"n-a3-{name}\" name=\"{name}\" type=\"text\" autocomplete=\"off\" value=\"{value}\""
            )));
        }
        assert!(page.contains(&format!("name=\"back\" value=\"{PAIR}\"")), "one can change the size and comes back");
    }
    let lost = save(&site, &[("old", "9"), ("new", "3"), ("row", "n-a99")]).await;
    assert!(lost.body.contains("id=\"free-old-error\""), "a row that is gone: the form that belongs to none");
    let long = save(&site, &[("old", "3"), ("new", "3"), ("note", &"长".repeat(501))]).await;
    assert!(long.status == StatusCode::UNPROCESSABLE_ENTITY && long.body.contains("说明不能超过500个字"));
    assert_eq!(save(&site, &[("note", &"长".repeat(40_000))]).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(log(&site).await.is_empty(), "nothing was saved");
}

#[tokio::test]
async fn what_is_sent_from_other_sites_or_from_no_page_is_refused() {
    let site = TestSite::with_desk().await;
    let post = |headers: &[(&str, &str)]| {
        let mut request = Request::post(SAVE).header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Body::from("old=3&new=3")).unwrap()
    };
    for headers in [
        &[("host", "127.0.0.1:8081"), ("sec-fetch-site", "cross-site")][..],
        &[("host", "127.0.0.1:8081"), ("origin", "https://evil.example")],
        &[("host", "127.0.0.1:8081"), ("origin", "http://127.0.0.1:9999")],
        &[("host", "127.0.0.1:8081")],
    ] {
        let answer = site.send(post(headers)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert!(answer.body.contains("没有保存任何内容"), "{headers:?}");
    }
    let own = [("host", "127.0.0.1:8081"), ("origin", "http://127.0.0.1:8081"), ("sec-fetch-site", "same-origin")];
    assert_eq!(site.send(post(&own)).await.status, StatusCode::UNPROCESSABLE_ENTITY, "our own form comes through");
    assert!(log(&site).await.is_empty());
}

#[tokio::test]
async fn whose_name_stands_in_the_log_is_not_for_the_form_to_say() {
    let site = TestSite::with_desk().await;
    save(&site, &[("old", "3"), ("new", "3"), ("name", "李某"), ("organ", "司法局")]).await;
    let by = &log(&site).await[0].by;
    assert_eq!((by.name(), by.organ()), ("王某", "法工委"));
}

#[tokio::test]
async fn only_what_should_be_looked_at_is_shown_and_one_goes_on_to_the_next() {
    let site = TestSite::with_desk().await;
    save(&site, &[("old", "3"), ("new", "")]).await;
    let page = site.get(&format!("{PAIR}?only=lonely")).await.body;
    assert!(page.contains("id=\"o-a3\"") && page.contains("id=\"n-a3\"") && !page.contains("id=\"n-a1\""));
    assert!(page.contains("拒不改正的，处一千元罚款"), "whole articles, to compare them");
    let fields = [("old", ""), ("new", "3"), ("only", "lonely")];
    let with = |next: &'static str| [&fields[..], &[("next", next)]].concat();
    let answer = save(&site, &with("o-a3")).await;
    assert_eq!(answer.header("location"), format!("{PAIR}?saved=2&only=lonely#o-a3"));
    let odd = save(&site, &with("x\"//")).await;
    assert_eq!(odd.header("location"), format!("{PAIR}?saved=3&only=lonely#n-a3"));
    assert!(site.get(&format!("{PAIR}?only=unsure")).await.body.contains("这里没有要看的行"));
}

#[tokio::test]
async fn a_changed_text_waits_in_the_queue_until_a_person_decides() {
    let site = TestSite::with_desk().await;
    third(&site, str::to_owned).await;
    let pair = "/desk/bills/noise/compare/v2..v3";
    let seen = hidden(&site.get(pair).await.body, "seen");
    let who = [("seen", seen.as_str())];
    for number in ["3", "4"] {
        let form = encoded(&[&who[..], &[("old", number), ("new", number)]].concat());
        assert_eq!(site.post(&format!("{pair}/corrections"), &form).await.status, StatusCode::SEE_OTHER);
    }
    third(&site, |text| text.replace("一千元", "两千元")).await;
    let overview = site.get("/desk/compare").await.body;
    for words in [
        "待复核（1）",
        "第1号：第三条 → 第三条",
        "王某（法工委）于2026年11月23日12:00确认",
        "草案表决稿第三条　<strong class=\"govuk-tag km-tag--waiting\">文字已改</strong>",
        "处一千元罚款",
        "处两千元罚款",
        "再次确认",
        "撤销",
    ] {
        assert!(overview.contains(words), "{words}");
    }
    let page = site.get(pair).await.body;
    assert!(page.contains("id=\"q1\"") && page.contains("已核对1") && page.contains("待复核</strong>"));

    let again = "/desk/corrections/1/again";
    let stale = site.post(again, &encoded(&who)).await;
    assert!(stale.status == StatusCode::UNPROCESSABLE_ENTITY && stale.body.contains("文本有了更新"), "{}", stale.body);
    let seen = hidden(&overview, "seen");
    let other = site.signed_in("limou", "李某", &post_of(Role::LegCommittee, "")).await;
    let who = [("seen", seen.as_str()), ("back", pair)];
    let done = other.post(again, &encoded(&who)).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, pair));
    let page = site.get(pair).await.body;
    assert!(page.contains("已核对2") && page.contains("已由第3号替换") && page.contains("李某（法制委）"));
    let late = site.post(again, &encoded(&who)).await;
    assert!(late.status == StatusCode::UNPROCESSABLE_ENTITY && late.body.contains("已经被替换或者撤销"));

    third(&site, |text| text.replace("第四条　本条例自2027年7月1日起施行。\n", "")).await;
    let overview = site.get("/desk/compare").await.body;
    assert!(overview.contains("已不存在") && !overview.contains("corrections/2/again"), "nothing there to confirm");
    let withdrawn = other.post("/desk/corrections/2/withdraw", "").await;
    assert_eq!((withdrawn.status, withdrawn.header("location")), (StatusCode::SEE_OTHER, "/desk/compare"));
    let page = site.get(pair).await.body;
    assert!(page.contains("李某（法制委）于2026年11月23日12:00撤销"));
    assert!(site.get("/desk/compare").await.body.contains("第3号"), "the other one waits: 两千元 is gone");
}

#[tokio::test]
async fn one_whose_text_was_taken_away_waits_too_and_can_be_withdrawn() {
    let site = TestSite::with_desk().await;
    third(&site, str::to_owned).await;
    let pair = "/desk/bills/noise/compare/v1..v3";
    let seen = hidden(&site.get(pair).await.body, "seen");
    let who = [("seen", seen.as_str()), ("old", "3"), ("new", "3")];
    assert_eq!(site.post(&format!("{pair}/corrections"), &encoded(&who)).await.status, StatusCode::SEE_OTHER);
    assert!(site.get("/desk/compare").await.body.contains(pair), "not neighbours, but something was said");
    let mut tx = site.db.write().await.unwrap();
    versions::remove(&mut tx, &bill().slug, id(3)).await.unwrap();
    tx.commit().await.unwrap();
    let overview = site.get("/desk/compare").await.body;
    assert!(overview.contains("第3稿（已不在库中）") && overview.contains("已不存在"));
    assert!(!overview.contains(pair), "there is no page to go to");
    assert_eq!(site.get(pair).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.post("/desk/corrections/1/withdraw", &encoded(&who)).await.status, StatusCode::SEE_OTHER);
    assert!(!site.get("/desk/compare").await.body.contains("已不存在"));
}

#[tokio::test]
async fn the_public_comparison_gets_what_stands_in_either_direction() {
    let site = TestSite::with_desk().await;
    save(&site, &[("old", "3"), ("new", "")]).await;
    let mut tx = site.db.read().await.unwrap();
    let slug = bill().slug;
    let second = FIRST.replace("五百元", "一千元");
    let (old, new) = (parse(FIRST).statute, parse(&second).statute);
    let there = kaimen::web::assertions(&mut tx, &slug, (id(1), &old), (id(2), &new)).await.unwrap();
    let back = kaimen::web::assertions(&mut tx, &slug, (id(2), &new), (id(1), &old)).await.unwrap();
    assert_eq!((there[0].old.as_slice(), there[0].new.as_slice()), (&[2][..], &[][..]));
    assert_eq!((back[0].old.as_slice(), back[0].new.as_slice()), (&[][..], &[2][..]));
    assert!(kaimen::web::assertions(&mut tx, &slug, (id(1), &old), (id(1), &old)).await.unwrap().is_empty());
    assert!(kaimen::web::assertions(&mut tx, &slug, (id(1), &old), (id(3), &new)).await.unwrap().is_empty());
}
