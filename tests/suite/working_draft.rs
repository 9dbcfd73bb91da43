//! The working draft over HTTP, with and without the editor: different articles merge, the same words show both, a stale
//! page overwrites nothing, and what was acknowledged is there.

use crate::support::site::{Answer, TestSite, encoded, hidden};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use kaimen::law::edit::{Edit, Utf16, applied};
use kaimen::procedure::person::{Post, Role};
use serde_json::{Value, json};

const DRAFT: &str = "/desk/bills/noise/draft";

/// Two people of two organs at one draft.
async fn two() -> (TestSite, TestSite) {
    let first = TestSite::with_desk().await;
    let committee = Post::new(Role::LegCommittee, "", None).unwrap();
    let second = first.signed_in("limou", "李某", &committee).await;
    assert_eq!(first.get(DRAFT).await.status, StatusCode::OK);
    (first, second)
}

async fn send(site: &TestSite, address: &str, value: &Value) -> Answer {
    let request = Request::builder().method(Method::POST).uri(format!("{DRAFT}{address}"));
    let request = request.header("content-type", "application/json").header("sec-fetch-site", "same-origin");
    site.send(request.body(Body::from(value.to_string())).unwrap()).await
}

fn read(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("{} {}", answer.status, answer.body))
}

async fn text(site: &TestSite) -> (u64, String) {
    let value = read(&site.get(&format!("{DRAFT}/text")).await);
    (value["revision"].as_u64().unwrap(), value["text"].as_str().unwrap().to_owned())
}

async fn save(site: &TestSite, base: u64, text: &str) -> Answer {
    send(site, "/save", &json!({ "base": base, "text": text, "client": "a1b2c3d4e5" })).await
}

/// What an editor makes of the changes in an answer.
fn followed(text: &str, value: &Value) -> String {
    let index = Utf16::new(text);
    let at = |it: &Value| index.byte(usize::try_from(it.as_u64().unwrap()).unwrap());
    let edit = |it: &Value| Edit::new(at(&it[0]), at(&it[1]), it[2].as_str().unwrap());
    let edits: Vec<Edit> = value.as_array().unwrap().iter().map(edit).collect();
    applied(text, &edits)
}

#[tokio::test]
async fn edits_of_different_articles_merge_by_themselves() {
    let (wang, li) = two().await;
    let (base, start) = text(&wang).await;
    let first = read(&save(&wang, base, &start.replace("防治噪声，", "防治噪声污染，")).await);
    assert_eq!((first["revision"].as_u64(), &first["changes"]), (Some(base + 1), &json!([])));
    let typed = start.replace("责令改正。", "责令改正，𠮷。");
    let second = read(&save(&li, base, &typed).await);
    assert_eq!(second["revision"].as_u64(), Some(base + 2));
    assert_eq!(second["by"], json!([{ "name": "王某", "organ": "法工委", "articles": ["第一条"] }]));
    let (head, now) = text(&wang).await;
    assert_eq!((head, now.as_str()), (base + 2, followed(&typed, &second["changes"]).as_str()));
    assert!(now.contains("防治噪声污染，") && now.contains("责令改正，𠮷。"));
}

#[tokio::test]
async fn the_same_words_show_both_and_a_stale_base_never_overwrites() {
    let (wang, li) = two().await;
    let (base, start) = text(&wang).await;
    let theirs = start.replace("一千元", "两千元");
    save(&wang, base, &theirs).await;
    let mine = start.replace("一千元", "三千元").replace("夜间施工", "夜间违法施工");
    let answer = save(&li, base, &mine).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let asked = read(&answer);
    let merged = asked["text"].as_str().unwrap();
    assert_eq!(merged, theirs.replace("夜间施工", "夜间违法施工"));
    let question = &asked["conflicts"][0];
    let index = Utf16::new(merged);
    let byte = |it: &Value| index.byte(usize::try_from(it.as_u64().unwrap()).unwrap());
    let span = byte(&question["from"])..byte(&question["to"]);
    assert_eq!(&merged[span.clone()], question["theirs"].as_str().unwrap());
    assert_eq!((question["article"].as_str(), question["by"].as_str()), (Some("第三条"), Some("王某")));
    // Nothing was written over, and what was sent is kept.
    assert_eq!(text(&wang).await, (base + 1, theirs));
    let kept = asked["kept"].as_u64().unwrap();
    let page = li.get(&format!("{DRAFT}/revisions/{kept}")).await.body;
    assert!(page.contains("三千元") && page.contains("没有成为工作文本"));
    // Asked again because the answer got lost: kept once.
    assert_eq!(read(&save(&li, base, &mine).await)["kept"].as_u64(), Some(kept));
    let mut chosen = merged.to_owned();
    chosen.replace_range(span, question["yours"].as_str().unwrap());
    let done = read(&save(&li, asked["revision"].as_u64().unwrap(), &chosen).await);
    assert_eq!(text(&wang).await, (done["revision"].as_u64().unwrap(), mine));
}

#[tokio::test]
async fn an_equal_text_makes_no_revision_and_brings_what_others_wrote() {
    let (wang, li) = two().await;
    let (base, start) = text(&wang).await;
    assert_eq!(read(&save(&wang, base, &start).await)["revision"].as_u64(), Some(base));
    let changed = start.replace("制定本条例", "根据有关法律，制定本条例");
    save(&wang, base, &changed).await;
    let answer = read(&save(&li, base, &start).await);
    assert_eq!(answer["revision"].as_u64(), Some(base + 1));
    assert_eq!(followed(&start, &answer["changes"]), changed);
}

#[tokio::test]
async fn refusals_are_one_sentence() {
    let (wang, _) = two().await;
    let long = "长".repeat(kaimen::procedure::working::MAX_TEXT_BYTES / 3 + 1);
    for (address, body, status) in [
        ("/save", json!({ "base": 1, "text": long }), StatusCode::PAYLOAD_TOO_LARGE),
        ("/save", json!({ "base": 99, "text": "" }), StatusCode::UNPROCESSABLE_ENTITY),
        ("/save", json!({ "text": "" }), StatusCode::UNPROCESSABLE_ENTITY),
        (
            "/insert",
            json!({ "text": "第二条　甲。", "after": "a2", "words": "乙。" }),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        ("/remove", json!({ "text": "第一条　甲。", "article": "第一条" }), StatusCode::UNPROCESSABLE_ENTITY),
        ("/terms", json!({ "text": "甲", "find": " " }), StatusCode::UNPROCESSABLE_ENTITY),
        ("/notes", json!({ "text": "甲", "from": 0, "to": 0, "words": "乙" }), StatusCode::UNPROCESSABLE_ENTITY),
        ("/here", json!({ "client": "x" }), StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let answer = send(&wang, address, &body).await;
        assert_eq!(answer.status, status, "{address} {}", answer.body);
        let message = read(&answer)["message"].as_str().unwrap().to_owned();
        assert!(message.chars().count() > 5 && message.chars().all(|c| !c.is_ascii_alphabetic()), "{message}");
    }
    let huge = "x".repeat(9 * 1024 * 1024);
    assert_eq!(send(&wang, "/save", &json!({ "base": 1, "text": huge })).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_text_is_checked_with_places_as_editors_count() {
    let (wang, _) = two().await;
    let source =
        "# ××市𠮷条例\n\n## 第一章　总则\n\n第一条　甲必须登记。\n\n第二条　违反第一条、第九条规定的，处罚。\n";
    let answer = read(&send(&wang, "/check", &json!({ "text": source })).await);
    let units: Vec<u16> = source.encode_utf16().collect();
    let at = |it: &Value| {
        let place = |name: &str| usize::try_from(it[name].as_u64().unwrap()).unwrap();
        String::from_utf16(&units[place("from")..place("to")]).unwrap()
    };
    let finding = answer["findings"].as_array().unwrap().iter().find(|it| it["code"] == "K301").unwrap();
    assert_eq!((at(finding).as_str(), finding["href"].as_str()), ("必须", Some("/rules/K301")));
    let title = finding["name"].as_str().unwrap();
    assert!(!title.is_ascii(), "a drafter is told the rule's Chinese title, not {title}");
    let outline = answer["outline"].as_array().unwrap();
    let rows: Vec<_> =
        outline.iter().map(|it| (it["number"].as_str().unwrap(), it["level"].as_u64().unwrap())).collect();
    assert_eq!(rows, [("第一章", 0), ("第一条", 1), ("第二条", 1)]);
    assert!(at(&outline[1]).starts_with("第一条　甲"));
    let reference = &answer["references"][0];
    assert_eq!((at(reference).as_str(), reference["result"].as_str()), ("第一条、第九条", Some("dangling")));
    assert_eq!(answer["counts"]["articles"], 2);
    let preview = read(&send(&wang, "/preview", &json!({ "text": source, "at": 30 })).await);
    assert!(preview["html"].as_str().unwrap().contains("甲必须登记") && preview["path"] == "a1");
}

#[tokio::test]
async fn an_article_is_put_in_and_every_number_moves() {
    let (wang, _) = two().await;
    let (_, start) = text(&wang).await;
    let body = json!({ "text": start, "after": "a1", "words": "噪声防治坚持预防为主。" });
    let answer = read(&send(&wang, "/insert", &body).await);
    let after = followed(&start, &answer["changes"]);
    assert!(
        after.contains("第二条　噪声防治坚持预防为主。\n\n第三条　有下列情形之一的，适用本条例第四条第二款的规定：")
    );
    assert_eq!(answer["numbers"][0], json!({ "from": "第二条", "to": "第三条" }));
    assert_eq!(answer["references"], json!([{ "in": "第三条", "from": "第三条", "to": "第四条" }]));
    let back = read(&send(&wang, "/remove", &json!({ "text": after, "article": "a2" })).await);
    assert_eq!(followed(&after, &back["changes"]), start);
}

#[tokio::test]
async fn without_a_script_the_form_saves_merges_and_asks() {
    let (wang, li) = two().await;
    let page = li.get(DRAFT).await.body;
    let (base, start) = text(&li).await;
    assert_eq!(hidden(&page, "base"), base.to_string());
    assert!(page.contains("data-module=\"draft-editor\"") && page.contains("检查结果"));
    save(&wang, base, &start.replace("一千元", "两千元")).await;
    // Browsers send CR LF.
    let mine = start.replace("一千元", "三千元").replace("夜间施工", "夜间违法施工");
    let typed = mine.replace('\n', "\r\n");
    let base = base.to_string();
    let form = encoded(&[("base", &base), ("text", &typed), ("note", "改数额"), ("do", "save")]);
    let answer = li.post(DRAFT, &form).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    for words in ["三千元", "两千元", "夜间违法施工", "王某的文字", "改数额", "请您选定"] {
        assert!(answer.body.contains(words), "{words}\n{}", answer.body);
    }
    // Left open, it is not saved, and comes back.
    let area = answer.body.split("name=\"text\"").nth(1).unwrap();
    let area = area.split_once(">\n").unwrap().1.split("</textarea>").next().unwrap().to_owned();
    let base = hidden(&answer.body, "base");
    let again = li.post(DRAFT, &encoded(&[("base", &base), ("text", &area), ("do", "save")])).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("提示行") && again.body.contains("夜间违法施工"));
    let shown = li.post(DRAFT, &encoded(&[("base", &base), ("text", &mine), ("do", "show")])).await;
    assert!(shown.status == StatusCode::OK && shown.body.contains("尚未保存") && shown.body.contains("<ins>"));
    let done = li.post(DRAFT, &encoded(&[("base", &base), ("text", &mine), ("do", "save")])).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, DRAFT));
    assert_eq!(text(&wang).await.1, mine);
}

#[tokio::test]
async fn without_a_script_an_article_is_put_in_after_a_look() {
    let (wang, li) = two().await;
    let page = wang.get(&format!("{DRAFT}/articles")).await.body;
    let base = hidden(&page, "base");
    let fields = |action: &'static str| {
        vec![("base", base.as_str()), ("after", "a1"), ("words", "坚持预防为主。"), ("do", action)]
    };
    let look = wang.post(&format!("{DRAFT}/articles"), &encoded(&fields("insert"))).await;
    assert!(look.status == StatusCode::OK && look.body.contains("第二条改为第三条"), "{}", look.body);
    let (before, start) = text(&li).await;
    save(&li, before, &start.replace("一千元", "两千元")).await;
    let late = wang.post(&format!("{DRAFT}/articles"), &encoded(&fields("insert-do"))).await;
    assert!(late.status == StatusCode::UNPROCESSABLE_ENTITY && late.body.contains("坚持预防为主"));
    let base = hidden(&late.body, "base");
    let fields = [("base", base.as_str()), ("after", "a1"), ("words", "坚持预防为主。"), ("do", "insert-do")];
    assert_eq!(wang.post(&format!("{DRAFT}/articles"), &encoded(&fields)).await.status, StatusCode::SEE_OTHER);
    assert!(text(&li).await.1.contains("第二条　坚持预防为主。\n\n第三条　有下列情形"));
    let empty = wang.post(&format!("{DRAFT}/articles"), &encoded(&[("base", &base), ("do", "insert")])).await;
    assert!(empty.status == StatusCode::UNPROCESSABLE_ENTITY && empty.body.contains("请填写新增条文的内容"));
}

#[tokio::test]
async fn notes_follow_their_words_and_are_answered() {
    let (wang, li) = two().await;
    let (base, start) = text(&wang).await;
    let from = start[..start.find("夜间施工").unwrap()].encode_utf16().count();
    let body = json!({ "text": start, "from": from, "to": from + 4, "words": "夜间从几点算起" });
    let notes = read(&send(&wang, "/notes", &body).await);
    assert_eq!((&notes["notes"][0]["from"], &notes["notes"][0]["quote"]), (&json!(from), &json!("夜间施工")));
    save(&li, base, &start.replace("防治噪声，", "防治噪声污染，")).await;
    let moved = read(&li.get(&format!("{DRAFT}/notes")).await);
    assert_eq!(moved["notes"][0]["from"], json!(from + 2));
    let answered = read(&send(&li, "/notes/1", &json!({ "reply": "二十二时" })).await);
    assert_eq!(answered["notes"][0]["replies"][0]["by"], "李某");
    assert_eq!(read(&send(&li, "/notes/1", &json!({ "done": true })).await)["notes"][0]["done"], true);
    let (head, now) = text(&li).await;
    save(&li, head, &now.replace("夜间施工", "深夜作业")).await;
    let gone = read(&li.get(&format!("{DRAFT}/notes")).await);
    assert_eq!((&gone["notes"][0]["from"], &gone["notes"][0]["quote"]), (&Value::Null, &json!("夜间施工")));
    // Without a script, by the words.
    let twice = li.post(&format!("{DRAFT}/annotate"), &encoded(&[("quote", "规定"), ("words", "哪里")])).await;
    assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.body.contains("不止一处"));
    let once = li.post(&format!("{DRAFT}/annotate"), &encoded(&[("quote", "深夜作业"), ("words", "统一用语")])).await;
    assert_eq!(once.status, StatusCode::SEE_OTHER);
    assert!(wang.get(DRAFT).await.body.contains("统一用语"));
}

#[tokio::test]
async fn everyone_sees_who_is_where_and_that_the_draft_moved_on() {
    let (wang, li) = two().await;
    let (base, start) = text(&wang).await;
    let here = |client: &str, article: &str| json!({ "client": client, "article": article, "revision": base });
    send(&wang, "/here", &here("tab-of-wang", "a2")).await;
    let answer = read(&send(&li, "/here", &here("tab-of-li", "a3.p1")).await);
    let people: Vec<_> =
        answer["people"].as_array().unwrap().iter().map(|it| (it["name"].as_str(), it["article"].as_str())).collect();
    assert_eq!(people, [(Some("李某"), Some("第三条")), (Some("王某"), Some("第二条"))]);
    save(&wang, base, &start.replace("一千元", "两千元")).await;
    assert_eq!(read(&send(&li, "/here", &here("tab-of-li", "")).await)["head"].as_u64(), Some(base + 1));
}

#[tokio::test]
async fn revisions_are_read_compared_and_brought_back() {
    let (wang, _) = two().await;
    let (base, start) = text(&wang).await;
    save(&wang, base, &start.replace("一千元", "两千元")).await;
    let list = wang.get(&format!("{DRAFT}/revisions")).await.body;
    assert!(list.contains("第2次修订") && list.contains("改动：第三条") && list.contains("以草案修改稿为底稿"));
    let pair = wang.get(&format!("{DRAFT}/revisions/1..2")).await.body;
    assert!(pair.contains("<ins>") && pair.contains("两千"), "{pair}");
    let since = wang.get(&format!("{DRAFT}/revisions/v2..now")).await.body;
    assert!(since.contains("草案修改稿与第2次修订的对照") && since.contains("两千"), "{since}");
    let back = wang.post(&format!("{DRAFT}/revisions/1/restore"), "").await;
    assert_eq!((back.status, back.header("location")), (StatusCode::SEE_OTHER, DRAFT));
    assert_eq!(text(&wang).await, (3, start));
    for lost in ["revisions/9", "revisions/0", "revisions/1..9", "revisions/v9..now", "revisions/x"] {
        assert_eq!(wang.get(&format!("{DRAFT}/{lost}")).await.status, StatusCode::NOT_FOUND, "{lost}");
    }
}

#[tokio::test]
async fn those_who_may_only_read_see_no_form_and_save_nothing() {
    let (wang, _) = two().await;
    let (base, start) = text(&wang).await;
    let office = wang.signed_in("office", "赵某", &Post::new(Role::GeneralOffice, "", None).unwrap()).await;
    let page = office.get(DRAFT).await;
    assert!(page.status == StatusCode::OK && !page.body.contains("draft-editor") && page.body.contains("readonly"));
    // The drafting unit writes until the bill is submitted; this one is past that.
    let unit = wang.signed_in("unit", "钱某", &Post::new(Role::HandlingUnit, "××市生态环境局", None).unwrap()).await;
    for site in [&office, &unit] {
        assert_eq!(save(site, base, "甲").await.status, StatusCode::FORBIDDEN);
    }
    let nobody = save(&wang.signed_out(), base, "甲").await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    assert!(read(&nobody)["message"].as_str().unwrap().contains("登录"));
    assert_eq!(text(&wang).await, (base, start));
    let other = wang.signed_in("other", "孙某", &Post::new(Role::HandlingUnit, "××市财政局", None).unwrap()).await;
    assert_eq!(other.get(DRAFT).await.status, StatusCode::FORBIDDEN);
}
