//! 统改用语 without a script: every place with whether it had better stay, and what was ticked is replaced, merged with what
//! others saved meanwhile.

use crate::support::site::{Answer, TestSite, encoded, hidden, post_of};
use axum::http::StatusCode;
use kaimen::procedure::person::Role;
use serde_json::Value;

const DRAFT: &str = "/desk/bills/noise/draft";
const TERMS: &str = "/desk/bills/noise/draft/terms";
const TEXT: &str = "# ××市噪声防治条例\n\n（草案修改稿）\n\n\
第一条　市场主体，依照《市场主体登记管理条例》登记。\n\n第二条　市场主体应当控制噪声。\n\n第三条　处五百元罚款。\n";

async fn head(site: &TestSite) -> (u64, String) {
    let answer: Value = serde_json::from_str(&site.get(&format!("{DRAFT}/text")).await.body).unwrap();
    (answer["revision"].as_u64().unwrap(), answer["text"].as_str().unwrap().to_owned())
}

async fn save(site: &TestSite, text: &str) {
    let base = head(site).await.0.to_string();
    let answer = site.post(DRAFT, &encoded(&[("base", &base), ("text", text), ("do", "save")])).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

/// The page with the places of the term.
async fn sought(site: &TestSite, find: &str, replace: &str) -> Answer {
    site.get(&format!("{TERMS}?{}", encoded(&[("find", find), ("replace", replace)]))).await
}

/// The boxes of a page: what they send, and whether they are ticked.
fn boxes(page: &str) -> Vec<(String, bool)> {
    let all = page.split("<input type=\"checkbox\" name=\"hit\" value=\"").skip(1);
    all.map(|it| {
        let (value, rest) = it.split_once('"').unwrap();
        (value.to_owned(), rest.starts_with(" checked"))
    })
    .collect()
}

/// Sends the form of a page with these boxes ticked.
async fn replace(site: &TestSite, page: &str, ticked: &[&str]) -> Answer {
    let (base, find, words) = (hidden(page, "base"), hidden(page, "find"), hidden(page, "replace"));
    let mut form = vec![("base", base.as_str()), ("find", find.as_str()), ("replace", words.as_str())];
    form.extend(ticked.iter().map(|it| ("hit", *it)));
    site.post(&format!("{TERMS}/replace"), &encoded(&form)).await
}

fn ticked(page: &str) -> Vec<String> {
    boxes(page).into_iter().filter(|it| it.1).map(|it| it.0).collect()
}

async fn drafted() -> TestSite {
    let site = TestSite::with_desk().await;
    save(&site, TEXT).await;
    site
}

fn borrowed(all: &[String]) -> Vec<&str> {
    all.iter().map(String::as_str).collect()
}

#[tokio::test]
async fn what_is_ticked_is_replaced_and_exceptions_are_proposed_with_their_reason() {
    let site = drafted().await;
    assert!(site.get(DRAFT).await.body.contains(&format!("href=\"{TERMS}\"")));
    assert_eq!(boxes(&site.get(TERMS).await.body), []);
    let page = sought(&site, "市场主体", "经营主体").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(boxes(&page.body).iter().map(|it| it.1).collect::<Vec<_>>(), [true, false, true]);
    for words in ["找到3处，其中1处建议不改", "建议不改：在《》内的名称", "<b>第二条</b>", "<mark>市场主体</mark>"]
    {
        assert!(page.body.contains(words), "{words}\n{}", page.body);
    }
    assert!(page.body.contains("<b>第二条</b>　<mark>"), "the number is said once: {}", page.body);
    let answer = replace(&site, &page.body, &borrowed(&ticked(&page.body))).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, DRAFT), "{}", answer.body);
    let expected = TEXT.replace("市场主体", "经营主体").replace("《经营主体登记", "《市场主体登记");
    assert_eq!(head(&site).await.1, expected);
    let list = site.get(&format!("{DRAFT}/revisions")).await.body;
    assert!(list.contains("统改用语：“市场主体”改为“经营主体”，2处"), "{list}");
    // An exception may be ticked nevertheless.
    let page = sought(&site, "市场主体", "经营主体").await;
    let all: Vec<String> = boxes(&page.body).into_iter().map(|it| it.0).collect();
    assert_eq!(replace(&site, &page.body, &borrowed(&all)).await.status, StatusCode::SEE_OTHER);
    assert_eq!(head(&site).await.1, TEXT.replace("市场主体", "经营主体"));
}

#[tokio::test]
async fn what_others_saved_meanwhile_is_merged_or_asked_about() {
    let site = drafted().await;
    let other = site.signed_in("limou", "李某", &post_of(Role::LegCommittee, "")).await;
    let page = sought(&site, "市场主体", "经营主体").await.body;
    save(&other, &TEXT.replace("五百元", "一千元")).await;
    assert_eq!(replace(&site, &page, &borrowed(&ticked(&page))).await.status, StatusCode::SEE_OTHER);
    let both = TEXT.replace("市场主体", "经营主体").replace("《经营主体登记", "《市场主体登记");
    assert_eq!(head(&site).await.1, both.replace("五百元", "一千元"));
    // The same words: both are shown, neither is lost.
    save(&site, TEXT).await;
    let page = sought(&site, "市场主体", "经营主体").await.body;
    save(&other, &TEXT.replace("第二条　市场主体", "第二条　经营者")).await;
    let now = head(&site).await;
    let asked = replace(&site, &page, &borrowed(&ticked(&page))).await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    for words in ["请您选定", "经营者", "经营主体", "李某的文字", "没有合并的修订"] {
        assert!(asked.body.contains(words), "{words}\n{}", asked.body);
    }
    assert_eq!(head(&site).await, now);
}

#[tokio::test]
async fn nothing_typed_or_ticked_is_lost_when_it_is_refused() {
    let site = drafted().await;
    let now = head(&site).await;
    let long = "长".repeat(61);
    for (find, words, why) in [
        ("", "乙", "请填写要查找的用语"),
        ("市场主体", " ", "请填写改成的用语"),
        ("市场主体", "市场主体", "与要查找的用语相同"),
        (long.as_str(), "乙", "不能超过60个字"),
        ("市场主体", "经营\n主体", "写在一行"),
    ] {
        let answer = sought(&site, find, words).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(answer.body.contains(why) && answer.body.contains(&format!("value=\"{find}\"")), "{}", answer.body);
    }
    let none = sought(&site, "无此用语", "乙").await;
    assert!(none.status == StatusCode::OK && none.body.contains("没有找到"), "{}", none.body);
    let page = sought(&site, "市场主体", "经营主体").await.body;
    for nothing in [&[][..], &["1", "999999", "x"]] {
        let answer = replace(&site, &page, nothing).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("请勾选要替换的地方") && ticked(&answer.body).is_empty(), "{}", answer.body);
        assert_eq!(boxes(&answer.body).len(), 3);
    }
    let unknown = page.replace(&format!("name=\"base\" value=\"{}\"", now.0), "name=\"base\" value=\"99\"");
    let answer = replace(&site, &unknown, &borrowed(&ticked(&page))).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(hidden(&answer.body, "base"), now.0.to_string());
    assert_eq!(head(&site).await, now);
}
