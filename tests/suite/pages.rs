//! The pages, asked for as a browser asks, without one.

use crate::support::site::{Answer, TestSite};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use std::collections::{BTreeSet, VecDeque};

/// More pages than a site with one bill has.
const MAX_PAGES: usize = 300;

#[tokio::test]
async fn every_link_of_every_page_leads_to_a_page() {
    let site = TestSite::filled().await;
    let mut seen = BTreeSet::from(["/".to_owned()]);
    let mut waiting = VecDeque::from(["/".to_owned()]);
    while let Some(path) = waiting.pop_front() {
        let answer = site.get(&path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        if !answer.header("content-type").starts_with("text/html") || path.ends_with(".html") {
            continue;
        }
        let ids = attributes(&answer.body, "id");
        for href in attributes(&answer.body, "href") {
            if let Some(fragment) = href.strip_prefix('#') {
                assert!(ids.contains(fragment), "{path} has no #{fragment}");
                continue;
            }
            let outside = ["tel:", "mailto:"].iter().any(|it| href.starts_with(it));
            assert!(outside || href.starts_with('/'), "{path} leads away to {href}");
            let target = href.split('#').next().unwrap_or("").to_owned();
            if !outside && seen.insert(target.clone()) {
                waiting.push_back(target);
            }
        }
        assert!(seen.len() < MAX_PAGES, "the site has no end");
    }
    for page in [
        "/bills/noise/v1/a2",
        "/bills/noise/v2.md",
        "/bills/noise/v1.akn.xml",
        "/bills/noise/papers/explanation",
        "/consultations/noise-v1",
        "/points/village",
        "/rules/K301",
        "/help/privacy",
        "/display",
    ] {
        assert!(seen.contains(page), "{page} is reached from the home page");
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_kindly_and_with_ways_onward() {
    let site = TestSite::filled().await;
    for path in [
        "/nothing",
        "/bills/nothing",
        "/bills/Noise",
        "/bills/noise/v9",
        "/bills/noise/v01",
        "/bills/noise/v1.pdf",
        "/bills/noise/v1/a9",
        "/bills/noise/v1/a2.p9",
        "/bills/noise/v1/a2.i1",
        "/bills/noise/v1/第二条",
        "/bills/noise/papers/nothing",
        "/bills/noise/papers/nothing.docx",
        "/bills/noise/papers/explanation.md",
        "/bills/noise/papers/..%2F..%2Fbill.toml",
        "/consultations/noise-v9",
        "/consultations/noise",
        "/points/nothing",
        "/help/nothing",
        "/assets/nothing.js",
        "/bills/%ff",
        "/bills//v1",
    ] {
        let path = path.replace("第二条", "%E7%AC%AC%E4%BA%8C%E6%9D%A1");
        let answer = site.get(&path).await;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
        assert!(answer.body.contains("回到<a class=\"govuk-link\" href=\"/\">首页</a>"), "{path}");
        assert!(answer.body.contains("noindex"), "{path}");
        assert!(!answer.body.contains("Error"), "{path}");
    }
    let request = Request::builder().method(Method::DELETE).uri("/bills").body(Body::empty()).unwrap();
    let answer = site.send(request).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(answer.header("allow").contains("GET"));
    assert!(answer.body.contains("不能这样打开这个页面"));
}

#[tokio::test]
async fn a_slash_too_many_leads_to_the_page_and_never_away() {
    let site = TestSite::filled().await;
    for (path, target) in [("/bills/", "/bills"), ("/bills/noise/v1/", "/bills/noise/v1"), ("//evil.example/", "/")] {
        let answer = site.get(path).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::PERMANENT_REDIRECT, target), "{path}");
    }
    assert_eq!(site.get("//").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_empty_site_says_what_will_come() {
    let site = TestSite::empty().await;
    for (path, words) in [
        ("/", "现在没有正在征求意见的法规"),
        ("/bills", "还没有法规草案"),
        ("/consultations", "现在没有正在征求意见的法规"),
        ("/points", "联系点名单还没有公布"),
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.body.contains(words), "{path}");
    }
}

#[tokio::test]
async fn the_home_page_says_where_one_can_speak_and_until_when() {
    let site = TestSite::filled().await;
    let home = site.get("/").await.body;
    for words in ["还有12天", "2026年12月5日（星期六）截止", "您被什么声音吵过？", "/consultations/noise-v2", "示例"]
    {
        assert!(home.contains(words), "{words}");
    }
    let notice = site.get("/consultations/noise-v2").await.body;
    for words in ["信封上请注明“噪声条例征求意见”", "邮政编码：000000", "tel:0000-12345678", "基层立法联系点"]
    {
        assert!(notice.contains(words), "{words}");
    }
    let closed = site.get("/consultations/noise-v1").await.body;
    assert!(closed.contains("已结束") && !closed.contains("km-deadline"));
}

#[tokio::test]
async fn a_text_is_read_with_its_contents_links_and_neighbours() {
    let site = TestSite::filled().await;
    let page = site.get("/bills/noise/v1").await.body;
    for part in [
        "<a href=\"#c2\">第二章　法律责任</a>",
        "id=\"a2.p1.i2\"",
        "href=\"#a3.p2\"",
        "&lt;b&gt;装修&lt;/b&gt;",
        "这是较早的草案",
        "/bills/noise/v2\">草案修改稿</a>",
    ] {
        assert!(page.contains(part), "{part}");
    }
    let article = site.get("/bills/noise/v1/a2.p1.i2").await.body;
    for part in [
        "class=\"item is-marked\" id=\"a2.p1.i2\"",
        "href=\"/bills/noise/v1/a3.p2\"",
        "本条引用的条文",
        "第一章　总则",
        "rel=\"prev\"",
        "rel=\"next\"",
        "value=\"/bills/noise/v1/a2.p1.i2\"",
    ] {
        assert!(article.contains(part), "{part}");
    }
    let target = site.get("/bills/noise/v1/a3").await.body;
    assert!(target.contains("引用本条的条文") && target.contains("第二条第一款"));
    assert!(!site.get("/bills/noise/v1/a1").await.body.contains("rel=\"prev\""));
}

#[tokio::test]
async fn a_text_is_taken_away_in_its_canonical_form() {
    let site = TestSite::filled().await;
    let file = site.get("/bills/noise/v1.md").await;
    assert_eq!(file.header("content-type"), "text/markdown; charset=utf-8");
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"noise-v1.md\"");
    let parsed = kaimen::law::parse::parse(&file.body).statute;
    assert_eq!(kaimen::law::print::print(&parsed), file.body);
    let akn = site.get("/bills/noise/v1.akn.xml").await;
    assert!(akn.body.contains("<akomaNtoso") && akn.header("content-type").contains("xml"));
    for path in ["/bills/noise/v1.docx", "/bills/noise/papers/explanation.docx"] {
        let word = site.get(path).await;
        assert!(word.header("content-type").contains("wordprocessingml"), "{path}");
        assert!(word.body.starts_with("PK"), "{path} is a package");
    }
    let html = site.get("/bills/noise/v1.html").await;
    assert!(html.header("content-disposition").starts_with("attachment"), "it is kept, not shown as ours");
}

#[tokio::test]
async fn no_page_runs_or_styles_anything_inline_or_from_elsewhere() {
    let site = TestSite::filled().await;
    for path in ["/", "/bills/noise", "/bills/noise/v1", "/bills/noise/v1/a2", "/points", "/display", "/nothing"] {
        let answer = site.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
        for inline in [" style=", "<style", " onclick", "javascript:", "<script>", "src=\"http", "src=\"//"] {
            assert!(!answer.body.contains(inline), "{path} has {inline}");
        }
    }
}

#[tokio::test]
async fn a_page_that_has_not_changed_is_not_sent_again() {
    let site = TestSite::filled().await;
    let first = site.get("/bills/noise/v1").await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\"") && first.header("vary").contains("Cookie"));
    let again = site.get_with("/bills/noise/v1", "if-none-match", &tag).await;
    assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let elder = Request::get("/bills/noise/v1").header("if-none-match", &tag).header("cookie", "km_display=elder.auto");
    assert_eq!(site.send(elder.body(Body::empty()).unwrap()).await.status, StatusCode::OK, "it looks different");
    let file = site.get("/bills/noise/v1.md").await;
    assert!(file.header("cache-control").starts_with("public, max-age") && !file.header("etag").is_empty());
}

#[tokio::test]
async fn style_and_script_are_kept_for_ever_under_their_name() {
    let site = TestSite::filled().await;
    let home = site.get("/").await.body;
    let named: Vec<&str> = home.split('"').filter(|it| it.starts_with("/assets/")).collect();
    assert_eq!(named.len(), 3, "style, icon, script");
    for name in named {
        let file = site.get(name).await;
        assert_eq!(file.status, StatusCode::OK, "{name}");
        assert!(file.header("cache-control").contains("immutable"), "{name}");
    }
    assert_eq!(site.get("/favicon.ico").await.header("content-type"), "image/svg+xml");
}

#[tokio::test]
async fn the_elder_version_is_one_switch_kept_in_a_cookie() {
    let site = TestSite::filled().await;
    let answer = site.post("/display", "size=elder&back=%2Fbills%2Fnoise%3Fx%3D1").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), "/bills/noise?x=1");
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("km_display=elder.auto;") && cookie.contains("SameSite=Lax"), "{cookie}");
    let page = site.get_with("/bills/noise", "cookie", "other=1; km_display=elder.dark").await.body;
    assert!(page.contains("data-size=\"elder\" data-theme=\"dark\"") && page.contains(">标准版</button>"));
    let away = site.post("/display", "theme=dark&back=%2F%2Fevil.example").await;
    assert_eq!(away.header("location"), "/");
    let odd = site.post("/display", "size=huge").await;
    assert!(odd.header("set-cookie").starts_with("km_display=standard.auto;"));
}

#[tokio::test]
async fn too_much_is_refused_with_a_page() {
    let site = TestSite::filled().await;
    let answer = site.post("/display", &format!("back={}", "x".repeat(100_000))).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("提交的内容太大"));
}

#[tokio::test]
async fn a_broken_database_is_a_page_with_a_number_and_no_cause() {
    let site = TestSite::filled().await;
    site.db.close().await;
    let answer: Answer = site.get("/bills").await;
    assert!(answer.status.is_server_error());
    assert!(!answer.body.contains("sqlx") && !answer.body.contains("pool"), "{}", answer.body);
    if answer.status == StatusCode::INTERNAL_SERVER_ERROR {
        let number = answer.header("x-request-id");
        assert!(
            answer.body.contains(&format!("<strong>{number}</strong>")),
            "the number of the log stands on the page"
        );
    }
    assert_eq!(site.get("/healthz").await.status, StatusCode::OK, "the process lives");
    let ready = site.get("/readyz").await;
    assert_eq!((ready.status, ready.body.as_str()), (StatusCode::SERVICE_UNAVAILABLE, "database not reachable\n"));
}

/// The values of an attribute in a page.
fn attributes(page: &str, name: &str) -> BTreeSet<String> {
    let start = format!(" {name}=\"");
    let values = page.split(start.as_str()).skip(1).filter_map(|it| it.split('"').next());
    values.map(|it| it.replace("&amp;", "&").replace("&#38;", "&")).collect()
}
